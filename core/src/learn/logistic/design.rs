//! Which coefficients does a table have, and where does each row touch them?
//!
//! Of every column a row touches at most one coefficient: the slope of a number or its indicator of missing, or the indicator
//! of a level. So rows are kept as one pair of place and value a column, whatever the number of levels.

use super::super::table::{MISSING, Table, TableColumn};
use super::super::target::Target;
use super::effect::{ColumnEffect, NumberEffect, standardised};
use super::{LogisticOptions, SUBJECT};
use crate::{Result, SartorError, math};

/// The most coefficients: each step costs their number to the power of three.
const MOST_COEFFICIENTS: usize = 1_024;
/// The most levels with a coefficient of their own, over all columns.
const MOST_LEVELS: usize = 256;
/// Below this share of the largest value a standard deviation is rounding.
const LEAST_SPREAD: f64 = 1e-12;
/// Values that are all below this have no standard deviation that could be told.
const LEAST_VALUE: f64 = 1e-280;

/// Where the columns of a table touch coefficients.
#[derive(Debug)]
pub(super) struct Design {
    columns: Vec<DesignColumn>,
    /// The number of coefficients, the intercept not counted.
    width: usize,
}

#[derive(Debug)]
enum DesignColumn {
    /// It tells nothing.
    None,
    Number {
        spread: Option<Spread>,
        missing: Option<usize>,
    },
    Category {
        places: Vec<Option<usize>>,
        missing: Option<usize>,
    },
}

/// How the numbers of a column lie, and the place of their slope.
#[derive(Debug)]
struct Spread {
    center: f64,
    scale: f64,
    low: f64,
    high: f64,
    slope: usize,
}

/// The rows of a table as what they touch, `columns` pairs a row. What touches nothing has the place of the intercept, after
/// all others, and the value 0.
#[derive(Debug)]
pub(super) struct DesignRows {
    pub places: Vec<u16>,
    pub values: Vec<f64>,
    /// Pairs a row.
    pub columns: usize,
    /// The number of coefficients, the intercept not counted.
    pub width: usize,
}

/// The weight of each level, and of missing ones.
fn level_weights(levels: usize, codes: &[u32], target: &Target<'_>) -> (Vec<f64>, f64) {
    let (mut weights, mut missing) = (vec![0.0; levels], 0.0);
    for (row, code) in codes.iter().enumerate() {
        *weights.get_mut(*code as usize).unwrap_or(&mut missing) += target.weight(row);
    }
    (weights, missing)
}

/// The most levels of a column that may have a coefficient of their own, so that all columns have at most so many.
fn most_levels(own: &[usize]) -> usize {
    let total = |most: usize| own.iter().map(|own| (*own).min(most)).sum::<usize>();
    (1..=MOST_LEVELS).rev().find(|most| total(*most) <= MOST_LEVELS).unwrap_or(1)
}

impl Design {
    pub fn of(table: &Table, target: &Target<'_>, options: &LogisticOptions) -> Result<Self> {
        let frequent = |column: &TableColumn| match column {
            TableColumn::Numbers(_) => 0,
            TableColumn::Categories(column) => {
                let (weights, _) = level_weights(column.levels().len(), column.codes(), target);
                weights.iter().filter(|weight| **weight >= options.min_level_rows).count()
            }
        };
        let most = most_levels(&table.columns().iter().map(frequent).collect::<Vec<_>>());
        let mut width = 0;
        let column = |column: &TableColumn| match column {
            TableColumn::Numbers(values) => number(values, target, &mut width),
            TableColumn::Categories(column) => {
                let (weights, missing) = level_weights(column.levels().len(), column.codes(), target);
                category(&weights, missing, options.min_level_rows, most, &mut width)
            }
        };
        let columns = table.columns().iter().map(column).collect();
        if width > MOST_COEFFICIENTS {
            return Err(SartorError::too_many(SUBJECT, "table", width, MOST_COEFFICIENTS, "coefficients"));
        }
        Ok(Self { columns, width })
    }

    /// What each row touches.
    pub fn rows(&self, table: &Table) -> DesignRows {
        let (rows, columns) = (table.rows(), self.columns.len());
        let mut places = vec![self.width as u16; rows * columns];
        let mut values = vec![0.0; rows * columns];
        for (at, (design, column)) in self.columns.iter().zip(table.columns()).enumerate() {
            for row in 0..rows {
                let touched = match column {
                    TableColumn::Numbers(numbers) => design.of_number(numbers[row]),
                    TableColumn::Categories(column) => design.of_code(column.codes()[row]),
                };
                if let Some((place, value)) = touched {
                    places[row * columns + at] = place as u16;
                    values[row * columns + at] = value;
                }
            }
        }
        DesignRows { places, values, columns, width: self.width }
    }

    /// The mean score of the rows, and what each column adds to it.
    pub fn effects(&self, rows: &DesignRows, target: &Target<'_>, at: &[f64]) -> (f64, Vec<ColumnEffect>) {
        let mut sums = vec![0.0; self.columns.len()];
        let mut total = 0.0;
        let pairs = rows.places.chunks(rows.columns).zip(rows.values.chunks(rows.columns)).enumerate();
        for (row, (places, values)) in pairs {
            let weight = target.weight(row);
            total += weight;
            for ((sum, place), value) in sums.iter_mut().zip(places).zip(values) {
                *sum += weight * value * at[usize::from(*place)];
            }
        }
        let means: Vec<f64> = sums.iter().map(|sum| sum / total).collect();
        let effects =
            self.columns.iter().zip(&means).map(|(column, mean)| column.effect(*mean, at)).collect();
        let intercept = at.last().copied().unwrap_or_default();
        (means.iter().fold(intercept, |base, mean| base + mean), effects)
    }
}

impl DesignColumn {
    fn of_number(&self, value: f64) -> Option<(usize, f64)> {
        let Self::Number { spread, missing } = self else { return None };
        if value.is_nan() {
            return missing.map(|place| (place, 1.0));
        }
        let spread = spread.as_ref()?;
        // Rows that do not count may lie outside.
        let within = value.max(spread.low).min(spread.high);
        Some((spread.slope, standardised(within, spread.center, spread.scale)))
    }

    fn of_code(&self, code: u32) -> Option<(usize, f64)> {
        let Self::Category { places, missing } = self else { return None };
        let place = if code == MISSING { None } else { places.get(code as usize).copied().flatten() };
        place.or(*missing).map(|place| (place, 1.0))
    }

    fn effect(&self, mean: f64, at: &[f64]) -> ColumnEffect {
        let over_mean = |place: &Option<usize>| place.map_or(0.0, |place| at[place] - mean);
        match self {
            Self::None => ColumnEffect::None,
            Self::Number { spread, missing } => ColumnEffect::Number(match spread {
                Some(Spread { center, scale, low, high, slope }) => NumberEffect {
                    center: *center,
                    scale: *scale,
                    low: *low,
                    high: *high,
                    slope: at[*slope],
                    at_center: -mean,
                    missing: over_mean(missing),
                },
                // One value or none: only whether there is one tells.
                None => NumberEffect {
                    center: 0.0,
                    scale: 1.0,
                    low: 0.0,
                    high: 0.0,
                    slope: 0.0,
                    at_center: -mean,
                    missing: over_mean(missing),
                },
            }),
            Self::Category { places, missing } => {
                let levels = places.iter().map(|place| over_mean(&place.or(*missing))).collect();
                ColumnEffect::Levels { levels, missing: over_mean(missing) }
            }
        }
    }
}

fn next(width: &mut usize) -> usize {
    *width += 1;
    *width - 1
}

fn number(values: &[f64], target: &Target<'_>, width: &mut usize) -> DesignColumn {
    let counting = || values.iter().enumerate().map(|(row, value)| (*value, target.weight(row)));
    let known = || counting().filter(|(value, weight)| !value.is_nan() && *weight > 0.0);
    let is_missing = counting().any(|(value, weight)| value.is_nan() && weight > 0.0);
    let total: f64 = known().map(|(_, weight)| weight).sum();
    if total == 0.0 {
        return DesignColumn::None;
    }
    let (low, high) = known().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), (value, _)| {
        (low.min(value), high.max(value))
    });
    // In units of the largest value, so that no sum overflows.
    let unit = high.abs().max(low.abs());
    let mut spread = None;
    if unit >= LEAST_VALUE && low < high {
        let mean = known().map(|(value, weight)| weight * (value / unit)).sum::<f64>() / total;
        let square = |(value, weight): (f64, f64)| weight * (value / unit - mean) * (value / unit - mean);
        let deviation = math::sqrt(known().map(square).sum::<f64>() / total);
        if deviation > LEAST_SPREAD {
            let (center, scale) = (mean * unit, deviation * unit);
            spread = Some(Spread { center, scale, low, high, slope: next(width) });
        }
    }
    if spread.is_none() && !is_missing {
        return DesignColumn::None;
    }
    DesignColumn::Number { spread, missing: is_missing.then(|| next(width)) }
}

fn category(weights: &[f64], missing: f64, least: f64, most: usize, width: &mut usize) -> DesignColumn {
    let mut own: Vec<usize> = (0..weights.len()).filter(|level| weights[*level] >= least).collect();
    // Of equally frequent levels the first.
    own.sort_by(|left, right| weights[*right].total_cmp(&weights[*left]));
    own.truncate(most);
    own.sort_unstable();
    let rest = |level: &usize| weights[*level] > 0.0 && own.binary_search(level).is_err();
    let has_rest = (0..weights.len()).any(|level| rest(&level));
    if own.len() + usize::from(has_rest) + usize::from(missing > 0.0) < 2 {
        return DesignColumn::None;
    }
    let mut places = vec![None; weights.len()];
    for level in &own {
        places[*level] = Some(next(width));
    }
    if has_rest {
        let shared = next(width);
        (0..weights.len()).filter(rest).for_each(|level| places[level] = Some(shared));
    }
    DesignColumn::Category { places, missing: (missing > 0.0).then(|| next(width)) }
}
