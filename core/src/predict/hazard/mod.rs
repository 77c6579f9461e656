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
//! There is one member for each fold of customers, grown on all others; a score is their mean. The hazards are calibrated
//! on scores from members that had not seen the customer. The interval of a probability is made in log-odds and has two
//! parts: how far members disagree, as the grouped jackknife counts it (Shao and Tu 1995, section 2.3), and how far rows
//! with about the same probability came out otherwise when they were held out, and how surely that is known. What the
//! learner smooths away is in neither: in simulated shops intervals of 90 % held the true probability 80 to 84 % of the time
//! (`core/tests/predict_churn.rs`, `predict_propensity.rs`).

mod curve;
mod cuts;
#[cfg(feature = "train")]
mod fit;
mod life;
mod quantile;

pub(super) use curve::RowCurve;
#[cfg(feature = "train")]
pub(super) use cuts::check_cuts_within;
pub(super) use cuts::{check_cuts, chosen_cuts};
#[cfg(feature = "train")]
pub(super) use fit::{HazardOptions, Spell, draw_folds, table_row};
#[cfg(feature = "train")]
pub(super) use life::life_table;
pub(super) use life::{LifePeriod, check_life_table};

use serde::{Deserialize, Serialize};

use crate::estimate::{Basis, Estimate, LEVEL};
use crate::learn::{Calibration, Gbdt, Objective, Schema};
use crate::math::{exp, exp_m1, ln, ln_1p, logistic, logit, normal_quantile, sqrt};
use crate::{Result, SartorError};
use quantile::student_quantile;

/// The column that holds the number of the period, after all others.
pub(super) const PERIOD: &str = "period";
/// The most periods.
pub(super) const MAX_PERIODS: u32 = 60;
/// The most folds.
pub(super) const MAX_FOLDS: u32 = 20;
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
    /// One for each fold.
    members: Vec<Gbdt>,
    calibration: Calibration,
    /// Curves from log-odds to log-odds of the event by the end, one after the other, found since.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    recalibrations: Vec<Calibration>,
    /// Everybody, period by period.
    life_table: Vec<LifePeriod>,
    /// For each period, by whose end it had happened to how many of rows alike: bins by probability.
    held_out: Vec<Vec<HeldOutBin>>,
}

/// What is stored of a hazard, before it is checked.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct StoredHazard {
    period_days: f64,
    members: Vec<Gbdt>,
    calibration: Calibration,
    #[serde(default)]
    recalibrations: Vec<Calibration>,
    life_table: Vec<LifePeriod>,
    held_out: Vec<Vec<HeldOutBin>>,
}

/// Rows that were held out and had about the same probability.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct HeldOutBin {
    /// The largest log-odds of them.
    pub most: f64,
    /// Mean log-odds.
    pub mean: f64,
    pub rows: u32,
    pub events: u32,
}

impl TryFrom<StoredHazard> for Hazard {
    type Error = SartorError;

    fn try_from(stored: StoredHazard) -> Result<Self> {
        const SUBJECT: &str = "hazard";
        let StoredHazard { period_days, members, calibration, recalibrations, life_table, held_out } = stored;
        let not = |detail: &str| Err(SartorError::malformed(SUBJECT, detail, 0));
        if !(period_days > 0.0 && period_days <= 10_000.0) {
            return Err(SartorError::out_of_range(SUBJECT, "periodDays", period_days, "above 0, to 10000"));
        }
        let Some(first) = members.first() else { return not("no member") };
        let last_is_period = first.schema().columns().last().is_some_and(|column| column.name == PERIOD);
        let alike =
            |member: &Gbdt| member.objective() == Objective::Logistic && member.schema() == first.schema();
        if members.len() > MAX_FOLDS as usize || !last_is_period || !members.iter().all(alike) {
            return not("its members are not of one model");
        }
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
        Ok(Self { period_days, members, calibration, recalibrations, life_table, held_out })
    }
}

impl Hazard {
    /// The columns of a row, the period after all others.
    pub fn schema(&self) -> Option<&Schema> {
        self.members.first().map(Gbdt::schema)
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
        let members: Vec<f64> = curve.member_log_odds(days);
        let spread = jackknife_variance(&members);
        let held_out = self.held_out.get(place).map_or(0.0, |bins| held_out_variance(bins, center));
        let folds = members.len().saturating_sub(1).max(1) as f64;
        let half = student_quantile(0.5 + LEVEL / 2.0, folds) * sqrt(spread + held_out);
        let end = |log_odds: f64| logistic(log_odds.clamp(-MOST_LOG, MOST_LOG));
        Estimate::new(logistic(center), end(center - half), end(center + half), Basis::Customer)
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

/// `-ln(1 - h)` of the log-odds of `h`, for any size of them.
fn spared(log_odds: f64) -> f64 {
    log_odds.max(0.0) + ln_1p(exp(-log_odds.abs()))
}

fn too_many_recalibrations(found: usize) -> SartorError {
    SartorError::too_many("hazard", "model", found, MAX_RECALIBRATIONS, "recalibrations")
}

/// Log-odds that it has happened, of the sum of `-ln(1 - h)`.
fn log_odds_of(cumulated: f64) -> f64 {
    ln(exp_m1(cumulated.clamp(LEAST_HAZARD, MOST_LOG)))
}

/// Variance of the mean of figures that each leave one group out.
fn jackknife_variance(members: &[f64]) -> f64 {
    let count = members.len() as f64;
    if members.len() < 2 {
        return 0.0;
    }
    let mean = members.iter().fold(0.0, |sum, value| sum + value) / count;
    let squares = members.iter().fold(0.0, |sum, value| sum + (value - mean) * (value - mean));
    (count - 1.0) / count * squares
}

/// How far rows with such log-odds came out otherwise: the sampling variance of their rate, and what they were off by
/// beyond it.
fn held_out_variance(bins: &[HeldOutBin], log_odds: f64) -> f64 {
    let place = bins.partition_point(|bin| bin.most < log_odds).min(bins.len().saturating_sub(1));
    let Some(bin) = bins.get(place) else { return 0.0 };
    let (events, rows) = (f64::from(bin.events) + 0.5, f64::from(bin.rows) + 1.0);
    let rate = events / rows;
    let sampling = 1.0 / (rows * rate * (1.0 - rate));
    let off = logit(rate) - bin.mean;
    sampling + (off * off - sampling).max(0.0)
}
