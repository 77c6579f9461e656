//! What can be done about it, and what is known of the difference that it makes?
//!
//! A customer at risk is not for that reason one whom a letter keeps: interventions are ranked by the difference they were
//! found to make in a trial (Ascarza 2018, "Retention futility"), less what they cost, never by risk. What was not tried
//! is listed after what was found to help, as untested; what was tried and did nothing that could be seen, or did harm,
//! comes last and says so.

use serde::{Deserialize, Serialize};

use crate::estimate::Estimate;
use crate::ids::check_id;
use crate::{Result, SartorError};

const SUBJECT: &str = "interventions";
/// The most interventions.
const MAX_INTERVENTIONS: usize = 1_000;

/// Something that can be done, and what a trial found of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor.predict"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct InterventionEffect {
    /// Its name, 1 to 256 bytes.
    pub intervention: String,
    /// By how much it raises the probability that the customer stays, with its interval: for this customer from an uplift
    /// model, or of all customers from the trial. Nothing where there was no trial.
    #[serde(default)]
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub uplift: Option<Estimate>,
    /// What a customer who stays is worth, in minor units, at least 0; 0 where it is not known.
    #[serde(default)]
    #[cfg_attr(feature = "swift", uniffi(default = 0))]
    pub value_minor: i64,
    /// What the intervention costs, in minor units, at least 0.
    #[serde(default)]
    #[cfg_attr(feature = "swift", uniffi(default = 0))]
    pub cost_minor: i64,
}

/// What is known of an intervention.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "swift", derive(uniffi::Enum))]
#[cfg_attr(
    feature = "python",
    pyo3::pyclass(
        eq,
        eq_int,
        hash,
        frozen,
        from_py_object,
        module = "sartor.predict",
        rename_all = "SCREAMING_SNAKE_CASE"
    )
)]
#[cfg_attr(feature = "node", napi_derive::napi(string_enum = "snake_case"))]
pub enum InterventionVerdict {
    /// A trial found that it helps, and it is worth more than it costs.
    Helps,
    /// Nobody has tried: it may help or harm.
    Untested,
    /// A trial found that it helps, but it costs more than it brings.
    TooDear,
    /// A trial could not tell its effect from none.
    NoDetectableEffect,
    /// A trial found that it drives customers away.
    Harms,
}

/// An intervention in its rank.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor.predict"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct RankedIntervention {
    /// Its name.
    pub intervention: String,
    /// What is known of it.
    pub verdict: InterventionVerdict,
    /// The difference it makes to the probability of staying; nothing where it is untested.
    pub uplift: Option<Estimate>,
    /// What it brings on average less what it costs, in minor units; nothing where it is untested.
    pub gain_minor: Option<i64>,
    /// From 1.
    pub rank: u32,
}

/// The interventions in the order in which they should be thought of: those that help by what they gain (by uplift, where
/// no value is known), the untested, those that cost more than they bring, those without an effect that could be seen, and
/// those that harm.
///
/// ```
/// use sartor::estimate::{Basis, Estimate};
/// use sartor::predict::{InterventionEffect, InterventionVerdict, rank_interventions};
/// let effect = |name: &str, uplift: Option<(f64, f64, f64)>| InterventionEffect {
///     intervention: name.to_owned(),
///     uplift: uplift.map(|(value, low, high)| Estimate::new(value, low, high, Basis::Segment)),
///     value_minor: 20_000,
///     cost_minor: 300,
/// };
/// let ranked = rank_interventions(&[
///     effect("voucher", Some((0.01, -0.02, 0.04))), effect("call", None), effect("letter", Some((0.05, 0.02, 0.08))),
/// ])?;
/// let told: Vec<_> = ranked.iter().map(|one| (one.intervention.as_str(), one.verdict)).collect();
/// assert_eq!(told, [
///     ("letter", InterventionVerdict::Helps),
///     ("call", InterventionVerdict::Untested),
///     ("voucher", InterventionVerdict::NoDetectableEffect),
/// ]);
/// assert_eq!(ranked[0].gain_minor, Some(700));
/// # Ok::<(), sartor::SartorError>(())
/// ```
pub fn rank_interventions(effects: &[InterventionEffect]) -> Result<Vec<RankedIntervention>> {
    if effects.len() > MAX_INTERVENTIONS {
        let found = effects.len();
        return Err(SartorError::too_many(SUBJECT, "list", found, MAX_INTERVENTIONS, "interventions"));
    }
    let mut ranked = effects.iter().map(judge).collect::<Result<Vec<_>>>()?;
    let size = |one: &RankedIntervention| {
        (one.gain_minor.unwrap_or_default(), one.uplift.map_or(0.0, |uplift| uplift.value))
    };
    ranked.sort_by(|left, right| {
        let ((left_gain, left_uplift), (right_gain, right_uplift)) = (size(left), size(right));
        left.verdict
            .cmp(&right.verdict)
            .then(right_gain.cmp(&left_gain))
            .then(right_uplift.total_cmp(&left_uplift))
            .then_with(|| left.intervention.cmp(&right.intervention))
    });
    for (rank, one) in (1..).zip(&mut ranked) {
        one.rank = rank;
    }
    Ok(ranked)
}

fn judge(effect: &InterventionEffect) -> Result<RankedIntervention> {
    check_id(SUBJECT, "intervention", &effect.intervention)?;
    for (field, value) in [("valueMinor", effect.value_minor), ("costMinor", effect.cost_minor)] {
        if !(0..=1_000_000_000_000).contains(&value) {
            return Err(SartorError::out_of_range(SUBJECT, field, value, "0 to 10^12"));
        }
    }
    let one = |verdict, gain_minor| RankedIntervention {
        intervention: effect.intervention.clone(),
        verdict,
        uplift: effect.uplift,
        gain_minor,
        rank: 0,
    };
    let Some(uplift) = effect.uplift else { return Ok(one(InterventionVerdict::Untested, None)) };
    if ![-1.0, uplift.low, uplift.value, uplift.high, 1.0].is_sorted() {
        return Err(SartorError::invalid(SUBJECT, "uplift", "an estimate from -1 to 1 within its interval"));
    }
    let brought = (uplift.value * effect.value_minor as f64).round() as i64;
    let gain_minor = brought - effect.cost_minor;
    let verdict = match () {
        () if uplift.high < 0.0 => InterventionVerdict::Harms,
        () if uplift.low <= 0.0 => InterventionVerdict::NoDetectableEffect,
        () if effect.value_minor > 0 && gain_minor <= 0 => InterventionVerdict::TooDear,
        () => InterventionVerdict::Helps,
    };
    Ok(one(verdict, Some(gain_minor)))
}
