//! What can be learnt from named columns? Learners, and what tells how good they are.

mod any_learner;
mod calibration;
mod checks;
mod drift;
mod learners;
mod margin;
mod scored;
mod sets;
mod table;
mod trial;
mod uplift;
mod value_gbdt;

pub use any_learner::{AnyLearner, load_learner};
pub use calibration::Calibration;
pub use checks::{auc_standard_error, calibration_over_time, check_columns};
pub use drift::DriftReference;
pub use learners::{Ensemble, Gbdt, Logistic, Network};
pub use margin::{ConformalMargin, PredictedEnds};
pub use scored::{ScoredLabels, ScoredValues};
pub use sets::LabelSets;
pub use table::{CellValue, Table, TableColumn};
pub use trial::Trial;
pub use uplift::{Uplift, default_uplift_options};
pub use value_gbdt::ValueGbdt;
