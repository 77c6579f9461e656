//! What is read of a profile once, so that each feature can be taken from it?

use super::FeatureExtra;
use super::bought::{CategoryBought, CategoryShelf};
use super::browsing::Browsing;
use crate::math::sqrt;
use crate::profile::{CustomerState, Profile, PurchaseDay};
use crate::time::{DAY_MS, MINUTE_MS};

/// What is known of one customer up to a time.
pub(super) struct Facts<'a> {
    pub as_of_ms: i64,
    pub state: &'a CustomerState,
    pub extra: &'a FeatureExtra,
    pub browsing: Browsing,
    pub categories: Vec<CategoryBought>,
    pub shelf: &'a CategoryShelf,
    /// The customer's local day.
    today: i32,
    /// Days between purchase days that follow each other.
    intervals: Vec<f64>,
}

impl<'a> Facts<'a> {
    pub fn read(
        profile: &Profile,
        state: &'a CustomerState,
        shelf: &'a CategoryShelf,
        as_of_ms: i64,
        extra: &'a FeatureExtra,
    ) -> Self {
        let days = &state.purchase_days;
        let intervals = days.iter().zip(days.iter().skip(1));
        Self {
            as_of_ms,
            state,
            extra,
            browsing: Browsing::read(profile, as_of_ms),
            categories: shelf.bought(&state.products),
            shelf,
            today: today(state, as_of_ms),
            intervals: intervals.map(|(one, next)| f64::from(next.day) - f64::from(one.day)).collect(),
        }
    }

    pub fn days_ago(&self, at_ms: Option<i64>) -> Option<f64> {
        Some((self.as_of_ms - at_ms?) as f64 / DAY_MS as f64)
    }

    /// Days since the first purchase.
    pub fn age(&self) -> Option<f64> {
        Some(f64::from(self.today) - f64::from(self.state.purchase_days.first()?.day))
    }

    /// Days since the last purchase.
    pub fn recency(&self) -> Option<f64> {
        Some(f64::from(self.today) - f64::from(self.state.purchase_days.last()?.day))
    }

    /// Purchase days from `far` days ago, not counted, until `near` days ago; nothing before the first purchase.
    fn between(&self, near: i32, far: i32) -> Option<&[PurchaseDay]> {
        let days = &self.state.purchase_days;
        days.first()?;
        let start = days.partition_point(|day| i64::from(day.day) <= i64::from(self.today) - i64::from(far));
        let end = days.partition_point(|day| i64::from(day.day) <= i64::from(self.today) - i64::from(near));
        days.get(start..end)
    }

    pub fn purchase_days(&self, within: i32) -> Option<f64> {
        Some(self.between(0, within)?.len() as f64)
    }

    pub fn spend(&self, within: i32) -> Option<f64> {
        Some(revenue(self.between(0, within)?))
    }

    /// How the last half of so many days compares with the first, from -1 (nothing any more) to 1 (nothing before);
    /// nothing of a customer who was not one for all of them, or who bought in neither.
    pub fn trend(&self, days: i32, measure: fn(&[PurchaseDay]) -> f64) -> Option<f64> {
        self.age().filter(|age| *age >= f64::from(days))?;
        let (late, early) = (self.between(0, days / 2)?, self.between(days / 2, days)?);
        let (late, early) = (measure(late), measure(early));
        (late + early > 0.0).then(|| (late - early) / (late + early))
    }

    pub fn spend_spread(&self) -> Option<f64> {
        let revenues: Vec<f64> =
            self.state.purchase_days.iter().map(|day| day.revenue_minor as f64).collect();
        variation(&revenues)
    }

    pub fn units(&self) -> f64 {
        self.state.purchase_days.iter().map(|day| day.units).fold(0, i64::saturating_add) as f64
    }

    pub fn interval_mean(&self) -> Option<f64> {
        mean(&self.intervals)
    }

    pub fn interval_last(&self) -> Option<f64> {
        self.intervals.last().copied()
    }

    pub fn interval_spread(&self) -> Option<f64> {
        variation(&self.intervals)
    }

    /// Products bought, and those among them that were bought more than once.
    pub fn products(&self) -> (f64, f64) {
        let bought = |least: u32| self.state.products.iter().filter(|known| known.orders >= least).count();
        (bought(1) as f64, bought(2) as f64)
    }

    /// Of units of products bought, the share that came back.
    pub fn returned_share(&self) -> Option<f64> {
        let sum = |pick: fn(&crate::profile::ProductHistory) -> u32| {
            self.state.products.iter().map(|known| f64::from(pick(known))).fold(0.0, |sum, units| sum + units)
        };
        share(sum(|known| known.units_returned), sum(|known| known.units_bought))
    }

    pub fn ordered_categories(&self) -> Option<Vec<f64>> {
        let orders = self.categories.iter().map(|known| f64::from(known.orders));
        let orders: Vec<f64> = orders.filter(|orders| *orders > 0.0).collect();
        (!orders.is_empty()).then_some(orders)
    }

    /// The category with most orders, the first by name among equals.
    pub fn top_category(&self) -> Option<String> {
        let most = self.categories.iter().map(|known| known.orders).max().filter(|orders| *orders > 0)?;
        let place = self.categories.iter().position(|known| known.orders == most)?;
        self.shelf.categories().get(place).cloned()
    }

    /// Mean of ratings as shares of their scales.
    pub fn satisfaction(&self) -> Option<f64> {
        let shares: Vec<f64> =
            self.state.ratings.iter().filter_map(|rating| share(rating.score, rating.scale?)).collect();
        mean(&shares)
    }
}

/// The customer's local day, as the purchase summary counts it.
pub(in crate::predict) fn today(state: &CustomerState, as_of_ms: i64) -> i32 {
    let offset_ms = i64::from(state.utc_offset_minutes.unwrap_or(0)) * MINUTE_MS;
    let day = as_of_ms.saturating_add(offset_ms).div_euclid(DAY_MS);
    let day = i32::try_from(day).unwrap_or(i32::MAX);
    state.purchase_days.last().map_or(day, |last| day.max(last.day))
}

pub(super) fn count(days: &[PurchaseDay]) -> f64 {
    days.len() as f64
}

pub(super) fn revenue(days: &[PurchaseDay]) -> f64 {
    days.iter().map(|day| day.revenue_minor).fold(0, i64::saturating_add) as f64
}

pub(super) fn share(part: f64, whole: f64) -> Option<f64> {
    (whole > 0.0).then(|| part / whole)
}

pub(super) fn mean(values: &[f64]) -> Option<f64> {
    share(values.iter().fold(0.0, |sum, value| sum + value), values.len() as f64)
}

/// Standard deviation over mean, of at least two values with a mean above 0.
fn variation(values: &[f64]) -> Option<f64> {
    let mean = mean(values).filter(|mean| *mean > 0.0 && values.len() > 1)?;
    let squares = values.iter().fold(0.0, |sum, value| sum + (value - mean) * (value - mean));
    Some(sqrt(squares / (values.len() - 1) as f64) / mean)
}
