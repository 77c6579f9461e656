//! Spend in Python: Gamma-Gamma, and what purchases and spend are worth together.

use pyo3::prelude::*;
use sartor::api::python::{exception, from_json, to_json};
use sartor::lifetime::{
    ConvergenceReport, GammaGammaParams, ParameterInterval, PurchaseSummary, ValueForecast,
};

use super::model::AnyModel;
use crate::columns::{ArrayLike, Columns, Doubles, Real};
use crate::work::{Progress, run, run_long};

/// Gamma-Gamma: how much does a customer spend at a purchase?
///
/// Fader and Hardie (2013). Histories are `frequency` (repeat purchases) and `monetary`, the mean spend of
/// those; customers without one are passed over in the fit, and expected to spend the population's mean.
#[pyclass(frozen, eq, module = "sartor.lifetime")]
#[derive(PartialEq)]
pub struct GammaGamma(pub(super) sartor::lifetime::GammaGamma);

#[pymethods]
impl GammaGamma {
    /// Fit by maximum likelihood. `penalty` of 0.001 to 0.1 tames small samples (none unless
    /// stated); `weights` count rows.
    #[staticmethod]
    #[pyo3(signature = (frequency, monetary, *, weights = None, penalty = Real(0.0), progress = None))]
    fn fit(
        py: Python<'_>,
        frequency: ArrayLike<'_>,
        monetary: ArrayLike<'_>,
        weights: Option<ArrayLike<'_>>,
        penalty: Real,
        progress: Option<Progress>,
    ) -> PyResult<Self> {
        let columns = spending(frequency, monetary)?;
        let weights = weights.map(|weights| Columns::read([("weights", &weights)])).transpose()?;
        let [frequency, monetary] = &columns.vectors();
        let weights = weights.as_ref().map(Columns::vectors);
        let weights = weights.as_ref().map(|[weights]| weights.as_ref());
        run_long(py, "GammaGamma.fit", progress, |control| {
            sartor::lifetime::GammaGamma::fit(frequency, monetary, weights, penalty.0, control)
        })
        .map(Self)
    }

    /// A model with parameters from elsewhere, taken as exact.
    #[staticmethod]
    fn with_params(params: GammaGammaParams) -> PyResult<Self> {
        sartor::lifetime::GammaGamma::with_params(params).map(Self).map_err(|error| exception(&error))
    }

    /// The parameters.
    #[getter]
    fn params(&self) -> GammaGammaParams {
        self.0.params().clone()
    }

    /// The log-likelihood of the data it was fitted to; 0 for given parameters.
    #[getter]
    fn log_likelihood(&self) -> f64 {
        self.0.log_likelihood()
    }

    /// Repeat buyers it was fitted to: the sum of their weights.
    #[getter]
    fn customers(&self) -> f64 {
        self.0.customers()
    }

    /// How the fit ended.
    #[getter]
    fn convergence(&self) -> ConvergenceReport {
        self.0.convergence().clone()
    }

    /// Covariance of `p, q, gamma`.
    #[getter]
    fn covariance<'py>(&self, py: Python<'py>) -> PyResult<Doubles<'py>> {
        Doubles::square(py, self.0.covariance())
    }

    /// Standard errors of `p, q, gamma`.
    #[getter]
    fn standard_errors<'py>(&self, py: Python<'py>) -> Doubles<'py> {
        Doubles::new(py, self.0.standard_errors())
    }

    /// Expected spend of a customer at a purchase.
    #[pyo3(signature = (frequency, monetary) -> "typing.Any")]
    fn expected_spend<'py>(
        &self,
        py: Python<'py>,
        frequency: ArrayLike<'py>,
        monetary: ArrayLike<'py>,
    ) -> PyResult<Bound<'py, PyAny>> {
        spending(frequency, monetary)?
            .map(py, "expected_spend", |[x, monetary]| self.0.expected_spend(x, monetary))
    }

    /// `expected_spend` of one customer, with the interval that the parameters' uncertainty leaves it;
    /// `level` is 0.9 unless stated.
    #[pyo3(signature = (frequency, monetary, *, level = Real(0.9)))]
    fn expected_spend_interval(
        &self,
        frequency: Real,
        monetary: Real,
        level: Real,
    ) -> PyResult<ParameterInterval> {
        self.0.expected_spend_interval(frequency.0, monetary.0, level.0).map_err(|error| exception(&error))
    }

    /// Standard deviation of what is believed of the customer's own mean spend; `None` where it is infinite.
    fn mean_spend_deviation(&self, frequency: Real, monetary: Real) -> PyResult<Option<f64>> {
        self.0.mean_spend_deviation(frequency.0, monetary.0).map_err(|error| exception(&error))
    }

    /// The interval that holds the customer's own mean spend with probability `level`, 0.9 unless stated; its value is
    /// the median.
    #[pyo3(signature = (frequency, monetary, *, level = Real(0.9)))]
    fn mean_spend_interval(
        &self,
        frequency: Real,
        monetary: Real,
        level: Real,
    ) -> PyResult<ParameterInterval> {
        self.0.mean_spend_interval(frequency.0, monetary.0, level.0).map_err(|error| exception(&error))
    }

    /// The model as canonical JSON.
    fn to_json(&self) -> PyResult<String> {
        to_json(&self.0)
    }

    /// The model that `to_json` wrote.
    #[staticmethod]
    fn from_json(text: &str) -> PyResult<Self> {
        from_json("Gamma-Gamma model", text).map(Self)
    }

    #[pyo3(signature = () -> "tuple[typing.Any, tuple[str]]")]
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (String,))> {
        Ok((slf.as_any().get_type().getattr("from_json")?, (slf.get().to_json()?,)))
    }

    fn __repr__(&self) -> String {
        let GammaGammaParams { p, q, gamma } = self.0.params();
        format!("GammaGamma(p={p}, q={q}, gamma={gamma}, customers={})", self.0.customers())
    }
}

/// Forecast one customer's spend of the next `periods`, with its predictive interval.
///
/// The history is in the units of the models; `discount_rate_per_period` of 0.002 a week is about 0.11 a year,
/// and 0 unless stated; `level` is 0.9.
#[pyfunction]
#[pyo3(signature = (purchases, spend, history, periods, *, discount_rate_per_period = Real(0.0), level = Real(0.9)))]
pub fn value(
    py: Python<'_>,
    purchases: AnyModel,
    spend: &GammaGamma,
    history: PurchaseSummary,
    periods: Real,
    discount_rate_per_period: Real,
    level: Real,
) -> PyResult<ValueForecast> {
    run(py, "value", || purchases.0.value(&spend.0, &history, periods.0, discount_rate_per_period.0, level.0))
}

fn spending<'py>(frequency: ArrayLike<'py>, monetary: ArrayLike<'py>) -> PyResult<Columns<'py, 2>> {
    Columns::read([("frequency", &frequency), ("monetary", &monetary)])
}
