//! Why is a row's score what it is, and what would have to be otherwise?
//!
//! An [`Explanation`] gives each original column its part of a score: what is expected before anything of the row is known
//! (`base`) and the contributions add up to the score, before calibration. Which parts of which learner they are, its
//! methods say: the Shapley values (Shapley 1953) of trees by the paths of their training rows (Lundberg and others 2020),
//! those of a linear score with independent columns (coefficient times distance from the mean), and integrated gradients
//! (Sundararajan, Taly and Yan 2017) of a network. A blend of scores has the blend of their contributions.
//!
//! ```
//! use sartor::learn::{Explanation, ReasonMethod};
//! let trees = Explanation::new(-1.0, vec![0.5, 0.25], ReasonMethod::TreeShap);
//! let line = Explanation::new(-2.0, vec![1.5, 0.0], ReasonMethod::LinearShap);
//! let blend = Explanation::blend(0.1, &[(0.5, &trees), (0.5, &line)])?;
//! assert_eq!((blend.base, &blend.contributions[..]), (-1.4, &[1.0, 0.125][..]));
//! assert_eq!(blend.methods, [ReasonMethod::TreeShap, ReasonMethod::LinearShap]);
//! # Ok::<(), sartor::SartorError>(())
//! ```

mod change;
mod codes;
mod other_values;
mod words;

pub use change::{ChangeDirection, ChangeOptions, smallest_change};
pub use codes::reason_codes;
pub use other_values::OtherValues;

use serde::{Deserialize, Serialize};

use crate::{Result, SartorError};

const SUBJECT: &str = "explanation";

/// How contributions were found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
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
        rename_all = "SCREAMING_SNAKE_CASE",
        module = "sartor.learn"
    )
)]
#[cfg_attr(feature = "node", napi_derive::napi(string_enum = "snake_case"))]
pub enum ReasonMethod {
    /// Exact Shapley values of trees: what is not known of a row follows the paths of the training rows.
    TreeShap,
    /// Those of trees whose score is log-odds, carried to the probability by the one factor of a row that makes them add up
    /// (the rescale rule: Shrikumar, Greenside and Kundaje 2017; Chen, Lundberg and Lee 2022).
    RescaledTreeShap,
    /// Exact Shapley values of a linear score whose columns are taken for independent.
    LinearShap,
    /// Gradients integrated along the straight line from the mean row, which add up to the difference.
    IntegratedGradients,
}

/// What each column contributes to one row's score.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor.learn"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct Explanation {
    /// What the score is expected to be before anything of the row is known, in units of the score.
    pub base: f64,
    /// The row's score, before calibration: log-odds, the logarithm of a mean, or the mean itself.
    pub score: f64,
    /// One for each column, in the schema's order and in units of the score; with `base` they add up to `score`.
    pub contributions: Vec<f64>,
    /// How they were found, each method once.
    pub methods: Vec<ReasonMethod>,
}

/// What each column contributes to the score of every row of a table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct Explanations {
    /// The names of the columns, in the schema's order.
    pub columns: Vec<String>,
    /// What a score is expected to be before anything of a row is known, in units of the score.
    pub base: f64,
    /// The score of each row, before calibration.
    pub scores: Vec<f64>,
    /// Row by row one for each column, in units of the score; with `base` those of a row add up to its score.
    pub contributions: Vec<f64>,
    /// The number of rows.
    pub rows: u32,
    /// How they were found, each method once.
    pub methods: Vec<ReasonMethod>,
}

/// One reason for a row's score in words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor.learn"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ReasonCode {
    /// The column's name; of the last reason, which sums up the rest, `None`.
    pub column: Option<String>,
    /// The row's value of it in words; nothing where the rest is summed up.
    pub value: String,
    /// What it adds to the score, in units of the score.
    pub contribution: f64,
    /// 1 is the reason that moves the score most, either way.
    pub rank: u32,
    /// The reason as a clause, such as `contract is monthly: raises the odds by a factor of 1.6`; text of tables in it is
    /// bounded and visible.
    pub text: String,
}

/// What has to change for a verdict to flip.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor.learn"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct SmallestChange {
    /// The columns that change, in the schema's order.
    pub changes: Vec<ColumnChange>,
    /// What was foretold of the row as it is, in units of the threshold.
    pub score_before: f64,
    /// What is foretold of it when it is changed, on the other side of the threshold.
    pub score_after: f64,
    /// How far it is changed: the sum over columns of the share of ranks between the two values, 1/3 for a category.
    pub distance: f64,
    /// Whether every smaller change was tried. Otherwise a smaller one may have been missed.
    pub is_proven: bool,
}

/// One column that changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(frozen, eq, from_py_object, module = "sartor.learn"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ColumnChange {
    /// The column's name.
    pub column: String,
    /// Its value as it is, in words.
    pub from: String,
    /// The value that it would have.
    pub to: String,
}

impl Explanation {
    /// Contributions that one method found; the score is what they add up to.
    pub fn new(base: f64, contributions: Vec<f64>, method: ReasonMethod) -> Self {
        let score = contributions.iter().fold(base, |sum, part| sum + part);
        Self { base, score, contributions, methods: vec![method] }
    }

    /// Of the score `offset + Σ weight score` the explanation, from those of its parts, all of the same columns.
    pub fn blend(offset: f64, parts: &[(f64, &Self)]) -> Result<Self> {
        let columns = parts.first().map_or(0, |(_, part)| part.contributions.len());
        let mut blend =
            Self { base: offset, score: offset, contributions: vec![0.0; columns], methods: Vec::new() };
        for (weight, part) in parts {
            check_same("columns", part.contributions.len(), columns)?;
            blend.base += weight * part.base;
            blend.score += weight * part.score;
            add(&mut blend.contributions, *weight, &part.contributions);
            join(&mut blend.methods, &part.methods);
        }
        Ok(blend)
    }
}

impl Explanations {
    /// Of the scores `offset + Σ weight score` the explanations, from those of its parts, all of the same table.
    pub fn blend(offset: f64, parts: &[(f64, &Self)]) -> Result<Self> {
        let Some((_, first)) = parts.first() else {
            let (subject, unit) = (SUBJECT.to_owned(), "parts of a blend".to_owned());
            return Err(SartorError::TooFew { subject, found: 0, needed: 1, unit });
        };
        let mut blend = Self {
            columns: first.columns.clone(),
            base: offset,
            scores: vec![offset; first.scores.len()],
            contributions: vec![0.0; first.contributions.len()],
            rows: first.rows,
            methods: Vec::new(),
        };
        for (weight, part) in parts {
            check_same("columns", part.columns.len(), blend.columns.len())?;
            check_same("rows", part.scores.len(), blend.scores.len())?;
            check_same("contributions", part.contributions.len(), blend.contributions.len())?;
            blend.base += weight * part.base;
            add(&mut blend.scores, *weight, &part.scores);
            add(&mut blend.contributions, *weight, &part.contributions);
            join(&mut blend.methods, &part.methods);
        }
        Ok(blend)
    }

    /// The explanation of one row; none beyond the last.
    pub fn row(&self, row: usize) -> Option<Explanation> {
        let columns = self.columns.len();
        let first = row.checked_mul(columns)?;
        let contributions = self.contributions.get(first..first.checked_add(columns)?)?.to_vec();
        let score = *self.scores.get(row)?;
        Some(Explanation { base: self.base, score, contributions, methods: self.methods.clone() })
    }
}

fn check_same(field: &str, found: usize, expected: usize) -> Result<()> {
    if found == expected {
        return Ok(());
    }
    Err(SartorError::out_of_range(SUBJECT, field, found, &format!("{expected} as of the first part")))
}

fn add(sums: &mut [f64], weight: f64, parts: &[f64]) {
    for (sum, part) in sums.iter_mut().zip(parts) {
        *sum += weight * part;
    }
}

fn join(methods: &mut Vec<ReasonMethod>, more: &[ReasonMethod]) {
    for method in more {
        if !methods.contains(method) {
            methods.push(*method);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_blend_of_many_rows_is_the_blend_of_each() {
        let part = |scale: f64, method| Explanations {
            columns: vec!["a".to_owned(), "b".to_owned()],
            base: scale,
            scores: vec![4.0 * scale, 2.0 * scale],
            contributions: [1.0, 2.0, -1.0, 2.0].map(|part| part * scale).to_vec(),
            rows: 2,
            methods: vec![method],
        };
        let (trees, line) = (part(1.0, ReasonMethod::TreeShap), part(-2.0, ReasonMethod::LinearShap));
        let blend = Explanations::blend(0.5, &[(0.75, &trees), (0.25, &line)]).unwrap();
        for row in 0..2 {
            let (of_trees, of_line) = (trees.row(row).unwrap(), line.row(row).unwrap());
            let alone = Explanation::blend(0.5, &[(0.75, &of_trees), (0.25, &of_line)]).unwrap();
            assert_eq!(blend.row(row), Some(alone.clone()));
            assert_eq!(alone.base + alone.contributions.iter().sum::<f64>(), alone.score);
        }
        assert_eq!(blend.row(2), None);
        assert_eq!(Explanations::blend(0.0, &[]).unwrap_err().code(), "TOO_FEW");
        let short = Explanation::new(0.0, vec![1.0], ReasonMethod::TreeShap);
        let long = Explanation::new(0.0, vec![1.0; 2], ReasonMethod::TreeShap);
        let error = Explanation::blend(0.0, &[(1.0, &short), (1.0, &long)]).unwrap_err();
        assert_eq!(error.to_string(), "explanation: columns is 2, expected 1 as of the first part");
    }
}
