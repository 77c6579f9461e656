//! What will a customer spend, and where is there room for more, in Python.
#![allow(clippy::too_many_arguments)] // they are the arguments of a Python call, most of them with defaults

use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::types::PyBytes;
use sartor::api::python::Argument;
use sartor::predict::{CustomerValue, GrowthOpportunity, ValueData, ValueFitOptions, ValueReport};

use super::customers::{Extras, cuts_ms, owned, plain_by_cut, shared};
use super::features::{FeatureReader, FeatureTable, Features};
use crate::columns::Real;
use crate::moment::{AsOf, Moments};
use crate::profile::Profile;
use crate::work::{Progress, run, run_long};

const SUBJECT: &str = "value";

/// A model of spend within a horizon, with intervals that hold what is spent of the share of customers that they say.
///
/// Boosted trees over features of profiles, blended with the expected value of a lifetime model where `extras` have one.
#[pyclass(frozen, eq, module = "sartor.predict")]
pub struct Value(Arc<sartor::predict::Value>);

impl PartialEq for Value {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl From<sartor::predict::Value> for Value {
    fn from(model: sartor::predict::Value) -> Self {
        Self(Arc::new(model))
    }
}

#[pymethods]
impl Value {
    /// Fit to what customers were known for at past dates, and to what they spent since.
    ///
    /// Parameters
    /// ----------
    /// reader
    ///     What reads the profiles; `growth` needs one that knows the catalogue.
    /// profiles
    ///     The customers. Of whoever does not allow analytics nothing is read.
    /// as_of
    ///     The time of training: nothing dated later counts.
    /// horizon_days
    ///     Days over which spend is counted, 1 to 3,650.
    /// cuts
    ///     Past dates at which customers are looked at, the last a whole horizon before training; chosen unless stated.
    /// folds
    ///     Groups of customers each of which one member of the model has not seen, 2 to 20.
    /// trees
    ///     Trees of each part of a member, 1 to 20,000.
    /// level
    ///     Least share of customers whose spend lies in their interval, 0.5 to 0.99.
    /// seed
    ///     The seed of what is drawn.
    /// extras
    ///     What other models knew at each of the cuts: for each cut one for each profile. Their `expected_value_minor` is
    ///     blended.
    /// progress
    ///     Is told how many steps of how many are done; raising stops the work, as Ctrl-C does.
    #[staticmethod]
    #[pyo3(signature = (
        reader, profiles, as_of, *,
        horizon_days = Argument::of(ValueFitOptions::default().horizon_days),
        cuts = None,
        folds = Argument::of(ValueFitOptions::default().folds),
        trees = Argument::of(ValueFitOptions::default().trees),
        level = Real(ValueFitOptions::default().level),
        seed = Argument::of(ValueFitOptions::default().seed),
        extras = None,
        progress = None
    ))]
    fn fit(
        py: Python<'_>,
        reader: &FeatureReader,
        profiles: Vec<PyRef<'_, Profile>>,
        as_of: AsOf,
        horizon_days: Argument<u32>,
        cuts: Option<Moments<'_>>,
        folds: Argument<u32>,
        trees: Argument<u32>,
        level: Real,
        seed: Argument<u32>,
        extras: Option<Vec<Extras>>,
        progress: Option<Progress>,
    ) -> PyResult<Self> {
        let options = ValueFitOptions {
            horizon_days: horizon_days.named(SUBJECT, "horizon_days")?,
            cuts_ms: cuts_ms(SUBJECT, cuts.as_ref())?,
            folds: folds.named(SUBJECT, "folds")?,
            trees: trees.named(SUBJECT, "trees")?,
            level: level.0,
            seed: seed.named(SUBJECT, "seed")?,
        };
        let (profiles, extras) = (shared(&profiles), plain_by_cut(extras));
        run_long(py, "Value.fit", progress, |control| {
            let profiles = owned(&profiles, "Value.fit")?;
            let data = ValueData { profiles: &profiles, as_of_ms: as_of.0, extras: extras.as_deref() };
            sartor::predict::Value::fit(&reader.0, &data, &options, control)
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
    fn options(&self) -> ValueFitOptions {
        self.0.options().clone()
    }

    /// How good it was on customers that it had not seen.
    fn report(&self) -> ValueReport {
        self.0.report().clone()
    }

    /// What a customer will spend within the horizon.
    fn predict(&self, py: Python<'_>, features: &Features) -> PyResult<CustomerValue> {
        run(py, "Value.predict", || self.0.predict(&features.0))
    }

    /// The same for many customers; `sartor.to_frame` makes a table of it.
    #[pyo3(signature = (table, *, progress = None))]
    fn predict_many(
        &self,
        py: Python<'_>,
        table: &FeatureTable,
        progress: Option<Progress>,
    ) -> PyResult<Vec<CustomerValue>> {
        run_long(py, "Value.predict_many", progress, |control| self.0.predict_many(&table.0, control))
    }

    /// Where a customer spends less than customers of like spend who buy there, what weighs most first; the reader has to
    /// know the catalogue.
    #[pyo3(signature = (reader, profile, as_of, *, most = Argument::of(5)))]
    fn growth(
        &self,
        py: Python<'_>,
        reader: &FeatureReader,
        profile: &Profile,
        as_of: AsOf,
        most: Argument<u32>,
    ) -> PyResult<Vec<GrowthOpportunity>> {
        let most = most.named(SUBJECT, "most")?;
        run(py, "Value.growth", || self.0.growth(&reader.0, &*profile.0.now("Value.growth")?, as_of.0, most))
    }

    /// The model as bytes, the same in every language.
    fn to_bytes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        let bytes = run(py, "Value.to_bytes", || self.0.to_bytes())?;
        Ok(PyBytes::new(py, &bytes))
    }

    /// What `to_bytes` wrote. Damaged, foreign and newer bytes are refused.
    #[staticmethod]
    fn from_bytes(py: Python<'_>, bytes: &[u8]) -> PyResult<Self> {
        run(py, "Value.from_bytes", || sartor::predict::Value::from_bytes(bytes)).map(Self::from)
    }

    fn __repr__(&self) -> String {
        let (days, customers) = (self.0.options().horizon_days, self.0.report().customers);
        format!("Value(horizon_days={days}, customers={customers})")
    }

    #[pyo3(signature = () -> "tuple[typing.Any, tuple[bytes]]")]
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (Bound<'py, PyBytes>,))> {
        Ok((slf.get_type().getattr("from_bytes")?, (slf.get().to_bytes(slf.py())?,)))
    }
}
