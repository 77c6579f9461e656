//! What can be learnt from named columns, how good is it, and which answers can be promised?
//!
//! | operation | input | answer |
//! | --- | --- | --- |
//! | `learn.gbdt`, `learn.logistic`, `learn.network`, `learn.fit` (an ensemble) | `table`, `labels`, `weights`, `timesMs`, `options` | a model |
//! | `learn.predict` | `model`, `table` or `rows`; of an ensemble `coverage` | `{scores, predictions}`, and `sets` or `intervals` |
//! | `learn.explain` | `model`, `table`, or `rows` with `count` of reasons | `Explanations`, or `{explanations, reasonCodes}` |
//! | `learn.smallestChange` | `model`, `row`, `values` (a table of what columns could be; trees and ensembles know it), `options` | `SmallestChange` or null |
//! | `learn.valueGbdt` | `table`, `labels` (amounts), `weights`, `timesMs`, `options` | a model of amounts |
//! | `learn.valueGbdtAnswers` | `model`, `table` with `amounts` or `rows` | `{means, chances, logAmounts, costs}` |
//! | `learn.uplift` | `table`, `treatment`, `outcome`, `options` | an uplift model |
//! | `learn.upliftAnswers` | `model`, `table` or `rows`, `level`, `share`, `cost`, `points`, `effect` | `{effects, qini, qiniCurve, upliftAt, policyValue, heterogeneity, balance}`, and `upliftNear` that effect |
//! | `learn.upliftReasons` | `model`, `table` or `rows` | `Explanations`, or `{explanations}` |
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
//! numbers, texts and nulls by column. A `model` is what a fit gives: `{learner, model}`; that of an
//! ensemble holds its report. Levels are 0.9 unless given.

mod judge;
mod models;
pub(super) mod table;
mod uplift;
mod watch;

use crate::Result;

pub(super) fn run(operation: &str, input: &str) -> Option<Result<String>> {
    [models::run, uplift::run, judge::run, watch::run].iter().find_map(|run| run(operation, input))
}

fn usual_level() -> f64 {
    crate::estimate::LEVEL
}
