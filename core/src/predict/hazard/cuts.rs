//! At which past dates are customers looked at?

use crate::time::{DAY_MS, check_timestamp};
use crate::{Result, SartorError};

/// The most cuts.
const MAX_CUTS: usize = 100;
/// Cuts that are chosen where none are named.
const CHOSEN_CUTS: i64 = 3;

/// Refuse dates that are none, or not in order.
pub(in crate::predict) fn check_cuts(subject: &str, cuts_ms: &[i64]) -> Result<()> {
    if cuts_ms.len() > MAX_CUTS {
        return Err(SartorError::too_many(subject, "cutsMs", cuts_ms.len(), MAX_CUTS, "cuts"));
    }
    cuts_ms.iter().try_for_each(|cut_ms| check_timestamp(subject, "cutsMs", *cut_ms))?;
    if !cuts_ms.is_sorted_by(|left, right| left < right) {
        return Err(SartorError::invalid(subject, "cutsMs", "a list of dates in ascending order"));
    }
    Ok(())
}

/// Those named; else a horizon before the time of training, and half a horizon earlier twice.
pub(in crate::predict) fn chosen_cuts(named_ms: &[i64], horizon_days: u32, as_of_ms: i64) -> Vec<i64> {
    if !named_ms.is_empty() {
        return named_ms.to_vec();
    }
    let half_ms = i64::from(horizon_days) * DAY_MS / 2;
    let halves = (2..2 + CHOSEN_CUTS).rev();
    halves.map(|halves| as_of_ms.saturating_sub(halves * half_ms)).filter(|cut_ms| *cut_ms >= 0).collect()
}

/// Refuse cuts of which none leaves a whole horizon, so that it is not known for any what happened by then.
#[cfg(feature = "train")]
pub(in crate::predict) fn check_cuts_within(
    subject: &str,
    cuts_ms: &[i64],
    horizon_days: u32,
    as_of_ms: i64,
) -> Result<()> {
    let Some(first) = cuts_ms.first() else {
        let expected = "a time from which the horizon reaches back";
        return Err(SartorError::out_of_range(subject, "asOfMs", as_of_ms, expected));
    };
    if *first > as_of_ms.saturating_sub(i64::from(horizon_days) * DAY_MS) {
        let expected = "at least one horizon before the time of training";
        return Err(SartorError::out_of_range(subject, "the earliest of cutsMs", first, expected));
    }
    Ok(())
}
