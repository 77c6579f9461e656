//! What is wrong with a column?

use napi::Env;
use napi::bindgen_prelude::{Object, Unknown};
use napi_derive::napi;
use sartor::SartorError;
use sartor::learn as core;

use super::table::Table;
use crate::host::{Outcome, run};
use crate::input;
use crate::work::{Follow, record};

/// Which columns know the label, say nothing, or say what another says already? Labels are 0 and 1, both present.
///
/// `level` is how often no fair column is accused by chance, 0.9 unless stated.
#[napi(
    namespace = "learn",
    catch_unwind,
    ts_args_type = "table: Table | TableColumns, labels: NumberColumn, options?: LevelOptions | null",
    ts_return_type = "Promise<ColumnChecks>"
)]
pub fn check_columns<'env>(
    env: &'env Env,
    table: Unknown<'_>,
    labels: Unknown<'_>,
    options: Unknown<'_>,
) -> napi::Result<Object<'env>> {
    let operation = "checkColumns";
    record(
        env,
        operation,
        || {
            let level = input::number_or("column checks", "level", options, 0.9)?;
            let labels = input::column("column checks", "labels", labels)?;
            let given = (Table::read(table)?, labels, level);
            Ok((given, Follow::read_with(env, operation, options, &["level"])?))
        },
        |(table, labels, level), control| core::check_table(&table, &labels, level, control),
    )
}

/// The standard error of an area under the curve of so many rows of either label (Hanley and McNeil 1982).
#[napi(
    namespace = "learn",
    catch_unwind,
    ts_args_type = "auc: number, positives: number, negatives: number",
    ts_return_type = "number"
)]
pub fn auc_standard_error(
    env: &Env,
    auc: Unknown<'_>,
    positives: Unknown<'_>,
    negatives: Unknown<'_>,
) -> napi::Result<f64> {
    const SUBJECT: &str = "AUC";
    run(env, "aucStandardError", || {
        let auc = input::number(SUBJECT, "auc", auc)?;
        if !(0.0..=1.0).contains(&auc) {
            return Err(SartorError::out_of_range(SUBJECT, "auc", auc, "0 to 1").into());
        }
        let rows = |field: &str, rows: Unknown<'_>| -> Outcome<f64> {
            let rows = input::number(SUBJECT, field, rows)?;
            if rows > 0.0 && rows.is_finite() {
                return Ok(rows);
            }
            Err(SartorError::out_of_range(SUBJECT, field, rows, "above 0").into())
        };
        Ok(core::auc_standard_error(auc, rows("positives", positives)?, rows("negatives", negatives)?))
    })
}
