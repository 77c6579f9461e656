//! What do plain numbers say, without a customer?
//!
//! | operation | input | answer |
//! | --- | --- | --- |
//! | `kaplanMeier` | `spells` | `WaitingCurve` |
//! | `regularity`, `clumpiness` | `gaps` | `Estimate`, `Clumpiness`, or `null` where the gaps say nothing |
//! | `narrowing` | `scores`, `options` | `ChoiceNarrowing` |

use serde::Deserialize;

use super::with;
use crate::Result;
use crate::behaviour::{NarrowingOptions, Spell, clumpiness, kaplan_meier, narrowing, regularity};

pub(super) fn run(operation: &str, input: &str) -> Option<Result<String>> {
    Some(match operation {
        "kaplanMeier" => with(operation, input, |asked: Spells| Ok(kaplan_meier(&asked.spells))),
        "regularity" => with(operation, input, |asked: Gaps| Ok(regularity(&asked.gaps))),
        "clumpiness" => with(operation, input, |asked: Gaps| Ok(clumpiness(&asked.gaps))),
        "narrowing" => with(operation, input, |asked: Scores| narrowing(&asked.scores, &asked.options)),
        _ => return None,
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Spells {
    spells: Vec<Spell>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Gaps {
    gaps: Vec<f64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Scores {
    scores: Vec<f64>,
    #[serde(default)]
    options: NarrowingOptions,
}
