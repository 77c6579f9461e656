//! One customer's purchases in Python, folded one by one as they happen.

use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDate, PyDateTime, PyString, PyTzInfoAccess};
#[cfg(feature = "stubs")]
use pyo3::{inspect::PyStaticExpr, type_hint_identifier, type_hint_union};
use sartor::SartorError;
use sartor::api::python::{exception, from_json, to_json};
use sartor::lifetime::{CustomerSummary, ReturnTotals};
use sartor::prompt::prompt_safe;
use sartor::time::DAY_MS;

use super::summaries::read_period;
use crate::columns::Real;
use crate::moment::{Zoneless, moment_ms};
use crate::work::Shared;

/// A day: its number counted from 1970, or a date as a date, a time without a zone or an ISO 8601 text.
pub struct Day<'py>(Bound<'py, PyAny>);

impl Day<'_> {
    /// Its number counted from 1970.
    pub fn named(&self, subject: &str, field: &str) -> PyResult<i64> {
        let object = &self.0;
        let refused = |found: &str, expected: &str| {
            Err(exception(&SartorError::out_of_range(subject, field, found, expected)))
        };
        if let Ok(time) = object.cast::<PyDateTime>()
            && time.get_tzinfo().is_some()
        {
            return refused("a time", "a date: date() of the time on the clock of the shop");
        }
        let is_date = object.is_instance_of::<PyDate>() || object.is_instance_of::<PyString>();
        if is_date || object.get_type().name()? == "datetime64" {
            return Ok(moment_ms(object, Zoneless::Utc, subject, field)?.div_euclid(DAY_MS));
        }
        let whole = !object.is_instance_of::<PyBool>() && object.hasattr("__index__")?;
        let found = object.str().map_or_else(|_| "too large".to_owned(), |text| text.to_string());
        match object.extract() {
            Ok(day) if whole => Ok(day),
            _ => refused(
                &prompt_safe(&found, 40),
                "a whole number of days since 1970, or a date such as 2026-06-01",
            ),
        }
    }
}

impl<'py> FromPyObject<'_, 'py> for Day<'py> {
    type Error = PyErr;

    #[cfg(feature = "stubs")]
    const INPUT_TYPE: PyStaticExpr = type_hint_union!(
        type_hint_identifier!("builtins", "int"),
        type_hint_identifier!("builtins", "str"),
        type_hint_identifier!("datetime", "date"),
        type_hint_identifier!("numpy", "datetime64")
    );

    fn extract(object: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        Ok(Self(object.to_owned()))
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
    ///     A date on the clock of the shop, ISO 8601 text of one, or its number counted from 1970; days may not descend.
    /// value
    ///     In any one unit of money, within 1e15 of 0; 0 is a purchase for nothing.
    fn fold(&self, day: Day<'_>, value: Real) -> PyResult<()> {
        let day = day.named("purchase", "day")?;
        let folded = self.0.change("CustomerPurchases.fold", |purchases| purchases.fold(day, value.0));
        folded.map_err(|error| exception(&error))
    }

    /// What the models need of the customer at the end of a day, which may not come before the last row.
    ///
    /// `period` is the unit of time: `day`, `week`, `month`, `year` or a number of days.
    #[pyo3(signature = (as_of_day, period: "str | float | None" = None))]
    fn summary(&self, as_of_day: Day<'_>, period: Option<&Bound<'_, PyAny>>) -> PyResult<CustomerSummary> {
        let period = read_period(period)?;
        let summary = self.now()?.summary(as_of_day.named("summary", "as_of_day")?, period);
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
