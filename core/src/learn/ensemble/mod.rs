//! What do several learners say together, how sure is it, and what can be promised?
//!
//! Learners are fitted on all folds but one and score that one, in turn; the blend `sum_m v_m s_m` of their scores with
//! weights of at least 0 is the one that costs least on those scores (stacking: Wolpert 1992; Breiman 1996). It is
//! calibrated on them, and the thresholds of sets and intervals come from them too. Then the members are fitted again on all
//! rows. The [`EnsembleReport`] tells how good each member and the whole are on rows that they had not seen, beside
//! the base rate, and what is wrong with columns.
//!
//! ```
//! # #[cfg(feature = "train")] {
//! use sartor::control::Control;
//! use sartor::learn::{self, Cell, EnsembleOptions, Table, TableColumn, Target};
//! let months: Vec<f64> = (0..300).map(|row| f64::from(row % 60)).collect();
//! let leaves: Vec<f64> = (0..300).map(|row| f64::from(u8::from(row % 60 < 20 && row % 7 > 1))).collect();
//! let table = Table::new(vec![("months".to_owned(), TableColumn::Numbers(months))])?;
//! let model = learn::fit(&table, Target::of(&leaves), &EnsembleOptions::default(), Control::none())?;
//! let young = model.schema().row(&[("months", Cell::Number(3.0))])?;
//! assert!(model.predict_row(&young)? > 0.5);
//! let figures = model.report().ensemble.labels.as_ref();
//! assert!(figures.is_some_and(|figures| figures.auc.low > 0.8));
//! assert_eq!(learn::Ensemble::from_bytes(&model.to_bytes()?)?, model);
//! # }
//! # Ok::<(), sartor::SartorError>(())
//! ```

#[cfg(feature = "train")]
mod blend;
#[cfg(feature = "train")]
mod fit;
#[cfg(feature = "train")]
mod measure;
mod member;
mod options;
mod promise;
mod report;
mod stored;

#[cfg(feature = "train")]
pub(crate) use blend::BlendRows;
#[cfg(feature = "train")]
pub use fit::fit;
#[cfg(feature = "train")]
pub(crate) use measure::label_figures;
pub(crate) use member::Member;
pub use options::{EnsembleOptions, MemberKind, Task};
pub use report::{EnsembleReport, LabelFigures, LearnerFigures, MemberReport, ValueFigures};

use serde::{Deserialize, Serialize};

use super::calibration::Calibration;
use super::conformal_sets::ConformalValueInterval;
use super::objective::Objective;
use super::reasons::{
    ChangeOptions, Explanation, Explanations, OtherValues, SmallestChange, smallest_change,
};
use super::schema::Schema;
use super::table::Table;
use crate::{Result, SartorError};
use member::WeightedMember;
use promise::{Promise, place_of};
use stored::StoredEnsemble;

const SUBJECT: &str = "ensemble";
/// The most folds.
const MAX_FOLDS: u32 = 20;
/// Numbers of a column that are kept to be tried instead of what a row has.
#[cfg(feature = "train")]
const OTHER_VALUES: u32 = 32;

/// Learners that answer together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "StoredEnsemble", rename_all = "camelCase")]
pub struct Ensemble {
    task: Task,
    schema: Schema,
    members: Vec<WeightedMember>,
    calibration: Calibration,
    promise: Promise,
    /// What numbers could be instead.
    other_values: OtherValues,
    report: EnsembleReport,
}

impl Ensemble {
    /// Fit an ensemble; the same as [`fit`].
    #[cfg(feature = "train")]
    pub fn fit(
        table: &Table,
        target: super::Target<'_>,
        options: &EnsembleOptions,
        control: crate::control::Control<'_>,
    ) -> Result<Self> {
        fit(table, target, options, control)
    }

    /// The columns it was trained on.
    pub fn schema(&self) -> &Schema {
        &self.schema
    }

    /// What it foretells.
    pub fn task(&self) -> Task {
        self.task
    }

    /// What it minimised.
    pub fn objective(&self) -> Objective {
        self.task.objective()
    }

    /// How its scores are calibrated.
    pub fn calibration(&self) -> &Calibration {
        &self.calibration
    }

    /// What is known of it from rows that no member had seen.
    pub fn report(&self) -> &EnsembleReport {
        &self.report
    }

    /// The blend of every row, before calibration.
    fn blends(&self, table: &Table) -> Result<Vec<f64>> {
        let mut blends = vec![0.0; table.rows()];
        for member in &self.members {
            let scores = member.learner.get().scores(table)?;
            blends.iter_mut().zip(scores).for_each(|(blend, score)| *blend += member.weight * score);
        }
        Ok(blends)
    }

    /// The blend of one row.
    fn blend_row(&self, row: &[f64]) -> Result<f64> {
        self.members
            .iter()
            .try_fold(0.0, |blend, member| Ok(blend + member.weight * member.learner.get().score_row(row)?))
    }

    /// The calibrated score of every row of a table, which is brought to the schema first.
    pub fn scores(&self, table: &Table) -> Result<Vec<f64>> {
        Ok(self.blends(table)?.into_iter().map(|blend| self.calibration.log_odds(blend)).collect())
    }

    /// The mean of every row's label: a probability, where the task is a yes or no.
    pub fn predict(&self, table: &Table) -> Result<Vec<f64>> {
        let objective = self.objective();
        Ok(self.scores(table)?.into_iter().map(|score| objective.mean(score)).collect())
    }

    /// The calibrated score of one row of numbers, as [`Schema::row`] makes it; the same to the bit as among others.
    pub fn score_row(&self, row: &[f64]) -> Result<f64> {
        Ok(self.calibration.log_odds(self.blend_row(row)?))
    }

    /// The mean of one row's label.
    pub fn predict_row(&self, row: &[f64]) -> Result<f64> {
        Ok(self.objective().mean(self.score_row(row)?))
    }

    /// Of a yes or no: for every row the labels that cannot be excluded. Among rows of either label at least `coverage`, of
    /// 0.5 to 0.99 in whole per cents, have theirs in the set; a coverage between them is that above.
    pub fn predict_set(&self, table: &Table, coverage: f64) -> Result<Vec<Vec<u32>>> {
        let place = self.place_of_set(coverage)?;
        Ok(self.blends(table)?.into_iter().map(|blend| self.promise.set(blend, place)).collect())
    }

    /// The labels of one row that cannot be excluded.
    pub fn predict_set_row(&self, row: &[f64], coverage: f64) -> Result<Vec<u32>> {
        let place = self.place_of_set(coverage)?;
        Ok(self.promise.set(self.blend_row(row)?, place))
    }

    /// Of tasks other than a yes or no: for every row values between which at least `coverage` of all outcomes lie, of
    /// 0.5 to 0.99 in whole per cents; a coverage between them is that above. They are as wide as outcomes of such a mean
    /// spread: equally for all rows in a regression, more where counts or amounts are larger.
    pub fn predict_interval(&self, table: &Table, coverage: f64) -> Result<Vec<ConformalValueInterval>> {
        let place = self.place_of_interval(coverage)?;
        self.predict(table)?.into_iter().map(|mean| self.interval(mean, place)).collect()
    }

    /// The values between which one row's outcome lies.
    pub fn predict_interval_row(&self, row: &[f64], coverage: f64) -> Result<ConformalValueInterval> {
        let place = self.place_of_interval(coverage)?;
        self.interval(self.predict_row(row)?, place)
    }

    /// What each column contributes to the score of every row before calibration: the members' contributions by their weights,
    /// which add up to the blend. The answer names the method of each part.
    pub fn explain(&self, table: &Table) -> Result<Explanations> {
        let parts =
            self.members.iter().map(|member| Ok((member.weight, member.learner.get().explain(table)?)));
        let parts = parts.collect::<Result<Vec<_>>>()?;
        Explanations::blend(0.0, &parts.iter().map(|(weight, part)| (*weight, part)).collect::<Vec<_>>())
    }

    /// What each column contributes to the score of one row before calibration.
    pub fn explain_row(&self, row: &[f64]) -> Result<Explanation> {
        let parts =
            self.members.iter().map(|member| Ok((member.weight, member.learner.get().explain_row(row)?)));
        let parts = parts.collect::<Result<Vec<_>>>()?;
        Explanation::blend(0.0, &parts.iter().map(|(weight, part)| (*weight, part)).collect::<Vec<_>>())
    }

    /// For each column of numbers values of the training rows, to be tried instead of what a row has.
    pub fn other_values(&self) -> OtherValues {
        self.other_values.clone()
    }

    /// The smallest change of one row that takes what is foretold of it to the other side of a threshold, among values that
    /// training rows had; none where none was found.
    pub fn smallest_change(&self, row: &[f64], options: &ChangeOptions) -> Result<Option<SmallestChange>> {
        smallest_change(&self.schema, row, &self.other_values, |row| self.predict_row(row), options)
    }

    fn place_of_set(&self, coverage: f64) -> Result<usize> {
        if self.task != Task::Binary {
            return Err(not_of_this_task("sets of labels", "ask for intervals"));
        }
        place_of(coverage)
    }

    fn place_of_interval(&self, coverage: f64) -> Result<usize> {
        if self.task == Task::Binary {
            return Err(not_of_this_task("intervals of values", "ask for sets of labels"));
        }
        place_of(coverage)
    }

    fn interval(&self, mean: f64, place: usize) -> Result<ConformalValueInterval> {
        self.promise.interval(self.task, mean, place).ok_or_else(|| SartorError::NotAvailable {
            subject: "interval".to_owned(),
            reason: "too few rows to promise this coverage".to_owned(),
        })
    }
}

fn not_of_this_task(what: &str, instead: &str) -> SartorError {
    SartorError::NotAvailable {
        subject: what.to_owned(),
        reason: format!("the labels are of another kind: {instead}"),
    }
}
