//! How often does it happen to everybody, period by period?
//!
//! The life table counts in each period who was still at risk and to whom it happened: the hazards of all customers alike,
//! with Greenwood's variance (1926) of their sum.

use serde::{Deserialize, Serialize};

#[cfg(feature = "train")]
use super::Spell;
use crate::math::ln;
use crate::{Result, SartorError};

/// One period of all customers.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(in crate::predict) struct LifePeriod {
    /// To whom it had not happened before, and who were followed to its end.
    pub at_risk: u32,
    /// To whom it happened.
    pub events: u32,
}

/// Refuse a table of other periods, or of counts that cannot be.
pub(in crate::predict) fn check_life_table(table: &[LifePeriod], periods: usize) -> Result<()> {
    let possible = |known: &LifePeriod| known.events <= known.at_risk && known.at_risk > 0;
    if table.len() == periods && table.iter().all(possible) {
        return Ok(());
    }
    Err(SartorError::malformed("hazard", "a life table that cannot be", 0))
}

/// The sum of `-ln(1 - h)` until so many periods are over, and its variance.
pub(super) fn until(table: &[LifePeriod], periods: f64) -> (f64, f64) {
    let (mut cumulated, mut variance) = (0.0, 0.0);
    for (place, known) in table.iter().enumerate() {
        let part = (periods - place as f64).clamp(0.0, 1.0);
        // A half more on either side, so that nothing is certain.
        let (events, spared) = (f64::from(known.events) + 0.5, f64::from(known.at_risk - known.events) + 0.5);
        cumulated += part * ln((events + spared) / spared);
        variance += part * part * events / ((events + spared) * spared);
    }
    (cumulated, variance)
}

/// Count spells; a period in which nobody was at risk is `TOO_FEW`.
#[cfg(feature = "train")]
pub(in crate::predict) fn life_table(spells: &[Spell], periods: u32) -> Result<Vec<LifePeriod>> {
    let life = |period: u32| {
        let at_risk = spells.iter().filter(|spell| spell.at_risk() >= period).count();
        let events = spells.iter().filter(|spell| spell.event == Some(period)).count();
        if at_risk == 0 {
            return Err(SartorError::TooFew {
                subject: "hazard".to_owned(),
                found: 0,
                needed: 1,
                unit: format!("customers at risk in period {period}"),
            });
        }
        Ok(LifePeriod { at_risk: at_risk as u32, events: events as u32 })
    };
    (1..=periods).map(life).collect()
}
