//! How does a view become columns for a data frame?
//!
//! Each view has one or more tables: lists of records, of which each gives a row. A column is a field, or
//! `name=path` of a field within a record of the row; `^field` is of the record that holds the list, and of a list
//! of the view itself it is the list's name.

use pyo3::exceptions::PyImportError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};

use super::exception;
use crate::SartorError;

/// One table of a view.
#[derive(Debug, Clone, Copy)]
pub struct Table {
    name: &'static str,
    lists: &'static [&'static str],
    columns: &'static [&'static str],
}

pub const BEHAVIOUR: [Table; 3] = [
    Table {
        name: "measures",
        lists: &["measures"],
        columns: &[
            "measure",
            "value=estimate.value",
            "low=estimate.low",
            "high=estimate.high",
            "evidence",
            "evidence_unit",
            "interval",
            "percentile",
        ],
    },
    Table {
        name: "antecedents",
        lists: &["antecedents"],
        columns: &[
            "event",
            "rate_ratio=rate_ratio.value",
            "low=rate_ratio.low",
            "high=rate_ratio.high",
            "weeks_seen",
        ],
    },
    Table { name: "loyalty", lists: &["loyalty"], columns: &["indicator", "state", "evidence"] },
];

pub const DECLARED: [Table; 2] = [
    Table {
        name: "values",
        lists: &["groups.fields", "attributes", "sensitive"],
        columns: &[
            "group=^group",
            "name",
            "field",
            "value",
            "source",
            "purpose",
            "at_ms",
            "age_days",
            "expires_at_ms",
            "fresh",
            "guard",
            "in_use",
        ],
    },
    Table {
        name: "groups",
        lists: &["groups"],
        columns: &["group", "usable", "known", "fresh", "completeness", "freshness", "missing"],
    },
];

pub const HISTORY: [Table; 6] = [
    Table {
        name: "purchases",
        lists: &["purchases"],
        columns: &["order_id", "at_ms", "state", "revenue_minor", "discounted", "lines_left_out"],
    },
    Table {
        name: "lines",
        lists: &["purchases.lines"],
        columns: &["order_id=^order_id", "at_ms=^at_ms", "product_id", "bought", "returned", "value_minor"],
    },
    Table {
        name: "loose_returns",
        lists: &["loose_returns"],
        columns: &["at_ms", "product_ids", "units", "value_minor"],
    },
    Table {
        name: "visits",
        lists: &["visits"],
        columns: &[
            "first_ms",
            "duration_seconds",
            "searches=pages.searches",
            "lists=pages.lists",
            "product_pages=pages.products",
            "cart=pages.cart",
            "checkout=pages.checkout",
            "promotions=pages.promotions",
            "conversation=pages.conversation",
            "other=pages.other",
            "products",
            "product_ids",
            "added",
            "ordered",
        ],
    },
    Table {
        name: "conversations",
        lists: &["conversations"],
        columns: &[
            "session_id",
            "channel",
            "first_ms",
            "last_ms",
            "turns",
            "mean_message_length",
            "mean_sentiment",
            "last_sentiment",
            "satisfaction",
            "satisfaction_scale",
            "summary_count",
        ],
    },
    Table {
        name: "months",
        lists: &["months"],
        columns: &[
            "month",
            "rolled_up",
            "events",
            "visits",
            "conversations",
            "turns",
            "searches",
            "product_views",
            "orders",
            "returns",
            "revenue_minor",
        ],
    },
];

pub const TASTE: [Table; 2] = [
    Table {
        name: "preferences",
        lists: &["preferences"],
        columns: &[
            "dimension",
            "value",
            "lift",
            "low",
            "high",
            "recent_lift",
            "recent_low",
            "recent_high",
            "divergence",
            "drifting",
            "engagements",
            "confidence",
            "status",
            "basis",
            "events",
        ],
    },
    Table {
        name: "prices",
        lists: &["prices"],
        columns: &[
            "category",
            "low_minor",
            "centre_minor",
            "high_minor",
            "centre_low_minor",
            "centre_high_minor",
            "offer_centre_minor",
            "level",
            "purchases",
            "status",
            "doubt",
        ],
    },
];

pub const TASTE_PATH: [Table; 1] = [Table {
    name: "points",
    lists: &["snapshots.points"],
    columns: &["as_of_ms=^as_of_ms", "dimension", "value", "lift", "low", "high", "divergence", "status"],
}];

pub const TASTE_SCORES: [Table; 2] = [
    Table { name: "scores", lists: &["scores"], columns: &["product_id", "score"] },
    Table {
        name: "terms",
        lists: &["scores.terms"],
        columns: &["product_id=^product_id", "dimension", "value", "lift", "score"],
    },
];

pub const WAITING: [Table; 1] = [Table {
    name: "points",
    lists: &["points"],
    columns: &["days", "at_risk", "decided", "waiting", "standard_error", "low", "high"],
}];

/// The columns of a view's table, each a list.
pub fn columns<'py>(
    view: &Bound<'py, PyAny>,
    tables: &'static [Table],
    name: &str,
) -> PyResult<Bound<'py, PyDict>> {
    let Some(table) = tables.iter().find(|table| table.name == name) else {
        let known: Vec<_> = tables.iter().map(|table| table.name).collect();
        return Err(exception(&SartorError::invalid("view", "table", &known.join(", "))));
    };
    let mut rows = Vec::new();
    for list in table.lists {
        match list.split_once('.') {
            Some((outer, inner)) => {
                for holder in view.getattr(outer)?.try_iter()? {
                    let holder = holder?;
                    for row in holder.getattr(inner)?.try_iter()? {
                        rows.push((row?, Some(holder.clone()), *list));
                    }
                }
            }
            None => {
                for row in view.getattr(*list)?.try_iter()? {
                    rows.push((row?, None, *list));
                }
            }
        }
    }
    let columns = PyDict::new(view.py());
    for column in table.columns {
        let (name, path) = column.split_once('=').unwrap_or((column, column));
        let cells = PyList::empty(view.py());
        for (row, holder, list) in &rows {
            match (path.strip_prefix('^'), holder) {
                (Some(field), Some(holder)) => cells.append(cell(holder, field)?)?,
                (Some(_), None) => cells.append(list)?,
                (None, _) => cells.append(cell(row, path)?)?,
            }
        }
        columns.set_item(name, cells)?;
    }
    Ok(columns)
}

/// A field of a record, or of a record within it; an enum is its name in JSON.
fn cell<'py>(row: &Bound<'py, PyAny>, path: &str) -> PyResult<Bound<'py, PyAny>> {
    let mut value = row.clone();
    for field in path.split('.') {
        value = value.getattr(field)?;
    }
    let module: String = value.get_type().getattr("__module__")?.extract()?;
    if module == "sartor" { Ok(value.str()?.into_any()) } else { Ok(value) }
}

/// The table as a `DataFrame` of whichever library is installed: pandas first, then polars.
pub fn frame<'py>(
    view: &Bound<'py, PyAny>,
    tables: &'static [Table],
    name: &str,
) -> PyResult<Bound<'py, PyAny>> {
    let columns = columns(view, tables, name)?;
    for library in ["pandas", "polars"] {
        match view.py().import(library) {
            Ok(library) => return library.getattr("DataFrame")?.call1((columns,)),
            Err(missing) if missing.is_instance_of::<PyImportError>(view.py()) => (),
            Err(other) => return Err(other),
        }
    }
    Err(exception(&SartorError::NotAvailable {
        subject: "a data frame".to_owned(),
        reason: "neither pandas nor polars is installed; to_columns() gives the same as lists".to_owned(),
    }))
}
