//! What plain numbers say, without a customer.

use napi::Env;
use napi::bindgen_prelude::Unknown;
use napi_derive::napi;
use sartor::behaviour;

use crate::host::answer;
use crate::input;

/// How many of the options with these scores to show side by side; in any order, higher is better.
#[napi(
    catch_unwind,
    ts_args_type = "scores: NumberColumn, options?: Input<NarrowingOptions> | null",
    ts_return_type = "ChoiceNarrowing"
)]
pub fn narrowing<'env>(
    env: &'env Env,
    scores: Unknown<'_>,
    options: Unknown<'_>,
) -> napi::Result<Unknown<'env>> {
    answer(env, "narrowing", || {
        let scores = input::column("narrowing", "scores", scores)?;
        Ok(behaviour::narrowing(&scores, &input::options("narrowing options", options)?)?)
    })
}

/// How long it takes when some are still waiting: the estimate of Kaplan and Meier of these spells, with intervals
/// of 90 %.
#[napi(catch_unwind, ts_args_type = "spells: Array<Spell>", ts_return_type = "WaitingCurve")]
pub fn kaplan_meier<'env>(env: &'env Env, spells: Unknown<'_>) -> napi::Result<Unknown<'env>> {
    answer(env, "kaplanMeier", || {
        let spells: Vec<_> = input::records("spells", spells)?;
        Ok(behaviour::kaplan_meier(&spells))
    })
}

/// How regular purchases are, by the gaps between them: 1 as at random, more when more regular; null unless there are
/// two gaps, all above 0.
#[napi(catch_unwind, ts_args_type = "gaps: NumberColumn", ts_return_type = "Estimate | null")]
pub fn regularity<'env>(env: &'env Env, gaps: Unknown<'_>) -> napi::Result<Unknown<'env>> {
    answer(env, "regularity", || Ok(behaviour::regularity(&input::column("regularity", "gaps", gaps)?)))
}

/// How clumpy purchases are, by the gaps into which they cut the time observed, the last of them still open; null
/// where the gaps say nothing.
#[napi(catch_unwind, ts_args_type = "gaps: NumberColumn", ts_return_type = "Clumpiness | null")]
pub fn clumpiness<'env>(env: &'env Env, gaps: Unknown<'_>) -> napi::Result<Unknown<'env>> {
    answer(env, "clumpiness", || Ok(behaviour::clumpiness(&input::column("clumpiness", "gaps", gaps)?)))
}
