//! Which learner do these bytes hold?

use pyo3::prelude::*;
use sartor::SartorError;
use sartor::api::python::exception;
use sartor::artifact::kind_of;

use super::ensemble::Ensemble;
use super::gbdt::Gbdt;
use super::logistic::Logistic;
use super::network::Network;
use super::uplift::Uplift;
use super::value_gbdt::ValueGbdt;
use crate::work::run;

/// The learner that `to_bytes` wrote, whichever it is and in whichever language.
#[pyfunction]
#[pyo3(signature = (bytes) -> "Ensemble | Gbdt | Logistic | Network | Uplift | ValueGbdt")]
pub fn load<'py>(py: Python<'py>, bytes: &[u8]) -> PyResult<Bound<'py, PyAny>> {
    macro_rules! learner {
        ($learner:ident) => {{
            let model = run(py, "load", || sartor::learn::$learner::from_bytes(bytes))?;
            Ok(Bound::new(py, $learner::from(model))?.into_any())
        }};
    }
    match kind_of(bytes).map_err(|error| exception(&error))?.as_str() {
        "ensemble" => learner!(Ensemble),
        "gbdt" => learner!(Gbdt),
        "logistic" => learner!(Logistic),
        "network" => learner!(Network),
        "uplift" => learner!(Uplift),
        "value_gbdt" => learner!(ValueGbdt),
        _ => Err(exception(&SartorError::malformed("learner", "an artefact of something else", 0))),
    }
}
