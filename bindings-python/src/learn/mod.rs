//! The learners of `sartor.learn`, and what judges and guards them.

mod calibration;
mod cells;
mod drift;
mod ensemble;
mod gbdt;
mod learner;
mod logistic;
mod metrics;
mod network;
mod objective;
mod reasons;
mod sets;
mod stored;
mod table;
mod target;
mod trial;
mod uplift;
mod value_gbdt;

pub use calibration::Calibration;
pub use drift::{DriftReference, calibration_over_time, check_columns};
pub use ensemble::{Ensemble, fit};
pub use gbdt::Gbdt;
pub use learner::{cells_of, values_of};
pub use logistic::Logistic;
pub use metrics::{ScoredLabels, ScoredValues, auc_standard_error};
pub use network::Network;
pub use objective::Objective;
pub use reasons::Explanations;
pub use sets::{ConformalMargin, LabelSets, ValueIntervals};
pub use stored::load;
pub use table::{Kept, Table, array_of};
pub use target::column;
pub use trial::Trial;
pub use uplift::Uplift;
pub use value_gbdt::ValueGbdt;
