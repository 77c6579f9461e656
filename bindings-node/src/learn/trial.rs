//! What does a treatment add, by a trial?

use napi::Env;
use napi::bindgen_prelude::{FromNapiValue, JsObjectValue, Object, ObjectFinalize, Unknown};
use napi::{JsValue, ValueType};
use napi_derive::napi;
use sartor::SartorError;
use sartor::learn as core;

use crate::host::{Outcome, run};
use crate::input;
use crate::memory::Kept;
use crate::work::{Follow, record};

const SUBJECT: &str = "trial";

/// Rows of a trial: treated or not, and what came.
struct Rows {
    treatment: Vec<f64>,
    outcomes: Vec<f64>,
}

impl Rows {
    fn trial(&self) -> sartor::Result<core::Trial<'_>> {
        core::Trial::new(&self.treatment, &self.outcomes)
    }
}

/// A trial: rows that were treated by lot or not, and what came of each.
#[napi(namespace = "learn", custom_finalize)]
pub struct Trial {
    rows: Kept<Rows>,
}

impl ObjectFinalize for Trial {
    fn finalize(self, env: Env) -> napi::Result<()> {
        self.rows.dispose(&env)
    }
}

/// Columns of numbers.
fn columns(input: Unknown<'_>) -> Outcome<Vec<Vec<f64>>> {
    if input.get_type()? != ValueType::Object || !input.is_array()? {
        return Err(SartorError::invalid(SUBJECT, "columns", "a list of columns").into());
    }
    let list = Object::from_unknown(input)?;
    let count = list.get_array_length_unchecked()?;
    if count as usize > core::MAX_TABLE_COLUMNS {
        let (found, most) = (count as usize, core::MAX_TABLE_COLUMNS);
        return Err(SartorError::too_many(SUBJECT, "columns", found, most, "columns").into());
    }
    let column =
        |place: u32| input::column_or_nan(SUBJECT, &format!("columns[{place}]"), list.get_element(place)?);
    (0..count).map(column).collect()
}

#[napi(namespace = "learn")]
impl Trial {
    /// 1 where a row was treated and 0 where not, and outcomes in any unit.
    #[napi(constructor, catch_unwind, ts_args_type = "treatment: NumberColumn, outcomes: NumberColumn")]
    pub fn new(env: &Env, treatment: Unknown<'_>, outcomes: Unknown<'_>) -> napi::Result<Self> {
        run(env, "Trial", || {
            let rows = Rows {
                treatment: input::column(SUBJECT, "treatment", treatment)?,
                outcomes: input::column(SUBJECT, "outcomes", outcomes)?,
            };
            rows.trial()?;
            let bytes = 16 * rows.outcomes.len();
            Ok(Self { rows: Kept::new(env, SUBJECT, rows, bytes)? })
        })
    }

    /// Look for signs that treatment was not given by lot to the planned share of rows, in columns that were known before it.
    #[napi(
        catch_unwind,
        ts_args_type = "columns: Array<NullableColumn>, plannedShare: number, level?: number | null",
        ts_return_type = "Promise<TrialBalance>"
    )]
    pub fn balance<'env>(
        &self,
        env: &'env Env,
        columns: Unknown<'_>,
        planned_share: Unknown<'_>,
        level: Unknown<'_>,
    ) -> napi::Result<Object<'env>> {
        record(
            env,
            "Trial.balance",
            || {
                let share = input::number(SUBJECT, "plannedShare", planned_share)?;
                let given = (self.rows.get()?, self::columns(columns)?, share, super::level(SUBJECT, level)?);
                Ok((given, Follow::nobody()))
            },
            |(rows, columns, share, level), _| {
                let columns: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
                rows.trial()?.balance(&columns, share, level)
            },
        )
    }

    /// What treatment added among the given share of rows with the highest scores.
    #[napi(
        catch_unwind,
        ts_args_type = "scores: NumberColumn, share: number, level?: number | null",
        ts_return_type = "Promise<UpliftAt>"
    )]
    pub fn uplift_at<'env>(
        &self,
        env: &'env Env,
        scores: Unknown<'_>,
        share: Unknown<'_>,
        level: Unknown<'_>,
    ) -> napi::Result<Object<'env>> {
        record(
            env,
            "Trial.upliftAt",
            || {
                let scores = input::column(SUBJECT, "scores", scores)?;
                let share = input::number(SUBJECT, "share", share)?;
                Ok(((self.rows.get()?, scores, share, super::level(SUBJECT, level)?), Follow::nobody()))
            },
            |(rows, scores, share, level), _| rows.trial()?.uplift_at(&scores, share, level),
        )
    }

    /// The Qini curve at so many equal shares of the rows, and at 0.
    #[napi(
        catch_unwind,
        ts_args_type = "scores: NumberColumn, points: number",
        ts_return_type = "Promise<Array<QiniPoint>>"
    )]
    pub fn qini_curve<'env>(
        &self,
        env: &'env Env,
        scores: Unknown<'_>,
        points: Unknown<'_>,
    ) -> napi::Result<Object<'env>> {
        record(
            env,
            "Trial.qiniCurve",
            || {
                let scores = input::column(SUBJECT, "scores", scores)?;
                let points = input::count(SUBJECT, "points", points)?;
                Ok(((self.rows.get()?, scores, points), Follow::nobody()))
            },
            |(rows, scores, points), _| rows.trial()?.qini_curve(&scores, points),
        )
    }

    /// Area and coefficient of the Qini curve, with intervals from a bootstrap (Radcliffe 2007).
    #[napi(
        catch_unwind,
        ts_args_type = "scores: NumberColumn, options: QiniOptions",
        ts_return_type = "Promise<QiniReport>"
    )]
    pub fn qini<'env>(
        &self,
        env: &'env Env,
        scores: Unknown<'_>,
        options: Unknown<'_>,
    ) -> napi::Result<Object<'env>> {
        let operation = "Trial.qini";
        record(
            env,
            operation,
            || {
                let scores = input::column(SUBJECT, "scores", scores)?;
                let replicates = input::option(options, "replicates")?
                    .map_or(Ok(500), |replicates| input::count(SUBJECT, "replicates", replicates))?;
                let seed = input::option(options, "seed")?
                    .ok_or_else(|| SartorError::invalid(SUBJECT, "seed", "present"))?;
                let seed = input::count(SUBJECT, "seed", seed)?;
                let level = input::number_or(SUBJECT, "level", options, 0.9)?;
                let follow = Follow::read_with(env, operation, options, &["replicates", "seed", "level"])?;
                Ok(((self.rows.get()?, scores, replicates, seed, level), follow))
            },
            |(rows, scores, replicates, seed, level), control| {
                rows.trial()?.qini(&scores, replicates, seed, level, control)
            },
        )
    }

    /// The value of treating those rows that `treat` marks with 1, where each was treated with its `propensity` (0.001 to
    /// 0.999) and a treatment costs `cost`, in units of the outcome.
    #[napi(
        catch_unwind,
        ts_args_type = "treat: NumberColumn, propensity: NumberColumn, cost: number, level?: number | null",
        ts_return_type = "Promise<PolicyValue>"
    )]
    pub fn policy_value<'env>(
        &self,
        env: &'env Env,
        treat: Unknown<'_>,
        propensity: Unknown<'_>,
        cost: Unknown<'_>,
        level: Unknown<'_>,
    ) -> napi::Result<Object<'env>> {
        record(
            env,
            "Trial.policyValue",
            || {
                let treat = input::column(SUBJECT, "treat", treat)?;
                let propensity = input::column(SUBJECT, "propensity", propensity)?;
                let asked = (input::number(SUBJECT, "cost", cost)?, super::level(SUBJECT, level)?);
                Ok(((self.rows.get()?, treat, propensity, asked), Follow::nobody()))
            },
            |(rows, treat, propensity, (cost, level)), _| {
                rows.trial()?.policy_value(&treat, &propensity, cost, level)
            },
        )
    }

    /// Let go of the rows now, rather than when the collector comes by.
    #[napi(catch_unwind)]
    pub fn dispose(&self, env: &Env) -> napi::Result<()> {
        self.rows.dispose(env)
    }
}
