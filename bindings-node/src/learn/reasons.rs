//! Why is a row's score what it is?

use std::sync::Arc;

use napi::bindgen_prelude::{Float64Array, Unknown};
use napi_derive::napi;
use sartor::Result;
use sartor::learn::{Explanations, OtherValues, ReasonMethod, Schema, Table};

use crate::host::Outcome;
use crate::input;

/// Values of a column that are tried.
const MOST_VALUES: u32 = 32;
/// Reasons, where no number is asked for.
const USUAL_REASONS: u32 = 4;

/// How many reasons are wanted.
pub fn count(input: Unknown<'_>) -> Outcome<u32> {
    if input::is_absent(input)? { Ok(USUAL_REASONS) } else { input::count("reasons", "count", input) }
}

/// What a column could be instead.
pub enum Instead {
    /// What the model keeps of its training.
    Known(OtherValues),
    /// What stands in a table.
    Told(Arc<Table>),
}

impl Instead {
    /// Take a table, or what the model knows where there is none.
    pub fn read(values: Unknown<'_>, known: impl FnOnce() -> Option<OtherValues>) -> Outcome<Self> {
        if input::is_absent(values)?
            && let Some(known) = known()
        {
            return Ok(Self::Known(known));
        }
        super::table::Table::read(values).map(Self::Told)
    }

    /// The values to try.
    pub fn values(self, schema: &Schema) -> Result<OtherValues> {
        match self {
            Self::Known(known) => Ok(known),
            Self::Told(table) => OtherValues::of_schema(schema, &table, MOST_VALUES),
        }
    }
}

/// What each column contributes to the score of every row of a table.
#[napi(object, object_from_js = false)]
pub struct ExplanationColumns {
    /// The names of the columns, in the schema's order.
    pub columns: Vec<String>,
    /// What a score is expected to be before anything of a row is known, in units of the score.
    pub base: f64,
    /// The score of each row, before calibration.
    pub scores: Float64Array,
    /// Row by row one for each column, in units of the score; with `base` those of a row add up to its score.
    pub contributions: Float64Array,
    /// The number of rows.
    pub rows: u32,
    /// How they were found, each method once.
    pub methods: Vec<ReasonMethod>,
}

impl From<Explanations> for ExplanationColumns {
    fn from(explained: Explanations) -> Self {
        let Explanations { columns, base, scores, contributions, rows, methods } = explained;
        Self { columns, base, scores: scores.into(), contributions: contributions.into(), rows, methods }
    }
}

/// The members that tell why.
macro_rules! reasons {
    ($model:ident, $change:literal) => {
        #[napi(namespace = "learn")]
        impl $model {
            /// What each column contributes to the score of one row; rows as of `predictRow`.
            ///
            /// `base` and the contributions, in the order of `schema`, add up to the score.
            #[napi(catch_unwind, ts_args_type = "row: LearnerRow", ts_return_type = "Explanation")]
            pub fn explain_row(&self, env: &Env, row: Unknown<'_>) -> napi::Result<Explanation> {
                let operation = concat!(stringify!($model), ".explainRow");
                self.ask(env, operation, row, |model, row| model.explain_row(row))
            }

            /// What each column contributes to the score of every row of a table.
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
                let operation = concat!(stringify!($model), ".explain");
                promise(
                    env,
                    operation,
                    || Ok(((self.model.get()?, Table::read(table)?), Follow::read(env, operation, options)?)),
                    |(model, table), _| model.explain(&table),
                    |_, explained| Ok(ExplanationColumns::from(explained)),
                )
            }

            /// The strongest reasons of one row in words, strongest first, then one for all others together; 4 unless stated.
            #[napi(
                catch_unwind,
                ts_args_type = "row: LearnerRow, count?: number | null",
                ts_return_type = "Array<ReasonCode>"
            )]
            pub fn reason_codes(
                &self,
                env: &Env,
                row: Unknown<'_>,
                count: Unknown<'_>,
            ) -> napi::Result<Vec<core::ReasonCode>> {
                let operation = concat!(stringify!($model), ".reasonCodes");
                let count = run(env, operation, || reasons::count(count))?;
                self.ask(env, operation, row, |model, row| {
                    let explained = model.explain_row(row)?;
                    core::reason_codes(&explained, model.schema(), model.objective(), row, count)
                })
            }

            /// The smallest change of one row that would flip the verdict on it, if there is one.
            ///
            /// What a column could be instead is taken from `values`, such as the table of training. Trees and ensembles know it
            /// themselves: there `values` may be left out.
            #[napi(
                                                        catch_unwind,
                                                        ts_args_type = $change,
                                                        ts_return_type = "Promise<SmallestChange | null>"
                                                    )]
            pub fn smallest_change<'env>(
                &self,
                env: &'env Env,
                row: Unknown<'_>,
                values: Unknown<'_>,
                options: Unknown<'_>,
            ) -> napi::Result<Object<'env>> {
                let operation = concat!(stringify!($model), ".smallestChange");
                record(
                    env,
                    operation,
                    || {
                        let model = self.model.get()?;
                        let row = self.rows.with(env, model.schema(), row, |row| Ok(row.to_vec()))?;
                        let followed = ["signal", "onProgress"];
                        let asked: core::ChangeOptions =
                            input::options_beside("change options", options, &followed)?;
                        let others = reasons::Instead::read(values, || Knowing::other_values(&*model))?;
                        let given = (model, row, others, asked);
                        Ok((given, Follow::among(env, operation, options)?))
                    },
                    |(model, row, others, options), _| {
                        let others = others.values(model.schema())?;
                        core::smallest_change(
                            model.schema(),
                            &row,
                            &others,
                            |row| model.predict_row(row),
                            &options,
                        )
                    },
                )
            }
        }
    };
}
