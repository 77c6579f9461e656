//! What can be learnt from named columns of numbers and categories?
//!
//! Learners over a [`Table`] that know nothing of customers. Each fits a *score*: log-odds, the logarithm of a mean, or
//! the mean itself (its [`Objective`]); what stands after it takes scores and knows no learner.

mod binned;
mod gbdt;
mod objective;
mod schema;
mod table;
mod target;

pub use binned::{Binned, ColumnBins, MAX_BINS};
pub use gbdt::{EarlyStopping, Gbdt, GbdtOptions, MAX_TREES, MonotoneColumn, Tree, TreeNode};
pub use objective::Objective;
pub use schema::{Cell, MatchedColumn, MatchedTable, Schema, SchemaColumn};
pub use table::{CategoryColumn, MAX_LEVELS, MAX_TABLE_COLUMNS, MAX_TABLE_ROWS, MISSING, Table, TableColumn};
pub use target::Target;
