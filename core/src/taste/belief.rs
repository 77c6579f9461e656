//! What is believed of each of a customer's tastes, and which of them are learned?
//!
//! Where a value's exposures are known, its lift is `Gamma(a + f n / k, a + f g c E / k)`. `k` is the variance over the
//! mean of engagement where the lift is 1, times the dispersion beyond chance that was fitted; `g` is what all
//! customers engage with the value over what its exposures would have earned; `c` is how much the customer engages
//! with what is shown, whatever it is; and `f`, the decay of the newest step, lets knowledge of a customer who has
//! gone quiet fade into the prior.
//!
//! Direct encounters have no exposure. Given their number, how many fall on a value is compared with the share `p`
//! of the value among those of all customers: their count has variance `N p (1 - p)`, so it enters divided by
//! `1 - p`. Where nothing but direct encounters is known of a value, shares are Dirichlet with mean `p` and strength
//! `A`, so the share of one value is beta distributed, and the lift is the gamma variable of the same mean and
//! variance ([`LiftPosterior::of_share`]).

use super::discovery::discoveries;
use super::encounter::Encounter;
use super::lift::LiftPosterior;
use super::model::{DimensionModel, ProductValues, TasteModel, ValueModel};
use super::tally::{Activity, DirectSums, Late, Sums, Tally, WINDOW_DAYS};
use super::{FALSE_DISCOVERY_RATE, LONG, RECENT};
use crate::math::{ln, normal_cdf, sqrt};

/// Values of a dimension up to which those never met are looked at too.
const FEW_VALUES: usize = 256;
/// Direct encounters expected with a value from which never having met it says something.
const ENOUGH_EXPECTED: f64 = 2.0;
/// Standard deviations below which a difference is no discovery at any number of windows, so that how easily chance
/// explains it need not be known: `2 Phi(-1.5) = .13`.
const SOME_DRIFT: f64 = 1.5;
/// What makes the variance of the square root of a Poisson count nearly constant (Anscombe 1948).
const THREE_EIGHTHS: f64 = 0.375;

/// What is believed of one lift.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Belief {
    /// The value's number.
    pub value: u32,
    /// The lift over a year, and over weeks.
    pub lift: [LiftPosterior; 2],
    /// What was believed before anything was known.
    pub prior: LiftPosterior,
    /// Engagements that it rests on, in effect: a recent purchase is about one.
    pub engagements: f64,
    /// Share of what was expected that comes from known exposures.
    pub exposure_share: f64,
    /// [`LiftPosterior::doubt`] of the year's lift.
    pub doubt: f64,
    /// Whether it is learned: the interval excludes 1, with the rate of false discoveries controlled over all of
    /// the customer's beliefs.
    pub learned: bool,
    /// Whether the last weeks differ from the time before, likewise controlled.
    pub drifting: bool,
}

/// All that is believed of one customer's tastes.
#[derive(Debug, Clone, Default)]
pub struct Beliefs {
    /// Learned first, then by doubt.
    pub all: Vec<Belief>,
    /// Logarithm of the lift of values that are not among them, by dimension.
    unmet_log: Vec<f64>,
}

/// Engagements and what was expected, in counts.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Counts {
    pub engaged: f64,
    pub expected: f64,
}

impl Counts {
    pub fn plus(self, other: Self) -> Self {
        Self { engaged: self.engaged + other.engaged, expected: self.expected + other.expected }
    }
}

impl Beliefs {
    /// The beliefs that `encounters` support as they stand at `as_of_ms`.
    pub fn of(model: &TasteModel, products: &ProductValues, encounters: &[Encounter], as_of_ms: i64) -> Self {
        Self::from_tally(model, &Tally::of(model, products, encounters, as_of_ms, |_| true))
    }

    fn from_tally(model: &TasteModel, tally: &Tally) -> Self {
        let activity = [LONG, RECENT].map(|horizon| tally.activity(model, horizon));
        let mut all = Vec::with_capacity(tally.met.len() + 8);
        let mut drifts = Vec::with_capacity(tally.met.len() + 8);
        let mut unmet_log = Vec::with_capacity(model.dimensions.len());
        let mut first = 0;
        let place_of = |tally: &Tally, value: u32| tally.sums(value);
        for (dimension, direct) in model.dimensions.iter().zip(&tally.direct) {
            let total = direct_total(dimension, direct, LONG) * tally.freshness[LONG];
            let strength = dimension.unadjusted[LONG].strength;
            unmet_log.push(ln(strength / (strength + total)));
            if dimension.values.len() <= FEW_VALUES {
                for (value, number) in dimension.values.iter().zip(first..) {
                    let sums = place_of(tally, number);
                    if sums != Sums::default() || total * value.share >= ENOUGH_EXPECTED {
                        enter(
                            dimension,
                            value,
                            number,
                            &sums,
                            direct,
                            tally,
                            activity,
                            &mut all,
                            &mut drifts,
                        );
                    }
                }
            }
            first += dimension.values.len() as u32;
        }
        // Of dimensions of many values only those that were met.
        for (number, sums) in &tally.met {
            let Some((place, dimension, value)) = located(model, *number) else { continue };
            if dimension.values.len() > FEW_VALUES {
                let Some(direct) = tally.direct.get(place) else { continue };
                enter(dimension, value, *number, sums, direct, tally, activity, &mut all, &mut drifts);
            }
        }
        let doubts: Vec<f64> = all.iter().map(|belief| belief.doubt).collect();
        let learned = discoveries(&doubts, doubts.len(), FALSE_DISCOVERY_RATE);
        let drifting = discoveries(&drifts, drifts.len(), FALSE_DISCOVERY_RATE);
        for ((belief, learned), drifting) in all.iter_mut().zip(learned).zip(drifting) {
            (belief.learned, belief.drifting) = (learned, drifting);
        }
        all.sort_unstable_by(|left, right| {
            let order = right.learned.cmp(&left.learned).then(left.doubt.total_cmp(&right.doubt));
            order.then(left.value.cmp(&right.value))
        });
        Self { all, unmet_log }
    }

    /// Logarithm of the expected lift of each value by number, whether it was met or not.
    pub fn log_lifts(&self, model: &TasteModel) -> Vec<f64> {
        let unmet = model.dimensions.iter().zip(&self.unmet_log);
        let mut logs: Vec<f64> =
            unmet.flat_map(|(dimension, log)| std::iter::repeat_n(*log, dimension.values.len())).collect();
        for belief in &self.all {
            if let Some(log) = logs.get_mut(belief.value as usize) {
                *log = ln(belief.lift[LONG].mean());
            }
        }
        logs
    }
}

/// The place of the dimension of a value, the dimension and the value.
fn located(model: &TasteModel, number: u32) -> Option<(usize, &DimensionModel, &ValueModel)> {
    let mut left = number as usize;
    for (place, dimension) in model.dimensions.iter().enumerate() {
        match dimension.values.get(left) {
            Some(value) => return Some((place, dimension, value)),
            None => left -= dimension.values.len(),
        }
    }
    None
}

/// Direct encounters in a dimension, in counts.
pub(super) fn direct_total(dimension: &DimensionModel, direct: &DirectSums, horizon: usize) -> f64 {
    let unit = direct.square[horizon] / direct.expected[horizon] * dimension.unadjusted[horizon].dispersion;
    if unit > 0.0 { direct.engaged[horizon] / unit } else { 0.0 }
}

#[expect(clippy::too_many_arguments, reason = "one step of one loop, written once for its two places")]
fn enter(
    dimension: &DimensionModel,
    value: &ValueModel,
    number: u32,
    sums: &Sums,
    direct: &DirectSums,
    tally: &Tally,
    activity: [Activity; 2],
    all: &mut Vec<Belief>,
    drifts: &mut Vec<f64>,
) {
    let shown = [LONG, RECENT].map(|horizon| listed(dimension, value, sums, activity, horizon));
    let asked = [LONG, RECENT].map(|horizon| unprompted(dimension, value, sums, direct, horizon));
    // The only value of its dimension is what everything has: it says nothing without exposure.
    let alone = value.share > 1.0 - 1e-9;
    if alone && shown[LONG].expected <= 0.0 {
        return;
    }
    let by_share = shown[LONG].expected <= 0.0;
    let of = |horizon: usize| {
        let fresh = tally.freshness[horizon];
        let (shown, asked) = (shown[horizon], asked[horizon]);
        if by_share {
            let strength = dimension.unadjusted[horizon].strength;
            let total = direct_total(dimension, direct, horizon) * fresh;
            let count = (asked.engaged * (1.0 - value.share) * fresh).min(total);
            let (alpha, beta) = (strength * value.share, strength * (1.0 - value.share));
            (
                LiftPosterior::of_share(alpha + count, beta + total - count, value.share),
                LiftPosterior::of_share(alpha, beta, value.share),
            )
        } else {
            let prior = dimension.prior(horizon);
            let counts = shown.plus(asked);
            let lift = LiftPosterior::new(
                prior.shape + fresh * counts.engaged,
                prior.rate + fresh * counts.expected,
            );
            // As unsure as the customer's activity is, by the share of what is known of it that enters.
            let entered = fresh * counts.expected / lift.rate;
            (lift.blurred(activity[horizon].variance * entered * entered), prior)
        }
    };
    let (long, prior) = of(LONG);
    let (recent, _) = of(RECENT);
    let whole = shown[LONG].plus(asked[LONG]);
    drifts.push(drift_doubt(dimension, value, sums, direct, tally.direct_unit, activity[LONG].factor));
    all.push(Belief {
        value: number,
        lift: [long, recent],
        prior,
        engagements: whole.engaged * tally.freshness[LONG],
        exposure_share: if whole.expected > 0.0 { shown[LONG].expected / whole.expected } else { 0.0 },
        doubt: long.doubt(),
        learned: false,
        drifting: false,
    });
}

/// Counts after exposures.
pub(super) fn listed(
    dimension: &DimensionModel,
    value: &ValueModel,
    sums: &Sums,
    activity: [Activity; 2],
    horizon: usize,
) -> Counts {
    match listed_unit(dimension, sums, horizon) {
        Some(unit) => Counts {
            engaged: sums.engaged[horizon] / unit,
            expected: activity[horizon].factor * value.rate * sums.expected[horizon] / unit,
        },
        None => Counts::default(),
    }
}

/// Counts of direct encounters.
pub(super) fn unprompted(
    dimension: &DimensionModel,
    value: &ValueModel,
    sums: &Sums,
    direct: &DirectSums,
    horizon: usize,
) -> Counts {
    match unprompted_unit(dimension, value, direct, horizon) {
        Some(unit) => Counts {
            engaged: sums.direct[horizon] / unit,
            expected: value.share * direct.engaged[horizon] / unit,
        },
        None => Counts::default(),
    }
}

fn listed_unit(dimension: &DimensionModel, sums: &Sums, horizon: usize) -> Option<f64> {
    let unit = sums.variance[horizon] / sums.expected[horizon] * dimension.adjusted[horizon].dispersion;
    (unit > 0.0 && unit.is_finite()).then_some(unit)
}

fn unprompted_unit(
    dimension: &DimensionModel,
    value: &ValueModel,
    direct: &DirectSums,
    horizon: usize,
) -> Option<f64> {
    let unit = direct.square[horizon] / direct.expected[horizon]
        * dimension.unadjusted[horizon].dispersion
        * (1.0 - value.share);
    (unit > 0.0 && unit.is_finite()).then_some(unit)
}

/// How easily chance explains that the rate within one of the short windows differs from that of the year before: by
/// the difference of the square roots of two Poisson counts (Huffman 1984, *Applied Statistics* 33:224), times the
/// number of windows (Bonferroni); 1 where it explains it easily.
fn drift_doubt(
    dimension: &DimensionModel,
    value: &ValueModel,
    sums: &Sums,
    direct: &DirectSums,
    direct_unit: f64,
    activity: f64,
) -> f64 {
    let year = &sums.late[WINDOW_DAYS.len() - 1];
    let shown = year.variance / year.expected * dimension.adjusted[LONG].dispersion;
    let asked = direct_unit * dimension.unadjusted[LONG].dispersion * (1.0 - value.share);
    let counts = |window: &Late, total: f64| {
        let mut counts = Counts::default();
        if shown > 0.0 && shown.is_finite() {
            counts.engaged += window.engaged / shown;
            counts.expected += activity * value.rate * window.expected / shown;
        }
        if asked > 0.0 {
            counts.engaged += window.direct / asked;
            counts.expected += value.share * total / asked;
        }
        counts
    };
    let [windows @ .., _] = &sums.late;
    let [totals @ .., total] = &direct.late;
    let whole = counts(year, *total);
    let mut least: f64 = 1.0;
    for (window, total) in windows.iter().zip(totals) {
        let late = counts(window, *total);
        let before = Counts {
            engaged: (whole.engaged - late.engaged).max(0.0),
            expected: (whole.expected - late.expected).max(0.0),
        };
        let root = |counts: Counts, other: Counts| sqrt((counts.engaged + THREE_EIGHTHS) * other.expected);
        let z = 2.0 * (root(late, before) - root(before, late)) / sqrt(late.expected + before.expected);
        if late.expected > 0.0 && before.expected > 0.0 && z.is_finite() && z.abs() >= SOME_DRIFT {
            least = least.min(2.0 * normal_cdf(-z.abs()) * windows.len() as f64);
        }
    }
    least
}
