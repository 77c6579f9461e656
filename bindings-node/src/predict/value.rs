//! What will a customer spend, and where is there room for more?

use std::sync::Arc;

use napi::Env;
use napi::bindgen_prelude::{Buffer, Object, ObjectFinalize, Unknown};
use napi_derive::napi;
use sartor::predict::{self as core, FeatureExtra, ValueData, ValueFitOptions};

use super::features::{FeatureReader, FeatureTable, Features, owned};
use crate::engine::{profile_of, profiles_of};
use crate::host::{Outcome, answer, run};
use crate::input;
use crate::memory::Kept;
use crate::work::{Follow, promise, record};

const SUBJECT: &str = "value";
/// What is taken to be held for a model.
const MODEL_BYTES: usize = 4 << 20;
/// Opportunities, where no number is asked for.
const USUAL_OPPORTUNITIES: u32 = 5;

/// A model of spend within a horizon, with intervals that hold what is spent of the share of customers that they say.
///
/// Boosted trees over features of profiles, blended with the expected value of a lifetime model where `extras` have one.
#[napi(namespace = "predict", custom_finalize)]
pub struct Value {
    model: Kept<core::Value>,
}

impl ObjectFinalize for Value {
    fn finalize(self, env: Env) -> napi::Result<()> {
        self.model.dispose(&env)
    }
}

impl Value {
    fn make(env: &Env, model: core::Value) -> Outcome<Self> {
        Ok(Self { model: Kept::new(env, SUBJECT, model, MODEL_BYTES)? })
    }
}

fn reader(input: Unknown<'_>) -> Outcome<Arc<core::FeatureReader>> {
    Ok(input::instance::<FeatureReader>(SUBJECT, "reader", "a FeatureReader", input)?.get())
}

#[napi(namespace = "predict")]
impl Value {
    /// Fit to what customers were known for at past dates, and to what they spent since; `growth` needs a reader that knows
    /// the catalogue.
    ///
    /// `extras` are what other models knew of each customer at each of the past dates.
    #[napi(
        catch_unwind,
        ts_args_type = "reader: FeatureReader, profiles: Array<Profile>, asOf: Time, options?: (Input<ValueFitOptions> & ValueDataOptions) | null",
        ts_return_type = "Promise<Value>"
    )]
    pub fn fit<'env>(
        env: &'env Env,
        reader: Unknown<'_>,
        profiles: Unknown<'_>,
        as_of: Unknown<'_>,
        options: Unknown<'_>,
    ) -> napi::Result<Object<'env>> {
        let operation = "Value.fit";
        promise(
            env,
            operation,
            || {
                let extras = input::option(options, "extras")?;
                let extras: Option<Vec<Vec<FeatureExtra>>> =
                    extras.map(|extras| input::records("feature extra", extras)).transpose()?;
                let beside = ["extras", "signal", "onProgress"];
                let asked: ValueFitOptions = input::options_beside("value options", options, &beside)?;
                let as_of_ms = input::time(SUBJECT, "asOf", as_of)?;
                let given = (self::reader(reader)?, profiles_of(profiles)?, as_of_ms, extras, asked);
                Ok((given, Follow::among(env, operation, options)?))
            },
            |(reader, profiles, as_of_ms, extras, options), control| {
                let profiles = owned(profiles);
                let data = ValueData { profiles: &profiles, as_of_ms, extras: extras.as_deref() };
                core::Value::fit(&reader, &data, &options, control)
            },
            Self::make,
        )
    }

    /// A model that was saved by `toBytes`, in this release or an older one.
    #[napi(
        catch_unwind,
        ts_args_type = "bytes: Uint8Array, options?: FollowOptions | null",
        ts_return_type = "Promise<Value>"
    )]
    pub fn from_bytes<'env>(
        env: &'env Env,
        bytes: Unknown<'_>,
        options: Unknown<'_>,
    ) -> napi::Result<Object<'env>> {
        let operation = "Value.fromBytes";
        promise(
            env,
            operation,
            || Ok((input::bytes(SUBJECT, "bytes", bytes)?, Follow::read(env, operation, options)?)),
            |bytes, _| core::Value::from_bytes(&bytes),
            Self::make,
        )
    }

    /// The model as bytes, to be read by `fromBytes` in every language. The same model gives the same bytes.
    #[napi(catch_unwind, ts_args_type = "options?: FollowOptions | null", ts_return_type = "Promise<Buffer>")]
    pub fn to_bytes<'env>(&self, env: &'env Env, options: Unknown<'_>) -> napi::Result<Object<'env>> {
        let operation = "Value.toBytes";
        promise(
            env,
            operation,
            || Ok((self.model.get()?, Follow::read(env, operation, options)?)),
            |model, _| model.to_bytes(),
            |_, bytes| Ok(Buffer::from(bytes)),
        )
    }

    /// Let go of the model now, rather than when the collector comes by. Work that has begun keeps it.
    #[napi(catch_unwind)]
    pub fn dispose(&self, env: &Env) -> napi::Result<()> {
        self.model.dispose(env)
    }

    /// Which one it is: the hash of everything it holds.
    #[napi(getter, catch_unwind, ts_return_type = "string")]
    pub fn model_id(&self, env: &Env) -> napi::Result<String> {
        run(env, "Value.modelId", || Ok(self.model.get()?.model_id().to_owned()))
    }

    /// How it was fitted, with the past dates that were chosen.
    #[napi(getter, catch_unwind, ts_return_type = "ValueFitOptions")]
    pub fn options<'env>(&self, env: &'env Env) -> napi::Result<Unknown<'env>> {
        answer(env, "Value.options", || Ok(self.model.get()?.options().clone()))
    }

    /// How good it was on customers that it had not seen.
    #[napi(getter, catch_unwind, ts_return_type = "ValueReport")]
    pub fn report<'env>(&self, env: &'env Env) -> napi::Result<Unknown<'env>> {
        answer(env, "Value.report", || Ok(self.model.get()?.report().clone()))
    }

    /// What a customer will spend within the horizon, in minor units.
    #[napi(catch_unwind, ts_args_type = "features: Features", ts_return_type = "CustomerValue")]
    pub fn predict<'env>(&self, env: &'env Env, features: Unknown<'_>) -> napi::Result<Unknown<'env>> {
        answer(env, "Value.predict", || {
            let features = input::instance::<Features>(SUBJECT, "features", "Features", features)?;
            Ok(self.model.get()?.predict(&features.features)?)
        })
    }

    /// The same for many customers.
    #[napi(
        catch_unwind,
        ts_args_type = "table: FeatureTable, options?: FollowOptions | null",
        ts_return_type = "Promise<Array<CustomerValue>>"
    )]
    pub fn predict_many<'env>(
        &self,
        env: &'env Env,
        table: Unknown<'_>,
        options: Unknown<'_>,
    ) -> napi::Result<Object<'env>> {
        let operation = "Value.predictMany";
        record(
            env,
            operation,
            || {
                let table = input::instance::<FeatureTable>(SUBJECT, "table", "a FeatureTable", table)?.get();
                Ok(((self.model.get()?, table), Follow::read(env, operation, options)?))
            },
            |(model, table), control| model.predict_many(&table, control),
        )
    }

    /// Where a customer spends less than customers of like spend who buy there, what weighs most first, 5 unless stated; the
    /// reader has to know the catalogue.
    #[napi(
        catch_unwind,
        ts_args_type = "reader: FeatureReader, profile: Profile, asOf: Time, most?: number | null",
        ts_return_type = "Array<GrowthOpportunity>"
    )]
    pub fn growth<'env>(
        &self,
        env: &'env Env,
        reader: Unknown<'_>,
        profile: Unknown<'_>,
        as_of: Unknown<'_>,
        most: Unknown<'_>,
    ) -> napi::Result<Unknown<'env>> {
        answer(env, "Value.growth", || {
            let (reader, profile) = (self::reader(reader)?, profile_of(profile)?);
            let as_of_ms = input::time(SUBJECT, "asOf", as_of)?;
            let absent = input::is_absent(most)?;
            let most = if absent { USUAL_OPPORTUNITIES } else { input::count(SUBJECT, "most", most)? };
            Ok(self.model.get()?.growth(&reader, &profile, as_of_ms, most)?)
        })
    }
}
