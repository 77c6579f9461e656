//! Whom does a treatment change, and by how much?

use std::sync::Arc;

use napi::Env;
use napi::bindgen_prelude::{Buffer, Float64Array, Object, ObjectFinalize, Unknown};
use napi_derive::napi;
use sartor::learn::{self as core, UpliftLearner, UpliftOptions};

use super::reasons::ExplanationColumns;
use super::rows::RowReader;
use super::table::Table;
use crate::host::{Outcome, answer, run};
use crate::input;
use crate::memory::Kept;
use crate::work::{Follow, promise};

const SUBJECT: &str = "uplift";
/// The share of rows nearest to an effect, where none is stated.
const USUAL_SHARE: f64 = 0.2;
/// What is taken to be held for a model.
const MODEL_BYTES: usize = 1 << 20;

/// What treating a row adds to its outcome, learnt from a trial or from treatment that the columns decided (Künzel, Sekhon,
/// Bickel and Yu 2019).
///
/// What it says of itself rests on rows that it had not seen. `level` is 0.9 unless stated.
#[napi(namespace = "learn", custom_finalize)]
pub struct Uplift {
    model: Kept<core::Uplift>,
    rows: RowReader,
}

impl ObjectFinalize for Uplift {
    fn finalize(self, env: Env) -> napi::Result<()> {
        self.model.dispose(&env)?;
        self.rows.release(&env)
    }
}

impl Uplift {
    /// The model itself.
    pub fn get(&self) -> Outcome<Arc<core::Uplift>> {
        self.model.get()
    }

    /// The object of a model.
    pub fn make(env: &Env, model: core::Uplift) -> Outcome<Self> {
        Ok(Self { model: Kept::new(env, SUBJECT, model, MODEL_BYTES)?, rows: RowReader::default() })
    }
}

#[napi(namespace = "learn")]
impl Uplift {
    /// Fit to rows that were treated (1) or not (0), and to what came of each.
    #[napi(
        catch_unwind,
        ts_args_type = "table: Table | TableColumns, treatment: NumberColumn, outcome: NumberColumn, options?: (Input<UpliftOptions> & FollowOptions) | null",
        ts_return_type = "Promise<Uplift>"
    )]
    pub fn fit<'env>(
        env: &'env Env,
        table: Unknown<'_>,
        treatment: Unknown<'_>,
        outcome: Unknown<'_>,
        options: Unknown<'_>,
    ) -> napi::Result<Object<'env>> {
        let operation = "Uplift.fit";
        promise(
            env,
            operation,
            || {
                let columns = (
                    input::column(SUBJECT, "treatment", treatment)?,
                    input::column(SUBJECT, "outcome", outcome)?,
                );
                let asked: UpliftOptions =
                    input::options_beside("uplift options", options, &["signal", "onProgress"])?;
                Ok(((Table::read(table)?, columns, asked), Follow::among(env, operation, options)?))
            },
            |(table, (treatment, outcome), options), control| {
                core::Uplift::fit(&table, &treatment, &outcome, &options, control)
            },
            Self::make,
        )
    }

    /// A model that was saved by `toBytes`, in this release or an older one.
    #[napi(
        catch_unwind,
        ts_args_type = "bytes: Uint8Array, options?: FollowOptions | null",
        ts_return_type = "Promise<Uplift>"
    )]
    pub fn from_bytes<'env>(
        env: &'env Env,
        bytes: Unknown<'_>,
        options: Unknown<'_>,
    ) -> napi::Result<Object<'env>> {
        let operation = "Uplift.fromBytes";
        promise(
            env,
            operation,
            || Ok((input::bytes(SUBJECT, "bytes", bytes)?, Follow::read(env, operation, options)?)),
            |bytes, _| core::Uplift::from_bytes(&bytes),
            Self::make,
        )
    }

    /// The model as bytes, to be read by `fromBytes` in every language. The same model gives the same bytes.
    #[napi(catch_unwind, ts_args_type = "options?: FollowOptions | null", ts_return_type = "Promise<Buffer>")]
    pub fn to_bytes<'env>(&self, env: &'env Env, options: Unknown<'_>) -> napi::Result<Object<'env>> {
        let operation = "Uplift.toBytes";
        promise(
            env,
            operation,
            || Ok((self.model.get()?, Follow::read(env, operation, options)?)),
            |model, _| model.to_bytes(),
            |_, bytes| Ok(Buffer::from(bytes)),
        )
    }

    /// Let go of the model now, rather than when the collector comes by. Work that has begun keeps it.
    #[napi(catch_unwind)]
    pub fn dispose(&self, env: &Env) -> napi::Result<()> {
        self.model.dispose(env)
    }

    /// The columns that it was trained on, with the levels of those that have levels.
    #[napi(getter, catch_unwind, ts_return_type = "Array<SchemaColumn>")]
    pub fn schema(&self, env: &Env) -> napi::Result<Vec<core::SchemaColumn>> {
        run(env, "Uplift.schema", || Ok(self.model.get()?.schema().columns().to_vec()))
    }

    /// Which learner it is.
    #[napi(getter, catch_unwind, ts_return_type = "UpliftLearner")]
    pub fn learner(&self, env: &Env) -> napi::Result<UpliftLearner> {
        run(env, "Uplift.learner", || Ok(self.model.get()?.learner()))
    }

    /// What treating one row would add to its outcome.
    ///
    /// Every column of training has to be there, `null` where it is not known; others are ignored.
    #[napi(catch_unwind, ts_args_type = "row: LearnerRow", ts_return_type = "number")]
    pub fn predict_row(&self, env: &Env, row: Unknown<'_>) -> napi::Result<f64> {
        run(env, "Uplift.predictRow", || {
            let model = self.model.get()?;
            self.rows.with(env, model.schema(), row, |row| model.predict_row(row))
        })
    }

    /// What treating each row of a table would add to its outcome.
    #[napi(
        catch_unwind,
        ts_args_type = "table: Table | TableColumns, options?: FollowOptions | null",
        ts_return_type = "Promise<Float64Array>"
    )]
    pub fn predict<'env>(
        &self,
        env: &'env Env,
        table: Unknown<'_>,
        options: Unknown<'_>,
    ) -> napi::Result<Object<'env>> {
        let operation = "Uplift.predict";
        promise(
            env,
            operation,
            || Ok(((self.model.get()?, Table::read(table)?), Follow::read(env, operation, options)?)),
            |(model, table), _| model.predict(&table),
            |_, effects| Ok(Float64Array::new(effects)),
        )
    }

    /// How well it chooses whom to treat: area and coefficient of the Qini curve of rows that it had not seen.
    #[napi(catch_unwind, ts_args_type = "level?: number | null", ts_return_type = "QiniReport")]
    pub fn qini<'env>(&self, env: &'env Env, level: Unknown<'_>) -> napi::Result<Unknown<'env>> {
        answer(env, "Uplift.qini", || Ok(self.model.get()?.qini(super::level(SUBJECT, level)?)?))
    }

    /// The Qini curve at so many equal shares of the rows, and at 0.
    #[napi(catch_unwind, ts_args_type = "points: number", ts_return_type = "Array<QiniPoint>")]
    pub fn qini_curve<'env>(&self, env: &'env Env, points: Unknown<'_>) -> napi::Result<Unknown<'env>> {
        answer(env, "Uplift.qiniCurve", || {
            Ok(self.model.get()?.qini_curve(input::count(SUBJECT, "points", points)?)?)
        })
    }

    /// What treatment added among the share of rows that it scored highest; with `share` 1 it is the average effect.
    #[napi(catch_unwind, ts_args_type = "share: number, level?: number | null", ts_return_type = "UpliftAt")]
    pub fn uplift_at<'env>(
        &self,
        env: &'env Env,
        share: Unknown<'_>,
        level: Unknown<'_>,
    ) -> napi::Result<Unknown<'env>> {
        answer(env, "Uplift.upliftAt", || {
            let (share, level) = (input::number(SUBJECT, "share", share)?, super::level(SUBJECT, level)?);
            Ok(self.model.get()?.uplift_at(share, level)?)
        })
    }

    /// What treatment added among the share of rows, 0.2 unless stated, that stand nearest to a row of this effect by the scores
    /// that the model, not having seen them, gave them: what the trial itself knows of rows like it.
    #[napi(
        catch_unwind,
        ts_args_type = "effect: number, share?: number | null, level?: number | null",
        ts_return_type = "UpliftAt"
    )]
    pub fn uplift_near<'env>(
        &self,
        env: &'env Env,
        effect: Unknown<'_>,
        share: Unknown<'_>,
        level: Unknown<'_>,
    ) -> napi::Result<Unknown<'env>> {
        answer(env, "Uplift.upliftNear", || {
            let absent = input::is_absent(share)?;
            let share = if absent { USUAL_SHARE } else { input::number(SUBJECT, "share", share)? };
            let (effect, level) = (input::number(SUBJECT, "effect", effect)?, super::level(SUBJECT, level)?);
            Ok(self.model.get()?.uplift_near(effect, share, level)?)
        })
    }

    /// Whether outcomes were 0 and 1, so that effects are on a probability.
    #[napi(getter, catch_unwind, ts_return_type = "boolean")]
    pub fn is_of_probability(&self, env: &Env) -> napi::Result<bool> {
        run(env, "Uplift.isOfProbability", || Ok(self.model.get()?.is_of_probability()))
    }

    /// What each column contributes to the effect on one row, in units of the outcome: with `base`, in the order of `schema`,
    /// they add up to it. `NOT_AVAILABLE` of the learners X and Mean where the propensity was estimated.
    #[napi(catch_unwind, ts_args_type = "row: LearnerRow", ts_return_type = "Explanation")]
    pub fn explain_row(&self, env: &Env, row: Unknown<'_>) -> napi::Result<core::Explanation> {
        run(env, "Uplift.explainRow", || {
            let model = self.model.get()?;
            self.rows.with(env, model.schema(), row, |row| model.explain_row(row))
        })
    }

    /// What each column contributes to the effect on every row of a table; see `explainRow`.
    #[napi(
        catch_unwind,
        ts_args_type = "table: Table | TableColumns, options?: FollowOptions | null",
        ts_return_type = "Promise<ExplanationColumns>"
    )]
    pub fn explain<'env>(
        &self,
        env: &'env Env,
        table: Unknown<'_>,
        options: Unknown<'_>,
    ) -> napi::Result<Object<'env>> {
        let operation = "Uplift.explain";
        promise(
            env,
            operation,
            || Ok(((self.model.get()?, Table::read(table)?), Follow::read(env, operation, options)?)),
            |(model, table), _| model.explain(&table),
            |_, explained| Ok(ExplanationColumns::from(explained)),
        )
    }

    /// What it is worth to treat rows whose effect is above the cost of treatment, in units of the outcome.
    #[napi(
        catch_unwind,
        ts_args_type = "cost: number, level?: number | null",
        ts_return_type = "PolicyValue"
    )]
    pub fn policy_value<'env>(
        &self,
        env: &'env Env,
        cost: Unknown<'_>,
        level: Unknown<'_>,
    ) -> napi::Result<Unknown<'env>> {
        answer(env, "Uplift.policyValue", || {
            let (cost, level) = (input::number(SUBJECT, "cost", cost)?, super::level(SUBJECT, level)?);
            Ok(self.model.get()?.policy_value(cost, level)?)
        })
    }

    /// Do effects differ between rows, as far as these columns and this learner can tell? Where they do not, a difference is
    /// found with probability `1 - level`.
    #[napi(catch_unwind, ts_args_type = "level?: number | null", ts_return_type = "HeterogeneityReport")]
    pub fn heterogeneity<'env>(&self, env: &'env Env, level: Unknown<'_>) -> napi::Result<Unknown<'env>> {
        answer(env, "Uplift.heterogeneity", || {
            Ok(self.model.get()?.heterogeneity(super::level(SUBJECT, level)?)?)
        })
    }

    /// Whether treatment looks given by lot, and between which bounds its probability lies.
    #[napi(getter, catch_unwind, ts_return_type = "UpliftBalance")]
    pub fn balance<'env>(&self, env: &'env Env) -> napi::Result<Unknown<'env>> {
        answer(env, "Uplift.balance", || Ok(self.model.get()?.balance().clone()))
    }
}
