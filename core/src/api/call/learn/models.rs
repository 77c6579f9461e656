//! Which operations fit a learner, and ask it of rows?

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::super::with;
use super::table::{JsonRow, JsonTable};
use crate::control::Control;
use crate::learn::{Gbdt, Table, Target};
use crate::{Result, SartorError};

pub(super) fn run(operation: &str, input: &str) -> Option<Result<String>> {
    Some(match operation {
        "learn.gbdt" => with(operation, input, |asked: Fit<_>| {
            let fit = |table: &Table, target: Target<'_>, options: &_| {
                Gbdt::fit(table, target, options, Control::none())
            };
            asked.fit(operation, fit).map(AnyLearner::Gbdt)
        }),
        "learn.predict" => with(operation, input, |asked: Predict| asked.answer(operation)),
        _ => return None,
    })
}

/// A table with what is to be learnt of it.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, bound(deserialize = "O: DeserializeOwned + Default"))]
struct Fit<O> {
    table: JsonTable,
    labels: Vec<f64>,
    weights: Option<Vec<f64>>,
    times_ms: Option<Vec<i64>>,
    #[serde(default)]
    options: O,
}

impl<O> Fit<O> {
    fn fit<M>(self, operation: &str, fit: impl FnOnce(&Table, Target<'_>, &O) -> Result<M>) -> Result<M> {
        let Self { table, labels, weights, times_ms, options } = self;
        let target = Target { labels: &labels, weights: weights.as_deref(), times_ms: times_ms.as_deref() };
        fit(&table.read(operation)?, target, &options)
    }
}

/// A model that names its kind.
#[derive(Serialize, Deserialize)]
#[serde(tag = "learner", content = "model", rename_all = "snake_case", deny_unknown_fields)]
enum AnyLearner {
    Gbdt(Gbdt),
}

macro_rules! each_learner {
    ($model:expr, $learner:ident => $answer:expr) => {
        match $model {
            AnyLearner::Gbdt($learner) => $answer,
        }
    };
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Predict {
    model: AnyLearner,
    table: Option<JsonTable>,
    rows: Option<Vec<JsonRow>>,
}

impl Predict {
    fn answer(self, operation: &str) -> Result<Value> {
        let Self { model, table, rows } = self;
        each_learner!(&model, model => {
            let (scores, predictions) = match (table, rows) {
                (Some(table), None) => {
                    let table = table.read(operation)?;
                    (model.scores(&table)?, model.predict(&table)?)
                }
                (None, Some(rows)) => {
                    let rows = rows.iter().map(|row| row.read(model.schema()));
                    let rows = rows.collect::<Result<Vec<Vec<f64>>>>()?;
                    let scores = rows.iter().map(|row| model.score_row(row)).collect::<Result<Vec<f64>>>()?;
                    let means = rows.iter().map(|row| model.predict_row(row)).collect::<Result<Vec<f64>>>()?;
                    (scores, means)
                }
                _ => return Err(SartorError::invalid(operation, "table", "given, or else rows")),
            };
            Ok(json!({ "scores": scores, "predictions": predictions }))
        })
    }
}
