//! Is the challenger better than the champion, on the very same predictions?
//!
//! The difference of their log losses is taken row by row and averaged. Rows of one customer are not independent, so its
//! standard error counts customers (Liang and Zeger 1986): with `n_c` rows and a sum of differences `D_c` of customer `c`
//! among `C`, `N` rows in all and the mean difference `m`,
//!
//! ```text
//! Var m = C / (C - 1) * sum over c of (D_c - n_c m)^2 / N^2
//! ```
//!
//! The challenger takes over only where the whole interval lies on its side. Whoever looks every day will see that happen
//! by chance in the end: look when the horizon is over, or ask for a higher level.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Outcomes, SUBJECT, log_loss, log_odds};
use crate::learn::MetricInterval;
use crate::math::{normal_quantile, sqrt};
use crate::{Result, SartorError};

/// Customers below which nothing is decided.
const FEWEST_CUSTOMERS: usize = 30;

/// Who stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "swift", derive(uniffi::Enum))]
#[cfg_attr(
    feature = "python",
    pyo3::pyclass(
        eq,
        eq_int,
        hash,
        frozen,
        from_py_object,
        module = "sartor.predict",
        rename_all = "SCREAMING_SNAKE_CASE"
    )
)]
#[cfg_attr(feature = "node", napi_derive::napi(string_enum = "snake_case"))]
pub enum ContestVerdict {
    /// The champion is better.
    Keep,
    /// The challenger is.
    Replace,
    /// It cannot be told: the champion stays.
    Undecided,
}

/// Two models on the same predictions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor.predict"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ModelContest {
    /// The model whose predictions were acted on.
    pub champion_model_id: String,
    /// The one that was asked beside it.
    pub challenger_model_id: String,
    /// Predictions of both of which it is known what happened.
    pub rows: u32,
    /// Customers they are of.
    pub customers: u32,
    /// Mean log loss of the champion, in nats.
    pub champion_log_loss: f64,
    /// Mean log loss of the challenger.
    pub challenger_log_loss: f64,
    /// Champion less challenger: above 0 the challenger is better.
    pub difference: MetricInterval,
    /// Who stays.
    pub verdict: ContestVerdict,
}

impl Outcomes {
    /// Set a challenger against the champion, at a level such as .95; fewer than 30 customers are `TOO_FEW`.
    pub fn contest(
        &self,
        champion_model_id: &str,
        challenger_model_id: &str,
        level: f64,
    ) -> Result<ModelContest> {
        if !(level > 0.5 && level < 1.0) {
            return Err(SartorError::out_of_range(SUBJECT, "level", level, "above 0.5, below 1"));
        }
        let mut by_customer: BTreeMap<&str, (f64, f64)> = BTreeMap::new();
        let (mut rows, mut champion, mut challenger) = (0.0, 0.0, 0.0);
        for row in self.rows.iter().filter(|row| row.prediction.model_id == champion_model_id) {
            let other = row.prediction.challenger.as_ref();
            let other = other.filter(|other| other.model_id == challenger_model_id);
            let (Some(happened), Some(other)) = (row.happened, other) else { continue };
            let own_loss = log_loss(log_odds(row.prediction.probability), happened);
            let other_loss = log_loss(log_odds(other.probability), happened);
            (rows, champion, challenger) = (rows + 1.0, champion + own_loss, challenger + other_loss);
            let sums = by_customer.entry(&row.prediction.customer_id).or_default();
            *sums = (sums.0 + 1.0, sums.1 + (own_loss - other_loss));
        }
        let customers = by_customer.len();
        if customers < FEWEST_CUSTOMERS {
            return Err(SartorError::TooFew {
                subject: SUBJECT.to_owned(),
                found: customers as i64,
                needed: FEWEST_CUSTOMERS as i64,
                unit: "customers of whom both models foretold what is known now".to_owned(),
            });
        }
        let value = (champion - challenger) / rows;
        let squares = by_customer.values().fold(0.0, |sum, (count, difference)| {
            let off = difference - count * value;
            sum + off * off
        });
        let customers = customers as f64;
        let standard_error = sqrt(customers / (customers - 1.0) * squares) / rows;
        let half = normal_quantile(f64::midpoint(1.0, level)) * standard_error;
        let difference =
            MetricInterval { value, standard_error, low: value - half, high: value + half, level };
        Ok(ModelContest {
            champion_model_id: champion_model_id.to_owned(),
            challenger_model_id: challenger_model_id.to_owned(),
            rows: rows as u32,
            customers: customers as u32,
            champion_log_loss: champion / rows,
            challenger_log_loss: challenger / rows,
            difference,
            verdict: match difference {
                MetricInterval { low, .. } if low > 0.0 => ContestVerdict::Replace,
                MetricInterval { high, .. } if high < 0.0 => ContestVerdict::Keep,
                _ => ContestVerdict::Undecided,
            },
        })
    }
}
