//! What does a report on an ensemble look like in a notebook, and in a terminal?
//!
//! A row for each learner, the ensemble and the base rate, with the figures that their task has.

use std::fmt::Write;

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};

use serde::Serialize;

use super::escape;
use crate::learn::{EnsembleReport, LeakageVerdict, LearnerFigures, MetricInterval};

/// One line of the table: what it is of, its part of the blend, and its figures.
struct Line<'a> {
    learner: String,
    weight: Option<f64>,
    figures: &'a LearnerFigures,
}

fn lines(report: &EnsembleReport) -> Vec<Line<'_>> {
    let mut lines: Vec<Line<'_>> = report
        .members
        .iter()
        .map(|member| Line {
            learner: name(&member.member),
            weight: Some(member.weight),
            figures: &member.figures,
        })
        .collect();
    lines.push(Line { learner: "ensemble".to_owned(), weight: None, figures: &report.ensemble });
    lines.push(Line { learner: "base rate".to_owned(), weight: None, figures: &report.base_rate });
    lines
}

/// An enum's name in JSON.
fn name<T: Serialize>(kind: &T) -> String {
    serde_json::to_string(kind).unwrap_or_default().replace('"', "")
}

/// The figures of a line that have intervals, and the one that has none.
type Figures<'a> = (Vec<(&'static str, &'a MetricInterval)>, Option<(&'static str, f64)>);

fn figures(figures: &LearnerFigures) -> Figures<'_> {
    if let Some(labels) = &figures.labels {
        let intervals = vec![
            ("auc", &labels.auc),
            ("log_loss", &labels.log_loss),
            ("brier", &labels.brier),
            ("accuracy", &labels.accuracy),
        ];
        return (intervals, Some(("calibration_error", labels.calibration_error.value)));
    }
    let Some(values) = &figures.values else { return (Vec::new(), None) };
    let intervals = vec![
        ("mean_absolute_error", &values.mean_absolute_error),
        ("root_mean_squared_error", &values.root_mean_squared_error),
        ("bias", &values.bias),
    ];
    (intervals, Some(("explained", values.explained)))
}

/// The table as lists by the name of the column.
pub fn columns<'py>(py: Python<'py>, report: &EnsembleReport) -> PyResult<Bound<'py, PyDict>> {
    let columns = PyDict::new(py);
    let push = |name: &str, cell: Bound<'py, PyAny>| -> PyResult<()> {
        if let Some(column) = columns.get_item(name)? {
            return column.cast_into::<PyList>()?.append(cell);
        }
        columns.set_item(name, PyList::new(py, [cell])?)
    };
    for line in lines(report) {
        push("learner", line.learner.as_str().into_pyobject(py)?.into_any())?;
        push("weight", line.weight.into_pyobject(py)?.into_any())?;
        let (intervals, other) = figures(line.figures);
        for (name, interval) in intervals {
            let ends = [("", interval.value), ("_low", interval.low), ("_high", interval.high)];
            for (end, value) in ends {
                push(&format!("{name}{end}"), value.into_pyobject(py)?.into_any())?;
            }
        }
        if let Some((name, value)) = other {
            push(name, value.into_pyobject(py)?.into_any())?;
        }
    }
    Ok(columns)
}

/// Cells of the table, the first row its head.
fn cells(report: &EnsembleReport) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for line in lines(report) {
        let (intervals, other) = figures(line.figures);
        if rows.is_empty() {
            let names = intervals.iter().map(|(name, _)| *name).chain(other.map(|(name, _)| name));
            let names = names.map(|name| name.replace('_', " "));
            rows.push(["", "weight"].map(str::to_owned).into_iter().chain(names).collect());
        }
        let mut row = vec![line.learner.clone()];
        row.push(line.weight.map_or_else(String::new, |weight| format!("{weight:.2}")));
        row.extend(intervals.iter().map(|(_, interval)| format!("{:.4}", interval.value)));
        row.extend(other.map(|(_, value)| format!("{value:.4}")));
        rows.push(row);
    }
    rows
}

/// What the table leaves to say.
fn remarks(report: &EnsembleReport) -> Vec<String> {
    let calibration = name(&report.calibration);
    let how = if report.is_forward { ", each scored by what was learnt from earlier rows" } else { "" };
    let mut remarks = vec![format!(
        "{} of {} rows scored out of {} folds{how}; calibration: {calibration}",
        report.scored_rows, report.rows, report.folds
    )];
    if let Some(sets) = &report.sets {
        let covered: Vec<String> = sets
            .labels
            .iter()
            .map(|label| format!("{} of label {}: {:.3}", label.rows, label.label, label.covered.value))
            .collect();
        remarks.push(format!("sets at a coverage of 0.9 hold the label ({})", covered.join(", ")));
    }
    if let Some(held) = &report.intervals {
        remarks.push(format!("intervals at a coverage of 0.9 hold the outcome: {:.3}", held.value));
    }
    for check in report.columns.iter().flat_map(|checks| &checks.columns) {
        match check.leakage {
            LeakageVerdict::Knows => remarks.push(format!(
                "column {} all but tells the answer: leave it out unless it is known at the time of the forecast",
                check.name
            )),
            LeakageVerdict::StandsOut => remarks
                .push(format!("column {} says much more than any other: look when it is recorded", check.name)),
            LeakageVerdict::NoneDetectable => (),
        }
    }
    remarks
}

/// The remarks and the table, as HTML.
#[allow(clippy::unnecessary_wraps)] // every record has a picture of this shape
pub fn html(_: &str, report: &EnsembleReport) -> PyResult<String> {
    let mut page = format!("<b>EnsembleReport ({})</b><table>", name(&report.task));
    for (place, row) in cells(report).iter().enumerate() {
        let tag = if place == 0 { "th" } else { "td" };
        page.push_str("<tr>");
        for cell in row {
            let _ = write!(page, "<{tag}>{}</{tag}>", escape(cell));
        }
        page.push_str("</tr>");
    }
    page.push_str("</table>");
    for remark in remarks(report) {
        let _ = write!(page, "<p>{}</p>", escape(&remark));
    }
    Ok(page)
}

/// The remarks and the table, as text.
#[allow(clippy::unnecessary_wraps)] // every record has a text of this shape
pub fn text(_: &Bound<'_, PyAny>, report: &EnsembleReport) -> PyResult<String> {
    let mut text = format!("EnsembleReport(task={}, rows={})", name(&report.task), report.rows);
    let rows = cells(report);
    let width =
        |place: usize| rows.iter().filter_map(|row| row.get(place)).map(String::len).max().unwrap_or(0);
    for row in &rows {
        let mut line = String::new();
        for (place, cell) in row.iter().enumerate() {
            let width = width(place);
            let _ =
                if place == 0 { write!(line, "{cell:<width$}") } else { write!(line, "  {cell:>width$}") };
        }
        let _ = write!(text, "\n{}", line.trim_end());
    }
    for remark in remarks(report) {
        let _ = write!(text, "\n- {remark}");
    }
    Ok(text)
}
