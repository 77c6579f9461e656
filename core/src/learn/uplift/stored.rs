//! How is a model of effects stored, and what is refused when one is read?

use serde::Deserialize;

use super::evaluation::Evaluation;
use super::heterogeneity::Sequence;
use super::members::{Members, Propensity};
use super::{SUBJECT, Uplift, UpliftBalance};
use crate::learn::schema::Schema;
use crate::{Result, SartorError, artifact};

/// The largest artefact that is read, in bytes of its JSON.
const MAX_UPLIFT_BYTES: usize = 1 << 30;

/// What is stored of a model, before it is checked.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct StoredUplift {
    schema: Schema,
    members: Members,
    propensity: Propensity,
    evaluation: Evaluation,
    sequence: Sequence,
    balance: UpliftBalance,
}

impl TryFrom<StoredUplift> for Uplift {
    type Error = SartorError;

    fn try_from(stored: StoredUplift) -> Result<Self> {
        let StoredUplift { schema, members, propensity, evaluation, sequence, balance } = stored;
        schema.check(SUBJECT)?;
        members.check(&schema)?;
        propensity.check(&schema)?;
        evaluation.check()?;
        sequence.check()?;
        Ok(Self { schema, members, propensity, evaluation, sequence, balance })
    }
}

impl Uplift {
    /// The model as bytes of an artefact.
    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        artifact::to_bytes(SUBJECT, None, self)
    }

    /// Read a model from bytes. Bytes that are damaged, cut off, of a newer release or no model are an error.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        Ok(artifact::from_bytes::<Self>(SUBJECT, bytes, MAX_UPLIFT_BYTES)?.body)
    }
}
