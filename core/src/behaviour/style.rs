//! How does the customer decide, and what speaks for their loyalty? Rules over measures, with what they rest on.
//!
//! A measure speaks only when its whole interval lies on one side of the median customer. The style is
//!
//! * `deliberate` if at least two of search depth, revisits and days to decide lie above and none below,
//! * `direct` if at least two lie below and none above, the share of visits that go straight to a product being a
//!   fourth that counts the other way,
//! * `exploring` instead of `deliberate` if the breadth of categories lies above too,
//! * `unclear` otherwise, with the reason.
//!
//! Nothing is said of a personality: these are habits in one shop, and they change.

use super::measure::{Measure, Measurements};
use super::population::BehaviourPopulation;
use crate::time::DAY_MS;

/// Chance below which purchases are said to come in bursts.
const BURST_P_VALUE: f64 = 0.05;
/// Days of custom, and purchases in them, that are called long.
const LONG_CUSTOM_DAYS: f64 = 365.0;
const LONG_CUSTOM_PURCHASES: usize = 4;

/// How a customer decides.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct DecisionStyle {
    /// `direct`, `deliberate`, `exploring` or `unclear`.
    pub style: String,
    /// Why it is unclear: `no_consent`, `not_fitted`, `too_little_evidence` or `mixed_evidence`.
    pub reason: Option<String>,
    /// The measures that speak, as `search_depth:above` the median customer or `below`.
    pub evidence: Vec<String>,
}

/// One sign of loyalty, or of its absence.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct LoyaltyIndicator {
    /// `buys_regularly`, `buys_in_bursts`, `buys_the_same_again`, `long_custom` or `within_own_rhythm`.
    pub indicator: String,
    /// `yes`, `no` or `unclear`.
    pub state: String,
    /// What it rests on, such as `regularity:above_1`.
    pub evidence: Vec<String>,
}

/// On which side of the median customer a measure lies as a whole.
fn side(measurements: &Measurements, population: &BehaviourPopulation, measure: Measure) -> Option<bool> {
    let (known, spread) = (measurements.get(measure)?, population.spread(measure)?);
    let median = spread.quantile(0.5);
    match (known.estimate.low > median, known.estimate.high < median) {
        (true, _) => Some(true),
        (_, true) => Some(false),
        _ => None,
    }
}

/// The style of a customer with these measures among these customers.
pub(crate) fn decision_style(
    measurements: &Measurements,
    population: Option<&BehaviourPopulation>,
) -> DecisionStyle {
    let Some(population) = population else { return DecisionStyle::unclear("not_fitted") };
    let (mut slow, mut quick) = (0, 0);
    let mut evidence = Vec::new();
    let mut say = |measure: Measure, above: bool| {
        evidence.push(format!("{}:{}", measure.name(), if above { "above" } else { "below" }));
    };
    for measure in [Measure::SearchDepth, Measure::RevisitShare, Measure::DecisionDays] {
        if let Some(above) = side(measurements, population, measure) {
            if above {
                slow += 1;
            } else {
                quick += 1;
            }
            say(measure, above);
        }
    }
    if let Some(above) = side(measurements, population, Measure::DirectedBuying) {
        if above {
            quick += 1;
        } else {
            slow += 1;
        }
        say(Measure::DirectedBuying, above);
    }
    let broad = side(measurements, population, Measure::CategoryBreadth) == Some(true);
    if broad {
        say(Measure::CategoryBreadth, true);
    }
    let (style, reason) = match (slow, quick) {
        (2.., 0) if broad => ("exploring", None),
        (2.., 0) => ("deliberate", None),
        (0, 2..) if !broad => ("direct", None),
        (0 | 1, 0) | (0, 1) => ("unclear", Some("too_little_evidence")),
        _ => ("unclear", Some("mixed_evidence")),
    };
    DecisionStyle { style: style.to_owned(), reason: reason.map(str::to_owned), evidence }
}

impl DecisionStyle {
    /// No style can be told, for this reason.
    pub(crate) fn unclear(reason: &str) -> Self {
        Self { style: "unclear".to_owned(), reason: Some(reason.to_owned()), evidence: Vec::new() }
    }
}

/// The signs of loyalty, from measures and the times of purchases, ascending.
pub(crate) fn loyalty(
    measurements: &Measurements,
    population: Option<&BehaviourPopulation>,
    purchases_ms: &[i64],
    as_of_ms: i64,
) -> Vec<LoyaltyIndicator> {
    let sign = |indicator: &str, holds: Option<bool>, evidence: Option<String>| LoyaltyIndicator {
        indicator: indicator.to_owned(),
        state: match holds {
            Some(true) => "yes",
            Some(false) => "no",
            None => "unclear",
        }
        .to_owned(),
        evidence: evidence.into_iter().collect(),
    };
    let rhythm = measurements.get(Measure::Regularity).map(|known| known.estimate);
    let regularly = rhythm.and_then(|rhythm| match (rhythm.low > 1.0, rhythm.high < 1.0) {
        (true, _) => Some(true),
        (_, true) => Some(false),
        _ => None,
    });
    let regular_by = regularly.map(|above| format!("regularity:{}_1", if above { "above" } else { "below" }));
    let clumpy = measurements.clumpiness.filter(|_| measurements.get(Measure::Clumpiness).is_some());
    let bursts = clumpy.map(|clumpy| clumpy.p_value < BURST_P_VALUE);
    let bursts_by = clumpy.map(|clumpy| format!("clumpiness:p={:.3}", clumpy.p_value));
    let again = population.and_then(|population| side(measurements, population, Measure::RepeatShare));
    let again_by = again.map(|above| format!("repeat_share:{}", if above { "above" } else { "below" }));
    let days = |ms: i64| ms as f64 / DAY_MS as f64;
    let bought = purchases_ms.first().zip(purchases_ms.last());
    let custom_days = bought.map(|(first, last)| days(last - first));
    let long =
        custom_days.map(|days| days >= LONG_CUSTOM_DAYS && purchases_ms.len() >= LONG_CUSTOM_PURCHASES);
    let long_by = custom_days.map(|days| format!("purchases:{} in {days:.0} days", purchases_ms.len()));
    let gaps = purchases_ms.windows(2).filter_map(|pair| Some(pair.last()? - pair.first()?));
    let longest_ms = gaps.max().filter(|_| purchases_ms.len() >= LONG_CUSTOM_PURCHASES);
    let waiting_ms = bought.map(|(_, last)| as_of_ms.saturating_sub(*last));
    let in_rhythm = longest_ms.zip(waiting_ms);
    vec![
        sign("buys_regularly", regularly, regular_by),
        sign("buys_in_bursts", bursts, bursts_by),
        sign("buys_the_same_again", again, again_by),
        sign("long_custom", long, long_by),
        sign(
            "within_own_rhythm",
            in_rhythm.map(|(longest, waiting)| waiting <= longest),
            in_rhythm.map(|(longest, waiting)| {
                format!("since_purchase:{:.0} of at most {:.0} days", days(waiting), days(longest))
            }),
        ),
    ]
}
