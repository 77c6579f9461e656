//! How is a booster stored, and what is refused when one is read?

use serde::{Deserialize, Serialize};

use super::super::binned::ColumnBins;
use super::super::objective::Objective;
use super::super::schema::Schema;
use super::Gbdt;
use super::options::MAX_TREES;
use super::tree::{AskedSet, Tree};
use crate::{Result, SartorError, artifact};

const SUBJECT: &str = "gbdt";
/// The largest artefact that is read, in bytes of its JSON.
const MAX_GBDT_BYTES: usize = 1 << 28;

/// What is stored of a model, before it is checked.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct StoredGbdt {
    schema: Schema,
    objective: Objective,
    base: f64,
    bins: Vec<ColumnBins>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    sets: Vec<Vec<u8>>,
    trees: Vec<Tree>,
}

impl From<Gbdt> for StoredGbdt {
    fn from(model: Gbdt) -> Self {
        let Gbdt { schema, objective, base, bins, sets, trees, .. } = model;
        Self {
            schema,
            objective,
            base,
            bins,
            sets: sets.iter().skip(1).map(|set| set.bins().bins()).collect(),
            trees,
        }
    }
}

impl TryFrom<StoredGbdt> for Gbdt {
    type Error = SartorError;

    fn try_from(stored: StoredGbdt) -> Result<Self> {
        let StoredGbdt { schema, objective, base, bins, sets, trees } = stored;
        schema.check(SUBJECT)?;
        objective.check()?;
        if !base.is_finite() {
            return Err(SartorError::out_of_range(SUBJECT, "base", base, "a finite number"));
        }
        if bins.len() != schema.columns().len() {
            return Err(SartorError::malformed(SUBJECT, "not every column has its bins", 0));
        }
        for (bins, column) in bins.iter().zip(schema.columns()) {
            bins.check(SUBJECT, &column.name, column.levels.as_ref().map(Vec::len))?;
        }
        if sets.len() > usize::from(u16::MAX) || trees.len() > MAX_TREES as usize {
            return Err(SartorError::malformed(SUBJECT, "more sets or trees than a model has", 0));
        }
        let counts: Vec<usize> = bins.iter().map(ColumnBins::count).collect();
        let sets = sets.into_iter().map(|bins| AskedSet::new(bins.into_iter().collect()));
        let sets: Vec<AskedSet> = std::iter::once(AskedSet::default()).chain(sets).collect();
        trees.iter().try_for_each(|tree| tree.check(SUBJECT, &counts, sets.len()))?;
        Ok(Self::of_parts(schema, objective, base, bins, sets, trees))
    }
}

impl Gbdt {
    /// The model as bytes of an artefact.
    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        artifact::to_bytes(SUBJECT, None, self)
    }

    /// Read a model from bytes. Bytes that are damaged, cut off, of a newer release or no model are an error.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        Ok(artifact::from_bytes::<Self>(SUBJECT, bytes, MAX_GBDT_BYTES)?.body)
    }
}
