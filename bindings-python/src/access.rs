//! Who may see what, and which figures about groups may leave the house.

use pyo3::prelude::*;
use sartor::api::python::Argument;
use sartor::privacy::{AccessDecision, AccessPolicy, AccessRequest, DEFAULT_K, ReportCell, SegmentReport};

use crate::input::Given;
use crate::work::{Shared, run};

/// A policy of roles that was found sound, ready to decide.
#[pyclass(frozen, module = "sartor")]
pub struct AccessControl(sartor::privacy::AccessControl);

#[pymethods]
impl AccessControl {
    /// Check a policy, such as `AccessPolicy.standard()`.
    #[new]
    fn __new__(py: Python<'_>, policy: Given<AccessPolicy>) -> PyResult<Self> {
        run(py, "AccessControl", || sartor::privacy::AccessControl::new(policy.0)).map(Self)
    }

    /// Whether a request is allowed, why, and through which roles. What nothing allows is denied.
    fn decide(&self, py: Python<'_>, request: Given<AccessRequest>) -> PyResult<AccessDecision> {
        run(py, "AccessControl.decide", || self.0.decide(&request.0))
    }
}

/// What one report told each time it was released, so that no two of them can be subtracted.
#[pyclass(frozen, eq, module = "sartor")]
pub struct ReportLedger(Shared<sartor::privacy::ReportLedger>);

impl PartialEq for ReportLedger {
    fn eq(&self, other: &Self) -> bool {
        matches!(
            (self.0.now("ReportLedger"), other.0.now("ReportLedger")),
            (Ok(one), Ok(two)) if one == two
        )
    }
}

#[pymethods]
impl ReportLedger {
    /// A ledger without releases; no figure tells of fewer than `k` customers, 2 to 1,000.
    #[new]
    #[pyo3(signature = (k = Argument::of(DEFAULT_K)))]
    fn __new__(py: Python<'_>, k: Argument<u32>) -> PyResult<Self> {
        let k = k.named("report ledger", "k")?;
        run(py, "ReportLedger", || sartor::privacy::ReportLedger::new(k)).map(|one| Self(Shared::new(one)))
    }

    /// The report that may be shown of these counts, beside all that were released before.
    fn release(&self, py: Python<'_>, cells: Vec<Given<ReportCell>>) -> PyResult<SegmentReport> {
        let cells: Vec<ReportCell> = cells.into_iter().map(|cell| cell.0).collect();
        run(py, "ReportLedger.release", || {
            self.0.change("ReportLedger.release", |ledger| ledger.release(&cells))
        })
    }

    /// Different releases so far.
    #[getter]
    fn release_count(&self, py: Python<'_>) -> PyResult<i64> {
        run(py, "ReportLedger.release_count", || {
            Ok(self.0.now("ReportLedger.release_count")?.release_count())
        })
    }

    /// The ledger as JSON, for the host to keep. It holds true counts: keep it as you keep those.
    fn to_json(&self, py: Python<'_>) -> PyResult<String> {
        run(py, "ReportLedger.to_json", || self.0.now("ReportLedger.to_json")?.to_json())
    }

    /// The ledger that `to_json` wrote.
    #[staticmethod]
    fn from_json(py: Python<'_>, text: &str) -> PyResult<Self> {
        run(py, "ReportLedger.from_json", || sartor::privacy::ReportLedger::from_json(text))
            .map(|one| Self(Shared::new(one)))
    }

    #[pyo3(signature = () -> "tuple[typing.Any, tuple[str]]")]
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (String,))> {
        Ok((slf.as_any().get_type().getattr("from_json")?, (slf.get().to_json(slf.py())?,)))
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        self.release_count(py).map(|count| format!("ReportLedger(releases={count})"))
    }
}
