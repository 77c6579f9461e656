//! Which model to take, and would it have worked?

use napi::Env;
use napi::bindgen_prelude::{Object, ObjectFinalize, Unknown};
use napi_derive::napi;
use sartor::lifetime::{self as core, AnyPurchaseModel, BacktestOptions, ModelComparison, PurchaseModelKind};

use super::models::into_object;
use super::summaries::Summaries;
use crate::host::{Outcome, answer, parsed, to_text};
use crate::input;
use crate::memory::Once;
use crate::work::{Follow, promise};

/// The model chosen, and the comparison that chose it.
#[napi(namespace = "lifetime", custom_finalize)]
pub struct Selection {
    comparison: ModelComparison,
    chosen: AnyPurchaseModel,
    model: Once,
}

impl ObjectFinalize for Selection {
    fn finalize(self, env: Env) -> napi::Result<()> {
        self.model.release(&env)
    }
}

#[napi(namespace = "lifetime")]
impl Selection {
    /// The model to take, of its own class.
    #[napi(getter, catch_unwind, ts_return_type = "PurchaseModel")]
    pub fn model<'env>(&self, env: &'env Env) -> napi::Result<Object<'env>> {
        self.model.get(env, || into_object(env, self.chosen.clone()))
    }

    /// Why it is the one to take.
    #[napi(getter, catch_unwind)]
    pub fn reason(&self) -> String {
        self.comparison.reason.clone()
    }

    /// All models that were compared.
    #[napi(getter, catch_unwind, ts_return_type = "ModelComparison")]
    pub fn comparison<'env>(&self, env: &'env Env) -> napi::Result<Unknown<'env>> {
        answer(env, "Selection.comparison", || Ok(&self.comparison))
    }
}

/// Fit every model of purchases to summaries and choose one: by the holdout where there is one, else by Akaike's
/// criterion; of those that are level the simplest under which a customer can leave after the first purchase.
///
/// `models` names the kinds to compare, all by default.
#[napi(
    namespace = "lifetime",
    catch_unwind,
    ts_args_type = "summaries: Summaries, options?: SelectOptions | null",
    ts_return_type = "Promise<Selection>"
)]
pub fn select<'env>(
    env: &'env Env,
    summaries: Unknown<'_>,
    options: Unknown<'_>,
) -> napi::Result<Object<'env>> {
    let operation = "select";
    promise(
        env,
        operation,
        || {
            let (known, ..) = Summaries::read(operation, summaries)?;
            let kinds = kinds(operation, options)?;
            Ok(((known, kinds), Follow::read_with(env, operation, options, &["models"])?))
        },
        |(known, kinds), control| core::select(&known, &kinds, control),
        |_, (comparison, chosen)| Ok(Selection { comparison, chosen, model: Once::default() }),
    )
}

/// Would these models have forecast the customers of this shop, better than a spreadsheet?
///
/// From each of `origins` (three by default) every model is fitted to what was known then, and judged by the `horizonDays`
/// that followed (a quarter of the known time by default), beside each customer's own rate continued and the mean of their
/// segment.
#[napi(
    namespace = "lifetime",
    catch_unwind,
    ts_args_type = "summaries: Summaries, options?: LookBackOptions | null",
    ts_return_type = "Promise<BacktestReport>"
)]
pub fn backtest<'env>(
    env: &'env Env,
    summaries: Unknown<'_>,
    options: Unknown<'_>,
) -> napi::Result<Object<'env>> {
    let operation = "backtest";
    let known = ["models", "origins", "horizonDays", "level"];
    promise(
        env,
        operation,
        || {
            let (_, rows, summarised) = Summaries::read(operation, summaries)?;
            let (days, origins) =
                (input::option(options, "horizonDays")?, input::option(options, "origins")?);
            let asked = BacktestOptions {
                kinds: kinds(operation, options)?,
                origins_ms: origins
                    .map_or(Ok(Vec::new()), |origins| input::times(operation, "origins", origins))?,
                horizon_days: days.map_or(Ok(0), |days| input::count(operation, "horizonDays", days))?,
                period_days: summarised.period.days(),
                as_of_ms: Some(summarised.as_of_ms),
                utc_offset_minutes: summarised.utc_offset_minutes,
                level: input::number_or(operation, "level", options, 0.9)?,
            };
            Ok(((rows, asked), Follow::read_with(env, operation, options, &known)?))
        },
        |(rows, asked), control| rows.with(|rows| core::backtest(rows, &asked, control)),
        move |env, report| Ok(parsed(env, to_text(operation, &report)?)?),
    )
}

/// The option `models`; none for all.
fn kinds(subject: &str, options: Unknown<'_>) -> Outcome<Vec<PurchaseModelKind>> {
    input::option(options, "models")?.map_or(Ok(Vec::new()), |models| input::records(subject, models))
}
