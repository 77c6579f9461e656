//! Which rows are of one customer?

use std::collections::HashMap;
use std::hash::Hash;

use serde::{Deserialize, Serialize};

/// The customers of rows, as texts or whole numbers.
#[derive(Debug, Clone, Copy)]
pub enum CustomerColumn<'a> {
    /// Texts; a blank one is nobody.
    Text(&'a [&'a str]),
    /// Whole numbers.
    Integer(&'a [i64]),
}

/// Distinct customers, ascending: texts by their bytes, numbers by their size.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum CustomerIds {
    /// Texts.
    Text(Vec<String>),
    /// Whole numbers.
    Integer(Vec<i64>),
}

impl CustomerIds {
    /// How many.
    pub fn len(&self) -> usize {
        match self {
            Self::Text(ids) => ids.len(),
            Self::Integer(ids) => ids.len(),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Those that are to be kept.
    pub(super) fn kept(self, keep: &[bool]) -> Self {
        fn only<T>(ids: Vec<T>, keep: &[bool]) -> Vec<T> {
            ids.into_iter().zip(keep).filter(|(_, keep)| **keep).map(|(id, _)| id).collect()
        }
        match self {
            Self::Text(ids) => Self::Text(only(ids, keep)),
            Self::Integer(ids) => Self::Integer(only(ids, keep)),
        }
    }
}

/// The number of the customer of a row that is nobody's.
pub(super) const NOBODY: u32 = u32::MAX;

impl CustomerColumn<'_> {
    /// How many rows.
    pub fn len(&self) -> usize {
        match self {
            Self::Text(rows) => rows.len(),
            Self::Integer(rows) => rows.len(),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The distinct customers, and the place among them of each row's.
    pub(super) fn numbered(&self) -> (CustomerIds, Vec<u32>) {
        match self {
            Self::Text(rows) => {
                let (ids, numbers) = number(rows, |id| !id.trim().is_empty());
                (CustomerIds::Text(ids.into_iter().map(str::to_owned).collect()), numbers)
            }
            Self::Integer(rows) => {
                let (ids, numbers) = number(rows, |_| true);
                (CustomerIds::Integer(ids), numbers)
            }
        }
    }
}

fn number<T: Copy + Ord + Hash>(rows: &[T], is_somebody: impl Fn(T) -> bool) -> (Vec<T>, Vec<u32>) {
    let mut seen: HashMap<T, u32> = HashMap::new();
    let mut ids = Vec::new();
    let mut numbers = Vec::with_capacity(rows.len());
    let mut previous: Option<(T, u32)> = None;
    for id in rows {
        // Files often hold the rows of a customer together.
        let number = match previous {
            Some((same, number)) if same == *id => number,
            _ if !is_somebody(*id) => NOBODY,
            _ => *seen.entry(*id).or_insert_with(|| {
                ids.push(*id);
                ids.len() as u32 - 1
            }),
        };
        previous = Some((*id, number));
        numbers.push(number);
    }
    drop(seen);
    let mut order: Vec<u32> = (0..ids.len() as u32).collect();
    order.sort_unstable_by_key(|place| ids.get(*place as usize));
    let mut places = vec![NOBODY; ids.len()];
    let mut sorted = Vec::with_capacity(ids.len());
    for (place, first_seen) in order.iter().enumerate() {
        if let (Some(id), Some(slot)) = (ids.get(*first_seen as usize), places.get_mut(*first_seen as usize))
        {
            sorted.push(*id);
            *slot = place as u32;
        }
    }
    for number in &mut numbers {
        *number = places.get(*number as usize).copied().unwrap_or(NOBODY);
    }
    (sorted, numbers)
}
