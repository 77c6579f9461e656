//! Whom does a treatment change, and by how much?
//!
//! The effect of a row with columns `x` is `τ(x) = E[Y | x, treated] - E[Y | x, not treated]`, in units of the outcome.
//! Learners of it over boosted trees (Künzel, Sekhon, Bickel and Yu 2019, equations 2 to 9):
//!
//! ```text
//! S     μ(x, 1) - μ(x, 0)              one model, the treatment among its columns
//! T     μ1(x) - μ0(x)                  a model of each arm
//! X     e(x) τ0(x) + (1 - e(x)) τ1(x)  τ1 fits Y - μ0(x) of the treated, τ0 fits μ1(x) - Y of the controls
//! Mean  half of S and half of X, where X starts from `μ1(x) = μ(x, 1)` and `μ0(x) = μ(x, 0)`
//! ```
//!
//! with `e(x)` the probability of treatment: by lot it is known, elsewhere it is estimated. The S learner is drawn to no
//! effect and ranks well where effects follow the outcome; the X learner does where they do not; their mean, the default,
//! ranks better than either in simulated trials of 20,000 rows and more (`uplift_trial simulate`). Why a row's effect is what
//! it is tells [`Uplift::explain`]. Beside the model a fit keeps
//! what rows that it did not see say of it, in groups by score and not by row: how well it chooses ([`Uplift::qini`],
//! [`Uplift::uplift_at`]), what acting on it is worth ([`Uplift::policy_value`]), whether effects differ at all
//! ([`Uplift::heterogeneity`]) and whether treatment looks given by lot ([`Uplift::balance`]).
//!
//! ```
//! # #[cfg(feature = "train")] {
//! use sartor::control::Control;
//! use sartor::learn::{Table, TableColumn, Uplift, UpliftOptions};
//! // A letter that helps those who came lately, and no one else.
//! let months: Vec<f64> = (0..4_000).map(|row| f64::from(row / 2 % 20)).collect();
//! let treatment: Vec<f64> = (0..4_000).map(|row| f64::from(row % 2)).collect();
//! let came = |row: usize| (row / 40) % 10 < if months[row] < 10.0 && treatment[row] == 1.0 { 5 } else { 2 };
//! let outcome: Vec<f64> = (0..4_000).map(|row| f64::from(u8::from(came(row)))).collect();
//! let table = Table::new(vec![("months".to_owned(), TableColumn::Numbers(months.clone()))])?;
//! let model = Uplift::fit(&table, &treatment, &outcome, &UpliftOptions::default(), Control::none())?;
//! let (lately, long_ago) = (model.predict_row(&[3.0])?, model.predict_row(&[15.0])?);
//! assert!(lately > 0.2 && long_ago < 0.1, "{lately} {long_ago}");
//! assert!(model.qini(0.9)?.area.low > 0.0);
//! assert_eq!(Uplift::from_bytes(&model.to_bytes()?)?, model);
//! # }
//! # Ok::<(), sartor::SartorError>(())
//! ```

mod balance;
mod evaluation;
mod explain;
#[cfg(feature = "train")]
mod fit;
mod heterogeneity;
mod members;
mod options;
mod stored;

use serde::{Deserialize, Serialize};

pub use balance::{UpliftBalance, UpliftBalanceColumn};
pub use heterogeneity::{HeterogeneityReport, HeterogeneityVerdict};
pub use options::{UpliftLearner, UpliftOptions};

use super::schema::Schema;
use super::table::Table;
use super::trial::{PolicyValue, QiniPoint, QiniReport, UpliftAt};
use crate::{Result, SartorError};
use evaluation::Evaluation;
use heterogeneity::Sequence;
use members::{Members, Propensity};
use stored::StoredUplift;

const SUBJECT: &str = "uplift";

/// The effect of a treatment on each row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "StoredUplift", rename_all = "camelCase")]
pub struct Uplift {
    schema: Schema,
    members: Members,
    propensity: Propensity,
    evaluation: Evaluation,
    sequence: Sequence,
    balance: UpliftBalance,
}

impl Uplift {
    /// Fit a learner on rows that were treated (1) or not (0), and what came: 0 and 1, or a value of each.
    ///
    /// Outcomes that are all 0 or 1 are learnt as a yes or no. Refused are columns of unequal lengths, fewer than 4 rows
    /// a fold in either arm (and than 20), an arm in which a yes or no has one answer only, outcomes beyond 1e12 or NaN.
    #[cfg(feature = "train")]
    pub fn fit(
        table: &Table,
        treatment: &[f64],
        outcome: &[f64],
        options: &UpliftOptions,
        control: crate::control::Control<'_>,
    ) -> Result<Self> {
        fit::fit(table, treatment, outcome, options, control)
    }

    /// The columns it was trained on.
    pub fn schema(&self) -> &Schema {
        &self.schema
    }

    /// Which learner it is.
    pub fn learner(&self) -> UpliftLearner {
        self.members.learner()
    }

    /// Whether outcomes were 0 and 1, so that effects are on a probability.
    pub fn is_of_probability(&self) -> bool {
        self.sequence.most_area.is_some()
    }

    /// What treating each row would add to its outcome.
    pub fn predict(&self, table: &Table) -> Result<Vec<f64>> {
        self.members.effects(table, &self.propensity)
    }

    /// What treating one row would add, of numbers as [`Schema::row`] makes them.
    pub fn predict_row(&self, row: &[f64]) -> Result<f64> {
        let columns = self.schema.columns().len();
        if row.len() != columns {
            let expected = format!("{columns} columns, as in training");
            return Err(SartorError::out_of_range("row", "length", row.len(), &expected));
        }
        self.members.effect(row, &self.propensity)
    }

    /// How well scores of rows that the model did not see choose whom to treat, with intervals at `level` from the
    /// bootstrap that was drawn when it was fitted. `NOT_AVAILABLE` where the propensity was estimated: the measure is of
    /// treatment by lot.
    pub fn qini(&self, level: f64) -> Result<QiniReport> {
        self.evaluation.qini(level)
    }

    /// The Qini curve at so many equal shares of the rows, and at 0. It is straight within each of 200 groups by score.
    pub fn qini_curve(&self, points: u32) -> Result<Vec<QiniPoint>> {
        self.evaluation.curve(points)
    }

    /// What treatment added among the share of rows that the model, not having seen them, scored highest. With `share` 1
    /// it is the average effect.
    pub fn uplift_at(&self, share: f64, level: f64) -> Result<UpliftAt> {
        self.evaluation.uplift_at(share, level)
    }

    /// What treatment added among the share of rows that stand nearest to a row of this effect by the scores that the model,
    /// not having seen them, gave them: what the trial itself knows of rows like it (sorted group average treatment
    /// effects: Chernozhukov, Demirer, Duflo and Fernández-Val 2018).
    pub fn uplift_near(&self, effect: f64, share: f64, level: f64) -> Result<UpliftAt> {
        self.evaluation.uplift_near(effect, share, level)
    }

    /// What it is worth to treat rows whose effect is above the cost of treatment, in units of the outcome; of rows that
    /// the model had not seen, decided for each of 200 groups by score together.
    pub fn policy_value(&self, cost: f64, level: f64) -> Result<PolicyValue> {
        self.evaluation.policy_value(cost, level)
    }

    /// Do effects differ between rows, as far as these columns and this learner can tell? Where they do not, difference
    /// is found with probability `1 - level`.
    pub fn heterogeneity(&self, level: f64) -> Result<HeterogeneityReport> {
        self.sequence.report(level)
    }

    /// Whether treatment looks given by lot, and between which bounds its probability lies.
    pub fn balance(&self) -> &UpliftBalance {
        &self.balance
    }
}
