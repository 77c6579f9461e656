//! What can be learnt from named columns? Learners, and what tells how good they are.
//!
//! One row is a synchronous call of about a microsecond; tables, fits and columns are promises.

#[macro_use]
mod learner;
#[macro_use]
mod reasons;

mod calibration;
mod checks;
mod drift;
mod ensemble;
mod learners;
mod rows;
mod scored;
mod sets;
mod table;
mod trial;
mod uplift;
mod value_gbdt;

pub use calibration::Calibration;
pub use table::Table;
pub use uplift::Uplift;

use napi::bindgen_prelude::Unknown;

use crate::host::Outcome;
use crate::input;

/// The level of an interval, 0.9 when absent.
fn level(subject: &str, input: Unknown<'_>) -> Outcome<f64> {
    if input::is_absent(input)? { Ok(0.9) } else { input::number(subject, "level", input) }
}
