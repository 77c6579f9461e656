//! How does an event come in: as a record, or as a dict in the Segment shape?

use pyo3::prelude::*;
#[cfg(feature = "stubs")]
use pyo3::{PyTypeInfo, inspect::PyStaticExpr, type_hint_identifier, type_hint_subscript, type_hint_union};
use sartor::Result;
use sartor::api::python::exception;
use sartor::event::{DecisionRecord, Event};
use sartor::money::Currency;
use serde_json::Value;

use crate::input::json_value;

/// An event as the caller has it.
pub enum GivenEvent {
    Read(Box<Event>),
    Raw(Value),
}

impl GivenEvent {
    /// The event, with prices that name no currency in `currency`.
    pub fn read(self, currency: Option<Currency>) -> Result<Event> {
        match self {
            Self::Read(event) => Ok(*event),
            Self::Raw(value) => Event::from_value(&value, currency),
        }
    }
}

impl FromPyObject<'_, '_> for GivenEvent {
    type Error = PyErr;

    #[cfg(feature = "stubs")]
    const INPUT_TYPE: PyStaticExpr = type_hint_union!(
        Event::TYPE_HINT,
        DecisionRecord::TYPE_HINT,
        type_hint_subscript!(
            type_hint_identifier!("builtins", "dict"),
            type_hint_identifier!("builtins", "str"),
            type_hint_identifier!("typing", "Any")
        )
    );

    fn extract(object: Borrowed<'_, '_, PyAny>) -> PyResult<Self> {
        if let Ok(event) = object.extract::<Event>() {
            return Ok(Self::Read(Box::new(event)));
        }
        if let Ok(record) = object.extract::<DecisionRecord>() {
            let value = serde_json::to_value(record);
            return value.map(Self::Raw).map_err(|_| {
                exception(&sartor::SartorError::invalid("event", "properties", "finite numbers"))
            });
        }
        json_value("event", &object).map(Self::Raw)
    }
}
