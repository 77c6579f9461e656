//! Does the customer buy in a rhythm, at random, or in bursts?
//!
//! **Regularity** is the shape `k` of gamma distributed times between purchases (Platzer and Reutterer 2016): 1
//! is a Poisson process, more is more regular, less comes in bursts. What the gaps tell of it is in
//! `s = ln(arithmetic mean) - ln(geometric mean)`, whose distribution does not depend on the mean gap. Since the
//! mean of gammas is independent of their proportions, its moments are exact:
//! `E s = psi(nk) - ln n - psi(k)` and `Var s = psi'(k) / n - psi'(nk)`. With a gamma distribution of these
//! moments, as Bain and Engelhardt (1975) do with a chi-squared, and its quantiles after Wilson and Hilferty
//! (1931), the value is the `k` for which `s` is the median, and the interval those for which it is the 5 % and
//! 95 % quantile.
//!
//! **Clumpiness** is the entropy measure of Zhang, Bradlow and Small (2015),
//! `C = 1 + sum x ln x / ln(n + 1)` over the `n + 1` shares `x` into which `n` purchases cut the time: 0 when
//! evenly spaced, towards 1 when all at once. If purchases fall anywhere with the same chance, the shares are
//! uniform on the simplex and the mean and variance of `C` are exact; `p_value` is the chance of at least such a
//! `C` then, by a beta distribution of these moments.
//!
//! ```
//! use sartor::behaviour::{clumpiness, regularity};
//! let even = regularity(&[30.0, 31.0, 29.0, 30.0, 32.0, 28.0]).unwrap();
//! assert!(even.low > 1.0);
//! let burst = clumpiness(&[1.0, 1.0, 2.0, 1.0, 400.0]).unwrap();
//! assert!(burst.value > 0.9 && burst.p_value < 0.05);
//! ```

use super::interval::{Z, own};
use crate::estimate::Estimate;
use crate::math::{beta_inc, digamma, exp, ln, sqrt, trigamma};

/// The least and the largest regularity that is told apart.
const SHAPES: (f64, f64) = (0.05, 200.0);

/// The most steps of the search for a shape; it ends after about eight.
const SEARCH_STEPS: u32 = 40;

/// The relative miss at which it ends.
const TOLERANCE: f64 = 1e-10;

/// How clumpy, and how surprising that is.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct Clumpiness {
    /// The measure `C`, 0 to 1.
    pub value: f64,
    /// The chance of at least this value if purchases fell anywhere with the same chance.
    pub p_value: f64,
}

/// The regularity of at least two gaps between purchases, in any unit of time; all must be above 0.
pub fn regularity(gaps: &[f64]) -> Option<Estimate> {
    if gaps.len() < 2 || !gaps.iter().all(|gap| *gap > 0.0 && gap.is_finite()) {
        return None;
    }
    let n = gaps.len() as f64;
    let mean: f64 = gaps.iter().map(|gap| gap / n).sum();
    let spread = ln(mean) - gaps.iter().map(|gap| ln(*gap)).sum::<f64>() / n;
    if !spread.is_finite() {
        return None;
    }
    Some(own(shape_at(spread, n, 0.0), shape_at(spread, n, -Z), shape_at(spread, n, Z)))
}

/// The shape for which `spread` is the quantile of `z` standard deviations. Quantiles fall as the shape grows, and
/// rise with `z`: so a larger `z` gives a larger shape.
fn shape_at(spread: f64, n: f64, z: f64) -> f64 {
    let (mut low, mut high) = (ln(SHAPES.0), ln(SHAPES.1));
    let misses = |log_shape: f64| quantile(exp(log_shape), n, z) - spread;
    let (mut at_low, mut at_high) = (misses(low), misses(high));
    if at_low <= 0.0 {
        return SHAPES.0;
    }
    if at_high >= 0.0 {
        return SHAPES.1;
    }
    // False position, where the end that stays weighs less each time (Dowell and Jarratt 1972).
    let mut middle = low;
    for _ in 0..SEARCH_STEPS {
        middle = low + (high - low) * at_low / (at_low - at_high);
        let at_middle = misses(middle);
        if at_middle.abs() <= TOLERANCE * spread {
            break;
        }
        if at_middle > 0.0 {
            at_high *= at_low / (at_low + at_middle);
            (low, at_low) = (middle, at_middle);
        } else {
            at_low *= at_high / (at_high + at_middle);
            (high, at_high) = (middle, at_middle);
        }
    }
    exp(middle)
}

/// A quantile of the spread of `n` gaps of shape `k`.
fn quantile(k: f64, n: f64, z: f64) -> f64 {
    let mean = digamma(n * k) - ln(n) - digamma(k);
    let variance = trigamma(k) / n - trigamma(n * k);
    let ninth = variance / (9.0 * mean * mean);
    let root = (1.0 - ninth + z * sqrt(ninth)).max(0.0);
    mean * root * root * root
}

/// The clumpiness of purchases from the gaps into which they cut the time observed; the last gap is the one that
/// is still open. Nothing with fewer than two gaps, or a gap below 0.
pub fn clumpiness(gaps: &[f64]) -> Option<Clumpiness> {
    let total: f64 = gaps.iter().sum();
    if gaps.len() < 2 || !gaps.iter().all(|gap| *gap >= 0.0) || !(total > 0.0 && total.is_finite()) {
        return None;
    }
    let parts = gaps.len() as f64;
    // Also a gap too small beside the others for its share to be a number takes no part.
    let shares = gaps.iter().map(|gap| gap / total).filter(|share| *share > 0.0);
    let weighed = shares.map(|share| share * ln(share));
    let value = (1.0 + weighed.sum::<f64>() / ln(parts)).clamp(0.0, 1.0);
    let (mean, variance) = clumpiness_by_chance(parts);
    let precision = mean * (1.0 - mean) / variance - 1.0;
    let p_value = 1.0 - beta_inc(mean * precision, (1.0 - mean) * precision, value);
    Some(Clumpiness { value, p_value })
}

/// The clumpiness expected of gaps of a shape: what a Dirichlet of that shape gives.
pub(super) fn clumpiness_expected(shape: f64, gaps: f64) -> f64 {
    (1.0 + (digamma(shape + 1.0) - digamma(gaps * shape + 1.0)) / ln(gaps)).clamp(0.0, 1.0)
}

/// Mean and variance of the measure when `parts` shares are uniform on the simplex.
fn clumpiness_by_chance(parts: f64) -> (f64, f64) {
    let (psi, curve) = (digamma, trigamma);
    let mean = psi(2.0) - psi(parts + 1.0);
    let own = psi(3.0) - psi(parts + 2.0);
    let square = 2.0 / (parts * (parts + 1.0)) * (own * own + curve(3.0) - curve(parts + 2.0));
    let other = psi(2.0) - psi(parts + 2.0);
    let product = 1.0 / (parts * (parts + 1.0)) * (other * other - curve(parts + 2.0));
    let variance = parts * square + parts * (parts - 1.0) * product - mean * mean;
    let scale = ln(parts);
    (1.0 + mean / scale, variance / (scale * scale))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::Rng;

    #[test]
    fn clumpiness_agrees_with_hand_worked_cases() {
        // Equal shares: sum x ln x is -ln(n + 1), so the measure is 0.
        assert!(clumpiness(&[7.0, 7.0, 7.0, 7.0]).unwrap().value.abs() < 1e-15);
        // Shares 1/2, 1/4, 1/4: 1 - 1.5 ln 2 / ln 3.
        let ln2 = std::f64::consts::LN_2;
        let expected = 1.0 - 1.5 * ln2 / ln(3.0);
        assert!((clumpiness(&[10.0, 5.0, 5.0]).unwrap().value - expected).abs() < 1e-15);
        // All on one day: one share is everything.
        assert_eq!(clumpiness(&[0.0, 0.0, 90.0]).unwrap().value, 1.0);
        for wrong in [&[1.0][..], &[0.0, 0.0], &[1.0, -1.0], &[1.0, f64::NAN], &[1.0, f64::INFINITY]] {
            assert_eq!(clumpiness(wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn the_moments_of_chance_are_those_of_simulated_purchases() {
        let mut rng = Rng::new(5);
        for parts in [4_usize, 9, 25] {
            let (mut sum, mut squares) = (0.0, 0.0);
            let rounds = 40_000;
            for _ in 0..rounds {
                let gaps: Vec<f64> = (0..parts).map(|_| rng.exponential(1.0)).collect();
                let value = clumpiness(&gaps).unwrap().value;
                sum += value;
                squares += value * value;
            }
            let mean = sum / f64::from(rounds);
            let variance = squares / f64::from(rounds) - mean * mean;
            let (expected, spread) = clumpiness_by_chance(parts as f64);
            assert!((mean - expected).abs() < 4.0 * (spread / f64::from(rounds)).sqrt(), "{parts}");
            assert!((variance / spread - 1.0).abs() < 0.05, "{parts}: {variance} {spread}");
            assert!((clumpiness_expected(1.0, parts as f64) - expected).abs() < 1e-14);
        }
    }

    #[test]
    fn a_shape_is_found_again_from_its_own_quantile() {
        for (k, n) in [(0.1, 4.0), (1.0, 3.0), (2.5, 12.0), (40.0, 30.0)] {
            for z in [-Z, 0.0, Z] {
                assert!((shape_at(quantile(k, n, z), n, z) / k - 1.0).abs() < 1e-6, "{k} {n} {z}");
            }
        }
        let equal = regularity(&[3.0, 3.0, 3.0]).unwrap();
        assert_eq!(equal.high, SHAPES.1);
        assert_eq!(regularity(&[3.0, 0.0]), None);
        assert_eq!(regularity(&[3.0]), None);
    }

    #[test]
    fn the_unit_of_time_does_not_matter() {
        let days = [3.0, 14.0, 9.0, 30.0, 2.0];
        let hours = days.map(|gap| gap * 24.0);
        let (one, other) = (regularity(&days).unwrap(), regularity(&hours).unwrap());
        assert!((one.value / other.value - 1.0).abs() < 1e-9);
    }
}
