//! Has a column moved since training?

use sartor::learn::{self as core, DriftReport, MISSING};
use sartor::{Result, input};

use super::table::or_nan;
use crate::work::{run, to_json};

/// How a column was distributed in training, so that one of now can be compared with it.
#[derive(Debug, uniffi::Object)]
pub struct DriftReference(core::DriftReference);

fn or_missing(codes: &[Option<u32>]) -> Vec<u32> {
    codes.iter().map(|code| code.unwrap_or(MISSING)).collect()
}

#[uniffi::export]
impl DriftReference {
    /// Numbers in at most so many bins of about as many rows each; nothing and NaN are missing.
    #[uniffi::constructor(default(bins = 10))]
    pub fn of_numbers(values: &[Option<f64>], bins: u32) -> Result<Self> {
        run("DriftReference.ofNumbers", || core::DriftReference::of_numbers(&or_nan(values), bins)).map(Self)
    }

    /// Categories by code, from 0 up to below `levels`; nothing and any other code are missing.
    #[uniffi::constructor]
    pub fn of_categories(codes: &[Option<u32>], levels: u32) -> Result<Self> {
        run("DriftReference.ofCategories", || core::DriftReference::of_categories(&or_missing(codes), levels))
            .map(Self)
    }

    /// The reference that `toJson` wrote.
    #[uniffi::constructor]
    pub fn from_json(text: &str) -> Result<Self> {
        run("DriftReference.fromJson", || input::from_text("drift reference", text)).map(Self)
    }

    /// The reference as JSON.
    pub fn to_json(&self) -> Result<String> {
        to_json("DriftReference.toJson", &self.0)
    }

    /// Compare numbers of now with those of training. `level` is how often no drift is found where there is none.
    #[uniffi::method(default(level = 0.9))]
    pub fn compare_numbers(&self, values: &[Option<f64>], level: f64) -> Result<DriftReport> {
        run("DriftReference.compareNumbers", || self.0.compare_numbers(&or_nan(values), level))
    }

    /// Compare categories of now with those of training; codes beyond those of training are missing.
    #[uniffi::method(default(level = 0.9))]
    pub fn compare_categories(&self, codes: &[Option<u32>], level: f64) -> Result<DriftReport> {
        run("DriftReference.compareCategories", || self.0.compare_categories(&or_missing(codes), level))
    }
}
