//! Which facts of a customer are known by name, and what may be done with any.

use pyo3::prelude::*;
use sartor::profile::{DeclaredField, FieldGuard};

/// Every field that a customer can be known by, group by group: what it holds, what may be done with it, who reads it.
#[pyfunction]
pub fn declared_fields() -> Vec<DeclaredField> {
    sartor::profile::declared_fields()
}

/// What may be done with a declared value of this name, in any spelling, known or not.
#[pyfunction]
pub fn guard_of(name: &str) -> FieldGuard {
    sartor::profile::guard_of(name)
}
