//! The models of `sartor.lifetime`, each usable alone.

use pyo3::prelude::*;
use sartor::api::python::{Argument, exception, from_json, to_json};
use sartor::lifetime::{
    BgNbdParams, ConvergenceReport, GammaGammaParams, ParameterInterval, PurchaseSummary, ValueForecast,
};

use crate::columns::{ArrayLike, Columns, Doubles, Real};
use crate::work::{Progress, run, run_long};

/// BG/NBD: how many purchases will a customer still make, and is the customer still one?
///
/// Fader, Hardie and Lee (2005). Histories are `frequency` (repeat purchases), `last_purchase_age` and `age`,
/// in any one unit of time since the first purchase; columns of them give columns back, numbers a number.
/// Every customer without a repeat purchase has a `probability_alive` of exactly 1, by construction.
#[pyclass(frozen, eq, module = "sartor.lifetime")]
#[derive(PartialEq)]
pub struct BgNbd(sartor::lifetime::BgNbd);

#[pymethods]
impl BgNbd {
    /// Fit by maximum likelihood. `penalty` of 0.001 to 0.1 tames small samples (none unless
    /// stated); `weights` count rows.
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
        let columns = Columns::read([
            ("frequency", &frequency),
            ("last_purchase_age", &last_purchase_age),
            ("age", &age),
        ])?;
        let weights = weights.map(|weights| Columns::read([("weights", &weights)])).transpose()?;
        let [frequency, last_purchase_age, age] = &columns.vectors();
        let weights = weights.as_ref().map(Columns::vectors);
        let weights = weights.as_ref().map(|[weights]| weights.as_ref());
        run_long(py, "BgNbd.fit", progress, |control| {
            sartor::lifetime::BgNbd::fit(frequency, last_purchase_age, age, weights, penalty.0, control)
        })
        .map(Self)
    }

    /// A model with parameters from elsewhere, taken as exact.
    #[staticmethod]
    fn with_params(params: BgNbdParams) -> PyResult<Self> {
        sartor::lifetime::BgNbd::with_params(params).map(Self).map_err(|error| exception(&error))
    }

    /// The parameters.
    #[getter]
    fn params(&self) -> BgNbdParams {
        self.0.params().clone()
    }

    /// The log-likelihood of the data it was fitted to; 0 for given parameters.
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

    /// Covariance of `r, alpha, a, b`.
    #[getter]
    fn covariance<'py>(&self, py: Python<'py>) -> PyResult<Doubles<'py>> {
        Doubles::square(py, self.0.covariance())
    }

    /// Standard errors of `r, alpha, a, b`.
    #[getter]
    fn standard_errors<'py>(&self, py: Python<'py>) -> Doubles<'py> {
        Doubles::new(py, self.0.standard_errors())
    }

    /// Probability that a customer is still active.
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

    /// Probability of a purchase in the next `periods`, of a kind that makes up `share` (1 unless stated) of all
    /// purchases.
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

    /// Time from now within which the next purchase falls with probability `q`, of a customer who is active.
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

    /// Purchases expected of a new customer in the `periods` after their first.
    fn expected_purchases_new_customer(&self, periods: Real) -> PyResult<f64> {
        self.0.expected_purchases_new_customer(periods.0).map_err(|error| exception(&error))
    }

    /// `probability_alive` of one customer, with the interval that the parameters' uncertainty leaves it;
    /// `level` is 0.9 unless stated.
    #[pyo3(signature = (frequency, last_purchase_age, age, *, level = Real(0.9)))]
    fn probability_alive_interval(
        &self,
        frequency: Real,
        last_purchase_age: Real,
        age: Real,
        level: Real,
    ) -> PyResult<ParameterInterval> {
        self.0
            .probability_alive_interval(frequency.0, last_purchase_age.0, age.0, level.0)
            .map_err(|error| exception(&error))
    }

    /// `expected_purchases` of one customer, with the interval that the parameters' uncertainty leaves it;
    /// `level` is 0.9 unless stated.
    #[pyo3(signature = (periods, frequency, last_purchase_age, age, *, level = Real(0.9)))]
    fn expected_purchases_interval(
        &self,
        periods: Real,
        frequency: Real,
        last_purchase_age: Real,
        age: Real,
        level: Real,
    ) -> PyResult<ParameterInterval> {
        self.0
            .expected_purchases_interval(periods.0, frequency.0, last_purchase_age.0, age.0, level.0)
            .map_err(|error| exception(&error))
    }

    /// `purchase_probability` of one customer, with the interval that the parameters' uncertainty leaves it;
    /// `level` is 0.9 unless stated.
    #[pyo3(signature = (periods, frequency, last_purchase_age, age, *, share = Real(1.0), level = Real(0.9)))]
    fn purchase_probability_interval(
        &self,
        periods: Real,
        frequency: Real,
        last_purchase_age: Real,
        age: Real,
        share: Real,
        level: Real,
    ) -> PyResult<ParameterInterval> {
        self.0
            .purchase_probability_interval(
                periods.0,
                share.0,
                frequency.0,
                last_purchase_age.0,
                age.0,
                level.0,
            )
            .map_err(|error| exception(&error))
    }

    /// For each of `levels`, the number of purchases of one customer in the next `periods` that is not exceeded
    /// with at least that probability.
    fn purchase_quantiles<'py>(
        &self,
        py: Python<'py>,
        periods: Real,
        frequency: Real,
        last_purchase_age: Real,
        age: Real,
        levels: Vec<Real>,
    ) -> PyResult<Doubles<'py>> {
        let levels: Vec<f64> = levels.into_iter().map(|level| level.0).collect();
        run(py, "BgNbd.purchase_quantiles", || {
            self.0.purchase_quantiles(periods.0, frequency.0, last_purchase_age.0, age.0, &levels)
        })
        .map(|values| Doubles::new(py, values))
    }

    /// Probabilities of 0, 1, ... `most` purchases of one customer in the next `periods`.
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
        let most = most.named("BG/NBD", "most")?;
        run(py, "BgNbd.purchase_distribution", || {
            self.0.purchase_distribution(periods.0, most, frequency.0, last_purchase_age.0, age.0)
        })
        .map(|values| Doubles::new(py, values))
    }

    /// The model as canonical JSON.
    fn to_json(&self) -> PyResult<String> {
        to_json(&self.0)
    }

    /// The model that `to_json` wrote.
    #[staticmethod]
    fn from_json(text: &str) -> PyResult<Self> {
        from_json("BG/NBD model", text).map(Self)
    }

    #[pyo3(signature = () -> "tuple[typing.Any, tuple[str]]")]
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (String,))> {
        Ok((slf.as_any().get_type().getattr("from_json")?, (slf.get().to_json()?,)))
    }

    fn __repr__(&self) -> String {
        let BgNbdParams { r, alpha, a, b } = self.0.params();
        format!("BgNbd(r={r}, alpha={alpha}, a={a}, b={b}, customers={})", self.0.customers())
    }
}

/// Gamma-Gamma: how much does a customer spend at a purchase?
///
/// Fader and Hardie (2013). Histories are `frequency` (repeat purchases) and `monetary`, the mean spend of
/// those; customers without one are passed over in the fit, and expected to spend the population's mean.
#[pyclass(frozen, eq, module = "sartor.lifetime")]
#[derive(PartialEq)]
pub struct GammaGamma(sartor::lifetime::GammaGamma);

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
    purchases: &BgNbd,
    spend: &GammaGamma,
    history: PurchaseSummary,
    periods: Real,
    discount_rate_per_period: Real,
    level: Real,
) -> PyResult<ValueForecast> {
    run(py, "value", || {
        sartor::lifetime::value(
            &purchases.0,
            &spend.0,
            &history,
            periods.0,
            discount_rate_per_period.0,
            level.0,
        )
    })
}

/// Summarise one customer's purchases: `(day number, spend)` pairs in ascending order of days.
///
/// Purchases on one day count once; `period_days` is the length of a period in days, 7 for weeks, and 1
/// unless stated.
#[pyfunction]
#[pyo3(signature = (purchases, as_of_day, *, period_days = Real(1.0)))]
pub fn summarize(
    purchases: Argument<Vec<(i64, f64)>>,
    as_of_day: Argument<i64>,
    period_days: Real,
) -> PyResult<PurchaseSummary> {
    let purchases = purchases.named("summary", "purchases")?;
    let as_of_day = as_of_day.named("summary", "as_of_day")?;
    sartor::lifetime::summarize(&purchases, as_of_day, period_days.0).map_err(|error| exception(&error))
}

fn spending<'py>(frequency: ArrayLike<'py>, monetary: ArrayLike<'py>) -> PyResult<Columns<'py, 2>> {
    Columns::read([("frequency", &frequency), ("monetary", &monetary)])
}

fn history<'py>(
    frequency: ArrayLike<'py>,
    last_purchase_age: ArrayLike<'py>,
    age: ArrayLike<'py>,
) -> PyResult<Columns<'py, 3>> {
    Columns::read([("frequency", &frequency), ("last_purchase_age", &last_purchase_age), ("age", &age)])
}
