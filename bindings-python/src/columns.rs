//! How do columns of numpy, pandas, polars and Arrow reach core, and come back as their owner knows them?
//!
//! Whatever numpy can view as numbers is a column; contiguous doubles are read where they lie. Text that
//! looks like numbers is refused, and missing values reach core as NaN, which names the row. Numbers given
//! alone hold for every row; a result of nothing but those is one number. See `form.rs` for what comes out.

use std::borrow::Cow;

use numpy::{PyArray1, PyArrayMethods, PyReadonlyArray1, PyUntypedArrayMethods};
use pyo3::exceptions::PyOverflowError;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyString};
#[cfg(feature = "stubs")]
use pyo3::{inspect::PyStaticExpr, type_hint_identifier, type_hint_subscript};
use sartor::batch::fill_rows;
use sartor::{Result, SartorError};

use sartor::api::python::exception;

use crate::form::{Form, NamedColumns};
use crate::work::{Progress, run_long};

/// Whatever numpy can view as one column of numbers, or one number.
pub struct ArrayLike<'py>(pub Bound<'py, PyAny>);

impl<'py> FromPyObject<'_, 'py> for ArrayLike<'py> {
    type Error = PyErr;

    #[cfg(feature = "stubs")]
    const INPUT_TYPE: PyStaticExpr = type_hint_identifier!("numpy.typing", "ArrayLike");

    fn extract(object: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        Ok(Self(object.to_owned()))
    }
}

/// One number. An integer that no double reaches is beyond every range, as infinity is: core refuses both by name,
/// where Python's own `OverflowError` would have neither a code nor the name of the argument.
pub struct Real(pub f64);

impl<'py> FromPyObject<'_, 'py> for Real {
    type Error = PyErr;

    #[cfg(feature = "stubs")]
    const INPUT_TYPE: PyStaticExpr = f64::INPUT_TYPE;

    fn extract(object: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        match object.extract::<f64>() {
            Err(error) if error.is_instance_of::<PyOverflowError>(object.py()) => {
                Ok(Self(if object.lt(0)? { f64::NEG_INFINITY } else { f64::INFINITY }))
            }
            number => number.map(Self),
        }
    }
}

/// A numpy array of doubles.
pub struct Doubles<'py>(Bound<'py, PyAny>);

impl<'py> Doubles<'py> {
    pub fn new(py: Python<'py>, values: Vec<f64>) -> Self {
        Self(PyArray1::from_vec(py, values).into_any())
    }

    /// An array that stands already.
    pub fn of(array: Bound<'py, PyArray1<f64>>) -> Self {
        Self(array.into_any())
    }

    /// A square matrix, given row by row.
    pub fn square(py: Python<'py>, values: &[f64]) -> PyResult<Self> {
        Self::matrix(py, values.to_vec(), values.len().isqrt())
    }

    /// A matrix, given row by row.
    pub fn matrix(py: Python<'py>, values: Vec<f64>, width: usize) -> PyResult<Self> {
        let rows = values.len().checked_div(width).unwrap_or(0);
        Ok(Self(PyArray1::from_vec(py, values).reshape([rows, width])?.into_any()))
    }
}

impl<'py> IntoPyObject<'py> for Doubles<'py> {
    type Target = PyAny;
    type Output = Bound<'py, PyAny>;
    type Error = PyErr;

    #[cfg(feature = "stubs")]
    const OUTPUT_TYPE: PyStaticExpr = type_hint_subscript!(
        type_hint_identifier!("numpy.typing", "NDArray"),
        type_hint_identifier!("numpy", "float64")
    );

    fn into_pyobject(self, _: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(self.0)
    }
}

/// The columns of one call, all of one length.
pub struct Columns<'py, const N: usize> {
    columns: [Column<'py>; N],
    names: [&'static str; N],
    rows: usize,
    form: Form<'py>,
}

enum Column<'py> {
    Same(f64),
    Rows(PyReadonlyArray1<'py, f64>),
}

/// A column as threads see it.
#[derive(Clone, Copy)]
enum Values<'a> {
    Same(f64),
    Rows(&'a [f64]),
}

impl Values<'_> {
    fn at(&self, row: usize) -> f64 {
        match self {
            Self::Same(value) => *value,
            Self::Rows(values) => values.get(row).copied().unwrap_or(f64::NAN),
        }
    }
}

impl<'py, const N: usize> Columns<'py, N> {
    /// Read columns, each with the name it has in the signature.
    pub fn read(given: [(&'static str, &ArrayLike<'py>); N]) -> PyResult<Self> {
        let mut form = Form::Number;
        let mut longest: Option<(&'static str, usize)> = None;
        let names = given.map(|(name, _)| name);
        let mut columns = Vec::with_capacity(N);
        for (name, ArrayLike(object)) in given {
            let column = read(name, object)?;
            if let Column::Rows(values) = &column {
                let rows = values.len();
                match longest {
                    Some((first, expected)) if expected != rows => {
                        let expected = format!("{expected} rows, as {first} has");
                        return Err(exception(&SartorError::out_of_range("columns", name, rows, &expected)));
                    }
                    Some(_) => (),
                    None => longest = Some((name, rows)),
                }
                form = form.seen(name, object)?;
            }
            columns.push(column);
        }
        let columns =
            columns.try_into().map_err(|_| exception(&SartorError::invalid("columns", "count", "fixed")))?;
        Ok(Self { columns, names, rows: longest.map_or(1, |(_, rows)| rows), form })
    }

    /// The columns as slices; a number given alone is repeated, for one row where there is no column.
    pub fn vectors(&self) -> [Cow<'_, [f64]>; N] {
        std::array::from_fn(|place| match self.columns.get(place) {
            Some(Column::Rows(values)) => {
                values.as_slice().map_or_else(|_| values.as_array().to_vec().into(), Cow::Borrowed)
            }
            Some(Column::Same(value)) => vec![*value; self.rows].into(),
            None => Vec::new().into(),
        })
    }

    /// In which form they came.
    pub fn form(&self) -> &Form<'py> {
        &self.form
    }

    /// How many rows: one where numbers were given alone.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Whether they are the numbers of one row.
    pub fn is_row(&self) -> bool {
        matches!(self.form, Form::Number)
    }

    /// The numbers of the only row.
    pub fn row(&self) -> [f64; N] {
        std::array::from_fn(|place| match self.columns.get(place) {
            Some(Column::Same(value)) => *value,
            _ => f64::NAN,
        })
    }

    /// One answer a row, in the form of the columns and with this `name`.
    pub fn map(
        &self,
        py: Python<'py>,
        name: &str,
        score: impl Fn([f64; N]) -> Result<f64> + Sync,
    ) -> PyResult<Bound<'py, PyAny>> {
        if self.is_row() {
            let value = score(self.row()).map_err(|error| exception(&error))?;
            return Ok(value.into_pyobject(py)?.into_any());
        }
        let values = self.fill(py, name, 1, None, |_, row, figures| {
            figures.fill(score(row)?);
            Ok(())
        })?;
        self.form.column(py, name, values)
    }

    /// `width` figures a row, row by row. `work` is told the row's number too, and where its figures belong.
    pub fn fill(
        &self,
        py: Python<'py>,
        operation: &str,
        width: usize,
        progress: Option<Progress>,
        work: impl Fn(usize, [f64; N], &mut [f64]) -> Result<()> + Sync,
    ) -> PyResult<Vec<f64>> {
        let slices: [Option<Cow<'_, [f64]>>; N] =
            std::array::from_fn(|place| match self.columns.get(place) {
                Some(Column::Rows(values)) => {
                    Some(values.as_slice().map_or_else(|_| values.as_array().to_vec().into(), Cow::Borrowed))
                }
                _ => None,
            });
        let values: [Values<'_>; N] =
            std::array::from_fn(|place| match (self.columns.get(place), slices.get(place)) {
                (Some(Column::Rows(_)), Some(Some(rows))) => Values::Rows(rows),
                (Some(Column::Same(value)), _) => Values::Same(*value),
                _ => Values::Same(f64::NAN),
            });
        let (names, only) = (self.names, self.is_row());
        let of_row = |row: usize, figures: &mut [f64]| {
            let numbers = values.map(|column| column.at(row));
            let named = |error| if only { error } else { in_row(error, &names, row) };
            work(row, numbers, figures).map_err(named)
        };
        let mut out = vec![f64::NAN; self.rows * width];
        run_long(py, operation, progress, |control| {
            fill_rows(&mut out, width, control, of_row)?;
            Ok(out)
        })
    }
}

/// More columns beside those, as many as the caller has; each has a name of the caller's.
pub struct MoreColumns {
    pub names: Vec<String>,
    columns: Vec<MoreColumn>,
}

enum MoreColumn {
    Same(f64),
    Rows(Vec<f64>),
}

impl MoreColumns {
    /// Read columns that stand beside `beside`: as long, and with the same index. Yes and no are 1 and 0.
    pub fn read<'py, const N: usize>(
        subject: &str,
        given: NamedColumns<'py>,
        beside: &Columns<'py, N>,
    ) -> PyResult<Self> {
        let mut more = Self { names: Vec::new(), columns: Vec::new() };
        for (name, column) in given {
            let numbers = whole_from_flags(&column)?;
            let refused = |_| {
                let expected = "a column of numbers, or of yes and no; a category is one of these for each value but one";
                exception(&SartorError::invalid(subject, &name, expected))
            };
            let read = match read(&name, &numbers).map_err(refused)? {
                Column::Same(value) => MoreColumn::Same(value),
                Column::Rows(values) => {
                    if values.len() != beside.rows || beside.is_row() {
                        let expected = format!("{} rows, as the histories have", beside.rows);
                        return Err(exception(&SartorError::out_of_range(
                            subject,
                            &name,
                            values.len(),
                            &expected,
                        )));
                    }
                    if let Form::Pandas(index) = &beside.form {
                        Form::Pandas(index.clone()).seen(&name, &column)?;
                    }
                    MoreColumn::Rows(values.as_array().to_vec())
                }
            };
            more.names.push(name);
            more.columns.push(read);
        }
        Ok(more)
    }

    /// The numbers of a row, in the order of the names.
    pub fn row(&self, row: usize) -> Vec<f64> {
        let at = |column: &MoreColumn| match column {
            MoreColumn::Same(value) => *value,
            MoreColumn::Rows(values) => values.get(row).copied().unwrap_or(f64::NAN),
        };
        self.columns.iter().map(at).collect()
    }

    /// Each column with so many rows.
    pub fn vectors(&self, rows: usize) -> Vec<Cow<'_, [f64]>> {
        let of = |column| match column {
            &MoreColumn::Same(value) => Cow::Owned(vec![value; rows]),
            MoreColumn::Rows(values) => Cow::Borrowed(values.as_slice()),
        };
        self.columns.iter().map(of).collect()
    }

    /// The same columns in the order of `names`, each of which must be there, and no other.
    pub fn in_order(mut self, subject: &str, names: &[String]) -> PyResult<Self> {
        if let Some(unknown) = self.names.iter().find(|name| !names.contains(name)) {
            let expected = format!("one of {}", names.join(", "));
            return Err(exception(&SartorError::out_of_range(subject, "covariates", unknown, &expected)));
        }
        let mut columns = Vec::new();
        for name in names {
            let Some(place) = self.names.iter().position(|known| known == name) else {
                let expected = format!("all of {}", names.join(", "));
                let found = format!("without {name}");
                return Err(exception(&SartorError::out_of_range(subject, "covariates", found, &expected)));
            };
            self.names.remove(place);
            columns.push(self.columns.remove(place));
        }
        Ok(Self { names: names.to_vec(), columns })
    }
}

/// A column of yes and no as one of 1 and 0.
fn whole_from_flags<'py>(column: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    if column.is_instance_of::<pyo3::types::PyBool>() {
        return Ok(f64::from(u8::from(column.extract::<bool>()?)).into_pyobject(column.py())?.into_any());
    }
    let Ok(array) = numpy_asarray(column.py())?.call1((column,)) else { return Ok(column.clone()) };
    let kind: String = array.getattr("dtype")?.getattr("kind")?.extract()?;
    if kind == "b" { array.call_method1("astype", ("float64",)) } else { Ok(column.clone()) }
}

/// An error about a number of a row says which row it is.
fn in_row(error: SartorError, names: &[&str], row: usize) -> SartorError {
    match error {
        SartorError::OutOfRange { field, value, expected, .. } if names.contains(&field.as_str()) => {
            SartorError::OutOfRange { subject: format!("row {row}"), field, value, expected }
        }
        other => other,
    }
}

fn read<'py>(name: &str, object: &Bound<'py, PyAny>) -> PyResult<Column<'py>> {
    if let Ok(number) = object.extract::<f64>()
        && !object.is_instance_of::<pyo3::types::PyBool>()
    {
        return Ok(Column::Same(number));
    }
    let not_numbers = || {
        exception(&SartorError::invalid("columns", name, "numbers: an array, a Series, a list or one number"))
    };
    // numpy would take it for a missing number.
    if object.is_none() {
        return Err(not_numbers());
    }
    let py = object.py();
    let numpy = numpy_asarray(py)?;
    // Arrow puts chunks together even where there is but one.
    let only_chunk = object.getattr("num_chunks").is_ok_and(|chunks| chunks.eq(1).unwrap_or(false));
    let object = &if only_chunk { object.call_method1("chunk", (0,))? } else { object.clone() };
    let array = numpy.call1((object,)).map_err(|_| not_numbers())?;
    let kind: String = array.getattr("dtype")?.getattr("kind")?.extract()?;
    let array = match kind.as_str() {
        "f" | "i" | "u" => numpy.call1((&array, "float64"))?,
        // Nullable integers and decimals; text among them is not taken for numbers.
        "O" => {
            for item in array.call_method0("ravel")?.try_iter()? {
                if item?.is_instance_of::<PyString>() {
                    return Err(not_numbers());
                }
            }
            let missing = PyDict::new(py);
            missing.set_item("dtype", "float64")?;
            missing.set_item("na_value", f64::NAN)?;
            object
                .call_method("to_numpy", (), Some(&missing))
                .or_else(|_| numpy.call1((&array, "float64")))
                .map_err(|_| not_numbers())?
        }
        _ => return Err(not_numbers()),
    };
    let array = array.cast_into::<PyArray1<f64>>().map_err(|_| {
        exception(&SartorError::invalid("columns", name, "one column: its array has more than one dimension"))
    })?;
    Ok(Column::Rows(array.readonly()))
}

fn numpy_asarray(py: Python<'_>) -> PyResult<&Bound<'_, PyAny>> {
    static ASARRAY: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    ASARRAY.import(py, "numpy", "asarray")
}
