//! The eight models of purchases, by the name of each class.

use std::sync::Arc;

use napi::Env;
use napi::bindgen_prelude::{Float64Array, JavaScriptClassExt, Object, Unknown};
use napi_derive::napi;
use sartor::SartorError;
use sartor::lifetime::{self as core, AnyPurchaseModel, PurchaseProcess};

use super::answers::{intervals, levels, next_purchases, quantiles};
use super::fitting::{FIT_OPTIONS, Fitting, HISTORY, Histories, Phases, history, level, share};
use super::uncertainty::{Bootstrap, Profiles, Replicates};
use crate::host::{Outcome, answer, parsed, run, to_text};
use crate::input;
use crate::work::{Follow, promise};

/// BG/NBD: customers may leave after any repeat purchase (Fader, Hardie and Lee 2005).
///
/// Histories are the literature's `x, t_x, T`: repeat purchases, age at the last of them, age now, in one unit of
/// time since the first purchase. Every customer without a repeat purchase has a `probabilityAlive` of exactly 1, by
/// construction.
#[napi(namespace = "lifetime")]
pub struct BgNbd {
    pub(super) model: Arc<core::BgNbd>,
}

plain_model! {
    BgNbd, BgNbdParams ["r", "alpha", "a", "b"],
    "params: BgNbdParams", "BgNbdParams", "Promise<BgNbd>", "Promise<BootstrapOf<BgNbd>>"
}

/// MBG/NBD: as BG/NBD, but a customer may leave after the first purchase too (Batislam, Denizel and Filiztekin 2007).
///
/// The longer a one-time buyer stays away, the lower `probabilityAlive`. Histories as of `BgNbd`.
#[napi(namespace = "lifetime")]
pub struct MbgNbd {
    pub(super) model: Arc<core::MbgNbd>,
}

plain_model! {
    MbgNbd, MbgNbdParams ["r", "alpha", "a", "b"],
    "params: MbgNbdParams", "MbgNbdParams", "Promise<MbgNbd>", "Promise<BootstrapOf<MbgNbd>>"
}

/// Pareto/NBD: as BG/NBD, but a customer may leave at any time, bought or not (Schmittlein, Morrison and Colombo
/// 1987).
///
/// Histories as of `BgNbd`.
#[napi(namespace = "lifetime")]
pub struct ParetoNbd {
    pub(super) model: Arc<core::ParetoNbd>,
}

plain_model! {
    ParetoNbd, ParetoNbdParams ["r", "alpha", "s", "beta"],
    "params: ParetoNbdParams", "ParetoNbdParams", "Promise<ParetoNbd>", "Promise<BootstrapOf<ParetoNbd>>"
}

/// NBD: how often does a customer buy, if nobody ever leaves? (Ehrenberg 1959)
///
/// The baseline that a model with leaving has to beat. Histories as of `BgNbd`.
#[napi(namespace = "lifetime")]
pub struct Nbd {
    pub(super) model: Arc<core::Nbd>,
}

plain_model! {
    Nbd, NbdParams ["r", "alpha"],
    "params: NbdParams", "NbdParams", "Promise<Nbd>", "Promise<BootstrapOf<Nbd>>"
}

/// BG/CNBD-k: as BG/NBD, of customers who buy regularly (Platzer and Reutterer 2016).
///
/// Between two purchases a customer passes `k` phases; the more, the more regular. Histories as of `BgNbd`.
#[napi(namespace = "lifetime")]
pub struct BgCnbd {
    pub(super) model: Arc<core::BgCnbd>,
}

regular_model! {
    BgCnbd, BgCnbdParams ["k", "r", "alpha", "a", "b"],
    "params: BgCnbdParams", "BgCnbdParams", "Promise<BgCnbd>", "Promise<BootstrapOf<BgCnbd>>"
}

/// MBG/CNBD-k: as BG/CNBD-k, but a customer may leave after the first purchase too (Reutterer, Platzer and Schröder
/// 2021).
///
/// Histories as of `BgNbd`.
#[napi(namespace = "lifetime")]
pub struct MbgCnbd {
    pub(super) model: Arc<core::MbgCnbd>,
}

regular_model! {
    MbgCnbd, MbgCnbdParams ["k", "r", "alpha", "a", "b"],
    "params: MbgCnbdParams", "MbgCnbdParams", "Promise<MbgCnbd>", "Promise<BootstrapOf<MbgCnbd>>"
}

/// GGompertz/NBD: as Pareto/NBD, but leaving grows likelier, or less likely, with age (Bemmaor and Glady 2012).
///
/// Often more than the data can tell: see `convergence`. Histories as of `BgNbd`.
#[napi(namespace = "lifetime")]
pub struct GGompertzNbd {
    pub(super) model: Arc<core::GGompertzNbd>,
}

plain_model! {
    GGompertzNbd, GGompertzNbdParams ["r", "alpha", "b", "s", "beta"],
    "params: GGompertzNbdParams", "GGompertzNbdParams", "Promise<GGompertzNbd>", "Promise<BootstrapOf<GGompertzNbd>>"
}

/// BG/BB: at how many of the opportunities to come will a customer buy? (Fader, Hardie and Shang 2010)
///
/// `frequency` counts purchases, `lastPurchaseAge` is the number of the opportunity of the last (0 without one), `age`
/// the number of opportunities so far: whole numbers all.
#[napi(namespace = "lifetime")]
pub struct BgBb {
    pub(super) model: Arc<core::BgBb>,
}

plain_model! {
    BgBb, BgBbParams ["alpha", "beta", "gamma", "delta"],
    "params: BgBbParams", "BgBbParams", "Promise<BgBb>", "Promise<BootstrapOf<BgBb>>"
}

/// One answer for each of many histories, on a thread of its own.
fn column<'env, A: Copy + Send + Sync + 'static>(
    env: &'env Env,
    operation: &'static str,
    histories: Unknown<'_>,
    options: Unknown<'_>,
    argument: impl FnOnce() -> Outcome<A>,
    of: impl Fn(A, f64, f64, f64) -> sartor::Result<f64> + Send + Sync + 'static,
) -> napi::Result<Object<'env>> {
    promise(
        env,
        operation,
        || {
            let argument = argument()?;
            Ok(((argument, Histories::read(histories)?), Follow::read(env, operation, options)?))
        },
        move |(argument, histories), control| histories.map(control, |x, t_x, age| of(argument, x, t_x, age)),
        |_, column| Ok(Float64Array::new(column)),
    )
}

macro_rules! any_model {
    ($($model:ident),+) => {
        /// The model in an argument, of whichever class.
        pub fn any_model(subject: &str, field: &str, input: Unknown<'_>) -> Outcome<AnyPurchaseModel> {
            let class = "a model of purchases, such as MbgNbd";
            $(
                if let Ok(model) = input::instance::<$model>(subject, field, class, input) {
                    return Ok(AnyPurchaseModel::$model(core::$model::clone(&model.model)));
                }
            )+
            Err(SartorError::invalid(subject, field, class).into())
        }

        /// The object of its own class.
        pub fn into_object(env: &Env, model: AnyPurchaseModel) -> napi::Result<Object<'_>> {
            match model {
                $(AnyPurchaseModel::$model(model) => {
                    Ok($model::from(model).into_instance(env)?.as_object(env))
                })+
            }
        }
    };
}
any_model!(MbgNbd, ParetoNbd, BgNbd, MbgCnbd, BgCnbd, GGompertzNbd, Nbd, BgBb);
