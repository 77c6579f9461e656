//! The learners in JavaScript: one class each, all with the same members but for what only one of them can tell.
//!
//! A class itself stands outside, because its documentation would reach `index.d.ts` mangled from here. So do the types
//! that stand there, since an attribute takes literals only.

/// The members that the classes of all learners have.
macro_rules! learner {
    ($model:ident, $options:ident, $subject:literal, $options_type:literal, $promise:literal) => {
        impl ObjectFinalize for $model {
            fn finalize(self, env: Env) -> napi::Result<()> {
                self.model.dispose(&env)?;
                self.rows.release(&env)
            }
        }

        impl $model {
            /// The object of a model.
            pub fn make(env: &Env, model: core::$model) -> Outcome<Self> {
                let bytes = model.bytes();
                Ok(Self { model: Kept::new(env, $subject, model, bytes)?, rows: RowReader::default() })
            }

            fn ask<T>(
                &self,
                env: &Env,
                operation: &str,
                row: Unknown<'_>,
                ask: impl FnOnce(&core::$model, &[f64]) -> sartor::Result<T>,
            ) -> napi::Result<T> {
                run(env, operation, || {
                    let model = self.model.get()?;
                    self.rows.with(env, model.schema(), row, |row| ask(&model, row))
                })
            }
        }

        #[napi(namespace = "learn")]
        impl $model {
            /// Fit to the labels of a table's rows. `weights` say how much each row counts, `times` when it was.
            #[napi(catch_unwind, ts_args_type = $options_type, ts_return_type = $promise)]
            pub fn fit<'env>(
                env: &'env Env,
                table: Unknown<'_>,
                labels: Unknown<'_>,
                options: Unknown<'_>,
            ) -> napi::Result<Object<'env>> {
                let operation = concat!(stringify!($model), ".fit");
                promise(
                    env,
                    operation,
                    || {
                        let given = Labelled::read(table, labels, options)?;
                        let asked: core::$options =
                            input::options_beside(concat!($subject, " options"), options, &FIT_OPTIONS)?;
                        Ok(((given, asked), Follow::among(env, operation, options)?))
                    },
                    |(given, options), control| {
                        core::$model::fit(&given.table, given.target(), &options, control)
                    },
                    Self::make,
                )
            }

            /// A model that was saved by `toBytes`, in this release or an older one.
            #[napi(
                                        catch_unwind,
                                        ts_args_type = "bytes: Uint8Array, options?: FollowOptions | null",
                                        ts_return_type = $promise
                                    )]
            pub fn from_bytes<'env>(
                env: &'env Env,
                bytes: Unknown<'_>,
                options: Unknown<'_>,
            ) -> napi::Result<Object<'env>> {
                let operation = concat!(stringify!($model), ".fromBytes");
                promise(
                    env,
                    operation,
                    || Ok((input::bytes($subject, "bytes", bytes)?, Follow::read(env, operation, options)?)),
                    |bytes, _| core::$model::from_bytes(&bytes),
                    Self::make,
                )
            }

            /// The model as bytes, to be read by `fromBytes` in every language. The same model gives the same bytes.
            #[napi(
                catch_unwind,
                ts_args_type = "options?: FollowOptions | null",
                ts_return_type = "Promise<Buffer>"
            )]
            pub fn to_bytes<'env>(&self, env: &'env Env, options: Unknown<'_>) -> napi::Result<Object<'env>> {
                let operation = concat!(stringify!($model), ".toBytes");
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
                run(env, concat!(stringify!($model), ".schema"), || {
                    Ok(self.model.get()?.schema().columns().to_vec())
                })
            }

            /// What it minimised: the score is the log-odds, the logarithm of a mean, or the mean itself.
            #[napi(getter, catch_unwind, ts_return_type = "Objective")]
            pub fn objective<'env>(&self, env: &'env Env) -> napi::Result<Unknown<'env>> {
                answer(env, concat!(stringify!($model), ".objective"), || Ok(self.model.get()?.objective()))
            }

            /// The mean of one row's label: a probability, where the objective is logistic.
            ///
            /// Every column of training has to be there, `null` where it is not known; others are ignored. A level that was
            /// not seen counts as missing.
            #[napi(catch_unwind, ts_args_type = "row: LearnerRow", ts_return_type = "number")]
            pub fn predict_row(&self, env: &Env, row: Unknown<'_>) -> napi::Result<f64> {
                let operation = concat!(stringify!($model), ".predictRow");
                self.ask(env, operation, row, |model, row| model.predict_row(row))
            }

            /// The score of one row; rows as of `predictRow`.
            #[napi(catch_unwind, ts_args_type = "row: LearnerRow", ts_return_type = "number")]
            pub fn score_row(&self, env: &Env, row: Unknown<'_>) -> napi::Result<f64> {
                let operation = concat!(stringify!($model), ".scoreRow");
                self.ask(env, operation, row, |model, row| model.score_row(row))
            }

            /// The mean of the label of every row of a table.
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
                let operation = concat!(stringify!($model), ".predict");
                promise(
                    env,
                    operation,
                    || Ok(((self.model.get()?, Table::read(table)?), Follow::read(env, operation, options)?)),
                    |(model, table), _| model.predict(&table),
                    |_, means| Ok(Float64Array::new(means)),
                )
            }

            /// The score of every row of a table.
            #[napi(
                catch_unwind,
                ts_args_type = "table: Table | TableColumns, options?: FollowOptions | null",
                ts_return_type = "Promise<Float64Array>"
            )]
            pub fn scores<'env>(
                &self,
                env: &'env Env,
                table: Unknown<'_>,
                options: Unknown<'_>,
            ) -> napi::Result<Object<'env>> {
                let operation = concat!(stringify!($model), ".scores");
                promise(
                    env,
                    operation,
                    || Ok(((self.model.get()?, Table::read(table)?), Follow::read(env, operation, options)?)),
                    |(model, table), _| model.scores(&table),
                    |_, scores| Ok(Float64Array::new(scores)),
                )
            }
        }
    };
}
