//! Whom a treatment changes, in Python.
#![allow(clippy::too_many_arguments)] // they are the arguments of a Python call, most of them with defaults

use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::types::PyBytes;
use sartor::SartorError;
use sartor::api::python::{Argument, exception};
use sartor::input::from_value;
use sartor::learn::{
    Explanation, GbdtOptions, HeterogeneityReport, Objective, PolicyValue, QiniPoint, QiniReport,
    SchemaColumn, UpliftAt, UpliftBalance, UpliftLearner, UpliftOptions,
};
use serde_json::Value;

use super::learner::{columns_of, row_of};
use super::reasons::Explanations;
use super::table::Table;
use super::target::column;
use crate::columns::Real;
use crate::input::{Named, json_value};
use crate::work::{Progress, run, run_long};

const SUBJECT: &str = "uplift";

/// Options of trees: those that are given, by the names that `Gbdt.fit` has for them, in place of the defaults.
fn trees_of(
    name: &'static str,
    given: Option<&Bound<'_, PyAny>>,
    default: GbdtOptions,
) -> PyResult<GbdtOptions> {
    let Some(given) = given else { return Ok(default) };
    let refused = || exception(&SartorError::invalid(SUBJECT, name, "a dict of options of Gbdt.fit"));
    let Value::Object(given) = json_value(name, given)? else { return Err(refused()) };
    let Ok(Value::Object(mut options)) = serde_json::to_value(&default) else { return Err(refused()) };
    for (option, value) in given {
        let mut words = option.split('_');
        let first = words.next().unwrap_or_default().to_owned();
        let camel = words.fold(first, |name, word| {
            let mut letters = word.chars();
            let head: String =
                letters.next().map(|letter| letter.to_uppercase().collect()).unwrap_or_default();
            name + &head + letters.as_str()
        });
        options.insert(camel, value);
    }
    from_value(name, Value::Object(options)).map_err(|error| exception(&error))
}

/// What a treatment adds to each row's outcome, learnt from rows that were treated or not by lot.
///
/// S, T and X learners over boosted trees (Künzel and others 2019) and the mean of S and X. What it says of itself (`qini`, `uplift_at`,
/// `policy_value`, `heterogeneity`) comes from rows that the model had not seen; where effects differ by no more than
/// chance explains, `heterogeneity` says `NONE_DETECTABLE`.
#[pyclass(frozen, eq, module = "sartor.learn")]
pub struct Uplift(pub Arc<sartor::learn::Uplift>);

impl PartialEq for Uplift {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl From<sartor::learn::Uplift> for Uplift {
    fn from(model: sartor::learn::Uplift) -> Self {
        Self(Arc::new(model))
    }
}

#[pymethods]
impl Uplift {
    /// Fit a learner on rows that were treated or not, and what came.
    ///
    /// Parameters
    /// ----------
    /// table
    ///     What was known before the treatment: a `Table`, a frame, or a dict of columns.
    /// treatment
    ///     1 and 0, or yes and no.
    /// outcome
    ///     What came: 0 and 1 (or yes and no), or a value of each row.
    /// learner
    ///     `mean` of S and X (the default), `x`, `t` or `s`.
    /// propensity
    ///     The planned probability of treatment; the treated share, unless stated.
    /// estimate_propensity
    ///     Whether to estimate it from the columns, for treatment that was not given by lot. What decided on treatment has to
    ///     be among the columns then; nothing in the data can tell whether it is.
    /// folds
    ///     Folds whose rows are scored by a model that did not see them, 2 to 20.
    /// outcome_trees, effect_trees
    ///     Options of `Gbdt.fit` in a dict, such as ``{"trees": 200}``.
    /// replicates
    ///     Bootstrap replicates behind the intervals of the Qini coefficient.
    /// seed
    ///     The seed of what is drawn.
    /// progress
    ///     Is told how many steps of how many are done; raising stops the work, as Ctrl-C does.
    #[staticmethod]
    #[pyo3(signature = (
        table: "typing.Any", treatment: "typing.Any", outcome: "typing.Any", *,
        learner = Named(UpliftOptions::default().learner),
        propensity = None,
        estimate_propensity = false,
        folds = Argument::of(UpliftOptions::default().folds),
        outcome_trees: "Mapping[str, typing.Any] | None" = None,
        effect_trees: "Mapping[str, typing.Any] | None" = None,
        replicates = Argument::of(UpliftOptions::default().replicates),
        seed = Argument::of(0),
        progress = None
    ))]
    fn fit(
        table: &Bound<'_, PyAny>,
        treatment: &Bound<'_, PyAny>,
        outcome: &Bound<'_, PyAny>,
        learner: Named<UpliftLearner>,
        propensity: Option<Real>,
        estimate_propensity: bool,
        folds: Argument<u32>,
        outcome_trees: Option<&Bound<'_, PyAny>>,
        effect_trees: Option<&Bound<'_, PyAny>>,
        replicates: Argument<u32>,
        seed: Argument<u32>,
        progress: Option<Progress>,
    ) -> PyResult<Self> {
        let default = UpliftOptions::default();
        let options = UpliftOptions {
            learner: learner.0,
            propensity: propensity.map(|share| share.0),
            estimate_propensity,
            folds: folds.named(SUBJECT, "folds")?,
            outcome_trees: trees_of("outcome_trees", outcome_trees, default.outcome_trees)?,
            effect_trees: trees_of("effect_trees", effect_trees, default.effect_trees)?,
            replicates: replicates.named(SUBJECT, "replicates")?,
            seed: seed.named(SUBJECT, "seed")?,
        };
        let (py, (core, form)) = (table.py(), Table::given(table)?);
        for (name, given) in [("treatment", treatment), ("outcome", outcome)] {
            form.form(py).seen(name, given)?;
        }
        let treatment = column(SUBJECT, "treatment", treatment)?;
        let outcome = column(SUBJECT, "outcome", outcome)?;
        run_long(py, "Uplift.fit", progress, |control| {
            sartor::learn::Uplift::fit(&core, &treatment, &outcome, &options, control)
        })
        .map(Self::from)
    }

    /// The columns that it was trained on, in the order of training.
    #[getter]
    fn schema(&self) -> Vec<SchemaColumn> {
        columns_of(self.0.schema())
    }

    /// Which learner it is.
    #[getter]
    fn learner(&self) -> UpliftLearner {
        self.0.learner()
    }

    /// Whether outcomes were 0 and 1, so that effects are on a probability.
    #[getter]
    fn is_of_probability(&self) -> bool {
        self.0.is_of_probability()
    }

    /// Whether treatment looks given by lot, and between which bounds its probability lies.
    #[getter]
    fn balance(&self) -> UpliftBalance {
        self.0.balance().clone()
    }

    /// What treating each row would add to its outcome: a Series with the index of a pandas frame, or an array.
    #[pyo3(signature = (table: "typing.Any") -> "typing.Any")]
    fn predict<'py>(&self, table: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let (py, (core, form)) = (table.py(), Table::matching(table, self.0.schema())?);
        let effects = run(py, "Uplift.predict", || self.0.predict(&core))?;
        form.form(py).column(py, "uplift", effects)
    }

    /// What treating one row would add, a dict of values by column or a row of a frame.
    #[pyo3(signature = (row: "typing.Any"))]
    fn predict_row(&self, row: &Bound<'_, PyAny>) -> PyResult<f64> {
        self.0.predict_row(&row_of(row, self.0.schema())?).map_err(|error| exception(&error))
    }

    /// Area and coefficient of the Qini curve (Radcliffe 2007), of rows that the model had not seen.
    #[pyo3(signature = (*, level = Real(0.9)))]
    fn qini(&self, py: Python<'_>, level: Real) -> PyResult<QiniReport> {
        run(py, "Uplift.qini", || self.0.qini(level.0))
    }

    /// The Qini curve at so many equal shares of the rows, and at 0; `sartor.to_frame` makes a table of it.
    #[pyo3(signature = (*, points = Argument::of(100)))]
    fn qini_curve(&self, py: Python<'_>, points: Argument<u32>) -> PyResult<Vec<QiniPoint>> {
        let points = points.named(SUBJECT, "points")?;
        run(py, "Uplift.qini_curve", || self.0.qini_curve(points))
    }

    /// What treatment added among the share of rows that the model, not having seen them, scored highest; of all rows, the
    /// average effect.
    #[pyo3(signature = (share, *, level = Real(0.9)))]
    fn uplift_at(&self, py: Python<'_>, share: Real, level: Real) -> PyResult<UpliftAt> {
        run(py, "Uplift.uplift_at", || self.0.uplift_at(share.0, level.0))
    }

    /// What treatment added among the share of rows that stand nearest to a row of this effect by the scores that the model,
    /// not having seen them, gave them: what the trial itself knows of rows like it.
    #[pyo3(signature = (effect, *, share = Real(0.2), level = Real(0.9)))]
    fn uplift_near(&self, py: Python<'_>, effect: Real, share: Real, level: Real) -> PyResult<UpliftAt> {
        run(py, "Uplift.uplift_near", || self.0.uplift_near(effect.0, share.0, level.0))
    }

    /// What each column contributes to the effect on each row, in units of the outcome: with the base they add up to it.
    ///
    /// `NOT_AVAILABLE` of the learners X and Mean where the propensity was estimated.
    #[pyo3(signature = (table: "typing.Any"))]
    fn explain(&self, table: &Bound<'_, PyAny>) -> PyResult<Explanations> {
        let (core, form) = Table::matching(table, self.0.schema())?;
        let found = run(table.py(), "Uplift.explain", || self.0.explain(&core))?;
        // An effect is a difference of outcomes, which is added to.
        let (schema, objective) = (self.0.schema().clone(), Objective::Squared);
        Ok(Explanations { core: found, schema, objective, table: core, form })
    }

    /// What each column contributes to the effect on one row, a dict of values by column or a row of a frame.
    #[pyo3(signature = (row: "typing.Any"))]
    fn explain_row(&self, row: &Bound<'_, PyAny>) -> PyResult<Explanation> {
        self.0.explain_row(&row_of(row, self.0.schema())?).map_err(|error| exception(&error))
    }

    /// What it is worth to treat rows whose effect is above the cost of treatment, in units of the outcome.
    #[pyo3(signature = (*, cost = Real(0.0), level = Real(0.9)))]
    fn policy_value(&self, py: Python<'_>, cost: Real, level: Real) -> PyResult<PolicyValue> {
        run(py, "Uplift.policy_value", || self.0.policy_value(cost.0, level.0))
    }

    /// Do effects differ between rows, as far as these columns and this learner can tell? Where they do not, difference is
    /// found with probability `1 - level`.
    #[pyo3(signature = (*, level = Real(0.95)))]
    fn heterogeneity(&self, py: Python<'_>, level: Real) -> PyResult<HeterogeneityReport> {
        run(py, "Uplift.heterogeneity", || self.0.heterogeneity(level.0))
    }

    /// The model as bytes, the same in every language; `load` reads any learner's.
    fn to_bytes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        let bytes = run(py, "Uplift.to_bytes", || self.0.to_bytes())?;
        Ok(PyBytes::new(py, &bytes))
    }

    /// What `to_bytes` wrote. Damaged, foreign and newer bytes are refused.
    #[staticmethod]
    fn from_bytes(py: Python<'_>, bytes: &[u8]) -> PyResult<Self> {
        run(py, "Uplift.from_bytes", || sartor::learn::Uplift::from_bytes(bytes)).map(Self::from)
    }

    fn __repr__(&self) -> String {
        let learner = format!("{:?}", self.0.learner()).to_lowercase();
        format!("Uplift(learner={learner}, columns={})", self.0.schema().columns().len())
    }

    #[pyo3(signature = () -> "tuple[typing.Any, tuple[bytes]]")]
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (Bound<'py, PyBytes>,))> {
        Ok((slf.get_type().getattr("from_bytes")?, (slf.get().to_bytes(slf.py())?,)))
    }
}
