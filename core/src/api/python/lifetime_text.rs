//! What does a comparison or a report of lifetime models look like in a terminal?
//!
//! A line of what it is, the words that it comes to, and a table no wider than a terminal.

use std::fmt::Write;

use pyo3::prelude::*;

use crate::lifetime::{BacktestReport, ForecastScore, ForecasterReport, ModelCandidate, ModelComparison};

/// A figure with so many digits after the point; a dash where there is none.
fn figure(value: Option<f64>, digits: usize) -> String {
    value.map_or_else(|| "-".to_owned(), |value| format!("{value:.digits$}"))
}

/// A share in percent.
fn percent(value: Option<f64>) -> String {
    value.map_or_else(|| "-".to_owned(), |value| format!("{:+.1} %", 100.0 * value))
}

/// Rows in columns that are as wide as what stands in them: the first to the left, figures to the right.
fn aligned(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| {
        rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let mut text = String::new();
    for row in rows {
        let mut line = String::new();
        for (place, (cell, &width)) in row.iter().zip(&widths).enumerate() {
            if place == 0 {
                let _ = write!(line, "{cell:<width$}");
            } else {
                let _ = write!(line, "  {cell:>width$}");
            }
        }
        text.push('\n');
        text.push_str(line.trim_end());
    }
    text
}

/// A comparison: the reason, and a line for each model, the chosen one marked.
#[allow(clippy::unnecessary_wraps)] // every record has a text of this shape
pub fn comparison(_: &Bound<'_, PyAny>, compared: &ModelComparison) -> PyResult<String> {
    let head = ["", "log-likelihood", "AIC", "once: alive", "bias", "error each", "log score", "behind"];
    let row = |one: &ModelCandidate| {
        let holdout = |pick: fn(&ForecastScore) -> Option<f64>| one.holdout.as_ref().and_then(pick);
        let mark = if one.model == compared.chosen { "> " } else { "  " };
        let mut row = vec![format!("{mark}{}", one.model.name())];
        match &one.problem {
            Some(problem) => row.push(problem.chars().take(60).collect()),
            None => row.extend([
                figure(one.log_likelihood, 1),
                figure(one.aic, 1),
                figure(one.one_time_buyers_alive, 2),
                percent(holdout(|score| score.bias)),
                figure(holdout(|score| Some(score.mean_absolute_error)), 3),
                figure(holdout(|score| score.mean_log_score), 4),
                figure(one.behind_best, 4),
            ]),
        }
        row
    };
    let (failed, fitted): (Vec<_>, Vec<_>) =
        compared.candidates.iter().map(row).partition(|row| row.len() < head.len());
    let rows: Vec<Vec<String>> = std::iter::once(head.map(str::to_owned).to_vec()).chain(fitted).collect();
    let mut text = format!("ModelComparison(chosen={})\n{}", compared.chosen.name(), compared.reason);
    text.push_str(&aligned(&rows));
    for row in failed {
        text.push('\n');
        text.push_str(&row.join(": "));
    }
    Ok(text)
}

/// A look back: the verdict, and a line for each way of forecasting, with how far off its total was from each moment.
#[allow(clippy::unnecessary_wraps)] // every record has a text of this shape
pub fn backtest(_: &Bound<'_, PyAny>, report: &BacktestReport) -> PyResult<String> {
    let day = |origin_ms: i64| {
        let text = crate::time::to_rfc3339(origin_ms).unwrap_or_default();
        text.split('T').next().unwrap_or_default().to_owned()
    };
    let mut text = format!(
        "BacktestReport(origins={}, horizon_days={}, period_days={})\n{}",
        report.origins.len(),
        report.horizon_days,
        report.period_days,
        report.verdict.summary
    );
    for failure in &report.verdict.failures {
        let _ = write!(text, "\n- {failure}");
    }
    // More moments than fit into a line are in the table of `to_frame`.
    let latest = report.origins.get(report.origins.len().saturating_sub(4)..).unwrap_or_default();
    let mut head = vec!["bias from".to_owned()];
    head.extend(latest.iter().map(|origin| day(origin.origin_ms)));
    head.extend(["error each", "inside interval"].map(str::to_owned));
    let mut rows = vec![head];
    let forecasters = latest.last().map(|origin| origin.forecasters.as_slice()).unwrap_or_default();
    for (place, forecaster) in forecasters.iter().enumerate() {
        let of = |pick: fn(&ForecastScore) -> Option<f64>| -> Vec<Option<f64>> {
            let score = |one: &ForecasterReport| one.score.as_ref().and_then(pick);
            latest.iter().map(|origin| origin.forecasters.get(place).and_then(score)).collect()
        };
        let mean = |values: Vec<Option<f64>>| {
            let known = values.iter().flatten().count();
            let sum = values.iter().flatten().fold(0.0, |sum, value| sum + value);
            (known > 0).then(|| sum / known as f64)
        };
        let mut row = vec![forecaster.forecaster.clone()];
        row.extend(of(|score| score.bias).into_iter().map(percent));
        row.push(figure(mean(of(|score| Some(score.mean_absolute_error))), 3));
        row.push(figure(mean(of(|score| score.interval_coverage)), 2));
        rows.push(row);
    }
    text.push_str(&aligned(&rows));
    Ok(text)
}
