//! How many customers are there of each kind, so that nobody can be singled out?
//!
//! No figure between 1 and k - 1 is shown (k-anonymity: Sweeney 2002; threshold rule: Statistical Policy Working
//! Paper 22, 2005, chapter IV; k = 10 by default). That is not enough where totals are shown too, so more figures
//! are hidden until each small one could be k or more for all that can be computed from the rest (complementary
//! suppression, Cox 1980; the bounds are exact, see `network.rs`). From this follows that every sum which can be
//! computed, of whichever hidden figures, is 0 or at least k.
//!
//! Two reports are not subtracted from each other to single somebody out either, as long as they come from one
//! [`ReportLedger`]. Each cell is held at what was released before until at least k customers more or fewer are in
//! it, totals are the sums of what is held, and no shown figure or computable sum ever differs between two reports
//! by 1 to k - 1. A shown cell is less than k from the truth. What was shown once stays shown; what was hidden is
//! shown again once it has reached 2k and moved by k.
//!
//! Reports of different ledgers about overlapping customers can be subtracted from each other: ask for what is to be
//! told apart as rows or columns of one report. A sum of money is hidden and held together with its count; that one
//! customer makes up most of it is not looked for.
//!
//! ```
//! use sartor::privacy::{ReportCell, ReportLedger};
//! let cell = |row: &str, column: &str, count| ReportCell {
//!     row: row.to_owned(),
//!     column: Some(column.to_owned()),
//!     count,
//!     sums_minor: Vec::new(),
//! };
//! let mut ledger = ReportLedger::new(10)?;
//! let june = [cell("achiever", "app", 3), cell("achiever", "web", 64), cell("value", "app", 41), cell("value", "web", 95)];
//! let report = ledger.release(&june)?;
//! assert_eq!(report.cells[0].count, None);
//! assert_eq!(report.total.count, Some(203));
//! // One more customer in a shown cell does not show.
//! let july = [cell("achiever", "app", 3), cell("achiever", "web", 64), cell("value", "app", 41), cell("value", "web", 96)];
//! assert_eq!(ledger.release(&july)?.total.count, Some(203));
//! # Ok::<(), sartor::SartorError>(())
//! ```

mod ledger;
mod network;
mod release;

pub use ledger::{MAX_LEDGER_JSON_BYTES, MAX_RELEASES, MAX_REPORT_CELLS, MAX_REPORT_SUMS, ReportLedger};

use serde::{Deserialize, Serialize};

/// The least number of customers that a figure tells of, unless another is asked for.
pub const DEFAULT_K: u32 = 10;

/// How many customers there are of one kind, as counted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ReportCell {
    /// The row, such as a segment.
    pub row: String,
    /// The column, such as a channel; in a list without columns nothing, in all cells alike.
    #[serde(default)]
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub column: Option<String>,
    /// Customers, each counted in one cell of the report only; 0 to 10^12.
    pub count: i64,
    /// Sums over them, such as revenue in minor units; as many in every cell.
    #[serde(default)]
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub sums_minor: Vec<i64>,
}

/// A cell or total, as it may be shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ReportFigure {
    /// Its row; nothing for a total over rows.
    pub row: Option<String>,
    /// Its column; nothing for a total over columns, and in a list.
    pub column: Option<String>,
    /// Customers; nothing where it is hidden.
    pub count: Option<i64>,
    /// Sums over them; empty where they are hidden or were not given.
    pub sums_minor: Vec<i64>,
}

/// A report that may leave the house.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct SegmentReport {
    /// No figure tells of fewer customers than this, unless of none.
    pub k: u32,
    /// The cells, by row and column.
    pub cells: Vec<ReportFigure>,
    /// The total of each row; empty in a list.
    pub row_totals: Vec<ReportFigure>,
    /// The total of each column; empty in a list.
    pub column_totals: Vec<ReportFigure>,
    /// The total of all.
    pub total: ReportFigure,
    /// Cells that are hidden.
    pub hidden_cells: u32,
}

#[cfg(test)]
mod tests;
