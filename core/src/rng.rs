//! What chance has drawn, the same on every platform for the same seed.
//!
//! `ChaCha` with eight rounds (Bernstein 2008) seeded by a `u32`, and Sartor's own distributions over it,
//! built on [`crate::math`] alone. A stream is part of the documented behaviour: it does not change
//! between releases without a note in the changelog.
//!
//! ```
//! use sartor::rng::Rng;
//! let mut rng = Rng::new(7);
//! let first = rng.uniform();
//! assert!((0.0..1.0).contains(&first));
//! assert_eq!(Rng::new(7).uniform(), first);
//! ```

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng as _, SeedableRng as _};

use crate::math;

/// A stream of random numbers.
#[derive(Debug, Clone)]
pub struct Rng {
    stream: ChaCha8Rng,
}

impl Rng {
    /// The stream of a seed.
    pub fn new(seed: u32) -> Self {
        Self::with_stream(seed, 0)
    }

    /// One of the independent streams of a seed, such as one per customer or replicate, so that a result
    /// does not depend on the order in which they are drawn.
    pub fn with_stream(seed: u32, stream: u64) -> Self {
        let mut key = [0; 32];
        for (place, byte) in key.iter_mut().zip(seed.to_le_bytes()) {
            *place = byte;
        }
        let mut generator = ChaCha8Rng::from_seed(key);
        generator.set_stream(stream);
        Self { stream: generator }
    }

    /// 64 random bits.
    pub fn bits(&mut self) -> u64 {
        self.stream.next_u64()
    }

    /// Uniform in `[0, 1)`, one of the 2^53 multiples of 2^-53.
    pub fn uniform(&mut self) -> f64 {
        const STEP: f64 = 1.0 / (1u64 << 53) as f64;
        (self.bits() >> 11) as f64 * STEP
    }

    /// Uniform in `(0, 1]`, safe to take the logarithm of.
    fn positive_uniform(&mut self) -> f64 {
        1.0 - self.uniform()
    }

    /// A whole number below `n`, without bias (Lemire 2019); 0 when `n` is 0.
    pub fn below(&mut self, n: u64) -> u64 {
        let mut wide = u128::from(self.bits()) * u128::from(n);
        if (wide as u64) < n {
            let refused = n.wrapping_neg() % n;
            while (wide as u64) < refused {
                wide = u128::from(self.bits()) * u128::from(n);
            }
        }
        (wide >> 64) as u64
    }

    /// True with probability `p`; never below 0, always from 1 on.
    pub fn bernoulli(&mut self, p: f64) -> bool {
        self.uniform() < p
    }

    /// Standard normal, by Marsaglia's polar method (1964); the second of each pair is thrown away, so
    /// that a draw has no hidden state.
    pub fn normal(&mut self) -> f64 {
        loop {
            let u = 2.0 * self.uniform() - 1.0;
            let v = 2.0 * self.uniform() - 1.0;
            let s = u * u + v * v;
            if s < 1.0 && s > 0.0 {
                return u * math::sqrt(-2.0 * math::ln(s) / s);
            }
        }
    }

    /// Exponential of this rate per unit of time.
    pub fn exponential(&mut self, rate: f64) -> f64 {
        -math::ln(self.positive_uniform()) / rate
    }

    /// Gamma of this shape and rate (Marsaglia and Tsang 2000); NaN unless the shape is positive and
    /// finite.
    pub fn gamma(&mut self, shape: f64, rate: f64) -> f64 {
        if !(shape > 0.0 && shape.is_finite()) {
            return f64::NAN;
        }
        if shape < 1.0 {
            // Their note 6: the power of a uniform lifts the shape by one.
            let lifted = self.gamma(shape + 1.0, rate);
            return lifted * math::exp(math::ln(self.positive_uniform()) / shape);
        }
        let d = shape - 1.0 / 3.0;
        let c = 1.0 / math::sqrt(9.0 * d);
        loop {
            let x = self.normal();
            let t = 1.0 + c * x;
            if t <= 0.0 {
                continue;
            }
            let v = t * t * t;
            let u = self.positive_uniform();
            if math::ln(u) < 0.5 * x * x + d - d * v + d * math::ln(v) {
                return d * v / rate;
            }
        }
    }

    /// Beta, from two gammas; NaN unless both parameters are positive and finite.
    pub fn beta(&mut self, a: f64, b: f64) -> f64 {
        let x = self.gamma(a, 1.0);
        let y = self.gamma(b, 1.0);
        let sum = x + y;
        // Both underflow when a and b are tiny: the limit is a coin.
        if sum == 0.0 { f64::from(u8::from(self.bernoulli(a / (a + b)))) } else { x / sum }
    }

    /// Poisson of this mean; 0 unless the mean is positive.
    ///
    /// Below 30 by multiplication of uniforms (Knuth 1969); above, the mean is split by a gamma-distributed
    /// waiting time until it is below (Ahrens and Dieter 1974).
    pub fn poisson(&mut self, mean: f64) -> u64 {
        let mut left = if mean > 0.0 { mean.min(1e15) } else { 0.0 };
        let mut count = 0;
        while left >= 30.0 {
            let step = math::floor(left * 0.875);
            let time = self.gamma(step, 1.0);
            if time > left {
                return count + self.binomial(step as u64 - 1, left / time);
            }
            count += step as u64;
            left -= time;
        }
        let limit = math::exp(-left);
        let mut product = self.positive_uniform();
        while product > limit {
            count += 1;
            product *= self.positive_uniform();
        }
        count
    }

    /// How many of `n` trials succeed with probability `p` each, by beta-distributed order statistics
    /// (Ahrens and Dieter 1974).
    pub fn binomial(&mut self, n: u64, p: f64) -> u64 {
        let mut left = n;
        let mut p = if p > 0.0 { p.min(1.0) } else { 0.0 };
        let mut count = 0;
        while left > 16 {
            let rank = 1 + left / 2;
            let value = self.beta(rank as f64, (left + 1 - rank) as f64);
            if value >= p {
                left = rank - 1;
                p /= value;
            } else {
                count += rank;
                left -= rank;
                p = (p - value) / (1.0 - value);
            }
        }
        (0..left).fold(count, |sum, _| sum + u64::from(self.bernoulli(p)))
    }

    /// An index drawn in proportion to its weight; `None` unless some weight is positive. Weights that are
    /// negative or not finite count as none.
    ///
    /// ```
    /// let mut rng = sartor::rng::Rng::new(1);
    /// assert_eq!(rng.weighted(&[0.0, 3.0, 0.0]), Some(1));
    /// assert_eq!(rng.weighted(&[0.0, f64::NAN]), None);
    /// ```
    pub fn weighted(&mut self, weights: &[f64]) -> Option<usize> {
        let weight = |w: &f64| if *w > 0.0 && w.is_finite() { *w } else { 0.0 };
        let total: f64 = weights.iter().map(weight).fold(0.0, |sum, w| sum + w);
        if total <= 0.0 {
            return None;
        }
        let target = self.uniform() * total;
        let mut sum = 0.0;
        let mut last = None;
        for (index, w) in weights.iter().map(weight).enumerate() {
            if w > 0.0 {
                sum += w;
                last = Some(index);
                if target < sum {
                    break;
                }
            }
        }
        last
    }

    /// Put a slice into random order (Fisher and Yates, in Durstenfeld's form of 1964).
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for end in (1..items.len()).rev() {
            let other = self.below(end as u64 + 1) as usize;
            items.swap(end, other);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Mean and variance of `n` draws lie within five standard errors of the truth.
    fn moments(name: &str, mean: f64, variance: f64, mut draw: impl FnMut(&mut Rng) -> f64) {
        let n = 40_000;
        let mut rng = Rng::new(11);
        let draws: Vec<f64> = (0..n).map(|_| draw(&mut rng)).collect();
        let got = draws.iter().sum::<f64>() / f64::from(n);
        let spread: Vec<f64> = draws.iter().map(|d| (d - mean) * (d - mean)).collect();
        let got_variance = spread.iter().sum::<f64>() / f64::from(n);
        let fourth = spread.iter().map(|s| (s - variance) * (s - variance)).sum::<f64>() / f64::from(n);
        let near = 5.0 / f64::from(n).sqrt();
        assert!((got - mean).abs() <= near * variance.sqrt(), "{name}: mean {got}, expected {mean}");
        assert!((got_variance - variance).abs() <= near * fourth.sqrt(), "{name}: variance {got_variance}");
    }

    #[test]
    fn the_stream_of_a_seed_never_changes() {
        // ChaCha8 with key 1, 0, ... 0, recorded when the stream was defined.
        let mut rng = Rng::new(1);
        let first: Vec<u64> = (0..3).map(|_| rng.bits()).collect();
        assert_eq!(first, [7_037_237_572_835_827_407, 5_440_448_899_038_119_230, 14_725_191_807_199_933_458]);
    }

    #[test]
    fn draws_have_the_moments_of_their_distribution() {
        moments("uniform", 0.5, 1.0 / 12.0, Rng::uniform);
        moments("normal", 0.0, 1.0, Rng::normal);
        moments("exponential", 0.5, 0.25, |rng| rng.exponential(2.0));
        moments("gamma", 1.5, 0.75, |rng| rng.gamma(3.0, 2.0));
        moments("gamma below one", 0.3, 0.3, |rng| rng.gamma(0.3, 1.0));
        moments("beta", 0.25, 0.25 * 0.75 / 4.2, |rng| rng.beta(0.8, 2.4));
        moments("poisson", 3.0, 3.0, |rng| rng.poisson(3.0) as f64);
        moments("large poisson", 1234.5, 1234.5, |rng| rng.poisson(1234.5) as f64);
        moments("binomial", 30.0, 21.0, |rng| rng.binomial(100, 0.3) as f64);
        moments("bernoulli", 0.2, 0.16, |rng| f64::from(u8::from(rng.bernoulli(0.2))));
        moments("below", 3.0, 4.0, |rng| rng.below(7) as f64);
    }

    #[test]
    fn a_weighted_choice_follows_the_weights() {
        moments("weighted", 1.5, 0.75, |rng| rng.weighted(&[1.0, 0.0, 3.0]).map_or(-1.0, |i| i as f64));
    }

    #[test]
    fn every_order_of_a_shuffle_is_equally_likely() {
        let mut rng = Rng::new(3);
        let mut counts = [0_u32; 6];
        for _ in 0..12_000 {
            let mut items = [0, 1, 2];
            rng.shuffle(&mut items);
            counts[items[0] * 2 + usize::from(items[1] > items[2])] += 1;
        }
        assert!(counts.iter().all(|&c| (1_800..2_200).contains(&c)), "{counts:?}");
    }

    #[test]
    fn streams_of_one_seed_differ() {
        assert_ne!(Rng::with_stream(5, 1).bits(), Rng::with_stream(5, 2).bits());
    }
}
