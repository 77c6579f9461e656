//! How recently, how often and for how much did a customer buy, compared with the other buyers of the shop?
//!
//! Each of recency, frequency and monetary value is scored 1 to 5 by the fifth of the shop's buyers that a
//! customer falls into (Hughes, *Strategic Database Marketing*, 1994, chapter 6). With cut points
//! `c_1 <= c_2 <= c_3 <= c_4` at the 20th, 40th, 60th and 80th percentile, a value `x` scores
//!
//! ```text
//! 1 + floor((#{c < x} + #{c <= x}) / 2)
//! ```
//!
//! so equal values score alike, and a value that several fifths share gets the middle of them: where
//! everyone bought once, everyone's frequency is 3 and nobody is called frequent. Recency runs the other
//! way, since fewer days are better.
//!
//! | label | buyers | recency | frequency | monetary |
//! | --- | --- | --- | --- | --- |
//! | `new` | of one order | 4, 5 | | |
//! | `promising` | of one order | 3 | | |
//! | `hibernating` | of one order | 1, 2 | | |
//! | `champions` | of several orders | 4, 5 | 4, 5 | 4, 5 |
//! | `loyal` | of several orders | 3 to 5 | 3 to 5 | any other |
//! | `promising` | of several orders | 3 to 5 | 1, 2 | |
//! | `cannot_lose` | of several orders | 1, 2 | 4, 5 | 4, 5 |
//! | `at_risk` | of several orders | 1, 2 | 3 to 5 | any other |
//! | `hibernating` | of several orders | 1, 2 | 1, 2 | |
//!
//! ```
//! use sartor::segment::{RfmCuts, RfmInput};
//! let cuts = RfmCuts::fit(
//!     &[5.0, 40.0, 90.0, 200.0, 360.0],
//!     &[9, 4, 3, 2, 1],
//!     &[90_000, 40_000, 30_000, 12_000, 5_000],
//! )?;
//! let best = cuts.cell(&RfmInput { recency_days: 3.0, frequency: 10, monetary_minor: 95_000 })?;
//! assert_eq!((best.recency_score, best.frequency_score, best.monetary_score), (5, 5, 5));
//! assert_eq!(best.label, "champions");
//! # Ok::<(), sartor::SartorError>(())
//! ```

use crate::{Result, SartorError};
use serde::{Deserialize, Serialize};

/// What RFM asks about one buyer, at one moment.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RfmInput {
    /// Days since the last order, 0 or more.
    pub recency_days: f64,
    /// Orders made, at least 1: who never bought has no cell.
    pub frequency: u32,
    /// Money spent on them less refunds, in minor units of the shop's currency.
    pub monetary_minor: i64,
}

/// The cell of one buyer.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct RfmCell {
    /// 1 (longest ago) to 5 (most recent).
    pub recency_score: u32,
    /// 1 (fewest orders) to 5 (most).
    pub frequency_score: u32,
    /// 1 (least spent) to 5 (most).
    pub monetary_score: u32,
    /// `champions`, `loyal`, `new`, `promising`, `cannot_lose`, `at_risk` or `hibernating`.
    pub label: String,
}

/// The cut points between fifths of a shop's buyers; each list ascends.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RfmCuts {
    /// Days since the last order at the four percentiles.
    pub recency_days: [f64; 4],
    /// Orders at the four percentiles.
    pub frequency: [f64; 4],
    /// Minor units spent at the four percentiles.
    pub monetary_minor: [f64; 4],
}

const SUBJECT: &str = "RFM cuts";

impl RfmCuts {
    /// Cut points of a shop's buyers, one entry of each column per buyer, in any order.
    ///
    /// Any number of buyers from one on will do; below five several cuts coincide and scores stay near 3.
    pub fn fit(recency_days: &[f64], frequency: &[u32], monetary_minor: &[i64]) -> Result<Self> {
        let buyers = recency_days.len();
        if buyers == 0 {
            let (subject, unit) = (SUBJECT.to_owned(), "buyers".to_owned());
            return Err(SartorError::TooFew { subject, found: 0, needed: 1, unit });
        }
        for (field, length) in [("frequency", frequency.len()), ("monetary_minor", monetary_minor.len())] {
            if length != buyers {
                let expected = format!("as long as recency_days ({buyers})");
                return Err(SartorError::out_of_range(SUBJECT, field, length, &expected));
            }
        }
        if let Some(days) = recency_days.iter().find(|days| !(days.is_finite() && **days >= 0.0)) {
            return Err(SartorError::out_of_range(
                SUBJECT,
                "recency_days",
                days,
                "finite days of at least 0",
            ));
        }
        if frequency.contains(&0) {
            return Err(SartorError::out_of_range(SUBJECT, "frequency", 0, "at least 1 order"));
        }
        // Fewer days are better: the fifths of recency are counted from the longest absence on.
        let [longest, longer, shorter, shortest] =
            quintile_cuts(recency_days.iter().map(|days| -days).collect()).map(|cut| -cut);
        Ok(Self {
            recency_days: [shortest, shorter, longer, longest],
            frequency: quintile_cuts(frequency.iter().map(|&orders| f64::from(orders)).collect()),
            monetary_minor: quintile_cuts(monetary_minor.iter().map(|&spent| spent as f64).collect()),
        })
    }

    /// Refuse cut points, such as those read from a file, that are not finite or do not ascend.
    pub fn check(&self) -> Result<()> {
        let columns = [
            ("recencyDays", self.recency_days),
            ("frequency", self.frequency),
            ("monetaryMinor", self.monetary_minor),
        ];
        for (field, cuts) in columns {
            if let Some(cut) = cuts.iter().find(|cut| !cut.is_finite()) {
                return Err(SartorError::out_of_range(SUBJECT, field, cut, "finite cut points"));
            }
            if !cuts.is_sorted() {
                return Err(SartorError::invalid(SUBJECT, field, "a list of ascending cut points"));
            }
        }
        Ok(())
    }

    /// The cell of one buyer.
    pub fn cell(&self, buyer: &RfmInput) -> Result<RfmCell> {
        let subject = "RFM input";
        if !(buyer.recency_days.is_finite() && buyer.recency_days >= 0.0) {
            let expected = "finite days of at least 0";
            return Err(SartorError::out_of_range(subject, "recency_days", buyer.recency_days, expected));
        }
        if buyer.frequency == 0 {
            return Err(SartorError::out_of_range(subject, "frequency", 0, "at least 1 order"));
        }
        let recency_score = score(&self.recency_days.map(|cut| -cut), -buyer.recency_days);
        let frequency_score = score(&self.frequency, f64::from(buyer.frequency));
        let monetary_score = score(&self.monetary_minor, buyer.monetary_minor as f64);
        let label = label(buyer.frequency, recency_score, frequency_score, monetary_score).to_owned();
        Ok(RfmCell { recency_score, frequency_score, monetary_score, label })
    }
}

/// The values at the 20th, 40th, 60th and 80th percentile (nearest rank) of a list that is not empty.
fn quintile_cuts(mut values: Vec<f64>) -> [f64; 4] {
    values.sort_unstable_by(f64::total_cmp);
    [1, 2, 3, 4].map(|fifth| {
        let rank = (values.len() * fifth).div_ceil(5);
        values.get(rank.saturating_sub(1)).copied().unwrap_or_default()
    })
}

fn score(cuts: &[f64; 4], value: f64) -> u32 {
    let below = cuts.iter().filter(|cut| **cut < value).count();
    let up_to = cuts.iter().filter(|cut| **cut <= value).count();
    1 + usize::midpoint(below, up_to) as u32
}

fn label(orders: u32, recency: u32, frequency: u32, monetary: u32) -> &'static str {
    match (orders, recency, frequency, monetary) {
        (1, 4.., _, _) => "new",
        (1, 3, _, _) => "promising",
        (1, _, _, _) => "hibernating",
        (_, 4.., 4.., 4..) => "champions",
        (_, 3.., 3.., _) => "loyal",
        (_, 3.., _, _) => "promising",
        (_, _, 4.., 4..) => "cannot_lose",
        (_, _, 3.., _) => "at_risk",
        _ => "hibernating",
    }
}
