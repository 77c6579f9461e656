//! What a learner minimises, in Python: a word, or an object for what needs a number.

use pyo3::prelude::*;
use pyo3::types::PyString;
#[cfg(feature = "stubs")]
use pyo3::{PyTypeInfo, inspect::PyStaticExpr, type_hint_identifier, type_hint_union};
use sartor::SartorError;
use sartor::api::python::{exception, from_json, reduce, to_json};

use crate::columns::Real;

/// What a learner minimises, and so what its scores mean.
///
/// `logistic` (labels 0 or 1; scores are log-odds), `squared` (any numbers; their mean), `poisson` (counts), `gamma`
/// (positive amounts), `tweedie` (amounts of at least 0 with many zeros; the variance grows with the given power of the
/// mean), `quantile` (any numbers; their quantile). Where an objective is asked for, the word alone will do but for the
/// last two.
///
/// Examples
/// --------
/// >>> from sartor.learn import Objective
/// >>> Objective("poisson")
/// Objective('poisson')
/// >>> Objective.quantile(0.9).level
/// 0.9
#[pyclass(frozen, eq, skip_from_py_object, module = "sartor.learn")]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Objective(pub sartor::learn::Objective);

#[pymethods]
impl Objective {
    #[new]
    fn new(name: &str) -> PyResult<Self> {
        use sartor::learn::Objective as Core;
        let expected =
            "logistic, squared, poisson, gamma, Objective.tweedie(power) or Objective.quantile(level)";
        Ok(Self(match name {
            "logistic" => Core::Logistic,
            "squared" => Core::Squared,
            "poisson" => Core::Poisson,
            "gamma" => Core::Gamma,
            _ => return Err(exception(&SartorError::invalid("options", "objective", expected))),
        }))
    }

    /// Amounts of at least 0 with many zeros; the variance grows with this power of the mean, above 1 and below 2.
    #[staticmethod]
    #[pyo3(signature = (power = Real(1.5)))]
    fn tweedie(power: Real) -> PyResult<Self> {
        let objective = sartor::learn::Objective::Tweedie { power: power.0 };
        objective.check().map_err(|error| exception(&error))?;
        Ok(Self(objective))
    }

    /// The quantile of this level, above 0 and below 1.
    #[staticmethod]
    fn quantile(level: Real) -> PyResult<Self> {
        let objective = sartor::learn::Objective::Quantile { level: level.0 };
        objective.check().map_err(|error| exception(&error))?;
        Ok(Self(objective))
    }

    /// Its name, such as `logistic`.
    #[getter]
    fn name(&self) -> &'static str {
        use sartor::learn::Objective as Core;
        match self.0 {
            Core::Logistic => "logistic",
            Core::Squared => "squared",
            Core::Poisson => "poisson",
            Core::Gamma => "gamma",
            Core::Tweedie { .. } => "tweedie",
            Core::Quantile { .. } => "quantile",
        }
    }

    /// Of Tweedie the power of the mean that the variance grows with; None of others.
    #[getter]
    fn power(&self) -> Option<f64> {
        if let sartor::learn::Objective::Tweedie { power } = self.0 { Some(power) } else { None }
    }

    /// Of a quantile which one; None of others.
    #[getter]
    fn level(&self) -> Option<f64> {
        if let sartor::learn::Objective::Quantile { level } = self.0 { Some(level) } else { None }
    }

    /// As canonical JSON.
    fn to_json(&self) -> PyResult<String> {
        to_json(&self.0)
    }

    /// What `to_json` wrote.
    #[staticmethod]
    fn from_json(text: &str) -> PyResult<Self> {
        let objective: sartor::learn::Objective = from_json("objective", text)?;
        objective.check().map_err(|error| exception(&error))?;
        Ok(Self(objective))
    }

    fn __hash__(&self) -> PyResult<u64> {
        sartor::api::python::hash(&self.0)
    }

    fn __str__(&self) -> &'static str {
        self.name()
    }

    pub fn __repr__(&self) -> String {
        match (self.power(), self.level()) {
            (Some(power), _) => format!("Objective.tweedie({power})"),
            (_, Some(level)) => format!("Objective.quantile({level})"),
            _ => format!("Objective('{}')", self.name()),
        }
    }

    #[pyo3(signature = () -> "tuple[typing.Any, tuple[str]]")]
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (String,))> {
        reduce(slf.as_any(), &slf.get().0)
    }
}

/// An objective, or the word for one.
pub struct AnyObjective(pub sartor::learn::Objective);

impl FromPyObject<'_, '_> for AnyObjective {
    type Error = PyErr;

    #[cfg(feature = "stubs")]
    const INPUT_TYPE: PyStaticExpr =
        type_hint_union!(Objective::TYPE_HINT, type_hint_identifier!("builtins", "str"));

    fn extract(object: Borrowed<'_, '_, PyAny>) -> PyResult<Self> {
        if let Ok(objective) = object.cast::<Objective>() {
            return Ok(Self(objective.get().0));
        }
        let word = object.cast::<PyString>().map(|word| word.to_string()).unwrap_or_default();
        Objective::new(&word).map(|objective| Self(objective.0))
    }
}
