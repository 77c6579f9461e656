//! Which facts of a customer are known by name, and what may be done with any.

use sartor::profile::{self, DeclaredField, FieldGuard};

/// Every field that a customer can be known by, group by group: what it holds, what may be done with it, who reads it.
#[uniffi::export]
pub fn declared_fields() -> Vec<DeclaredField> {
    profile::declared_fields()
}

/// What may be done with a declared value of this name, in any spelling, known or not.
#[uniffi::export]
pub fn guard_of(name: &str) -> FieldGuard {
    profile::guard_of(name)
}
