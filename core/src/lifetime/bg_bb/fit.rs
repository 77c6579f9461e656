//! How likely are the histories of these customers under BG/BB?
//!
//! Equation 5 of the 2010 paper is the probability of what happened up to the last purchase, times that of the
//! silence since: a sum over the opportunities before which the customer may have left, of which every term is the
//! one before it times a ratio. Values and both derivatives are carried along that ladder.

use crate::lifetime::columns::Row;
use crate::lifetime::evaluation::Evaluation;
use crate::lifetime::sums::Sums;
use crate::math;

/// Where a search begins.
pub(super) fn starts() -> Vec<Vec<f64>> {
    [[1.0, 1.0, 0.7, 3.0], [0.5, 2.0, 1.0, 10.0], [3.0, 3.0, 0.3, 1.0]].map(|start| start.to_vec()).to_vec()
}

/// A logarithm's derivatives by two parameters: first ones, then second ones.
#[derive(Debug, Clone, Copy, Default)]
struct Pair {
    first: [f64; 2],
    /// By the first twice, by both, by the second twice.
    second: [f64; 3],
}

impl Pair {
    /// Derivatives of `ln((b)_h / (a + b)_h)` by `a, b`.
    fn moment(a: f64, b: f64, h: f64) -> Self {
        let mut pair = Self::default();
        let (all, own) =
            (math::digamma(a + b + h) - math::digamma(a + b), math::digamma(b + h) - math::digamma(b));
        let (all_2, own_2) =
            (math::trigamma(a + b + h) - math::trigamma(a + b), math::trigamma(b + h) - math::trigamma(b));
        pair.add(all, own, all_2, own_2);
        pair
    }

    fn add(&mut self, all: f64, own: f64, all_2: f64, own_2: f64) {
        self.first[0] -= all;
        self.first[1] += own - all;
        self.second[0] -= all_2;
        self.second[1] -= all_2;
        self.second[2] += own_2 - all_2;
    }

    /// One more factor `b / (a + b)`, given the reciprocals of its parts.
    fn step(&mut self, all: f64, own: f64) {
        self.add(all, own, -all * all, -own * own);
    }

    /// With the factor `a / (a + b)`, given the reciprocals of `a` and `a + b`.
    fn leaving(mut self, a: f64, all: f64) -> Self {
        self.first[0] += a - all;
        self.first[1] -= all;
        self.second[0] += all * all - a * a;
        self.second[1] += all * all;
        self.second[2] += all * all;
        self
    }
}

/// First derivatives by `alpha, beta, gamma, delta`.
fn slopes(buying: &Pair, staying: &Pair) -> [f64; 4] {
    [buying.first[0], buying.first[1], staying.first[0], staying.first[1]]
}

/// Add what second derivatives of a logarithm bring.
fn bend(sums: &mut Sums<4>, term: f64, buying: &Pair, staying: &Pair) {
    for (pair, i) in [(buying, 0), (staying, 2)] {
        sums.second[i][i] += term * pair.second[0];
        sums.second[i][i + 1] += term * pair.second[1];
        sums.second[i + 1][i + 1] += term * pair.second[2];
    }
}

/// The log-likelihood of histories with its derivatives by `alpha, beta, gamma, delta`.
pub(super) fn log_likelihood(histories: &[Row<3>], parameters: &[f64; 4]) -> Evaluation {
    let [alpha, beta, gamma, delta] = *parameters;
    let mut total = Sums::zero();
    for Row { values: [x, t_x, n], weight } in histories {
        let (misses, silent) = (t_x - x, n - t_x);
        // What happened up to the last purchase.
        let value = math::lgamma_ratio(alpha, *x) + math::lgamma_ratio(beta, misses)
            - math::lgamma_ratio(alpha + beta, *t_x)
            + math::lgamma_ratio(delta, *t_x)
            - math::lgamma_ratio(gamma + delta, *t_x);
        let mut buying = Pair::moment(alpha, beta, 0.0);
        let (all, all_2) = (
            math::digamma(alpha + beta + t_x) - math::digamma(alpha + beta),
            math::trigamma(alpha + beta + t_x) - math::trigamma(alpha + beta),
        );
        buying.add(all, math::digamma(beta + misses) - math::digamma(beta), all_2, {
            math::trigamma(beta + misses) - math::trigamma(beta)
        });
        buying.first[0] += math::digamma(alpha + x) - math::digamma(alpha);
        buying.second[0] += math::trigamma(alpha + x) - math::trigamma(alpha);
        let staying = Pair::moment(gamma, delta, *t_x);
        // The silence since: left before one of the opportunities, or there for all of them.
        let silence = silence([alpha + x, beta + misses, gamma, delta + t_x], silent);
        total.add_logarithm(&silence, *weight);
        total.value += weight * value;
        for (sum, slope) in total.first.iter_mut().zip(slopes(&buying, &staying)) {
            *sum += weight * slope;
        }
        bend(&mut total, *weight, &buying, &staying);
    }
    total.evaluation()
}

/// The probability of no purchase at the next opportunities, by the parameters updated up to now.
fn silence([alpha, beta, gamma, delta]: [f64; 4], opportunities: f64) -> Sums<4> {
    let mut sums = Sums::zero();
    let (mut buying, mut staying) = (Pair::default(), Pair::default());
    let (mut kept, mut j) = (1.0, 0.0);
    while j < opportunities {
        let (all, here) = (1.0 / (gamma + delta + j), 1.0 / (alpha + beta + j));
        let (gone, leaving) = (kept * gamma * all, staying.leaving(1.0 / gamma, all));
        sums.add_term(gone, &slopes(&buying, &leaving));
        bend(&mut sums, gone, &buying, &leaving);
        kept *= (beta + j) * here * ((delta + j) * all);
        buying.step(here, 1.0 / (beta + j));
        staying.step(all, 1.0 / (delta + j));
        j += 1.0;
        if kept == 0.0 {
            return sums;
        }
    }
    sums.add_term(kept, &slopes(&buying, &staying));
    bend(&mut sums, kept, &buying, &staying);
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn derivatives_are_those_of_the_likelihood() {
        let row = |values| Row { values, weight: 2.5 };
        let rows = [row([0.0, 0.0, 6.0]), row([1.0, 1.0, 40.0]), row([4.0, 9.0, 9.0]), row([3.0, 5.0, 17.0])];
        for parameters in [[1.2, 0.75, 0.66, 2.8], [0.01, 30.0, 5.0, 0.02], [40.0, 0.1, 1e-3, 90.0]] {
            let here = log_likelihood(&rows, &parameters);
            for i in 0..4 {
                let step = parameters[i] * 1e-5;
                let at = |sign: f64| {
                    let mut moved = parameters;
                    moved[i] += sign * step;
                    log_likelihood(&rows, &moved)
                };
                let (down, up) = (at(-1.0), at(1.0));
                let slope = (up.value - down.value) / (2.0 * step);
                assert!(
                    (slope - here.gradient[i]).abs() <= 1e-5 * (slope.abs() + 1.0 / parameters[i]),
                    "{i}"
                );
                for j in 0..4 {
                    let bend = (up.gradient[j] - down.gradient[j]) / (2.0 * step);
                    let size = bend.abs() + 1.0 / (parameters[i] * parameters[j]);
                    assert!((bend - here.hessian[4 * i + j]).abs() <= 1e-7 * size, "{parameters:?} {i} {j}");
                }
            }
        }
    }
}
