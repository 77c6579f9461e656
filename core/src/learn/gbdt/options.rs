//! How are trees to be grown?

use serde::{Deserialize, Serialize};

use super::super::binned::MAX_BINS;
use super::super::objective::Objective;
use super::tree::MAX_LEAVES;
use crate::{Result, SartorError};

const SUBJECT: &str = "gbdt options";
/// The most trees of a model.
pub const MAX_TREES: u32 = 20_000;

/// How [`Gbdt::fit`](super::Gbdt::fit) grows its trees.
///
/// The defaults are many small trees, each over a part of the rows and columns: what interactions of few columns need,
/// at little variance.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct GbdtOptions {
    /// What is minimised.
    pub objective: Objective,
    /// Trees, or the most of them where training stops early; 1 to 20,000.
    #[cfg_attr(feature = "swift", uniffi(default = 500))]
    pub trees: u32,
    /// Leaves of a tree, 2 to 128. By default one for every 2,500 rows, 4 to 64: of a yes or no the value of such a leaf
    /// has a standard error near .05 in log-odds, about what one tree moves it. In simulation too many leaves cost little
    /// where columns only add up (.001 of the AUC with 8 leaves at 20,000 rows), too few cost much where they interact
    /// (.024 with 4).
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub leaves: Option<u32>,
    /// The most questions from the root to a leaf, 1 to 64.
    #[cfg_attr(feature = "swift", uniffi(default = 6))]
    pub depth: u32,
    /// The share of each tree's step that is taken, above 0, at most 1.
    #[cfg_attr(feature = "swift", uniffi(default = 0.03))]
    pub learning_rate: f64,
    /// Ridge penalty on the values of leaves, in units of curvature (a row's weight, for squared error).
    #[cfg_attr(feature = "swift", uniffi(default = 5.0))]
    pub l2: f64,
    /// The least curvature on each side of a split. Of a probability a row has up to .25: 5 are 20 rows or more.
    #[cfg_attr(feature = "swift", uniffi(default = 5.0))]
    pub min_child_weight: f64,
    /// The share of rows that a tree is grown on, drawn anew for each; above 0, at most 1.
    #[cfg_attr(feature = "swift", uniffi(default = 0.8))]
    pub row_share: f64,
    /// The share of columns that a tree is grown on, drawn anew for each; above 0, at most 1.
    #[cfg_attr(feature = "swift", uniffi(default = 0.5))]
    pub column_share: f64,
    /// Curvature added to each category when they are put in order, so that rare ones come to stand in the middle.
    #[cfg_attr(feature = "swift", uniffi(default = 20.0))]
    pub category_smoothing: f64,
    /// The most bins of a column, 2 to 254.
    #[cfg_attr(feature = "swift", uniffi(default = 254))]
    pub max_bins: u32,
    /// Columns along which the score may only rise or only fall.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub monotone: Vec<MonotoneColumn>,
    /// Whether to stop where rows held out tell that further trees do not help.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub early_stopping: Option<EarlyStopping>,
    /// The seed of what is drawn.
    #[cfg_attr(feature = "swift", uniffi(default = 0))]
    pub seed: u32,
}

impl Default for GbdtOptions {
    fn default() -> Self {
        Self {
            objective: Objective::Logistic,
            trees: 500,
            leaves: None,
            depth: 6,
            learning_rate: 0.03,
            l2: 5.0,
            min_child_weight: 5.0,
            row_share: 0.8,
            column_share: 0.5,
            category_smoothing: 20.0,
            max_bins: MAX_BINS as u32,
            monotone: Vec::new(),
            early_stopping: None,
            seed: 0,
        }
    }
}

/// A column of numbers along which the score may only rise or only fall, everything else being equal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct MonotoneColumn {
    /// The column's name.
    pub column: String,
    /// Whether the score may only rise; otherwise only fall.
    pub rises: bool,
}

/// Which rows are held out, and how long training goes on without getting better on them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor.learn"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct EarlyStopping {
    /// The share of rows held out, above 0, below 1: the latest where rows have times, drawn at random otherwise.
    #[cfg_attr(feature = "swift", uniffi(default = 0.2))]
    pub held_out_share: f64,
    /// Trees without an improvement after which training ends, at least 1.
    #[cfg_attr(feature = "swift", uniffi(default = 50))]
    pub patience: u32,
    /// Whether to fit again on all rows with the number of trees found.
    #[cfg_attr(feature = "swift", uniffi(default = true))]
    pub refit: bool,
}

impl Default for EarlyStopping {
    fn default() -> Self {
        Self { held_out_share: 0.2, patience: 50, refit: true }
    }
}

impl GbdtOptions {
    /// Refuse an option outside its range.
    pub fn check(&self) -> Result<()> {
        self.objective.check()?;
        let whole = |field: &str, value: u32, low: u32, high: u32| {
            if (low..=high).contains(&value) {
                return Ok(());
            }
            Err(SartorError::out_of_range(SUBJECT, field, value, &format!("{low} to {high}")))
        };
        whole("trees", self.trees, 1, MAX_TREES)?;
        whole("leaves", self.leaves.unwrap_or(2), 2, MAX_LEAVES as u32)?;
        whole("depth", self.depth, 1, 64)?;
        whole("maxBins", self.max_bins, 2, MAX_BINS as u32)?;
        for (field, value) in [
            ("learningRate", self.learning_rate),
            ("rowShare", self.row_share),
            ("columnShare", self.column_share),
        ] {
            if !(value > 0.0 && value <= 1.0) {
                return Err(SartorError::out_of_range(SUBJECT, field, value, "above 0, at most 1"));
            }
        }
        for (field, value) in [
            ("l2", self.l2),
            ("minChildWeight", self.min_child_weight),
            ("categorySmoothing", self.category_smoothing),
        ] {
            if !(0.0..=1e9).contains(&value) {
                return Err(SartorError::out_of_range(SUBJECT, field, value, "0 to 1e9"));
            }
        }
        if let Some(stopping) = &self.early_stopping {
            let share = stopping.held_out_share;
            if !(share > 0.0 && share < 1.0) {
                let expected = "above 0, below 1";
                return Err(SartorError::out_of_range(
                    SUBJECT,
                    "earlyStopping.heldOutShare",
                    share,
                    expected,
                ));
            }
            whole("earlyStopping.patience", stopping.patience, 1, MAX_TREES)?;
        }
        Ok(())
    }

    /// Leaves of a tree that is grown on this many rows.
    #[cfg(feature = "train")]
    pub(super) fn leaves_for(&self, rows: usize) -> usize {
        match self.leaves {
            Some(leaves) => leaves as usize,
            None => (rows / 2_500).clamp(4, 64),
        }
    }
}
