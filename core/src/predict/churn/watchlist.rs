//! Who has come to be at risk, since when, by how much and why?
//!
//! The customers of several looks, oldest first, are put through one model. Whoever is above the threshold at the last
//! look is on the list, with the first look of the unbroken run of looks at which they were above it: the crossing lies
//! after the look before that one. Whoever was above it at the last look but one and is not any more has left the list.

use serde::{Deserialize, Serialize};

use super::{Churn, ChurnReason};
use crate::control::Control;
use crate::estimate::Estimate;
use crate::predict::features::{FeatureTable, Features};
use crate::{Result, SartorError};

const SUBJECT: &str = "watchlist";
/// The most looks.
const MAX_LOOKS: usize = 100;
/// The most entries that are asked for.
const MAX_ENTRIES: u32 = 1_000_000;
/// The most reasons of each.
const MAX_REASONS: u32 = 100;

/// Who is to be on the list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor.predict"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct WatchlistOptions {
    /// The probability of churn from which a customer is at risk, above 0, below 1.
    #[cfg_attr(feature = "swift", uniffi(default = 0.7))]
    pub threshold: f64,
    /// The most entries, 1 to 1,000,000: those that rose most.
    #[cfg_attr(feature = "swift", uniffi(default = 1000))]
    pub entries: u32,
    /// Reasons of each entry, at most 100.
    #[cfg_attr(feature = "swift", uniffi(default = 3))]
    pub reasons: u32,
    /// Whether also those are told who were at risk at the first look already.
    #[cfg_attr(feature = "swift", uniffi(default = true))]
    pub standing: bool,
}

impl Default for WatchlistOptions {
    fn default() -> Self {
        Self { threshold: 0.7, entries: 1_000, reasons: 3, standing: true }
    }
}

/// Who is at risk.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor.predict"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct Watchlist {
    /// The model that says so.
    pub model_id: String,
    /// The time of the last look.
    pub as_of_ms: i64,
    /// The probability from which a customer is at risk.
    pub threshold: f64,
    /// Those at risk now, who rose most first.
    pub entries: Vec<WatchlistEntry>,
    /// Those at risk now who are not told, because there were more than asked for.
    pub left_out: u32,
    /// Those who were at risk at the look before and are not any more, sorted.
    pub recovered: Vec<String>,
    /// Customers of whom nothing could be said now, for want of consent or of a purchase.
    pub unknown: u32,
}

/// One customer at risk.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor.predict"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct WatchlistEntry {
    /// The customer.
    pub customer_id: String,
    /// Probability of churn now.
    pub churn: Estimate,
    /// What it was at the look before the crossing, or at the first look; nothing where the customer was not known then.
    pub before: Option<f64>,
    /// How much it rose since.
    pub rise: Option<f64>,
    /// The first look of this run at which it was above the threshold.
    pub since_ms: i64,
    /// The look before that, when it was not: the crossing lies between. Nothing where the customer was at risk at the
    /// first look, or not known before.
    pub crossed_after_ms: Option<i64>,
    /// What changed, strongest first: against that look before, or, where there is none, against the typical customer.
    pub reasons: Vec<ChurnReason>,
}

impl WatchlistOptions {
    fn check(&self) -> Result<()> {
        if !(self.threshold > 0.0 && self.threshold < 1.0) {
            let expected = "above 0, below 1";
            return Err(SartorError::out_of_range(SUBJECT, "threshold", self.threshold, expected));
        }
        for (field, value, low, high) in
            [("entries", self.entries, 1, MAX_ENTRIES), ("reasons", self.reasons, 0, MAX_REASONS)]
        {
            if !(low..=high).contains(&value) {
                return Err(SartorError::out_of_range(SUBJECT, field, value, &format!("{low} to {high}")));
            }
        }
        Ok(())
    }
}

/// One customer over the looks, the last first.
struct Followed<'a> {
    now: (&'a Features, Estimate),
    /// The look at which this run above the threshold began.
    since: (&'a Features, f64),
    /// The look before, if the customer was known then.
    before: Option<(&'a Features, f64)>,
}

impl Churn {
    /// Who is at risk at the last of several looks, oldest first, since when and why.
    ///
    /// Looks have to lie in ascending order of time, each with one time for all its rows and a customer once.
    pub fn watchlist(
        &self,
        looks: &[&FeatureTable],
        options: &WatchlistOptions,
        control: Control<'_>,
    ) -> Result<Watchlist> {
        options.check()?;
        let times = check_looks(looks)?;
        let as_of_ms = times.last().copied().unwrap_or_default();
        let mut told = Vec::with_capacity(looks.len());
        for look in looks {
            let risks = self.predict_many(look, &[], control.without_steps())?;
            let mut rows: Vec<(&Features, Option<Estimate>)> = look
                .rows()
                .iter()
                .zip(risks)
                .map(|(features, risk)| (features, risk.reason.is_none().then_some(risk.churn)))
                .collect();
            rows.sort_by(|left, right| left.0.customer_id().cmp(right.0.customer_id()));
            told.push(rows);
        }
        let Some((last, earlier)) = told.split_last() else { return Err(no_looks()) };
        let at = |look: &[(&'_ Features, Option<Estimate>)], id: &str| -> Option<f64> {
            let place = look.binary_search_by(|(known, _)| known.customer_id().cmp(id)).ok()?;
            look.get(place)?.1.map(|churn| churn.value)
        };
        let (mut at_risk, mut recovered) = (Vec::new(), Vec::new());
        for (features, churn) in last {
            let Some(churn) = churn else { continue };
            let id = features.customer_id();
            if churn.value < options.threshold {
                let was = earlier.last().and_then(|look| at(look, id));
                if was.is_some_and(|was| was >= options.threshold) {
                    recovered.push(id.to_owned());
                }
                continue;
            }
            let mut one = Followed { now: (features, *churn), since: (features, churn.value), before: None };
            for look in earlier.iter().rev() {
                let Ok(place) = look.binary_search_by(|(known, _)| known.customer_id().cmp(id)) else {
                    break;
                };
                let Some((features, Some(then))) = look.get(place) else { break };
                if then.value < options.threshold {
                    one.before = Some((features, then.value));
                    break;
                }
                one.since = (features, then.value);
            }
            if one.before.is_some() || options.standing {
                at_risk.push(one);
            }
        }
        at_risk.sort_by(|left, right| {
            let rise =
                |one: &Followed<'_>| one.now.1.value - one.origin().map_or(one.now.1.value, |(_, was)| was);
            rise(right)
                .total_cmp(&rise(left))
                .then_with(|| left.now.0.customer_id().cmp(right.now.0.customer_id()))
        });
        let left_out = at_risk.len().saturating_sub(options.entries as usize);
        at_risk.truncate(options.entries as usize);
        let total = at_risk.len() as u64;
        let mut entries = Vec::with_capacity(at_risk.len());
        for (done, one) in (1..).zip(&at_risk) {
            entries.push(self.entry(one, options.reasons)?);
            control.step(done, total)?;
        }
        Ok(Watchlist {
            model_id: self.model_id().to_owned(),
            as_of_ms,
            threshold: options.threshold,
            entries,
            left_out: u32::try_from(left_out).unwrap_or(u32::MAX),
            recovered,
            unknown: last.iter().filter(|(_, churn)| churn.is_none()).count() as u32,
        })
    }

    fn entry(&self, one: &Followed<'_>, reasons: u32) -> Result<WatchlistEntry> {
        let (features, churn) = one.now;
        let mut why = match (reasons, one.origin()) {
            (0, _) => Vec::new(),
            (_, Some((then, _))) => self.reasons_of_change(then, features)?,
            (_, None) => self.reasons(features)?,
        };
        why.truncate(reasons as usize);
        let before = one.origin().map(|(_, value)| value);
        Ok(WatchlistEntry {
            customer_id: features.customer_id().to_owned(),
            churn,
            before,
            rise: before.map(|before| churn.value - before),
            since_ms: one.since.0.as_of_ms(),
            crossed_after_ms: one.before.map(|(then, _)| then.as_of_ms()),
            reasons: why,
        })
    }
}

impl<'a> Followed<'a> {
    /// What a customer is compared with: the look before the crossing, or the first look of all if it is another.
    fn origin(&self) -> Option<(&'a Features, f64)> {
        let first = (self.since.0.as_of_ms() != self.now.0.as_of_ms()).then_some(self.since);
        self.before.or(first)
    }
}

fn no_looks() -> SartorError {
    SartorError::TooFew {
        subject: SUBJECT.to_owned(),
        found: 0,
        needed: 1,
        unit: "looks with customers".to_owned(),
    }
}

/// The time of each look.
fn check_looks(looks: &[&FeatureTable]) -> Result<Vec<i64>> {
    if looks.len() > MAX_LOOKS {
        return Err(SartorError::too_many(SUBJECT, "looks", looks.len(), MAX_LOOKS, "looks"));
    }
    let mut times: Vec<i64> = Vec::with_capacity(looks.len());
    for look in looks {
        let Some(first) = look.rows().first() else { return Err(no_looks()) };
        if look.rows().iter().any(|row| row.as_of_ms() != first.as_of_ms()) {
            return Err(SartorError::invalid(SUBJECT, "looks", "each of one time"));
        }
        let mut ids: Vec<&str> = look.rows().iter().map(Features::customer_id).collect();
        ids.sort_unstable();
        if !ids.is_sorted_by(|left, right| left < right) {
            return Err(SartorError::invalid(SUBJECT, "looks", "each with a customer once"));
        }
        times.push(first.as_of_ms());
    }
    if times.is_empty() {
        return Err(no_looks());
    }
    if !times.is_sorted_by(|left, right| left < right) {
        return Err(SartorError::invalid(SUBJECT, "looks", "in ascending order of time"));
    }
    Ok(times)
}
