//! How likely are the histories of these customers under Pareto/NBD?
//!
//! What is in braces in the likelihood of a history is a sum of terms whose logarithms have simple derivatives
//! ([`Mixture`]): the customer is active at `T`, or left at a time after `t_x` but not after `T`. With `p_t` the
//! probability that leaving comes before the next purchase at age `t` ([`Wait::before`]), that is
//! `(1 - p_T) (alpha + T)^-R (beta + T)^-s + p_(t_x) (alpha + t_x)^-R (beta + t_x)^-s`, here times `alpha^R beta^s`;
//! `p` and its derivatives come from Gauss's series. Where that is long, the times of leaving are summed by quadrature.

use super::ParetoNbdParams;
use super::race::Wait;
use crate::lifetime::columns::Row;
use crate::lifetime::evaluation::Evaluation;
use crate::lifetime::process::Totals;
use crate::math;

/// Above this argument a quadrature is cheaper than the series.
const LONG_SERIES: f64 = 0.7;

/// Where a search begins.
pub(super) fn starts(totals: &Totals) -> Vec<Vec<f64>> {
    // Rates above the mean rate of purchase, since leaving has already lowered that.
    let rate = totals.purchases / totals.customers;
    let shapes = [[0.5, 0.5, 0.5], [1.0, 1.0, 2.0], [3.0, 0.3, 1.0]];
    shapes.map(|[r, s, beta]| vec![r, r / (1.5 * rate), s, beta]).to_vec()
}

/// First and second derivatives by `r, alpha, s, beta` of the logarithm of a term; of the second ones the upper
/// triangle: rr, rα, rs, rβ, αα, αs, αβ, ss, sβ, ββ.
#[derive(Debug, Clone, Copy)]
struct Slopes {
    first: [f64; 4],
    second: [f64; 10],
}

/// Of each entry of the triangle its row and column.
const TRIANGLE: [(usize, usize); 10] =
    [(0, 0), (0, 1), (0, 2), (0, 3), (1, 1), (1, 2), (1, 3), (2, 2), (2, 3), (3, 3)];

/// A weighted sum of terms with its derivatives.
#[derive(Debug, Clone, Copy)]
struct Mixture {
    sum: f64,
    first: [f64; 4],
    second: [f64; 10],
}

impl Mixture {
    const NOTHING: Self = Self { sum: 0.0, first: [0.0; 4], second: [0.0; 10] };

    fn add(&mut self, weight: f64, slopes: &Slopes) {
        self.sum += weight;
        let f = slopes.first.map(|first| weight * first);
        for (own, first) in self.first.iter_mut().zip(f) {
            *own += first;
        }
        for ((own, (i, j)), second) in self.second.iter_mut().zip(TRIANGLE).zip(slopes.second) {
            *own += weight * second + f[i] * slopes.first[j];
        }
    }

    /// The derivatives of the logarithm of the sum.
    fn logarithm(&self) -> Slopes {
        let over = 1.0 / self.sum;
        let first = self.first.map(|first| first * over);
        let mut second = self.second;
        for (own, (i, j)) in second.iter_mut().zip(TRIANGLE) {
            *own = *own * over - first[i] * first[j];
        }
        Slopes { first, second }
    }
}

/// The log-likelihood of sorted histories with its derivatives.
pub(super) fn log_likelihood(histories: &[Row<3>], params: &ParetoNbdParams) -> Evaluation {
    let ParetoNbdParams { r, alpha, .. } = *params;
    let mut value = 0.0;
    let mut first = [0.0; 4];
    let mut second = [0.0; 10];
    for group in histories.chunk_by(|one, other| one.values[0] == other.values[0]) {
        let Some(x) = group.first().map(|h| h.values[0]) else { continue };
        let mut weights = 0.0;
        let mut last = None;
        for Row { values: [_, t_x, age], weight } in group {
            // Histories are sorted by the last purchase, which many share.
            let at_purchase = match last {
                Some((seen, moment)) if seen == *t_x => moment,
                _ => Moment::new(params, x, *t_x),
            };
            last = Some((*t_x, at_purchase));
            let (log, slopes) = at_purchase.until(params, x, *age);
            weights += weight;
            value += weight * log;
            for (own, slope) in first.iter_mut().zip(slopes.first) {
                *own += weight * slope;
            }
            for (own, slope) in second.iter_mut().zip(slopes.second) {
                *own += weight * slope;
            }
        }
        if x > 0.0 {
            value += weights * (math::lgamma_ratio(r, x) - x * math::ln(alpha));
            first[1] -= weights * x / alpha;
            second[4] += weights * x / (alpha * alpha);
            first[0] += weights * (math::digamma(r + x) - math::digamma(r));
            second[0] += weights * (math::trigamma(r + x) - math::trigamma(r));
        }
    }
    let mut hessian = [[0.0; 4]; 4];
    for ((i, j), entry) in TRIANGLE.into_iter().zip(second) {
        hessian[i][j] = entry;
        hessian[j][i] = entry;
    }
    Evaluation::new(value, first, hessian)
}

/// The age at the last purchase, or now.
#[derive(Debug, Clone, Copy)]
struct Moment {
    age: f64,
    purchase: Wait,
    leave: Wait,
    /// `ln (alpha + t) / alpha` and `ln (beta + t) / beta`: huge shapes stand in front of them.
    logs: (f64, f64),
    /// `p` and the derivatives of its logarithm, where the series is short.
    leaving: Option<(f64, Slopes)>,
}

impl Moment {
    fn new(params: &ParetoNbdParams, x: f64, t: f64) -> Self {
        let purchase = Wait { shape: params.r + x, rate: params.alpha + t };
        let leave = Wait { shape: params.s, rate: params.beta + t };
        let logs = (math::ln_1p(t / params.alpha), math::ln_1p(t / params.beta));
        Self { age: t, purchase, leave, logs, leaving: leaving_first(purchase, leave) }
    }

    /// The derivatives of the logarithm of `(1 + t / alpha)^-R (1 + t / beta)^-s`.
    fn silence(&self, params: &ParetoNbdParams) -> Slopes {
        silence(params, self.purchase.shape, self.age, self.logs)
    }

    /// `ln` of the braces of one who was silent from here to `age`.
    fn until(&self, params: &ParetoNbdParams, x: f64, age: f64) -> (f64, Slopes) {
        let gap = age - self.age;
        let now = Self::new(params, x, age);
        // All in units of the term at the last purchase.
        let still = math::exp(-self.purchase.hazard(gap) - self.leave.hazard(gap));
        let mut mixture = Mixture::NOTHING;
        let active = now.silence(params);
        mixture.add(still, &active);
        if let (Some((then, before)), Some((by_now, later))) = (self.leaving, now.leaving) {
            mixture.add(then, &plus(&self.silence(params), &before));
            mixture.add(-still * by_now, &plus(&active, &later));
        } else {
            let own = 1.0 / params.s;
            self.leave.nodes(self.purchase, gap, |v, weight| {
                let logs = (
                    self.logs.0 + math::ln_1p(v / self.purchase.rate),
                    self.logs.1 + math::ln_1p(v / self.leave.rate),
                );
                let mut slopes = silence(params, self.purchase.shape, self.age + v, logs);
                // Leaving then has the density of its rate in front.
                let over = 1.0 / (self.leave.rate + v);
                slopes.first[2] += own;
                slopes.first[3] -= over;
                slopes.second[7] -= own * own;
                slopes.second[9] += over * over;
                mixture.add(weight, &slopes);
            });
        }
        let front = self.purchase.shape * self.logs.0 + self.leave.shape * self.logs.1;
        (math::ln(mixture.sum) - front, mixture.logarithm())
    }
}

/// The derivatives of the logarithm of `(1 + t / alpha)^-R (1 + t / beta)^-s`, of which the logarithms are given.
fn silence(params: &ParetoNbdParams, shape: f64, t: f64, logs: (f64, f64)) -> Slopes {
    let wait = |shape: f64, rate: f64| {
        let (before, after) = (1.0 / rate, 1.0 / (rate + t));
        let shared = t * before * after;
        (shape * shared, shared, -shape * shared * (before + after))
    };
    let (a, ra, aa) = wait(shape, params.alpha);
    let (b, sb, bb) = wait(params.s, params.beta);
    Slopes { first: [-logs.0, a, -logs.1, b], second: [0.0, ra, 0.0, 0.0, aa, 0.0, 0.0, 0.0, sb, bb] }
}

fn plus(one: &Slopes, other: &Slopes) -> Slopes {
    let mut sum = *one;
    for (own, slope) in sum.first.iter_mut().zip(other.first) {
        *own += slope;
    }
    for (own, slope) in sum.second.iter_mut().zip(other.second) {
        *own += slope;
    }
    sum
}

/// Probability that leaving comes before the next purchase, with the derivatives of its logarithm; `None` where
/// the series is long.
fn leaving_first(purchase: Wait, leave: Wait) -> Option<(f64, Slopes)> {
    let swapped = leave.rate > purchase.rate;
    let (big, small) = if swapped { (leave, purchase) } else { (purchase, leave) };
    let over = 1.0 / big.rate;
    let z = (big.rate - small.rate) * over;
    if z > LONG_SERIES {
        return None;
    }
    let total = big.shape + small.shape;
    let sums = Series::new(if swapped { big.shape + 1.0 } else { big.shape }, total + 1.0, z);
    let share = 1.0 / total;
    let (z_big, z_small) = ((1.0 - z) * over, -over);
    let mut first = [sums.both - share, sums.z * z_big, sums.only - share, sums.z * z_small];
    let share = share * share;
    let mut second = [
        sums.both_both + share,
        sums.both_z * z_big,
        sums.both_only + share,
        sums.both_z * z_small,
        sums.z_z * z_big * z_big - 2.0 * sums.z * z_big * over,
        sums.only_z * z_big,
        sums.z_z * z_big * z_small + sums.z * over * over,
        sums.only_only + share,
        sums.only_z * z_small,
        sums.z_z * z_small * z_small,
    ];
    let mut value = leave.shape / total * sums.value;
    if swapped {
        let least = 1.0 / small.rate;
        value *= small.rate * over;
        first[1] -= over;
        first[3] += least;
        second[4] += over * over;
        second[9] -= least * least;
        first = [first[2], first[3], first[0], first[1]];
        second.swap(0, 7);
        second.swap(1, 8);
        second.swap(3, 5);
        second.swap(4, 9);
    }
    let own = 1.0 / leave.shape;
    first[2] += own;
    second[7] -= own * own;
    Some((value, Slopes { first, second }))
}

/// `2F1(1, b; c; z)` and the derivatives of its logarithm by `b` and `c` together, by `c` only, and by `z`.
#[derive(Debug)]
struct Series {
    value: f64,
    both: f64,
    only: f64,
    z: f64,
    both_both: f64,
    both_only: f64,
    only_only: f64,
    both_z: f64,
    only_z: f64,
    z_z: f64,
}

impl Series {
    fn new(b: f64, c: f64, z: f64) -> Self {
        let (mut value, mut both, mut only, mut by_z) = (1.0, 0.0, 0.0, 0.0);
        let (mut both_both, mut both_only, mut only_only) = (0.0, 0.0, 0.0);
        let (mut both_z, mut only_z, mut z_z) = (0.0, 0.0, 0.0);
        // The power below the term's, so that z = 0 has derivatives too; the logarithm of its coefficient by both
        // and by c only, and the second derivatives of that.
        let (mut coefficient, mut power, mut lower) = (1.0, 1.0, 0.0);
        let (mut log_both, mut log_only, mut bend_both, mut bend_only) = (0.0, 0.0, 0.0, 0.0);
        let mut k = 0.0;
        for _ in 0..500 {
            let (over_b, over_c) = (1.0 / (b + k), 1.0 / (c + k));
            coefficient *= (b + k) * over_c;
            log_both += over_b - over_c;
            log_only -= over_c;
            bend_only += over_c * over_c;
            bend_both += over_c * over_c - over_b * over_b;
            k += 1.0;
            let term = coefficient * power;
            let whole = term * z;
            let squares = (log_both * log_both + bend_both, log_both * log_only + bend_only);
            value += whole;
            both += whole * log_both;
            only += whole * log_only;
            both_both += whole * squares.0;
            both_only += whole * squares.1;
            only_only += whole * (log_only * log_only + bend_only);
            let sloped = term * k;
            by_z += sloped;
            both_z += sloped * log_both;
            only_z += sloped * log_only;
            z_z += coefficient * lower * k * (k - 1.0);
            if term * k * k <= 1e-17 {
                break;
            }
            (power, lower) = (power * z, power);
        }
        let over = 1.0 / value;
        let [both, only, by_z] = [both * over, only * over, by_z * over];
        Self {
            value,
            both,
            only,
            z: by_z,
            both_both: both_both * over - both * both,
            both_only: both_only * over - both * only,
            only_only: only_only * over - only * only,
            both_z: both_z * over - both * by_z,
            only_z: only_z * over - only * by_z,
            z_z: z_z * over - by_z * by_z,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slopes_by_differences(of: impl Fn(&[f64; 4]) -> Vec<f64>, at: &[f64; 4]) -> Vec<Vec<f64>> {
        let moved = |i: usize, factor: f64| {
            let mut place = *at;
            place[i] *= factor;
            (of(&place), place[i])
        };
        let slope = |i| {
            // Five points: the error is of the order of the fourth power of the step.
            let ends = [-2.0, -1.0, 1.0, 2.0].map(|k| moved(i, 1.0 + 1e-3 * k));
            let step = at[i] * 1e-3;
            let rows = ends.each_ref().map(|end| &end.0);
            (0..rows[0].len())
                .map(|k| (rows[0][k] - 8.0 * rows[1][k] + 8.0 * rows[2][k] - rows[3][k]) / (12.0 * step))
                .collect()
        };
        (0..4).map(slope).collect()
    }

    /// At rates on both sides of each other, equal, and far apart, for histories with and without purchases.
    #[test]
    fn derivatives_are_those_of_the_value() {
        let histories =
            [[0.0, 0.0, 0.0], [0.0, 0.0, 31.0], [1.0, 3.0, 39.0], [26.0, 30.857, 31.0], [40.0, 2.0, 2.0]]
                .map(|values| Row { values, weight: 1.5 });
        let evaluate = |at: &[f64; 4], row: usize| {
            let [r, alpha, s, beta] = *at;
            log_likelihood(&histories[row..=row], &ParetoNbdParams { r, alpha, s, beta })
        };
        for at in [
            [0.553, 10.578, 0.606, 11.669],
            [0.553, 11.0, 0.606, 11.0],
            [0.9, 12.0, 1.7, 5.0],
            [0.3, 5.0, 1.0, 400.0],
            [2.0, 300.0, 0.2, 0.5],
        ] {
            for row in 0..histories.len() {
                let exact = evaluate(&at, row);
                let size = exact.value.abs().max(1.0);
                let first = slopes_by_differences(|p| vec![evaluate(p, row).value], &at);
                let second = slopes_by_differences(|p| evaluate(p, row).gradient, &at);
                for i in 0..4 {
                    let error = (exact.gradient[i] - first[i][0]).abs() * at[i];
                    assert!(error < 1e-9 * size, "{at:?} {row} {i}: {} {}", exact.gradient[i], first[i][0]);
                    for j in 0..4 {
                        let (found, expected) = (exact.hessian[4 * i + j], second[i][j]);
                        let error = (found - expected).abs() * at[i] * at[j];
                        assert!(error < 1e-8 * size, "{at:?} {row} {i} {j}: {found} {expected}");
                    }
                }
            }
        }
    }

    #[test]
    fn the_series_and_the_quadrature_agree() {
        for (alpha, beta) in [(10.0, 11.0), (10.0, 10.0), (11.0, 10.0), (3.0, 8.0), (8.0, 3.0)] {
            for x in [0.0, 3.0, 500.0] {
                let params = ParetoNbdParams { r: 0.5, alpha, s: 0.6, beta };
                let short = Moment::new(&params, x, 20.0);
                let long = Moment { leaving: None, ..short };
                let ((value, slopes), (other, others)) =
                    (short.until(&params, x, 25.0), long.until(&params, x, 25.0));
                assert!((value - other).abs() < 1e-12 * value.abs());
                for (one, other) in slopes.first.iter().zip(others.first) {
                    assert!((one - other).abs() < 1e-11 * (1.0 + x), "{alpha} {beta} {x}: {one} {other}");
                }
                for (one, other) in slopes.second.iter().zip(others.second) {
                    assert!((one - other).abs() < 1e-10 * (1.0 + x), "{alpha} {beta} {x}: {one} {other}");
                }
            }
        }
    }
}
