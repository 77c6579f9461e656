//! Which records of `sartor.learn` does Python have, and which of them make tables?

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyType};

use super::learn_report;
use super::table::{ViewTable, columns, data_frame, frame};
use super::{Argument, exception, hash, html, reduce, repr, to_dict, to_json};
use crate::input;
use crate::learn::{
    BalanceColumn, BrierDecomposition, CalibrationCandidate, CalibrationMethod, CalibrationOverTime,
    CalibrationWindow, ClassBalance, ColumnChange, ColumnCheck, ColumnChecks, ConformalValueInterval,
    CoxCalibration, DriftBin, DriftReport, DriftVerdict, EarlyStopping, EnsembleReport,
    ExpectedCalibrationError, Explanation, GainPoint, HeterogeneityReport, HeterogeneityVerdict,
    LabelCoverage, LabelFigures, LabelSetReport, LabelThreshold, LeakageVerdict, LearnerFigures,
    LogisticCoefficient, MemberKind, MemberReport, MetricInterval, PolicyValue, QiniPoint, QiniReport,
    ReasonCode, ReasonMethod, ReliabilityBin, SchemaColumn, SmallestChange, Task, TrialBalance, UpliftAt,
    UpliftBalance, UpliftBalanceColumn, UpliftLearner, ValueFigures,
};

const CHECKS: [ViewTable; 1] = [ViewTable {
    name: "columns",
    lists: &["columns"],
    columns: &[
        "name",
        "missing_share",
        "constant",
        "duplicate_of",
        "auc=auc.value",
        "low=auc.low",
        "high=auc.high",
        "leakage",
    ],
}];

const BALANCE: [ViewTable; 1] = [ViewTable {
    name: "columns",
    lists: &["columns"],
    columns: &["name", "difference", "missing_difference", "p_value", "departs"],
}];

const UPLIFT_BALANCE: [ViewTable; 1] = [ViewTable {
    name: "columns",
    lists: &["columns"],
    columns: &["column", "category", "difference", "missing_difference", "p_value", "departs"],
}];

const DRIFT: [ViewTable; 1] = [ViewTable {
    name: "bins",
    lists: &["bins"],
    columns: &["bins", "reference_share", "share", "contribution"],
}];

const WINDOWS: [ViewTable; 1] = [ViewTable {
    name: "windows",
    lists: &["windows"],
    columns: &[
        "start_ms",
        "rows",
        "expected",
        "observed",
        "observed_rate=observed_rate.value",
        "low=observed_rate.low",
        "high=observed_rate.high",
        "p_value",
        "departs",
    ],
}];

const COVERAGE: [ViewTable; 1] = [ViewTable {
    name: "labels",
    lists: &["labels"],
    columns: &["label", "rows", "covered=covered.value", "low=covered.low", "high=covered.high"],
}];

python_enums!(
    CalibrationMethod,
    DriftVerdict,
    HeterogeneityVerdict,
    LeakageVerdict,
    MemberKind,
    ReasonMethod,
    Task,
    UpliftLearner
);
python_records!(
    BalanceColumn,
    BrierDecomposition,
    CalibrationWindow,
    ClassBalance,
    ColumnCheck,
    ConformalValueInterval,
    CoxCalibration,
    DriftBin,
    ExpectedCalibrationError,
    Explanation,
    GainPoint,
    HeterogeneityReport,
    LabelCoverage,
    LabelFigures,
    LabelThreshold,
    LearnerFigures,
    LogisticCoefficient,
    MemberReport,
    MetricInterval,
    PolicyValue,
    QiniPoint,
    QiniReport,
    ReasonCode,
    ReliabilityBin,
    SchemaColumn,
    SmallestChange,
    UpliftAt,
    UpliftBalanceColumn,
    ValueFigures,
);
python_records!(CalibrationCandidate);
python_record!(ColumnChange => html,
    /// The column's name.
    #[getter]
    fn column(&self) -> &str {
        &self.column
    }
    /// Its value as it is, in words: `from` in JSON, which is a word of Python's own.
    #[getter]
    fn from_(&self) -> &str {
        &self.from
    }
    /// The value that it would have.
    #[getter]
    fn to(&self) -> &str {
        &self.to
    }
);
python_record!(EarlyStopping { held_out_share: f64, patience: u32, refit: bool });
python_view!(CalibrationOverTime, html, WINDOWS, "windows");
python_view!(ColumnChecks, html, CHECKS, "columns");
python_view!(DriftReport, html, DRIFT, "bins");
python_view!(LabelSetReport, html, COVERAGE, "labels");
python_view!(TrialBalance, html, BALANCE, "columns");
python_view!(UpliftBalance, html, UPLIFT_BALANCE, "columns");
python_record!(@methods EnsembleReport, (|text| input::from_text("EnsembleReport", text)), (learn_report::html), (learn_report::text),
    /// Each learner, the ensemble and the base rate side by side, as lists by the name of the column.
    #[pyo3(signature = () -> "dict[str, list[typing.Any]]")]
    fn to_columns<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        learn_report::columns(py, self)
    }
    /// Each learner, the ensemble and the base rate side by side, as a `DataFrame` of pandas, or else of polars.
    #[pyo3(signature = () -> "typing.Any")]
    fn to_frame<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        data_frame(&learn_report::columns(py, self)?)
    }
);
