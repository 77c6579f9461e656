//! What do log-odds come to, as a sum with one part for each column?
//!
//! Logistic regression (Cox 1958) with a ridge (le Cessie and van Houwelingen 1992): of
//!
//! ```text
//! sum_i w_i (ln(1 + e^s_i) - y_i s_i) + l2 / 2 sum_j b_j²,     s_i = a + sum_j b_j x_ij
//! ```
//!
//! the one minimum. A number enters as its distance from the mean in standard deviations, and where it is missing as an
//! indicator instead; a category as an indicator of each level that is seen often enough, one for the rest together and one
//! for what is missing. The intercept `a` is not penalised. Beyond the range of training a number counts as the nearest that
//! was seen there; a level never seen counts as missing, and what never was missing counts as the average row.
//!
//! ```
//! # #[cfg(feature = "train")] {
//! use sartor::control::Control;
//! use sartor::learn::{Cell, Logistic, LogisticOptions, Table, TableColumn, Target};
//! let months: Vec<f64> = (0..400).map(|row| f64::from(row % 40)).collect();
//! let labels: Vec<f64> = months.iter().map(|months| f64::from(u8::from(*months < 10.0))).collect();
//! let table = Table::new(vec![("months".to_owned(), TableColumn::Numbers(months))])?;
//! let model = Logistic::fit(&table, Target::of(&labels), &LogisticOptions::default(), Control::none())?;
//! let young = model.schema().row(&[("months", Cell::Number(3.0))])?;
//! assert!(model.predict_row(&young)? > 0.9); // separable, and finite all the same
//! assert_eq!(Logistic::from_bytes(&model.to_bytes()?)?, model);
//! # }
//! # Ok::<(), sartor::SartorError>(())
//! ```

#[cfg(feature = "train")]
mod design;
mod effect;
#[cfg(feature = "train")]
mod newton;
mod options;

#[cfg(feature = "train")]
pub(super) use newton::newton_step;
pub use options::LogisticOptions;

use serde::{Deserialize, Serialize};

use super::binned::ColumnBins;
use super::objective::Objective;
use super::reasons::{Explanation, Explanations, OtherValues, ReasonMethod};
use super::schema::{MatchedColumn, MatchedTable, Schema};
use super::table::Table;
use crate::{Result, SartorError, artifact};
use effect::ColumnEffect;

const SUBJECT: &str = "logistic";
/// The largest artefact that is read, in bytes of its JSON.
const MAX_LOGISTIC_BYTES: usize = 1 << 28;

/// Log-odds as a sum with one part for each column.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "StoredLogistic")]
pub struct Logistic {
    schema: Schema,
    /// The mean score of the training rows.
    base: f64,
    /// What each column adds to it: on average over those rows nothing.
    columns: Vec<ColumnEffect>,
}

/// What is stored of a model, before it is checked.
#[derive(Deserialize)]
struct StoredLogistic {
    schema: Schema,
    base: f64,
    columns: Vec<ColumnEffect>,
}

impl TryFrom<StoredLogistic> for Logistic {
    type Error = SartorError;

    fn try_from(stored: StoredLogistic) -> Result<Self> {
        let StoredLogistic { schema, base, columns } = stored;
        schema.check(SUBJECT)?;
        if !effect::is_moderate(base) {
            return Err(SartorError::out_of_range(SUBJECT, "base", base, "within -1e12 to 1e12"));
        }
        if columns.len() != schema.columns().len() {
            return Err(SartorError::malformed(SUBJECT, "not every column has its effect", 0));
        }
        for (effect, column) in columns.iter().zip(schema.columns()) {
            effect.check(SUBJECT, &column.name, column.levels.as_ref().map(Vec::len))?;
        }
        Ok(Self { schema, base, columns })
    }
}

/// One coefficient, as analysts read them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor.learn"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct LogisticCoefficient {
    /// The column.
    pub column: String,
    /// The level, of a category.
    pub level: Option<String>,
    /// Of a number: the standard deviation to which the coefficient belongs.
    pub standard_deviation: Option<f64>,
    /// Of a number what a standard deviation adds to the log-odds; of a level what it has over the average row.
    pub log_odds: f64,
    /// `e` to that: the factor by which the odds change.
    pub odds_ratio: f64,
}

impl Logistic {
    /// Fit to labels of 0 and 1, both present. A column of one value tells nothing and has no effect.
    #[cfg(feature = "train")]
    pub fn fit(
        table: &Table,
        target: super::Target<'_>,
        options: &LogisticOptions,
        control: crate::control::Control<'_>,
    ) -> Result<Self> {
        options.check()?;
        target.check(table.rows(), &Objective::Logistic)?;
        let design = design::Design::of(table, &target, options)?;
        let rows = design.rows(table);
        let at = newton::minimise(&rows, &target, options.l2, control.without_steps())?;
        let (base, columns) = design.effects(&rows, &target, &at);
        control.step(1, 1)?;
        Ok(Self { schema: Schema::of(table), base, columns })
    }

    /// Whether a table has few enough columns.
    #[cfg(feature = "train")]
    pub(super) fn can_hold(table: &Table, target: &super::Target<'_>) -> bool {
        design::Design::of(table, target, &LogisticOptions::default()).is_ok()
    }

    /// The columns it was trained on.
    pub fn schema(&self) -> &Schema {
        &self.schema
    }

    /// What it minimised: always the logistic cost.
    pub fn objective(&self) -> Objective {
        Objective::Logistic
    }

    /// The mean score of the training rows, by weight.
    pub fn base_score(&self) -> f64 {
        self.base
    }

    /// The coefficients, in the order of the columns; of a category those of all its levels.
    pub fn coefficients(&self) -> Vec<LogisticCoefficient> {
        let coefficient = |column: &str, level: Option<&String>, standard_deviation, log_odds| {
            let odds_ratio = Objective::Poisson.mean(log_odds);
            let (column, level) = (column.to_owned(), level.cloned());
            LogisticCoefficient { column, level, standard_deviation, log_odds, odds_ratio }
        };
        let mut found = Vec::new();
        for (effect, column) in self.columns.iter().zip(self.schema.columns()) {
            match effect {
                ColumnEffect::Number(number) => {
                    found.push(coefficient(&column.name, None, Some(number.scale), number.slope));
                }
                ColumnEffect::Levels { levels, .. } => {
                    let names = column.levels.as_deref().unwrap_or_default();
                    let of_level =
                        |(name, value): (&String, &f64)| coefficient(&column.name, Some(name), None, *value);
                    found.extend(names.iter().zip(levels).map(of_level));
                }
                ColumnEffect::None => {}
            }
        }
        found
    }

    /// The log-odds of every row of a table, which is brought to the schema first.
    pub fn scores(&self, table: &Table) -> Result<Vec<f64>> {
        let matched = self.schema.matched(table)?;
        let mut scores = vec![self.base; matched.rows()];
        self.add_columns(&matched, |_, row, part| scores[row] += part);
        Ok(scores)
    }

    /// The probability of label 1 of every row.
    pub fn predict(&self, table: &Table) -> Result<Vec<f64>> {
        let scores = self.scores(table)?;
        Ok(scores.into_iter().map(|score| Objective::Logistic.mean(score)).collect())
    }

    /// The log-odds of one row of numbers, as [`Schema::row`] makes it; the same to the bit as among others.
    pub fn score_row(&self, row: &[f64]) -> Result<f64> {
        Ok(self.parts_of_row(row)?.iter().fold(self.base, |score, part| score + part))
    }

    /// The probability of label 1 of one row.
    pub fn predict_row(&self, row: &[f64]) -> Result<f64> {
        Ok(Objective::Logistic.mean(self.score_row(row)?))
    }

    /// What each column contributes to the scores of a table's rows: the Shapley values of a linear score whose columns are
    /// taken for independent (Lundberg and Lee 2017, corollary 1), coefficient times distance from the mean row.
    pub fn explain(&self, table: &Table) -> Result<Explanations> {
        let matched = self.schema.matched(table)?;
        let (rows, width) = (matched.rows(), self.columns.len());
        let mut scores = vec![self.base; rows];
        let mut contributions = vec![0.0; rows * width];
        self.add_columns(&matched, |column, row, part| {
            scores[row] += part;
            contributions[row * width + column] = part;
        });
        Ok(Explanations {
            columns: self.schema.columns().iter().map(|column| column.name.clone()).collect(),
            base: self.base,
            scores,
            contributions,
            rows: rows as u32,
            methods: vec![ReasonMethod::LinearShap],
        })
    }

    /// What each column contributes to the score of one row of numbers.
    pub fn explain_row(&self, row: &[f64]) -> Result<Explanation> {
        Ok(Explanation::new(self.base, self.parts_of_row(row)?, ReasonMethod::LinearShap))
    }

    /// For each column of numbers values within the range of training, to be tried instead of what a row has.
    pub fn other_values(&self) -> OtherValues {
        let bins: Vec<ColumnBins> = self.columns.iter().map(ColumnEffect::steps).collect();
        OtherValues::of_bins(&bins)
    }

    /// What each column of a row adds.
    fn parts_of_row(&self, row: &[f64]) -> Result<Vec<f64>> {
        if row.len() != self.columns.len() {
            let expected = format!("{} columns, as in training", self.columns.len());
            return Err(SartorError::out_of_range("row", "length", row.len(), &expected));
        }
        self.columns.iter().zip(row).map(|(effect, value)| effect.of_value(*value)).collect()
    }

    /// Tell `add` what each column of each row adds: column, row, part.
    fn add_columns(&self, table: &MatchedTable<'_>, mut add: impl FnMut(usize, usize, f64)) {
        for (place, (effect, column)) in self.columns.iter().zip(table.columns()).enumerate() {
            match column {
                MatchedColumn::Numbers(values) => {
                    values
                        .iter()
                        .enumerate()
                        .for_each(|(row, value)| add(place, row, effect.of_number(*value)));
                }
                MatchedColumn::Codes(codes) => {
                    codes.iter().enumerate().for_each(|(row, code)| add(place, row, effect.of_code(*code)));
                }
            }
        }
    }

    /// The model as bytes of an artefact.
    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        artifact::to_bytes(SUBJECT, None, self)
    }

    /// Read a model from bytes. Bytes that are damaged, cut off, of a newer release or no model are an error.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        Ok(artifact::from_bytes::<Self>(SUBJECT, bytes, MAX_LOGISTIC_BYTES)?.body)
    }
}
