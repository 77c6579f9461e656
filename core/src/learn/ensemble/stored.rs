//! How is an ensemble stored, and what is refused when one is read?

use serde::Deserialize;

use super::member::WeightedMember;
use super::options::Task;
use super::promise::Promise;
use super::report::EnsembleReport;
use super::{Ensemble, SUBJECT};
use crate::learn::calibration::{Calibration, CalibrationMethod};
use crate::learn::objective::Objective;
use crate::learn::reasons::OtherValues;
use crate::learn::schema::Schema;
use crate::{Result, SartorError, artifact};

/// The largest artefact that is read, in bytes of its JSON.
const MAX_ENSEMBLE_BYTES: usize = 1 << 29;
/// The most members.
const MOST_MEMBERS: usize = 16;

/// What is stored of an ensemble, before it is checked.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct StoredEnsemble {
    task: Task,
    schema: Schema,
    members: Vec<WeightedMember>,
    calibration: Calibration,
    promise: Promise,
    other_values: OtherValues,
    report: EnsembleReport,
}

impl TryFrom<StoredEnsemble> for Ensemble {
    type Error = SartorError;

    fn try_from(stored: StoredEnsemble) -> Result<Self> {
        let StoredEnsemble { task, schema, members, calibration, promise, other_values, report } = stored;
        schema.check(SUBJECT)?;
        if members.is_empty() || members.len() > MOST_MEMBERS {
            return Err(SartorError::out_of_range(SUBJECT, "members", members.len(), "1 to 16"));
        }
        for WeightedMember { weight, learner } in &members {
            if !(0.0..=1.0).contains(weight) {
                return Err(SartorError::out_of_range(SUBJECT, "weight", weight, "0 to 1"));
            }
            if learner.get().schema() != &schema || link(learner.get().objective()) != link(task.objective())
            {
                return Err(SartorError::malformed(SUBJECT, "a member of another model", 0));
            }
        }
        let is_line = matches!(calibration.method(), CalibrationMethod::None | CalibrationMethod::Platt);
        if task != Task::Binary && !is_line {
            return Err(SartorError::malformed(SUBJECT, "a calibration of another task", 0));
        }
        promise.check(SUBJECT, task)?;
        let values = (0..schema.columns().len()).map(|column| other_values.column(column).to_vec()).collect();
        let other_values = OtherValues::new(values)?;
        Ok(Self { task, schema, members, calibration, promise, other_values, report })
    }
}

/// What a score is: log-odds, the logarithm of a mean, or the mean itself.
fn link(objective: Objective) -> u8 {
    match objective {
        Objective::Logistic => 0,
        Objective::Poisson | Objective::Gamma | Objective::Tweedie { .. } => 1,
        Objective::Squared | Objective::Quantile { .. } => 2,
    }
}

impl Ensemble {
    /// The ensemble as bytes of an artefact.
    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        artifact::to_bytes(SUBJECT, None, self)
    }

    /// Read an ensemble from bytes. Bytes that are damaged, cut off, of a newer release or no ensemble are an error.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        Ok(artifact::from_bytes::<Self>(SUBJECT, bytes, MAX_ENSEMBLE_BYTES)?.body)
    }
}
