//! What plain numbers say, without a customer.

use pyo3::prelude::*;
use sartor::behaviour::{ChoiceNarrowing, Clumpiness, NarrowingOptions, Spell, WaitingCurve};
use sartor::estimate::Estimate;

use crate::columns::{ArrayLike, Columns};
use crate::input::Given;
use crate::work::run;

/// How many of the options with these scores to show; in any order, higher is better.
#[pyfunction]
#[pyo3(signature = (scores, options = None))]
pub fn narrowing(
    py: Python<'_>,
    scores: ArrayLike<'_>,
    options: Option<Given<NarrowingOptions>>,
) -> PyResult<ChoiceNarrowing> {
    let options = options.map(|options| options.0).unwrap_or_default();
    let columns = Columns::read([("scores", &scores)])?;
    let [scores] = &columns.vectors();
    run(py, "narrowing", || sartor::behaviour::narrowing(scores, &options))
}

/// How long it takes when some are still waiting: the estimate of Kaplan and Meier of these spells, with intervals
/// of 90 %. `to_frame()` of the answer makes a table of its steps.
#[pyfunction]
pub fn kaplan_meier(py: Python<'_>, spells: Vec<Given<Spell>>) -> PyResult<WaitingCurve> {
    let spells: Vec<Spell> = spells.into_iter().map(|one| one.0).collect();
    run(py, "kaplan_meier", || Ok(sartor::behaviour::kaplan_meier(&spells)))
}

/// How regular purchases are, by the gaps between them: 1 as at random, more when more regular; nothing unless there
/// are two gaps, all above 0.
#[pyfunction]
pub fn regularity(py: Python<'_>, gaps: ArrayLike<'_>) -> PyResult<Option<Estimate>> {
    let columns = Columns::read([("gaps", &gaps)])?;
    let [gaps] = &columns.vectors();
    run(py, "regularity", || Ok(sartor::behaviour::regularity(gaps)))
}

/// How clumpy purchases are, by the gaps into which they cut the time observed, the last of them still open.
#[pyfunction]
pub fn clumpiness(py: Python<'_>, gaps: ArrayLike<'_>) -> PyResult<Option<Clumpiness>> {
    let columns = Columns::read([("gaps", &gaps)])?;
    let [gaps] = &columns.vectors();
    run(py, "clumpiness", || Ok(sartor::behaviour::clumpiness(gaps)))
}
