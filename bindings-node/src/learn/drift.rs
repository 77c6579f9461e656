//! Has the world moved since a learner was trained?

use napi::Env;
use napi::bindgen_prelude::{Object, Unknown};
use napi_derive::napi;
use sartor::SartorError;
use sartor::learn as core;

use crate::host::{Outcome, run, to_text};
use crate::input;
use crate::work::{Follow, promise, record};

const SUBJECT: &str = "drift";
/// Bins of numbers, where none are stated.
const USUAL_BINS: u32 = 10;

/// How a column was distributed in training, so that one of now can be compared with it.
#[napi(namespace = "learn")]
pub struct DriftReference {
    reference: core::DriftReference,
}

/// Codes of categories; what is absent, negative or NaN is missing.
fn codes(field: &str, input: Unknown<'_>) -> Outcome<Vec<u32>> {
    let column = input::column_or_nan(SUBJECT, field, input)?;
    let code = |(row, code): (usize, f64)| {
        if code.is_nan() || code < 0.0 || code >= f64::from(core::MISSING) {
            return Ok(core::MISSING);
        }
        if code.fract() == 0.0 {
            return Ok(code as u32);
        }
        Err(SartorError::out_of_range(SUBJECT, &format!("{field}[{row}]"), code, "a whole number").into())
    };
    column.into_iter().enumerate().map(code).collect()
}

#[napi(namespace = "learn")]
impl DriftReference {
    /// Numbers in at most so many bins of about as many rows each, 10 unless stated; null and NaN are missing.
    #[napi(
        catch_unwind,
        ts_args_type = "values: NullableColumn, bins?: number | null",
        ts_return_type = "Promise<DriftReference>"
    )]
    pub fn of_numbers<'env>(
        env: &'env Env,
        values: Unknown<'_>,
        bins: Unknown<'_>,
    ) -> napi::Result<Object<'env>> {
        promise(
            env,
            "DriftReference.ofNumbers",
            || {
                let values = input::column_or_nan(SUBJECT, "values", values)?;
                let absent = input::is_absent(bins)?;
                let bins = if absent { USUAL_BINS } else { input::count(SUBJECT, "bins", bins)? };
                Ok(((values, bins), Follow::nobody()))
            },
            |(values, bins), _| core::DriftReference::of_numbers(&values, bins),
            |_, reference| Ok(Self { reference }),
        )
    }

    /// Categories by code, from 0 up to below `levels`; what is null, NaN or any other code is missing.
    #[napi(
        catch_unwind,
        ts_args_type = "codes: NullableColumn, levels: number",
        ts_return_type = "Promise<DriftReference>"
    )]
    pub fn of_categories<'env>(
        env: &'env Env,
        codes: Unknown<'_>,
        levels: Unknown<'_>,
    ) -> napi::Result<Object<'env>> {
        promise(
            env,
            "DriftReference.ofCategories",
            || {
                let given = (self::codes("codes", codes)?, input::count(SUBJECT, "levels", levels)?);
                Ok((given, Follow::nobody()))
            },
            |(codes, levels), _| core::DriftReference::of_categories(&codes, levels),
            |_, reference| Ok(Self { reference }),
        )
    }

    /// A reference that was saved by `toJson`.
    #[napi(factory, catch_unwind, ts_args_type = "json: string")]
    pub fn from_json(env: &Env, json: Unknown<'_>) -> napi::Result<Self> {
        run(env, "DriftReference.fromJson", || {
            let json = input::text(SUBJECT, "json", json)?;
            Ok(Self { reference: sartor::input::from_text(SUBJECT, &json)? })
        })
    }

    /// The reference as JSON, to be read by `fromJson`.
    #[napi(catch_unwind)]
    pub fn to_json(&self, env: &Env) -> napi::Result<String> {
        let operation = "DriftReference.toJson";
        run(env, operation, || to_text(operation, &self.reference))
    }

    /// Compare numbers of now with those of training. `level` is how often no drift is found where there is none, 0.9 unless
    /// stated.
    #[napi(
        catch_unwind,
        ts_args_type = "values: NullableColumn, level?: number | null",
        ts_return_type = "Promise<DriftReport>"
    )]
    pub fn compare_numbers<'env>(
        &self,
        env: &'env Env,
        values: Unknown<'_>,
        level: Unknown<'_>,
    ) -> napi::Result<Object<'env>> {
        let reference = self.reference.clone();
        record(
            env,
            "DriftReference.compareNumbers",
            || {
                let values = input::column_or_nan(SUBJECT, "values", values)?;
                Ok(((values, super::level(SUBJECT, level)?), Follow::nobody()))
            },
            move |(values, level), _| reference.compare_numbers(&values, level),
        )
    }

    /// Compare categories of now with those of training; codes beyond those of training are missing.
    #[napi(
        catch_unwind,
        ts_args_type = "codes: NullableColumn, level?: number | null",
        ts_return_type = "Promise<DriftReport>"
    )]
    pub fn compare_categories<'env>(
        &self,
        env: &'env Env,
        codes: Unknown<'_>,
        level: Unknown<'_>,
    ) -> napi::Result<Object<'env>> {
        let reference = self.reference.clone();
        record(
            env,
            "DriftReference.compareCategories",
            || Ok(((self::codes("codes", codes)?, super::level(SUBJECT, level)?), Follow::nobody())),
            move |(codes, level), _| reference.compare_categories(&codes, level),
        )
    }
}

/// Compare what was foretold with what came, in windows of `windowMs` counted from the earliest row. `level` is how often
/// nothing is said when probabilities are right, 0.9 unless stated.
#[napi(
    namespace = "learn",
    catch_unwind,
    ts_args_type = "scores: NumberColumn, labels: NumberColumn, times: TimeColumn, windowMs: number, level?: number | null",
    ts_return_type = "Promise<CalibrationOverTime>"
)]
pub fn calibration_over_time<'env>(
    env: &'env Env,
    scores: Unknown<'_>,
    labels: Unknown<'_>,
    times: Unknown<'_>,
    window_ms: Unknown<'_>,
    level: Unknown<'_>,
) -> napi::Result<Object<'env>> {
    const OPERATION: &str = "calibration over time";
    record(
        env,
        "calibrationOverTime",
        || {
            let columns =
                (input::column(OPERATION, "scores", scores)?, input::column(OPERATION, "labels", labels)?);
            let times = input::times(OPERATION, "times", times)?;
            let window_ms = input::integer(OPERATION, "windowMs", window_ms)?;
            Ok(((columns, times, window_ms, super::level(OPERATION, level)?), Follow::nobody()))
        },
        |((scores, labels), times, window_ms, level), _| {
            core::calibration_over_time(&scores, &labels, &times, window_ms, level)
        },
    )
}
