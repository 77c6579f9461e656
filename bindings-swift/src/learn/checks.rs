//! What is wrong with a column, and do probabilities still hold?

use std::sync::Arc;

use sartor::Result;
use sartor::learn::{self as core, CalibrationOverTime, ColumnChecks};

use super::table::Table;
use crate::work::{Control, run, run_long};

/// Which columns know the label, say nothing, or say what another says already? Labels are 0 and 1, both present.
/// `level` is how often no fair column is accused by chance.
#[uniffi::export(default(level = 0.9, control = None))]
pub fn check_columns(
    table: &Table,
    labels: &[f64],
    level: f64,
    control: Option<Arc<dyn Control>>,
) -> Result<ColumnChecks> {
    run_long("checkColumns", control, |control| core::check_table(&table.0, labels, level, control))
}

/// Compare what was foretold, in log-odds, with what came, in windows of `windowMs` counted from the earliest row. `level`
/// is how often nothing is said when probabilities are right.
#[uniffi::export(default(level = 0.9))]
pub fn calibration_over_time(
    scores: &[f64],
    labels: &[f64],
    times: &[i64],
    window_ms: i64,
    level: f64,
) -> Result<CalibrationOverTime> {
    run("calibrationOverTime", || core::calibration_over_time(scores, labels, times, window_ms, level))
}

/// The standard error of an area under the curve of so many rows of either label (Hanley and McNeil 1982).
#[uniffi::export]
pub fn auc_standard_error(auc: f64, positives: f64, negatives: f64) -> f64 {
    core::auc_standard_error(auc, positives, negatives)
}
