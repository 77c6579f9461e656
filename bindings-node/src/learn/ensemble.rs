//! What can an ensemble promise, beyond what each learner says?

use napi::Env;
use napi::bindgen_prelude::{Object, Unknown};
use napi_derive::napi;
use sartor::learn::{self as core, EnsembleReport, Task};

use super::calibration::Calibration;
use super::learners::Ensemble;
use super::sets::ValueIntervals;
use super::table::Table;
use crate::host::{Outcome, answer, run};
use crate::input;
use crate::work::{Follow, promise, record};

const SUBJECT: &str = "ensemble";

fn coverage(input: Unknown<'_>) -> Outcome<f64> {
    input::number(SUBJECT, "coverage", input)
}

#[napi(namespace = "learn")]
impl Ensemble {
    /// What it foretells.
    #[napi(getter, catch_unwind, ts_return_type = "Task")]
    pub fn task(&self, env: &Env) -> napi::Result<Task> {
        run(env, "Ensemble.task", || Ok(self.model.get()?.task()))
    }

    /// How its scores are calibrated.
    #[napi(getter, catch_unwind, ts_return_type = "Calibration")]
    pub fn calibration(&self, env: &Env) -> napi::Result<Calibration> {
        run(env, "Ensemble.calibration", || Ok(self.model.get()?.calibration().clone().into()))
    }

    /// What is known of it from rows that no member had seen: each member, the whole and the base rate side by side.
    #[napi(getter, catch_unwind, ts_return_type = "EnsembleReport")]
    pub fn report<'env>(&self, env: &'env Env) -> napi::Result<Unknown<'env>> {
        answer(env, "Ensemble.report", || -> Outcome<EnsembleReport> {
            Ok(self.model.get()?.report().clone())
        })
    }

    /// Of a yes or no: the labels of one row that cannot be excluded. Among rows of either label at least `coverage`, 0.5 to
    /// 0.99, have theirs in the set.
    #[napi(
        catch_unwind,
        ts_args_type = "row: LearnerRow, coverage: number",
        ts_return_type = "Array<number>"
    )]
    pub fn predict_set_row(
        &self,
        env: &Env,
        row: Unknown<'_>,
        coverage: Unknown<'_>,
    ) -> napi::Result<Vec<u32>> {
        run(env, "Ensemble.predictSetRow", || {
            let (model, coverage) = (self.model.get()?, self::coverage(coverage)?);
            self.rows.with(env, model.schema(), row, |row| model.predict_set_row(row, coverage))
        })
    }

    /// The same for every row of a table.
    #[napi(
        catch_unwind,
        ts_args_type = "table: Table | TableColumns, coverage: number, options?: FollowOptions | null",
        ts_return_type = "Promise<Array<Array<number>>>"
    )]
    pub fn predict_set<'env>(
        &self,
        env: &'env Env,
        table: Unknown<'_>,
        coverage: Unknown<'_>,
        options: Unknown<'_>,
    ) -> napi::Result<Object<'env>> {
        let operation = "Ensemble.predictSet";
        record(
            env,
            operation,
            || {
                let given = (self.model.get()?, Table::read(table)?, self::coverage(coverage)?);
                Ok((given, Follow::read(env, operation, options)?))
            },
            |(model, table, coverage), _| model.predict_set(&table, coverage),
        )
    }

    /// Of tasks other than a yes or no: values between which one row's outcome lies; at least `coverage`, 0.5 to 0.99, of all
    /// outcomes do.
    #[napi(
        catch_unwind,
        ts_args_type = "row: LearnerRow, coverage: number",
        ts_return_type = "ConformalValueInterval"
    )]
    pub fn predict_interval_row(
        &self,
        env: &Env,
        row: Unknown<'_>,
        coverage: Unknown<'_>,
    ) -> napi::Result<core::ConformalValueInterval> {
        run(env, "Ensemble.predictIntervalRow", || {
            let (model, coverage) = (self.model.get()?, self::coverage(coverage)?);
            self.rows.with(env, model.schema(), row, |row| model.predict_interval_row(row, coverage))
        })
    }

    /// The same for every row of a table.
    #[napi(
        catch_unwind,
        ts_args_type = "table: Table | TableColumns, coverage: number, options?: FollowOptions | null",
        ts_return_type = "Promise<ValueIntervals>"
    )]
    pub fn predict_interval<'env>(
        &self,
        env: &'env Env,
        table: Unknown<'_>,
        coverage: Unknown<'_>,
        options: Unknown<'_>,
    ) -> napi::Result<Object<'env>> {
        let operation = "Ensemble.predictInterval";
        promise(
            env,
            operation,
            || {
                let given = (self.model.get()?, Table::read(table)?, self::coverage(coverage)?);
                Ok((given, Follow::read(env, operation, options)?))
            },
            |(model, table, coverage), _| model.predict_interval(&table, coverage),
            |_, intervals| {
                let level = intervals.first().map_or(f64::NAN, |interval| interval.level);
                Ok(ValueIntervals::of(&intervals, level))
            },
        )
    }
}
