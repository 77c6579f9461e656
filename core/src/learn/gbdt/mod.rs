//! What does a row's label come to, as a sum over many small trees?
//!
//! Gradient boosting (Friedman 2001) with Newton steps (Friedman, Hastie and Tibshirani 2000; Chen and Guestrin 2016) over
//! histograms (Ke and others 2017): each tree asks a few questions about columns of numbers or of categories, and adds
//! what its leaf says to the score. What is missing goes to the side that was found better. The same rows, options and
//! seed give the same bytes at any number of threads.
//!
//! ```
//! # #[cfg(feature = "train")] {
//! use sartor::control::Control;
//! use sartor::learn::{Cell, Gbdt, GbdtOptions, Table, TableColumn, Target};
//! let tenure: Vec<f64> = (0..400).map(|row| f64::from(row % 40)).collect();
//! let labels: Vec<f64> = tenure.iter().map(|months| f64::from(u8::from(*months < 10.0))).collect();
//! let table = Table::new(vec![("tenure".to_owned(), TableColumn::Numbers(tenure))])?;
//! let model = Gbdt::fit(&table, Target::of(&labels), &GbdtOptions::default(), Control::none())?;
//! let young = model.schema().row(&[("tenure", Cell::Number(3.0))])?;
//! assert!(model.predict_row(&young)? > 0.9);
//! assert_eq!(Gbdt::from_bytes(&model.to_bytes()?)?, model);
//! # }
//! # Ok::<(), sartor::SartorError>(())
//! ```

#[cfg(feature = "train")]
mod grow;
#[cfg(feature = "train")]
mod histogram;
#[cfg(feature = "train")]
mod known;
mod options;
mod questions;
mod reach;
mod score;
mod shap;
#[cfg(feature = "train")]
mod split;
mod stored;
#[cfg(feature = "train")]
mod train;
mod tree;
mod value;

pub use options::{EarlyStopping, GbdtOptions, MAX_TREES, MonotoneColumn};
pub use tree::{Tree, TreeNode};
pub use value::ValueGbdt;

use serde::{Deserialize, Serialize};

use super::binned::ColumnBins;
use super::objective::Objective;
use super::reasons::OtherValues;
use super::schema::Schema;
use questions::LazyQuestions;
use reach::LazyReach;
use shap::LazyShap;
use stored::StoredGbdt;
use tree::AskedSet;

/// A boosted sum of trees.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "StoredGbdt", into = "StoredGbdt")]
pub struct Gbdt {
    schema: Schema,
    objective: Objective,
    base: f64,
    bins: Vec<ColumnBins>,
    /// The first is empty: a question about a range names it.
    sets: Vec<AskedSet>,
    trees: Vec<Tree>,
    questions: LazyQuestions,
    reach: LazyReach,
    shap: LazyShap,
}

impl Gbdt {
    fn of_parts(
        schema: Schema,
        objective: Objective,
        base: f64,
        bins: Vec<ColumnBins>,
        sets: Vec<AskedSet>,
        trees: Vec<Tree>,
    ) -> Self {
        let (questions, reach, shap) = (LazyQuestions::default(), LazyReach::default(), LazyShap::default());
        Self { schema, objective, base, bins, sets, trees, questions, reach, shap }
    }

    /// Grow trees on a table. Refused are labels that the objective does not know, and options outside their range; a
    /// column of one value, or of none, tells nothing and is not asked about.
    #[cfg(feature = "train")]
    pub fn fit(
        table: &super::Table,
        target: super::Target<'_>,
        options: &GbdtOptions,
        control: crate::control::Control<'_>,
    ) -> crate::Result<Self> {
        train::fit(table, target, options, control)
    }

    /// The columns it was trained on.
    pub fn schema(&self) -> &Schema {
        &self.schema
    }

    /// What it minimised.
    pub fn objective(&self) -> Objective {
        self.objective
    }

    /// The score before any tree.
    pub fn base_score(&self) -> f64 {
        self.base
    }

    /// For each column of numbers one of each range that the model tells apart, to be tried instead of what a row has.
    pub fn other_values(&self) -> OtherValues {
        OtherValues::of_bins(&self.bins)
    }

    /// The number of trees.
    pub fn tree_count(&self) -> usize {
        self.trees.len()
    }
}
