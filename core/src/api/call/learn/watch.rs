//! Which operations look at columns: do they leak, have they moved, does a treatment help?

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::super::with;
use super::table::{JsonTable, or_nan};
use super::usual_level;
use crate::control::Control;
use crate::learn::{DriftReference, MISSING, Trial, calibration_over_time, check_table};
use crate::{Result, SartorError};

pub(super) fn run(operation: &str, input: &str) -> Option<Result<String>> {
    Some(match operation {
        "learn.checkColumns" => with(operation, input, |asked: Check| {
            check_table(&asked.table.read(operation)?, &asked.labels, asked.level, Control::none())
        }),
        "learn.drift" => with(operation, input, |asked: Drift| asked.answer(operation)),
        "learn.calibrationOverTime" => with(operation, input, |asked: OverTime| {
            let OverTime { scores, labels, times_ms, window_ms, level } = asked;
            calibration_over_time(&scores, &labels, &times_ms, window_ms, level)
        }),
        "learn.trial" => with(operation, input, |asked: Tried| asked.answer(operation)),
        _ => return None,
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Check {
    table: JsonTable,
    labels: Vec<f64>,
    #[serde(default = "usual_level")]
    level: f64,
}

/// A column of training, and the same of now: numbers, or codes of categories.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Drift {
    numbers: Option<Vec<Option<f64>>>,
    #[serde(default = "usual_bins")]
    bins: u32,
    codes: Option<Vec<Option<u32>>>,
    levels: Option<u32>,
    now: Vec<Option<f64>>,
    #[serde(default = "usual_level")]
    level: f64,
}

fn usual_bins() -> u32 {
    10
}

fn or_missing(codes: &[Option<u32>]) -> Vec<u32> {
    codes.iter().map(|code| code.unwrap_or(MISSING)).collect()
}

impl Drift {
    fn answer(&self, operation: &str) -> Result<Value> {
        let (reference, report) = match (&self.numbers, &self.codes, self.levels) {
            (Some(numbers), None, None) => {
                let reference = DriftReference::of_numbers(&or_nan(numbers), self.bins)?;
                let report = reference.compare_numbers(&or_nan(&self.now), self.level)?;
                (reference, report)
            }
            (None, Some(codes), Some(levels)) => {
                let reference = DriftReference::of_categories(&or_missing(codes), levels)?;
                let code = |(place, code): (usize, &Option<f64>)| match code {
                    None => Ok(MISSING),
                    Some(code) if code.fract() == 0.0 && (0.0..f64::from(MISSING)).contains(code) => {
                        Ok(*code as u32)
                    }
                    Some(_) => {
                        Err(SartorError::invalid(operation, &format!("now[{place}]"), "a code or null"))
                    }
                };
                let now = self.now.iter().enumerate().map(code).collect::<Result<Vec<u32>>>()?;
                let report = reference.compare_categories(&now, self.level)?;
                (reference, report)
            }
            _ => {
                let expected = "given, or else codes with levels";
                return Err(SartorError::invalid(operation, "numbers", expected));
            }
        };
        Ok(json!({ "reference": reference, "report": report }))
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct OverTime {
    scores: Vec<f64>,
    labels: Vec<f64>,
    times_ms: Vec<i64>,
    window_ms: i64,
    #[serde(default = "usual_level")]
    level: f64,
}

/// A trial with what is asked of it: what is not, is left out of the answer.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Tried {
    treatment: Vec<f64>,
    outcomes: Vec<f64>,
    #[serde(default = "usual_level")]
    level: f64,
    balance: Option<Balance>,
    qini: Option<Qini>,
    policy: Option<Policy>,
}

/// Columns known before the trial.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Balance {
    columns: Vec<Vec<Option<f64>>>,
    planned_share: f64,
}

/// Scores of whom to treat first.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Qini {
    scores: Vec<f64>,
    points: u32,
    replicates: u32,
    #[serde(default)]
    seed: u32,
    share: f64,
}

/// Whom a rule treats.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Policy {
    treat: Vec<f64>,
    propensity: Vec<f64>,
    #[serde(default)]
    cost: f64,
}

impl Tried {
    fn answer(&self, operation: &str) -> Result<Value> {
        let Self { treatment, outcomes, level, .. } = self;
        let trial = Trial::new(treatment, outcomes)?;
        let mut answer = Map::new();
        if let Some(Balance { columns, planned_share }) = &self.balance {
            let columns: Vec<Vec<f64>> = columns.iter().map(|column| or_nan(column)).collect();
            let columns: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
            let balance = trial.balance(&columns, *planned_share, *level)?;
            answer.insert("balance".to_owned(), json!(balance));
        }
        if let Some(Qini { scores, points, replicates, seed, share }) = &self.qini {
            let report = trial.qini(scores, *replicates, *seed, *level, Control::none())?;
            answer.insert("qini".to_owned(), json!(report));
            answer.insert("qiniCurve".to_owned(), json!(trial.qini_curve(scores, *points)?));
            answer.insert("upliftAt".to_owned(), json!(trial.uplift_at(scores, *share, *level)?));
        }
        if let Some(Policy { treat, propensity, cost }) = &self.policy {
            let worth = trial.policy_value(treat, propensity, *cost, *level)?;
            answer.insert("policyValue".to_owned(), json!(worth));
        }
        if answer.is_empty() {
            return Err(SartorError::invalid(operation, "balance", "asked, or else qini or policy"));
        }
        Ok(Value::Object(answer))
    }
}
