//! Which operations learn whom a treatment changes?

use serde::Deserialize;
use serde_json::{Value, json};

use super::super::with;
use super::table::{JsonRow, JsonTable};
use super::usual_level;
use crate::control::Control;
use crate::learn::{Explanation, Uplift, UpliftOptions};
use crate::{Result, SartorError};

pub(super) fn run(operation: &str, input: &str) -> Option<Result<String>> {
    Some(match operation {
        "learn.uplift" => with(operation, input, |asked: Fit| {
            let Fit { table, treatment, outcome, options } = asked;
            Uplift::fit(&table.read(operation)?, &treatment, &outcome, &options, Control::none())
        }),
        "learn.upliftAnswers" => with(operation, input, |asked: Asked| asked.answer(operation)),
        "learn.upliftReasons" => with(operation, input, |asked: Reasons| asked.answer(operation)),
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
    /// An effect: what treatment added among the share of rows that stand nearest to it.
    effect: Option<f64>,
}

fn everyone() -> f64 {
    1.0
}

fn usual_points() -> u32 {
    10
}

impl Asked {
    fn answer(self, operation: &str) -> Result<Value> {
        let Self { model, table, rows, level, share, cost, points, effect } = self;
        let effects = match (table, rows) {
            (Some(table), None) => model.predict(&table.read(operation)?)?,
            (None, Some(rows)) => {
                let effect = |row: &JsonRow| model.predict_row(&row.read(model.schema())?);
                rows.iter().map(effect).collect::<Result<_>>()?
            }
            (None, None) => Vec::new(),
            _ => return Err(SartorError::invalid(operation, "table", "given, or else rows")),
        };
        let mut answer = json!({
            "effects": effects, "qini": model.qini(level)?, "qiniCurve": model.qini_curve(points)?,
            "upliftAt": model.uplift_at(share, level)?, "policyValue": model.policy_value(cost, level)?,
            "heterogeneity": model.heterogeneity(level)?, "balance": model.balance(),
        });
        if let Some(effect) = effect {
            answer["upliftNear"] = json!(model.uplift_near(effect, share, level)?);
        }
        Ok(answer)
    }
}

/// A model, and rows whose effects are to be explained.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Reasons {
    model: Uplift,
    table: Option<JsonTable>,
    rows: Option<Vec<JsonRow>>,
}

impl Reasons {
    fn answer(self, operation: &str) -> Result<Value> {
        match (self.table, self.rows) {
            (Some(table), None) => Ok(json!(self.model.explain(&table.read(operation)?)?)),
            (None, Some(rows)) => {
                let explain = |row: &JsonRow| self.model.explain_row(&row.read(self.model.schema())?);
                let explained: Vec<Explanation> = rows.iter().map(explain).collect::<Result<_>>()?;
                Ok(json!({ "explanations": explained }))
            }
            _ => Err(SartorError::invalid(operation, "table", "given, or else rows")),
        }
    }
}
