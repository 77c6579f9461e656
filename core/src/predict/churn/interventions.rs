//! What can be done about it, and what is known of the difference that it makes?
//!
//! A customer at risk is not for that reason one whom a letter keeps: interventions are ranked by the difference they were
//! found to make in a trial (Ascarza 2018, "Retention futility"), less what they cost, never by risk. What was not tried
//! is listed after what was found to help, as untested; what was tried and did nothing that could be seen, or did harm,
//! comes last and says so.
//!
//! [`rank_interventions`] takes effects as they are known; [`rank_tried_interventions`] asks the models of the trials about
//! one customer.

use serde::{Deserialize, Serialize};

use crate::estimate::{Basis, Estimate};
use crate::ids::check_id;
use crate::learn::{Cell, HeterogeneityVerdict, Uplift};
use crate::{Result, SartorError};

const SUBJECT: &str = "interventions";
/// The most interventions.
const MAX_INTERVENTIONS: usize = 1_000;
/// The share of a trial's customers, those nearest by the effect, that tell what it does to a customer.
const NEAR: f64 = 0.2;
/// How often difference is not found where there is none.
const HETEROGENEITY_LEVEL: f64 = 0.95;
/// The level of an effect's interval.
const LEVEL: f64 = 0.9;

/// Something that can be done, and the model of its trial where there was one.
#[derive(Debug, Clone, Copy)]
pub struct TriedIntervention<'a> {
    /// Its name, 1 to 256 bytes.
    pub intervention: &'a str,
    /// What was learnt from its trial, of which the outcome is 1 for a customer who stayed and 0 for one who did not.
    pub trial: Option<&'a Uplift>,
    /// What a customer who stays is worth, in minor units, at least 0; 0 where it is not known.
    pub value_minor: i64,
    /// What the intervention costs, in minor units, at least 0.
    pub cost_minor: i64,
}

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

/// The same for one customer, by what the trials say of customers like this one; without a trial it is untested.
///
/// Where effects were found to differ, the uplift is what treatment added among the fifth of the trial's customers whose
/// effects stand nearest to this one's, on rows that the model had not seen; where not, that among all of them, since
/// nothing is known to tell one customer from another. `customer` names what is known of the customer, such as
/// [`Features::cells`](crate::predict::Features::cells); every column of every model has to be there.
///
/// ```
/// # #[cfg(feature = "train")] {
/// use sartor::control::Control;
/// use sartor::learn::{Cell, Table, TableColumn, Uplift, UpliftOptions};
/// use sartor::predict::{InterventionVerdict, TriedIntervention, rank_tried_interventions};
/// // A letter by lot, that keeps those who came lately, and no one else.
/// let months: Vec<f64> = (0..4_000).map(|row| f64::from(row / 2 % 20)).collect();
/// let letter: Vec<f64> = (0..4_000).map(|row| f64::from(row % 2)).collect();
/// let stays = |row: usize| (row / 40) % 10 < if months[row] < 10.0 && letter[row] == 1.0 { 8 } else { 5 };
/// let stayed: Vec<f64> = (0..4_000).map(|row| f64::from(u8::from(stays(row)))).collect();
/// let table = Table::new(vec![("months".to_owned(), TableColumn::Numbers(months))])?;
/// let trial = Uplift::fit(&table, &letter, &stayed, &UpliftOptions::default(), Control::none())?;
/// let known = |name, trial| TriedIntervention { intervention: name, trial, value_minor: 20_000, cost_minor: 300 };
/// let list = [known("call", None), known("letter", Some(&trial))];
/// let first = |months: f64| rank_tried_interventions(&[("months", Cell::Number(months))], &list);
/// assert_eq!(first(3.0)?[0].intervention, "letter");
/// assert_eq!(first(15.0)?[0].verdict, InterventionVerdict::Untested);
/// # }
/// # Ok::<(), sartor::SartorError>(())
/// ```
pub fn rank_tried_interventions(
    customer: &[(&str, Cell<'_>)],
    interventions: &[TriedIntervention<'_>],
) -> Result<Vec<RankedIntervention>> {
    let effects = interventions.iter().map(|one| {
        Ok(InterventionEffect {
            intervention: one.intervention.to_owned(),
            uplift: one.trial.map(|trial| known(trial, customer)).transpose()?,
            value_minor: one.value_minor,
            cost_minor: one.cost_minor,
        })
    });
    rank_interventions(&effects.collect::<Result<Vec<_>>>()?)
}

/// What a trial says of its treatment for this customer.
fn known(trial: &Uplift, customer: &[(&str, Cell<'_>)]) -> Result<Estimate> {
    if !trial.is_of_probability() {
        return Err(SartorError::invalid(SUBJECT, "trial", "one whose outcomes are 0 and 1"));
    }
    let effect = trial.predict_row(&trial.schema().row(customer)?)?;
    let (found, basis) = match trial.heterogeneity(HETEROGENEITY_LEVEL)?.verdict {
        HeterogeneityVerdict::Detected => (trial.uplift_near(effect, NEAR, LEVEL)?, Basis::Segment),
        HeterogeneityVerdict::NoneDetectable => (trial.uplift_at(1.0, LEVEL)?, Basis::Prior),
    };
    let [value, low, high] =
        [found.uplift.value, found.uplift.low, found.uplift.high].map(|end| end.clamp(-1.0, 1.0));
    Ok(Estimate { level: LEVEL, ..Estimate::new(value, low, high, basis) })
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
