//! Spend in Python: Gamma-Gamma, and what purchases and spend are worth together.

use pyo3::prelude::*;
use sartor::api::python::{exception, from_json, to_json};
use sartor::lifetime::{
    ConvergenceReport, CustomerSummary, GammaGammaParams, HistoryColumns, SpendIndependence, ValueOptions,
};

use super::answers::{CustomerValues, intervals, measure};
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

    /// `expected_spend` with the interval that the parameters' uncertainty leaves it; `level` is 0.9 unless stated.
    ///
    /// Columns give `IntervalColumns`, the numbers of one customer a `ParameterInterval`.
    #[pyo3(signature = (frequency, monetary, *, level = Real(0.9)) -> "typing.Any")]
    fn expected_spend_interval<'py>(
        &self,
        py: Python<'py>,
        frequency: ArrayLike<'py>,
        monetary: ArrayLike<'py>,
        level: Real,
    ) -> PyResult<Bound<'py, PyAny>> {
        intervals(py, &spending(frequency, monetary)?, "expected_spend", level.0, |[x, monetary]| {
            self.0.expected_spend_interval(x, monetary, level.0)
        })
    }

    /// Standard deviation of what is believed of the customer's own mean spend; `None` where it is infinite.
    fn mean_spend_deviation(&self, frequency: Real, monetary: Real) -> PyResult<Option<f64>> {
        self.0.mean_spend_deviation(frequency.0, monetary.0).map_err(|error| exception(&error))
    }

    /// The interval that holds the customer's own mean spend with probability `level`, 0.9 unless stated; its value is
    /// the median. Columns give `IntervalColumns`, the numbers of one customer a `ParameterInterval`.
    #[pyo3(signature = (frequency, monetary, *, level = Real(0.9)) -> "typing.Any")]
    fn mean_spend_interval<'py>(
        &self,
        py: Python<'py>,
        frequency: ArrayLike<'py>,
        monetary: ArrayLike<'py>,
        level: Real,
    ) -> PyResult<Bound<'py, PyAny>> {
        intervals(py, &spending(frequency, monetary)?, "mean_spend", level.0, |[x, monetary]| {
            self.0.mean_spend_interval(x, monetary, level.0)
        })
    }

    /// Does spend depend on frequency, which the model assumes it does not? Ask of the columns it was fitted to;
    /// `level` is 0.95 unless stated.
    #[pyo3(signature = (frequency, monetary, *, level = Real(0.95)))]
    fn spend_independence(
        &self,
        py: Python<'_>,
        frequency: ArrayLike<'_>,
        monetary: ArrayLike<'_>,
        level: Real,
    ) -> PyResult<SpendIndependence> {
        let columns = spending(frequency, monetary)?;
        let [frequency, monetary] = &columns.vectors();
        run(py, "spend_independence", || self.0.spend_independence(frequency, monetary, level.0))
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

/// What are customers worth: discounted purchases times expected spend, over a horizon or for ever?
///
/// Parameters
/// ----------
/// purchases, spend
///     A fitted model of purchases of any class, and the model of what is spent at one.
/// periods
///     The horizon, 0 to 1e9, in the unit of time of the ages; `None` (or infinity) is for ever, the residual lifetime
///     value of Fader, Hardie and Lee (2005), and takes a discount.
/// discount_rate_per_period
///     0 to 1000: 0.002 a week is about 0.11 a year.
/// frequency, last_purchase_age, age, monetary
///     Histories of `Summaries`: columns of one length, or the numbers of one customer.
/// paid_frequency
///     Repeat purchases that cost something; `frequency` where all did.
/// margin
///     The share of spend that is wanted, above 0 and at most 1; revenue without it.
/// level
///     Coverage of predictive intervals, such as 0.9: they are worked out on demand, since they cost ten times the
///     expectation, and only over a horizon.
///
/// Returns
/// -------
/// CustomerValues
///     `expected`, and with a level `low`, `high` and `probability_of_none`, in the form of the columns; `measure` says
///     whether they are revenue or margin.
///
/// Raises
/// ------
/// OutOfRange
///     A history that cannot be (the row is named), or a horizon, discount, margin or level outside its range.
/// NotAvailable
///     The expected spend of a customer is infinite under the model (`q` of at most 1).
#[pyfunction]
#[allow(clippy::too_many_arguments)]
#[pyo3(signature = (
    purchases, spend, periods, discount_rate_per_period, frequency, last_purchase_age, age, monetary, *,
    paid_frequency = None, margin = None, level = None, progress = None
))]
pub fn value(
    py: Python<'_>,
    purchases: AnyModel,
    spend: &GammaGamma,
    periods: Option<Real>,
    discount_rate_per_period: Real,
    frequency: ArrayLike<'_>,
    last_purchase_age: ArrayLike<'_>,
    age: ArrayLike<'_>,
    monetary: ArrayLike<'_>,
    paid_frequency: Option<ArrayLike<'_>>,
    margin: Option<Real>,
    level: Option<Real>,
    progress: Option<Progress>,
) -> PyResult<CustomerValues> {
    let options = ValueOptions {
        periods: periods.map(|periods| periods.0).filter(|periods| *periods != f64::INFINITY),
        discount_rate_per_period: discount_rate_per_period.0,
        margin: margin.map(|margin| margin.0),
    };
    let level = level.map(|level| level.0);
    let columns = Columns::read([
        ("frequency", &frequency),
        ("last_purchase_age", &last_purchase_age),
        ("age", &age),
        ("monetary", &monetary),
        ("paid_frequency", paid_frequency.as_ref().unwrap_or(&frequency)),
    ])?;
    let name = format!("expected_{}", measure(options.margin));
    let (model, spend) = (&purchases.0, &spend.0);
    let answer = |expected: Bound<'_, PyAny>| CustomerValues {
        expected: expected.unbind(),
        low: py.None(),
        high: py.None(),
        probability_of_none: py.None(),
        measure: measure(options.margin),
        margin: options.margin,
        periods: options.periods,
        discount_rate_per_period: options.discount_rate_per_period,
        level,
    };
    let Some(level) = level else {
        let [frequency, last_purchase_age, age, monetary, paid_frequency] = &columns.vectors();
        let rows = HistoryColumns { frequency, last_purchase_age, age, paid_frequency, monetary };
        let values =
            run_long(py, "value", progress, |control| model.value_columns(spend, &rows, &options, control))?;
        return Ok(answer(columns.form().column(py, &name, values.expected)?));
    };
    let figures = columns.fill(py, "value", 4, progress, |_, row, figures| {
        let [frequency, last_purchase_age, age, monetary, paid_frequency] = row;
        let log_interval_sum = 0.0;
        let summary =
            CustomerSummary { frequency, last_purchase_age, age, paid_frequency, monetary, log_interval_sum };
        let forecast = model.value_forecast(spend, &summary, &options, level)?;
        figures.copy_from_slice(&[
            forecast.expected,
            forecast.low,
            forecast.high,
            forecast.probability_of_none,
        ]);
        Ok(())
    })?;
    let column = |place: usize, name: &str| {
        columns.form().column(py, name, figures.iter().skip(place).step_by(4).copied().collect())
    };
    Ok(CustomerValues {
        low: column(1, "low")?.unbind(),
        high: column(2, "high")?.unbind(),
        probability_of_none: column(3, "probability_of_none")?.unbind(),
        ..answer(column(0, &name)?)
    })
}

fn spending<'py>(frequency: ArrayLike<'py>, monetary: ArrayLike<'py>) -> PyResult<Columns<'py, 2>> {
    Columns::read([("frequency", &frequency), ("monetary", &monetary)])
}
