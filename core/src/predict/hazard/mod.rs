//! When will something happen for the first time, and how surely is that known?
//!
//! Time is cut into periods. In each, whoever it has not happened to is at risk of it, with a *hazard* that a learner of
//! yes and no fits to one row for every period that somebody was at risk (Singer and Willett 1993, equations 4 and 6):
//!
//! ```text
//! logit h_j(x) = score(x, j)        S(t) = prod over j up to t of (1 - h_j)        F(t) = 1 - S(t)
//! ```
//!
//! So one model has a probability for every horizon, whoever was not followed to the end counts for as long as they were,
//! and the probability never falls with time. Within a period the hazard is even, so `S` is geometric between its ends.
//!
//! Three learners, boosted trees, logistic regression and a small network, are each fitted once for each fold of customers
//! without it; a score is the blend of theirs and the mean over folds. Weights and calibration rest on scores from members
//! that had not seen the customer. How an interval is made is told in its own module; what it is to hold is the
//! probability of somebody of whom the same is known. Two customers of whom the same is known may differ in what nobody
//! sees, and their own habits lie outside more often (`docs/predict.md` has both, measured).

mod curve;
mod cuts;
#[cfg(feature = "train")]
mod fit;
#[cfg(feature = "train")]
mod held_out;
mod interval;
mod learners;
mod life;
mod quantile;

pub(super) use curve::RowCurve;
#[cfg(feature = "train")]
pub(super) use cuts::check_cuts_within;
pub(super) use cuts::{check_cuts, chosen_cuts};
#[cfg(feature = "train")]
pub(super) use fit::{Fitted, HazardOptions, HeldOutLearner, Spell, draw_folds, table_row};
pub(super) use learners::check_members;
#[cfg(feature = "train")]
pub(super) use life::life_table;
pub(super) use life::{LifePeriod, check_life_table};

use serde::{Deserialize, Serialize};

use crate::estimate::{Basis, Estimate, LEVEL};
use crate::learn::{Calibration, Member, Objective, Schema};
use crate::math::{exp_m1, logistic, normal_quantile, sqrt};
use crate::{Result, SartorError};
use curve::{log_odds_of, spared};
use interval::{HeldOutBin, Near, interval};
use learners::HazardLearner;

/// The column that holds the number of the period, after all others.
pub(super) const PERIOD: &str = "period";
/// The most periods.
pub(super) const MAX_PERIODS: u32 = 60;
/// The most folds.
pub(super) const MAX_FOLDS: u32 = 20;
/// The most kinds of learners.
const MOST_LEARNERS: usize = 3;
/// How often a model may be recalibrated before it has to be fitted again.
const MAX_RECALIBRATIONS: usize = 100;
/// Log-odds and cumulated hazards stay within these, so that nothing overflows.
const MOST_LOG: f64 = 700.0;
const LEAST_HAZARD: f64 = 1e-12;

/// A fitted hazard.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", try_from = "StoredHazard")]
pub(super) struct Hazard {
    /// How long a period is.
    period_days: f64,
    /// Each with one member for each fold.
    learners: Vec<HazardLearner>,
    calibration: Calibration,
    /// Curves from log-odds to log-odds of the event by the end, one after the other, found since.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    recalibrations: Vec<Calibration>,
    /// Everybody, period by period.
    life_table: Vec<LifePeriod>,
    /// For each period, by whose end it had happened to how many of rows alike: bins by probability.
    held_out: Vec<Vec<HeldOutBin>>,
    /// How many of those rows tell as much as one customer.
    design_effect: f64,
    /// What follows from the bins.
    #[serde(skip)]
    near: Vec<Vec<Near>>,
}

/// What is stored of a hazard, before it is checked.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct StoredHazard {
    period_days: f64,
    learners: Vec<HazardLearner>,
    calibration: Calibration,
    #[serde(default)]
    recalibrations: Vec<Calibration>,
    life_table: Vec<LifePeriod>,
    held_out: Vec<Vec<HeldOutBin>>,
    design_effect: f64,
}

impl TryFrom<StoredHazard> for Hazard {
    type Error = SartorError;

    fn try_from(stored: StoredHazard) -> Result<Self> {
        const SUBJECT: &str = "hazard";
        let StoredHazard {
            period_days,
            learners,
            calibration,
            recalibrations,
            life_table,
            held_out,
            design_effect,
        } = stored;
        let not = |detail: &str| Err(SartorError::malformed(SUBJECT, detail, 0));
        if !(period_days > 0.0 && period_days <= 10_000.0) {
            return Err(SartorError::out_of_range(SUBJECT, "periodDays", period_days, "above 0, to 10000"));
        }
        check_learners(&learners)?;
        let periods = life_table.len();
        if periods == 0 || periods > MAX_PERIODS as usize || held_out.len() != periods {
            return not("its periods do not agree");
        }
        check_life_table(&life_table, periods)?;
        let bins = |bins: &Vec<HeldOutBin>| {
            let sound = |bin: &HeldOutBin| {
                bin.rows > 0
                    && bin.events <= bin.rows
                    && bin.mean.abs() <= 2.0 * MOST_LOG
                    && bin.most.is_finite()
            };
            bins.iter().all(sound) && bins.is_sorted_by(|left, right| left.most < right.most)
        };
        if !held_out.iter().all(bins) {
            return not("its counts cannot be");
        }
        if recalibrations.len() > MAX_RECALIBRATIONS {
            return Err(too_many_recalibrations(recalibrations.len()));
        }
        if !(1.0..=1e9).contains(&design_effect) {
            return Err(SartorError::out_of_range(SUBJECT, "designEffect", design_effect, "1 to 1e9"));
        }
        let near = Near::of_all(&held_out, design_effect);
        Ok(Self {
            period_days,
            learners,
            calibration,
            recalibrations,
            life_table,
            held_out,
            design_effect,
            near,
        })
    }
}

/// Refuse learners that are not of one model.
fn check_learners(learners: &[HazardLearner]) -> Result<()> {
    let not = |detail: &str| Err(SartorError::malformed("hazard", detail, 0));
    let Some(first) = learners.first().and_then(|learner| learner.folds.first()) else {
        return not("no learner");
    };
    let (schema, folds) = (first.get().schema(), learners.first().map_or(0, |learner| learner.folds.len()));
    let last_is_period = schema.columns().last().is_some_and(|column| column.name == PERIOD);
    let alike = |learner: &HazardLearner| {
        let sound = |member: &Member| {
            member.get().objective() == Objective::Logistic && member.get().schema() == schema
        };
        learner.folds.len() == folds && learner.folds.iter().all(sound)
    };
    if folds > MAX_FOLDS as usize || !last_is_period || !learners.iter().all(alike) {
        return not("its members are not of one model");
    }
    let weights = learners.iter().map(|learner| learner.weight);
    let are_parts = weights.clone().all(|weight| (0.0..=1.0).contains(&weight));
    if learners.len() > MOST_LEARNERS || !are_parts || (weights.sum::<f64>() - 1.0).abs() > 1e-9 {
        return not("its weights are no parts of one");
    }
    Ok(())
}

impl Hazard {
    /// The columns of a row, the period after all others.
    pub fn schema(&self) -> Option<&Schema> {
        self.learners.first()?.folds.first().map(|member| member.get().schema())
    }

    fn folds(&self) -> usize {
        self.learners.first().map_or(0, |learner| learner.folds.len())
    }

    /// What learners that had not seen a fold say together of a row with its period.
    fn score(&self, fold: usize, row: &[f64]) -> Result<f64> {
        self.learners.iter().try_fold(0.0, |blend, learner| match learner.folds.get(fold) {
            Some(member) => Ok(blend + learner.weight * member.get().score_row(row)?),
            None => Err(SartorError::Internal { operation: "Hazard::score".to_owned() }),
        })
    }

    pub fn periods(&self) -> usize {
        self.life_table.len()
    }

    /// The last day that is told of.
    pub fn days(&self) -> f64 {
        self.period_days * self.life_table.len() as f64
    }

    /// Refuse days that are not told of.
    pub fn check_days(&self, subject: &str, days: f64) -> Result<()> {
        if days > 0.0 && days <= self.days() {
            return Ok(());
        }
        let expected = format!("above 0, at most {} as trained", self.days());
        Err(SartorError::out_of_range(subject, "horizonDays", days, &expected))
    }

    /// The same members, with the log-odds of the event by the end moved by a curve.
    pub fn recalibrated(&self, calibration: Calibration) -> Result<Self> {
        calibration.check()?;
        let mut moved = self.clone();
        moved.recalibrations.push(calibration);
        if moved.recalibrations.len() > MAX_RECALIBRATIONS {
            return Err(too_many_recalibrations(moved.recalibrations.len()));
        }
        Ok(moved)
    }

    /// By how much all hazards are multiplied, so that what they sum to at the end is what recalibrations make of it.
    fn factor(&self, cumulated: f64) -> f64 {
        if self.recalibrations.is_empty() {
            return 1.0;
        }
        let log_odds = self
            .recalibrations
            .iter()
            .fold(log_odds_of(cumulated), |log_odds, curve| curve.log_odds(log_odds));
        spared(log_odds).clamp(LEAST_HAZARD, MOST_LOG) / cumulated.max(LEAST_HAZARD)
    }

    /// What is expected of a row, given by the schema without its period.
    pub fn curve(&self, row: &[f64]) -> Result<RowCurve> {
        RowCurve::new(self, row)
    }

    /// The probability that it has happened by then, with its interval.
    pub fn event_by(&self, curve: &RowCurve, days: f64) -> Estimate {
        let place = curve.period_of(days);
        let center = curve.log_odds(days);
        let near = self.near.get(place).map_or(&[][..], Vec::as_slice);
        let (low, high) = interval(center, &curve.member_log_odds(days), near);
        let end = |log_odds: f64| logistic(log_odds.clamp(-MOST_LOG, MOST_LOG));
        Estimate::new(logistic(center), end(low), end(high), Basis::Customer)
    }

    /// The probability that it has happened to somebody of whom nothing is known.
    pub fn everybody_by(&self, days: f64) -> Estimate {
        self.everybody_of(&self.life_table, days)
    }

    /// The same of some of them, who have a life table of their own: with Greenwood's variance (1926) in log-odds.
    pub fn everybody_of(&self, life_table: &[LifePeriod], days: f64) -> Estimate {
        let (cumulated, variance) = life::until(life_table, days / self.period_days);
        let factor = self.factor(life::until(life_table, life_table.len() as f64).0);
        let cumulated = (cumulated * factor).clamp(LEAST_HAZARD, MOST_LOG);
        let probability = -exp_m1(-cumulated);
        // The derivative of the log-odds by the cumulated hazard is 1 / F.
        let half = normal_quantile(0.5 + LEVEL / 2.0) * factor * sqrt(variance) / probability;
        let center = log_odds_of(cumulated);
        let end = |log_odds: f64| logistic(log_odds.clamp(-MOST_LOG, MOST_LOG));
        Estimate::new(logistic(center), end(center - half), end(center + half), Basis::Prior)
    }

    /// What is expected of somebody with a life table, period by period.
    pub fn everybody_curve(&self, life_table: &[LifePeriod]) -> RowCurve {
        RowCurve::of_everybody(self, life_table)
    }
}

fn too_many_recalibrations(found: usize) -> SartorError {
    SartorError::too_many("hazard", "model", found, MAX_RECALIBRATIONS, "recalibrations")
}
