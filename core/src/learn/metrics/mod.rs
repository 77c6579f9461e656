//! How good is a learner, in figures that stand beside what knowing nothing would reach?
//!
//! [`ScoredLabels`](super::ScoredLabels) answers for labels of 0 and 1 and
//! [`ScoredValues`](super::ScoredValues) for values; each formula stands with its source in the file that holds it.
//!
//! ```
//! use sartor::learn::ScoredLabels;
//! let scored = ScoredLabels::new(&[-2.0, -0.5, -1.0, 0.5, 1.5], &[0.0, 0.0, 1.0, 0.0, 1.0], None)?;
//! assert!(scored.log_loss(0.9)?.value < scored.base_log_loss());
//! assert!(scored.average_precision()? > scored.base_rate());
//! # Ok::<(), sartor::SartorError>(())
//! ```

mod gain;
mod interval;
mod probability;
mod ranking;
mod reliability;
mod values;

pub use gain::GainPoint;
pub use interval::MetricInterval;
pub(super) use interval::{Symmetric, WeightedMean};
pub use probability::{BrierDecomposition, CoxCalibration};
pub use ranking::auc_standard_error;
pub use reliability::{ExpectedCalibrationError, ReliabilityBin, ReliabilityBins};
