//! Was treatment given by lot, as far as each named column can tell?
//!
//! The tests are those of [`Trial::balance`](super::super::Trial::balance), a column of categories as one column of 0 and
//! 1 for each of its ten most frequent levels. All of them together accuse a fair lot with probability 5 % at most.

use serde::{Deserialize, Serialize};

use super::super::metrics::MetricInterval;
#[cfg(feature = "train")]
use super::super::table::{MISSING, Table, TableColumn};
#[cfg(feature = "train")]
use super::super::trial::Trial;
#[cfg(feature = "train")]
use crate::Result;

/// How often a fair lot is not accused, at least.
#[cfg(feature = "train")]
const LEVEL: f64 = 0.95;
/// Levels of a column that are looked at.
#[cfg(feature = "train")]
const LEVELS: usize = 10;

/// How one column, or one level of it, differs between the arms.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor.learn"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct UpliftBalanceColumn {
    /// The column's name.
    pub column: String,
    /// The level of it, of a column of categories.
    pub category: Option<String>,
    /// Mean of the treated less mean of the controls, in standard deviations; 0.1 is much.
    pub difference: f64,
    /// The share of missing values among the treated less that among the controls.
    pub missing_difference: f64,
    /// The probability of such a difference by lot.
    pub p_value: f64,
    /// Is that more than chance explains, with all columns in view?
    pub departs: bool,
}

/// Whether treatment looks given by lot.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor.learn"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct UpliftBalance {
    /// The share of rows treated, with an exact interval.
    pub treated_share: MetricInterval,
    /// Is the planned share outside of it?
    pub share_departs: bool,
    /// Each column, or level of one.
    pub columns: Vec<UpliftBalanceColumn>,
    /// Whether anything departs; if not, nothing speaks against a lot.
    pub departs: bool,
    /// The lowest probability of treatment that was used.
    pub lowest_propensity: f64,
    /// The highest.
    pub highest_propensity: f64,
    /// Whether the probabilities were estimated. Effects then hold for what the columns explain, and no further.
    pub is_estimated: bool,
}

#[cfg(feature = "train")]
pub(super) fn balance(
    table: &Table,
    trial: &Trial<'_>,
    planned: f64,
    propensities: &[f64],
    is_estimated: bool,
) -> Result<UpliftBalance> {
    let looked_at: Vec<(&String, Vec<Looked<'_>>)> =
        table.names().iter().zip(table.columns()).map(|(name, column)| (name, Looked::of(column))).collect();
    let count: usize = looked_at.iter().map(|(_, columns)| columns.len()).sum();
    let limit = (1.0 - LEVEL) / (1 + 2 * count) as f64;
    let share = trial.balance(&[], planned, 1.0 - limit)?;
    let mut columns = Vec::with_capacity(count);
    for (name, looked_at) in looked_at {
        for column in looked_at {
            let tested = trial.balance(&[&column.values()], planned, LEVEL)?;
            for tested in tested.columns {
                columns.push(UpliftBalanceColumn {
                    column: name.clone(),
                    category: column.category(),
                    difference: tested.difference,
                    missing_difference: tested.missing_difference,
                    p_value: tested.p_value,
                    departs: tested.p_value <= limit,
                });
            }
        }
    }
    Ok(UpliftBalance {
        treated_share: share.treated_share,
        share_departs: share.share_departs,
        departs: share.share_departs || columns.iter().any(|column| column.departs),
        columns,
        lowest_propensity: propensities.iter().copied().fold(1.0, f64::min),
        highest_propensity: propensities.iter().copied().fold(0.0, f64::max),
        is_estimated,
    })
}

/// A column of numbers, or one level of categories.
#[cfg(feature = "train")]
enum Looked<'a> {
    Numbers(&'a [f64]),
    Level { name: &'a str, code: u32, codes: &'a [u32] },
}

#[cfg(feature = "train")]
impl<'a> Looked<'a> {
    fn of(column: &'a TableColumn) -> Vec<Self> {
        let column = match column {
            TableColumn::Numbers(values) => return vec![Self::Numbers(values)],
            TableColumn::Categories(column) => column,
        };
        let mut counts = vec![0_u32; column.levels().len()];
        for code in column.codes() {
            if let Some(count) = counts.get_mut(*code as usize) {
                *count += 1;
            }
        }
        let mut levels: Vec<(u32, u32)> = counts.into_iter().zip(0..).collect();
        levels.sort_unstable_by(|left, right| right.0.cmp(&left.0).then(left.1.cmp(&right.1)));
        let looked = levels.into_iter().take(LEVELS).filter_map(|(_, code)| {
            let name = column.levels().get(code as usize)?;
            Some(Self::Level { name, code, codes: column.codes() })
        });
        looked.collect()
    }

    fn values(&self) -> Vec<f64> {
        match self {
            Self::Numbers(values) => values.iter().map(|value| value.clamp(-1e15, 1e15)).collect(),
            Self::Level { code, codes, .. } => {
                let value = |other: &u32| match *other {
                    MISSING => f64::NAN,
                    other => f64::from(u8::from(other == *code)),
                };
                codes.iter().map(value).collect()
            }
        }
    }

    fn category(&self) -> Option<String> {
        match self {
            Self::Numbers(_) => None,
            Self::Level { name, .. } => Some((*name).to_owned()),
        }
    }
}
