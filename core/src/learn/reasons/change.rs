//! What is the smallest change of a row that would flip the verdict on it?
//!
//! Few columns first, near values first: all changes of one column in the order of their distance, then all of two, and
//! beyond that step by step the change that goes furthest, made smaller again at the end. A number's distance is the share
//! of ranks between the two values, so that units do not matter; a category's, or that of a value not known before, is a
//! third, how far two values drawn at random lie apart on average. What a customer cannot change is left as it is. (The
//! question is that of Wachter, Mittelstadt and Russell 2018; nothing is said of causes: it is the model's verdict that
//! flips.)
//!
//! ```
//! use sartor::learn::{ChangeOptions, OtherValues, Schema, Table, TableColumn, smallest_change};
//! let table = Table::new(vec![
//!     ("visits".to_owned(), TableColumn::Numbers(vec![0.0, 1.0, 2.0, 3.0])),
//!     ("plan".to_owned(), TableColumn::texts([Some("base"), Some("gold"), None, None])?),
//! ])?;
//! let buys = |row: &[f64]| Ok(0.1 + 0.2 * row[0] + 0.15 * row[1]);
//! let (schema, others) = (Schema::of(&table), OtherValues::of_table(&table, 32));
//! let found = smallest_change(&schema, &[0.0, 0.0], &others, buys, &ChangeOptions::default())?;
//! let found = found.ok_or("no change flips it")?;
//! let change = &found.changes[0];
//! assert_eq!((change.column.as_str(), change.from.as_str(), change.to.as_str()), ("visits", "0", "2"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use serde::{Deserialize, Serialize};

use super::super::schema::Schema;
use super::{ColumnChange, OtherValues, SmallestChange, words};
use crate::{Result, SartorError};

const SUBJECT: &str = "change options";
/// The most columns that may change at once.
const MAX_CHANGED: u32 = 16;
/// The most that may be asked of a model.
const MAX_EVALUATIONS: u32 = 10_000_000;
/// How far apart two draws lie on average, in shares of ranks.
const DRAWN_APART: f64 = 1.0 / 3.0;

/// Which changes are looked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ChangeOptions {
    /// From here on the verdict is yes: a probability, or a value of whatever is foretold.
    #[cfg_attr(feature = "swift", uniffi(default = 0.5))]
    pub threshold: f64,
    /// The most columns that change at once, 1 to 16.
    #[cfg_attr(feature = "swift", uniffi(default = 3))]
    pub max_columns: u32,
    /// Columns that cannot change.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub fixed: Vec<String>,
    /// Columns of numbers that can only rise or only fall, such as an age. Where its value is not known it stays so.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub directions: Vec<ChangeDirection>,
    /// The most changed rows that the model is asked about, 1 to 10,000,000.
    #[cfg_attr(feature = "swift", uniffi(default = 20000))]
    pub max_evaluations: u32,
}

/// A column of numbers that can change in one direction only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ChangeDirection {
    /// The column's name.
    pub column: String,
    /// Whether it can only rise; otherwise only fall.
    pub rises: bool,
}

impl Default for ChangeOptions {
    fn default() -> Self {
        Self {
            threshold: 0.5,
            max_columns: 3,
            fixed: Vec::new(),
            directions: Vec::new(),
            max_evaluations: 20_000,
        }
    }
}

impl ChangeOptions {
    /// Refuse an option outside its range.
    pub fn check(&self) -> Result<()> {
        if !self.threshold.is_finite() {
            return Err(SartorError::out_of_range(SUBJECT, "threshold", self.threshold, "a finite number"));
        }
        for (field, value, most) in [
            ("maxColumns", self.max_columns, MAX_CHANGED),
            ("maxEvaluations", self.max_evaluations, MAX_EVALUATIONS),
        ] {
            if !(1..=most).contains(&value) {
                return Err(SartorError::out_of_range(SUBJECT, field, value, &format!("1 to {most}")));
            }
        }
        Ok(())
    }

    /// For each column the direction in which it can change: 0 is either, none is neither.
    fn directions(&self, schema: &Schema) -> Result<Vec<Option<f64>>> {
        let place = |name: &str| {
            schema.place(name).ok_or_else(|| SartorError::invalid(SUBJECT, name, "a column of the schema"))
        };
        let mut directions = vec![Some(0.0); schema.columns().len()];
        for ChangeDirection { column, rises } in &self.directions {
            let place = place(column)?;
            if schema.columns()[place].levels.is_some() {
                return Err(SartorError::invalid(
                    SUBJECT,
                    column,
                    "a column of numbers, which alone rise or fall",
                ));
            }
            directions[place] = Some(if *rises { 1.0 } else { -1.0 });
        }
        for column in &self.fixed {
            directions[place(column)?] = None;
        }
        Ok(directions)
    }
}

/// One column with another value.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Change {
    column: usize,
    value: f64,
    distance: f64,
}

/// The model, and how often it may still be asked.
struct Asker<F> {
    predict: F,
    threshold: f64,
    /// Whether a verdict that flips is yes.
    rises: bool,
    row: Vec<f64>,
    changed: Vec<f64>,
    left: u32,
}

impl<F: Fn(&[f64]) -> Result<f64>> Asker<F> {
    /// What is foretold of the row with these changes; none where no more may be asked.
    fn after(&mut self, changes: &[Change]) -> Result<Option<f64>> {
        let Some(left) = self.left.checked_sub(1) else { return Ok(None) };
        self.left = left;
        for change in changes {
            self.changed[change.column] = change.value;
        }
        let after = (self.predict)(&self.changed);
        for change in changes {
            self.changed[change.column] = self.row[change.column];
        }
        check_told(after?).map(Some)
    }

    fn flips(&self, after: f64) -> bool {
        (after >= self.threshold) == self.rises
    }

    /// What is foretold, so that more is nearer to a flip.
    fn height(&self, after: f64) -> f64 {
        if self.rises { after } else { -after }
    }
}

fn check_told(told: f64) -> Result<f64> {
    if told.is_nan() {
        return Err(SartorError::out_of_range("smallest change", "what is foretold", told, "a number"));
    }
    Ok(told)
}

/// Changes that flip the verdict.
struct Found {
    changes: Vec<Change>,
    after: f64,
    is_proven: bool,
}

/// The smallest change of few columns that takes what is foretold of a row to the other side of the threshold: none where
/// none was found within the bounds of the options.
///
/// The row is one of numbers as [`Schema::row`] makes it, and `predict` what is foretold of such a row. A value never
/// becomes unknown. The same row and options give the same answer.
pub fn smallest_change(
    schema: &Schema,
    row: &[f64],
    others: &OtherValues,
    predict: impl Fn(&[f64]) -> Result<f64>,
    options: &ChangeOptions,
) -> Result<Option<SmallestChange>> {
    options.check()?;
    others.check(schema)?;
    if row.len() != schema.columns().len() {
        let expected = format!("{} as the schema has columns", schema.columns().len());
        return Err(SartorError::out_of_range(SUBJECT, "length of the row", row.len(), &expected));
    }
    let changes = changes(schema, row, others, &options.directions(schema)?);
    let before = check_told(predict(row)?)?;
    let mut asker = Asker {
        predict,
        threshold: options.threshold,
        rises: before < options.threshold,
        row: row.to_vec(),
        changed: row.to_vec(),
        left: options.max_evaluations,
    };
    let Some(mut found) = search(&mut asker, &changes, options.max_columns as usize)? else {
        return Ok(None);
    };
    found.changes.sort_by_key(|change| change.column);
    let told = |change: &Change| {
        let column = &schema.columns()[change.column];
        ColumnChange {
            column: column.name.clone(),
            from: words::exact_value(column, row[change.column]),
            to: words::exact_value(column, change.value),
        }
    };
    Ok(Some(SmallestChange {
        changes: found.changes.iter().map(told).collect(),
        score_before: before,
        score_after: found.after,
        distance: found.changes.iter().fold(0.0, |sum, change| sum + change.distance),
        is_proven: found.is_proven,
    }))
}

/// Everything that one column could be instead, the nearest first.
fn changes(schema: &Schema, row: &[f64], others: &OtherValues, directions: &[Option<f64>]) -> Vec<Change> {
    let mut changes = Vec::new();
    for (column, (schema_column, direction)) in schema.columns().iter().zip(directions).enumerate() {
        let (Some(direction), value) = (*direction, row[column]) else { continue };
        if let Some(levels) = &schema_column.levels {
            let known = (0..levels.len()).map(|level| level as f64).filter(|level| *level != value);
            changes.extend(known.map(|value| Change { column, value, distance: DRAWN_APART }));
            continue;
        }
        let numbers = others.column(column);
        if value.is_nan() {
            let known = numbers.iter().filter(|_| direction == 0.0);
            changes.extend(known.map(|value| Change { column, value: *value, distance: DRAWN_APART }));
            continue;
        }
        // Half way between the values below and those not above.
        let twice = numbers.partition_point(|other| *other < value)
            + numbers.partition_point(|other| *other <= value);
        let rank = 0.5 * twice as f64;
        for (place, other) in numbers.iter().enumerate() {
            if *other != value && (other - value) * direction >= 0.0 {
                let apart = (place as f64 + 0.5 - rank).abs().max(0.5);
                changes.push(Change { column, value: *other, distance: apart / numbers.len() as f64 });
            }
        }
    }
    changes.sort_by(|left, right| left.distance.total_cmp(&right.distance));
    changes
}

fn search<F>(asker: &mut Asker<F>, changes: &[Change], most: usize) -> Result<Option<Found>>
where
    F: Fn(&[f64]) -> Result<f64>,
{
    for change in changes {
        let Some(after) = asker.after(&[*change])? else { return Ok(None) };
        if asker.flips(after) {
            return Ok(Some(Found { changes: vec![*change], after, is_proven: true }));
        }
    }
    if most < 2 {
        return Ok(None);
    }
    // What going step by step may take stays reserved, as far as there is as much.
    let reserved = (most.saturating_mul(changes.len()) as u64 * 2).min(u64::from(asker.left / 2)) as u32;
    let (found, all) = pair(asker, changes, reserved)?;
    if found.is_some() || all && most == 2 {
        return Ok(found);
    }
    step_by_step(asker, changes, most)
}

/// The nearest two changes that flip the verdict, and whether all were tried.
fn pair<F>(asker: &mut Asker<F>, changes: &[Change], reserved: u32) -> Result<(Option<Found>, bool)>
where
    F: Fn(&[f64]) -> Result<f64>,
{
    // Pairs in the order of their distance, which as bits has the order of numbers.
    let next = |first: usize, second: usize| {
        let distance = changes.get(first)?.distance + changes.get(second)?.distance;
        Some(Reverse((distance.to_bits(), first, second)))
    };
    let mut nearest: BinaryHeap<_> = next(0, 1).into_iter().collect();
    while let Some(Reverse((_, first, second))) = nearest.pop() {
        nearest.extend(next(first, second + 1));
        if second == first + 1 {
            nearest.extend(next(second, second + 1));
        }
        let both = [changes[first], changes[second]];
        if both[0].column == both[1].column {
            continue;
        }
        if asker.left <= reserved {
            return Ok((None, false));
        }
        let Some(after) = asker.after(&both)? else { return Ok((None, false)) };
        if asker.flips(after) {
            return Ok((Some(Found { changes: both.to_vec(), after, is_proven: true }), true));
        }
    }
    Ok((None, true))
}

/// Add the change that goes furthest until the verdict flips, then make the changes smaller again.
fn step_by_step<F>(asker: &mut Asker<F>, changes: &[Change], most: usize) -> Result<Option<Found>>
where
    F: Fn(&[f64]) -> Result<f64>,
{
    let mut made: Vec<Change> = Vec::new();
    let mut after_all = None;
    while made.len() < most && after_all.is_none() {
        let mut best: Option<(Change, f64)> = None;
        for change in changes {
            if made.iter().any(|made| made.column == change.column) {
                continue;
            }
            made.push(*change);
            let after = asker.after(&made)?;
            made.pop();
            let Some(after) = after else { return Ok(None) };
            if asker.flips(after) {
                // The nearest that flips, as changes come in the order of their distance.
                best = Some((*change, after));
                break;
            }
            if best.is_none_or(|(_, height)| asker.height(after) > asker.height(height)) {
                best = Some((*change, after));
            }
        }
        let Some((change, after)) = best else { return Ok(None) };
        made.push(change);
        if asker.flips(after) {
            after_all = Some(after);
        }
    }
    let Some(mut after) = after_all else { return Ok(None) };
    // Each change left out where it is not needed, or replaced by the nearest that does as well; once more after any
    // success, since what one gives up another may need.
    let mut place = 0;
    while place < made.len() {
        let change = made.remove(place);
        if let Some(without) = asker.after(&made)?
            && asker.flips(without)
            && !made.is_empty()
        {
            (after, place) = (without, 0);
            continue;
        }
        let nearer = changes.iter().filter(|other| other.distance < change.distance);
        let mut kept = change;
        for other in nearer {
            if made.iter().any(|made| made.column == other.column) {
                continue;
            }
            made.insert(place, *other);
            let with = asker.after(&made)?;
            made.remove(place);
            let Some(with) = with else { break };
            if asker.flips(with) {
                (kept, after) = (*other, with);
                break;
            }
        }
        made.insert(place, kept);
        place = if kept == change { place + 1 } else { 0 };
    }
    Ok(Some(Found { changes: made, after, is_proven: false }))
}
