//! What is each of many customers expected to spend, over a horizon or for ever?
//!
//! The expectation of [`value()`](super::value()) without its interval, which is most of the work: the same numbers to
//! the bit, for columns of any length, on all threads. For ever is the residual lifetime value of Fader, Hardie and
//! Lee, "RFM and CLV" (Journal of Marketing Research 42(4), 2005), for any model of purchases.
//!
//! ```
//! use sartor::control::Control;
//! use sartor::lifetime::*;
//! let purchases = BgNbd::with_params(BgNbdParams { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 })?;
//! let spend = GammaGamma::with_params(GammaGammaParams { p: 6.25, q: 3.74, gamma: 15.44 })?;
//! let rows = HistoryColumns {
//!     frequency: &[2.0, 0.0],
//!     last_purchase_age: &[30.43, 0.0],
//!     age: &[38.86, 20.0],
//!     paid_frequency: &[2.0, 0.0],
//!     monetary: &[50.0, 0.0],
//! };
//! let options = ValueOptions { periods: Some(52.0), discount_rate_per_period: 0.002, margin: None };
//! let year = value_columns(&purchases, &spend, &rows, &options, Control::none())?;
//! let for_ever = ValueOptions { periods: None, margin: Some(0.3), ..options };
//! let margin = value_columns(&purchases, &spend, &rows, &for_ever, Control::none())?;
//! assert!(margin.expected[0] > 0.3 * year.expected[0] && margin.margin == Some(0.3));
//! # Ok::<(), sartor::SartorError>(())
//! ```

use serde::{Deserialize, Serialize};

use super::discount::{check_rate, check_rate_for_ever, force, purchases_for_ever};
use super::gamma_gamma::GammaGamma;
use super::history::History;
use super::model::PurchaseModel;
use super::process::{ActiveCustomer, PurchaseProcess};
use super::summarize::Summaries;
use super::summary::{PurchaseSummary, check_count, check_monetary};
use super::value::check_margin;
use crate::batch::map_chunks;
use crate::control::Control;
use crate::{Result, SartorError};

const SUBJECT: &str = "value";
/// Rows that one thread works through at a time.
const CHUNK: usize = 2_048;

/// Columns of histories, one customer a row.
#[derive(Debug, Clone, Copy)]
pub struct HistoryColumns<'a> {
    /// Repeat purchases.
    pub frequency: &'a [f64],
    /// Age at the last of them.
    pub last_purchase_age: &'a [f64],
    /// Age now.
    pub age: &'a [f64],
    /// Repeat purchases that cost something; `frequency` again where all do.
    pub paid_frequency: &'a [f64],
    /// Mean spend of those.
    pub monetary: &'a [f64],
}

impl<'a> From<&'a Summaries> for HistoryColumns<'a> {
    fn from(summaries: &'a Summaries) -> Self {
        let Summaries { frequency, last_purchase_age, age, paid_frequency, monetary, .. } = summaries;
        Self { frequency, last_purchase_age, age, paid_frequency, monetary }
    }
}

impl HistoryColumns<'_> {
    /// Refuse columns of different lengths.
    pub(super) fn check(&self, subject: &str) -> Result<()> {
        let count = self.frequency.len();
        let others = [
            ("last_purchase_age", self.last_purchase_age.len()),
            ("age", self.age.len()),
            ("paid_frequency", self.paid_frequency.len()),
            ("monetary", self.monetary.len()),
        ];
        for (field, length) in others {
            if length != count {
                let expected = format!("as long as frequency, {count} rows");
                return Err(SartorError::out_of_range(
                    subject,
                    field,
                    format!("{length} rows long"),
                    &expected,
                ));
            }
        }
        Ok(())
    }
}

/// What value is asked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object))]
#[cfg_attr(feature = "node", napi_derive::napi(object, use_nullable = true))]
pub struct ValueOptions {
    /// The horizon in the models' unit of time; none for ever, which takes a discount.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub periods: Option<f64>,
    /// 0 to 1000: 0.002 a week is about 0.11 a year.
    #[cfg_attr(feature = "swift", uniffi(default = 0.002))]
    pub discount_rate_per_period: f64,
    /// The share of spend that is wanted, above 0 and at most 1; none for revenue.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub margin: Option<f64>,
}

impl Default for ValueOptions {
    /// Revenue for ever, discounted by 0.002 a period: with weeks, 0.11 a year.
    fn default() -> Self {
        Self { periods: None, discount_rate_per_period: 0.002, margin: None }
    }
}

impl ValueOptions {
    /// Refuse what cannot be asked, naming the field.
    fn check<P: PurchaseProcess>(&self) -> Result<()> {
        match self.periods {
            Some(periods) => {
                P::check_periods(periods)?;
                check_rate(SUBJECT, self.discount_rate_per_period)?;
            }
            None => check_rate_for_ever(SUBJECT, self.discount_rate_per_period)?,
        }
        self.margin.map_or(Ok(()), check_margin)
    }
}

/// What each of many customers is expected to spend.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object))]
pub struct ValueColumns {
    /// Expected value of each customer, discounted, in the histories' unit of money.
    pub expected: Vec<f64>,
    /// The horizon; none for ever.
    pub periods: Option<f64>,
    /// The discount.
    pub discount_rate_per_period: f64,
    /// The share of spend that `expected` is: a margin. None when it is revenue.
    pub margin: Option<f64>,
}

/// The expected value of one customer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ExpectedValue {
    /// Expected value, discounted, in the history's unit of money.
    pub expected: f64,
    /// Purchases expected, discounted.
    pub purchases_discounted: f64,
    /// Spend expected at each of them, whatever the margin.
    pub spend_per_purchase: f64,
    /// The horizon; none for ever.
    pub periods: Option<f64>,
    /// The discount.
    pub discount_rate_per_period: f64,
    /// The share of spend that `expected` is: a margin. None when it is revenue.
    pub margin: Option<f64>,
}

/// What a customer is expected to spend, over a horizon or for ever.
///
/// `NOT_AVAILABLE` when the expected spend is infinite under the model (see [`GammaGamma::expected_spend`]).
pub fn expected_value<P: PurchaseProcess>(
    purchases: &PurchaseModel<P>,
    spend: &GammaGamma,
    history: &PurchaseSummary,
    options: &ValueOptions,
) -> Result<ExpectedValue> {
    options.check::<P>()?;
    let PurchaseSummary { frequency, last_purchase_age, age, monetary } = *history;
    let spend_per_purchase = spend.expected_spend(frequency, monetary)?;
    let (alive, active) = purchases.posterior(frequency, last_purchase_age, age)?;
    let purchases_discounted = alive * discounted(&active, options);
    let ValueOptions { periods, discount_rate_per_period, margin } = *options;
    let expected = purchases_discounted * spend_per_purchase * margin.unwrap_or(1.0);
    Ok(ExpectedValue {
        expected,
        purchases_discounted,
        spend_per_purchase,
        periods,
        discount_rate_per_period,
        margin,
    })
}

/// What each of many customers is expected to spend, over a horizon or for ever.
///
/// A row that cannot be is an error that names it. `NOT_AVAILABLE` when the expected spend of some customer is infinite
/// under the model (see [`GammaGamma::expected_spend`]). `CANCELLED` when the caller stops it.
pub fn value_columns<P: PurchaseProcess>(
    purchases: &PurchaseModel<P>,
    spend: &GammaGamma,
    rows: &HistoryColumns<'_>,
    options: &ValueOptions,
    control: Control<'_>,
) -> Result<ValueColumns> {
    options.check::<P>()?;
    rows.check(SUBJECT)?;
    let count = rows.frequency.len();
    let share = options.margin.unwrap_or(1.0);
    let of_row = |row: usize| -> Result<f64> {
        let at = |column: &[f64]| column.get(row).copied().unwrap_or(f64::NAN);
        let (x, t_x, age) = (at(rows.frequency), at(rows.last_purchase_age), at(rows.age));
        let (paid, monetary) = (at(rows.paid_frequency), at(rows.monetary));
        let check = |subject: &str| {
            P::check_history(subject, x, t_x, age)?;
            check_count(subject, paid)?;
            check_monetary(subject, paid, monetary)
        };
        // Only a wrong row pays for the text that names it.
        if check("").is_err() {
            check(&format!("row {row}"))?;
        }
        let per_purchase = spend.expected_spend(paid, monetary)?;
        let (alive, active) = purchases.params().posterior(&History { x, t_x, age }, &purchases.curves);
        Ok(alive * discounted(&active, options) * per_purchase * share)
    };
    let begins: Vec<usize> = (0..count).step_by(CHUNK).collect();
    let chunks = map_chunks(&begins, 1, control, |begin| {
        (*begin..count.min(begin + CHUNK)).map(of_row).collect::<Result<Vec<f64>>>()
    })?;
    let ValueOptions { periods, discount_rate_per_period, margin } = *options;
    Ok(ValueColumns { expected: chunks.concat(), periods, discount_rate_per_period, margin })
}

fn discounted(active: &impl ActiveCustomer, options: &ValueOptions) -> f64 {
    let force = force(options.discount_rate_per_period);
    match options.periods {
        Some(periods) => active.discounted_purchases(periods, force),
        None => purchases_for_ever(active, force),
    }
}
