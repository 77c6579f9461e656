//! How strongly are coefficients held back?

use serde::{Deserialize, Serialize};

use crate::{Result, SartorError};

/// How [`Logistic::fit`](super::Logistic::fit) weighs simplicity against the rows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct LogisticOptions {
    /// The ridge, from 1e-6 to 1e9, against the sum of the rows' costs. The default of 1 is that of scikit-learn (`C = 1`): as
    /// if of every coefficient, a standard deviation of a number or a level against the average, it were known that it is
    /// mostly within 1 of nothing, a factor of 2.7 in the odds. With hundreds of rows a coefficient it is hardly felt; with
    /// few, and where columns separate the labels, it keeps coefficients in bounds.
    #[cfg_attr(feature = "swift", uniffi(default = 1.0))]
    pub l2: f64,
    /// Rows, by weight, from which a level has a coefficient of its own, 1 to 1e9. Levels beyond the 256 most frequent, over
    /// all columns, share one even so.
    #[cfg_attr(feature = "swift", uniffi(default = 10.0))]
    pub min_level_rows: f64,
}

impl Default for LogisticOptions {
    fn default() -> Self {
        Self { l2: 1.0, min_level_rows: 10.0 }
    }
}

impl LogisticOptions {
    /// Refuse an option outside its range.
    pub fn check(&self) -> Result<()> {
        const SUBJECT: &str = "logistic options";
        if !(1e-6..=1e9).contains(&self.l2) {
            return Err(SartorError::out_of_range(SUBJECT, "l2", self.l2, "1e-6 to 1e9"));
        }
        if !(1.0..=1e9).contains(&self.min_level_rows) {
            return Err(SartorError::out_of_range(SUBJECT, "minLevelRows", self.min_level_rows, "1 to 1e9"));
        }
        Ok(())
    }
}
