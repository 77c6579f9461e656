//! How many purchases are still to come, each counted for less the later it comes?
//!
//! Purchases are discounted continuously at the force `d = ln(1 + rate)`. Within a horizon `h`
//! `E[DN(h)] = e^(-dh) E[N(h)] + d * integral from 0 to h of e^(-ds) E[N(s)] ds`, by Gauss and Legendre. For ever it is
//! `d * integral from 0 to infinity`, from the model's closed form where it has one (DERT of Fader, Hardie and Lee
//! 2005) and else over `u = ln s` by the trapezoidal rule: at both ends the integrand falls off exponentially or
//! faster, so that rule converges exponentially (Trefethen and Weideman 2014, theorem 5.1).

use super::process::ActiveCustomer;
use crate::{Result, SartorError, math};

/// Accept a rate of discount.
pub(super) fn check_rate(subject: &str, per_period: f64) -> Result<()> {
    if (0.0..=1e3).contains(&per_period) {
        return Ok(());
    }
    Err(SartorError::out_of_range(subject, "discount_rate_per_period", per_period, "0 to 1000"))
}

/// Accept a rate of discount for purchases for ever.
pub(super) fn check_rate_for_ever(subject: &str, per_period: f64) -> Result<()> {
    if (1e-9..=1e3).contains(&per_period) {
        return Ok(());
    }
    let expected = "1e-9 to 1000: without a discount what is bought for ever may be without end";
    Err(SartorError::out_of_range(subject, "discount_rate_per_period", per_period, expected))
}

/// The force of interest of a rate.
pub(super) fn force(rate_per_period: f64) -> f64 {
    math::ln_1p(rate_per_period)
}

/// Expected purchases of an active customer for ever, each discounted by `e^(-force * time)`.
pub(super) fn purchases_for_ever(active: &impl ActiveCustomer, force: f64) -> f64 {
    active.discounted_for_ever(force).unwrap_or_else(|| integral_for_ever(active, force))
}

fn integral_for_ever(active: &impl ActiveCustomer, force: f64) -> f64 {
    /// Of the logarithm of time: the error falls as `e^(-8 / STEP)`.
    const STEP: f64 = 0.3;
    /// Nothing is left of `e^(-force s)` beyond this.
    const LATEST: f64 = 32.0;
    let mut sum = 0.0;
    let mut at = math::ln(LATEST);
    // Below a ten-billionth of a relaxation time no purchase is left that could be seen in the sum.
    while at > -34.0 {
        let relative = math::exp(at);
        let term = relative * math::exp(-relative) * active.expected_purchases(relative / force);
        sum += term;
        if at < 0.0 && term <= 1e-12 * sum {
            break;
        }
        at -= STEP;
    }
    STEP * sum
}

/// Expected purchases of an active customer within `periods`, each discounted by `e^(-force * time)`.
pub(super) fn discounted_purchases(active: &impl ActiveCustomer, periods: f64, force: f64) -> f64 {
    const NODES: [(f64, f64); 3] = [
        (0.0, 0.284_444_444_444_444_44),
        (0.269_234_655_052_841_54, 0.239_314_335_249_683_23),
        (0.453_089_922_969_332, 0.118_463_442_528_094_54),
    ];
    let count = active.expected_purchases(periods);
    if force == 0.0 || periods == 0.0 {
        return count;
    }
    // Beyond 40 relaxation times of the discount nothing is left to count.
    let end = periods.min(40.0 / force);
    let panels = math::floor(force * end) + 1.0;
    let width = end / panels;
    let mut integral = 0.0;
    let mut panel = 0.0;
    while panel < panels {
        let middle = (panel + 0.5) * width;
        for (offset, weight) in NODES {
            let at = |s: f64| math::exp(-force * s) * active.expected_purchases(s);
            let pair = if offset == 0.0 {
                at(middle)
            } else {
                at(middle - offset * width) + at(middle + offset * width)
            };
            integral += weight * width * pair;
        }
        panel += 1.0;
    }
    math::exp(-force * periods) * count + force * integral
}
