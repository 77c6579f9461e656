//! The models of purchases in JavaScript: one class each, all with the same members but for `fit`.
//!
//! A class itself stands outside, because its documentation would reach `index.d.ts` mangled from here. So do the types
//! that stand there, since an attribute takes literals only.

/// The members that the classes of all models of purchases have.
macro_rules! purchase_model {
    (
        $model:ident, $params:ident [$($field:tt),+], $params_argument:tt, $params_type:tt, $promise:tt, $bootstrap:tt
    ) => {
        impl From<core::$model> for $model {
            fn from(model: core::$model) -> Self {
                Self { model: Arc::new(model) }
            }
        }

        #[napi(namespace = "lifetime")]
        impl $model {
            /// Fit again, with more data, from where this model stands.
            #[napi(
                catch_unwind,
                ts_args_type = "histories: PurchaseColumns, options?: FitOptions | null",
                ts_return_type = $promise
            )]
            pub fn refit<'env>(
                &self,
                env: &'env Env,
                histories: Unknown<'_>,
                options: Unknown<'_>,
            ) -> napi::Result<Object<'env>> {
                let operation = concat!(stringify!($model), ".refit");
                let model = Arc::clone(&self.model);
                promise(
                    env,
                    operation,
                    || {
                        let fitting = Fitting::read(operation, histories, options)?;
                        Ok((fitting, Follow::read_with(env, operation, options, &FIT_OPTIONS)?))
                    },
                    move |fitting, control| {
                        let ([x, t_x, age], terms) = (fitting.histories.columns(), &fitting.terms);
                        model.refit(x, t_x, age, terms.weights(), terms.penalty, control)
                    },
                    |_, model| Ok(Self::from(model)),
                )
            }

            /// A model with parameters from elsewhere, taken as exact.
            #[napi(factory, catch_unwind, ts_args_type = $params_argument)]
            pub fn with_params(env: &Env, params: Unknown<'_>) -> napi::Result<Self> {
                run(env, concat!(stringify!($model), ".withParams"), || {
                    let subject = <core::$params as PurchaseProcess>::SUBJECT;
                    input::fields(subject, params, &[$($field),+])?;
                    Ok(core::$model::with_params(input::record(subject, params)?)?.into())
                })
            }

            /// A model that was saved by `toJson`.
            #[napi(factory, catch_unwind, ts_args_type = "json: string")]
            pub fn from_json(env: &Env, json: Unknown<'_>) -> napi::Result<Self> {
                run(env, concat!(stringify!($model), ".fromJson"), || {
                    let subject = <core::$params as PurchaseProcess>::SUBJECT;
                    let json = input::text(subject, "json", json)?;
                    Ok(sartor::input::from_text::<core::$model>(subject, &json)?.into())
                })
            }

            /// The model as JSON, to be read by `fromJson`.
            #[napi(catch_unwind)]
            pub fn to_json(&self, env: &Env) -> napi::Result<String> {
                let operation = concat!(stringify!($model), ".toJson");
                run(env, operation, || to_text(operation, self.model.as_ref()))
            }

            /// The parameters.
            #[napi(getter, catch_unwind, ts_return_type = $params_type)]
            pub fn params<'env>(&self, env: &'env Env) -> napi::Result<Unknown<'env>> {
                answer(env, concat!(stringify!($model), ".params"), || Ok(self.model.params()))
            }

            /// The log-likelihood of the data it was fitted to; 0 for given parameters.
            #[napi(getter, catch_unwind)]
            pub fn log_likelihood(&self) -> f64 {
                self.model.log_likelihood()
            }

            /// Akaike's criterion, lower is better; null for given parameters.
            #[napi(getter, catch_unwind)]
            pub fn aic(&self) -> Option<f64> {
                self.model.aic()
            }

            /// Schwarz's criterion, lower is better; null for given parameters.
            #[napi(getter, catch_unwind)]
            pub fn bic(&self) -> Option<f64> {
                self.model.bic()
            }

            /// Customers it was fitted to: the sum of their weights.
            #[napi(getter, catch_unwind)]
            pub fn customers(&self) -> f64 {
                self.model.customers()
            }

            /// How the fit ended.
            #[napi(getter, catch_unwind, ts_return_type = "ConvergenceReport")]
            pub fn convergence<'env>(&self, env: &'env Env) -> napi::Result<Unknown<'env>> {
                answer(env, concat!(stringify!($model), ".convergence"), || Ok(self.model.convergence()))
            }

            /// Covariance of the fitted parameters, in the order of `params`, row by row.
            #[napi(getter, catch_unwind)]
            pub fn covariance(&self) -> Vec<f64> {
                self.model.covariance().to_vec()
            }

            /// Standard errors of the fitted parameters, in the order of `params`.
            #[napi(getter, catch_unwind)]
            pub fn standard_errors(&self) -> Vec<f64> {
                self.model.standard_errors()
            }

            /// Probability that a customer is still active.
            #[napi(
                catch_unwind,
                ts_args_type = "frequency: number, lastPurchaseAge: number, age: number",
                ts_return_type = "number"
            )]
            pub fn probability_alive(
                &self,
                env: &Env,
                frequency: Unknown<'_>,
                last_purchase_age: Unknown<'_>,
                age: Unknown<'_>,
            ) -> napi::Result<f64> {
                run(env, concat!(stringify!($model), ".probabilityAlive"), || {
                    let [x, t_x, age] = history(frequency, last_purchase_age, age)?;
                    Ok(self.model.probability_alive(x, t_x, age)?)
                })
            }

            /// The same for columns of customers.
            #[napi(
                catch_unwind,
                ts_args_type = "histories: PurchaseColumns, options?: FollowOptions | null",
                ts_return_type = "Promise<Float64Array>"
            )]
            pub fn probability_alive_batch<'env>(
                &self,
                env: &'env Env,
                histories: Unknown<'_>,
                options: Unknown<'_>,
            ) -> napi::Result<Object<'env>> {
                let model = Arc::clone(&self.model);
                column(
                    env,
                    concat!(stringify!($model), ".probabilityAliveBatch"),
                    histories,
                    options,
                    || Ok(()),
                    move |(), x, t_x, age| model.probability_alive(x, t_x, age),
                )
            }

            /// `probabilityAlive` with the interval that the parameters' uncertainty leaves it; `level` is 0.9 unless
            /// stated.
            #[napi(
                catch_unwind,
                ts_args_type = "frequency: number, lastPurchaseAge: number, age: number, level?: number | null",
                ts_return_type = "ParameterInterval"
            )]
            pub fn probability_alive_interval<'env>(
                &self,
                env: &'env Env,
                frequency: Unknown<'_>,
                last_purchase_age: Unknown<'_>,
                age: Unknown<'_>,
                level: Unknown<'_>,
            ) -> napi::Result<Unknown<'env>> {
                answer(env, concat!(stringify!($model), ".probabilityAliveInterval"), || {
                    let [x, t_x, age] = history(frequency, last_purchase_age, age)?;
                    Ok(self.model.probability_alive_interval(x, t_x, age, self::level(level)?)?)
                })
            }

            /// The same for columns of customers.
            #[napi(
                catch_unwind,
                ts_args_type = "histories: PurchaseColumns, options?: LevelOptions | null",
                ts_return_type = "Promise<IntervalColumns>"
            )]
            pub fn probability_alive_interval_batch<'env>(
                &self,
                env: &'env Env,
                histories: Unknown<'_>,
                options: Unknown<'_>,
            ) -> napi::Result<Object<'env>> {
                let model = Arc::clone(&self.model);
                intervals(
                    env,
                    concat!(stringify!($model), ".probabilityAliveIntervalBatch"),
                    histories,
                    options,
                    || Ok(()),
                    move |(), [x, t_x, age], level| model.probability_alive_interval(x, t_x, age, level),
                )
            }

            /// Purchases expected in the next `periods`.
            #[napi(
                catch_unwind,
                ts_args_type = "periods: number, frequency: number, lastPurchaseAge: number, age: number",
                ts_return_type = "number"
            )]
            pub fn expected_purchases(
                &self,
                env: &Env,
                periods: Unknown<'_>,
                frequency: Unknown<'_>,
                last_purchase_age: Unknown<'_>,
                age: Unknown<'_>,
            ) -> napi::Result<f64> {
                run(env, concat!(stringify!($model), ".expectedPurchases"), || {
                    let [x, t_x, age] = history(frequency, last_purchase_age, age)?;
                    let periods = input::number(HISTORY, "periods", periods)?;
                    Ok(self.model.expected_purchases(periods, x, t_x, age)?)
                })
            }

            /// The same for columns of customers.
            #[napi(
                catch_unwind,
                ts_args_type = "periods: number, histories: PurchaseColumns, options?: FollowOptions | null",
                ts_return_type = "Promise<Float64Array>"
            )]
            pub fn expected_purchases_batch<'env>(
                &self,
                env: &'env Env,
                periods: Unknown<'_>,
                histories: Unknown<'_>,
                options: Unknown<'_>,
            ) -> napi::Result<Object<'env>> {
                let model = Arc::clone(&self.model);
                column(
                    env,
                    concat!(stringify!($model), ".expectedPurchasesBatch"),
                    histories,
                    options,
                    || input::number(HISTORY, "periods", periods),
                    move |periods, x, t_x, age| model.expected_purchases(periods, x, t_x, age),
                )
            }

            /// `expectedPurchases` with the interval that the parameters' uncertainty leaves it; `level` is 0.9 unless
            /// stated.
            #[napi(
                catch_unwind,
                ts_args_type = "periods: number, frequency: number, lastPurchaseAge: number, age: number, level?: number | null",
                ts_return_type = "ParameterInterval"
            )]
            pub fn expected_purchases_interval<'env>(
                &self,
                env: &'env Env,
                periods: Unknown<'_>,
                frequency: Unknown<'_>,
                last_purchase_age: Unknown<'_>,
                age: Unknown<'_>,
                level: Unknown<'_>,
            ) -> napi::Result<Unknown<'env>> {
                answer(env, concat!(stringify!($model), ".expectedPurchasesInterval"), || {
                    let [x, t_x, age] = history(frequency, last_purchase_age, age)?;
                    let periods = input::number(HISTORY, "periods", periods)?;
                    let level = self::level(level)?;
                    Ok(self.model.expected_purchases_interval(periods, x, t_x, age, level)?)
                })
            }

            /// The same for columns of customers.
            #[napi(
                catch_unwind,
                ts_args_type = "periods: number, histories: PurchaseColumns, options?: LevelOptions | null",
                ts_return_type = "Promise<IntervalColumns>"
            )]
            pub fn expected_purchases_interval_batch<'env>(
                &self,
                env: &'env Env,
                periods: Unknown<'_>,
                histories: Unknown<'_>,
                options: Unknown<'_>,
            ) -> napi::Result<Object<'env>> {
                let model = Arc::clone(&self.model);
                intervals(
                    env,
                    concat!(stringify!($model), ".expectedPurchasesIntervalBatch"),
                    histories,
                    options,
                    || input::number(HISTORY, "periods", periods),
                    move |periods, [x, t_x, age], level| {
                        model.expected_purchases_interval(*periods, x, t_x, age, level)
                    },
                )
            }

            /// Purchases expected of a new customer in the `periods` after their first.
            #[napi(catch_unwind, ts_args_type = "periods: number", ts_return_type = "number")]
            pub fn expected_purchases_new_customer(
                &self,
                env: &Env,
                periods: Unknown<'_>,
            ) -> napi::Result<f64> {
                run(env, concat!(stringify!($model), ".expectedPurchasesNewCustomer"), || {
                    let periods = input::number(HISTORY, "periods", periods)?;
                    Ok(self.model.expected_purchases_new_customer(periods)?)
                })
            }

            /// Probability of a purchase in the next `periods` of the kind that makes up `share` of all; 1, any, when
            /// absent.
            #[napi(
                catch_unwind,
                ts_args_type = "periods: number, frequency: number, lastPurchaseAge: number, age: number, share?: number | null",
                ts_return_type = "number"
            )]
            pub fn purchase_probability(
                &self,
                env: &Env,
                periods: Unknown<'_>,
                frequency: Unknown<'_>,
                last_purchase_age: Unknown<'_>,
                age: Unknown<'_>,
                share: Unknown<'_>,
            ) -> napi::Result<f64> {
                run(env, concat!(stringify!($model), ".purchaseProbability"), || {
                    let [x, t_x, age] = history(frequency, last_purchase_age, age)?;
                    let periods = input::number(HISTORY, "periods", periods)?;
                    Ok(self.model.purchase_probability(periods, self::share(share)?, x, t_x, age)?)
                })
            }

            /// The same for columns of customers.
            #[napi(
                catch_unwind,
                ts_args_type = "periods: number, histories: PurchaseColumns, options?: ShareOptions | null",
                ts_return_type = "Promise<Float64Array>"
            )]
            pub fn purchase_probability_batch<'env>(
                &self,
                env: &'env Env,
                periods: Unknown<'_>,
                histories: Unknown<'_>,
                options: Unknown<'_>,
            ) -> napi::Result<Object<'env>> {
                let operation = concat!(stringify!($model), ".purchaseProbabilityBatch");
                let model = Arc::clone(&self.model);
                promise(
                    env,
                    operation,
                    || {
                        let periods = input::number(HISTORY, "periods", periods)?;
                        let share = input::number_or(HISTORY, "share", options, 1.0)?;
                        let given = (periods, share, Histories::read(histories)?);
                        Ok((given, Follow::read_with(env, operation, options, &["share"])?))
                    },
                    move |(periods, share, histories), control| {
                        histories.map(control, |x, t_x, age| model.purchase_probability(periods, share, x, t_x, age))
                    },
                    |_, column| Ok(Float64Array::new(column)),
                )
            }

            /// `purchaseProbability` with the interval that the parameters' uncertainty leaves it; `share` is exact and 1
            /// unless stated, `level` 0.9.
            #[napi(
                catch_unwind,
                ts_args_type = "periods: number, frequency: number, lastPurchaseAge: number, age: number, share?: number | null, level?: number | null",
                ts_return_type = "ParameterInterval"
            )]
            #[allow(clippy::too_many_arguments)] // as the caller spells them
            pub fn purchase_probability_interval<'env>(
                &self,
                env: &'env Env,
                periods: Unknown<'_>,
                frequency: Unknown<'_>,
                last_purchase_age: Unknown<'_>,
                age: Unknown<'_>,
                share: Unknown<'_>,
                level: Unknown<'_>,
            ) -> napi::Result<Unknown<'env>> {
                answer(env, concat!(stringify!($model), ".purchaseProbabilityInterval"), || {
                    let [x, t_x, age] = history(frequency, last_purchase_age, age)?;
                    let periods = input::number(HISTORY, "periods", periods)?;
                    let (share, level) = (self::share(share)?, self::level(level)?);
                    Ok(self.model.purchase_probability_interval(periods, share, x, t_x, age, level)?)
                })
            }

            /// Purchases expected for ever, those at time `t` counted `(1 + rate)^-t`; the rate is per period: 0.002 a
            /// week is about 0.11 a year.
            #[napi(
                catch_unwind,
                ts_args_type = "discountRatePerPeriod: number, frequency: number, lastPurchaseAge: number, age: number",
                ts_return_type = "number"
            )]
            pub fn discounted_purchases_for_ever(
                &self,
                env: &Env,
                discount_rate_per_period: Unknown<'_>,
                frequency: Unknown<'_>,
                last_purchase_age: Unknown<'_>,
                age: Unknown<'_>,
            ) -> napi::Result<f64> {
                run(env, concat!(stringify!($model), ".discountedPurchasesForEver"), || {
                    let [x, t_x, age] = history(frequency, last_purchase_age, age)?;
                    let rate = input::number(HISTORY, "discountRatePerPeriod", discount_rate_per_period)?;
                    Ok(self.model.discounted_purchases_for_ever(rate, x, t_x, age)?)
                })
            }

            /// The same for columns of customers.
            #[napi(
                catch_unwind,
                ts_args_type = "discountRatePerPeriod: number, histories: PurchaseColumns, options?: FollowOptions | null",
                ts_return_type = "Promise<Float64Array>"
            )]
            pub fn discounted_purchases_for_ever_batch<'env>(
                &self,
                env: &'env Env,
                discount_rate_per_period: Unknown<'_>,
                histories: Unknown<'_>,
                options: Unknown<'_>,
            ) -> napi::Result<Object<'env>> {
                let model = Arc::clone(&self.model);
                column(
                    env,
                    concat!(stringify!($model), ".discountedPurchasesForEverBatch"),
                    histories,
                    options,
                    || input::number(HISTORY, "discountRatePerPeriod", discount_rate_per_period),
                    move |rate, x, t_x, age| model.discounted_purchases_for_ever(rate, x, t_x, age),
                )
            }

            /// When the next purchase comes of a customer who may have left: the time within which it falls with each of
            /// the probabilities `levels` (quartiles unless stated), and the probability that there is none.
            #[napi(
                catch_unwind,
                ts_args_type = "frequency: number, lastPurchaseAge: number, age: number, levels?: NumberColumn | null",
                ts_return_type = "NextPurchase"
            )]
            pub fn next_purchase<'env>(
                &self,
                env: &'env Env,
                frequency: Unknown<'_>,
                last_purchase_age: Unknown<'_>,
                age: Unknown<'_>,
                levels: Unknown<'_>,
            ) -> napi::Result<Unknown<'env>> {
                answer(env, concat!(stringify!($model), ".nextPurchase"), || {
                    let [x, t_x, age] = history(frequency, last_purchase_age, age)?;
                    Ok(self.model.next_purchase(x, t_x, age, &self::levels(levels)?)?)
                })
            }

            /// The same for columns of customers.
            #[napi(
                catch_unwind,
                ts_args_type = "histories: PurchaseColumns, levels?: NumberColumn | null, options?: FollowOptions | null",
                ts_return_type = "Promise<NextPurchaseColumns>"
            )]
            pub fn next_purchase_batch<'env>(
                &self,
                env: &'env Env,
                histories: Unknown<'_>,
                levels: Unknown<'_>,
                options: Unknown<'_>,
            ) -> napi::Result<Object<'env>> {
                let model = Arc::clone(&self.model);
                next_purchases(
                    env,
                    concat!(stringify!($model), ".nextPurchaseBatch"),
                    [histories, levels, options],
                    move |[x, t_x, age], levels| model.next_purchase(x, t_x, age, levels),
                )
            }

            /// Time from now within which the next purchase falls with probability `q`, of a customer who is active;
            /// infinite where one who is active leaves before that with a probability above `1 - q`.
            #[napi(
                catch_unwind,
                ts_args_type = "q: number, frequency: number, lastPurchaseAge: number, age: number",
                ts_return_type = "number"
            )]
            pub fn next_purchase_quantile(
                &self,
                env: &Env,
                q: Unknown<'_>,
                frequency: Unknown<'_>,
                last_purchase_age: Unknown<'_>,
                age: Unknown<'_>,
            ) -> napi::Result<f64> {
                run(env, concat!(stringify!($model), ".nextPurchaseQuantile"), || {
                    let [x, t_x, age] = history(frequency, last_purchase_age, age)?;
                    Ok(self.model.next_purchase_quantile(input::number(HISTORY, "q", q)?, x, t_x, age)?)
                })
            }

            /// The same for columns of customers.
            #[napi(
                catch_unwind,
                ts_args_type = "q: number, histories: PurchaseColumns, options?: FollowOptions | null",
                ts_return_type = "Promise<Float64Array>"
            )]
            pub fn next_purchase_quantile_batch<'env>(
                &self,
                env: &'env Env,
                q: Unknown<'_>,
                histories: Unknown<'_>,
                options: Unknown<'_>,
            ) -> napi::Result<Object<'env>> {
                let model = Arc::clone(&self.model);
                column(
                    env,
                    concat!(stringify!($model), ".nextPurchaseQuantileBatch"),
                    histories,
                    options,
                    || input::number(HISTORY, "q", q),
                    move |q, x, t_x, age| model.next_purchase_quantile(q, x, t_x, age),
                )
            }

            /// Probabilities of 0, 1, ... `most` purchases in the next `periods`.
            #[napi(
                catch_unwind,
                ts_args_type = "periods: number, most: number, frequency: number, lastPurchaseAge: number, age: number",
                ts_return_type = "Array<number>"
            )]
            pub fn purchase_distribution(
                &self,
                env: &Env,
                periods: Unknown<'_>,
                most: Unknown<'_>,
                frequency: Unknown<'_>,
                last_purchase_age: Unknown<'_>,
                age: Unknown<'_>,
            ) -> napi::Result<Vec<f64>> {
                run(env, concat!(stringify!($model), ".purchaseDistribution"), || {
                    let [x, t_x, age] = history(frequency, last_purchase_age, age)?;
                    let periods = input::number(HISTORY, "periods", periods)?;
                    let most = input::count(HISTORY, "most", most)?;
                    Ok(self.model.purchase_distribution(periods, most, x, t_x, age)?)
                })
            }

            /// For each of `levels`, the smallest number of purchases in the next `periods` that is not exceeded with
            /// at least that probability.
            #[napi(
                catch_unwind,
                ts_args_type = "periods: number, frequency: number, lastPurchaseAge: number, age: number, levels: NumberColumn",
                ts_return_type = "Array<number>"
            )]
            pub fn purchase_quantiles(
                &self,
                env: &Env,
                periods: Unknown<'_>,
                frequency: Unknown<'_>,
                last_purchase_age: Unknown<'_>,
                age: Unknown<'_>,
                levels: Unknown<'_>,
            ) -> napi::Result<Vec<f64>> {
                run(env, concat!(stringify!($model), ".purchaseQuantiles"), || {
                    let [x, t_x, age] = history(frequency, last_purchase_age, age)?;
                    let periods = input::number(HISTORY, "periods", periods)?;
                    let levels = input::column(HISTORY, "levels", levels)?;
                    Ok(self.model.purchase_quantiles(periods, x, t_x, age, &levels)?)
                })
            }

            /// The same for columns of customers, a column for each level.
            #[napi(
                catch_unwind,
                ts_args_type = "periods: number, histories: PurchaseColumns, levels: NumberColumn, options?: FollowOptions | null",
                ts_return_type = "Promise<Array<Float64Array>>"
            )]
            pub fn purchase_quantiles_batch<'env>(
                &self,
                env: &'env Env,
                periods: Unknown<'_>,
                histories: Unknown<'_>,
                levels: Unknown<'_>,
                options: Unknown<'_>,
            ) -> napi::Result<Object<'env>> {
                let model = Arc::clone(&self.model);
                quantiles(
                    env,
                    concat!(stringify!($model), ".purchaseQuantilesBatch"),
                    [periods, histories, levels, options],
                    move |periods, [x, t_x, age], levels| model.purchase_quantiles(periods, x, t_x, age, levels),
                )
            }

            /// Between which values each fitted parameter can lie, by profile likelihood, from the data that the model
            /// was fitted to.
            #[napi(
                catch_unwind,
                ts_args_type = "histories: PurchaseColumns, options?: ProfileOptions | null",
                ts_return_type = "Promise<Array<ProfileInterval>>"
            )]
            pub fn profile_intervals<'env>(
                &self,
                env: &'env Env,
                histories: Unknown<'_>,
                options: Unknown<'_>,
            ) -> napi::Result<Object<'env>> {
                let operation = concat!(stringify!($model), ".profileIntervals");
                let model = Arc::clone(&self.model);
                promise(
                    env,
                    operation,
                    || {
                        let fitting = Fitting::read(operation, histories, options)?;
                        let wanted = Profiles::read(operation, options)?;
                        Ok(((fitting, wanted), Follow::read_with(env, operation, options, &Profiles::OPTIONS)?))
                    },
                    move |(fitting, wanted), control| {
                        let parameters = <core::$params as PurchaseProcess>::PARAMETERS;
                        wanted.each(parameters, control, |parameter, level, control| {
                            model.profile_interval(&fitting.data(), parameter, level, control)
                        })
                    },
                    move |env, intervals| Ok(parsed(env, to_text(operation, &intervals)?)?),
                )
            }

            /// How differently the parameters might have come out: customers are drawn from this model, as many and as
            /// old as those of `histories`, and the model is fitted to them, `replicates` times.
            #[napi(
                catch_unwind,
                ts_args_type = "histories: PurchaseColumns, options: BootstrapOptions",
                ts_return_type = $bootstrap
            )]
            pub fn bootstrap<'env>(
                &self,
                env: &'env Env,
                histories: Unknown<'_>,
                options: Unknown<'_>,
            ) -> napi::Result<Object<'env>> {
                let operation = concat!(stringify!($model), ".bootstrap");
                let model = Arc::clone(&self.model);
                promise(
                    env,
                    operation,
                    || {
                        let fitting = Fitting::read(operation, histories, options)?;
                        let drawn = Replicates::read(operation, options)?;
                        Ok(((fitting, drawn), Follow::read_with(env, operation, options, &Replicates::OPTIONS)?))
                    },
                    move |(fitting, drawn), control| {
                        model.bootstrap(&fitting.data(), drawn.replicates, drawn.seed, control)
                    },
                    |_, bootstrap| Ok(Bootstrap::from(bootstrap)),
                )
            }
        }
    };
}

/// The members of a model that is fitted to histories alone.
macro_rules! plain_model {
    (
        $model:ident, $params:ident [$($field:tt),+], $params_argument:tt, $params_type:tt, $promise:tt, $bootstrap:tt
    ) => {
        #[napi(namespace = "lifetime")]
        impl $model {
            /// Fit by maximum likelihood: at least 10 customers, 3 of them with a repeat purchase. A `penalty` of 0.001 to
            /// 0.1 tames small samples.
            #[napi(
                catch_unwind,
                ts_args_type = "histories: PurchaseColumns, options?: FitOptions | null",
                ts_return_type = $promise
            )]
            pub fn fit<'env>(
                env: &'env Env,
                histories: Unknown<'_>,
                options: Unknown<'_>,
            ) -> napi::Result<Object<'env>> {
                let operation = concat!(stringify!($model), ".fit");
                promise(
                    env,
                    operation,
                    || {
                        let fitting = Fitting::read(operation, histories, options)?;
                        Ok((fitting, Follow::read_with(env, operation, options, &FIT_OPTIONS)?))
                    },
                    |fitting, control| {
                        let ([x, t_x, age], terms) = (fitting.histories.columns(), &fitting.terms);
                        core::$model::fit(x, t_x, age, terms.weights(), terms.penalty, control)
                    },
                    |_, model| Ok(Self::from(model)),
                )
            }
        }

        purchase_model! {
            $model, $params [$($field),+], $params_argument, $params_type, $promise, $bootstrap
        }
    };
}

/// The members of a model whose customers buy more or less regularly.
macro_rules! regular_model {
    (
        $model:ident, $params:ident [$($field:tt),+], $params_argument:tt, $params_type:tt, $promise:tt, $bootstrap:tt
    ) => {
        #[napi(namespace = "lifetime")]
        impl $model {
            /// Fit by maximum likelihood, with `k` phases, or as many as make the histories most likely when
            /// `logIntervalSum` is given in its stead: the sums of the logarithms of the intervals between each customer's
            /// purchases, a column of `Summaries`.
            #[napi(
                catch_unwind,
                ts_args_type = "histories: PurchaseColumns, options: RegularFitOptions",
                ts_return_type = $promise
            )]
            pub fn fit<'env>(
                env: &'env Env,
                histories: Unknown<'_>,
                options: Unknown<'_>,
            ) -> napi::Result<Object<'env>> {
                let operation = concat!(stringify!($model), ".fit");
                promise(
                    env,
                    operation,
                    || {
                        let fitting = Fitting::read(operation, histories, options)?;
                        let phases = Phases::read(operation, options)?;
                        Ok(((fitting, phases), Follow::read_with(env, operation, options, &Phases::OPTIONS)?))
                    },
                    |(fitting, phases), control| {
                        let ([x, t_x, age], terms) = (fitting.histories.columns(), &fitting.terms);
                        core::$model::fit(
                            x,
                            t_x,
                            age,
                            phases.regularity(),
                            terms.weights(),
                            terms.penalty,
                            control,
                        )
                    },
                    |_, model| Ok(Self::from(model)),
                )
            }
        }

        purchase_model! {
            $model, $params [$($field),+], $params_argument, $params_type, $promise, $bootstrap
        }
    };
}
