//! What pictures and reports of lifetime are drawn from: purchases by period, how customers differ, a model's score on
//! a holdout, and totals.

use pyo3::prelude::*;
use sartor::api::python::{Argument, exception};
use sartor::lifetime::{ForecastScore, HistoryColumns, ValueOptions};

use super::model::AnyModel;
use super::spend::GammaGamma;
use super::summaries::Summaries;
use crate::columns::{Doubles, Real};
use crate::work::{Progress, run_long};

/// Repeat purchases by period, those that were made beside those expected, as numpy columns with a row for each whole
/// period since the first purchase of all.
#[pyclass(frozen, module = "sartor.lifetime")]
pub struct Tracking(sartor::lifetime::Tracking);

#[pymethods]
impl Tracking {
    /// Ends of the periods, in periods since the day of the first purchase of all.
    #[getter]
    fn end<'py>(&self, py: Python<'py>) -> Doubles<'py> {
        Doubles::new(py, self.0.end.clone())
    }

    /// Repeat purchases in each period.
    #[getter]
    fn observed<'py>(&self, py: Python<'py>) -> Doubles<'py> {
        Doubles::new(py, self.0.observed.clone())
    }

    /// Those expected.
    #[getter]
    fn expected<'py>(&self, py: Python<'py>) -> Doubles<'py> {
        Doubles::new(py, self.0.expected.clone())
    }

    /// Lower ends of their intervals.
    #[getter]
    fn low<'py>(&self, py: Python<'py>) -> Doubles<'py> {
        Doubles::new(py, self.0.low.clone())
    }

    /// Upper ends.
    #[getter]
    fn high<'py>(&self, py: Python<'py>) -> Doubles<'py> {
        Doubles::new(py, self.0.high.clone())
    }

    /// Repeat purchases up to the end of each period.
    #[getter]
    fn cumulative_observed<'py>(&self, py: Python<'py>) -> Doubles<'py> {
        Doubles::new(py, self.0.cumulative_observed.clone())
    }

    /// Those expected.
    #[getter]
    fn cumulative_expected<'py>(&self, py: Python<'py>) -> Doubles<'py> {
        Doubles::new(py, self.0.cumulative_expected.clone())
    }

    /// Lower ends of their intervals.
    #[getter]
    fn cumulative_low<'py>(&self, py: Python<'py>) -> Doubles<'py> {
        Doubles::new(py, self.0.cumulative_low.clone())
    }

    /// Upper ends.
    #[getter]
    fn cumulative_high<'py>(&self, py: Python<'py>) -> Doubles<'py> {
        Doubles::new(py, self.0.cumulative_high.clone())
    }

    /// Where the holdout begins, in periods since the day of the first purchase; `None` without one.
    #[getter]
    fn calibration_end(&self) -> Option<f64> {
        self.0.calibration_end
    }

    /// Customers followed: those known at the end of the calibration.
    #[getter]
    fn customers(&self) -> u32 {
        self.0.customers
    }

    /// The unit of time: `day`, `week`, `month`, `year`, or a number of days.
    #[getter]
    fn period(&self) -> String {
        self.0.period.to_string()
    }

    /// Nominal coverage of the intervals.
    #[getter]
    fn level(&self) -> f64 {
        self.0.level
    }

    fn __repr__(&self) -> String {
        let (periods, customers, period) = (self.0.end.len(), self.0.customers, self.0.period);
        format!("Tracking(periods={periods}, customers={customers}, period={period})")
    }
}

/// Follow the customers of a file of transactions under a fitted model, period by period.
///
/// What is expected rests on nothing but the day of each customer's first purchase. The intervals join chance, by
/// 10,000 drawn customers, and the parameters' uncertainty.
#[pyfunction]
#[pyo3(signature = (model, summaries, *, level = Real(0.9), progress = None))]
pub fn tracking(
    py: Python<'_>,
    model: AnyModel,
    summaries: &Summaries,
    level: Real,
    progress: Option<Progress>,
) -> PyResult<Tracking> {
    run_long(py, "tracking", progress, |control| {
        summaries.rows.with(|rows| {
            sartor::lifetime::tracking(&model.0, rows, &summaries.options, level.0, control).map(Tracking)
        })
    })
}

/// One quantity over the customers of a model: a gamma or a beta distribution, with its density as numpy columns.
#[pyclass(frozen, module = "sartor.lifetime")]
pub struct MixingDistribution(sartor::lifetime::MixingDistribution);

#[pymethods]
impl MixingDistribution {
    /// What differs from customer to customer, with its unit.
    #[getter]
    fn quantity(&self) -> &'static str {
        self.0.quantity.name()
    }

    /// `gamma` with shape and rate, or `beta` with its two parameters.
    #[getter]
    fn family(&self) -> &'static str {
        self.0.family
    }

    /// Those two.
    #[getter]
    fn parameters(&self) -> (f64, f64) {
        self.0.parameters.into()
    }

    /// Mean over the customers.
    #[getter]
    fn mean(&self) -> f64 {
        self.0.mean
    }

    /// Half of the customers are below it.
    #[getter]
    fn median(&self) -> f64 {
        self.0.median
    }

    /// Points in equal distances: inside 0 to 1, or up to what 99 % of the customers are below.
    #[getter]
    fn points<'py>(&self, py: Python<'py>) -> Doubles<'py> {
        Doubles::new(py, self.0.points.clone())
    }

    /// The density there.
    #[getter]
    fn density<'py>(&self, py: Python<'py>) -> Doubles<'py> {
        Doubles::new(py, self.0.density.clone())
    }

    fn __repr__(&self) -> String {
        let ([first, second], family) = (self.0.parameters, self.0.family);
        format!("MixingDistribution({family}({first}, {second}) of {})", self.0.quantity.name())
    }
}

/// How the customers of a model differ: in buying, and in leaving, which is `None` where nobody leaves.
#[pyfunction]
#[pyo3(signature = (model, *, points = Argument::of(200)))]
pub fn mixing(
    model: AnyModel,
    points: Argument<u32>,
) -> PyResult<(MixingDistribution, Option<MixingDistribution>)> {
    let points = points.named("mixing", "points")?;
    let mixing = sartor::lifetime::mixing(&model.0, points).map_err(|error| exception(&error))?;
    Ok((MixingDistribution(mixing.rate), mixing.dropout.map(MixingDistribution)))
}

/// How well a fitted model forecast the holdout of summaries. `select` scores what it fits itself; this scores any
/// model, such as one fitted with a penalty.
#[pyfunction]
#[pyo3(signature = (model, summaries, *, level = Real(0.9), progress = None))]
pub fn score_holdout(
    py: Python<'_>,
    model: AnyModel,
    summaries: &Summaries,
    level: Real,
    progress: Option<Progress>,
) -> PyResult<ForecastScore> {
    run_long(py, "score_holdout", progress, |control| {
        sartor::lifetime::score_holdout(&model.0, &summaries.core, level.0, control)
    })
}

/// What customers are expected to do together, with intervals that join chance and the parameters' uncertainty.
#[pyclass(frozen, get_all, module = "sartor.lifetime")]
pub struct TotalValue {
    /// How many they are.
    customers: u32,
    /// Value expected of all, discounted, in the unit of money of the histories.
    expected: f64,
    /// Lower end of its interval; `None` where spend has no finite variance, as when Gamma-Gamma's `q` is at most 2.
    low: Option<f64>,
    /// Upper end.
    high: Option<f64>,
    /// Purchases expected of all, not discounted.
    purchases_expected: f64,
    /// Lower end of their interval.
    purchases_low: f64,
    /// Upper end.
    purchases_high: f64,
    /// Nominal coverage of both intervals.
    level: f64,
}

#[pymethods]
impl TotalValue {
    fn __repr__(&self) -> String {
        let end = |end: Option<f64>| end.map_or("None".to_owned(), |end| end.to_string());
        let (low, high) = (end(self.low), end(self.high));
        let Self { customers, expected, level, .. } = self;
        format!(
            "TotalValue(customers={customers}, expected={expected}, low={low}, high={high}, level={level})"
        )
    }
}

/// The value that all customers of summaries have together over the next `periods`, with its interval. Intervals of
/// customers must not be added up: their chances even out, and the parameters' errors do not.
#[pyfunction]
#[pyo3(signature = (
    purchases, spend, summaries, periods, *, discount_rate_per_period = Real(0.0), margin = None, level = Real(0.9),
    progress = None
))]
#[allow(clippy::too_many_arguments)] // most of them have defaults
pub fn total_value(
    py: Python<'_>,
    purchases: AnyModel,
    spend: &GammaGamma,
    summaries: &Summaries,
    periods: Real,
    discount_rate_per_period: Real,
    margin: Option<Real>,
    level: Real,
    progress: Option<Progress>,
) -> PyResult<TotalValue> {
    let options = ValueOptions {
        periods: Some(periods.0),
        discount_rate_per_period: discount_rate_per_period.0,
        margin: margin.map(|margin| margin.0),
    };
    let total = run_long(py, "total_value", progress, |control| {
        let rows = HistoryColumns::from(&*summaries.core);
        sartor::lifetime::total_value(&purchases.0, &spend.0, &rows, &options, level.0, control)
    })?;
    let sartor::lifetime::TotalValue {
        customers,
        expected,
        low,
        high,
        purchases_expected,
        purchases_low,
        purchases_high,
        level,
    } = total;
    Ok(TotalValue {
        customers,
        expected,
        low,
        high,
        purchases_expected,
        purchases_low,
        purchases_high,
        level,
    })
}
