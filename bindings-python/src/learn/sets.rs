//! Answers that can be promised, in Python: sets of labels, and intervals of values.

use numpy::{PyArray1, PyArrayMethods};
use pyo3::prelude::*;
use sartor::SartorError;
use sartor::api::python::{exception, from_json, reduce, to_json};
use sartor::learn::{ConformalValueInterval, LabelSetReport, LabelThreshold, PredictedEnds};

use super::target::{column, labels};
use crate::columns::{ArrayLike, Columns, Real};
use crate::form::{Form, frame_of, shown};
use crate::work::run;

const SUBJECT: &str = "columns";

/// Whether each label is in the set of each row: rows by labels.
pub fn flags<'py>(py: Python<'py>, sets: &[Vec<u32>], labels: usize) -> PyResult<Bound<'py, PyAny>> {
    let mut flags = vec![false; sets.len() * labels];
    for (row, set) in flags.chunks_mut(labels.max(1)).zip(sets) {
        for label in set {
            if let Some(flag) = row.get_mut(*label as usize) {
                *flag = true;
            }
        }
    }
    Ok(PyArray1::from_vec(py, flags).reshape([sets.len(), labels])?.into_any())
}

/// Sets of labels that hold the true one with a promised probability, among rows of each label.
///
/// Conformal prediction by label (Vovk, Gammerman and Shafer 2005, section 4.5), calibrated on rows that the learner was
/// not fitted to. A set may hold one label, both, or none: a row unlike any of the calibration.
///
/// Examples
/// --------
/// >>> from sartor.learn import LabelSets
/// >>> scores, labels = [-3, -2, -1, -2, -3, 1, 2, 3, 2, 1], [0, 0, 0, 0, 0, 1, 1, 1, 1, 1]
/// >>> sets = LabelSets.calibrate_binary(labels, scores, level=0.8)
/// >>> sets.binary_set(2.5), sets.binary_set(0.0)
/// ([1], [])
#[pyclass(frozen, eq, module = "sartor.learn")]
#[derive(PartialEq)]
pub struct LabelSets(sartor::learn::LabelSets);

#[pymethods]
impl LabelSets {
    /// Calibrate sets of 0 and 1 on log-odds of rows that the learner was not fitted to.
    #[staticmethod]
    #[pyo3(signature = (labels, scores, *, level = Real(0.9)))]
    fn calibrate_binary(
        py: Python<'_>,
        labels: ArrayLike<'_>,
        scores: ArrayLike<'_>,
        level: Real,
    ) -> PyResult<Self> {
        let (truth, scores) = (self::labels("labels", &labels.0)?, column(SUBJECT, "scores", &scores.0)?);
        run(py, "LabelSets.calibrate_binary", || {
            sartor::learn::LabelSets::calibrate_binary(&scores, &truth, level.0).map(Self)
        })
    }

    /// Calibrate sets of labels from 0 on: a matrix with a column for each label, larger for likelier labels.
    #[staticmethod]
    #[pyo3(signature = (labels, conformities, *, level = Real(0.9)))]
    fn calibrate(
        py: Python<'_>,
        labels: ArrayLike<'_>,
        conformities: ArrayLike<'_>,
        level: Real,
    ) -> PyResult<Self> {
        let (truth, (values, width)) = (whole(&labels.0)?, matrix(&conformities.0)?);
        run(py, "LabelSets.calibrate", || {
            sartor::learn::LabelSets::calibrate(&values, width, &truth, level.0).map(Self)
        })
    }

    /// The least probability, among rows of each label, that a set holds the label.
    #[getter]
    fn level(&self) -> f64 {
        self.0.level()
    }

    /// The threshold of each label, from 0 on.
    #[getter]
    fn thresholds(&self) -> Vec<LabelThreshold> {
        self.0.thresholds().to_vec()
    }

    /// Which labels are in the sets of rows with these log-odds: a boolean matrix with columns for 0 and 1, or the list of
    /// labels of one number.
    #[pyo3(signature = (scores) -> "typing.Any")]
    fn binary_set<'py>(&self, py: Python<'py>, scores: ArrayLike<'py>) -> PyResult<Bound<'py, PyAny>> {
        let columns = Columns::read([("scores", &scores)])?;
        let [values] = &columns.vectors();
        let sets: Vec<Vec<u32>> = values.iter().map(|score| self.0.binary_set(*score)).collect();
        match sets.first() {
            Some(set) if columns.is_row() => set.clone().into_pyobject(py).map(Bound::into_any),
            _ => flags(py, &sets, 2),
        }
    }

    /// Which labels are in the sets of rows with these conformities, rows by labels: a boolean matrix of the same shape.
    #[pyo3(signature = (conformities) -> "typing.Any")]
    fn set<'py>(&self, py: Python<'py>, conformities: ArrayLike<'py>) -> PyResult<Bound<'py, PyAny>> {
        let (values, width) = matrix(&conformities.0)?;
        let sets: Vec<Vec<u32>> = values.chunks(width as usize).map(|row| self.0.set(row)).collect();
        flags(py, &sets, width as usize)
    }

    /// How sets of 0 and 1 do on rows that they were not calibrated on.
    #[pyo3(signature = (labels, scores, *, level = Real(0.9)))]
    fn measure_binary(
        &self,
        py: Python<'_>,
        labels: ArrayLike<'_>,
        scores: ArrayLike<'_>,
        level: Real,
    ) -> PyResult<LabelSetReport> {
        let (truth, scores) = (self::labels("labels", &labels.0)?, column(SUBJECT, "scores", &scores.0)?);
        run(py, "LabelSets.measure_binary", || self.0.measure_binary(&scores, &truth, level.0))
    }

    /// How sets do on rows that they were not calibrated on.
    #[pyo3(signature = (labels, conformities, *, level = Real(0.9)))]
    fn measure(
        &self,
        py: Python<'_>,
        labels: ArrayLike<'_>,
        conformities: ArrayLike<'_>,
        level: Real,
    ) -> PyResult<LabelSetReport> {
        let (truth, (values, _)) = (whole(&labels.0)?, matrix(&conformities.0)?);
        run(py, "LabelSets.measure", || self.0.measure(&values, &truth, level.0))
    }

    /// As canonical JSON.
    fn to_json(&self) -> PyResult<String> {
        to_json(&self.0)
    }

    /// What `to_json` wrote.
    #[staticmethod]
    fn from_json(text: &str) -> PyResult<Self> {
        from_json("label sets", text).map(Self)
    }

    fn __repr__(&self) -> String {
        let rows: u32 = self.0.thresholds().iter().map(|threshold| threshold.calibration_rows).sum();
        let labels = self.0.thresholds().len();
        format!("LabelSets(labels={labels}, level={}, calibration_rows={rows})", self.0.level())
    }

    #[pyo3(signature = () -> "tuple[typing.Any, tuple[str]]")]
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (String,))> {
        reduce(slf.as_any(), &slf.get().0)
    }
}

/// Labels from 0 on.
fn whole(given: &Bound<'_, PyAny>) -> PyResult<Vec<u32>> {
    let of = |(row, label): (usize, f64)| {
        let fits = (0.0..1e9).contains(&label) && label.fract() == 0.0;
        let subject = format!("row {row}");
        let expected = "a whole number from 0 on";
        if fits {
            Ok(label as u32)
        } else {
            Err(exception(&SartorError::out_of_range(&subject, "label", label, expected)))
        }
    };
    labels("labels", given)?.into_iter().enumerate().map(of).collect()
}

/// A matrix row by row, and its width.
fn matrix(given: &Bound<'_, PyAny>) -> PyResult<(Vec<f64>, u32)> {
    let refused = || {
        exception(&SartorError::invalid(
            SUBJECT,
            "conformities",
            "a matrix of numbers with a column for each label",
        ))
    };
    let numpy = given.py().import("numpy")?;
    let array = numpy.call_method1("asarray", (given, "float64")).map_err(|_| refused())?;
    let shape: Vec<usize> = array.getattr("shape")?.extract()?;
    let &[_, width] = shape.as_slice() else { return Err(refused()) };
    let width = u32::try_from(width).ok().filter(|width| *width > 0).ok_or_else(refused)?;
    let values = array.call_method0("ravel")?.cast_into::<PyArray1<f64>>().map_err(|_| refused())?;
    Ok((values.to_vec().unwrap_or_else(|_| values.readonly().as_array().to_vec()), width))
}

/// Intervals that hold what comes with a promised probability: columns in the form of those asked with.
#[pyclass(frozen, get_all, module = "sartor.learn")]
pub struct ValueIntervals {
    /// Lower ends.
    low: Py<PyAny>,
    /// Upper ends.
    high: Py<PyAny>,
    /// The least probability, over all rows, that an interval holds what comes.
    level: f64,
}

impl ValueIntervals {
    /// Of intervals of rows in this form.
    pub fn of(
        py: Python<'_>,
        form: &Form<'_>,
        intervals: &[ConformalValueInterval],
        level: f64,
    ) -> PyResult<Self> {
        let column = |name: &str, end: fn(&ConformalValueInterval) -> f64| -> PyResult<Py<PyAny>> {
            Ok(form.column(py, name, intervals.iter().map(end).collect())?.unbind())
        };
        Ok(Self { low: column("low", |one| one.low)?, high: column("high", |one| one.high)?, level })
    }
}

#[pymethods]
impl ValueIntervals {
    #[new]
    fn new(low: Py<PyAny>, high: Py<PyAny>, level: f64) -> Self {
        Self { low, high, level }
    }

    /// A `DataFrame` of the library of the columns, with their index; of pandas (or else polars) for arrays.
    #[pyo3(signature = () -> "typing.Any")]
    fn to_frame<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        frame_of(py, &[("low", self.low.bind(py)), ("high", self.high.bind(py))])
    }

    fn __len__(&self, py: Python<'_>) -> PyResult<usize> {
        self.low.bind(py).len()
    }

    #[pyo3(signature = () -> "tuple[typing.Any, tuple[typing.Any, ...]]")]
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, Bound<'py, PyAny>)> {
        let Self { low, high, level } = slf.get();
        let fields = (low, high, *level).into_pyobject(slf.py())?;
        Ok((slf.get_type().into_any(), fields.into_any()))
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let head = format!("ValueIntervals(rows={}, level={})", self.__len__(py)?, self.level);
        Ok(shown(&head, self.to_frame(py)))
    }

    fn _repr_html_<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.to_frame(py)?.call_method0("_repr_html_")
    }
}

/// How far outcomes may be from what was predicted: intervals that hold them with a promised probability.
///
/// Split conformal prediction (Lei and others 2018), scaled where it is told how far rows are usually off, or of two
/// quantiles (Romano, Patterson and Candès 2019).
///
/// Examples
/// --------
/// >>> from sartor.learn import ConformalMargin
/// >>> outcomes = [8.0, 9.0, 9.5, 10.0, 10.0, 10.5, 11.0, 11.5, 13.0]
/// >>> margin = ConformalMargin.calibrate(outcomes, means=[10.0] * 9, level=0.9)
/// >>> margin.interval(20.0)
/// ConformalValueInterval(low=17.0, high=23.0, level=0.9)
#[pyclass(frozen, eq, module = "sartor.learn")]
#[derive(PartialEq)]
pub struct ConformalMargin(sartor::learn::ConformalMargin);

/// The ends that are to be moved: means, means with scales, or quantiles.
struct Ends<'py> {
    first: Columns<'py, 1>,
    second: Option<Columns<'py, 1>>,
    quantiles: bool,
}

impl<'py> Ends<'py> {
    fn read(
        means: Option<&ArrayLike<'py>>,
        scale: Option<&ArrayLike<'py>>,
        low: Option<&ArrayLike<'py>>,
        high: Option<&ArrayLike<'py>>,
    ) -> PyResult<Self> {
        let (first, second, quantiles) = match (means, scale, low, high) {
            (Some(means), scale, None, None) => {
                (("means", means), scale.map(|scale| ("scale", scale)), false)
            }
            (None, None, Some(low), Some(high)) => (("low", low), Some(("high", high)), true),
            _ => {
                let expected = "means, means with a scale, or low and high";
                return Err(exception(&SartorError::invalid("conformal margin", "ends", expected)));
            }
        };
        let second = second.map(|second| Columns::read([second])).transpose()?;
        Ok(Self { first: Columns::read([first])?, second, quantiles })
    }

    /// Do something with them as core takes them.
    fn with<T: Send>(
        &self,
        py: Python<'_>,
        operation: &str,
        work: impl FnOnce(&PredictedEnds<'_>) -> sartor::Result<T> + Send,
    ) -> PyResult<T> {
        let ([first], quantiles) = (&self.first.vectors(), self.quantiles);
        let second = self.second.as_ref().map(|second| {
            let [second] = second.vectors();
            second
        });
        run(py, operation, || {
            let ends = match &second {
                None => PredictedEnds::means(first)?,
                Some(high) if quantiles => PredictedEnds::quantiles(first, high)?,
                Some(scale) => PredictedEnds::scaled(first, scale)?,
            };
            work(&ends)
        })
    }
}

#[pymethods]
impl ConformalMargin {
    /// Calibrate on rows that the learner was not fitted to, at least `ceil(1 / (1 - level)) - 1` of them: predicted
    /// `means`, perhaps with how far each is usually off (`scale`), or two predicted quantiles (`low` and `high`).
    #[staticmethod]
    #[pyo3(signature = (outcomes, means = None, *, scale = None, low = None, high = None, level = Real(0.9)))]
    fn calibrate(
        py: Python<'_>,
        outcomes: ArrayLike<'_>,
        means: Option<ArrayLike<'_>>,
        scale: Option<ArrayLike<'_>>,
        low: Option<ArrayLike<'_>>,
        high: Option<ArrayLike<'_>>,
        level: Real,
    ) -> PyResult<Self> {
        let outcomes = column(SUBJECT, "outcomes", &outcomes.0)?;
        let ends = Ends::read(means.as_ref(), scale.as_ref(), low.as_ref(), high.as_ref())?;
        ends.with(py, "ConformalMargin.calibrate", |ends| {
            sartor::learn::ConformalMargin::calibrate(ends, &outcomes, level.0).map(Self)
        })
    }

    /// The least probability, over all rows, that an interval holds the outcome.
    #[getter]
    fn level(&self) -> f64 {
        self.0.level()
    }

    /// What is added to the upper end and taken off the lower, in units of the scale.
    #[getter]
    fn margin(&self) -> f64 {
        self.0.margin()
    }

    /// The rows that it was calibrated on.
    #[getter]
    fn calibration_rows(&self) -> u32 {
        self.0.calibration_rows()
    }

    /// The interval round one predicted mean.
    fn interval(&self, mean: Real) -> ConformalValueInterval {
        self.0.interval(mean.0)
    }

    /// The interval of each row, of predictions such as those that it was calibrated on.
    #[pyo3(signature = (means = None, *, scale = None, low = None, high = None))]
    fn intervals(
        &self,
        py: Python<'_>,
        means: Option<ArrayLike<'_>>,
        scale: Option<ArrayLike<'_>>,
        low: Option<ArrayLike<'_>>,
        high: Option<ArrayLike<'_>>,
    ) -> PyResult<ValueIntervals> {
        let ends = Ends::read(means.as_ref(), scale.as_ref(), low.as_ref(), high.as_ref())?;
        let found = ends.with(py, "ConformalMargin.intervals", |ends| Ok(self.0.intervals(ends)))?;
        let form = if ends.first.is_row() { &Form::Numpy } else { ends.first.form() };
        ValueIntervals::of(py, form, &found, self.0.level())
    }

    /// As canonical JSON.
    fn to_json(&self) -> PyResult<String> {
        to_json(&self.0)
    }

    /// What `to_json` wrote.
    #[staticmethod]
    fn from_json(text: &str) -> PyResult<Self> {
        from_json("conformal margin", text).map(Self)
    }

    fn __repr__(&self) -> String {
        let (margin, level, rows) = (self.0.margin(), self.0.level(), self.0.calibration_rows());
        format!("ConformalMargin(margin={margin}, level={level}, calibration_rows={rows})")
    }

    #[pyo3(signature = () -> "tuple[typing.Any, tuple[str]]")]
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (String,))> {
        reduce(slf.as_any(), &slf.get().0)
    }
}
