//! How sure is a share, a depth or a breadth that was counted a few times?
//!
//! Closed forms at the level of [`LEVEL`](crate::estimate::LEVEL), each of a few multiplications:
//!
//! * a share of `k` in `n`: the score interval, `(k + z²/2 ± z sqrt(k (n - k) / n + z²/4)) / (n + z²)` (Wilson
//!   1927; recommended for small `n` by Brown, Cai and `DasGupta` 2001);
//! * a depth, the mean of counts that stop with the same probability after each step: the stopping probability
//!   is `n` stops in `sum of counts` steps, so the interval is the inverse of its score interval;
//! * a breadth, the effective number of categories `exp(H)` (Jost 2006), with Shannon's entropy `H` raised by
//!   `(K - 1) / 2n` for the categories not met yet (Miller 1955), and the variance
//!   `(sum p ln² p - H²) / n + (K - 1) / 2n²` (Harris 1975), whose second term holds when categories are equal
//!   and the first is 0.
//!
//! ```
//! use sartor::behaviour::{breadth, depth, share};
//! let discounted = share(3, 10).unwrap();
//! assert!((discounted.low - 0.1269).abs() < 1e-4 && (discounted.high - 0.5583).abs() < 1e-4);
//! assert_eq!(depth(4, 10).unwrap().value, 2.5); // four visits, ten products
//! assert_eq!(breadth(&[7, 0, 0], 3).unwrap().value, 1.0); // one category, however often
//! ```

use crate::estimate::{Basis, Estimate};
use crate::math::{exp, ln, sqrt};

/// Standard normal quantile of 0.95: an interval of 90 % leaves 5 % on either side.
pub(super) const Z: f64 = 1.644_853_626_951_472_2;

/// An estimate of the customer's own, within its interval whatever rounding did.
pub(super) fn own(value: f64, low: f64, high: f64) -> Estimate {
    Estimate::new(value, low.min(value), high.max(value), Basis::Customer)
}

/// The share of `hits` in `trials`, with its score interval; nothing without a trial.
pub fn share(hits: u32, trials: u32) -> Option<Estimate> {
    if trials == 0 || hits > trials {
        return None;
    }
    let (k, n) = (f64::from(hits), f64::from(trials));
    let centre = k + 0.5 * Z * Z;
    let half = Z * sqrt(k * (n - k) / n + 0.25 * Z * Z);
    let scale = n + Z * Z;
    Some(own(k / n, ((centre - half) / scale).max(0.0), ((centre + half) / scale).min(1.0)))
}

/// The mean of `runs` counts of at least 1 that add up to `steps`; nothing without a run.
pub fn depth(runs: u32, steps: u32) -> Option<Estimate> {
    let stopping = share(runs, steps).filter(|stopping| stopping.low > 0.0)?;
    Some(own(1.0 / stopping.value, 1.0 / stopping.high, 1.0 / stopping.low))
}

/// The effective number of categories behind `counts`, never above `categories`, those that there are.
pub fn breadth(counts: &[u32], categories: u32) -> Option<Estimate> {
    let (entropy, variance) = entropy(counts)?;
    let most = f64::from(categories.max(1));
    let half = Z * sqrt(variance);
    let effective = |h: f64| exp(h).clamp(1.0, most);
    Some(own(effective(entropy), effective(entropy - half), effective(entropy + half)))
}

/// Shannon's entropy in nats after Miller, and its variance after Harris.
pub(super) fn entropy(counts: &[u32]) -> Option<(f64, f64)> {
    let n: f64 = counts.iter().map(|&count| f64::from(count)).sum();
    if n == 0.0 {
        return None;
    }
    let (mut plain, mut squares, mut seen) = (0.0, 0.0, 0.0);
    for &count in counts.iter().filter(|&&count| count > 0) {
        let p = f64::from(count) / n;
        let surprise = -ln(p);
        plain += p * surprise;
        squares += p * surprise * surprise;
        seen += 1.0;
    }
    let unmet = (seen - 1.0) / (2.0 * n);
    let variance = (squares - plain * plain).max(0.0) / n + unmet / n;
    Some((plain + unmet, variance))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entropy_agrees_with_a_hand_worked_case() {
        // Counts 4, 2, 2: p = 1/2, 1/4, 1/4. H = 1.5 ln 2; the correction is 2 / 16.
        let (entropy, variance) = entropy(&[4, 2, 2, 0]).unwrap();
        let ln2 = std::f64::consts::LN_2;
        assert!((entropy - (1.5 * ln2 + 0.125)).abs() < 1e-15, "{entropy}");
        // sum p ln² p = ln²2 / 2 + 2 ln²2, less H² = 2.25 ln²2, over 8; and 2 / 128.
        assert!((variance - (0.25 * ln2 * ln2 / 8.0 + 2.0 / 128.0)).abs() < 1e-15, "{variance}");
    }

    #[test]
    fn the_score_interval_agrees_with_a_published_one() {
        // Newcombe (1998), table I, at 95 %: 81 of 263 gives 0.2553 to 0.3662. Here the same formula at 90 %.
        let known = share(81, 263).unwrap();
        assert!(known.low > 0.2553 && known.high < 0.3662 && known.low < known.value);
        let (low, high) = (share(0, 10).unwrap(), share(10, 10).unwrap());
        assert_eq!((low.low, high.high), (0.0, 1.0));
        assert!((low.high - Z * Z / (10.0 + Z * Z)).abs() < 1e-15);
        assert_eq!(share(0, 0), None);
        assert_eq!(share(3, 2), None);
    }

    #[test]
    fn a_depth_is_at_least_one() {
        let once = depth(5, 5).unwrap();
        assert_eq!((once.value, once.low), (1.0, 1.0));
        assert!(once.high > 1.0);
        assert_eq!(depth(0, 0), None);
    }
}
