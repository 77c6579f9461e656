//! Between which shares may the true one lie, if so many of so many rows came true?
//!
//! The exact interval of Clopper and Pearson (1934): the shares of which what was seen, or more, and what was seen, or less,
//! each have at least half of `1 - level`. It holds at least what it says at any number of rows.

use super::metrics::MetricInterval;
use super::scored::check_level;
use crate::{Result, math};

/// The share of `successes` in `rows` with its exact interval; of no rows, 0 to 1.
pub(super) fn exact_share(successes: u32, rows: u32, level: f64) -> Result<MetricInterval> {
    check_level(level)?;
    if rows == 0 {
        return Ok(MetricInterval { value: 0.5, standard_error: 0.5, low: 0.0, high: 1.0, level });
    }
    let (k, n) = (f64::from(successes.min(rows)), f64::from(rows));
    let tail = 0.5 * (1.0 - level);
    let search = |rises: &dyn Fn(f64) -> f64| {
        let (mut low, mut high) = (0.0, 1.0);
        for _ in 0..60 {
            let middle = f64::midpoint(low, high);
            *(if rises(middle) < tail { &mut low } else { &mut high }) = middle;
        }
        low
    };
    let low = if k == 0.0 { 0.0 } else { search(&|share| math::beta_inc(k, n - k + 1.0, share)) };
    let high = if k == n { 1.0 } else { 1.0 - search(&|rest| math::beta_inc(n - k, k + 1.0, rest)) };
    let value = k / n;
    let standard_error = math::sqrt(value * (1.0 - value) / n);
    Ok(MetricInterval { value, standard_error, low, high, level })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_have_the_published_interval() {
        // Clopper-Pearson of 4 in 20 at 95 %, as in Agresti and Coull's tables: 0.0573 to 0.4366.
        let share = exact_share(4, 20, 0.95).unwrap();
        assert!((share.low - 0.057_334).abs() < 1e-6 && (share.high - 0.436_614).abs() < 1e-6, "{share:?}");
        let none = exact_share(0, 10, 0.95).unwrap();
        assert_eq!(none.low, 0.0);
        assert!((none.high - (1.0 - math::pow(0.025, 0.1))).abs() < 1e-12, "{none:?}");
    }
}
