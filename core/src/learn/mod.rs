//! What can be learnt from named columns of numbers and categories?
//!
//! Learners over a [`Table`] that know nothing of customers. Each fits a *score*: log-odds, the logarithm of a mean, or
//! the mean itself (its [`Objective`]). What stands after it takes scores and knows no learner: how good they are
//! ([`ScoredLabels`], [`ScoredValues`]), what makes them mean what they say ([`Calibration`]), which answers can be promised
//! ([`LabelSets`], [`ConformalMargin`]), whether the world has moved ([`DriftReference`]), what a treatment adds
//! ([`Trial`]) and what is wrong with a column ([`check_columns`]). Whom a treatment changes is learnt by [`Uplift`].

mod binned;
mod calibration;
mod checks;
mod conformal_sets;
mod drift;
mod ensemble;
#[cfg(feature = "train")]
mod folds;
mod gbdt;
mod learner;
mod logistic;
mod logistic_line;
mod metrics;
mod network;
mod objective;
mod reasons;
mod schema;
mod scored;
mod share;
mod table;
mod target;
mod trial;
mod uplift;

pub use binned::{Binned, ColumnBins, MAX_BINS};
#[cfg(feature = "train")]
pub use calibration::CalibrationChoice;
pub use calibration::{Calibration, CalibrationCandidate, CalibrationMethod};
pub use checks::{
    ClassBalance, ColumnCheck, ColumnChecks, ColumnValues, LeakageVerdict, check_columns, check_table,
};
pub use conformal_sets::{
    ConformalMargin, ConformalValueInterval, LabelCoverage, LabelSetReport, LabelSets, LabelThreshold,
    PredictedEnds,
};
pub use drift::{
    CalibrationOverTime, CalibrationWindow, DriftBin, DriftReference, DriftReport, DriftVerdict,
    calibration_over_time,
};
pub(crate) use ensemble::Member;
#[cfg(feature = "train")]
pub use ensemble::fit;
#[cfg(feature = "train")]
pub(crate) use ensemble::{BlendRows, label_figures};
pub use ensemble::{
    Ensemble, EnsembleOptions, EnsembleReport, LabelFigures, LearnerFigures, MemberKind, MemberReport, Task,
    ValueFigures,
};
pub use gbdt::{EarlyStopping, Gbdt, GbdtOptions, MAX_TREES, MonotoneColumn, Tree, TreeNode, ValueGbdt};
pub use learner::{AnyLearner, Learner, load};
pub use logistic::{Logistic, LogisticCoefficient, LogisticOptions};
pub use metrics::{
    BrierDecomposition, CoxCalibration, ExpectedCalibrationError, GainPoint, MetricInterval, ReliabilityBin,
    ReliabilityBins, auc_standard_error,
};
pub use network::{Network, NetworkOptions};
pub use objective::Objective;
pub use reasons::{
    ChangeDirection, ChangeOptions, ColumnChange, Explanation, Explanations, OtherValues, ReasonCode,
    ReasonMethod, SmallestChange, reason_codes, smallest_change,
};
pub use schema::{Cell, MatchedColumn, MatchedTable, Schema, SchemaColumn};
pub use scored::{ScoredLabels, ScoredValues, log_odds_of};
pub use table::{CategoryColumn, MAX_LEVELS, MAX_TABLE_COLUMNS, MAX_TABLE_ROWS, MISSING, Table, TableColumn};
pub use target::Target;
pub use trial::{BalanceColumn, PolicyValue, QiniPoint, QiniReport, Trial, TrialBalance, UpliftAt};
pub use uplift::{
    HeterogeneityReport, HeterogeneityVerdict, Uplift, UpliftBalance, UpliftBalanceColumn, UpliftLearner,
    UpliftOptions,
};
