//! What will a customer buy, by category and by when, in Python.
#![allow(clippy::too_many_arguments)] // they are the arguments of a Python call, most of them with defaults

use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::types::PyBytes;
use sartor::api::python::Argument;
use sartor::learn::MemberKind;
use sartor::predict::{
    CustomerPropensity, FeatureExtra, PropensityData, PropensityOptions, PropensityReport,
};

use super::customers::{Extras, cuts_ms, owned, plain, plain_by_cut, shared};
use super::features::FeatureReader;
use crate::input::{Given, Named};
use crate::moment::{AsOf, Moments};
use crate::profile::Profile;
use crate::work::{Progress, run, run_long};

const SUBJECT: &str = "propensity";

/// A model of purchases by category: whether one comes within a horizon, and after how many days.
///
/// A discrete-time hazard over features of customers and of what they did in each category (Singer and Willett 1993).
#[pyclass(frozen, eq, module = "sartor.predict")]
pub struct Propensity(Arc<sartor::predict::Propensity>);

impl PartialEq for Propensity {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl From<sartor::predict::Propensity> for Propensity {
    fn from(model: sartor::predict::Propensity) -> Self {
        Self(Arc::new(model))
    }
}

#[pymethods]
impl Propensity {
    /// Fit to what customers were known for at past dates, and to what they bought since.
    ///
    /// Parameters
    /// ----------
    /// reader
    ///     What reads the profiles. It has to know a catalogue with categories; those in which nobody bought are left out.
    /// profiles
    ///     The customers. Of whoever does not allow analytics nothing is read.
    /// as_of
    ///     The time of training: nothing dated later counts.
    /// horizon_days
    ///     Days within which a purchase counts, 1 to 3,650.
    /// periods
    ///     Periods of equal length that the horizon is cut into, 1 to 60.
    /// cuts
    ///     Past dates at which customers are looked at, the last a whole horizon before training; chosen unless stated.
    /// folds
    ///     Groups of customers each of which one member of the model has not seen, 2 to 20.
    /// trees
    ///     Trees of each member, 1 to 20,000.
    /// rows
    ///     Rows of a customer and a category at a cut that are fitted to; where there are more, customers are drawn.
    /// members
    ///     The learners that are blended; None is boosted trees, logistic regression and, where there are rows enough, a
    ///     network.
    /// seed
    ///     The seed of what is drawn.
    /// extras
    ///     What other models knew at each of the cuts: for each cut one for each profile.
    /// progress
    ///     Is told how many steps of how many are done; raising stops the work, as Ctrl-C does.
    #[staticmethod]
    #[pyo3(signature = (
        reader, profiles, as_of, *,
        horizon_days = Argument::of(PropensityOptions::default().horizon_days),
        periods = Argument::of(PropensityOptions::default().periods),
        cuts = None,
        folds = Argument::of(PropensityOptions::default().folds),
        trees = Argument::of(PropensityOptions::default().trees),
        rows = Argument::of(PropensityOptions::default().rows),
        members: "typing.Any" = None,
        seed = Argument::of(PropensityOptions::default().seed),
        extras = None,
        progress = None
    ))]
    fn fit(
        py: Python<'_>,
        reader: &FeatureReader,
        profiles: Vec<PyRef<'_, Profile>>,
        as_of: AsOf,
        horizon_days: Argument<u32>,
        periods: Argument<u32>,
        cuts: Option<Moments<'_>>,
        folds: Argument<u32>,
        trees: Argument<u32>,
        rows: Argument<u32>,
        members: Option<Vec<Named<MemberKind>>>,
        seed: Argument<u32>,
        extras: Option<Vec<Extras>>,
        progress: Option<Progress>,
    ) -> PyResult<Self> {
        let options = PropensityOptions {
            horizon_days: horizon_days.named(SUBJECT, "horizon_days")?,
            periods: periods.named(SUBJECT, "periods")?,
            cuts_ms: cuts_ms(SUBJECT, cuts.as_ref())?,
            folds: folds.named(SUBJECT, "folds")?,
            trees: trees.named(SUBJECT, "trees")?,
            rows: rows.named(SUBJECT, "rows")?,
            members: members.unwrap_or_default().into_iter().map(|member| member.0).collect(),
            seed: seed.named(SUBJECT, "seed")?,
        };
        let (profiles, extras) = (shared(&profiles), plain_by_cut(extras));
        run_long(py, "Propensity.fit", progress, |control| {
            let profiles = owned(&profiles, "Propensity.fit")?;
            let data = PropensityData { profiles: &profiles, as_of_ms: as_of.0, extras: extras.as_deref() };
            sartor::predict::Propensity::fit(&reader.0, &data, &options, control)
        })
        .map(Self::from)
    }

    /// Which one it is: the hash of everything it holds.
    #[getter]
    fn model_id(&self) -> &str {
        self.0.model_id()
    }

    /// How it was fitted, with the past dates that were chosen.
    #[getter]
    fn options(&self) -> PropensityOptions {
        self.0.options().clone()
    }

    /// How good it was on customers that it had not seen.
    fn report(&self) -> PropensityReport {
        self.0.report().clone()
    }

    /// What a customer will buy within the horizon, every category that the model knows; the reader has to know the catalogue.
    #[pyo3(signature = (reader, profile, as_of, extra = None))]
    fn predict(
        &self,
        py: Python<'_>,
        reader: &FeatureReader,
        profile: &Profile,
        as_of: AsOf,
        extra: Option<Given<FeatureExtra>>,
    ) -> PyResult<CustomerPropensity> {
        let extra = extra.map(|extra| extra.0).unwrap_or_default();
        run(py, "Propensity.predict", || {
            self.0.predict(&reader.0, &*profile.0.now("Propensity.predict")?, as_of.0, &extra)
        })
    }

    /// The same for many customers; `extras`, where there are any, one for each.
    #[pyo3(signature = (reader, profiles, as_of, *, extras = None, progress = None))]
    fn predict_many(
        &self,
        py: Python<'_>,
        reader: &FeatureReader,
        profiles: Vec<PyRef<'_, Profile>>,
        as_of: AsOf,
        extras: Option<Extras>,
        progress: Option<Progress>,
    ) -> PyResult<Vec<CustomerPropensity>> {
        let (profiles, extras) = (shared(&profiles), extras.map(plain));
        run_long(py, "Propensity.predict_many", progress, |control| {
            let profiles = owned(&profiles, "Propensity.predict_many")?;
            self.0.predict_many(&reader.0, &profiles, as_of.0, extras.as_deref(), control)
        })
    }

    /// The model as bytes, the same in every language.
    fn to_bytes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        let bytes = run(py, "Propensity.to_bytes", || self.0.to_bytes())?;
        Ok(PyBytes::new(py, &bytes))
    }

    /// What `to_bytes` wrote. Damaged, foreign and newer bytes are refused.
    #[staticmethod]
    fn from_bytes(py: Python<'_>, bytes: &[u8]) -> PyResult<Self> {
        run(py, "Propensity.from_bytes", || sartor::predict::Propensity::from_bytes(bytes)).map(Self::from)
    }

    fn __repr__(&self) -> String {
        let (days, report) = (self.0.options().horizon_days, self.0.report());
        let (categories, customers) = (report.categories.len(), report.customers);
        format!("Propensity(horizon_days={days}, categories={categories}, customers={customers})")
    }

    #[pyo3(signature = () -> "tuple[typing.Any, tuple[bytes]]")]
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (Bound<'py, PyBytes>,))> {
        Ok((slf.get_type().getattr("from_bytes")?, (slf.get().to_bytes(slf.py())?,)))
    }
}
