//! Which operations fit a learner, and ask it of rows?

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::super::with;
use super::table::{JsonRow, JsonTable};
use crate::control::Control;
use crate::learn::{
    ChangeOptions, Ensemble, Explanation, Gbdt, Learner, Logistic, Network, OtherValues, ReasonCode, Schema,
    SmallestChange, Table, Target, Task, ValueGbdt, reason_codes, smallest_change,
};
use crate::{Result, SartorError};

/// Values of a column that are tried for a change.
const MOST_VALUES: u32 = 32;

pub(super) fn run(operation: &str, input: &str) -> Option<Result<String>> {
    Some(match operation {
        "learn.fit" => with(operation, input, |asked: Fit<_>| {
            asked.fit(operation, Ensemble::fit).map(|model| AnyLearner::Ensemble(Box::new(model)))
        }),
        "learn.gbdt" => with(operation, input, |asked: Fit<_>| {
            asked.fit(operation, Gbdt::fit).map(|model| AnyLearner::Gbdt(Box::new(model)))
        }),
        "learn.logistic" => with(operation, input, |asked: Fit<_>| {
            asked.fit(operation, Logistic::fit).map(AnyLearner::Logistic)
        }),
        "learn.network" => with(operation, input, |asked: Fit<_>| {
            asked.fit(operation, Network::fit).map(AnyLearner::Network)
        }),
        "learn.valueGbdt" => with(operation, input, |asked: Fit<_>| asked.fit(operation, ValueGbdt::fit)),
        "learn.valueGbdtAnswers" => with(operation, input, |asked: Amounts| asked.answer(operation)),
        "learn.smallestChange" => with(operation, input, |asked: Change| asked.answer(operation)),
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
    fn fit<M>(
        self,
        operation: &str,
        fit: impl FnOnce(&Table, Target<'_>, &O, Control<'_>) -> Result<M>,
    ) -> Result<M> {
        let Self { table, labels, weights, times_ms, options } = self;
        let target = Target { labels: &labels, weights: weights.as_deref(), times_ms: times_ms.as_deref() };
        fit(&table.read(operation)?, target, &options, Control::none())
    }
}

/// A model that names its kind.
#[derive(Serialize, Deserialize)]
#[serde(tag = "learner", content = "model", rename_all = "snake_case", deny_unknown_fields)]
enum AnyLearner {
    Gbdt(Box<Gbdt>),
    Logistic(Logistic),
    Network(Network),
    Ensemble(Box<Ensemble>),
}

impl AnyLearner {
    fn get(&self) -> &dyn Learner {
        match self {
            Self::Gbdt(model) => model.as_ref(),
            Self::Logistic(model) => model,
            Self::Network(model) => model,
            Self::Ensemble(model) => model.as_ref(),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Predict {
    model: AnyLearner,
    table: Option<JsonTable>,
    rows: Option<Vec<JsonRow>>,
    /// Of an ensemble: how often sets or intervals are to hold what comes.
    coverage: Option<f64>,
}

impl Predict {
    fn answer(self, operation: &str) -> Result<Value> {
        let Self { model, table, rows, coverage } = self;
        let learner = model.get();
        let table = one_of(operation, table, rows.as_ref())?;
        let rows = of_schema(learner.schema(), rows)?;
        let (scores, predictions): (Vec<f64>, Vec<f64>) = if let Some(table) = &table {
            (learner.scores(table)?, learner.predict(table)?)
        } else {
            let scores = rows.iter().map(|row| learner.score_row(row)).collect::<Result<_>>()?;
            (scores, rows.iter().map(|row| learner.predict_row(row)).collect::<Result<_>>()?)
        };
        let mut answer = json!({ "scores": scores, "predictions": predictions });
        match (&model, coverage) {
            (_, None) => {}
            (AnyLearner::Ensemble(model), Some(coverage)) => {
                let (name, promised) = promised(model, table.as_ref(), &rows, coverage)?;
                answer[name] = promised;
            }
            (_, Some(_)) => return Err(SartorError::invalid(operation, "coverage", "asked of an ensemble")),
        }
        Ok(answer)
    }
}

/// Sets of labels of a yes or no, intervals of other tasks.
fn promised(
    model: &Ensemble,
    table: Option<&Table>,
    rows: &[Vec<f64>],
    coverage: f64,
) -> Result<(&'static str, Value)> {
    if model.task() == Task::Binary {
        let sets = match table {
            Some(table) => model.predict_set(table, coverage)?,
            None => rows.iter().map(|row| model.predict_set_row(row, coverage)).collect::<Result<_>>()?,
        };
        return Ok(("sets", json!(sets)));
    }
    let intervals = match table {
        Some(table) => model.predict_interval(table, coverage)?,
        None => rows.iter().map(|row| model.predict_interval_row(row, coverage)).collect::<Result<_>>()?,
    };
    Ok(("intervals", json!(intervals)))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Explain {
    model: AnyLearner,
    table: Option<JsonTable>,
    rows: Option<Vec<JsonRow>>,
    /// Of rows: how many reasons of each are wanted in words.
    count: Option<u32>,
}

impl Explain {
    fn answer(self, operation: &str) -> Result<Value> {
        let Self { model, table, rows, count } = self;
        let learner = model.get();
        if let Some(table) = one_of(operation, table, rows.as_ref())? {
            return Ok(json!(learner.explain(&table)?));
        }
        let rows = of_schema(learner.schema(), rows)?;
        let explained: Vec<Explanation> =
            rows.iter().map(|row| learner.explain_row(row)).collect::<Result<_>>()?;
        let Some(count) = count else { return Ok(json!({ "explanations": explained })) };
        let codes = rows.iter().zip(&explained).map(|(row, explained)| {
            reason_codes(explained, learner.schema(), learner.objective(), row, count)
        });
        let codes: Vec<Vec<ReasonCode>> = codes.collect::<Result<_>>()?;
        Ok(json!({ "explanations": explained, "reasonCodes": codes }))
    }
}

/// A row, and a table of what its columns could be instead; trees and ensembles know that themselves.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Change {
    model: AnyLearner,
    row: JsonRow,
    values: Option<JsonTable>,
    #[serde(default)]
    options: ChangeOptions,
}

impl Change {
    fn answer(self, operation: &str) -> Result<Option<SmallestChange>> {
        let Self { model, row, values, options } = self;
        let learner = model.get();
        let schema = learner.schema();
        let others = match (values, &model) {
            (Some(values), _) => OtherValues::of_schema(schema, &values.read(operation)?, MOST_VALUES)?,
            (None, AnyLearner::Gbdt(model)) => model.other_values(),
            (None, AnyLearner::Ensemble(model)) => model.other_values(),
            (None, _) => {
                let expected = "given: rows whose values are tried, such as those of training";
                return Err(SartorError::invalid(operation, "values", expected));
            }
        };
        smallest_change(schema, &row.read(schema)?, &others, |row| learner.predict_row(row), &options)
    }
}

/// A model of amounts with rows, and of a table what each row brought.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Amounts {
    model: ValueGbdt,
    table: Option<JsonTable>,
    rows: Option<Vec<JsonRow>>,
    amounts: Option<Vec<f64>>,
}

impl Amounts {
    fn answer(self, operation: &str) -> Result<Value> {
        let Self { model, table, rows, amounts } = self;
        let (whether, much) = (model.occurrence(), model.log_amount());
        if let Some(table) = one_of(operation, table, rows.as_ref())? {
            let costs = amounts.map(|amounts| model.costs(&table, &amounts)).transpose()?;
            return Ok(json!({
                "means": model.predict(&table)?, "chances": whether.predict(&table)?,
                "logAmounts": much.predict(&table)?, "costs": costs,
            }));
        }
        if amounts.is_some() {
            return Err(SartorError::invalid(operation, "amounts", "given with a table"));
        }
        let rows = of_schema(whether.schema(), rows)?;
        let of_each = |ask: &dyn Fn(&[f64]) -> Result<f64>| {
            rows.iter().map(|row| ask(row)).collect::<Result<Vec<f64>>>()
        };
        Ok(json!({
            "means": of_each(&|row| model.predict_row(row))?, "chances": of_each(&|row| whether.predict_row(row))?,
            "logAmounts": of_each(&|row| much.predict_row(row))?, "costs": null,
        }))
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
