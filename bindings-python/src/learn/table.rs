//! How does a data frame become the table that a learner sees, and how do answers find their rows again?

use std::collections::BTreeSet;
use std::sync::Arc;

use numpy::PyArray1;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PySlice};
use sartor::SartorError;
use sartor::api::python::{data_frame, escape, exception};
use sartor::learn::{MISSING, Schema, SchemaColumn, TableColumn};

use super::cells;
use crate::form::{Form, NamedColumns, named_columns};
use crate::work::run;

const SUBJECT: &str = "table";

/// In which form the columns came, kept beyond the call.
pub enum Kept {
    Numpy,
    Pandas(Py<PyAny>),
    Polars,
}

impl Kept {
    pub fn form<'py>(&self, py: Python<'py>) -> Form<'py> {
        match self {
            Self::Numpy => Form::Numpy,
            Self::Pandas(index) => Form::Pandas(index.bind(py).clone()),
            Self::Polars => Form::Polars,
        }
    }

    pub fn clone_ref(&self, py: Python<'_>) -> Self {
        match self {
            Self::Numpy => Self::Numpy,
            Self::Pandas(index) => Self::Pandas(index.clone_ref(py)),
            Self::Polars => Self::Polars,
        }
    }
}

/// Named columns of numbers and of categories: what every learner learns from and answers for.
///
/// Made of a frame of pandas, polars or Arrow, a dict of columns, or a matrix. Numbers, yes and no are numbers; text and
/// what a library calls categorical are categories; NaN, None, `pandas.NA` and nulls are missing. Learners take a frame as
/// it is, too: a table made once spares reading it again. Answers come back with the index of a pandas frame.
///
/// Parameters
/// ----------
/// data
///     The columns. Times are refused: hand over numbers, such as days since. Infinity is refused by column and row.
/// categories
///     Columns of numbers that are names rather than amounts, such as a postcode.
/// names
///     Of a matrix, the names of its columns; `x0`, `x1` and so on without them.
///
/// Examples
/// --------
/// >>> from sartor.learn import Table
/// >>> table = Table({"tenure": [1, 34, None], "contract": ["monthly", "yearly", "monthly"]})
/// >>> table
/// Table(rows=3, columns=2: 1 of numbers, 1 of categories)
/// >>> table.schema[1].levels
/// ['monthly', 'yearly']
#[pyclass(frozen, module = "sartor.learn")]
pub struct Table {
    pub core: Arc<sartor::learn::Table>,
    pub form: Kept,
}

#[pymethods]
impl Table {
    #[new]
    #[pyo3(signature = (data: "typing.Any", categories = None, *, names = None))]
    fn new(
        data: &Bound<'_, PyAny>,
        categories: Option<Vec<String>>,
        names: Option<Vec<String>>,
    ) -> PyResult<Self> {
        let columns = columns_of(data, names)?;
        let categories: BTreeSet<String> = categories.unwrap_or_default().into_iter().collect();
        if let Some(unknown) = categories.iter().find(|name| !columns.iter().any(|(known, _)| known == *name))
        {
            let known: Vec<&str> = columns.iter().take(20).map(|(name, _)| name.as_str()).collect();
            let expected = format!("one of the columns {}", known.join(", "));
            return Err(exception(&SartorError::out_of_range(SUBJECT, "categories", unknown, &expected)));
        }
        Self::read(data, columns, |name, column| cells::read(name, column, categories.contains(name)))
    }

    /// The names of the columns, in their order.
    #[getter]
    fn columns(&self) -> Vec<String> {
        self.core.names().to_vec()
    }

    /// The number of rows.
    #[getter]
    fn rows(&self) -> usize {
        self.core.rows()
    }

    /// What each column is: its name, and the levels of one of categories.
    #[getter]
    fn schema(&self) -> Vec<SchemaColumn> {
        Schema::of(&self.core).columns().to_vec()
    }

    /// The columns as arrays by name: numbers with NaN, categories as text with None where they are missing.
    #[pyo3(signature = () -> "dict[str, typing.Any]")]
    fn to_columns<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let columns = PyDict::new(py);
        for (name, column) in self.core.names().iter().zip(self.core.columns()) {
            columns.set_item(name, array_of(py, column)?)?;
        }
        Ok(columns)
    }

    /// A `DataFrame` of the library of the frame it was made of, with its index; of pandas (or else polars) otherwise.
    #[pyo3(signature = () -> "typing.Any")]
    fn to_frame<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let columns = self.to_columns(py)?;
        match &self.form {
            Kept::Numpy => data_frame(&columns),
            Kept::Pandas(index) => {
                let options = PyDict::new(py);
                options.set_item("index", index)?;
                py.import("pandas")?.getattr("DataFrame")?.call((columns,), Some(&options))
            }
            Kept::Polars => py.import("polars")?.getattr("DataFrame")?.call1((columns,)),
        }
    }

    /// The table of these rows, by their places from 0 on, in this order; a row may come more than once.
    #[pyo3(signature = (rows: "Sequence[int]"))]
    fn take(&self, py: Python<'_>, rows: Vec<usize>) -> PyResult<Self> {
        let form = match &self.form {
            Kept::Pandas(index) => {
                Kept::Pandas(index.bind(py).call_method1("take", (rows.clone(),))?.unbind())
            }
            other => other.clone_ref(py),
        };
        let core = run(py, "Table.take", || self.core.take(&rows))?;
        Ok(Self { core: Arc::new(core), form })
    }

    fn __len__(&self) -> usize {
        self.core.rows()
    }

    fn __eq__(&self, other: &Self) -> bool {
        let same = |(one, other): (&TableColumn, &TableColumn)| match (one, other) {
            // What is missing in both is the same.
            (TableColumn::Numbers(one), TableColumn::Numbers(other)) => {
                one.iter().zip(other).all(|(one, other)| one == other || (one.is_nan() && other.is_nan()))
            }
            _ => one == other,
        };
        let (one, other) = (&self.core, &other.core);
        let shapes = one.rows() == other.rows() && one.names() == other.names();
        shapes && one.columns().iter().zip(other.columns()).all(same)
    }

    fn __repr__(&self) -> String {
        let categories =
            self.core.columns().iter().filter(|column| matches!(column, TableColumn::Categories(_)));
        let (rows, columns, categories) = (self.core.rows(), self.core.columns().len(), categories.count());
        let numbers = columns - categories;
        format!("Table(rows={rows}, columns={columns}: {numbers} of numbers, {categories} of categories)")
    }

    fn _repr_html_(&self, py: Python<'_>) -> PyResult<String> {
        const SHOWN: usize = 10;
        let first: Vec<usize> = (0..self.core.rows().min(SHOWN)).collect();
        let frame = self.take(py, first)?.to_frame(py)?;
        let table: String = frame.call_method0("_repr_html_")?.extract()?;
        Ok(format!("<b>{}</b>{table}", escape(&self.__repr__())))
    }

    #[pyo3(signature = () -> "tuple[typing.Any, tuple[typing.Any, ...]]")]
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, Bound<'py, PyAny>)> {
        let (py, this) = (slf.py(), slf.get());
        let index = match &this.form {
            Kept::Pandas(index) => Some(index.clone_ref(py)),
            _ => None,
        };
        let polars = matches!(this.form, Kept::Polars);
        let categories = this.schema().into_iter().filter(|column| column.levels.is_some());
        let levels: Vec<(String, Vec<String>)> =
            categories.map(|column| (column.name, column.levels.unwrap_or_default())).collect();
        let fields = (this.to_columns(py)?, levels, index, polars).into_pyobject(py)?;
        Ok((slf.get_type().getattr("_of_columns")?, fields.into_any()))
    }

    #[staticmethod]
    #[pyo3(signature = (columns: "dict[str, typing.Any]", levels: "list[tuple[str, list[str]]]", index: "typing.Any", polars))]
    fn _of_columns(
        columns: &Bound<'_, PyDict>,
        levels: Vec<(String, Vec<String>)>,
        index: Option<Py<PyAny>>,
        polars: bool,
    ) -> PyResult<Self> {
        let named = named_columns(columns.as_any())?.unwrap_or_default();
        let mut table = Self::read(columns, named, |name, column| {
            let read = cells::read(name, column, false)?;
            let levels = levels.iter().find(|(of, _)| of == name).map(|(_, levels)| levels);
            levels.map_or(Ok(read.clone()), |levels| with_levels(&read, levels))
        })?;
        table.form = match index {
            Some(index) => Kept::Pandas(index),
            None if polars => Kept::Polars,
            None => Kept::Numpy,
        };
        Ok(table)
    }
}

impl Table {
    fn read(
        data: &Bound<'_, PyAny>,
        columns: NamedColumns<'_>,
        of_column: impl Fn(&str, &Bound<'_, PyAny>) -> PyResult<TableColumn>,
    ) -> PyResult<Self> {
        let py = data.py();
        let mut form = Form::Number.seen(SUBJECT, data)?;
        let mut read = Vec::with_capacity(columns.len());
        for (name, column) in columns {
            read.push((name.clone(), of_column(&name, &column)?));
            // Of a dict the index is that of its Series, which all have to share.
            if data.is_instance_of::<PyDict>() {
                form = form.seen(&name, &column)?;
            }
        }
        let form = match form {
            Form::Pandas(index) => Kept::Pandas(index.unbind()),
            Form::Polars => Kept::Polars,
            Form::Numpy | Form::Number => Kept::Numpy,
        };
        let core = run(py, "Table", || sartor::learn::Table::new(read))?;
        Ok(Self { core: Arc::new(core), form })
    }

    /// A table as it is, or a frame read as a model's training table was: columns that it does not know are not looked at,
    /// and numbers are categories where they were.
    pub fn matching(data: &Bound<'_, PyAny>, schema: &Schema) -> PyResult<(Arc<sartor::learn::Table>, Kept)> {
        if let Ok(table) = data.cast::<Self>() {
            let table = table.get();
            return Ok((Arc::clone(&table.core), table.form.clone_ref(data.py())));
        }
        let mut columns = columns_of(data, None)?;
        columns.retain(|(name, _)| schema.place(name).is_some());
        if let Some(lacking) =
            schema.columns().iter().find(|known| !columns.iter().any(|(name, _)| *name == known.name))
        {
            let expected = "there, and the model was trained on it";
            return Err(exception(&SartorError::invalid(SUBJECT, &lacking.name, expected)));
        }
        let table = Self::read(data, columns, |name, column| {
            let read = cells::read(name, column, false)?;
            let levels = schema
                .columns()
                .iter()
                .find(|known| known.name == name)
                .and_then(|known| known.levels.as_ref());
            let (Some(levels), TableColumn::Numbers(numbers)) = (levels, &read) else { return Ok(read) };
            let text = cells::as_text(numbers)?;
            // Numbers of which none is a level are not what the model was trained on.
            let known = matches!(&text, TableColumn::Categories(column) if column.levels().iter().any(|level| levels.contains(level)));
            Ok(if known { text } else { read })
        })?;
        Ok((table.core, table.form))
    }

    /// A table as it is, or made of a frame.
    pub fn given(data: &Bound<'_, PyAny>) -> PyResult<(Arc<sartor::learn::Table>, Kept)> {
        if let Ok(table) = data.cast::<Self>() {
            let table = table.get();
            return Ok((Arc::clone(&table.core), table.form.clone_ref(data.py())));
        }
        let table = Self::new(data, None, None)?;
        Ok((table.core, table.form))
    }
}

/// The columns of a frame, a dict, or a matrix.
fn columns_of<'py>(data: &Bound<'py, PyAny>, names: Option<Vec<String>>) -> PyResult<NamedColumns<'py>> {
    let refused = |expected: &str| exception(&SartorError::invalid(SUBJECT, "data", expected));
    if names.is_none() {
        // A frame of pandas with a name twice gives a frame for it.
        if let Ok(items) = data.getattr("iloc").and_then(|_| data.call_method0("items")) {
            let named = |item: PyResult<Bound<'py, PyAny>>| {
                let (name, column): (Bound<'py, PyAny>, Bound<'py, PyAny>) = item?.extract()?;
                Ok((name.str()?.to_string(), column))
            };
            if data.hasattr("columns")? {
                return items.try_iter()?.map(named).collect();
            }
        }
        if let Some(columns) = named_columns(data)? {
            return Ok(columns);
        }
    }
    let expected = "a frame, a dict of columns, or a matrix with a name for each of its columns";
    let numpy = data.py().import("numpy")?;
    // Of masked numbers the mask is kept.
    let matrix = numpy.call_method1("asanyarray", (data,)).map_err(|_| refused(expected))?;
    let shape: Vec<usize> = matrix.getattr("shape")?.extract()?;
    let &[_, width] = shape.as_slice() else { return Err(refused(expected)) };
    let names = names.unwrap_or_else(|| (0..width).map(|place| format!("x{place}")).collect());
    if names.len() != width {
        let expected = format!("{width}, one for each column of the matrix");
        return Err(exception(&SartorError::out_of_range(SUBJECT, "names", names.len(), &expected)));
    }
    names
        .into_iter()
        .zip(matrix.getattr("T")?.try_iter()?)
        .map(|(name, column)| Ok((name, column?)))
        .collect()
}

/// The same column with all the levels that it had, seen or not.
fn with_levels(column: &TableColumn, levels: &[String]) -> PyResult<TableColumn> {
    let codes = match column {
        TableColumn::Numbers(numbers) => vec![MISSING; numbers.len()],
        TableColumn::Categories(column) => {
            let place = |level: &String| levels.iter().position(|known| known == level);
            let places: Vec<u32> = column
                .levels()
                .iter()
                .map(|level| place(level).and_then(|place| u32::try_from(place).ok()).unwrap_or(MISSING))
                .collect();
            let code = |code: &u32| places.get(*code as usize).copied().unwrap_or(MISSING);
            column.codes().iter().map(code).collect()
        }
    };
    let column = sartor::learn::CategoryColumn::new(levels.to_vec(), codes);
    column.map(TableColumn::Categories).map_err(|error| exception(&error))
}

/// Numbers as doubles, categories as objects.
pub fn array_of<'py>(py: Python<'py>, column: &TableColumn) -> PyResult<Bound<'py, PyAny>> {
    match column {
        TableColumn::Numbers(values) => Ok(PyArray1::from_slice(py, values).into_any()),
        TableColumn::Categories(column) => {
            let levels = PyList::new(py, column.levels())?;
            let text = |code: &u32| match *code {
                MISSING => Ok(py.None().into_bound(py)),
                code => levels.get_item(code as usize),
            };
            let texts = column.codes().iter().map(text).collect::<PyResult<Vec<_>>>()?;
            let array = py.import("numpy")?.call_method1("empty", (texts.len(), "object"))?;
            array.set_item(PySlice::full(py), PyList::new(py, texts)?)?;
            Ok(array)
        }
    }
}
