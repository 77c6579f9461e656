//! How differently the parameters of a model might have come out, in Python: its refits to customers drawn from it.

use std::cell::RefCell;

use pyo3::PyTypeInfo;
use pyo3::prelude::*;
use pyo3::types::PyDict;
use sartor::api::python::{Argument, data_frame, exception, from_json, reduce, to_json};
use sartor::control::Control;
use sartor::lifetime::{self, GammaGammaParams, ParameterInterval, ProfileInterval, PurchaseProcess};
use sartor::{Result, SartorError};
use serde::{Deserialize, Serialize};

use super::model::{BgBb, BgCnbd, BgNbd, GGompertzNbd, MbgCnbd, MbgNbd, Nbd, ParetoNbd};
use super::spend::GammaGamma;
use crate::columns::{Doubles, Real};

/// The replicates of a bootstrap and its seed.
pub fn replicates_and_seed(replicates: Argument<u32>, seed: Argument<u32>) -> PyResult<(u32, u32)> {
    Ok((replicates.named("bootstrap", "replicates")?, seed.named("bootstrap", "seed")?))
}

/// Profile intervals of the parameters of these names, of all unless stated; a step is a parameter.
pub fn profiles(
    all: &[&str],
    named: Option<Vec<String>>,
    control: Control<'_>,
    interval: impl Fn(&str, Control<'_>) -> Result<ProfileInterval>,
) -> Result<Vec<ProfileInterval>> {
    let names = named.unwrap_or_else(|| all.iter().map(|name| (*name).to_owned()).collect());
    let total = names.len() as u64;
    let mut intervals = Vec::with_capacity(names.len());
    for (done, name) in (1..).zip(&names) {
        intervals.push(interval(name, control.without_steps())?);
        control.step(done, total)?;
    }
    Ok(intervals)
}

/// A model with what it was when fitted to customers drawn from it; `bootstrap` of a model makes one.
///
/// `len()` is the number of refits, `to_frame()` has a row of parameters for each.
#[pyclass(frozen, eq, module = "sartor.lifetime")]
#[derive(PartialEq)]
pub struct Bootstrap(pub AnyBootstrap);

/// The names of what is fitted of a model, and their values.
trait Parameters {
    const NAMES: &'static [&'static str];
    fn values(&self) -> Vec<f64>;
}

impl<P: PurchaseProcess> Parameters for lifetime::PurchaseModel<P> {
    const NAMES: &'static [&'static str] = P::PARAMETERS;

    fn values(&self) -> Vec<f64> {
        self.params().numbers()
    }
}

impl Parameters for lifetime::GammaGamma {
    const NAMES: &'static [&'static str] = &["p", "q", "gamma"];

    fn values(&self) -> Vec<f64> {
        let GammaGammaParams { p, q, gamma } = *self.params();
        vec![p, q, gamma]
    }
}

fn names<M: Parameters>(_: &lifetime::Bootstrap<M>) -> &'static [&'static str] {
    M::NAMES
}

/// Of a model of any class.
#[derive(PartialEq, Serialize, Deserialize)]
#[serde(tag = "model", content = "bootstrap", rename_all = "snake_case")]
pub enum AnyBootstrap {
    MbgNbd(lifetime::Bootstrap<lifetime::MbgNbd>),
    ParetoNbd(lifetime::Bootstrap<lifetime::ParetoNbd>),
    MbgCnbd(lifetime::Bootstrap<lifetime::MbgCnbd>),
    GGompertzNbd(lifetime::Bootstrap<lifetime::GGompertzNbd>),
    BgNbd(lifetime::Bootstrap<lifetime::BgNbd>),
    BgCnbd(lifetime::Bootstrap<lifetime::BgCnbd>),
    Nbd(lifetime::Bootstrap<lifetime::Nbd>),
    BgBb(lifetime::Bootstrap<lifetime::BgBb>),
    GammaGamma(lifetime::Bootstrap<lifetime::GammaGamma>),
}

/// The same expression for whichever model it is of; `Class` is its class in Python.
macro_rules! each {
    (@ $found:ident, $class:ident, $answer:expr) => {{
        #[allow(dead_code)]
        type Class = $class;
        $answer
    }};
    ($any:expr, $found:ident => $answer:expr) => {
        match $any {
            AnyBootstrap::MbgNbd($found) => each!(@ $found, MbgNbd, $answer),
            AnyBootstrap::ParetoNbd($found) => each!(@ $found, ParetoNbd, $answer),
            AnyBootstrap::MbgCnbd($found) => each!(@ $found, MbgCnbd, $answer),
            AnyBootstrap::GGompertzNbd($found) => each!(@ $found, GGompertzNbd, $answer),
            AnyBootstrap::BgNbd($found) => each!(@ $found, BgNbd, $answer),
            AnyBootstrap::BgCnbd($found) => each!(@ $found, BgCnbd, $answer),
            AnyBootstrap::Nbd($found) => each!(@ $found, Nbd, $answer),
            AnyBootstrap::BgBb($found) => each!(@ $found, BgBb, $answer),
            AnyBootstrap::GammaGamma($found) => each!(@ $found, GammaGamma, $answer),
        }
    };
}

#[pymethods]
impl Bootstrap {
    /// The model that customers were drawn from, of its own class.
    #[getter]
    fn fitted<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        each!(&self.0, found => Ok(Bound::new(py, Class::from(found.fitted().clone()))?.into_any()))
    }

    /// The refits, of its class.
    #[getter]
    fn refits<'py>(&self, py: Python<'py>) -> PyResult<Vec<Bound<'py, PyAny>>> {
        each!(&self.0, found => {
            let refits = found.refits().iter();
            refits.map(|model| Ok(Bound::new(py, Class::from(model.clone()))?.into_any())).collect()
        })
    }

    /// Replicates that could not be fitted.
    #[getter]
    fn failed(&self) -> u32 {
        each!(&self.0, found => found.failed())
    }

    /// The interval of each parameter by its name, between quantiles of the refits.
    #[pyo3(signature = (*, level = Real(0.9)) -> "dict[str, ParameterInterval]")]
    fn intervals<'py>(&self, py: Python<'py>, level: Real) -> PyResult<Bound<'py, PyDict>> {
        let intervals = each!(&self.0, found => found.intervals(level.0));
        let intervals = intervals.map_err(|error| exception(&error))?;
        let named = PyDict::new(py);
        for (name, interval) in each!(&self.0, found => names(found)).iter().zip(intervals) {
            named.set_item(*name, interval)?;
        }
        Ok(named)
    }

    /// The interval of whatever `estimate(model)` works out of a model, such as the purchases of all customers.
    #[pyo3(signature = (estimate: "Callable[[typing.Any], float]", *, level = Real(0.9)))]
    fn interval_of(
        &self,
        py: Python<'_>,
        estimate: &Bound<'_, PyAny>,
        level: Real,
    ) -> PyResult<ParameterInterval> {
        let raised: RefCell<Option<PyErr>> = RefCell::new(None);
        let asked = |model: PyResult<Bound<'_, PyAny>>| -> Result<f64> {
            let answer = model.and_then(|model| estimate.call1((model,))?.extract::<f64>());
            answer.map_err(|error| {
                *raised.borrow_mut() = Some(error);
                SartorError::invalid("bootstrap", "estimate", "a function of a model that gives a number")
            })
        };
        let interval = each!(&self.0, found => found.interval_of(level.0, |model| {
            asked(Bound::new(py, Class::from(model.clone())).map(Bound::into_any))
        }));
        match raised.take() {
            Some(error) => Err(error),
            None => interval.map_err(|error| exception(&error)),
        }
    }

    /// A matrix with a row for each refit and a column for each parameter, in the order of `params`.
    #[getter]
    fn parameters<'py>(&self, py: Python<'py>) -> PyResult<Doubles<'py>> {
        let (rows, width) = each!(&self.0, found => {
            let rows: Vec<f64> = found.refits().iter().flat_map(Parameters::values).collect();
            (rows, names(found).len())
        });
        Doubles::matrix(py, rows, width)
    }

    /// A `DataFrame` of pandas, or else of polars, with a row for each refit and a column for each parameter.
    #[pyo3(signature = () -> "typing.Any")]
    fn to_frame<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let columns = PyDict::new(py);
        each!(&self.0, found => {
            let rows: Vec<Vec<f64>> = found.refits().iter().map(Parameters::values).collect();
            for (place, name) in names(found).iter().enumerate() {
                let column = rows.iter().filter_map(|row| row.get(place).copied()).collect();
                columns.set_item(*name, Doubles::new(py, column))?;
            }
        });
        data_frame(&columns)
    }

    /// It as canonical JSON.
    fn to_json(&self) -> PyResult<String> {
        to_json(&self.0)
    }

    /// The bootstrap that `to_json` wrote.
    #[staticmethod]
    fn from_json(text: &str) -> PyResult<Self> {
        from_json("bootstrap", text).map(Self)
    }

    #[pyo3(signature = () -> "tuple[typing.Any, tuple[str]]")]
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (String,))> {
        reduce(slf.as_any(), &slf.get().0)
    }

    fn __len__(&self) -> usize {
        each!(&self.0, found => found.refits().len())
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let class = each!(&self.0, _found => Class::type_object(py).name()?);
        Ok(format!("Bootstrap({class}, refits={}, failed={})", self.__len__(), self.failed()))
    }

    fn _repr_html_<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.to_frame(py)?.call_method0("describe")?.call_method0("_repr_html_")
    }
}
