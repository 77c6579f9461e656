//! What plain numbers say, without a customer.

use sartor::Result;
use sartor::behaviour::{self, ChoiceNarrowing, Clumpiness, NarrowingOptions, Spell, WaitingCurve};
use sartor::estimate::Estimate;

use crate::work::run;

/// How many of these options to show side by side, by their scores, highest first.
#[uniffi::export(default(options = None))]
pub fn narrowing(scores: Vec<f64>, options: Option<NarrowingOptions>) -> Result<ChoiceNarrowing> {
    run("narrowing", || behaviour::narrowing(&scores, &options.unwrap_or_default()))
}

/// How long it takes when some are still waiting: the estimate of Kaplan and Meier of these spells, with intervals
/// of 90 %.
#[uniffi::export]
pub fn kaplan_meier(spells: &[Spell]) -> WaitingCurve {
    behaviour::kaplan_meier(spells)
}

/// How regular purchases are, by the gaps between them: 1 as at random, more when more regular; nothing unless there
/// are two gaps, all above 0.
#[uniffi::export]
pub fn regularity(gaps: Vec<f64>) -> Option<Estimate> {
    behaviour::regularity(&gaps)
}

/// How clumpy purchases are, by the gaps into which they cut the time observed, the last of them still open.
#[uniffi::export]
pub fn clumpiness(gaps: Vec<f64>) -> Option<Clumpiness> {
    behaviour::clumpiness(&gaps)
}
