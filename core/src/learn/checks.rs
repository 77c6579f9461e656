//! Which columns know the answer, say nothing, or say what another says already?
//!
//! A column that was recorded after the outcome knows it. Alone it orders the rows better than columns do, which its area
//! under the curve shows: of numbers by their rank, of what is missing by its being so, of categories by the rate of label
//! 1 in the other half of the rows, so that a code of its own for every row knows nothing. An area counts as its lower
//! limit with all columns in view (`DeLong`, Bonferroni), so that few rows convict no column. A column *knows* from 0.95 on;
//! it *stands out* from 0.75 on where its `2 AUC - 1` is 1.25 times that of every other column or more: rules of thumb,
//! stated so that they can be argued with.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::metrics::MetricInterval;
use super::scored::{ScoredLabels, check_column, check_level, order, same_length, ties};
use super::share::exact_share;
use super::{Table, TableColumn};
use crate::Result;
use crate::control::Control;
use crate::rng::Rng;

/// The area under the curve from which a column knows the answer.
const KNOWS: f64 = 0.95;
/// The area from which a column may stand out.
const STANDS_OUT: f64 = 0.75;
/// How many times as much as any other column one that stands out has to say.
const TIMES: f64 = 1.25;

/// A column as it is looked at, one value a row.
#[derive(Debug, Clone, Copy)]
pub enum ColumnValues<'a> {
    /// Numbers; NaN is missing.
    Numbers(&'a [f64]),
    /// Codes of categories, of which [`MISSING`](super::MISSING) is missing.
    Categories(&'a [u32]),
}

/// Does a column know too much?
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "swift", derive(uniffi::Enum))]
#[cfg_attr(
    feature = "python",
    pyo3::pyclass(
        eq,
        eq_int,
        frozen,
        hash,
        from_py_object,
        rename_all = "SCREAMING_SNAKE_CASE",
        module = "sartor.learn"
    )
)]
#[cfg_attr(feature = "node", napi_derive::napi(string_enum = "snake_case"))]
pub enum LeakageVerdict {
    /// Nothing that speaks for it.
    NoneDetectable,
    /// It says much more than any other: look when it is recorded.
    StandsOut,
    /// It all but tells the label: leave it out unless it is known at the time of the forecast.
    Knows,
}

/// What was found of one column.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor.learn"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ColumnCheck {
    /// Its place among the columns given.
    pub column: u32,
    /// Its name; `column 0` and so on where the columns have none.
    pub name: String,
    /// The share of rows in which it is missing.
    pub missing_share: f64,
    /// One value alone, or none: it says nothing.
    pub constant: bool,
    /// An earlier column that says the same: numbers in the same order, or categories under other names.
    pub duplicate_of: Option<u32>,
    /// How well it alone orders the rows, in the better direction; with all columns in view.
    pub auc: MetricInterval,
    /// Is it too good to be true?
    pub leakage: LeakageVerdict,
}

/// How many rows there are of either label.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor.learn"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ClassBalance {
    /// Rows.
    pub rows: u32,
    /// Rows of label 1.
    pub positives: u32,
    /// Their share, with its exact interval.
    pub share: MetricInterval,
    /// Rows of the rarer label for each column that is not constant: below 10, a regression cannot be relied on (Peduzzi and
    /// others 1996).
    pub rarer_rows_per_column: f64,
}

/// What was found of all columns.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor.learn"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ColumnChecks {
    /// Each column, in the order given.
    pub columns: Vec<ColumnCheck>,
    /// The labels.
    pub balance: ClassBalance,
    /// How often no fair column is accused for its area by chance, at least.
    pub level: f64,
}

/// Look at columns beside labels of 0 and 1, both present.
///
/// ```
/// use sartor::control::Control;
/// use sartor::learn::{ColumnValues, LeakageVerdict, check_columns};
/// let label: Vec<f64> = (0..400).map(|row| f64::from(u8::from(row % 5 == 0))).collect();
/// let age: Vec<f64> = (0..400).map(|row| f64::from(20 + row * 7 % 50)).collect();
/// let refund: Vec<f64> = label.iter().map(|label| if *label == 1.0 { 9.5 } else { f64::NAN }).collect();
/// let columns = [ColumnValues::Numbers(&age), ColumnValues::Numbers(&refund)];
/// let found = check_columns(&columns, &label, 0.99, Control::none())?.columns;
/// assert_eq!(found[0].leakage, LeakageVerdict::NoneDetectable);
/// assert_eq!(found[1].leakage, LeakageVerdict::Knows); // where it is missing, nobody left
/// # Ok::<(), sartor::SartorError>(())
/// ```
pub fn check_columns(
    columns: &[ColumnValues<'_>],
    labels: &[f64],
    level: f64,
    control: Control<'_>,
) -> Result<ColumnChecks> {
    check_level(level)?;
    let zeros = vec![0.0; labels.len()];
    let positives = ScoredLabels::new(&zeros, labels, None)?;
    positives.check_both_classes("column checks")?;
    let column_level = 1.0 - (1.0 - level) / columns.len().max(1) as f64;
    let halves = halves(labels.len());
    let mut seen: BTreeMap<u64, Vec<u32>> = BTreeMap::new();
    let mut found = Vec::with_capacity(columns.len());
    for (values, column) in columns.iter().zip(0_u32..) {
        values.check(column, labels.len())?;
        let says = values.says();
        let alike = seen.entry(fingerprint(&says)).or_default();
        let same = |other: &&u32| {
            let other = columns.get(**other as usize);
            other.is_some_and(|other| other.is_numbers() == values.is_numbers() && other.says() == says)
        };
        let duplicate_of = alike.iter().find(same).copied();
        alike.push(column);
        found.push(ColumnCheck {
            column,
            name: format!("column {column}"),
            missing_share: values.missing().iter().sum::<f64>() / labels.len() as f64,
            constant: says.windows(2).all(|pair| pair.first() == pair.last()),
            duplicate_of,
            auc: values.area(labels, &halves, column_level)?,
            leakage: LeakageVerdict::NoneDetectable,
        });
        control.step(u64::from(column) + 1, columns.len() as u64)?;
    }
    accuse(&mut found);
    let telling = found.iter().filter(|check| !check.constant).count();
    let (rows, positives) =
        (labels.len() as u32, labels.iter().filter(|label| **label == 1.0).count() as u32);
    let balance = ClassBalance {
        rows,
        positives,
        share: exact_share(positives, rows, level)?,
        rarer_rows_per_column: f64::from(positives.min(rows - positives)) / telling.max(1) as f64,
    };
    Ok(ColumnChecks { columns: found, balance, level })
}

/// Look at the columns of a table beside labels of 0 and 1, both present.
pub fn check_table(table: &Table, labels: &[f64], level: f64, control: Control<'_>) -> Result<ColumnChecks> {
    let columns: Vec<ColumnValues<'_>> = table
        .columns()
        .iter()
        .map(|column| match column {
            TableColumn::Numbers(values) => ColumnValues::Numbers(values),
            TableColumn::Categories(column) => ColumnValues::Categories(column.codes()),
        })
        .collect();
    let mut found = check_columns(&columns, labels, level, control)?;
    for (check, name) in found.columns.iter_mut().zip(table.names()) {
        name.clone_into(&mut check.name);
    }
    Ok(found)
}

/// Say of each column whether it knows, or says more than any that is not its duplicate.
fn accuse(found: &mut [ColumnCheck]) {
    let says = |area: f64| 2.0 * area - 1.0;
    let source = |check: &ColumnCheck| check.duplicate_of.unwrap_or(check.column);
    let areas: Vec<(u32, f64)> = found.iter().map(|check| (source(check), check.auc.value)).collect();
    for check in found {
        let others = areas.iter().filter(|(other, _)| *other != source(check));
        let most = others.map(|(_, area)| *area).fold(0.5, f64::max);
        let low = check.auc.low;
        check.leakage = if low >= KNOWS {
            LeakageVerdict::Knows
        } else if low >= STANDS_OUT && areas.len() > 1 && says(low) >= TIMES * says(most) {
            LeakageVerdict::StandsOut
        } else {
            LeakageVerdict::NoneDetectable
        };
    }
}

impl ColumnValues<'_> {
    fn is_numbers(&self) -> bool {
        matches!(self, Self::Numbers(_))
    }

    fn check(&self, column: u32, rows: usize) -> Result<()> {
        let name = format!("column {column}");
        match self {
            Self::Numbers(values) => {
                same_length(&name, values.len(), rows)?;
                check_column(&name, values, "a number, or NaN where it is missing", |value| {
                    !value.is_infinite()
                })
            }
            Self::Categories(codes) => same_length(&name, codes.len(), rows),
        }
    }

    /// 1 where it is missing.
    fn missing(&self) -> Vec<f64> {
        let flag = |missing: bool| f64::from(u8::from(missing));
        match self {
            Self::Numbers(values) => values.iter().map(|value| flag(value.is_nan())).collect(),
            Self::Categories(codes) => codes.iter().map(|code| flag(*code == super::MISSING)).collect(),
        }
    }

    /// What it says, whatever the unit or the names: of numbers the place of each value in their order, of categories the
    /// order in which they first appear.
    fn says(&self) -> Vec<u32> {
        match self {
            Self::Numbers(values) => {
                let (known, mut says) = (known_first(values), vec![u32::MAX; values.len()]);
                for (tie, place) in ties(&known, values).zip(0_u32..) {
                    for row in tie {
                        if let Some(says) = says.get_mut(*row) {
                            *says = place;
                        }
                    }
                }
                says
            }
            Self::Categories(codes) => {
                let mut first = BTreeMap::new();
                let mut name = |code: &u32| {
                    let next = first.len() as u32;
                    if *code == super::MISSING { u32::MAX } else { *first.entry(*code).or_insert(next) }
                };
                codes.iter().map(&mut name).collect()
            }
        }
    }

    /// The area under the curve of the column alone, of that of its values and of its being missing the surer one.
    fn area(&self, labels: &[f64], halves: &[bool], level: f64) -> Result<MetricInterval> {
        let missing = folded(&self.missing(), labels, level)?;
        let values = match self {
            Self::Numbers(values) => {
                // Ranks in place of values, so that no size of a number matters.
                let rank = self.says();
                let known = values.iter().zip(rank.iter().zip(labels)).filter(|(value, _)| !value.is_nan());
                let rows = values.len() as f64;
                let (ranks, labels): (Vec<f64>, Vec<f64>) =
                    known.map(|(_, (rank, label))| (f64::from(*rank) / rows, *label)).unzip();
                let both = labels.contains(&0.0) && labels.contains(&1.0);
                if !both {
                    return Ok(missing);
                }
                folded(&ranks, &labels, level)?
            }
            Self::Categories(codes) => plain(&rates(codes, labels, halves), labels, level)?,
        };
        Ok(if values.low >= missing.low { values } else { missing })
    }
}

/// Rows with a value, by it.
fn known_first(values: &[f64]) -> Vec<usize> {
    let known: Vec<usize> =
        (0..values.len()).filter(|row| values.get(*row).is_some_and(|v| !v.is_nan())).collect();
    let of_known: Vec<f64> = known.iter().filter_map(|row| values.get(*row)).copied().collect();
    order(&of_known).into_iter().filter_map(|place| known.get(place)).copied().collect()
}

/// The rate of label 1 of each row's category in the half that the row is not in, with one row of the base rate added.
fn rates(codes: &[u32], labels: &[f64], halves: &[bool]) -> Vec<f64> {
    let base = labels.iter().sum::<f64>() / labels.len() as f64;
    let mut counts: BTreeMap<(u32, bool), (f64, f64)> = BTreeMap::new();
    for ((code, half), label) in codes.iter().zip(halves).zip(labels) {
        let (rows, positive) = counts.entry((*code, *half)).or_default();
        *rows += 1.0;
        *positive += label;
    }
    let rate = |(code, half): (&u32, &bool)| {
        let (rows, positive) = counts.get(&(*code, !half)).copied().unwrap_or_default();
        (positive + base) / (rows + 1.0)
    };
    codes.iter().zip(halves).map(rate).collect()
}

/// The area of scores that may only rise.
fn plain(scores: &[f64], labels: &[f64], level: f64) -> Result<MetricInterval> {
    ScoredLabels::new(scores, labels, None)?.auc(level)
}

/// The area of scores in the better direction.
fn folded(scores: &[f64], labels: &[f64], level: f64) -> Result<MetricInterval> {
    let area = plain(scores, labels, level)?;
    if area.value >= 0.5 {
        return Ok(area);
    }
    Ok(MetricInterval { value: 1.0 - area.value, low: 1.0 - area.high, high: 1.0 - area.low, ..area })
}

/// Rows in two halves by lot, always the same.
fn halves(rows: usize) -> Vec<bool> {
    let mut rng = Rng::new(0);
    (0..rows).map(|_| rng.bernoulli(0.5)).collect()
}

/// FNV-1a, to look only at columns that may be alike.
fn fingerprint(says: &[u32]) -> u64 {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    says.iter().flat_map(|place| place.to_le_bytes()).fold(0xcbf2_9ce4_8422_2325, step)
}
