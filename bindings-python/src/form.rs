//! In which form did columns come, so that answers go back in the same?
//!
//! A pandas Series gives Series with its index, a polars Series gives polars Series, numbers alone give a number, and
//! everything else (numpy, Arrow, lists) gives numpy arrays. Names come from the question, such as
//! `probability_alive`.

use numpy::{PyArray1, PyArrayMethods};
use pyo3::prelude::*;
use pyo3::types::PyDict;
use sartor::SartorError;
use sartor::api::python::{data_frame, exception};

/// The form of the columns of one call.
pub enum Form<'py> {
    /// Nothing but numbers: one row.
    Number,
    Numpy,
    /// With the index of the Series.
    Pandas(Bound<'py, PyAny>),
    Polars,
}

impl<'py> Form<'py> {
    /// What is seen of one more column: pandas decides before polars, and both before numpy.
    pub fn seen(self, name: &str, column: &Bound<'py, PyAny>) -> PyResult<Self> {
        let module: String = column.get_type().getattr("__module__")?.extract()?;
        if module.starts_with("pandas") && column.hasattr("index")? {
            let index = column.getattr("index")?;
            if let Self::Pandas(first) = &self {
                return if first.call_method1("equals", (&index,))?.is_truthy()? {
                    Ok(self)
                } else {
                    let expected = "a Series with the index of the others: align them first";
                    Err(exception(&SartorError::invalid("columns", name, expected)))
                };
            }
            return Ok(Self::Pandas(index));
        }
        Ok(match self {
            Self::Number | Self::Numpy if module.starts_with("polars") => Self::Polars,
            Self::Number => Self::Numpy,
            known => known,
        })
    }

    /// A column of answers, or the number of the only row.
    pub fn column(&self, py: Python<'py>, name: &str, values: Vec<f64>) -> PyResult<Bound<'py, PyAny>> {
        if matches!(self, Self::Number) {
            return Ok(values.first().copied().unwrap_or(f64::NAN).into_pyobject(py)?.into_any());
        }
        let array = PyArray1::from_vec(py, values).into_any();
        match self {
            Self::Number | Self::Numpy => Ok(array),
            Self::Pandas(index) => {
                let options = PyDict::new(py);
                options.set_item("index", index)?;
                options.set_item("name", name)?;
                options.set_item("copy", false)?;
                py.import("pandas")?.getattr("Series")?.call((array,), Some(&options))
            }
            Self::Polars => py.import("polars")?.getattr("Series")?.call1((name, array)),
        }
    }

    /// Several answers for each row, given row by row: a matrix, or a frame whose columns are `labels`; of the only row
    /// an array.
    pub fn matrix(&self, py: Python<'py>, labels: &[f64], values: Vec<f64>) -> PyResult<Bound<'py, PyAny>> {
        let width = labels.len();
        let rows = values.len().checked_div(width).unwrap_or(0);
        let array = PyArray1::from_vec(py, values);
        if matches!(self, Self::Number) {
            return Ok(array.into_any());
        }
        let matrix = array.reshape([rows, width])?.into_any();
        let options = PyDict::new(py);
        match self {
            Self::Number | Self::Numpy => Ok(matrix),
            Self::Pandas(index) => {
                options.set_item("index", index)?;
                options.set_item("columns", labels.to_vec())?;
                py.import("pandas")?.getattr("DataFrame")?.call((matrix,), Some(&options))
            }
            Self::Polars => {
                let names: Vec<String> = labels.iter().map(f64::to_string).collect();
                options.set_item("schema", names)?;
                options.set_item("orient", "row")?;
                py.import("polars")?.getattr("DataFrame")?.call((matrix,), Some(&options))
            }
        }
    }
}

/// Columns as they came, each with its name.
pub type NamedColumns<'py> = Vec<(String, Bound<'py, PyAny>)>;

/// The columns of a frame of pandas, polars or Arrow, or of a dict, with their names; nothing of anything else.
pub fn named_columns<'py>(table: &Bound<'py, PyAny>) -> PyResult<Option<NamedColumns<'py>>> {
    if let Ok(columns) = table.cast::<PyDict>() {
        return columns
            .iter()
            .map(|(name, column)| Ok((name.str()?.to_string(), column)))
            .collect::<PyResult<_>>()
            .map(Some);
    }
    let names = match table.getattr("column_names") {
        Ok(names) => names,
        // Of a numpy array `columns` is no attribute, of a frame it is its names.
        Err(_) => match table.getattr("columns") {
            Ok(names) => names,
            Err(_) => return Ok(None),
        },
    };
    let arrow = table.hasattr("column_names")?;
    let column = |name: Bound<'py, PyAny>| {
        let text = name.str()?.to_string();
        Ok((text, if arrow { table.call_method1("column", (name,))? } else { table.get_item(name)? }))
    };
    names.try_iter()?.map(|name| column(name?)).collect::<PyResult<_>>().map(Some)
}

/// Columns of answers, each in its form, as a frame of the same library; numbers are a frame of one row.
pub fn frame_of<'py>(py: Python<'py>, columns: &[(&str, &Bound<'py, PyAny>)]) -> PyResult<Bound<'py, PyAny>> {
    let named = PyDict::new(py);
    let mut polars = false;
    for (name, column) in columns {
        let module: String = column.get_type().getattr("__module__")?.extract()?;
        polars |= module.starts_with("polars");
        if module == "builtins" {
            named.set_item(*name, vec![column])?;
        } else {
            named.set_item(*name, column)?;
        }
    }
    if polars { py.import("polars")?.getattr("DataFrame")?.call1((named,)) } else { data_frame(&named) }
}

/// A line of what an answer is, and the first rows of its frame, as a frame shows them.
pub fn shown(head: &str, frame: PyResult<Bound<'_, PyAny>>) -> String {
    const ROWS: usize = 5;
    let rows = frame.and_then(|frame| frame.call_method1("head", (ROWS,))?.str());
    // Without a library of frames the line stands alone.
    rows.map_or_else(|_| head.to_owned(), |rows| format!("{head}\n{rows}"))
}
