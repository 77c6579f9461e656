//! Why is a row's score what it is?

use napi::bindgen_prelude::Float64Array;
use napi_derive::napi;
use sartor::learn::{Explanations, ReasonMethod};

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
    ($model:ident) => {
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
        }
    };
}
