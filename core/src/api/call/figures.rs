//! What do plain numbers say, without a customer?
//!
//! | operation | input | answer |
//! | --- | --- | --- |
//! | `lifetime.fit` | `frequency`, `lastPurchaseAge`, `age`, `monetary` | parameters of both models |
//! | `kaplanMeier` | `spells` | `WaitingCurve` |
//! | `regularity`, `clumpiness` | `gaps` | `Estimate`, `Clumpiness`, or `null` where the gaps say nothing |
//! | `narrowing` | `scores`, `options` | `ChoiceNarrowing` |

use serde::Deserialize;
use serde_json::{Value, json};

use super::with;
use crate::Result;
use crate::behaviour::{NarrowingOptions, Spell, clumpiness, kaplan_meier, narrowing, regularity};
use crate::control::Control;
use crate::lifetime::{BgNbd, GammaGamma};

pub(super) fn run(operation: &str, input: &str) -> Option<Result<String>> {
    Some(match operation {
        "lifetime.fit" => with(operation, input, |asked: Fit| fit(&asked)),
        "kaplanMeier" => with(operation, input, |asked: Spells| Ok(kaplan_meier(&asked.spells))),
        "regularity" => with(operation, input, |asked: Gaps| Ok(regularity(&asked.gaps))),
        "clumpiness" => with(operation, input, |asked: Gaps| Ok(clumpiness(&asked.gaps))),
        "narrowing" => with(operation, input, |asked: Scores| narrowing(&asked.scores, &asked.options)),
        _ => return None,
    })
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Fit {
    frequency: Vec<f64>,
    last_purchase_age: Vec<f64>,
    age: Vec<f64>,
    monetary: Vec<f64>,
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

fn fit(asked: &Fit) -> Result<Value> {
    let none = Control::none();
    let purchases = BgNbd::fit(&asked.frequency, &asked.last_purchase_age, &asked.age, None, 0.0, none)?;
    let spend = GammaGamma::fit(&asked.frequency, &asked.monetary, None, 0.0, none)?;
    Ok(json!({ "purchases": purchases.params(), "spend": spend.params() }))
}
