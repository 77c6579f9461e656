//! The learners, by the name of each class.

use std::sync::Arc;

use napi::Env;
use napi::bindgen_prelude::{Buffer, Either6, Float64Array, Object, ObjectFinalize, Unknown};
use napi_derive::napi;
use sartor::artifact;
use sartor::learn::{self as core, AnyLearner, Explanation, OtherValues, Target};

use super::reasons::{self, ExplanationColumns};
use super::rows::RowReader;
use super::table::Table;
use super::uplift::Uplift;
use super::value_gbdt::ValueGbdt;
use crate::host::{Outcome, answer, run};
use crate::input;
use crate::memory::Kept;
use crate::work::{Follow, promise, record};

/// Options of a fit that are not the learner's own.
pub(super) const FIT_OPTIONS: [&str; 4] = ["weights", "times", "signal", "onProgress"];
/// What is taken to be held for any model.
const MODEL_BYTES: usize = 16 * 1_024;

/// A table with what is to be learnt of its rows.
pub(super) struct Labelled {
    pub(super) table: Arc<core::Table>,
    labels: Vec<f64>,
    weights: Option<Vec<f64>>,
    times_ms: Option<Vec<i64>>,
}

impl Labelled {
    pub(super) fn read(table: Unknown<'_>, labels: Unknown<'_>, options: Unknown<'_>) -> Outcome<Self> {
        let (weights, times) = (input::option(options, "weights")?, input::option(options, "times")?);
        Ok(Self {
            table: Table::read(table)?,
            labels: input::column("labels", "labels", labels)?,
            weights: weights.map(|weights| input::column("labels", "weights", weights)).transpose()?,
            times_ms: times.map(|times| input::times("labels", "times", times)).transpose()?,
        })
    }

    pub(super) fn target(&self) -> Target<'_> {
        Target { labels: &self.labels, weights: self.weights.as_deref(), times_ms: self.times_ms.as_deref() }
    }
}

/// What a column could be instead, as far as a model knows it itself.
trait Knowing {
    fn other_values(&self) -> Option<OtherValues> {
        None
    }
}

impl Knowing for core::Gbdt {
    fn other_values(&self) -> Option<OtherValues> {
        Some(core::Gbdt::other_values(self))
    }
}

impl Knowing for core::Ensemble {
    fn other_values(&self) -> Option<OtherValues> {
        Some(core::Ensemble::other_values(self))
    }
}

impl Knowing for core::Logistic {}
impl Knowing for core::Network {}

/// About how much a model holds.
trait Weighty {
    fn bytes(&self) -> usize;
}

impl Weighty for core::Gbdt {
    fn bytes(&self) -> usize {
        MODEL_BYTES + 1_024 * self.tree_count()
    }
}

impl Weighty for core::Logistic {
    fn bytes(&self) -> usize {
        let levels = |column: &core::SchemaColumn| column.levels.as_ref().map_or(0, Vec::len);
        MODEL_BYTES + 64 * self.schema().columns().iter().map(levels).sum::<usize>()
    }
}

impl Weighty for core::Network {
    fn bytes(&self) -> usize {
        let levels = |column: &core::SchemaColumn| column.levels.as_ref().map_or(0, Vec::len);
        let columns = self.schema().columns();
        let inputs = 2 * columns.len() + 8 * columns.iter().map(levels).sum::<usize>();
        MODEL_BYTES + 512 * self.network_count() * inputs
    }
}

impl Weighty for core::Ensemble {
    fn bytes(&self) -> usize {
        let levels = |column: &core::SchemaColumn| column.levels.as_ref().map_or(0, Vec::len);
        let columns = self.schema().columns();
        64 * MODEL_BYTES + 2_048 * columns.len() + 256 * columns.iter().map(levels).sum::<usize>()
    }
}

/// Gradient boosting over histograms: a sum of many small trees (Friedman 2001; Chen and Guestrin 2016; Ke and others 2017).
///
/// What is missing and what is a category needs no preparation. The same rows, options and seed give the same model
/// everywhere.
#[napi(namespace = "learn", custom_finalize)]
pub struct Gbdt {
    model: Kept<core::Gbdt>,
    rows: RowReader,
}

learner! {
    Gbdt, GbdtOptions, "gbdt",
    "table: Table | TableColumns, labels: NumberColumn, options?: (Input<GbdtOptions> & TargetOptions) | null",
    "Promise<Gbdt>"
}
reasons! {
    Gbdt,
    "row: LearnerRow, values?: Table | TableColumns | null, options?: (Input<ChangeOptions> & FollowOptions) | null"
}

#[napi(namespace = "learn")]
impl Gbdt {
    /// The score before any tree.
    #[napi(getter, catch_unwind, ts_return_type = "number")]
    pub fn base_score(&self, env: &Env) -> napi::Result<f64> {
        run(env, "Gbdt.baseScore", || Ok(self.model.get()?.base_score()))
    }

    /// The number of trees.
    #[napi(getter, catch_unwind, ts_return_type = "number")]
    pub fn tree_count(&self, env: &Env) -> napi::Result<u32> {
        run(env, "Gbdt.treeCount", || Ok(self.model.get()?.tree_count() as u32))
    }
}

/// Logistic regression with a ridge (Cox 1958; le Cessie and van Houwelingen 1992), fitted to its one minimum.
///
/// Numbers are standardised, levels of categories and what is missing have indicators. Labels are 0 and 1.
#[napi(namespace = "learn", custom_finalize)]
pub struct Logistic {
    model: Kept<core::Logistic>,
    rows: RowReader,
}

learner! {
    Logistic, LogisticOptions, "logistic",
    "table: Table | TableColumns, labels: NumberColumn, options?: (Input<LogisticOptions> & TargetOptions) | null",
    "Promise<Logistic>"
}
reasons! {
    Logistic,
    "row: LearnerRow, values: Table | TableColumns, options?: (Input<ChangeOptions> & FollowOptions) | null"
}

#[napi(namespace = "learn")]
impl Logistic {
    /// The mean score of the rows that it was trained on.
    #[napi(getter, catch_unwind, ts_return_type = "number")]
    pub fn base_score(&self, env: &Env) -> napi::Result<f64> {
        run(env, "Logistic.baseScore", || Ok(self.model.get()?.base_score()))
    }

    /// The coefficients, as analysts read them.
    #[napi(getter, catch_unwind, ts_return_type = "Array<LogisticCoefficient>")]
    pub fn coefficients<'env>(&self, env: &'env Env) -> napi::Result<Unknown<'env>> {
        answer(env, "Logistic.coefficients", || Ok(self.model.get()?.coefficients()))
    }
}

/// A small network over embedded categories, or several whose scores are averaged, trained with early stopping.
///
/// Labels are as the objective has them: of 0 and 1, of any numbers, or counts.
#[napi(namespace = "learn", custom_finalize)]
pub struct Network {
    model: Kept<core::Network>,
    rows: RowReader,
}

learner! {
    Network, NetworkOptions, "network",
    "table: Table | TableColumns, labels: NumberColumn, options?: (Input<NetworkOptions> & TargetOptions) | null",
    "Promise<Network>"
}
reasons! {
    Network,
    "row: LearnerRow, values: Table | TableColumns, options?: (Input<ChangeOptions> & FollowOptions) | null"
}

#[napi(namespace = "learn")]
impl Network {
    /// Networks whose scores are averaged.
    #[napi(getter, catch_unwind, ts_return_type = "number")]
    pub fn network_count(&self, env: &Env) -> napi::Result<u32> {
        run(env, "Network.networkCount", || Ok(self.model.get()?.network_count() as u32))
    }
}

/// Trees, a regression and networks that answer together, calibrated on rows that none of them had seen.
///
/// What is explained is the score before calibration. `report` tells how good the members and the whole are.
#[napi(namespace = "learn", custom_finalize)]
pub struct Ensemble {
    pub(super) model: Kept<core::Ensemble>,
    pub(super) rows: RowReader,
}

learner! {
    Ensemble, EnsembleOptions, "ensemble",
    "table: Table | TableColumns, labels: NumberColumn, options?: (Input<EnsembleOptions> & TargetOptions) | null",
    "Promise<Ensemble>"
}
reasons! {
    Ensemble,
    "row: LearnerRow, values?: Table | TableColumns | null, options?: (Input<ChangeOptions> & FollowOptions) | null"
}

/// Fit an ensemble: the same as `Ensemble.fit`.
#[napi(
    namespace = "learn",
    catch_unwind,
    ts_args_type = "table: Table | TableColumns, labels: NumberColumn, options?: (Input<EnsembleOptions> & TargetOptions) | null",
    ts_return_type = "Promise<Ensemble>"
)]
pub fn fit<'env>(
    env: &'env Env,
    table: Unknown<'_>,
    labels: Unknown<'_>,
    options: Unknown<'_>,
) -> napi::Result<Object<'env>> {
    Ensemble::fit(env, table, labels, options)
}

/// What bytes may hold.
enum Loaded {
    Learner(Box<AnyLearner>),
    Uplift(Box<core::Uplift>),
    ValueGbdt(Box<core::ValueGbdt>),
}

/// A learner of whichever kind that was saved by `toBytes`, as an object of its own class.
#[napi(
    namespace = "learn",
    catch_unwind,
    ts_args_type = "bytes: Uint8Array, options?: FollowOptions | null",
    ts_return_type = "Promise<Learner | Uplift | ValueGbdt>"
)]
pub fn load<'env>(env: &'env Env, bytes: Unknown<'_>, options: Unknown<'_>) -> napi::Result<Object<'env>> {
    let operation = "load";
    promise(
        env,
        operation,
        || Ok((input::bytes("learner", "bytes", bytes)?, Follow::read(env, operation, options)?)),
        |bytes, _| {
            Ok(match artifact::kind_of(&bytes)?.as_str() {
                "uplift" => Loaded::Uplift(Box::new(core::Uplift::from_bytes(&bytes)?)),
                "value_gbdt" => Loaded::ValueGbdt(Box::new(core::ValueGbdt::from_bytes(&bytes)?)),
                _ => Loaded::Learner(Box::new(core::load(&bytes)?)),
            })
        },
        |env, loaded| {
            Ok(match loaded {
                Loaded::Learner(model) => match *model {
                    AnyLearner::Gbdt(model) => Either6::A(Gbdt::make(env, model)?),
                    AnyLearner::Logistic(model) => Either6::B(Logistic::make(env, model)?),
                    AnyLearner::Network(model) => Either6::C(Network::make(env, model)?),
                    AnyLearner::Ensemble(model) => Either6::D(Ensemble::make(env, *model)?),
                },
                Loaded::Uplift(model) => Either6::E(Uplift::make(env, *model)?),
                Loaded::ValueGbdt(model) => Either6::F(ValueGbdt::make(env, *model)?),
            })
        },
    )
}
