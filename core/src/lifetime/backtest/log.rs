//! What had each customer bought by a day, and what did they buy after it?

use crate::{Result, SartorError};

const SUBJECT: &str = "purchase log";

/// The purchases of many customers: days, or whatever counts once, in the order of time.
///
/// Times are in periods since any one moment; a customer's purchases at one time count once.
#[derive(Debug, Clone)]
pub struct PurchaseLog {
    /// Of each customer the place of the first purchase; one more at the end.
    starts: Vec<usize>,
    times: Vec<f64>,
    spend: Option<Vec<f64>>,
    recorded_until: Option<f64>,
}

/// What is known at a moment, and what followed.
#[derive(Debug, Clone, Default)]
pub(super) struct Window {
    pub frequency: Vec<f64>,
    pub last_purchase_age: Vec<f64>,
    pub age: Vec<f64>,
    /// Mean spend of the repeat purchases, 0 without one.
    pub monetary: Vec<f64>,
    /// Mean spend of all purchases.
    pub mean_spend: Vec<f64>,
    pub observed: Vec<f64>,
    pub observed_spend: Vec<f64>,
}

impl PurchaseLog {
    /// A log of rows in any order; customers are numbered from 0 without gaps. Spend of one time is added up, and a
    /// time whose spend is not above 0 after returns is no purchase. `recorded_until` is the moment up to which
    /// purchases were recorded; the last purchase when `None`.
    pub fn new(
        customer: &[u32],
        times: &[f64],
        spend: Option<&[f64]>,
        recorded_until: Option<f64>,
    ) -> Result<Self> {
        let rows = customer.len();
        for (field, length) in [("time", times.len()), ("spend", spend.map_or(rows, <[f64]>::len))] {
            if length != rows {
                let expected = format!("as long as customer, {rows} rows");
                return Err(SartorError::out_of_range(
                    SUBJECT,
                    field,
                    format!("{length} rows long"),
                    &expected,
                ));
            }
        }
        for (row, (time, spend)) in times.iter().zip(spend.unwrap_or(times)).enumerate() {
            for (field, value) in [("time", time), ("spend", spend)] {
                if value.is_nan() || value.abs() > 1e15 {
                    let subject = format!("row {row}");
                    return Err(SartorError::out_of_range(
                        &subject,
                        field,
                        value,
                        "a number from -1e15 to 1e15",
                    ));
                }
            }
        }
        let mut order: Vec<usize> = (0..rows).collect();
        let at = |column: &[f64], row: usize| column.get(row).copied().unwrap_or(0.0);
        let whose = |row: usize| customer.get(row).copied().unwrap_or(0);
        order.sort_by(|one, other| {
            whose(*one).cmp(&whose(*other)).then(at(times, *one).total_cmp(&at(times, *other)))
        });
        let mut log =
            Self { starts: Vec::new(), times: Vec::with_capacity(rows), spend: None, recorded_until };
        let mut kept = Vec::with_capacity(rows);
        let mut known = None;
        for same in
            order.chunk_by(|one, other| whose(*one) == whose(*other) && at(times, *one) == at(times, *other))
        {
            let Some(&first) = same.first() else { continue };
            let total = spend.map_or(1.0, |spend| same.iter().fold(0.0, |sum, row| sum + at(spend, *row)));
            if total <= 0.0 {
                continue;
            }
            if known != Some(whose(first)) {
                known = Some(whose(first));
                log.starts.push(log.times.len());
            }
            log.times.push(at(times, first));
            kept.push(total);
        }
        log.starts.push(log.times.len());
        log.spend = spend.map(|_| kept);
        let last = log.times.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        if let Some(end) = recorded_until
            && !(end >= last && end <= 1e15)
        {
            let expected = format!("at or after the last purchase at {last}, at most 1e15");
            return Err(SartorError::out_of_range(SUBJECT, "recorded_until", end, &expected));
        }
        Ok(log)
    }

    /// Customers with a purchase.
    pub fn customers(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// Whether spend is known.
    pub fn has_spend(&self) -> bool {
        self.spend.is_some()
    }

    /// The first purchase of all, and the moment up to which purchases were recorded; `None` of an empty log.
    pub fn span(&self) -> Option<(f64, f64)> {
        let least = self.times.iter().copied().reduce(f64::min)?;
        let last = self.times.iter().copied().fold(least, f64::max);
        Some((least, self.recorded_until.unwrap_or(last)))
    }

    /// Customers whose first purchase was before `origin`, as known then, and what followed in `horizon` periods.
    pub(super) fn window(&self, origin: f64, horizon: f64) -> Window {
        let mut window = Window::default();
        for bounds in self.starts.windows(2) {
            let [from, to] = *bounds else { continue };
            let times = self.times.get(from..to).unwrap_or_default();
            let spend = self.spend.as_ref().and_then(|spend| spend.get(from..to)).unwrap_or_default();
            let known = times.partition_point(|time| *time <= origin);
            let end = times.partition_point(|time| *time <= origin + horizon);
            let (Some(first), Some(last)) = (times.first(), known.checked_sub(1).and_then(|k| times.get(k)))
            else {
                continue;
            };
            // Without an age there is nothing to learn, and a rate has no denominator.
            if *first >= origin {
                continue;
            }
            let mean = |spend: Option<&[f64]>| {
                let spend = spend.unwrap_or_default();
                let total = spend.iter().fold(0.0, |sum, s| sum + s);
                if spend.is_empty() { 0.0 } else { total / spend.len() as f64 }
            };
            window.frequency.push((known - 1) as f64);
            window.last_purchase_age.push(last - first);
            window.age.push(origin - first);
            window.monetary.push(mean(spend.get(1..known)));
            window.mean_spend.push(mean(spend.get(..known)));
            window.observed.push((end - known) as f64);
            window
                .observed_spend
                .push(spend.get(known..end).unwrap_or_default().iter().fold(0.0, |sum, s| sum + s));
        }
        window
    }
}
