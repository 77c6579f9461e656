//! How much will a row bring, when most bring nothing and a few bring much?

use napi::Env;
use napi::bindgen_prelude::{Buffer, Float64Array, Object, ObjectFinalize, Unknown};
use napi_derive::napi;
use sartor::learn::{self as core, GbdtOptions};

use super::learners::{FIT_OPTIONS, Gbdt, Labelled};
use super::rows::RowReader;
use super::table::Table;
use crate::host::{Outcome, run};
use crate::input;
use crate::memory::Kept;
use crate::work::{Follow, promise};

const SUBJECT: &str = "value_gbdt";
/// What is taken to be held for a model.
const MODEL_BYTES: usize = 1 << 20;

/// Whether a row brings something, and how much then: trees of either, by the zero-inflated lognormal likelihood of Wang, Liu
/// and Miao (2019).
#[napi(namespace = "learn", custom_finalize)]
pub struct ValueGbdt {
    model: Kept<core::ValueGbdt>,
    rows: RowReader,
}

impl ObjectFinalize for ValueGbdt {
    fn finalize(self, env: Env) -> napi::Result<()> {
        self.model.dispose(&env)?;
        self.rows.release(&env)
    }
}

impl ValueGbdt {
    /// The object of a model.
    pub fn make(env: &Env, model: core::ValueGbdt) -> Outcome<Self> {
        Ok(Self { model: Kept::new(env, SUBJECT, model, MODEL_BYTES)?, rows: RowReader::default() })
    }
}

#[napi(namespace = "learn")]
impl ValueGbdt {
    /// Fit to what a table's rows brought: amounts of at least 0, at least ten of them above it. `weights` say how much each
    /// row counts, `times` when it was. Of the options the objective is not looked at.
    #[napi(
        catch_unwind,
        ts_args_type = "table: Table | TableColumns, amounts: NumberColumn, options?: (Input<GbdtOptions> & TargetOptions) | null",
        ts_return_type = "Promise<ValueGbdt>"
    )]
    pub fn fit<'env>(
        env: &'env Env,
        table: Unknown<'_>,
        amounts: Unknown<'_>,
        options: Unknown<'_>,
    ) -> napi::Result<Object<'env>> {
        let operation = "ValueGbdt.fit";
        promise(
            env,
            operation,
            || {
                let given = Labelled::read(table, amounts, options)?;
                let asked: GbdtOptions = input::options_beside("value_gbdt options", options, &FIT_OPTIONS)?;
                Ok(((given, asked), Follow::among(env, operation, options)?))
            },
            |(given, options), control| core::ValueGbdt::fit(&given.table, given.target(), &options, control),
            Self::make,
        )
    }

    /// A model that was saved by `toBytes`, in this release or an older one.
    #[napi(
        catch_unwind,
        ts_args_type = "bytes: Uint8Array, options?: FollowOptions | null",
        ts_return_type = "Promise<ValueGbdt>"
    )]
    pub fn from_bytes<'env>(
        env: &'env Env,
        bytes: Unknown<'_>,
        options: Unknown<'_>,
    ) -> napi::Result<Object<'env>> {
        let operation = "ValueGbdt.fromBytes";
        promise(
            env,
            operation,
            || Ok((input::bytes(SUBJECT, "bytes", bytes)?, Follow::read(env, operation, options)?)),
            |bytes, _| core::ValueGbdt::from_bytes(&bytes),
            Self::make,
        )
    }

    /// The model as bytes, to be read by `fromBytes` in every language. The same model gives the same bytes.
    #[napi(catch_unwind, ts_args_type = "options?: FollowOptions | null", ts_return_type = "Promise<Buffer>")]
    pub fn to_bytes<'env>(&self, env: &'env Env, options: Unknown<'_>) -> napi::Result<Object<'env>> {
        let operation = "ValueGbdt.toBytes";
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
        run(env, "ValueGbdt.schema", || Ok(self.model.get()?.schema().columns().to_vec()))
    }

    /// The variance of the logarithm of an amount around its mean.
    #[napi(getter, catch_unwind, ts_return_type = "number")]
    pub fn log_variance(&self, env: &Env) -> napi::Result<f64> {
        run(env, "ValueGbdt.logVariance", || Ok(self.model.get()?.log_variance()))
    }

    /// Whether a row brings something: trees whose score is the log-odds.
    #[napi(catch_unwind, ts_return_type = "Gbdt")]
    pub fn occurrence(&self, env: &Env) -> napi::Result<Gbdt> {
        run(env, "ValueGbdt.occurrence", || Gbdt::make(env, self.model.get()?.occurrence().clone()))
    }

    /// How much it brings then: trees whose score is the mean of the logarithm.
    #[napi(catch_unwind, ts_return_type = "Gbdt")]
    pub fn log_amount(&self, env: &Env) -> napi::Result<Gbdt> {
        run(env, "ValueGbdt.logAmount", || Gbdt::make(env, self.model.get()?.log_amount().clone()))
    }

    /// The mean amount of one row.
    ///
    /// Every column of training has to be there, `null` where it is not known; others are ignored.
    #[napi(catch_unwind, ts_args_type = "row: LearnerRow", ts_return_type = "number")]
    pub fn predict_row(&self, env: &Env, row: Unknown<'_>) -> napi::Result<f64> {
        run(env, "ValueGbdt.predictRow", || {
            let model = self.model.get()?;
            self.rows.with(env, model.schema(), row, |row| model.predict_row(row))
        })
    }

    /// The mean amount of every row of a table.
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
        let operation = "ValueGbdt.predict";
        promise(
            env,
            operation,
            || Ok(((self.model.get()?, Table::read(table)?), Follow::read(env, operation, options)?)),
            |(model, table), _| model.predict(&table),
            |_, means| Ok(Float64Array::new(means)),
        )
    }

    /// What the amount of each row costs: the negative logarithm of its likelihood.
    #[napi(
        catch_unwind,
        ts_args_type = "table: Table | TableColumns, amounts: NumberColumn, options?: FollowOptions | null",
        ts_return_type = "Promise<Float64Array>"
    )]
    pub fn costs<'env>(
        &self,
        env: &'env Env,
        table: Unknown<'_>,
        amounts: Unknown<'_>,
        options: Unknown<'_>,
    ) -> napi::Result<Object<'env>> {
        let operation = "ValueGbdt.costs";
        promise(
            env,
            operation,
            || {
                let amounts = input::column("labels", "amounts", amounts)?;
                let given = (self.model.get()?, Table::read(table)?, amounts);
                Ok((given, Follow::read(env, operation, options)?))
            },
            |(model, table, amounts), _| model.costs(&table, &amounts),
            |_, costs| Ok(Float64Array::new(costs)),
        )
    }
}
