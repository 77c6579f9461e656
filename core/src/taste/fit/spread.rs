//! How much do customers differ: in how much they engage at all, and in what they like?
//!
//! *Activity.* Where customers differ in overall engagement by a factor of mean 1 and variance `s`, what two values
//! of one dimension get beyond expectation has covariance `s E_u E_v`, so `s` is the sum of products of such excesses
//! over the sum of products of expectations. The tastes of a dimension are independent between its values and do not
//! enter; those of the other dimensions make a part of it, which follows from their own variances and is taken off.
//! What is left is 0 unless it exceeds twice its standard error.
//!
//! *Dispersion.* One customer's days of activity, the even ones beside the odd ones, share taste and activity. What
//! the two halves differ more than chance explains is dispersion: `sum (n1 E2 - n2 E1)^2 / (E1 E2 (E1 + E2))` over its
//! expectation, as in quasi-likelihood (Wedderburn 1974, *Biometrika* 61:439).
//!
//! *Strength.* Where exposure is known, counts are negative binomial: gamma lifts under Poisson counts (`DuMouchel`
//! 1999, equation 4, one component). Where it is not, they are Dirichlet-multinomial (Minka 2000, "Estimating a
//! Dirichlet distribution", equation 53). Both likelihoods have one maximum in one number, found by a grid and golden
//! section (Kiefer 1953) on its logarithm.

use super::super::belief::{Counts, direct_total, listed, unprompted};
use super::super::encounter::Encounter;
use super::super::model::{
    ActivityModel, LEAST_STRENGTH, MOST_DISPERSION, MOST_STRENGTH, ProductValues, Strength, TasteModel,
};
use super::super::tally::{Sums, Tally};
use super::super::{LONG, RECENT};
use super::TasteHistory;
use crate::Result;
use crate::control::Control;
use crate::math::{exp, lgamma, ln, sqrt};
use crate::time::DAY_MS;

/// Customers looked at, evenly spaced where there are more.
const MOST_CUSTOMERS: usize = 6_000;
/// Counts of one dimension that a likelihood is computed from, evenly spaced where there are more.
const MOST_COUNTS: usize = 20_000;
/// Counts below which nothing is said of how customers differ.
const FEWEST_COUNTS: usize = 30;
const GRID: usize = 24;
const SECTIONS: usize = 24;

/// What is gathered of one dimension.
#[derive(Default)]
struct Gathered {
    /// Counts where exposure is known, for each horizon.
    shown: [Vec<Counts>; 2],
    /// Direct encounters of each customer: the total, and of each value its share and count; for each horizon.
    asked: [Vec<Asked>; 2],
    halves_shown: Halves,
    halves_asked: Halves,
}

/// Direct encounters of one customer in one dimension: how many, and of each value met its share and count.
type Asked = (f64, Vec<(f64, f64)>);

/// The differences of halves, and what chance expects of them.
#[derive(Default, Clone, Copy)]
struct Halves {
    found: f64,
    expected: f64,
    pairs: usize,
}

impl Halves {
    /// Two counts with their expectations and the variance of a count of one expected.
    fn enter(&mut self, counts: [f64; 2], expected: [f64; 2], units: [f64; 2]) {
        let [e1, e2] = expected;
        let difference = counts[0] * e2 - counts[1] * e1;
        let (found, chance) =
            (difference * difference / (e1 * e2 * (e1 + e2)), (units[0] * e2 + units[1] * e1) / (e1 + e2));
        if found.is_finite() && chance.is_finite() && chance > 0.0 {
            self.found += found;
            self.expected += chance;
            self.pairs += 1;
        }
    }

    fn dispersion(&self) -> f64 {
        if self.pairs < FEWEST_COUNTS {
            1.0
        } else {
            (self.found / self.expected).clamp(1.0, MOST_DISPERSION)
        }
    }
}

/// Fill the strengths and dispersions of `model`.
pub(super) fn fit(
    model: &mut TasteModel,
    histories: &[TasteHistory],
    products: &ProductValues,
    as_of_ms: i64,
    control: Control<'_>,
) -> Result<()> {
    let stride = histories.len().div_ceil(MOST_CUSTOMERS).max(1);
    let sample: Vec<&TasteHistory> = histories.iter().step_by(stride).collect();
    let mut tallies = Vec::with_capacity(sample.len());
    let mut gathered: Vec<Gathered> = model.dimensions.iter().map(|_| Gathered::default()).collect();
    for history in sample {
        control.step(0, 1)?;
        let tally = Tally::of(model, products, &history.encounters, as_of_ms, |_| true);
        let halves =
            halves(&history.encounters).map(|half| Tally::of(model, products, &half, as_of_ms, |_| true));
        compare(model, products, &tally, &halves, &mut gathered);
        tallies.push(tally);
    }
    for (dimension, gathered) in model.dimensions.iter_mut().zip(&gathered) {
        let (shown, asked) = (gathered.halves_shown.dispersion(), gathered.halves_asked.dispersion());
        for horizon in [LONG, RECENT] {
            dimension.adjusted[horizon].dispersion = shown;
            dimension.unadjusted[horizon].dispersion = asked;
        }
    }
    model.activity = activity(model, products, &tallies);
    for tally in &tallies {
        collect(model, products, tally, &mut gathered);
    }
    for (dimension, gathered) in model.dimensions.iter_mut().zip(&gathered) {
        for horizon in [LONG, RECENT] {
            control.step(0, 1)?;
            let Gathered { shown, asked, .. } = gathered;
            strength(&mut dimension.adjusted[horizon], shown[horizon].len(), |a| {
                negative_binomial(&shown[horizon], a)
            });
            // One encounter alone does not tell how a customer's differ from each other.
            let told = asked[horizon].iter().filter(|(total, _)| *total >= 2.0).count();
            if told < FEWEST_COUNTS {
                // As much as where exposure is known: the variance of a lift whose value has an even share.
                let others = dimension.values.len().saturating_sub(1).max(1) as f64;
                let like = dimension.adjusted[horizon].strength * others - 1.0;
                dimension.unadjusted[horizon].strength = like.clamp(LEAST_STRENGTH, MOST_STRENGTH);
            }
            strength(&mut dimension.unadjusted[horizon], told, |a| dirichlet(&asked[horizon], a));
        }
    }
    Ok(())
}

/// A customer's encounters on even and on odd days of activity.
fn halves(encounters: &[Encounter]) -> [Vec<Encounter>; 2] {
    let mut halves = [Vec::new(), Vec::new()];
    let (mut day, mut half) = (i64::MIN, 0);
    for met in encounters {
        if met.at_ms.div_euclid(DAY_MS) != day {
            day = met.at_ms.div_euclid(DAY_MS);
            half = 1 - half;
        }
        halves[half].push(*met);
    }
    halves
}

fn compare(
    model: &TasteModel,
    products: &ProductValues,
    tally: &Tally,
    halves: &[Tally; 2],
    gathered: &mut [Gathered],
) {
    for (number, _) in &tally.met {
        let Some(&place) = products.dimension_of.get(*number as usize) else { continue };
        let Some((_, value)) = model.value(*number) else { continue };
        let Some(gathered) = gathered.get_mut(place as usize) else { continue };
        let sums = [halves[0].sums(*number), halves[1].sums(*number)];
        let unit = |of: &Sums| of.variance[LONG] / of.expected[LONG];
        gathered.halves_shown.enter(
            [sums[0].engaged[LONG], sums[1].engaged[LONG]],
            [sums[0].expected[LONG] * value.rate, sums[1].expected[LONG] * value.rate],
            [unit(&sums[0]), unit(&sums[1])],
        );
        let direct =
            [&halves[0], &halves[1]].map(|half| half.direct.get(place as usize).copied().unwrap_or_default());
        let unit = |at: usize| direct[at].square[LONG] / direct[at].expected[LONG] * (1.0 - value.share);
        gathered.halves_asked.enter(
            [sums[0].direct[LONG], sums[1].direct[LONG]],
            [direct[0].engaged[LONG] * value.share, direct[1].engaged[LONG] * value.share],
            [unit(0), unit(1)],
        );
    }
}

/// Sums over customers of one dimension, by which its part in overall engagement is told.
#[derive(Default, Clone, Copy)]
struct Moments {
    /// Products of the excesses of two different values, and of their expectations.
    crossed: f64,
    crossed_expected: f64,
    /// Squares of the excess of one value beyond chance, and of its expectation.
    own: f64,
    own_expected: f64,
}

impl Moments {
    /// Variance that all values of the dimension share.
    fn shared(&self) -> f64 {
        self.crossed / self.crossed_expected
    }

    /// Variance of overall engagement that the dimension's own tastes make.
    fn made(&self) -> f64 {
        let spread = (self.own / self.own_expected - self.shared()).max(0.0);
        spread * self.own_expected / (self.own_expected + self.crossed_expected)
    }

    fn of(model: &TasteModel, products: &ProductValues, tally: &Tally) -> Vec<Self> {
        let mut sums = vec![[0.0; 5]; model.dimensions.len()];
        for (number, met) in &tally.met {
            let place = products.dimension_of.get(*number as usize).copied().unwrap_or(0);
            let (Some((dimension, value)), Some(sum)) = (model.value(*number), sums.get_mut(place as usize))
            else {
                continue;
            };
            let expected = met.expected[LONG] * value.rate;
            let excess = met.engaged[LONG] - expected;
            let chance = met.variance[LONG] * value.rate * dimension.adjusted[LONG].dispersion;
            for (sum, part) in
                sum.iter_mut().zip([excess, excess * excess, expected, expected * expected, chance])
            {
                *sum += part;
            }
        }
        let moments = sums.into_iter().map(|[excess, excess_squares, total, total_squares, chance]| Self {
            crossed: excess * excess - excess_squares,
            crossed_expected: total * total - total_squares,
            own: excess_squares - chance,
            own_expected: total_squares,
        });
        moments.collect()
    }
}

/// How customers differ in overall engagement.
fn activity(model: &TasteModel, products: &ProductValues, tallies: &[Tally]) -> Option<ActivityModel> {
    if tallies.len() < FEWEST_COUNTS {
        return None;
    }
    let of_customers: Vec<Vec<Moments>> =
        tallies.iter().map(|tally| Moments::of(model, products, tally)).collect();
    let mut totals = vec![Moments::default(); model.dimensions.len()];
    for own in &of_customers {
        for (total, own) in totals.iter_mut().zip(own) {
            total.crossed += own.crossed;
            total.crossed_expected += own.crossed_expected;
            total.own += own.own;
            total.own_expected += own.own_expected;
        }
    }
    let told: Vec<usize> = (0..totals.len()).filter(|&at| totals[at].crossed_expected > 0.0).collect();
    if told.is_empty() {
        return None;
    }
    let count = told.len() as f64;
    let made: f64 = told.iter().map(|&at| totals[at].made()).sum();
    let variance =
        told.iter().map(|&at| totals[at].shared() - (made - totals[at].made())).sum::<f64>() / count;
    let squares: f64 = of_customers
        .iter()
        .map(|own| {
            let part = |at: usize| {
                (own[at].crossed - totals[at].shared() * own[at].crossed_expected)
                    / totals[at].crossed_expected
            };
            let mean = told.iter().map(|&at| part(at)).sum::<f64>() / count;
            mean * mean
        })
        .sum();
    let found = variance > 2.0 * sqrt(squares) && variance > 1.0 / MOST_STRENGTH;
    found.then_some(ActivityModel { strength: 1.0 / variance, taste_variance: made })
}

/// The counts that tastes are judged by.
fn collect(model: &TasteModel, products: &ProductValues, tally: &Tally, gathered: &mut [Gathered]) {
    let activity = [LONG, RECENT].map(|horizon| tally.activity(model, horizon));
    for horizon in [LONG, RECENT] {
        for ((gathered, dimension), direct) in gathered.iter_mut().zip(&model.dimensions).zip(&tally.direct) {
            let total = direct_total(dimension, direct, horizon);
            if total > 0.0 && dimension.values.len() > 1 {
                gathered.asked[horizon].push((total, Vec::new()));
            }
        }
        for (number, sums) in &tally.met {
            let place = products.dimension_of.get(*number as usize).copied().unwrap_or(0) as usize;
            let (Some((dimension, value)), Some(direct)) = (model.value(*number), tally.direct.get(place))
            else {
                continue;
            };
            let Some(gathered) = gathered.get_mut(place) else { continue };
            let shown = listed(dimension, value, sums, activity, horizon);
            let asked = unprompted(dimension, value, sums, direct, horizon);
            if shown.expected > 0.0 {
                gathered.shown[horizon].push(shown.plus(asked));
            }
            if asked.engaged > 0.0
                && let Some((_, counts)) = gathered.asked[horizon].last_mut()
            {
                counts.push((value.share, asked.engaged * (1.0 - value.share)));
            }
        }
    }
}

fn negative_binomial(counts: &[Counts], strength: f64) -> f64 {
    let stride = counts.len().div_ceil(MOST_COUNTS).max(1);
    let own = strength * ln(strength) - lgamma(strength);
    let mut sum = 0.0;
    for count in counts.iter().step_by(stride) {
        let shape = strength + count.engaged;
        sum += own + lgamma(shape) - shape * ln(strength + count.expected);
    }
    sum
}

fn dirichlet(customers: &[Asked], strength: f64) -> f64 {
    let stride = customers.len().div_ceil(MOST_COUNTS).max(1);
    let own = lgamma(strength);
    let mut sum = 0.0;
    for (total, counts) in customers.iter().step_by(stride) {
        sum += own - lgamma(strength + total);
        for (share, count) in counts {
            let prior = strength * share;
            sum += lgamma(prior + count) - lgamma(prior);
        }
    }
    sum
}

/// Where `likelihood` is largest; nothing changes where there is too little to say.
fn strength(into: &mut Strength, counts: usize, likelihood: impl Fn(f64) -> f64) {
    if counts < FEWEST_COUNTS {
        return;
    }
    let (low, high) = (ln(LEAST_STRENGTH), ln(MOST_STRENGTH));
    let step = (high - low) / GRID as f64;
    let at = |point: usize| low + step * point as f64;
    let mut best = (0, f64::NEG_INFINITY);
    for point in 0..=GRID {
        let value = likelihood(exp(at(point)));
        if value > best.1 {
            best = (point, value);
        }
    }
    let golden = 0.5 * (sqrt(5.0) - 1.0);
    let (mut left, mut right) = ((at(best.0) - step).max(low), (at(best.0) + step).min(high));
    for _ in 0..SECTIONS {
        let (a, b) = (right - golden * (right - left), left + golden * (right - left));
        if likelihood(exp(a)) >= likelihood(exp(b)) { right = b } else { left = a }
    }
    into.strength = exp(0.5 * (left + right)).clamp(LEAST_STRENGTH, MOST_STRENGTH);
}
