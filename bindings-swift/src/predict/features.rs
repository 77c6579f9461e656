//! How does a profile become a row of features?

use std::collections::HashMap;
use std::sync::Arc;

use sartor::Result;
use sartor::learn::Cell;
use sartor::predict::{self as core, FeatureExtra, FeatureSpec, FeatureValue};

use crate::catalog::Catalog;
use crate::learn::{CellValue, Table};
use crate::profile::Profile;
use crate::work::{Control, run, run_long};

/// Every feature, in the order of the columns: its name, unit and meaning.
#[uniffi::export]
pub fn feature_list() -> Vec<FeatureSpec> {
    core::feature_list()
}

/// Profiles as they are now.
pub(super) fn snapshots(profiles: &[Arc<Profile>]) -> Result<Vec<Arc<sartor::profile::Profile>>> {
    profiles.iter().map(|profile| profile.snapshot()).collect()
}

/// Reads profiles into rows, the same when a model is trained and when it is asked.
#[derive(Debug, uniffi::Object)]
pub struct FeatureReader(pub(super) core::FeatureReader);

#[uniffi::export]
impl FeatureReader {
    /// A reader that knows what the products of this catalogue are; without one, features of categories and price levels
    /// are missing.
    #[uniffi::constructor(default(catalog = None))]
    pub fn new(catalog: Option<Arc<Catalog>>) -> Self {
        Self(core::FeatureReader::new(catalog.as_ref().map(|catalog| &catalog.catalog)))
    }

    /// The features of a customer, from what is dated up to `asOf`. Without consent to analytics all are missing, and
    /// `reason` says why.
    #[uniffi::method(default(extra = None))]
    pub fn row(&self, profile: &Profile, as_of: i64, extra: Option<FeatureExtra>) -> Result<Features> {
        run("FeatureReader.row", || self.0.row(&*profile.snapshot()?, as_of, &extra.unwrap_or_default()))
            .map(Features)
    }

    /// The features of many customers, in the order of the profiles; `extras`, where there are any, one for each.
    #[uniffi::method(default(extras = None, control = None))]
    pub fn table(
        &self,
        profiles: &[Arc<Profile>],
        as_of: i64,
        extras: Option<Vec<FeatureExtra>>,
        control: Option<Arc<dyn Control>>,
    ) -> Result<FeatureTable> {
        run_long("FeatureReader.table", control, |control| {
            self.0.table(&snapshots(profiles)?, as_of, extras.as_deref(), control)
        })
        .map(FeatureTable)
    }
}

/// The features of one customer at one time.
#[derive(Debug, uniffi::Object)]
pub struct Features(pub(super) core::Features);

#[uniffi::export]
impl Features {
    /// The customer.
    pub fn customer_id(&self) -> String {
        self.0.customer_id().to_owned()
    }

    /// The time up to which events count, in milliseconds since 1970.
    pub fn as_of_ms(&self) -> i64 {
        self.0.as_of_ms()
    }

    /// Why nothing may be known, such as `no_consent`; nothing where it may.
    pub fn reason(&self) -> Option<String> {
        self.0.reason().map(str::to_owned)
    }

    /// All features, in the order of `featureList`.
    pub fn values(&self) -> Vec<FeatureValue> {
        self.0.values()
    }

    /// The row that learners take: each feature by its name.
    pub fn to_row(&self) -> HashMap<String, CellValue> {
        let value = |cell: Cell<'_>| match cell {
            Cell::Number(number) if number.is_nan() => CellValue::Missing,
            Cell::Missing => CellValue::Missing,
            Cell::Number(number) => CellValue::Number(number),
            Cell::Text(text) => CellValue::Text(text.to_owned()),
        };
        self.0.cells().into_iter().map(|(name, cell)| (name.to_owned(), value(cell))).collect()
    }
}

/// The features of many customers.
#[derive(Debug, uniffi::Object)]
pub struct FeatureTable(pub(super) core::FeatureTable);

#[uniffi::export]
impl FeatureTable {
    /// The features of each customer, in the order of the profiles.
    pub fn rows(&self) -> Vec<Arc<Features>> {
        self.0.rows().iter().map(|features| Arc::new(Features(features.clone()))).collect()
    }

    /// The columns that learners take.
    pub fn to_table(&self) -> Result<Table> {
        run("FeatureTable.toTable", || self.0.to_table()).map(Table)
    }
}
