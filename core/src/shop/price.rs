//! Which price was in force when, and what was the lowest?

use super::{MAX_OVERRIDES, SUBJECT};
use crate::time::DAY_MS;
use crate::{Result, SartorError};

/// A price set for a time, the same for everyone.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct PriceOverride {
    /// The product.
    pub product_id: String,
    /// The price, in minor units of the engine's currency.
    pub price_minor: i64,
    /// When it begins.
    pub from_ms: i64,
    /// When it ends; nothing while nobody has said.
    pub until_ms: Option<i64>,
    /// Why, in the shop's words, such as `summer sale`.
    pub reason: String,
}

impl PriceOverride {
    fn holds_at(&self, at_ms: i64) -> bool {
        self.from_ms <= at_ms && self.until_ms.is_none_or(|until| at_ms < until)
    }
}

/// The history of a product with one more override, sorted by beginning.
pub(super) fn with(history: &[PriceOverride], set: &PriceOverride) -> Result<Vec<PriceOverride>> {
    let mut history = history.to_vec();
    match history.binary_search_by_key(&set.from_ms, |known| known.from_ms) {
        Ok(at) if history.get(at) == Some(set) => return Ok(history),
        Ok(_) => {
            let subject = format!("price of {} from {} ms", set.product_id, set.from_ms);
            return Err(SartorError::AlreadySet { subject });
        }
        Err(at) => history.insert(at, set.clone()),
    }
    if history.len() > MAX_OVERRIDES {
        let past = set.from_ms.saturating_sub(31 * DAY_MS);
        history.retain(|known| known.until_ms.is_none_or(|until| until > past));
    }
    if history.len() > MAX_OVERRIDES {
        let size = history.len();
        return Err(SartorError::too_many(SUBJECT, "overrides", size, MAX_OVERRIDES, "overrides"));
    }
    Ok(history)
}

/// Of the overrides that hold, the one that began last.
pub(super) fn in_force(history: &[PriceOverride], at_ms: i64) -> Option<&PriceOverride> {
    let begun = history.partition_point(|known| known.from_ms <= at_ms);
    history.get(..begun)?.iter().rev().find(|known| known.holds_at(at_ms))
}

pub(super) fn lowest_30d(history: &[PriceOverride], base_minor: i64, as_of_ms: i64) -> i64 {
    let price = |at_ms| in_force(history, at_ms).map_or(base_minor, |set| set.price_minor);
    let end = in_force(history, as_of_ms).map_or(as_of_ms, |set| set.from_ms);
    let start = end.saturating_sub(30 * DAY_MS);
    // The price changes only where an override begins or ends.
    let changes = history.iter().flat_map(|known| [Some(known.from_ms), known.until_ms]).flatten();
    changes.filter(|at| (start..end).contains(at)).map(price).fold(price(start), i64::min)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn set(price_minor: i64, from_day: i64, until_day: Option<i64>) -> PriceOverride {
        PriceOverride {
            product_id: "p".into(),
            price_minor,
            from_ms: from_day * DAY_MS,
            until_ms: until_day.map(|day| day * DAY_MS),
            reason: String::new(),
        }
    }

    fn history(sets: &[PriceOverride]) -> Vec<PriceOverride> {
        sets.iter().fold(Vec::new(), |history, set| with(&history, set).unwrap())
    }

    #[test]
    fn the_override_that_began_last_is_in_force_and_the_one_below_returns_after_it() {
        let history = history(&[set(80, 0, None), set(50, 10, Some(12))]);
        let price = |day| in_force(&history, day * DAY_MS).map(|set| set.price_minor);
        assert_eq!([price(5), price(10), price(11), price(12)], [Some(80), Some(50), Some(50), Some(80)]);
    }

    #[test]
    fn a_reduction_is_measured_against_the_time_before_it_and_not_against_itself() {
        let history = history(&[set(129, 5, Some(8)), set(169, 20, None)]);
        // The bananas of C-330/23: 1.69 on offer after 1.29, the month before.
        assert_eq!(lowest_30d(&history, 199, 25 * DAY_MS), 129);
        // After 30 days the old offer no longer counts.
        let later = [set(129, 5, Some(8)), set(169, 40, None)];
        assert_eq!(lowest_30d(&later, 199, 41 * DAY_MS), 199);
    }

    #[test]
    fn old_overrides_make_room_and_open_ones_do_not() {
        let mut history = Vec::new();
        for day in 0..300 {
            history = with(&history, &set(100, day, Some(day + 1))).unwrap();
        }
        assert!(history.len() <= MAX_OVERRIDES);
        let mut open = Vec::new();
        for day in 0..MAX_OVERRIDES as i64 {
            open = with(&open, &set(100, day, None)).unwrap();
        }
        assert_eq!(with(&open, &set(1, 500, None)).unwrap_err().code(), "TOO_LARGE");
    }

    proptest! {
        #[test]
        fn the_lowest_price_is_the_least_of_all_days_before(
            sets in proptest::collection::btree_map(0..80_i64, (1..200_i64, proptest::option::of(1..20_i64)), 0..8),
            as_of in 30..90_i64,
        ) {
            let history = history(
                &sets.iter().map(|(from, (price, days))| set(*price, *from, days.map(|days| from + days))).collect::<Vec<_>>(),
            );
            let day_price = |day: i64| in_force(&history, day * DAY_MS).map_or(150, |set| set.price_minor);
            let end = in_force(&history, as_of * DAY_MS).map_or(as_of, |set| set.from_ms / DAY_MS);
            let expected = (end - 30..end).map(day_price).min().unwrap();
            prop_assert_eq!(lowest_30d(&history, 150, as_of * DAY_MS), expected);
        }
    }
}
