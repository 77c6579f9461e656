//! What will a customer buy, by category and by when?

use std::sync::Arc;

use napi::Env;
use napi::bindgen_prelude::{Buffer, Object, ObjectFinalize, Unknown};
use napi_derive::napi;
use sartor::predict::{self as core, FeatureExtra, PropensityData, PropensityOptions};

use super::features::{FeatureReader, owned};
use crate::engine::{profile_of, profiles_of};
use crate::host::{Outcome, answer, run};
use crate::input;
use crate::memory::Kept;
use crate::work::{Follow, promise, record};

const SUBJECT: &str = "propensity";
/// What is taken to be held for a model.
const MODEL_BYTES: usize = 2 << 20;

/// A model of purchases by category: whether one comes within a horizon, and after how many days.
#[napi(namespace = "predict", custom_finalize)]
pub struct Propensity {
    model: Kept<core::Propensity>,
}

impl ObjectFinalize for Propensity {
    fn finalize(self, env: Env) -> napi::Result<()> {
        self.model.dispose(&env)
    }
}

impl Propensity {
    fn make(env: &Env, model: core::Propensity) -> Outcome<Self> {
        Ok(Self { model: Kept::new(env, SUBJECT, model, MODEL_BYTES)? })
    }
}

fn reader(input: Unknown<'_>) -> Outcome<Arc<core::FeatureReader>> {
    Ok(input::instance::<FeatureReader>(SUBJECT, "reader", "a FeatureReader", input)?.get())
}

#[napi(namespace = "predict")]
impl Propensity {
    /// Fit to what customers were known for at past dates, and to what they bought since. The reader has to know a catalogue
    /// with categories; those in which nobody bought are left out.
    ///
    /// `extras` are what other models knew of each customer at each of the past dates.
    #[napi(
        catch_unwind,
        ts_args_type = "reader: FeatureReader, profiles: Array<Profile>, asOf: Time, options?: (Input<PropensityOptions> & PropensityFitOptions) | null",
        ts_return_type = "Promise<Propensity>"
    )]
    pub fn fit<'env>(
        env: &'env Env,
        reader: Unknown<'_>,
        profiles: Unknown<'_>,
        as_of: Unknown<'_>,
        options: Unknown<'_>,
    ) -> napi::Result<Object<'env>> {
        let operation = "Propensity.fit";
        promise(
            env,
            operation,
            || {
                let extras = input::option(options, "extras")?;
                let extras: Option<Vec<Vec<FeatureExtra>>> =
                    extras.map(|extras| input::records("feature extra", extras)).transpose()?;
                let beside = ["extras", "signal", "onProgress"];
                let asked: PropensityOptions = input::options_beside("propensity options", options, &beside)?;
                let as_of_ms = input::time(SUBJECT, "asOf", as_of)?;
                let given = (self::reader(reader)?, profiles_of(profiles)?, as_of_ms, extras, asked);
                Ok((given, Follow::among(env, operation, options)?))
            },
            |(reader, profiles, as_of_ms, extras, options), control| {
                let profiles = owned(profiles);
                let data = PropensityData { profiles: &profiles, as_of_ms, extras: extras.as_deref() };
                core::Propensity::fit(&reader, &data, &options, control)
            },
            Self::make,
        )
    }

    /// A model that was saved by `toBytes`, in this release or an older one.
    #[napi(
        catch_unwind,
        ts_args_type = "bytes: Uint8Array, options?: FollowOptions | null",
        ts_return_type = "Promise<Propensity>"
    )]
    pub fn from_bytes<'env>(
        env: &'env Env,
        bytes: Unknown<'_>,
        options: Unknown<'_>,
    ) -> napi::Result<Object<'env>> {
        let operation = "Propensity.fromBytes";
        promise(
            env,
            operation,
            || Ok((input::bytes(SUBJECT, "bytes", bytes)?, Follow::read(env, operation, options)?)),
            |bytes, _| core::Propensity::from_bytes(&bytes),
            Self::make,
        )
    }

    /// The model as bytes, to be read by `fromBytes` in every language. The same model gives the same bytes.
    #[napi(catch_unwind, ts_args_type = "options?: FollowOptions | null", ts_return_type = "Promise<Buffer>")]
    pub fn to_bytes<'env>(&self, env: &'env Env, options: Unknown<'_>) -> napi::Result<Object<'env>> {
        let operation = "Propensity.toBytes";
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
        run(env, "Propensity.modelId", || Ok(self.model.get()?.model_id().to_owned()))
    }

    /// How it was fitted, with the past dates that were chosen.
    #[napi(getter, catch_unwind, ts_return_type = "PropensityOptions")]
    pub fn options<'env>(&self, env: &'env Env) -> napi::Result<Unknown<'env>> {
        answer(env, "Propensity.options", || Ok(self.model.get()?.options().clone()))
    }

    /// How good it was on customers that it had not seen.
    #[napi(getter, catch_unwind, ts_return_type = "PropensityReport")]
    pub fn report<'env>(&self, env: &'env Env) -> napi::Result<Unknown<'env>> {
        answer(env, "Propensity.report", || Ok(self.model.get()?.report().clone()))
    }

    /// What a customer will buy within the horizon, every category that the model knows; the reader has to know the catalogue.
    #[napi(
        catch_unwind,
        ts_args_type = "reader: FeatureReader, profile: Profile, asOf: Time, extra?: Input<FeatureExtra> | null",
        ts_return_type = "CustomerPropensity"
    )]
    pub fn predict<'env>(
        &self,
        env: &'env Env,
        reader: Unknown<'_>,
        profile: Unknown<'_>,
        as_of: Unknown<'_>,
        extra: Unknown<'_>,
    ) -> napi::Result<Unknown<'env>> {
        answer(env, "Propensity.predict", || {
            let (reader, profile) = (self::reader(reader)?, profile_of(profile)?);
            let as_of_ms = input::time(SUBJECT, "asOf", as_of)?;
            let extra: FeatureExtra = input::options("feature extra", extra)?;
            Ok(self.model.get()?.predict(&reader, &profile, as_of_ms, &extra)?)
        })
    }

    /// The same for many customers.
    #[napi(
        catch_unwind,
        ts_args_type = "reader: FeatureReader, profiles: Array<Profile>, asOf: Time, options?: FeatureTableOptions | null",
        ts_return_type = "Promise<Array<CustomerPropensity>>"
    )]
    pub fn predict_many<'env>(
        &self,
        env: &'env Env,
        reader: Unknown<'_>,
        profiles: Unknown<'_>,
        as_of: Unknown<'_>,
        options: Unknown<'_>,
    ) -> napi::Result<Object<'env>> {
        let operation = "Propensity.predictMany";
        record(
            env,
            operation,
            || {
                let extras = input::option(options, "extras")?;
                let extras: Option<Vec<FeatureExtra>> =
                    extras.map(|extras| input::records("feature extra", extras)).transpose()?;
                let as_of_ms = input::time(SUBJECT, "asOf", as_of)?;
                let asked = (self::reader(reader)?, profiles_of(profiles)?, as_of_ms, extras);
                let follow = Follow::read_with(env, operation, options, &["extras"])?;
                Ok(((self.model.get()?, asked), follow))
            },
            |(model, (reader, profiles, as_of_ms, extras)), control| {
                model.predict_many(&reader, &owned(profiles), as_of_ms, extras.as_deref(), control)
            },
        )
    }
}
