//! The host's keys, and what is sealed under them.

use pyo3::prelude::*;
use pyo3::types::PyBytes;
use sartor::Result;
use sartor::privacy::{RingKey, SealInfo};

use crate::work::{Shared, run};

/// The host's keys of 32 bytes, under which the data keys of customers are wrapped.
///
/// One is active and seals; the others only open what they sealed. No key appears in a text or an error, and
/// none is stored: a ring is made when the host starts, and cannot be pickled.
#[pyclass(frozen, module = "sartor")]
pub struct KeyRing(Shared<sartor::privacy::KeyRing>);

impl KeyRing {
    /// Make bytes with the keys, detached.
    fn make<'py>(
        &self,
        py: Python<'py>,
        operation: &str,
        work: impl FnOnce(&sartor::privacy::KeyRing) -> Result<Vec<u8>> + Send,
    ) -> PyResult<Bound<'py, PyBytes>> {
        run(py, operation, || work(&*self.0.now(operation)?)).map(|bytes| PyBytes::new(py, &bytes))
    }

    fn change<T: Send>(
        &self,
        py: Python<'_>,
        operation: &str,
        work: impl FnOnce(&mut sartor::privacy::KeyRing) -> Result<T> + Send,
    ) -> PyResult<T> {
        run(py, operation, || self.0.change(operation, work))
    }
}

#[pymethods]
impl KeyRing {
    /// A ring with one key of 32 random bytes, which is active.
    #[new]
    fn __new__(py: Python<'_>, active_key: &[u8]) -> PyResult<Self> {
        run(py, "KeyRing", || sartor::privacy::KeyRing::new(active_key)).map(|ring| Self(Shared::new(ring)))
    }

    /// Add a key that only opens what it sealed before; its id.
    fn add_retired(&self, py: Python<'_>, key: &[u8]) -> PyResult<String> {
        self.change(py, "KeyRing.add_retired", |ring| ring.add_retired(key))
    }

    /// Make a new key active and retire the one before; its id.
    fn rotate(&self, py: Python<'_>, new_key: &[u8]) -> PyResult<String> {
        self.change(py, "KeyRing.rotate", |ring| ring.rotate(new_key))
    }

    /// Let a key only open from now on. If it was the active one, nothing can be sealed until `rotate`.
    fn retire(&self, py: Python<'_>, key_id: &str) -> PyResult<()> {
        self.change(py, "KeyRing.retire", |ring| ring.retire(key_id))
    }

    /// Take a key out: what it wrapped does not open any more, here.
    fn remove(&self, py: Python<'_>, key_id: &str) -> PyResult<()> {
        self.change(py, "KeyRing.remove", |ring| ring.remove(key_id))
    }

    /// The ids of the keys, and what may be done with each.
    fn keys(&self, py: Python<'_>) -> PyResult<Vec<RingKey>> {
        run(py, "KeyRing.keys", || Ok(self.0.now("KeyRing.keys")?.keys()))
    }

    /// Seal bytes as one customer's, with a fresh data key wrapped within.
    fn seal<'py>(
        &self,
        py: Python<'py>,
        plaintext: &[u8],
        customer_id: &str,
        schema: &str,
    ) -> PyResult<Bound<'py, PyBytes>> {
        self.make(py, "KeyRing.seal", |ring| sartor::privacy::seal(plaintext, customer_id, schema, ring))
    }

    /// What `seal` sealed.
    fn open<'py>(
        &self,
        py: Python<'py>,
        sealed: &[u8],
        customer_id: &str,
        schema: &str,
    ) -> PyResult<Bound<'py, PyBytes>> {
        self.make(py, "KeyRing.open", |ring| sartor::privacy::open(sealed, customer_id, schema, ring))
    }

    /// A wrapped data key for one customer. Stored apart from the profiles: deleting it erases what it sealed.
    fn create_data_key<'py>(&self, py: Python<'py>, customer_id: &str) -> PyResult<Bound<'py, PyBytes>> {
        self.make(py, "KeyRing.create_data_key", |ring| sartor::privacy::create_data_key(customer_id, ring))
    }

    /// Seal bytes as one customer's, under a wrapped data key.
    fn seal_with<'py>(
        &self,
        py: Python<'py>,
        plaintext: &[u8],
        customer_id: &str,
        schema: &str,
        wrapped_key: &[u8],
    ) -> PyResult<Bound<'py, PyBytes>> {
        self.make(py, "KeyRing.seal_with", |ring| {
            sartor::privacy::seal_with(plaintext, customer_id, schema, wrapped_key, ring)
        })
    }

    /// What `seal_with` sealed.
    fn open_with<'py>(
        &self,
        py: Python<'py>,
        sealed: &[u8],
        customer_id: &str,
        schema: &str,
        wrapped_key: &[u8],
    ) -> PyResult<Bound<'py, PyBytes>> {
        self.make(py, "KeyRing.open_with", |ring| {
            sartor::privacy::open_with(sealed, customer_id, schema, wrapped_key, ring)
        })
    }

    /// The same under the active key: a wrapped data key, or what `seal` sealed, whose payload stays as it is.
    fn rewrap<'py>(&self, py: Python<'py>, sealed_or_key: &[u8]) -> PyResult<Bound<'py, PyBytes>> {
        self.make(py, "KeyRing.rewrap", |ring| sartor::privacy::rewrap(sealed_or_key, ring))
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        self.keys(py).map(|keys| format!("KeyRing(keys={})", keys.len()))
    }
}

/// What sealed bytes, or a wrapped data key, say without any key: version, schema, and which key is needed.
#[pyfunction]
pub fn seal_info(py: Python<'_>, sealed_or_key: &[u8]) -> PyResult<SealInfo> {
    run(py, "seal_info", || sartor::privacy::seal_info(sealed_or_key))
}
