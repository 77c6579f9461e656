//! What of a customer's purchases is still needed when the next one comes?

use std::sync::{Mutex, MutexGuard};

use sartor::lifetime::{self as core, CustomerSummary, ReturnTotals};
use sartor::{Result, input};

use super::summaries::Period;
use crate::work::{internal, run, to_json};

/// One customer's purchases, folded one by one in the order of time, each in constant time.
///
/// Their summary is that of `summarize` over the same purchases, to the bit.
#[derive(Debug, uniffi::Object)]
pub struct CustomerPurchases(Mutex<core::CustomerPurchases>);

impl CustomerPurchases {
    fn folded(&self) -> Result<MutexGuard<'_, core::CustomerPurchases>> {
        self.0.lock().map_err(|_| internal("CustomerPurchases"))
    }
}

#[uniffi::export]
impl CustomerPurchases {
    /// A customer who has not bought anything yet.
    #[uniffi::constructor]
    #[allow(clippy::new_without_default)] // nothing in Swift or Kotlin could call a default
    pub fn new() -> Self {
        Self(Mutex::new(core::CustomerPurchases::default()))
    }

    /// What `toJson` wrote.
    #[uniffi::constructor]
    pub fn from_json(text: &str) -> Result<Self> {
        run("CustomerPurchases.fromJson", || Ok(Self(Mutex::new(input::from_text("purchases", text)?))))
    }

    /// The purchases as JSON.
    pub fn to_json(&self) -> Result<String> {
        to_json("CustomerPurchases.toJson", &*self.folded()?)
    }

    /// Fold the next row: what was paid on a day, or was returned if it is negative. Days are counted from any one date
    /// and may not descend; returns of one instant belong after its purchases.
    pub fn fold(&self, day: i64, value: f64) -> Result<()> {
        run("CustomerPurchases.fold", || self.folded()?.fold(day, value))
    }

    /// The summary at the end of a day; a period is a week unless told otherwise.
    #[uniffi::method(default(period = None))]
    pub fn summary(&self, as_of_day: i64, period: Option<Period>) -> Result<CustomerSummary> {
        run("CustomerPurchases.summary", || {
            let period = period.map_or(Ok(core::Period::WEEK), Period::core)?;
            self.folded()?.summary(as_of_day, period)
        })
    }

    /// What returns did so far.
    pub fn returns(&self) -> Result<ReturnTotals> {
        Ok(self.folded()?.returns().clone())
    }
}
