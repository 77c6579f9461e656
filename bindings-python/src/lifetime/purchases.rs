//! One customer's purchases in Python, folded one by one as they happen.

use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDate, PyDateTime, PyInt};
#[cfg(feature = "stubs")]
use pyo3::{inspect::PyStaticExpr, type_hint_identifier, type_hint_union};
use sartor::SartorError;
use sartor::api::python::{exception, from_json, to_json};
use sartor::lifetime::{CustomerSummary, ReturnTotals};

use super::summaries::read_period;
use crate::columns::Real;
use crate::work::Shared;

/// A day: its number counted from 1970, or a `datetime.date`.
pub struct Day(i64);

impl FromPyObject<'_, '_> for Day {
    type Error = PyErr;

    #[cfg(feature = "stubs")]
    const INPUT_TYPE: PyStaticExpr =
        type_hint_union!(type_hint_identifier!("builtins", "int"), type_hint_identifier!("datetime", "date"));

    fn extract(object: Borrowed<'_, '_, PyAny>) -> PyResult<Self> {
        const EPOCH: i64 = 719_163; // date(1970, 1, 1).toordinal()
        let object = &*object;
        let refused = || {
            let expected =
                "a whole number of days since 1970, or a date: date() of a time, on the shop's clock";
            exception(&SartorError::invalid("purchase", "day", expected))
        };
        if object.is_instance_of::<PyDateTime>() || object.is_instance_of::<PyBool>() {
            return Err(refused());
        }
        if object.is_instance_of::<PyDate>() {
            let ordinal: i64 = object.call_method0("toordinal")?.extract()?;
            return Ok(Self(ordinal - EPOCH));
        }
        let whole = object.is_instance_of::<PyInt>() || object.hasattr("__index__")?;
        if whole { object.extract().map(Self).map_err(|_| refused()) } else { Err(refused()) }
    }
}

/// One customer's purchases, folded one by one in the order of time: the streaming form of `summarize`.
///
/// Purchases of one day count once; a negative value is a return, which is taken off what was bought before it, the latest
/// first. A purchase is folded in constant time, and 40 bytes are kept for each day of purchases.
///
/// Examples
/// --------
/// >>> from sartor.lifetime import CustomerPurchases
/// >>> purchases = CustomerPurchases()
/// >>> for day, value in [(10, 40.0), (24, 30.0), (24, 5.0), (59, 25.0)]:
/// ...     purchases.fold(day, value)
/// >>> summary = purchases.summary(80)
/// >>> summary.frequency, summary.last_purchase_age, summary.age, summary.monetary
/// (2.0, 7.0, 10.0, 30.0)
#[pyclass(frozen, module = "sartor.lifetime")]
pub struct CustomerPurchases(Shared<sartor::lifetime::CustomerPurchases>);

#[pymethods]
impl CustomerPurchases {
    /// No purchase yet.
    #[new]
    fn new() -> Self {
        Self(Shared::new(sartor::lifetime::CustomerPurchases::default()))
    }

    /// Fold the next row: what was paid on a day, or was returned if it is negative.
    ///
    /// Parameters
    /// ----------
    /// day
    ///     A date on the clock of the shop, or its number counted from 1970; days may not descend.
    /// value
    ///     In any one unit of money, within 1e15 of 0; 0 is a purchase for nothing.
    fn fold(&self, day: Day, value: Real) -> PyResult<()> {
        let folded = self.0.change("CustomerPurchases.fold", |purchases| purchases.fold(day.0, value.0));
        folded.map_err(|error| exception(&error))
    }

    /// What the models need of the customer at the end of a day, which may not come before the last row.
    ///
    /// `period` is the unit of time: `day`, `week`, `month`, `year` or a number of days.
    #[pyo3(signature = (as_of_day, period: "str | float | None" = None))]
    fn summary(&self, as_of_day: Day, period: Option<&Bound<'_, PyAny>>) -> PyResult<CustomerSummary> {
        let period = read_period(period)?;
        let summary = self.now()?.summary(as_of_day.0, period);
        summary.map_err(|error| exception(&error))
    }

    /// What returns did so far.
    #[getter]
    fn returns(&self) -> PyResult<ReturnTotals> {
        Ok(self.now()?.returns().clone())
    }

    /// The purchases as canonical JSON.
    fn to_json(&self) -> PyResult<String> {
        to_json(&*self.now()?)
    }

    /// The purchases that `to_json` wrote.
    #[staticmethod]
    fn from_json(text: &str) -> PyResult<Self> {
        from_json("stored purchases", text).map(|purchases| Self(Shared::new(purchases)))
    }

    fn __eq__(&self, other: &Self) -> PyResult<bool> {
        Ok(*self.now()? == *other.now()?)
    }

    #[pyo3(signature = () -> "tuple[typing.Any, tuple[str]]")]
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (String,))> {
        Ok((slf.as_any().get_type().getattr("from_json")?, (slf.get().to_json()?,)))
    }

    fn __repr__(&self) -> PyResult<String> {
        let purchases = self.now()?;
        let days = purchases.days();
        Ok(format!("CustomerPurchases(days={days}, returns={})", purchases.returns().rows))
    }
}

impl CustomerPurchases {
    fn now(&self) -> PyResult<std::sync::Arc<sartor::lifetime::CustomerPurchases>> {
        self.0.now("CustomerPurchases").map_err(|error| exception(&error))
    }
}
