//! Will this customer leave, by when, and how surely is that known?

use std::sync::Arc;

use napi::bindgen_prelude::{Buffer, FromNapiValue, JsObjectValue, Object, ObjectFinalize, Unknown};
use napi::{Env, JsValue, ValueType};
use napi_derive::napi;
use sartor::SartorError;
use sartor::learn::{Cell, Uplift};
use sartor::predict::{
    self as core, ChurnData, ChurnOptions, FeatureExtra, InterventionEffect, WatchlistOptions,
};
use sartor::profile::Profile;
use serde_json::Value;

use super::features::{FeatureReader, FeatureTable, Features};
use crate::engine::profiles_of;
use crate::host::{Outcome, answer, run};
use crate::input;
use crate::learn::Calibration;
use crate::memory::Kept;
use crate::work::{Follow, promise, record};

const SUBJECT: &str = "churn";
/// Options of a fit that are not the model's own.
const BESIDE: [&str; 4] = ["cancelled", "extras", "signal", "onProgress"];
/// What is taken to be held for a model.
const MODEL_BYTES: usize = 2 << 20;

/// A model of churn: of no purchase within a horizon, or of a cancellation where something was signed.
///
/// A discrete-time hazard over features of profiles (Singer and Willett 1993), trained on customers as they were known at past
/// dates and on what they did since.
#[napi(namespace = "predict", custom_finalize)]
pub struct Churn {
    model: Kept<core::Churn>,
}

impl ObjectFinalize for Churn {
    fn finalize(self, env: Env) -> napi::Result<()> {
        self.model.dispose(&env)
    }
}

impl Churn {
    fn make(env: &Env, model: core::Churn) -> Outcome<Self> {
        Ok(Self { model: Kept::new(env, SUBJECT, model, MODEL_BYTES)? })
    }
}

/// Customers to learn from, and what else is known of them.
struct Customers {
    reader: Arc<core::FeatureReader>,
    profiles: Vec<Arc<Profile>>,
    as_of_ms: i64,
    cancelled_ms: Option<Vec<Option<i64>>>,
    extras: Option<Vec<Vec<FeatureExtra>>>,
}

impl Customers {
    fn read([reader, profiles, as_of, options]: [Unknown<'_>; 4]) -> Outcome<Self> {
        let reader = input::instance::<FeatureReader>(SUBJECT, "reader", "a FeatureReader", reader)?.get();
        let (cancelled, extras) = (input::option(options, "cancelled")?, input::option(options, "extras")?);
        Ok(Self {
            reader,
            profiles: profiles_of(profiles)?,
            as_of_ms: input::time(SUBJECT, "asOf", as_of)?,
            cancelled_ms: cancelled.map(self::cancelled).transpose()?,
            extras: extras.map(|extras| input::records("feature extra", extras)).transpose()?,
        })
    }
}

/// When each customer cancelled, null for those who have not.
fn cancelled(input: Unknown<'_>) -> Outcome<Vec<Option<i64>>> {
    if input.get_type()? != ValueType::Object || !input.is_array()? {
        return Err(SartorError::invalid(SUBJECT, "cancelled", "a list of moments and nulls").into());
    }
    let list = Object::from_unknown(input)?;
    let moment = |place: u32| {
        let at: Unknown<'_> = list.get_element(place)?;
        if input::is_absent(at)? {
            return Ok(None);
        }
        input::moment(SUBJECT, || format!("cancelled[{place}]"), at).map(Some)
    };
    (0..list.get_array_length_unchecked()?).map(moment).collect()
}

/// Days ahead of which the curve is asked; none when absent.
fn horizons(input: Unknown<'_>) -> Outcome<Vec<f64>> {
    if input::is_absent(input)? { Ok(Vec::new()) } else { input::column(SUBJECT, "horizonsDays", input) }
}

fn features(field: &str, input: Unknown<'_>) -> Outcome<core::Features> {
    Ok(input::instance::<Features>(SUBJECT, field, "Features", input)?.features.clone())
}

#[napi(namespace = "predict")]
impl Churn {
    /// Fit to what customers were known for at past dates, and to what they did since.
    ///
    /// Where customers cancel, `cancelled` says when each did, null for those who have not. `extras` are what other models
    /// knew of each customer at each of the past dates.
    #[napi(
        catch_unwind,
        ts_args_type = "reader: FeatureReader, profiles: Array<Profile>, asOf: Time, options?: (Input<ChurnOptions> & ChurnFitOptions) | null",
        ts_return_type = "Promise<Churn>"
    )]
    pub fn fit<'env>(
        env: &'env Env,
        reader: Unknown<'_>,
        profiles: Unknown<'_>,
        as_of: Unknown<'_>,
        options: Unknown<'_>,
    ) -> napi::Result<Object<'env>> {
        let operation = "Churn.fit";
        promise(
            env,
            operation,
            || {
                let customers = Customers::read([reader, profiles, as_of, options])?;
                let asked: ChurnOptions = input::options_beside("churn options", options, &BESIDE)?;
                Ok(((customers, asked), Follow::among(env, operation, options)?))
            },
            |(customers, options), control| {
                let Customers { reader, profiles, as_of_ms, cancelled_ms, extras } = customers;
                let profiles: Vec<Profile> = profiles.into_iter().map(Arc::unwrap_or_clone).collect();
                let data = ChurnData {
                    profiles: &profiles,
                    as_of_ms,
                    cancelled_ms: cancelled_ms.as_deref(),
                    extras: extras.as_deref(),
                };
                core::Churn::fit(&reader, &data, &options, control)
            },
            Self::make,
        )
    }

    /// A model that was saved by `toBytes`, in this release or an older one.
    #[napi(
        catch_unwind,
        ts_args_type = "bytes: Uint8Array, options?: FollowOptions | null",
        ts_return_type = "Promise<Churn>"
    )]
    pub fn from_bytes<'env>(
        env: &'env Env,
        bytes: Unknown<'_>,
        options: Unknown<'_>,
    ) -> napi::Result<Object<'env>> {
        let operation = "Churn.fromBytes";
        promise(
            env,
            operation,
            || Ok((input::bytes(SUBJECT, "bytes", bytes)?, Follow::read(env, operation, options)?)),
            |bytes, _| core::Churn::from_bytes(&bytes),
            Self::make,
        )
    }

    /// The model as bytes, to be read by `fromBytes` in every language. The same model gives the same bytes.
    #[napi(catch_unwind, ts_args_type = "options?: FollowOptions | null", ts_return_type = "Promise<Buffer>")]
    pub fn to_bytes<'env>(&self, env: &'env Env, options: Unknown<'_>) -> napi::Result<Object<'env>> {
        let operation = "Churn.toBytes";
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
        run(env, "Churn.modelId", || Ok(self.model.get()?.model_id().to_owned()))
    }

    /// The model that this one was recalibrated from; null where it was fitted.
    #[napi(getter, catch_unwind, ts_return_type = "string | null")]
    pub fn parent_model_id(&self, env: &Env) -> napi::Result<Option<String>> {
        run(env, "Churn.parentModelId", || Ok(self.model.get()?.parent_model_id().map(str::to_owned)))
    }

    /// How it was fitted, with the past dates that were chosen.
    #[napi(getter, catch_unwind, ts_return_type = "ChurnOptions")]
    pub fn options<'env>(&self, env: &'env Env) -> napi::Result<Unknown<'env>> {
        answer(env, "Churn.options", || Ok(self.model.get()?.options().clone()))
    }

    /// How good it was on customers that it had not seen.
    #[napi(getter, catch_unwind, ts_return_type = "ChurnReport")]
    pub fn report<'env>(&self, env: &'env Env) -> napi::Result<Unknown<'env>> {
        answer(env, "Churn.report", || Ok(self.model.get()?.report().clone()))
    }

    /// Probability of churn within the horizon, and the curve at these days ahead; each above 0, at most the horizon.
    #[napi(
        catch_unwind,
        ts_args_type = "features: Features, horizonsDays?: NumberColumn | null",
        ts_return_type = "ChurnRisk"
    )]
    pub fn predict<'env>(
        &self,
        env: &'env Env,
        features: Unknown<'_>,
        horizons_days: Unknown<'_>,
    ) -> napi::Result<Unknown<'env>> {
        answer(env, "Churn.predict", || {
            let horizons = horizons(horizons_days)?;
            let features = input::instance::<Features>(SUBJECT, "features", "Features", features)?;
            Ok(self.model.get()?.predict(&features.features, &horizons)?)
        })
    }

    /// The same for many customers.
    #[napi(
        catch_unwind,
        ts_args_type = "table: FeatureTable, horizonsDays?: NumberColumn | null, options?: FollowOptions | null",
        ts_return_type = "Promise<Array<ChurnRisk>>"
    )]
    pub fn predict_many<'env>(
        &self,
        env: &'env Env,
        table: Unknown<'_>,
        horizons_days: Unknown<'_>,
        options: Unknown<'_>,
    ) -> napi::Result<Object<'env>> {
        let operation = "Churn.predictMany";
        record(
            env,
            operation,
            || {
                let table = input::instance::<FeatureTable>(SUBJECT, "table", "a FeatureTable", table)?.get();
                let given = (self.model.get()?, table, horizons(horizons_days)?);
                Ok((given, Follow::read(env, operation, options)?))
            },
            |(model, table, horizons), control| model.predict_many(&table, &horizons, control),
        )
    }

    /// What sets a customer apart from the typical one of the training, strongest first.
    #[napi(catch_unwind, ts_args_type = "features: Features", ts_return_type = "Array<ChurnReason>")]
    pub fn reasons<'env>(&self, env: &'env Env, features: Unknown<'_>) -> napi::Result<Unknown<'env>> {
        answer(env, "Churn.reasons", || {
            let features = self::features("features", features)?;
            Ok(self.model.get()?.reasons(&features)?)
        })
    }

    /// What makes the difference between two looks at the same customer, strongest first.
    #[napi(
        catch_unwind,
        ts_args_type = "before: Features, now: Features",
        ts_return_type = "Array<ChurnReason>"
    )]
    pub fn reasons_of_change<'env>(
        &self,
        env: &'env Env,
        before: Unknown<'_>,
        now: Unknown<'_>,
    ) -> napi::Result<Unknown<'env>> {
        answer(env, "Churn.reasonsOfChange", || {
            let (before, now) = (features("before", before)?, features("now", now)?);
            Ok(self.model.get()?.reasons_of_change(&before, &now)?)
        })
    }

    /// Who is at risk at the last of several looks, the oldest first, since when and why.
    #[napi(
        catch_unwind,
        ts_args_type = "looks: Array<FeatureTable>, options?: (Input<WatchlistOptions> & FollowOptions) | null",
        ts_return_type = "Promise<Watchlist>"
    )]
    pub fn watchlist<'env>(
        &self,
        env: &'env Env,
        looks: Unknown<'_>,
        options: Unknown<'_>,
    ) -> napi::Result<Object<'env>> {
        let operation = "Churn.watchlist";
        record(
            env,
            operation,
            || {
                let asked: WatchlistOptions =
                    input::options_beside("watchlist options", options, &["signal", "onProgress"])?;
                let given = (self.model.get()?, self::looks(looks)?, asked);
                Ok((given, Follow::among(env, operation, options)?))
            },
            |(model, looks, options), control| {
                let looks: Vec<&core::FeatureTable> = looks.iter().map(Arc::as_ref).collect();
                model.watchlist(&looks, &options, control)
            },
        )
    }

    /// The same model with its probabilities moved by a calibration. It is another model, which names this one as its parent.
    #[napi(catch_unwind, ts_args_type = "calibration: learn.Calibration", ts_return_type = "Churn")]
    pub fn recalibrated(&self, env: &Env, calibration: Unknown<'_>) -> napi::Result<Self> {
        run(env, "Churn.recalibrated", || {
            let calibration =
                input::instance::<Calibration>(SUBJECT, "calibration", "a Calibration", calibration)?;
            Self::make(env, self.model.get()?.recalibrated(calibration.get())?)
        })
    }
}

/// Tables of features.
fn looks(input: Unknown<'_>) -> Outcome<Vec<Arc<core::FeatureTable>>> {
    if input.get_type()? != ValueType::Object || !input.is_array()? {
        return Err(SartorError::invalid(SUBJECT, "looks", "a list of FeatureTables").into());
    }
    let list = Object::from_unknown(input)?;
    let look = |place: u32| {
        let field = format!("looks[{place}]");
        Ok(input::instance::<FeatureTable>(SUBJECT, &field, "a FeatureTable", list.get_element(place)?)?
            .get())
    };
    (0..list.get_array_length_unchecked()?).map(look).collect()
}

/// Interventions in the order in which they should be thought of: those that help by what they gain, the untested, those that
/// cost more than they bring, those without an effect that could be seen, and those that harm.
#[napi(
    namespace = "predict",
    catch_unwind,
    ts_args_type = "effects: Array<Input<InterventionEffect>>",
    ts_return_type = "Array<RankedIntervention>"
)]
pub fn rank_interventions<'env>(env: &'env Env, effects: Unknown<'_>) -> napi::Result<Unknown<'env>> {
    answer(env, "rankInterventions", || {
        let effects: Vec<InterventionEffect> = input::records("intervention", effects)?;
        Ok(core::rank_interventions(&effects)?)
    })
}

/// One intervention as it is handed in.
struct Tried {
    intervention: String,
    trial: Option<Arc<Uplift>>,
    value_minor: i64,
    cost_minor: i64,
}

impl Tried {
    fn read(place: u32, input: Unknown<'_>) -> Outcome<Self> {
        const SUBJECT: &str = "interventions";
        let field = |name: &str| format!("[{place}].{name}");
        input::fields(SUBJECT, input, &["intervention", "trial", "valueMinor", "costMinor"])?;
        let minor = |name: &str| {
            let given = input::option(input, name)?;
            given.map_or(Ok(0), |given| input::integer(SUBJECT, &field(name), given))
        };
        let Some(intervention) = input::option(input, "intervention")? else {
            return Err(SartorError::invalid(SUBJECT, &field("intervention"), "a text").into());
        };
        let trial = |given: Unknown<'_>| {
            input::instance::<crate::learn::Uplift>(SUBJECT, &field("trial"), "an Uplift", given)?.get()
        };
        Ok(Self {
            intervention: input::text(SUBJECT, &field("intervention"), intervention)?,
            trial: input::option(input, "trial")?.map(trial).transpose()?,
            value_minor: minor("valueMinor")?,
            cost_minor: minor("costMinor")?,
        })
    }

    fn list(input: Unknown<'_>) -> Outcome<Vec<Self>> {
        if input.get_type()? != ValueType::Object || !input.is_array()? {
            return Err(SartorError::invalid("interventions", "value", "a list").into());
        }
        let list = Object::from_unknown(input)?;
        let places = 0..list.get_array_length_unchecked()?;
        places.map(|place| Self::read(place, list.get_element(place)?)).collect()
    }
}

/// The same for one customer, by what the trials say of customers like this one; without a trial it is untested.
///
/// `customer` is what is known of the customer, such as `features.toRow()`; every column of every trial has to be there.
#[napi(
    namespace = "predict",
    catch_unwind,
    ts_args_type = "customer: LearnerRow, interventions: Array<TriedIntervention>",
    ts_return_type = "Array<RankedIntervention>"
)]
pub fn rank_tried_interventions<'env>(
    env: &'env Env,
    customer: Unknown<'_>,
    interventions: Unknown<'_>,
) -> napi::Result<Unknown<'env>> {
    answer(env, "rankTriedInterventions", || {
        let customer = input::object("customer", customer)?;
        let cells = customer.as_object().into_iter().flatten().map(|(name, value)| match value {
            Value::Null => Ok((name.as_str(), Cell::Missing)),
            Value::String(text) => Ok((name.as_str(), Cell::Text(text))),
            number => number.as_f64().map(|number| (name.as_str(), Cell::Number(number))).ok_or(name),
        });
        let cells = cells.collect::<Result<Vec<_>, _>>().map_err(|name| {
            SartorError::invalid(
                "customer",
                &sartor::prompt::prompt_safe(name, 128),
                "a number, text or null",
            )
        })?;
        let tried = Tried::list(interventions)?;
        let tried: Vec<core::TriedIntervention<'_>> = tried
            .iter()
            .map(|one| core::TriedIntervention {
                intervention: &one.intervention,
                trial: one.trial.as_deref(),
                value_minor: one.value_minor,
                cost_minor: one.cost_minor,
            })
            .collect();
        Ok(core::rank_tried_interventions(&cells, &tried)?)
    })
}
