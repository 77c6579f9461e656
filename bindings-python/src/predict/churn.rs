//! Will this customer leave, by when, and how surely is that known, in Python.
#![allow(clippy::too_many_arguments)] // they are the arguments of a Python call, most of them with defaults

use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::types::PyBytes;
use sartor::api::python::Argument;
use sartor::learn::MemberKind;
use sartor::predict::{
    ChurnData, ChurnOptions, ChurnReason, ChurnReport, ChurnRisk, ChurnSetting, InterventionEffect,
    RankedIntervention, Watchlist, WatchlistOptions,
};

use super::customers::{Extras, cuts_ms, maybe_moments, owned, plain_by_cut, shared};
use super::features::{FeatureReader, FeatureTable, Features};
use crate::columns::{ArrayLike, Real};
use crate::input::{Given, Named};
use crate::learn::{Calibration, Uplift, cells_of, column, values_of};
use crate::moment::{AsOf, Moments};
use crate::profile::Profile;
use crate::work::{Progress, run, run_long};

const SUBJECT: &str = "churn";

/// A model of churn: of no purchase within a horizon, or of a cancellation where something was signed.
///
/// A discrete-time hazard over features of profiles (Singer and Willett 1993), trained on customers as they were known at past
/// dates and on what they did since.
#[pyclass(frozen, eq, module = "sartor.predict")]
pub struct Churn(Arc<sartor::predict::Churn>);

impl PartialEq for Churn {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl From<sartor::predict::Churn> for Churn {
    fn from(model: sartor::predict::Churn) -> Self {
        Self(Arc::new(model))
    }
}

/// Days ahead at which the curve is asked for.
fn horizons(given: Option<&ArrayLike<'_>>) -> PyResult<Vec<f64>> {
    given.map_or_else(|| Ok(Vec::new()), |given| column(SUBJECT, "horizons_days", &given.0))
}

#[pymethods]
impl Churn {
    /// Fit to what customers were known for at past dates, and to what they did since.
    ///
    /// Parameters
    /// ----------
    /// reader
    ///     What reads the profiles.
    /// profiles
    ///     The customers. Of whoever does not allow analytics nothing is read.
    /// as_of
    ///     The time of training: nothing dated later counts.
    /// setting
    ///     `non_contractual` (the default): churn is no purchase within the horizon; or `contractual`: customers cancel.
    /// horizon_days
    ///     Days within which churn is judged, 1 to 3,650.
    /// periods
    ///     Periods of equal length that the horizon is cut into, 1 to 60.
    /// cuts
    ///     Past dates at which customers are looked at, the last a whole horizon before training; chosen unless stated.
    /// folds
    ///     Groups of customers each of which one member of the model has not seen, 2 to 20.
    /// trees
    ///     Trees of each member, 1 to 20,000.
    /// members
    ///     The learners that are blended; None is boosted trees, logistic regression and, where there are rows enough, a
    ///     network.
    /// seed
    ///     The seed of what is drawn.
    /// cancelled
    ///     Of the contractual setting, when each customer cancelled, None for those who have not.
    /// extras
    ///     What other models knew at each of the cuts: for each cut one for each profile.
    /// progress
    ///     Is told how many steps of how many are done; raising stops the work, as Ctrl-C does.
    #[staticmethod]
    #[pyo3(signature = (
        reader, profiles, as_of, *,
        setting = Named(ChurnOptions::default().setting),
        horizon_days = Argument::of(ChurnOptions::default().horizon_days),
        periods = Argument::of(ChurnOptions::default().periods),
        cuts = None,
        folds = Argument::of(ChurnOptions::default().folds),
        trees = Argument::of(ChurnOptions::default().trees),
        members: "typing.Any" = None,
        seed = Argument::of(ChurnOptions::default().seed),
        cancelled: "typing.Any" = None,
        extras = None,
        progress = None
    ))]
    fn fit(
        py: Python<'_>,
        reader: &FeatureReader,
        profiles: Vec<PyRef<'_, Profile>>,
        as_of: AsOf,
        setting: Named<ChurnSetting>,
        horizon_days: Argument<u32>,
        periods: Argument<u32>,
        cuts: Option<Moments<'_>>,
        folds: Argument<u32>,
        trees: Argument<u32>,
        members: Option<Vec<Named<MemberKind>>>,
        seed: Argument<u32>,
        cancelled: Option<&Bound<'_, PyAny>>,
        extras: Option<Vec<Extras>>,
        progress: Option<Progress>,
    ) -> PyResult<Self> {
        let options = ChurnOptions {
            setting: setting.0,
            horizon_days: horizon_days.named(SUBJECT, "horizon_days")?,
            periods: periods.named(SUBJECT, "periods")?,
            cuts_ms: cuts_ms(SUBJECT, cuts.as_ref())?,
            folds: folds.named(SUBJECT, "folds")?,
            trees: trees.named(SUBJECT, "trees")?,
            members: members.unwrap_or_default().into_iter().map(|member| member.0).collect(),
            seed: seed.named(SUBJECT, "seed")?,
        };
        let cancelled_ms = cancelled.map(|given| maybe_moments(SUBJECT, "cancelled", given)).transpose()?;
        let (profiles, extras) = (shared(&profiles), plain_by_cut(extras));
        run_long(py, "Churn.fit", progress, |control| {
            let profiles = owned(&profiles, "Churn.fit")?;
            let data = ChurnData {
                profiles: &profiles,
                as_of_ms: as_of.0,
                cancelled_ms: cancelled_ms.as_deref(),
                extras: extras.as_deref(),
            };
            sartor::predict::Churn::fit(&reader.0, &data, &options, control)
        })
        .map(Self::from)
    }

    /// Which one it is: the hash of everything it holds.
    #[getter]
    fn model_id(&self) -> &str {
        self.0.model_id()
    }

    /// The model that this one was recalibrated from; None where it was fitted.
    #[getter]
    fn parent_model_id(&self) -> Option<&str> {
        self.0.parent_model_id()
    }

    /// How it was fitted, with the past dates that were chosen.
    #[getter]
    fn options(&self) -> ChurnOptions {
        self.0.options().clone()
    }

    /// How good it was on customers that it had not seen.
    fn report(&self) -> ChurnReport {
        self.0.report().clone()
    }

    /// Probability of churn within the horizon, and the curve at these days ahead; each above 0, at most the horizon.
    #[pyo3(signature = (features, horizons_days = None))]
    fn predict(
        &self,
        py: Python<'_>,
        features: &Features,
        horizons_days: Option<ArrayLike<'_>>,
    ) -> PyResult<ChurnRisk> {
        let days = horizons(horizons_days.as_ref())?;
        run(py, "Churn.predict", || self.0.predict(&features.0, &days))
    }

    /// The same for many customers; `sartor.to_frame` makes a table of it.
    #[pyo3(signature = (table, horizons_days = None, *, progress = None))]
    fn predict_many(
        &self,
        py: Python<'_>,
        table: &FeatureTable,
        horizons_days: Option<ArrayLike<'_>>,
        progress: Option<Progress>,
    ) -> PyResult<Vec<ChurnRisk>> {
        let days = horizons(horizons_days.as_ref())?;
        run_long(py, "Churn.predict_many", progress, |control| self.0.predict_many(&table.0, &days, control))
    }

    /// What sets a customer apart from the typical one of the training, strongest first.
    fn reasons(&self, py: Python<'_>, features: &Features) -> PyResult<Vec<ChurnReason>> {
        run(py, "Churn.reasons", || self.0.reasons(&features.0))
    }

    /// What makes the difference between two looks at the same customer, strongest first.
    fn reasons_of_change(
        &self,
        py: Python<'_>,
        before: &Features,
        now: &Features,
    ) -> PyResult<Vec<ChurnReason>> {
        run(py, "Churn.reasons_of_change", || self.0.reasons_of_change(&before.0, &now.0))
    }

    /// Who is at risk at the last of several looks, the oldest first, since when and why.
    ///
    /// `threshold` is the probability from which a customer is at risk, `entries` the most that are told, `reasons` how many
    /// of each; unless `standing`, those who were at risk at the first look already are left out.
    #[pyo3(signature = (
        looks, *,
        threshold = Real(WatchlistOptions::default().threshold),
        entries = Argument::of(WatchlistOptions::default().entries),
        reasons = Argument::of(WatchlistOptions::default().reasons),
        standing = true,
        progress = None
    ))]
    fn watchlist(
        &self,
        py: Python<'_>,
        looks: Vec<PyRef<'_, FeatureTable>>,
        threshold: Real,
        entries: Argument<u32>,
        reasons: Argument<u32>,
        standing: bool,
        progress: Option<Progress>,
    ) -> PyResult<Watchlist> {
        let options = WatchlistOptions {
            threshold: threshold.0,
            entries: entries.named("watchlist", "entries")?,
            reasons: reasons.named("watchlist", "reasons")?,
            standing,
        };
        let looks: Vec<&sartor::predict::FeatureTable> = looks.iter().map(|look| look.0.as_ref()).collect();
        run_long(py, "Churn.watchlist", progress, |control| self.0.watchlist(&looks, &options, control))
    }

    /// The same model with its probabilities moved by a calibration. It is another model, which names this one as its parent.
    fn recalibrated(&self, py: Python<'_>, calibration: &Calibration) -> PyResult<Self> {
        run(py, "Churn.recalibrated", || self.0.recalibrated(&calibration.core)).map(Self::from)
    }

    /// The model as bytes, the same in every language.
    fn to_bytes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        let bytes = run(py, "Churn.to_bytes", || self.0.to_bytes())?;
        Ok(PyBytes::new(py, &bytes))
    }

    /// What `to_bytes` wrote. Damaged, foreign and newer bytes are refused.
    #[staticmethod]
    fn from_bytes(py: Python<'_>, bytes: &[u8]) -> PyResult<Self> {
        run(py, "Churn.from_bytes", || sartor::predict::Churn::from_bytes(bytes)).map(Self::from)
    }

    fn __repr__(&self) -> String {
        let (days, report) = (self.0.options().horizon_days, self.0.report());
        format!("Churn(horizon_days={days}, customers={}, auc={:.3})", report.customers, report.auc.value)
    }

    #[pyo3(signature = () -> "tuple[typing.Any, tuple[bytes]]")]
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (Bound<'py, PyBytes>,))> {
        Ok((slf.get_type().getattr("from_bytes")?, (slf.get().to_bytes(slf.py())?,)))
    }
}

/// Interventions in the order in which they should be thought of: those that help by what they gain, the untested, those that
/// cost more than they bring, those without an effect that could be seen, and those that harm.
#[pyfunction]
pub fn rank_interventions(
    py: Python<'_>,
    effects: Vec<Given<InterventionEffect>>,
) -> PyResult<Vec<RankedIntervention>> {
    let effects: Vec<InterventionEffect> = effects.into_iter().map(|effect| effect.0).collect();
    run(py, "rank_interventions", || sartor::predict::rank_interventions(&effects))
}

/// Something that can be done to keep a customer, and the model of its trial where there was one.
///
/// `trial` was learnt with an outcome of 1 for a customer who stayed and 0 for one who did not; `value_minor` is what one who
/// stays is worth, `cost_minor` what the intervention costs, in minor units.
#[pyclass(frozen, get_all, module = "sartor.predict")]
pub struct TriedIntervention {
    intervention: String,
    trial: Option<Py<Uplift>>,
    value_minor: i64,
    cost_minor: i64,
}

#[pymethods]
impl TriedIntervention {
    #[new]
    #[pyo3(signature = (intervention, trial = None, *, value_minor = Argument::of(0), cost_minor = Argument::of(0)))]
    fn __new__(
        intervention: String,
        trial: Option<Py<Uplift>>,
        value_minor: Argument<i64>,
        cost_minor: Argument<i64>,
    ) -> PyResult<Self> {
        let value_minor = value_minor.named("interventions", "value_minor")?;
        let cost_minor = cost_minor.named("interventions", "cost_minor")?;
        Ok(Self { intervention, trial, value_minor, cost_minor })
    }

    fn __repr__(&self) -> String {
        let Self { intervention, trial, value_minor, cost_minor } = self;
        let tried = if trial.is_some() { "tried" } else { "untried" };
        format!(
            "TriedIntervention({intervention:?}, {tried}, value_minor={value_minor}, cost_minor={cost_minor})"
        )
    }
}

/// The same for one customer, by what the trials say of customers like this one; without a trial it is untested.
///
/// `customer` is what is known of the customer: `Features`, or a dict of values by column. Every column of every trial has to be
/// there.
#[pyfunction]
#[pyo3(signature = (customer: "typing.Any", interventions))]
pub fn rank_tried_interventions(
    customer: &Bound<'_, PyAny>,
    interventions: Vec<PyRef<'_, TriedIntervention>>,
) -> PyResult<Vec<RankedIntervention>> {
    let py = customer.py();
    let trials: Vec<Option<&Uplift>> =
        interventions.iter().map(|one| one.trial.as_ref().map(Py::get)).collect();
    let tried: Vec<sartor::predict::TriedIntervention<'_>> = interventions
        .iter()
        .zip(&trials)
        .map(|(one, trial)| sartor::predict::TriedIntervention {
            intervention: &one.intervention,
            trial: trial.map(|trial| trial.0.as_ref()),
            value_minor: one.value_minor,
            cost_minor: one.cost_minor,
        })
        .collect();
    if let Ok(features) = customer.cast::<Features>() {
        let cells = features.get().0.cells();
        return run(py, "rank_tried_interventions", || {
            sartor::predict::rank_tried_interventions(&cells, &tried)
        });
    }
    let schemas: Vec<_> = trials.iter().flatten().map(|trial| trial.0.schema()).collect();
    let values = values_of(customer, &schemas)?;
    let cells = cells_of(&values);
    run(py, "rank_tried_interventions", || sartor::predict::rank_tried_interventions(&cells, &tried))
}
