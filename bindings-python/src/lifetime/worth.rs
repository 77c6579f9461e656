//! What purchases and spend are worth together, in Python.

use pyo3::prelude::*;
use sartor::lifetime::{CustomerSummary, HistoryColumns, ValueOptions};

use super::answers::{CustomerValues, measure};
use super::model::AnyModel;
use super::spend::GammaGamma;
use crate::columns::{ArrayLike, Columns, Real};
use crate::work::{Progress, run_long};

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
///     Coverage of predictive intervals, such as 0.9: they are worked out on demand, since they cost more than the
///     expectation does, and only over a horizon.
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
