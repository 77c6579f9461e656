//! Which operations fit a learner, and ask it of rows?

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::super::with;
use super::table::{JsonRow, JsonTable};
use crate::control::Control;
use crate::learn::{Explanation, Gbdt, Logistic, Schema, Table, Target};
use crate::{Result, SartorError};

pub(super) fn run(operation: &str, input: &str) -> Option<Result<String>> {
    Some(match operation {
        "learn.gbdt" => with(operation, input, |asked: Fit<_>| {
            let fit = |table: &Table, target: Target<'_>, options: &_| {
                Gbdt::fit(table, target, options, Control::none())
            };
            asked.fit(operation, fit).map(|model| AnyLearner::Gbdt(Box::new(model)))
        }),
        "learn.logistic" => with(operation, input, |asked: Fit<_>| {
            let fit = |table: &Table, target: Target<'_>, options: &_| {
                Logistic::fit(table, target, options, Control::none())
            };
            asked.fit(operation, fit).map(AnyLearner::Logistic)
        }),
        "learn.explain" => with(operation, input, |asked: Explain| asked.answer(operation)),
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
    Gbdt(Box<Gbdt>),
    Logistic(Logistic),
}

macro_rules! each_learner {
    ($model:expr, $learner:ident => $answer:expr) => {
        match $model {
            AnyLearner::Gbdt($learner) => $answer,
            AnyLearner::Logistic($learner) => $answer,
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
            let (scores, predictions) = if let Some(table) = one_of(operation, table, rows.as_ref())? {
                (model.scores(&table)?, model.predict(&table)?)
            } else {
                let rows = of_schema(model.schema(), rows)?;
                let scores = rows.iter().map(|row| model.score_row(row)).collect::<Result<_>>()?;
                (scores, rows.iter().map(|row| model.predict_row(row)).collect::<Result<_>>()?)
            };
            Ok(json!({ "scores": scores, "predictions": predictions }))
        })
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Explain {
    model: AnyLearner,
    table: Option<JsonTable>,
    rows: Option<Vec<JsonRow>>,
}

impl Explain {
    fn answer(self, operation: &str) -> Result<Value> {
        let Self { model, table, rows } = self;
        each_learner!(&model, model => {
            if let Some(table) = one_of(operation, table, rows.as_ref())? {
                return Ok(json!(model.explain(&table)?));
            }
            let rows = of_schema(model.schema(), rows)?;
            let explained = rows.iter().map(|row| model.explain_row(row)).collect::<Result<Vec<Explanation>>>()?;
            Ok(json!(explained))
        })
    }
}

/// The table, or none where rows stand in its stead.
fn one_of(operation: &str, table: Option<JsonTable>, rows: Option<&Vec<JsonRow>>) -> Result<Option<Table>> {
    if table.is_some() == rows.is_some() {
        return Err(SartorError::invalid(operation, "table", "given, or else rows"));
    }
    table.map(|table| table.read(operation)).transpose()
}

/// Rows as numbers, in the order of a schema.
fn of_schema(schema: &Schema, rows: Option<Vec<JsonRow>>) -> Result<Vec<Vec<f64>>> {
    rows.unwrap_or_default().iter().map(|row| row.read(schema)).collect()
}
