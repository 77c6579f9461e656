//! Which answers can be promised, however wrong a learner is?

use napi::Env;
use napi::bindgen_prelude::{Float64Array, JsObjectValue, Object, Unknown};
use napi_derive::napi;
use sartor::SartorError;
use sartor::learn::{self as core, PredictedEnds};

use crate::host::{Outcome, answer, run, to_text};
use crate::input;
use crate::work::{Follow, promise, record};

const SETS: &str = "label sets";
const MARGIN: &str = "conformal margin";

/// Sets of labels that hold the true one with a probability of at least `level`, among the rows of each label (Vovk,
/// Gammerman and Shafer 2005). A set of two says that the row is not decided.
#[napi(namespace = "learn")]
pub struct LabelSets {
    sets: core::LabelSets,
}

/// True labels, as whole numbers from 0 on.
fn truth(input: Unknown<'_>) -> Outcome<Vec<u32>> {
    let label = |(row, label): (usize, i64)| {
        let refused = |_| SartorError::out_of_range(SETS, &format!("truth[{row}]"), label, "0 or more");
        Ok(u32::try_from(label).map_err(refused)?)
    };
    input::integers(SETS, "truth", input)?.into_iter().enumerate().map(label).collect()
}

#[napi(namespace = "learn")]
impl LabelSets {
    /// Calibrate sets of 0 and 1 on log-odds of rows that the learner was not fitted to.
    #[napi(
        catch_unwind,
        ts_args_type = "scores: NumberColumn, labels: NumberColumn, level?: number | null",
        ts_return_type = "Promise<LabelSets>"
    )]
    pub fn calibrate_binary<'env>(
        env: &'env Env,
        scores: Unknown<'_>,
        labels: Unknown<'_>,
        level: Unknown<'_>,
    ) -> napi::Result<Object<'env>> {
        promise(
            env,
            "LabelSets.calibrateBinary",
            || {
                let scores = input::column(SETS, "scores", scores)?;
                let labels = input::column(SETS, "labels", labels)?;
                Ok(((scores, labels, super::level(SETS, level)?), Follow::nobody()))
            },
            |(scores, labels, level), _| core::LabelSets::calibrate_binary(&scores, &labels, level),
            |_, sets| Ok(Self { sets }),
        )
    }

    /// Calibrate sets of `labelCount` labels: the conformities of a row's labels stand beside each other, row after row, and
    /// any measure will do that is larger for likelier labels.
    #[napi(
        catch_unwind,
        ts_args_type = "conformities: NumberColumn, labelCount: number, truth: NumberColumn, level?: number | null",
        ts_return_type = "Promise<LabelSets>"
    )]
    pub fn calibrate<'env>(
        env: &'env Env,
        conformities: Unknown<'_>,
        label_count: Unknown<'_>,
        truth: Unknown<'_>,
        level: Unknown<'_>,
    ) -> napi::Result<Object<'env>> {
        promise(
            env,
            "LabelSets.calibrate",
            || {
                let conformities = input::column(SETS, "conformities", conformities)?;
                let count = input::count(SETS, "labelCount", label_count)?;
                let given = (conformities, count, self::truth(truth)?, super::level(SETS, level)?);
                Ok((given, Follow::nobody()))
            },
            |(conformities, count, truth, level), _| {
                core::LabelSets::calibrate(&conformities, count, &truth, level)
            },
            |_, sets| Ok(Self { sets }),
        )
    }

    /// Sets that were saved by `toJson`.
    #[napi(factory, catch_unwind, ts_args_type = "json: string")]
    pub fn from_json(env: &Env, json: Unknown<'_>) -> napi::Result<Self> {
        run(env, "LabelSets.fromJson", || {
            let json = input::text(SETS, "json", json)?;
            Ok(Self { sets: sartor::input::from_text(SETS, &json)? })
        })
    }

    /// The sets as JSON, to be read by `fromJson`.
    #[napi(catch_unwind)]
    pub fn to_json(&self, env: &Env) -> napi::Result<String> {
        let operation = "LabelSets.toJson";
        run(env, operation, || to_text(operation, &self.sets))
    }

    /// The least probability, among rows of each label, that a set holds the label.
    #[napi(getter, catch_unwind)]
    pub fn level(&self) -> f64 {
        self.sets.level()
    }

    /// The threshold of each label, from 0 on.
    #[napi(getter, catch_unwind, ts_return_type = "Array<LabelThreshold>")]
    pub fn thresholds<'env>(&self, env: &'env Env) -> napi::Result<Unknown<'env>> {
        answer(env, "LabelSets.thresholds", || Ok(self.sets.thresholds()))
    }

    /// The labels in the set of a row with these conformities.
    #[napi(catch_unwind, ts_args_type = "conformities: NumberColumn", ts_return_type = "Array<number>")]
    pub fn set(&self, env: &Env, conformities: Unknown<'_>) -> napi::Result<Vec<u32>> {
        run(env, "LabelSets.set", || Ok(self.sets.set(&input::column(SETS, "conformities", conformities)?)))
    }

    /// The labels in the set of a row with these log-odds.
    #[napi(catch_unwind, ts_args_type = "score: number", ts_return_type = "Array<number>")]
    pub fn binary_set(&self, env: &Env, score: Unknown<'_>) -> napi::Result<Vec<u32>> {
        run(env, "LabelSets.binarySet", || Ok(self.sets.binary_set(input::number(SETS, "score", score)?)))
    }

    /// How sets of 0 and 1 do on rows that they were not calibrated on.
    #[napi(
        catch_unwind,
        ts_args_type = "scores: NumberColumn, labels: NumberColumn, level?: number | null",
        ts_return_type = "Promise<LabelSetReport>"
    )]
    pub fn measure_binary<'env>(
        &self,
        env: &'env Env,
        scores: Unknown<'_>,
        labels: Unknown<'_>,
        level: Unknown<'_>,
    ) -> napi::Result<Object<'env>> {
        let sets = self.sets.clone();
        record(
            env,
            "LabelSets.measureBinary",
            || {
                let scores = input::column(SETS, "scores", scores)?;
                let labels = input::column(SETS, "labels", labels)?;
                Ok(((scores, labels, super::level(SETS, level)?), Follow::nobody()))
            },
            move |(scores, labels, level), _| sets.measure_binary(&scores, &labels, level),
        )
    }

    /// How sets do on rows that they were not calibrated on; conformities as of `calibrate`.
    #[napi(
        catch_unwind,
        ts_args_type = "conformities: NumberColumn, truth: NumberColumn, level?: number | null",
        ts_return_type = "Promise<LabelSetReport>"
    )]
    pub fn measure<'env>(
        &self,
        env: &'env Env,
        conformities: Unknown<'_>,
        truth: Unknown<'_>,
        level: Unknown<'_>,
    ) -> napi::Result<Object<'env>> {
        let sets = self.sets.clone();
        record(
            env,
            "LabelSets.measure",
            || {
                let conformities = input::column(SETS, "conformities", conformities)?;
                Ok(((conformities, self::truth(truth)?, super::level(SETS, level)?), Follow::nobody()))
            },
            move |(conformities, truth, level), _| sets.measure(&conformities, &truth, level),
        )
    }
}

/// Means with the scale of their errors where it is known, or the ends of intervals.
enum Ends {
    Means(Vec<f64>, Option<Vec<f64>>),
    Interval(Vec<f64>, Vec<f64>),
}

impl Ends {
    fn read(input: Unknown<'_>) -> Outcome<Self> {
        let ends = input::fields(MARGIN, input, &["means", "scale", "low", "high"])?;
        let column = |name: &str| -> Outcome<Option<Vec<f64>>> {
            let column: Unknown<'_> = ends.get_named_property_unchecked(name)?;
            if input::is_absent(column)? { Ok(None) } else { input::column(MARGIN, name, column).map(Some) }
        };
        match (column("means")?, column("scale")?, column("low")?, column("high")?) {
            (Some(means), scale, None, None) => Ok(Self::Means(means, scale)),
            (None, None, Some(low), Some(high)) => Ok(Self::Interval(low, high)),
            _ => Err(SartorError::invalid(MARGIN, "means", "given, or else low and high").into()),
        }
    }

    fn ends(&self) -> sartor::Result<PredictedEnds<'_>> {
        match self {
            Self::Means(means, None) => PredictedEnds::means(means),
            Self::Means(means, Some(scale)) => PredictedEnds::scaled(means, scale),
            Self::Interval(low, high) => PredictedEnds::quantiles(low, high),
        }
    }
}

/// Intervals of many values.
#[napi(object, object_from_js = false)]
pub struct ValueIntervals {
    /// Lower end of each.
    pub low: Float64Array,
    /// Upper end of each.
    pub high: Float64Array,
    /// The least probability, over all rows, that an interval holds the value.
    pub level: f64,
}

impl ValueIntervals {
    /// Of records the columns.
    pub fn of(intervals: &[core::ConformalValueInterval], level: f64) -> Self {
        let column = |of: fn(&core::ConformalValueInterval) -> f64| {
            Float64Array::new(intervals.iter().map(of).collect())
        };
        Self { low: column(|interval| interval.low), high: column(|interval| interval.high), level }
    }
}

/// How far outcomes lie from what was predicted, at most, with a probability of at least `level` (Vovk, Gammerman and Shafer
/// 2005; of quantiles Romano, Patterson and Candès 2019).
#[napi(namespace = "learn")]
pub struct ConformalMargin {
    margin: core::ConformalMargin,
}

#[napi(namespace = "learn")]
impl ConformalMargin {
    /// Calibrate on rows that the learner was not fitted to, at least `ceil(1 / (1 - level)) - 1` of them.
    #[napi(
        catch_unwind,
        ts_args_type = "predicted: PredictedColumns, outcomes: NumberColumn, level?: number | null",
        ts_return_type = "Promise<ConformalMargin>"
    )]
    pub fn calibrate<'env>(
        env: &'env Env,
        predicted: Unknown<'_>,
        outcomes: Unknown<'_>,
        level: Unknown<'_>,
    ) -> napi::Result<Object<'env>> {
        promise(
            env,
            "ConformalMargin.calibrate",
            || {
                let ends = Ends::read(predicted)?;
                let outcomes = input::column(MARGIN, "outcomes", outcomes)?;
                Ok(((ends, outcomes, super::level(MARGIN, level)?), Follow::nobody()))
            },
            |(ends, outcomes, level), _| core::ConformalMargin::calibrate(&ends.ends()?, &outcomes, level),
            |_, margin| Ok(Self { margin }),
        )
    }

    /// A margin that was saved by `toJson`.
    #[napi(factory, catch_unwind, ts_args_type = "json: string")]
    pub fn from_json(env: &Env, json: Unknown<'_>) -> napi::Result<Self> {
        run(env, "ConformalMargin.fromJson", || {
            let json = input::text(MARGIN, "json", json)?;
            Ok(Self { margin: sartor::input::from_text(MARGIN, &json)? })
        })
    }

    /// The margin as JSON, to be read by `fromJson`.
    #[napi(catch_unwind)]
    pub fn to_json(&self, env: &Env) -> napi::Result<String> {
        let operation = "ConformalMargin.toJson";
        run(env, operation, || to_text(operation, &self.margin))
    }

    /// The least probability, over all rows, that an interval holds the outcome.
    #[napi(getter, catch_unwind)]
    pub fn level(&self) -> f64 {
        self.margin.level()
    }

    /// What is added to the upper end and taken off the lower, in units of the scale.
    #[napi(getter, catch_unwind)]
    pub fn margin(&self) -> f64 {
        self.margin.margin()
    }

    /// The rows that it was calibrated on.
    #[napi(getter, catch_unwind)]
    pub fn calibration_rows(&self) -> u32 {
        self.margin.calibration_rows()
    }

    /// The interval round a predicted mean.
    #[napi(catch_unwind, ts_args_type = "mean: number", ts_return_type = "ConformalValueInterval")]
    pub fn interval<'env>(&self, env: &'env Env, mean: Unknown<'_>) -> napi::Result<Unknown<'env>> {
        answer(env, "ConformalMargin.interval", || {
            let mean = input::number(MARGIN, "mean", mean)?;
            if mean.is_finite() {
                return Ok(self.margin.interval(mean));
            }
            Err(SartorError::out_of_range(MARGIN, "mean", mean, "a finite number").into())
        })
    }

    /// The interval of each of many rows.
    #[napi(
        catch_unwind,
        ts_args_type = "predicted: PredictedColumns",
        ts_return_type = "Promise<ValueIntervals>"
    )]
    pub fn intervals<'env>(&self, env: &'env Env, predicted: Unknown<'_>) -> napi::Result<Object<'env>> {
        let margin = self.margin;
        promise(
            env,
            "ConformalMargin.intervals",
            || Ok((Ends::read(predicted)?, Follow::nobody())),
            move |ends, _| Ok(margin.intervals(&ends.ends()?)),
            move |_, intervals| Ok(ValueIntervals::of(&intervals, margin.level())),
        )
    }
}
