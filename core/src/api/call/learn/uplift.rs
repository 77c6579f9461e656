//! Which operations learn whom a treatment changes?

use serde::Deserialize;
use serde_json::{Value, json};

use super::super::with;
use super::table::{JsonRow, JsonTable};
use super::usual_level;
use crate::control::Control;
use crate::learn::{Uplift, UpliftOptions};
use crate::{Result, SartorError};

pub(super) fn run(operation: &str, input: &str) -> Option<Result<String>> {
    Some(match operation {
        "learn.uplift" => with(operation, input, |asked: Fit| {
            let Fit { table, treatment, outcome, options } = asked;
            Uplift::fit(&table.read(operation)?, &treatment, &outcome, &options, Control::none())
        }),
        "learn.upliftAnswers" => with(operation, input, |asked: Asked| asked.answer(operation)),
        _ => return None,
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fit {
    table: JsonTable,
    treatment: Vec<f64>,
    outcome: Vec<f64>,
    #[serde(default)]
    options: UpliftOptions,
}

/// A model with what is asked of it: effects of rows, and what it says of itself.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    model: Uplift,
    table: Option<JsonTable>,
    rows: Option<Vec<JsonRow>>,
    #[serde(default = "usual_level")]
    level: f64,
    #[serde(default = "everyone")]
    share: f64,
    #[serde(default)]
    cost: f64,
    #[serde(default = "usual_points")]
    points: u32,
}

fn everyone() -> f64 {
    1.0
}

fn usual_points() -> u32 {
    10
}

impl Asked {
    fn answer(self, operation: &str) -> Result<Value> {
        let Self { model, table, rows, level, share, cost, points } = self;
        let effects = match (table, rows) {
            (Some(table), None) => model.predict(&table.read(operation)?)?,
            (None, Some(rows)) => {
                let effect = |row: &JsonRow| model.predict_row(&row.read(model.schema())?);
                rows.iter().map(effect).collect::<Result<_>>()?
            }
            (None, None) => Vec::new(),
            _ => return Err(SartorError::invalid(operation, "table", "given, or else rows")),
        };
        Ok(json!({
            "effects": effects, "qini": model.qini(level)?, "qiniCurve": model.qini_curve(points)?,
            "upliftAt": model.uplift_at(share, level)?, "policyValue": model.policy_value(cost, level)?,
            "heterogeneity": model.heterogeneity(level)?, "balance": model.balance(),
        }))
    }
}
