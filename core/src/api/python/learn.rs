//! Which records of `sartor.learn` does Python have, and which of them make tables?

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyType};

use super::table::{ViewTable, columns, frame};
use super::{Argument, exception, hash, html, reduce, repr, to_dict, to_json};
use crate::input;
use crate::learn::{
    BalanceColumn, BrierDecomposition, CalibrationCandidate, CalibrationMethod, CalibrationOverTime,
    CalibrationWindow, ClassBalance, ColumnChange, ColumnCheck, ColumnChecks, ConformalValueInterval,
    CoxCalibration, DriftBin, DriftReport, DriftVerdict, EarlyStopping, ExpectedCalibrationError,
    Explanation, GainPoint, LabelCoverage, LabelSetReport, LabelThreshold, LeakageVerdict, MetricInterval,
    PolicyValue, QiniPoint, QiniReport, ReasonCode, ReasonMethod, ReliabilityBin, SchemaColumn,
    SmallestChange, TrialBalance, UpliftAt,
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

python_enums!(CalibrationMethod, DriftVerdict, LeakageVerdict, ReasonMethod);
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
    LabelCoverage,
    LabelThreshold,
    MetricInterval,
    PolicyValue,
    QiniPoint,
    QiniReport,
    ReasonCode,
    ReliabilityBin,
    SchemaColumn,
    SmallestChange,
    UpliftAt,
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
