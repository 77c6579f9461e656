//! What does a comparison or a report of lifetime models look like in a notebook?
//!
//! The words first, since they say what it comes to, and then a table of the figures behind them.

use pyo3::PyResult;

use super::escape;
use crate::lifetime::{BacktestReport, ForecastScore, ForecasterReport, ModelCandidate, ModelComparison};

/// A figure as exact as a reader needs; a dash where there is none.
fn figure(value: Option<f64>) -> String {
    value.map_or_else(
        || "\u{2013}".to_owned(),
        |value| {
            if value.abs() < 100.0 { format!("{value:.4}") } else { format!("{value:.1}") }
        },
    )
}

/// A share in percent.
fn percent(value: Option<f64>) -> String {
    value.map_or_else(|| "\u{2013}".to_owned(), |value| format!("{:+.1} %", 100.0 * value))
}

fn table(head: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut page = String::from("<table><tr>");
    for cell in head {
        page.push_str("<th>");
        page.push_str(cell);
        page.push_str("</th>");
    }
    for cells in rows {
        page.push_str("</tr><tr>");
        for cell in cells {
            page.push_str("<td>");
            page.push_str(&escape(&cell));
            page.push_str("</td>");
        }
    }
    page.push_str("</tr></table>");
    page
}

/// A comparison: the reason, and a row for each model, the chosen one marked.
#[allow(clippy::unnecessary_wraps)] // every view has a picture of this shape
pub fn comparison(_: &str, compared: &ModelComparison) -> PyResult<String> {
    let row = |one: &ModelCandidate| {
        let holdout = |pick: fn(&ForecastScore) -> Option<f64>| one.holdout.as_ref().and_then(pick);
        let chosen = if one.model == compared.chosen { " \u{2190}" } else { "" };
        vec![
            format!("{}{chosen}", one.model.name()),
            figure(one.log_likelihood),
            figure(one.aic),
            figure(one.one_time_buyers_alive),
            percent(holdout(|score| score.bias)),
            figure(holdout(|score| Some(score.mean_absolute_error))),
            figure(holdout(|score| score.mean_log_score)),
            figure(one.behind_best),
            one.problem.clone().unwrap_or_default(),
        ]
    };
    let head = [
        "model",
        "log-likelihood",
        "AIC",
        "one-time buyers alive",
        "bias",
        "mean absolute error",
        "mean log score",
        "behind the best",
        "problem",
    ];
    let reason = escape(&compared.reason);
    Ok(format!("<p><b>{reason}</b></p>{}", table(&head, compared.candidates.iter().map(row))))
}

/// A look back: the verdict, and a row for each way of forecasting from each moment.
#[allow(clippy::unnecessary_wraps)] // every view has a picture of this shape
pub fn backtest(_: &str, report: &BacktestReport) -> PyResult<String> {
    let mut page = format!("<p><b>{}</b></p>", escape(&report.verdict.summary));
    for failure in &report.verdict.failures {
        page.push_str("<p>");
        page.push_str(&escape(failure));
        page.push_str("</p>");
    }
    let row = |origin_ms: i64, one: &ForecasterReport| {
        let score = |pick: fn(&ForecastScore) -> Option<f64>| one.score.as_ref().and_then(pick);
        let day = crate::time::to_rfc3339(origin_ms).unwrap_or_default();
        vec![
            day.split('T').next().unwrap_or_default().to_owned(),
            one.forecaster.clone(),
            figure(score(|score| Some(score.expected_total))),
            figure(score(|score| Some(score.observed_total))),
            percent(score(|score| score.bias)),
            figure(score(|score| Some(score.mean_absolute_error))),
            figure(score(|score| score.mean_log_score)),
            figure(score(|score| score.interval_coverage)),
            percent(one.spend.as_ref().and_then(|spend| spend.bias)),
            one.problem.clone().unwrap_or_default(),
        ]
    };
    let rows = report
        .origins
        .iter()
        .flat_map(|origin| origin.forecasters.iter().map(move |one| row(origin.origin_ms, one)));
    let head = [
        "from",
        "forecaster",
        "purchases expected",
        "made",
        "bias",
        "mean absolute error",
        "mean log score",
        "coverage",
        "bias of spend",
        "problem",
    ];
    page.push_str(&table(&head, rows));
    Ok(page)
}
