//! The models of purchases in Python: one class each, all with the same members.
#![allow(clippy::too_many_arguments)] // they are the arguments of a Python call, most of them with defaults

use numpy::PyArray1;
use pyo3::prelude::*;
use pyo3::types::PyDict;
#[cfg(feature = "stubs")]
use pyo3::{inspect::PyStaticExpr, type_hint_identifier, type_hint_union};
use sartor::api::python::{Argument, exception, from_json, to_json};
use sartor::lifetime::{
    AnyPurchaseModel, BgBbParams, BgCnbdParams, BgNbdParams, ConvergenceReport, FitData, GGompertzNbdParams,
    MbgCnbdParams, MbgNbdParams, NbdParams, NextPurchase, ParetoNbdParams, ProfileInterval, PurchaseProcess,
    Regularity,
};
use sartor::{Result, SartorError};

use super::answers::{NextPurchaseColumns, intervals};
use super::uncertainty::{AnyBootstrap, Bootstrap, profiles, replicates_and_seed};
use crate::columns::{ArrayLike, Columns, Doubles, Real};
use crate::work::{Progress, run, run_long};

/// Three columns of histories.
pub fn history<'py>(
    frequency: ArrayLike<'py>,
    last_purchase_age: ArrayLike<'py>,
    age: ArrayLike<'py>,
) -> PyResult<Columns<'py, 3>> {
    Columns::read([("frequency", &frequency), ("last_purchase_age", &last_purchase_age), ("age", &age)])
}

pub fn weights_of(weights: Option<ArrayLike<'_>>) -> PyResult<Option<Columns<'_, 1>>> {
    weights.map(|weights| Columns::read([("weights", &weights)])).transpose()
}

/// Times of next purchases: columns of them, or the record of the only row.
fn next_purchase<'py>(
    py: Python<'py>,
    columns: &Columns<'py, 3>,
    levels: Vec<Real>,
    of_row: impl Fn([f64; 3], &[f64]) -> Result<NextPurchase> + Sync,
) -> PyResult<Bound<'py, PyAny>> {
    let levels: Vec<f64> = levels.into_iter().map(|level| level.0).collect();
    if columns.is_row() {
        let record = of_row(columns.row(), &levels).map_err(|error| exception(&error))?;
        return Ok(Bound::new(py, record)?.into_any());
    }
    let width = levels.len() + 1;
    let values = columns.fill(py, "next_purchase", width, None, |_, row, figures| {
        let next = of_row(row, &levels)?;
        let never = std::iter::once(next.probability_never);
        let times = next.quantiles.iter().map(|quantile| quantile.periods.unwrap_or(f64::INFINITY));
        for (figure, value) in figures.iter_mut().zip(never.chain(times)) {
            *figure = value;
        }
        Ok(())
    })?;
    let never = values.iter().step_by(width).copied().collect();
    let times = values.chunks(width).filter_map(<[f64]>::split_first).flat_map(|(_, times)| times).copied();
    let answer = NextPurchaseColumns {
        periods: columns.form().matrix(py, &levels, times.collect())?.unbind(),
        probability_never: columns.form().column(py, "probability_never", never)?.unbind(),
        levels,
    };
    Ok(Bound::new(py, answer)?.into_any())
}

/// The class of a model of purchases. All members but `fit` are the same for each.
macro_rules! purchase_model {
    (
        $(#[doc = $doc:literal])+
        $model:ident, $params:ident, $subject:literal,
        { $($fit:tt)* }
    ) => {
        $(#[doc = $doc])+
        #[pyclass(frozen, eq, module = "sartor.lifetime")]
        #[derive(PartialEq)]
        pub struct $model(pub(super) sartor::lifetime::$model);

        impl From<sartor::lifetime::$model> for $model {
            fn from(model: sartor::lifetime::$model) -> Self {
                Self(model)
            }
        }

        #[pymethods]
        impl $model {
            $($fit)*

            /// Fit again, with more data, from where this model stands: the same optimum, sooner. Arguments are those of `fit`.
            #[pyo3(signature = (frequency, last_purchase_age, age, *, weights = None, penalty = Real(0.0), progress = None))]
            fn refit(
                &self,
                py: Python<'_>,
                frequency: ArrayLike<'_>,
                last_purchase_age: ArrayLike<'_>,
                age: ArrayLike<'_>,
                weights: Option<ArrayLike<'_>>,
                penalty: Real,
                progress: Option<Progress>,
            ) -> PyResult<Self> {
                let (columns, weights) = (history(frequency, last_purchase_age, age)?, weights_of(weights)?);
                let [x, t_x, age] = &columns.vectors();
                let weights = weights.as_ref().map(Columns::vectors);
                let weights = weights.as_ref().map(|[weights]| weights.as_ref());
                run_long(py, concat!(stringify!($model), ".refit"), progress, |control| {
                    self.0.refit(x, t_x, age, weights, penalty.0, control)
                })
                .map(Self)
            }

            /// A model with parameters from elsewhere, taken as exact.
            #[staticmethod]
            fn with_params(params: $params) -> PyResult<Self> {
                sartor::lifetime::$model::with_params(params).map(Self).map_err(|error| exception(&error))
            }

            /// The parameters.
            #[getter]
            fn params(&self) -> $params {
                self.0.params().clone()
            }

            /// The log-likelihood of the data it was fitted to; 0 for given parameters.
            #[getter]
            fn log_likelihood(&self) -> f64 {
                self.0.log_likelihood()
            }

            /// Akaike's criterion, lower is better; `None` for given parameters.
            #[getter]
            fn aic(&self) -> Option<f64> {
                self.0.aic()
            }

            /// Schwarz's criterion, lower is better; `None` for given parameters.
            #[getter]
            fn bic(&self) -> Option<f64> {
                self.0.bic()
            }

            /// Customers it was fitted to: the sum of their weights.
            #[getter]
            fn customers(&self) -> f64 {
                self.0.customers()
            }

            /// How the fit ended.
            #[getter]
            fn convergence(&self) -> ConvergenceReport {
                self.0.convergence().clone()
            }

            /// Covariance of the parameters, in the order in which `params` lists them.
            #[getter]
            fn covariance<'py>(&self, py: Python<'py>) -> PyResult<Doubles<'py>> {
                Doubles::square(py, self.0.covariance())
            }

            /// Standard errors of the parameters, in the order in which `params` lists them.
            #[getter]
            fn standard_errors<'py>(&self, py: Python<'py>) -> Doubles<'py> {
                Doubles::new(py, self.0.standard_errors())
            }

            /// Probability that a customer is still active.
            ///
            /// Parameters
            /// ----------
            /// frequency
            ///     Repeat purchases: whole numbers, 0 to 1,000,000.
            /// last_purchase_age
            ///     Age at the last of them, in the model's unit of time; 0 without one.
            /// age
            ///     Age now, since the first purchase; `last_purchase_age` or more, at most 1e9.
            ///
            /// Returns
            /// -------
            /// Series, numpy.ndarray or float
            ///     0 to 1 for each row, in the form of the columns; a float where all were numbers.
            ///
            /// Raises
            /// ------
            /// OutOfRange
            ///     A history that cannot be: the row and the field are named.
            #[pyo3(signature = (frequency, last_purchase_age, age) -> "typing.Any")]
            fn probability_alive<'py>(
                &self,
                py: Python<'py>,
                frequency: ArrayLike<'py>,
                last_purchase_age: ArrayLike<'py>,
                age: ArrayLike<'py>,
            ) -> PyResult<Bound<'py, PyAny>> {
                history(frequency, last_purchase_age, age)?
                    .map(py, "probability_alive", |[x, t_x, t]| self.0.probability_alive(x, t_x, t))
            }

            /// Purchases expected of a customer in the next `periods`.
            ///
            /// Parameters
            /// ----------
            /// periods
            ///     The horizon, 0 to 1e9, in the model's unit of time.
            /// frequency, last_purchase_age, age
            ///     Histories, as of `probability_alive`: columns of one length, or the numbers of one customer.
            ///
            /// Returns
            /// -------
            /// Series, numpy.ndarray or float
            ///     0 or more for each row, in the form of the columns.
            #[pyo3(signature = (periods, frequency, last_purchase_age, age) -> "typing.Any")]
            fn expected_purchases<'py>(
                &self,
                py: Python<'py>,
                periods: Real,
                frequency: ArrayLike<'py>,
                last_purchase_age: ArrayLike<'py>,
                age: ArrayLike<'py>,
            ) -> PyResult<Bound<'py, PyAny>> {
                history(frequency, last_purchase_age, age)?
                    .map(py, "expected_purchases", |[x, t_x, t]| self.0.expected_purchases(periods.0, x, t_x, t))
            }

            /// Time from now within which the next purchase falls with probability `q`, of a customer who is active.
            ///
            /// In the model's unit of time, in the form of the columns; infinite where one who is active leaves before
            /// that with a probability above `1 - q`. `q` is 0 to below 1. `next_purchase` is of customers of whom it is
            /// not known whether they are active.
            #[pyo3(signature = (q, frequency, last_purchase_age, age) -> "typing.Any")]
            fn next_purchase_quantile<'py>(
                &self,
                py: Python<'py>,
                q: Real,
                frequency: ArrayLike<'py>,
                last_purchase_age: ArrayLike<'py>,
                age: ArrayLike<'py>,
            ) -> PyResult<Bound<'py, PyAny>> {
                history(frequency, last_purchase_age, age)?
                    .map(py, "next_purchase_quantile", |[x, t_x, t]| self.0.next_purchase_quantile(q.0, x, t_x, t))
            }

            /// When the next purchase comes, of a customer of whom it is not known whether they are still active.
            ///
            /// Parameters
            /// ----------
            /// frequency, last_purchase_age, age
            ///     Histories: columns of one length, or the numbers of one customer.
            /// levels
            ///     Probabilities, 0 to below 1: the time within which the next purchase falls with each of them.
            ///
            /// Returns
            /// -------
            /// NextPurchaseColumns or NextPurchase
            ///     Of columns, `periods` with a row for each customer and a column for each level, infinite where a
            ///     purchase comes with a lower probability than that, and `probability_never`; of numbers the record.
            #[pyo3(signature = (
                frequency, last_purchase_age, age, *, levels = vec![Real(0.25), Real(0.5), Real(0.75)]
            ) -> "typing.Any")]
            fn next_purchase<'py>(
                &self,
                py: Python<'py>,
                frequency: ArrayLike<'py>,
                last_purchase_age: ArrayLike<'py>,
                age: ArrayLike<'py>,
                levels: Vec<Real>,
            ) -> PyResult<Bound<'py, PyAny>> {
                next_purchase(py, &history(frequency, last_purchase_age, age)?, levels, |[x, t_x, t], levels| {
                    self.0.next_purchase(x, t_x, t, levels)
                })
            }

            /// Purchases expected for ever, one at time `t` counted `(1 + discount_rate_per_period) ** -t`.
            ///
            /// The discounted expected residual transactions of Fader, Hardie and Shang (2010). The rate is 1e-9 to 1000:
            /// 0.002 a week is about 0.11 a year.
            #[pyo3(signature = (discount_rate_per_period, frequency, last_purchase_age, age) -> "typing.Any")]
            fn discounted_purchases_for_ever<'py>(
                &self,
                py: Python<'py>,
                discount_rate_per_period: Real,
                frequency: ArrayLike<'py>,
                last_purchase_age: ArrayLike<'py>,
                age: ArrayLike<'py>,
            ) -> PyResult<Bound<'py, PyAny>> {
                let name = "discounted_purchases_for_ever";
                history(frequency, last_purchase_age, age)?.map(py, name, |[x, t_x, t]| {
                    self.0.discounted_purchases_for_ever(discount_rate_per_period.0, x, t_x, t)
                })
            }

            /// Purchases expected of a new customer in the `periods` after their first.
            fn expected_purchases_new_customer(&self, periods: Real) -> PyResult<f64> {
                self.0.expected_purchases_new_customer(periods.0).map_err(|error| exception(&error))
            }

            /// `probability_alive` with the interval that the parameters' uncertainty leaves it.
            ///
            /// Columns give `IntervalColumns`, the numbers of one customer a `ParameterInterval`. `level` is the nominal
            /// coverage, above 0 and below 1; the delta method on the log-odds (Greene 2012, theorem D.21A).
            #[pyo3(signature = (frequency, last_purchase_age, age, *, level = Real(0.9)) -> "typing.Any")]
            fn probability_alive_interval<'py>(
                &self,
                py: Python<'py>,
                frequency: ArrayLike<'py>,
                last_purchase_age: ArrayLike<'py>,
                age: ArrayLike<'py>,
                level: Real,
            ) -> PyResult<Bound<'py, PyAny>> {
                let columns = history(frequency, last_purchase_age, age)?;
                intervals(py, &columns, "probability_alive", level.0, |[x, t_x, t]| {
                    self.0.probability_alive_interval(x, t_x, t, level.0)
                })
            }

            /// `expected_purchases` with the interval that the parameters' uncertainty leaves it.
            ///
            /// Columns give `IntervalColumns`, the numbers of one customer a `ParameterInterval`. `level` is the nominal
            /// coverage, above 0 and below 1; the delta method on the logarithm (Greene 2012, theorem D.21A). It costs
            /// `expected_purchases` twice for each parameter.
            #[pyo3(signature = (periods, frequency, last_purchase_age, age, *, level = Real(0.9)) -> "typing.Any")]
            fn expected_purchases_interval<'py>(
                &self,
                py: Python<'py>,
                periods: Real,
                frequency: ArrayLike<'py>,
                last_purchase_age: ArrayLike<'py>,
                age: ArrayLike<'py>,
                level: Real,
            ) -> PyResult<Bound<'py, PyAny>> {
                let columns = history(frequency, last_purchase_age, age)?;
                intervals(py, &columns, "expected_purchases", level.0, |[x, t_x, t]| {
                    self.0.expected_purchases_interval(periods.0, x, t_x, t, level.0)
                })
            }

            /// For each of `levels`, the number of purchases in the next `periods` that is not exceeded with at least
            /// that probability: `[0.05, 0.95]` are the ends of a predictive interval of 90 %.
            ///
            /// Columns give a matrix with a row for each customer and a column for each level (a frame for pandas and
            /// polars), the numbers of one customer an array. `levels` are 0 to below 1.
            #[pyo3(signature = (periods, frequency, last_purchase_age, age, levels) -> "typing.Any")]
            fn purchase_quantiles<'py>(
                &self,
                py: Python<'py>,
                periods: Real,
                frequency: ArrayLike<'py>,
                last_purchase_age: ArrayLike<'py>,
                age: ArrayLike<'py>,
                levels: Vec<Real>,
            ) -> PyResult<Bound<'py, PyAny>> {
                let levels: Vec<f64> = levels.into_iter().map(|level| level.0).collect();
                let columns = history(frequency, last_purchase_age, age)?;
                let name = concat!(stringify!($model), ".purchase_quantiles");
                let values = columns.fill(py, name, levels.len(), None, |_, [x, t_x, t], figures| {
                    figures.copy_from_slice(&self.0.purchase_quantiles(periods.0, x, t_x, t, &levels)?);
                    Ok(())
                })?;
                columns.form().matrix(py, &levels, values)
            }

            /// Probabilities of 0, 1, ... `most` purchases of one customer in the next `periods`: an array of `most + 1`
            /// numbers; `most` is 0 to 1,000,000.
            #[pyo3(signature = (periods, most, frequency, last_purchase_age, age))]
            fn purchase_distribution<'py>(
                &self,
                py: Python<'py>,
                periods: Real,
                most: Argument<u32>,
                frequency: Real,
                last_purchase_age: Real,
                age: Real,
            ) -> PyResult<Doubles<'py>> {
                let most = most.named($subject, "most")?;
                run(py, concat!(stringify!($model), ".purchase_distribution"), || {
                    self.0.purchase_distribution(periods.0, most, frequency.0, last_purchase_age.0, age.0)
                })
                .map(|values| Doubles::new(py, values))
            }

            /// Probability of a purchase in the next `periods`, of a kind that makes up `share` of all purchases (1 for any).
            #[pyo3(signature = (periods, frequency, last_purchase_age, age, *, share = Real(1.0)) -> "typing.Any")]
            fn purchase_probability<'py>(
                &self,
                py: Python<'py>,
                periods: Real,
                frequency: ArrayLike<'py>,
                last_purchase_age: ArrayLike<'py>,
                age: ArrayLike<'py>,
                share: Real,
            ) -> PyResult<Bound<'py, PyAny>> {
                history(frequency, last_purchase_age, age)?.map(py, "purchase_probability", |[x, t_x, t]| {
                    self.0.purchase_probability(periods.0, share.0, x, t_x, t)
                })
            }

            /// `purchase_probability` with the interval that the parameters' uncertainty leaves it.
            ///
            /// Columns give `IntervalColumns`, the numbers of one customer a `ParameterInterval`.
            #[pyo3(signature = (
                periods, frequency, last_purchase_age, age, *, share = Real(1.0), level = Real(0.9)
            ) -> "typing.Any")]
            fn purchase_probability_interval<'py>(
                &self,
                py: Python<'py>,
                periods: Real,
                frequency: ArrayLike<'py>,
                last_purchase_age: ArrayLike<'py>,
                age: ArrayLike<'py>,
                share: Real,
                level: Real,
            ) -> PyResult<Bound<'py, PyAny>> {
                let columns = history(frequency, last_purchase_age, age)?;
                intervals(py, &columns, "purchase_probability", level.0, |[x, t_x, t]| {
                    self.0.purchase_probability_interval(periods.0, share.0, x, t_x, t, level.0)
                })
            }
            /// The values of each parameter that the data do not exclude, by the profile of the likelihood.
            ///
            /// Parameters
            /// ----------
            /// frequency, last_purchase_age, age, weights, penalty
            ///     What the model was fitted to, and how.
            /// parameters
            ///     The names of those that are asked for, as in `params`; all unless stated.
            /// level
            ///     Nominal coverage, above 0 and below 1.
            ///
            /// Returns
            /// -------
            /// list of ProfileInterval
            ///     Not symmetric, unlike those of standard errors; `low` or `high` is `None` where nothing down or up to
            ///     the limit of the search is excluded (Venzon and Moolgavkar 1988).
            #[pyo3(signature = (
                frequency, last_purchase_age, age, *, parameters = None, level = Real(0.9), weights = None,
                penalty = Real(0.0), progress = None
            ))]
            fn profile_intervals(
                &self,
                py: Python<'_>,
                frequency: ArrayLike<'_>,
                last_purchase_age: ArrayLike<'_>,
                age: ArrayLike<'_>,
                parameters: Option<Vec<String>>,
                level: Real,
                weights: Option<ArrayLike<'_>>,
                penalty: Real,
                progress: Option<Progress>,
            ) -> PyResult<Vec<ProfileInterval>> {
                let (columns, weights) = (history(frequency, last_purchase_age, age)?, weights_of(weights)?);
                let [frequency, last_purchase_age, age] = &columns.vectors();
                let weights = weights.as_ref().map(Columns::vectors);
                let weights = weights.as_ref().map(|[weights]| weights.as_ref());
                let data = FitData { frequency, last_purchase_age, age, weights, penalty: penalty.0 };
                run_long(py, concat!(stringify!($model), ".profile_intervals"), progress, |control| {
                    profiles($params::PARAMETERS, parameters, control, |parameter, control| {
                        self.0.profile_interval(&data, parameter, level.0, control)
                    })
                })
            }

            /// Draw as many customers from this model, at the ages of those it was fitted to, and fit again, `replicates`
            /// times: how differently the parameters, or anything worked out from them, might have come out.
            ///
            /// The parametric bootstrap (Efron and Tibshirani 1993, sections 6.5 and 13.3). 200 replicates (20 to
            /// 1,000,000) give intervals of 90 %, 1,000 of 99 %. `weights` count customers here. The same seed gives
            /// the same answer on any number of threads.
            #[pyo3(signature = (
                frequency, last_purchase_age, age, *, seed, replicates = Argument::of(200), weights = None,
                penalty = Real(0.0), progress = None
            ))]
            fn bootstrap(
                &self,
                py: Python<'_>,
                frequency: ArrayLike<'_>,
                last_purchase_age: ArrayLike<'_>,
                age: ArrayLike<'_>,
                seed: Argument<u32>,
                replicates: Argument<u32>,
                weights: Option<ArrayLike<'_>>,
                penalty: Real,
                progress: Option<Progress>,
            ) -> PyResult<Bootstrap> {
                let (replicates, seed) = replicates_and_seed(replicates, seed)?;
                let (columns, weights) = (history(frequency, last_purchase_age, age)?, weights_of(weights)?);
                let [frequency, last_purchase_age, age] = &columns.vectors();
                let weights = weights.as_ref().map(Columns::vectors);
                let weights = weights.as_ref().map(|[weights]| weights.as_ref());
                let data = FitData { frequency, last_purchase_age, age, weights, penalty: penalty.0 };
                run_long(py, concat!(stringify!($model), ".bootstrap"), progress, |control| {
                    self.0.bootstrap(&data, replicates, seed, control)
                })
                .map(|found| Bootstrap(AnyBootstrap::$model(found)))
            }

            /// The model as canonical JSON.
            fn to_json(&self) -> PyResult<String> {
                to_json(&self.0)
            }

            /// The model that `to_json` wrote.
            #[staticmethod]
            fn from_json(text: &str) -> PyResult<Self> {
                from_json(concat!($subject, " model"), text).map(Self)
            }

            #[pyo3(signature = () -> "tuple[typing.Any, tuple[str]]")]
            fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (String,))> {
                Ok((slf.as_any().get_type().getattr("from_json")?, (slf.get().to_json()?,)))
            }

            fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
                let params = self.params().into_pyobject(py)?.repr()?.to_string();
                let inside = params.split_once('(').map_or("", |(_, inside)| inside).trim_end_matches(')');
                Ok(format!("{}({inside}, customers={})", stringify!($model), self.0.customers()))
            }
        }
    };
}

/// The same with a fit of columns alone.
macro_rules! plain_model {
    ($(#[doc = $doc:literal])+ $model:ident, $params:ident, $subject:literal) => {
        purchase_model! {
            $(#[doc = $doc])+
            $model, $params, $subject,
            {
                /// Fit by maximum likelihood.
                ///
                /// Parameters
                /// ----------
                /// frequency, last_purchase_age, age
                ///     Histories of at least 10 customers, as of `probability_alive`.
                /// weights
                ///     How many customers each row counts for, 0 or more; one each without them.
                /// penalty
                ///     Taken off the mean log-likelihood for the squares of the parameters: 0.001 to 0.1 tames small
                ///     samples, none unless stated.
                /// progress
                ///     Is told `(done, total)` of the steps.
                ///
                /// Returns
                /// -------
                /// The model; `convergence` says whether its parameters are an optimum, on a ridge or at a boundary.
                ///
                /// Raises
                /// ------
                /// OutOfRange
                ///     A history that cannot be: the row and the field are named.
                /// TooFew
                ///     Fewer than 10 customers, or too few who came back to tell anything.
                /// NotConverged
                ///     No optimum was found.
                /// Cancelled
                ///     Ctrl-C.
                #[staticmethod]
                #[pyo3(signature = (frequency, last_purchase_age, age, *, weights = None, penalty = Real(0.0), progress = None))]
                fn fit(
                    py: Python<'_>,
                    frequency: ArrayLike<'_>,
                    last_purchase_age: ArrayLike<'_>,
                    age: ArrayLike<'_>,
                    weights: Option<ArrayLike<'_>>,
                    penalty: Real,
                    progress: Option<Progress>,
                ) -> PyResult<Self> {
                    let (columns, weights) = (history(frequency, last_purchase_age, age)?, weights_of(weights)?);
                    let [x, t_x, age] = &columns.vectors();
                    let weights = weights.as_ref().map(Columns::vectors);
                    let weights = weights.as_ref().map(|[weights]| weights.as_ref());
                    run_long(py, concat!(stringify!($model), ".fit"), progress, |control| {
                        sartor::lifetime::$model::fit(x, t_x, age, weights, penalty.0, control)
                    })
                    .map(Self)
                }
            }
        }
    };
}

/// The same of a model whose customers buy more or less regularly.
macro_rules! regular_model {
    ($(#[doc = $doc:literal])+ $model:ident, $params:ident, $subject:literal) => {
        purchase_model! {
            $(#[doc = $doc])+
            $model, $params, $subject,
            {
                /// Fit by maximum likelihood.
                ///
                /// Parameters
                /// ----------
                /// frequency, last_purchase_age, age
                ///     Histories of at least 10 customers, as of `probability_alive`.
                /// k
                ///     The phases between two purchases, a whole number above 0: 1 for buyers at random.
                /// log_interval_sum
                ///     In its stead, to take as many as make the histories most likely: the sums of the logarithms of the
                ///     intervals between each customer's purchases, a column of `Summaries`.
                /// weights
                ///     How many customers each row counts for, 0 or more; one each without them.
                /// penalty
                ///     Taken off the mean log-likelihood for the squares of the parameters; none unless stated.
                /// progress
                ///     Is told `(done, total)` of the steps.
                ///
                /// Raises
                /// ------
                /// OutOfRange, TooFew, NotConverged, Cancelled
                ///     As of `BgNbd.fit`.
                #[staticmethod]
                #[pyo3(signature = (
                    frequency, last_purchase_age, age, *, k = None, log_interval_sum = None, weights = None,
                    penalty = Real(0.0), progress = None
                ))]
                fn fit(
                    py: Python<'_>,
                    frequency: ArrayLike<'_>,
                    last_purchase_age: ArrayLike<'_>,
                    age: ArrayLike<'_>,
                    k: Option<Argument<u32>>,
                    log_interval_sum: Option<ArrayLike<'_>>,
                    weights: Option<ArrayLike<'_>>,
                    penalty: Real,
                    progress: Option<Progress>,
                ) -> PyResult<Self> {
                    let k = k.map(|k| k.named($subject, "k")).transpose()?;
                    let (columns, weights) = (history(frequency, last_purchase_age, age)?, weights_of(weights)?);
                    let intervals = log_interval_sum
                        .map(|column| Columns::read([("log_interval_sum", &column)]))
                        .transpose()?;
                    let [x, t_x, age] = &columns.vectors();
                    let weights = weights.as_ref().map(Columns::vectors);
                    let weights = weights.as_ref().map(|[weights]| weights.as_ref());
                    let intervals = intervals.as_ref().map(Columns::vectors);
                    let regularity = match (k, intervals.as_ref()) {
                        (Some(k), None) => Regularity::Given(k),
                        (None, Some([intervals])) => Regularity::Likeliest(intervals),
                        _ => {
                            let expected = "given, or log_interval_sum in its stead";
                            return Err(exception(&SartorError::invalid($subject, "k", expected)));
                        }
                    };
                    run_long(py, concat!(stringify!($model), ".fit"), progress, |control| {
                        sartor::lifetime::$model::fit(x, t_x, age, regularity, weights, penalty.0, control)
                    })
                    .map(Self)
                }
            }
        }
    };
}

plain_model! {
    /// BG/NBD: how many purchases will a customer still make, and is the customer still one?
    ///
    /// Fader, Hardie and Lee (2005). Histories are `frequency` (repeat purchases), `last_purchase_age` and `age`,
    /// in any one unit of time since the first purchase; columns of them give columns back, numbers a number.
    /// Every customer without a repeat purchase has a `probability_alive` of exactly 1, by construction.
    BgNbd, BgNbdParams, "BG/NBD"
}

plain_model! {
    /// MBG/NBD: as BG/NBD, but a customer may leave after the first purchase too.
    ///
    /// Batislam, Denizel and Filiztekin (2007); Hoppe and Wagner (2007). The longer a one-time buyer stays away, the
    /// lower `probability_alive`. Histories as of `BgNbd`.
    MbgNbd, MbgNbdParams, "MBG/NBD"
}

plain_model! {
    /// Pareto/NBD: as BG/NBD, but a customer may leave at any time, bought or not.
    ///
    /// Schmittlein, Morrison and Colombo (1987). Histories as of `BgNbd`.
    ParetoNbd, ParetoNbdParams, "Pareto/NBD"
}

plain_model! {
    /// GGompertz/NBD: as Pareto/NBD, but leaving grows likelier, or less likely, with age.
    ///
    /// Bemmaor and Glady (2012). Often more than the data can tell: see `convergence`. Histories as of `BgNbd`.
    GGompertzNbd, GGompertzNbdParams, "GGompertz/NBD"
}

plain_model! {
    /// BG/BB: at how many of the opportunities to come will a customer buy?
    ///
    /// Fader, Hardie and Shang (2010). `frequency` counts purchases, `last_purchase_age` is the number of the
    /// opportunity of the last (0 without one), `age` the number of opportunities so far: whole numbers all.
    BgBb, BgBbParams, "BG/BB"
}

regular_model! {
    /// BG/CNBD-k: as BG/NBD, of customers who buy regularly.
    ///
    /// Platzer and Reutterer (2016). Between two purchases a customer passes `k` phases; the more, the more regular.
    BgCnbd, BgCnbdParams, "BG/CNBD-k"
}

regular_model! {
    /// MBG/CNBD-k: as BG/CNBD-k, but a customer may leave after the first purchase too.
    ///
    /// Platzer and Reutterer (2016); Reutterer, Platzer and Schröder (2021).
    MbgCnbd, MbgCnbdParams, "MBG/CNBD-k"
}

plain_model! {
    /// NBD: how often does a customer buy, if nobody ever leaves?
    ///
    /// Ehrenberg (1959). The baseline that a model with leaving has to beat; histories as of `BgNbd`.
    Nbd, NbdParams, "NBD"
}

/// A model of purchases of any class.
pub struct AnyModel(pub AnyPurchaseModel);

macro_rules! any_model {
    ($first:ident $(, $model:ident)*) => {
        impl FromPyObject<'_, '_> for AnyModel {
            type Error = PyErr;

            #[cfg(feature = "stubs")]
            const INPUT_TYPE: PyStaticExpr = type_hint_union!(
                type_hint_identifier!("sartor._sartor", stringify!($first))
                $(, type_hint_identifier!("sartor._sartor", stringify!($model)))*
            );

            fn extract(object: Borrowed<'_, '_, PyAny>) -> PyResult<Self> {
                let object = &*object;
                if let Ok(model) = object.cast::<$first>() {
                    return Ok(Self(AnyPurchaseModel::$first(model.get().0.clone())));
                }
                $(
                    if let Ok(model) = object.cast::<$model>() {
                        return Ok(Self(AnyPurchaseModel::$model(model.get().0.clone())));
                    }
                )*
                let expected = "a fitted model of purchases, such as BgNbd";
                Err(exception(&SartorError::invalid("lifetime", "model", expected)))
            }
        }

        impl AnyModel {
            /// The object of its own class.
            pub fn into_class(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
                Ok(match self.0 {
                    AnyPurchaseModel::$first(model) => Bound::new(py, $first(model))?.into_any(),
                    $(AnyPurchaseModel::$model(model) => Bound::new(py, $model(model))?.into_any(),)*
                })
            }
        }
    };
}
any_model!(MbgNbd, ParetoNbd, MbgCnbd, GGompertzNbd, BgNbd, BgCnbd, Nbd, BgBb);

/// Draw customers from a model and follow each for `periods`: one length for all, or one for each.
///
/// Columns in a dict: `purchase_customer` (from 0) and `purchase_age` of each purchase; `frequency`,
/// `last_purchase_age` and `age` of each customer. The same seed gives the same customers everywhere.
#[pyfunction]
#[pyo3(signature = (model, customers, periods, *, seed, progress = None) -> "dict[str, typing.Any]")]
pub fn simulate<'py>(
    py: Python<'py>,
    model: AnyModel,
    customers: Argument<u32>,
    periods: ArrayLike<'py>,
    seed: Argument<u32>,
    progress: Option<Progress>,
) -> PyResult<Bound<'py, PyDict>> {
    let (customers, seed) = (customers.named("simulation", "customers")?, seed.named("simulation", "seed")?);
    let ages = Columns::read([("periods", &periods)])?;
    let [ages] = ages.vectors();
    let drawn =
        run_long(py, "simulate", progress, |control| model.0.simulate(customers, &ages, seed, control))?;
    let columns = PyDict::new(py);
    columns.set_item("purchase_customer", PyArray1::from_vec(py, drawn.purchase_customer))?;
    for (name, values) in [
        ("purchase_age", drawn.purchase_age),
        ("frequency", drawn.frequency),
        ("last_purchase_age", drawn.last_purchase_age),
        ("age", drawn.age),
    ] {
        columns.set_item(name, PyArray1::from_vec(py, values))?;
    }
    Ok(columns)
}
