//! What did a customer do in one category?

use crate::Result;
use crate::learn::{Cell, TableColumn};
use crate::predict::features::{CategoryBought, FeatureReader, today};
use crate::profile::Profile;
use crate::time::DAY_MS;

/// The column of the category.
const CATEGORY: &str = "category";
const NUMBERS: [&str; 7] = [
    "category_orders",
    "category_share",
    "category_recency_days",
    "category_spend_minor",
    "category_views",
    "category_additions",
    "category_touched_days",
];

/// What is known of a customer in one category, in the order of [`NUMBERS`]; NaN where there is nothing.
#[derive(Debug, Clone, Copy)]
pub(super) struct CategoryRow([f64; NUMBERS.len()]);

impl Default for CategoryRow {
    /// A category in which nothing was done.
    fn default() -> Self {
        Self([0.0, f64::NAN, f64::NAN, 0.0, 0.0, 0.0, f64::NAN])
    }
}

impl CategoryRow {
    /// The rows of every category of the reader's catalogue, in its order.
    pub fn of(reader: &FeatureReader, profile: &Profile, as_of_ms: i64) -> Vec<Self> {
        let state = profile.state_at(as_of_ms);
        let bought = reader.shelf().bought(&state.products);
        let today = f64::from(today(&state, as_of_ms));
        let all = bought.iter().fold(0.0, |sum, known| sum + f64::from(known.orders));
        let one = |known: &CategoryBought| {
            let orders = f64::from(known.orders);
            Self([
                orders,
                if all > 0.0 { orders / all } else { f64::NAN },
                known.last_day.map_or(f64::NAN, |day| today - f64::from(day)),
                known.revenue_minor as f64,
                f64::from(known.views),
                f64::from(known.additions),
                known.last_touched_ms.map_or(f64::NAN, |at_ms| (as_of_ms - at_ms) as f64 / DAY_MS as f64),
            ])
        };
        bought.iter().map(one).collect()
    }

    /// The cells of the row, by name.
    pub fn cells<'a>(&self, category: &'a str) -> impl Iterator<Item = (&'static str, Cell<'a>)> {
        let numbers: Vec<_> =
            NUMBERS.iter().zip(self.0).map(|(name, value)| (*name, Cell::Number(value))).collect();
        [(CATEGORY, Cell::Text(category))].into_iter().chain(numbers)
    }
}

/// The columns of rows.
#[cfg_attr(not(feature = "train"), allow(dead_code))]
pub(super) fn columns(rows: &[(CategoryRow, &str)]) -> Result<Vec<(String, TableColumn)>> {
    let names = rows.iter().map(|(_, category)| Some(*category));
    let mut columns = vec![(CATEGORY.to_owned(), TableColumn::texts(names)?)];
    for (place, name) in NUMBERS.iter().enumerate() {
        let number = |(row, _): &(CategoryRow, &str)| row.0.get(place).copied().unwrap_or(f64::NAN);
        columns.push(((*name).to_owned(), TableColumn::Numbers(rows.iter().map(number).collect())));
    }
    Ok(columns)
}
