//! The outlooks of many customers, as the columns data scientists work on.

use numpy::{Element, PyArray1};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};
#[cfg(feature = "stubs")]
use pyo3::{inspect::PyStaticExpr, type_hint_identifier, type_hint_subscript};

use sartor::api::python::data_frame;

/// Outlooks of many customers, as columns of one length; a figure that is not known is NaN.
///
/// Each column is an attribute, a numpy array; `to_frame` makes a table of all, as do `to_pandas`,
/// `to_polars` and `to_arrow`.
#[pyclass(frozen, get_all, module = "sartor")]
pub struct OutlookColumns {
    /// Customers, in the order asked.
    customer_id: Names,
    /// Expected spend within a year, minor units.
    lifetime_value_minor: Figures,
    /// Lower end of its interval.
    lifetime_value_low_minor: Figures,
    /// Upper end of its interval.
    lifetime_value_high_minor: Figures,
    /// Expected purchase days within a year.
    expected_purchases: Figures,
    /// Probability that the customer is still one.
    probability_alive: Figures,
    /// Lower end of its interval.
    probability_alive_low: Figures,
    /// Upper end of its interval.
    probability_alive_high: Figures,
    /// Probability of no purchase within 180 days.
    churn: Figures,
    /// Median days until the next purchase.
    next_purchase_days: Figures,
    /// Whether the customer's own history was used.
    personalised: Flags,
}

/// A column of ids.
struct Names(Py<PyList>);

/// A column of numbers.
struct Figures(Py<PyArray1<f64>>);

/// A column of yes and no.
struct Flags(Py<PyArray1<bool>>);

impl<'py> IntoPyObject<'py> for &Names {
    type Target = PyList;
    type Output = Bound<'py, PyList>;
    type Error = PyErr;

    #[cfg(feature = "stubs")]
    const OUTPUT_TYPE: PyStaticExpr = type_hint_subscript!(
        type_hint_identifier!("builtins", "list"),
        type_hint_identifier!("builtins", "str")
    );

    fn into_pyobject(self, py: Python<'py>) -> PyResult<Self::Output> {
        Ok(self.0.bind(py).clone())
    }
}

impl<'py> IntoPyObject<'py> for &Figures {
    type Target = PyArray1<f64>;
    type Output = Bound<'py, Self::Target>;
    type Error = PyErr;

    #[cfg(feature = "stubs")]
    const OUTPUT_TYPE: PyStaticExpr = type_hint_subscript!(
        type_hint_identifier!("numpy.typing", "NDArray"),
        type_hint_identifier!("numpy", "float64")
    );

    fn into_pyobject(self, py: Python<'py>) -> PyResult<Self::Output> {
        Ok(self.0.bind(py).clone())
    }
}

impl<'py> IntoPyObject<'py> for &Flags {
    type Target = PyArray1<bool>;
    type Output = Bound<'py, Self::Target>;
    type Error = PyErr;

    #[cfg(feature = "stubs")]
    const OUTPUT_TYPE: PyStaticExpr = type_hint_subscript!(
        type_hint_identifier!("numpy.typing", "NDArray"),
        type_hint_identifier!("numpy", "bool_")
    );

    fn into_pyobject(self, py: Python<'py>) -> PyResult<Self::Output> {
        Ok(self.0.bind(py).clone())
    }
}

impl OutlookColumns {
    pub fn new(py: Python<'_>, columns: sartor::engine::OutlookColumns) -> PyResult<Self> {
        fn array<T: Element>(py: Python<'_>, values: Vec<T>) -> Py<PyArray1<T>> {
            PyArray1::from_vec(py, values).unbind()
        }
        let figures = |values| Figures(array(py, values));
        let personalised = columns.personalised.iter().map(|&personalised| personalised != 0.0).collect();
        Ok(Self {
            customer_id: Names(PyList::new(py, columns.customer_id)?.unbind()),
            lifetime_value_minor: figures(columns.lifetime_value_minor),
            lifetime_value_low_minor: figures(columns.lifetime_value_low_minor),
            lifetime_value_high_minor: figures(columns.lifetime_value_high_minor),
            expected_purchases: figures(columns.expected_purchases),
            probability_alive: figures(columns.probability_alive),
            probability_alive_low: figures(columns.probability_alive_low),
            probability_alive_high: figures(columns.probability_alive_high),
            churn: figures(columns.churn),
            next_purchase_days: figures(columns.next_purchase_days),
            personalised: Flags(array(py, personalised)),
        })
    }

    fn dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let columns = PyDict::new(py);
        columns.set_item("customer_id", &self.customer_id)?;
        let figures = [
            ("lifetime_value_minor", &self.lifetime_value_minor),
            ("lifetime_value_low_minor", &self.lifetime_value_low_minor),
            ("lifetime_value_high_minor", &self.lifetime_value_high_minor),
            ("expected_purchases", &self.expected_purchases),
            ("probability_alive", &self.probability_alive),
            ("probability_alive_low", &self.probability_alive_low),
            ("probability_alive_high", &self.probability_alive_high),
            ("churn", &self.churn),
            ("next_purchase_days", &self.next_purchase_days),
        ];
        for (name, values) in figures {
            columns.set_item(name, values)?;
        }
        columns.set_item("personalised", &self.personalised)?;
        Ok(columns)
    }
}

#[pymethods]
impl OutlookColumns {
    /// A `DataFrame` of pandas, as `to_pandas`, or else of polars, whichever is installed.
    #[pyo3(signature = () -> "typing.Any")]
    fn to_frame<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        if py.import("pandas").is_ok() { self.to_pandas(py) } else { data_frame(&self.dict(py)?) }
    }

    /// A pandas `DataFrame` with the customers as its index.
    #[pyo3(signature = () -> "typing.Any")]
    fn to_pandas<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let frame = py.import("pandas")?.getattr("DataFrame")?.call1((self.dict(py)?,))?;
        frame.call_method1("set_index", ("customer_id",))
    }

    /// A polars `DataFrame`.
    #[pyo3(signature = () -> "typing.Any")]
    fn to_polars<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        py.import("polars")?.getattr("DataFrame")?.call1((self.dict(py)?,))
    }

    /// A `pyarrow.Table`.
    #[pyo3(signature = () -> "typing.Any")]
    fn to_arrow<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        py.import("pyarrow")?.getattr("table")?.call1((self.dict(py)?,))
    }

    fn __len__(&self, py: Python<'_>) -> usize {
        self.customer_id.0.bind(py).len()
    }

    fn __repr__(&self, py: Python<'_>) -> String {
        format!("OutlookColumns(customers={})", self.__len__(py))
    }
}
