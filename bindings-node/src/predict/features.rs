//! What does a profile say, as one row of numbers and categories?

use std::sync::Arc;

use napi::Env;
use napi::bindgen_prelude::{Object, Unknown};
use napi_derive::napi;
use sartor::predict::{self as core, FeatureExtra};

use crate::catalog::Catalog;
use crate::engine::profiles_of;
use crate::host::{Outcome, answer, run};
use crate::input;
use crate::learn::Table;
use crate::profile::Profile;
use crate::work::{Follow, promise};

const SUBJECT: &str = "features";

/// Every feature, in the order of the columns: its name, unit and meaning.
#[napi(namespace = "predict", catch_unwind, ts_return_type = "Array<FeatureSpec>")]
pub fn feature_list(env: &Env) -> napi::Result<Unknown<'_>> {
    answer(env, "featureList", || Ok(core::feature_list()))
}

/// Reads profiles into rows, the same when a model is trained and when it is asked.
#[napi(namespace = "predict")]
pub struct FeatureReader {
    reader: Arc<core::FeatureReader>,
}

impl FeatureReader {
    /// The reader itself.
    pub fn get(&self) -> Arc<core::FeatureReader> {
        Arc::clone(&self.reader)
    }
}

/// The profiles, as a fit takes them.
pub(super) fn owned(profiles: Vec<Arc<sartor::profile::Profile>>) -> Vec<sartor::profile::Profile> {
    profiles.into_iter().map(Arc::unwrap_or_clone).collect()
}

fn as_of(input: Unknown<'_>) -> Outcome<i64> {
    input::time(SUBJECT, "asOf", input)
}

#[napi(namespace = "predict")]
impl FeatureReader {
    /// A reader that knows what the products of this catalogue are; without one, features of categories and price levels are
    /// missing.
    #[napi(constructor, catch_unwind, ts_args_type = "catalog?: Catalog | null")]
    pub fn new(env: &Env, catalog: Unknown<'_>) -> napi::Result<Self> {
        run(env, "FeatureReader", || {
            let catalog = if input::is_absent(catalog)? {
                None
            } else {
                Some(input::instance::<Catalog>(SUBJECT, "catalog", "a Catalog", catalog)?.get())
            };
            Ok(Self { reader: Arc::new(core::FeatureReader::new(catalog.as_deref())) })
        })
    }

    /// The features of a customer, from what is dated up to `asOf`. Without consent to analytics all are missing, and
    /// `reason` says why.
    #[napi(
        catch_unwind,
        ts_args_type = "profile: Profile, asOf: Time, extra?: Input<FeatureExtra> | null",
        ts_return_type = "Features"
    )]
    pub fn row(
        &self,
        env: &Env,
        profile: Unknown<'_>,
        as_of: Unknown<'_>,
        extra: Unknown<'_>,
    ) -> napi::Result<Features> {
        run(env, "FeatureReader.row", || {
            let profile = input::instance::<Profile>(SUBJECT, "profile", "a Profile", profile)?.now();
            let extra: FeatureExtra = input::options("feature extra", extra)?;
            Ok(Features { features: self.reader.row(&profile, self::as_of(as_of)?, &extra)? })
        })
    }

    /// The features of many customers, in the order of the profiles.
    #[napi(
        catch_unwind,
        ts_args_type = "profiles: Array<Profile>, asOf: Time, options?: FeatureTableOptions | null",
        ts_return_type = "Promise<FeatureTable>"
    )]
    pub fn table<'env>(
        &self,
        env: &'env Env,
        profiles: Unknown<'_>,
        as_of: Unknown<'_>,
        options: Unknown<'_>,
    ) -> napi::Result<Object<'env>> {
        let operation = "FeatureReader.table";
        let reader = Arc::clone(&self.reader);
        promise(
            env,
            operation,
            || {
                let extras = input::option(options, "extras")?;
                let extras: Option<Vec<FeatureExtra>> =
                    extras.map(|extras| input::records("feature extra", extras)).transpose()?;
                let given = (profiles_of(profiles)?, self::as_of(as_of)?, extras);
                Ok((given, Follow::read_with(env, operation, options, &["extras"])?))
            },
            move |(profiles, as_of_ms, extras), control| {
                reader.table(&profiles, as_of_ms, extras.as_deref(), control)
            },
            |_, table| Ok(FeatureTable { table: Arc::new(table) }),
        )
    }
}

/// The features of one customer at one time.
#[napi(namespace = "predict")]
pub struct Features {
    /// The features themselves.
    pub(super) features: core::Features,
}

#[napi(namespace = "predict")]
impl Features {
    /// The customer.
    #[napi(getter, catch_unwind)]
    pub fn customer_id(&self) -> String {
        self.features.customer_id().to_owned()
    }

    /// The time up to which events count, in milliseconds since 1970.
    #[napi(getter, catch_unwind)]
    pub fn as_of_ms(&self) -> f64 {
        self.features.as_of_ms() as f64
    }

    /// Why nothing may be known, such as `no_consent`; null where it may.
    #[napi(getter, catch_unwind)]
    pub fn reason(&self) -> Option<String> {
        self.features.reason().map(str::to_owned)
    }

    /// All features, in the order of `featureList`.
    #[napi(getter, catch_unwind, ts_return_type = "Array<FeatureValue>")]
    pub fn values<'env>(&self, env: &'env Env) -> napi::Result<Unknown<'env>> {
        answer(env, "Features.values", || Ok(self.features.values()))
    }

    /// The row that learners take: each feature by its name, null where it is missing.
    #[napi(catch_unwind, ts_return_type = "Record<string, number | string | null>")]
    pub fn to_row<'env>(&self, env: &'env Env) -> napi::Result<Unknown<'env>> {
        answer(env, "Features.toRow", || {
            let value = |value: core::FeatureValue| {
                let known = value.number.map(serde_json::Value::from);
                (value.name, known.or(value.text.map(serde_json::Value::from)).unwrap_or_default())
            };
            Ok(self.features.values().into_iter().map(value).collect::<serde_json::Map<_, _>>())
        })
    }
}

/// The features of many customers.
#[napi(namespace = "predict")]
pub struct FeatureTable {
    table: Arc<core::FeatureTable>,
}

impl FeatureTable {
    /// The table itself.
    pub fn get(&self) -> Arc<core::FeatureTable> {
        Arc::clone(&self.table)
    }
}

#[napi(namespace = "predict")]
impl FeatureTable {
    /// The number of customers.
    #[napi(getter, catch_unwind)]
    pub fn size(&self) -> u32 {
        self.table.rows().len() as u32
    }

    /// The features of each customer, in the order of the profiles.
    #[napi(catch_unwind, ts_return_type = "Array<Features>")]
    pub fn rows(&self) -> Vec<Features> {
        self.table.rows().iter().map(|features| Features { features: features.clone() }).collect()
    }

    /// The columns that learners take.
    #[napi(catch_unwind, ts_return_type = "learn.Table")]
    pub fn to_table(&self, env: &Env) -> napi::Result<Table> {
        run(env, "FeatureTable.toTable", || Table::make(env, self.table.to_table()?))
    }
}
