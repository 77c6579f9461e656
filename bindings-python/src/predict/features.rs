//! What a profile says, as a row of named numbers and categories, in Python.

use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::types::PyDict;
use sartor::api::python::{data_frame, from_json, to_json};
use sartor::predict::{FeatureExtra, FeatureSpec, FeatureValue};

use super::customers::{Extras, plain, shared, snapshots};
use crate::catalog::Catalog;
use crate::form::shown;
use crate::input::Given;
use crate::learn::{Kept, Table, array_of};
use crate::moment::AsOf;
use crate::profile::Profile;
use crate::work::{Progress, run, run_long};

/// Every feature, in the order of the columns: its name, unit and meaning.
#[pyfunction]
pub fn feature_list() -> Vec<FeatureSpec> {
    sartor::predict::feature_list()
}

/// Reads profiles into rows, the same when a model is trained and when it is asked.
///
/// Nothing dated later than the time that is asked for shows. Without a catalogue, features of categories and price levels are
/// missing.
///
/// Examples
/// --------
/// >>> from sartor import Profile
/// >>> from sartor.predict import FeatureReader
/// >>> FeatureReader().row(Profile("c_17"), 1_780_300_800_000).reason
/// 'no_consent'
#[pyclass(frozen, module = "sartor.predict")]
pub struct FeatureReader(pub Arc<sartor::predict::FeatureReader>, Option<Py<Catalog>>);

#[pymethods]
impl FeatureReader {
    #[new]
    #[pyo3(signature = (catalog = None))]
    fn __new__(py: Python<'_>, catalog: Option<Py<Catalog>>) -> PyResult<Self> {
        let known = catalog.as_ref().map(|catalog| &catalog.get().catalog);
        let reader = run(py, "FeatureReader", || Ok(sartor::predict::FeatureReader::new(known)))?;
        Ok(Self(Arc::new(reader), catalog))
    }

    /// The features of a customer, from what is dated up to `as_of`. Without consent to analytics all are missing, and
    /// `reason` says why.
    #[pyo3(signature = (profile, as_of, extra = None))]
    fn row(
        &self,
        py: Python<'_>,
        profile: &Profile,
        as_of: AsOf,
        extra: Option<Given<FeatureExtra>>,
    ) -> PyResult<Features> {
        let extra = extra.map(|extra| extra.0).unwrap_or_default();
        run(py, "FeatureReader.row", || {
            self.0.row(&*profile.0.now("FeatureReader.row")?, as_of.0, &extra).map(Features)
        })
    }

    /// The features of many customers, in the order of the profiles; `extras`, where there are any, one for each.
    #[pyo3(signature = (profiles, as_of, *, extras = None, progress = None))]
    fn table(
        &self,
        py: Python<'_>,
        profiles: Vec<PyRef<'_, Profile>>,
        as_of: AsOf,
        extras: Option<Extras>,
        progress: Option<Progress>,
    ) -> PyResult<FeatureTable> {
        let (profiles, extras) = (shared(&profiles), extras.map(plain));
        run_long(py, "FeatureReader.table", progress, |control| {
            let now = snapshots(&profiles, "FeatureReader.table")?;
            let now: Vec<&sartor::profile::Profile> = now.iter().map(Arc::as_ref).collect();
            self.0.table(&now, as_of.0, extras.as_deref(), control)
        })
        .map(|table| FeatureTable(Arc::new(table)))
    }

    fn __repr__(&self) -> String {
        let products = self.1.as_ref().map(|catalog| catalog.get().catalog.products().len());
        products.map_or_else(
            || "FeatureReader()".to_owned(),
            |products| format!("FeatureReader(products={products})"),
        )
    }

    #[pyo3(signature = () -> "tuple[typing.Any, tuple[typing.Any, ...]]")]
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> (Bound<'py, PyAny>, (Option<Py<Catalog>>,)) {
        let catalog = slf.get().1.as_ref().map(|catalog| catalog.clone_ref(slf.py()));
        (slf.get_type().into_any(), (catalog,))
    }
}

/// The features of one customer at one time.
#[pyclass(frozen, eq, module = "sartor.predict")]
#[derive(PartialEq)]
pub struct Features(pub sartor::predict::Features);

#[pymethods]
impl Features {
    /// The customer.
    #[getter]
    fn customer_id(&self) -> &str {
        self.0.customer_id()
    }

    /// The time up to which events count, in milliseconds since 1970.
    #[getter]
    fn as_of_ms(&self) -> i64 {
        self.0.as_of_ms()
    }

    /// Why nothing may be known, such as `no_consent`; None where it may.
    #[getter]
    fn reason(&self) -> Option<&str> {
        self.0.reason()
    }

    /// All features, in the order of `feature_list`.
    #[getter]
    fn values(&self) -> Vec<FeatureValue> {
        self.0.values()
    }

    /// The row that learners take: each feature by its name, None where it is missing.
    #[pyo3(signature = () -> "dict[str, float | str | None]")]
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let row = PyDict::new(py);
        for value in self.0.values() {
            match value.text {
                Some(text) => row.set_item(value.name, text)?,
                None => row.set_item(value.name, value.number)?,
            }
        }
        Ok(row)
    }

    fn __repr__(&self) -> String {
        let values = self.0.values();
        let known = values.iter().filter(|value| value.number.is_some() || value.text.is_some()).count();
        let (customer, at, all) = (self.0.customer_id(), self.0.as_of_ms(), values.len());
        format!("Features(customer_id={customer:?}, as_of_ms={at}, known={known} of {all})")
    }

    #[staticmethod]
    fn _of_json(text: &str) -> PyResult<Self> {
        from_json("features", text).map(Self)
    }

    #[pyo3(signature = () -> "tuple[typing.Any, tuple[str]]")]
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (String,))> {
        Ok((slf.get_type().getattr("_of_json")?, (to_json(&slf.get().0)?,)))
    }
}

/// The features of many customers: what models of `sartor.predict` are asked about, and any learner can learn from.
#[pyclass(frozen, eq, module = "sartor.predict")]
#[derive(PartialEq)]
pub struct FeatureTable(pub Arc<sartor::predict::FeatureTable>);

#[pymethods]
impl FeatureTable {
    /// The features of each customer, in the order of the profiles.
    fn rows(&self) -> Vec<Features> {
        self.0.rows().iter().cloned().map(Features).collect()
    }

    /// The columns as a `Table` of `sartor.learn`. No rows are `TOO_FEW`.
    fn to_table(&self, py: Python<'_>) -> PyResult<Table> {
        let core = run(py, "FeatureTable.to_table", || self.0.to_table())?;
        Ok(Table { core: Arc::new(core), form: Kept::Numpy })
    }

    /// The customers and their features as arrays by name: numbers with NaN, categories as text with None where they are
    /// missing.
    #[pyo3(signature = () -> "dict[str, typing.Any]")]
    fn to_columns<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let table = run(py, "FeatureTable.to_columns", || self.0.to_table())?;
        let columns = PyDict::new(py);
        let customers: Vec<&str> = self.0.rows().iter().map(sartor::predict::Features::customer_id).collect();
        columns.set_item("customer_id", customers)?;
        for (name, column) in table.names().iter().zip(table.columns()) {
            columns.set_item(name, array_of(py, column)?)?;
        }
        Ok(columns)
    }

    /// A `DataFrame` of pandas, whose index are the customers, or else of polars.
    #[pyo3(signature = () -> "typing.Any")]
    fn to_frame<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let frame = data_frame(&self.to_columns(py)?)?;
        if frame.hasattr("set_index")? {
            frame.call_method1("set_index", ("customer_id",))
        } else {
            Ok(frame)
        }
    }

    fn __len__(&self) -> usize {
        self.0.rows().len()
    }

    fn __repr__(&self, py: Python<'_>) -> String {
        let head = format!("FeatureTable(customers={})", self.0.rows().len());
        if self.0.rows().is_empty() { head } else { shown(&head, self.to_frame(py)) }
    }
    fn _repr_html_<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        if self.0.rows().is_empty() {
            return Ok(self.__repr__(py).into_pyobject(py)?.into_any());
        }
        self.to_frame(py)?.call_method0("_repr_html_")
    }

    #[staticmethod]
    fn _of_json(text: &str) -> PyResult<Self> {
        from_json("features", text).map(|table| Self(Arc::new(table)))
    }

    #[pyo3(signature = () -> "tuple[typing.Any, tuple[str]]")]
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (String,))> {
        Ok((slf.get_type().getattr("_of_json")?, (to_json(slf.get().0.as_ref())?,)))
    }
}
