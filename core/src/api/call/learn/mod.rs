//! What can be learnt from named columns, how good is it, and which answers can be promised?
//!
//! | operation | input | answer |
//! | --- | --- | --- |
//! | `learn.gbdt`, `learn.logistic` | `table`, `labels`, `weights`, `timesMs`, `options` | a model |
//! | `learn.predict` | `model`, `table` or `rows` | `{scores, predictions}` |
//! | `learn.explain` | `model`, `table` or `rows` | `Explanations`, or a list of `Explanation` |
//! | `learn.labelMetrics` | `scores`, `labels`, `weights`, `level`, `bins`, `shares`, `otherScores` | how good scores of labels are |
//! | `learn.valueMetrics` | `predictions`, `outcomes`, `weights`, `level` | how good predicted values are |
//! | `learn.calibrate` | `scores`, `labels`, `weights`, `method` or `folds` and `seed`, `apply` | `{calibration, candidates, logOdds, probabilities}` |
//! | `learn.labelSets` | `scores` and `labels`, or `conformities`, `labelCount` and `truth`; `level`, `apply` | `{sets, labels, report}` |
//! | `learn.conformal` | `ends`, `outcomes`, `level`, `apply` | `{margin, intervals}` |
//! | `learn.drift` | `numbers` and `bins`, or `codes` and `levels`; `now`, `level` | `{reference, report}` |
//! | `learn.calibrationOverTime` | `scores`, `labels`, `timesMs`, `windowMs`, `level` | `CalibrationOverTime` |
//! | `learn.checkColumns` | `table`, `labels`, `level` | `ColumnChecks` |
//! | `learn.trial` | `treatment`, `outcomes`, `scores`, `columns`, and what is asked of them | `{balance, upliftAt, qini, qiniCurve, policyValue}` |
//!
//! A `table` is `{columns: [{name, numbers} or {name, texts}]}` with null where a value is missing, a row an object of
//! numbers, texts and nulls by column. A `model` is what a fit gives: `{learner, model}`. Levels are 0.9 unless given.

mod judge;
mod models;
mod table;
mod watch;

use crate::Result;

pub(super) fn run(operation: &str, input: &str) -> Option<Result<String>> {
    [models::run, judge::run, watch::run].iter().find_map(|run| run(operation, input))
}

fn usual_level() -> f64 {
    crate::estimate::LEVEL
}
