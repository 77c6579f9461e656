//! Models in Python whose customers differ by what is known of them from the start.
#![allow(clippy::too_many_arguments)] // they are the arguments of a Python call, most of them with defaults

use pyo3::prelude::*;
use sartor::api::python::{exception, from_json, reduce, to_json};
use sartor::lifetime::{
    BgNbdParams, ConvergenceReport, Covariate, CovariateEffect, CovariateModel, GammaGammaParams,
    MbgNbdParams, NbdParams, ParetoNbdParams,
};
use sartor::{Result, SartorError};

use super::model::{BgNbd, MbgNbd, Nbd, ParetoNbd, history, weights_of};
use super::spend::{GammaGamma, spending};
use crate::columns::{ArrayLike, Columns, Doubles, MoreColumns, Real};
use crate::form::named_columns;
use crate::work::{Progress, run_long};

/// What covariates act on, by the name of each.
type ActsOn = std::collections::HashMap<String, Vec<String>>;

/// Covariates beside histories: a frame, a dict of columns or numbers, or a matrix with the names of its columns.
fn read<'py, const N: usize>(
    subject: &str,
    covariates: &Bound<'py, PyAny>,
    names: Option<&[String]>,
    beside: &Columns<'py, N>,
) -> PyResult<MoreColumns> {
    let refused = |expected: &str| exception(&SartorError::invalid(subject, "covariates", expected));
    if let Some(columns) = named_columns(covariates)? {
        return MoreColumns::read(subject, columns, beside);
    }
    let expected = "a frame, a dict of columns, or a matrix with a column for each of its names";
    let Some(names) = names else { return Err(refused(expected)) };
    let numpy = covariates.py().import("numpy")?;
    let matrix = numpy.call_method1("asarray", (covariates,)).map_err(|_| refused(expected))?;
    let shape: Vec<usize> = matrix.getattr("shape")?.extract()?;
    let fits = match shape.as_slice() {
        [_, width] => *width == names.len() && !beside.is_row(),
        [width] => *width == names.len() && beside.is_row(),
        _ => false,
    };
    if !fits {
        return Err(refused(expected));
    }
    let columns = matrix.getattr("T")?.try_iter()?;
    let named = names.iter().cloned().zip(columns).map(|(name, column)| Ok((name, column?)));
    MoreColumns::read(subject, named.collect::<PyResult<_>>()?, beside)
}

/// Do something with covariates as core takes them.
fn with_covariates<T>(
    subject: &str,
    covariates: &MoreColumns,
    rows: usize,
    acts_on: Option<ActsOn>,
    work: impl FnOnce(&[Covariate<'_>]) -> PyResult<T>,
) -> PyResult<T> {
    let acts_on = acts_on.unwrap_or_default();
    if let Some(unknown) = acts_on.keys().find(|name| !covariates.names.contains(name)) {
        let expected = format!("one of the covariates {}", covariates.names.join(", "));
        return Err(exception(&SartorError::out_of_range(subject, "acts_on", unknown, &expected)));
    }
    let vectors = covariates.vectors(rows);
    let parameters: Vec<Option<Vec<&str>>> = covariates
        .names
        .iter()
        .map(|name| acts_on.get(name).map(|names| names.iter().map(String::as_str).collect()))
        .collect();
    let columns = covariates.names.iter().zip(&vectors).zip(&parameters);
    let all: Vec<Covariate<'_>> = columns
        .map(|((name, values), acts_on)| Covariate { name, values, acts_on: acts_on.as_deref() })
        .collect();
    work(&all)
}

/// The members of every model with covariates; `$answers` are those of its own.
macro_rules! covariate_model {
    (
        $(#[doc = $doc:literal])+
        $model:ident, $core:ty, $params:ident, $plain:ident, $subject:literal, { $($answers:tt)* }
    ) => {
        $(#[doc = $doc])+
        ///
        /// `effects` says what each covariate does to each parameter; `baseline` is the customer with average covariates.
        #[pyclass(frozen, eq, module = "sartor.lifetime")]
        #[derive(PartialEq)]
        pub struct $model($core);

        #[pymethods]
        impl $model {
            $($answers)*

            /// The model of customers with these covariates, with the covariance of its parameters: a dict of numbers by
            /// name, or the numbers in the order of `covariates`.
            #[pyo3(signature = (covariates: "Mapping[str, float] | Sequence[float]"))]
            fn for_customer(&self, covariates: &Bound<'_, PyAny>) -> PyResult<$plain> {
                let row = Columns::<0>::read([])?;
                let values = self.beside(covariates, &row)?.row(0);
                self.0.for_customer(&values).map($plain::from).map_err(|error| exception(&error))
            }

            /// The parameters of a customer with average covariates.
            #[getter]
            fn baseline(&self) -> $params {
                self.0.baseline().clone()
            }

            /// What each covariate does to each parameter that it acts on; `sartor.to_frame(model.effects)` is a table.
            #[getter]
            fn effects(&self) -> Vec<CovariateEffect> {
                self.0.effects().to_vec()
            }

            /// The covariates, in the order in which `for_customer` takes numbers.
            #[getter]
            fn covariates(&self) -> Vec<String> {
                self.0.covariates().to_vec()
            }

            /// Their averages: `baseline` is of a customer with these.
            #[getter]
            fn averages<'py>(&self, py: Python<'py>) -> Doubles<'py> {
                Doubles::new(py, self.0.averages().to_vec())
            }

            /// Covariance of the baseline's parameters and then of the coefficients, in the order of `effects`.
            #[getter]
            fn covariance<'py>(&self, py: Python<'py>) -> PyResult<Doubles<'py>> {
                Doubles::square(py, self.0.covariance())
            }

            /// The log-likelihood, without any penalty.
            #[getter]
            fn log_likelihood(&self) -> f64 {
                self.0.log_likelihood()
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
                reduce(slf.as_any(), &slf.get().0)
            }

            fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
                let baseline = self.baseline().into_pyobject(py)?.into_any().repr()?.to_string();
                let covariates = self.0.covariates().join(", ");
                let customers = self.0.customers();
                Ok(format!(
                    "{}(baseline={baseline}, covariates=[{covariates}], customers={customers})",
                    stringify!($model)
                ))
            }

            fn _repr_html_<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
                let effects = self.effects().into_pyobject(py)?;
                py.import("sartor")?.call_method1("to_frame", (effects,))?.call_method0("_repr_html_")
            }
        }

        impl $model {
            /// Covariates of rows, in the order of the fit.
            fn beside<'py, const N: usize>(
                &self,
                covariates: &Bound<'py, PyAny>,
                columns: &Columns<'py, N>,
            ) -> PyResult<MoreColumns> {
                let names = self.0.covariates();
                read($subject, covariates, Some(names), columns)?.in_order($subject, names)
            }

            /// An answer for each row by the model of its covariates.
            fn answer<'py, const N: usize>(
                &self,
                py: Python<'py>,
                name: &str,
                columns: &Columns<'py, N>,
                covariates: &Bound<'py, PyAny>,
                of_row: impl Fn(&<$plain as Plain>::Core, [f64; N]) -> Result<f64> + Sync,
            ) -> PyResult<Bound<'py, PyAny>> {
                let covariates = self.beside(covariates, columns)?;
                let values = columns.fill(py, name, 1, None, |row, numbers, figures| {
                    figures.fill(of_row(&self.0.for_customer(&covariates.row(row))?, numbers)?);
                    Ok(())
                })?;
                columns.form().column(py, name, values)
            }
        }
    };
}

/// The model of core within a class.
trait Plain {
    type Core;
}

macro_rules! covariate_purchases {
    ($(#[doc = $doc:literal])+ $model:ident, $params:ident, $plain:ident, $subject:literal) => {
        impl Plain for $plain {
            type Core = sartor::lifetime::$plain;
        }

        covariate_model! {
            $(#[doc = $doc])+
            $model, CovariateModel<$params>, $params, $plain, $subject,
            {
                /// Fit by maximum likelihood to histories and to what is known of each customer from the start.
                ///
                /// Parameters
                /// ----------
                /// frequency, last_purchase_age, age
                ///     Histories, as of the model without covariates.
                /// covariates
                ///     At most 32 columns as long as they: a frame of pandas, polars or Arrow, a dict of columns, or a matrix
                ///     with `names`. Numbers, or yes and no; a category is a column for each of its values but one.
                /// names
                ///     The names of the columns of a matrix.
                /// acts_on
                ///     By the name of a covariate the parameters that it acts on; all that the model lets covariates act on
                ///     unless stated.
                /// weights, penalty
                ///     As of the model without; the penalty is taken off for the squares of the coefficients too, those of
                ///     covariates in standard deviations.
                ///
                /// Raises
                /// ------
                /// InvalidValue
                ///     A covariate that is the same for all, or a combination of those before it.
                /// OutOfRange
                ///     A missing covariate or a history that cannot be: the row is named.
                #[staticmethod]
                #[pyo3(signature = (
                    frequency, last_purchase_age, age, covariates: "typing.Any", *, names = None,
                    acts_on: "Mapping[str, Sequence[str]] | None" = None,
                    weights = None, penalty = Real(0.0), progress = None
                ))]
                fn fit(
                    py: Python<'_>,
                    frequency: ArrayLike<'_>,
                    last_purchase_age: ArrayLike<'_>,
                    age: ArrayLike<'_>,
                    covariates: &Bound<'_, PyAny>,
                    names: Option<Vec<String>>,
                    acts_on: Option<ActsOn>,
                    weights: Option<ArrayLike<'_>>,
                    penalty: Real,
                    progress: Option<Progress>,
                ) -> PyResult<Self> {
                    let (columns, weights) = (history(frequency, last_purchase_age, age)?, weights_of(weights)?);
                    let more = read($subject, covariates, names.as_deref(), &columns)?;
                    let [x, t_x, age] = &columns.vectors();
                    let weights = weights.as_ref().map(Columns::vectors);
                    let weights = weights.as_ref().map(|[weights]| weights.as_ref());
                    with_covariates($subject, &more, columns.rows(), acts_on, |all| {
                        run_long(py, concat!(stringify!($model), ".fit"), progress, |control| {
                            CovariateModel::fit(x, t_x, age, all, weights, penalty.0, control)
                        })
                    })
                    .map(Self)
                }

                /// Probability that a customer is still active.
                #[pyo3(signature = (frequency, last_purchase_age, age, covariates: "typing.Any") -> "typing.Any")]
                fn probability_alive<'py>(
                    &self,
                    py: Python<'py>,
                    frequency: ArrayLike<'py>,
                    last_purchase_age: ArrayLike<'py>,
                    age: ArrayLike<'py>,
                    covariates: &Bound<'py, PyAny>,
                ) -> PyResult<Bound<'py, PyAny>> {
                    let columns = history(frequency, last_purchase_age, age)?;
                    self.answer(py, "probability_alive", &columns, covariates, |model, [x, t_x, t]| {
                        model.probability_alive(x, t_x, t)
                    })
                }

                /// Purchases expected of a customer in the next `periods`.
                #[pyo3(signature = (periods, frequency, last_purchase_age, age, covariates: "typing.Any") -> "typing.Any")]
                fn expected_purchases<'py>(
                    &self,
                    py: Python<'py>,
                    periods: Real,
                    frequency: ArrayLike<'py>,
                    last_purchase_age: ArrayLike<'py>,
                    age: ArrayLike<'py>,
                    covariates: &Bound<'py, PyAny>,
                ) -> PyResult<Bound<'py, PyAny>> {
                    let columns = history(frequency, last_purchase_age, age)?;
                    self.answer(py, "expected_purchases", &columns, covariates, |model, [x, t_x, t]| {
                        model.expected_purchases(periods.0, x, t_x, t)
                    })
                }

                /// Purchases expected for ever, one at time `t` counted `(1 + discount_rate_per_period) ** -t`.
                #[pyo3(signature = (
                    discount_rate_per_period, frequency, last_purchase_age, age, covariates: "typing.Any"
                ) -> "typing.Any")]
                fn discounted_purchases_for_ever<'py>(
                    &self,
                    py: Python<'py>,
                    discount_rate_per_period: Real,
                    frequency: ArrayLike<'py>,
                    last_purchase_age: ArrayLike<'py>,
                    age: ArrayLike<'py>,
                    covariates: &Bound<'py, PyAny>,
                ) -> PyResult<Bound<'py, PyAny>> {
                    let columns = history(frequency, last_purchase_age, age)?;
                    let name = "discounted_purchases_for_ever";
                    self.answer(py, name, &columns, covariates, |model, [x, t_x, t]| {
                        model.discounted_purchases_for_ever(discount_rate_per_period.0, x, t_x, t)
                    })
                }
            }
        }
    };
}

covariate_purchases! {
    /// BG/NBD whose `alpha`, `a` and `b` depend on covariates (Fader and Hardie 2007).
    CovariateBgNbd, BgNbdParams, BgNbd, "BG/NBD"
}

covariate_purchases! {
    /// MBG/NBD whose `alpha`, `a` and `b` depend on covariates (Fader and Hardie 2007).
    CovariateMbgNbd, MbgNbdParams, MbgNbd, "MBG/NBD"
}

covariate_purchases! {
    /// Pareto/NBD whose `alpha` and `beta` depend on covariates (Fader and Hardie 2007).
    CovariateParetoNbd, ParetoNbdParams, ParetoNbd, "Pareto/NBD"
}

covariate_purchases! {
    /// NBD whose `alpha` depends on covariates.
    CovariateNbd, NbdParams, Nbd, "NBD"
}

impl Plain for GammaGamma {
    type Core = sartor::lifetime::GammaGamma;
}

covariate_model! {
    /// Gamma-Gamma whose `gamma`, and with it the mean spend, depends on covariates.
    CovariateGammaGamma, sartor::lifetime::CovariateGammaGamma, GammaGammaParams, GammaGamma, "Gamma-Gamma",
    {
        /// Fit by maximum likelihood to mean spends and to what is known of each customer from the start.
        ///
        /// `covariates` are a frame of pandas, polars or Arrow, a dict of columns, or a matrix with `names`; `weights` and
        /// `penalty` are those of `GammaGamma.fit`. Customers without a repeat purchase are passed over.
        #[staticmethod]
        #[pyo3(signature = (
            frequency, monetary, covariates: "typing.Any", *, names = None, weights = None, penalty = Real(0.0),
            progress = None
        ))]
        fn fit(
            py: Python<'_>,
            frequency: ArrayLike<'_>,
            monetary: ArrayLike<'_>,
            covariates: &Bound<'_, PyAny>,
            names: Option<Vec<String>>,
            weights: Option<ArrayLike<'_>>,
            penalty: Real,
            progress: Option<Progress>,
        ) -> PyResult<Self> {
            let (columns, weights) = (spending(frequency, monetary)?, weights_of(weights)?);
            let more = read("Gamma-Gamma", covariates, names.as_deref(), &columns)?;
            let [x, spend] = &columns.vectors();
            let weights = weights.as_ref().map(Columns::vectors);
            let weights = weights.as_ref().map(|[weights]| weights.as_ref());
            with_covariates("Gamma-Gamma", &more, columns.rows(), None, |all| {
                run_long(py, "CovariateGammaGamma.fit", progress, |control| {
                    sartor::lifetime::CovariateGammaGamma::fit(x, spend, all, weights, penalty.0, control)
                })
            })
            .map(Self)
        }

        /// Expected spend of a customer at a purchase.
        #[pyo3(signature = (frequency, monetary, covariates: "typing.Any") -> "typing.Any")]
        fn expected_spend<'py>(
            &self,
            py: Python<'py>,
            frequency: ArrayLike<'py>,
            monetary: ArrayLike<'py>,
            covariates: &Bound<'py, PyAny>,
        ) -> PyResult<Bound<'py, PyAny>> {
            let columns = spending(frequency, monetary)?;
            self.answer(py, "expected_spend", &columns, covariates, |model, [x, spend]| {
                model.expected_spend(x, spend)
            })
        }
    }
}
