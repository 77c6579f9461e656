//! How likely are the histories of these customers under GGompertz/NBD?
//!
//! The likelihood of a history is
//!
//! `Gamma(r + x) / Gamma(r) alpha^r [ S(T) / (alpha + T)^(r + x) + integral from t_x to T of f(u) / (alpha + u)^(r + x) du ]`
//!
//! with the survival function `S` and density `f` of the lifetime. It is differentiated twice under the integral: the
//! logarithm of what is integrated has short derivatives, and of a sum of exponentials they combine with the shares of
//! the terms as weights.

use super::silence::{Moment, Silence};
use crate::lifetime::columns::Row;
use crate::lifetime::evaluation::Evaluation;
use crate::lifetime::process::Totals;
use crate::lifetime::quadrature::nodes;
use crate::lifetime::sums::Sums;
use crate::math;

/// The share below which a rest is dropped.
const NEGLIGIBLE: f64 = 1e-18;

/// Where a search begins.
pub(super) fn starts(totals: &Totals) -> Vec<Vec<f64>> {
    // Rates above the mean rate of purchase, since leaving has already lowered that.
    let rate = totals.purchases / totals.customers;
    let shapes = [[0.5, 0.5, 0.5, 0.3], [1.0, 3.0, 0.5, 5.0], [2.0, 8.0, 0.2, 100.0]];
    shapes.map(|[r, b, s, beta]| vec![r, r / (1.5 * rate), b, s, beta]).to_vec()
}

/// The derivatives of the logarithm of a term, by `r, alpha, b, s, beta`.
struct Slopes {
    first: [f64; 5],
    /// By `alpha` twice; by `b` twice, `b, s` and `b, beta`; by `s` twice and `s, beta`; by `beta` twice. That by
    /// `r, alpha` is `-1 / (alpha + u)`, the others are 0.
    second: [f64; 8],
}

/// What all terms of a history share.
struct Past {
    /// Time at the last purchase.
    last: f64,
    /// `ln(alpha + last)`.
    log_alpha: f64,
    /// `e^(-b last)`.
    decay: f64,
    /// The logarithm of survival until then, for `s = 1`.
    log_lived: f64,
}

impl Slopes {
    /// At a time `u` after the last purchase; of one who has not left by then where `stayed` is true.
    fn new(
        [_, alpha, b, s, beta]: &[f64; 5],
        shape: f64,
        past: &Past,
        u: f64,
        at: &Moment,
        stayed: bool,
    ) -> Self {
        let time = past.last + u;
        let rate = 1.0 / (alpha + time);
        let e = at.decay * past.decay / at.q;
        let (lived, age) = (time / at.q, s + if stayed { 0.0 } else { 1.0 });
        let (by_b, by_s) = if stayed { (0.0, 0.0) } else { (time + 1.0 / b, 1.0 / s) };
        let bend = if stayed { (0.0, 0.0) } else { (1.0 / (b * b), 1.0 / (s * s)) };
        Self {
            first: [
                -past.log_alpha - at.log_growth,
                -shape * rate,
                by_b - age * lived,
                past.log_lived + at.log_lived + by_s,
                s / beta - age * e,
            ],
            second: [
                -rate,
                shape * rate * rate,
                -age * lived * lived * (at.q - 1.0) - bend.0,
                -lived,
                age * lived * e,
                -bend.1,
                1.0 / beta - e,
                age * e * e - s / (beta * beta),
            ],
        }
    }
}

/// Add a term with the derivatives of its logarithm.
fn add(sums: &mut Sums<5>, term: f64, slopes: &Slopes) {
    sums.add_term(term, &slopes.first);
    let [ra, aa, bb, bs, b_beta, ss, s_beta, beta_beta] = slopes.second;
    sums.second[0][1] += term * ra;
    sums.second[1][1] += term * aa;
    sums.second[2][2] += term * bb;
    sums.second[2][3] += term * bs;
    sums.second[2][4] += term * b_beta;
    sums.second[3][3] += term * ss;
    sums.second[3][4] += term * s_beta;
    sums.second[4][4] += term * beta_beta;
}

/// The log-likelihood of sorted histories with its derivatives by `r, alpha, b, s, beta`.
pub(super) fn log_likelihood(histories: &[Row<3>], parameters: &[f64; 5]) -> Evaluation {
    let [r, alpha, b, s, beta] = *parameters;
    let ln_alpha = math::ln(alpha);
    let mut total = Sums::zero();
    for group in histories.chunk_by(|one, other| one.values[0] == other.values[0]) {
        let Some(x) = group.first().map(|row| row.values[0]) else { continue };
        let shape = r + x;
        let mut group_weight = 0.0;
        for Row { values: [_, t_x, age], weight } in group {
            group_weight += weight;
            // From the last purchase on, relative to what was then: no term is above 1.
            let whole = Silence { r: shape, alpha, b, s, beta, force: 0.0 };
            let then = whole.at(*t_x);
            let since = Silence { alpha: alpha + t_x, beta: then.q, ..whole };
            let past = Past {
                last: *t_x,
                log_alpha: ln_alpha + then.log_growth,
                decay: then.decay,
                log_lived: then.log_lived,
            };
            let mut sums = Sums::zero();
            let silent = age - t_x;
            let now = since.at(silent);
            let there = math::exp(since.log_left(silent, &now));
            add(&mut sums, there, &Slopes::new(parameters, shape, &past, silent, &now, true));
            since.walk(silent, |start, width| {
                for (u, w) in nodes(start, width) {
                    let at = since.at(u);
                    let term = w * (s * b / at.q) * math::exp(since.log_left(u, &at));
                    add(&mut sums, term, &Slopes::new(parameters, shape, &past, u, &at, false));
                }
                since.left(start + width) > NEGLIGIBLE * sums.value
            });
            total.add_logarithm(&sums, *weight);
            total.value += weight * (s * past.log_lived - shape * past.log_alpha);
        }
        let w = group_weight;
        total.value += w * (r * ln_alpha + math::lgamma_ratio(r, x));
        total.first[0] += w * (ln_alpha + math::digamma(shape) - math::digamma(r));
        total.first[1] += w * r / alpha;
        total.second[0][0] += w * (math::trigamma(shape) - math::trigamma(r));
        total.second[0][1] += w / alpha;
        total.second[1][1] -= w * r / (alpha * alpha);
    }
    total.evaluation()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn derivatives_are_those_of_the_likelihood() {
        let row = |values| Row { values, weight: 2.5 };
        let rows =
            [row([0.0, 0.0, 6.0]), row([1.0, 1.0, 40.0]), row([4.0, 9.0, 9.0]), row([30.0, 5.0, 17.0])];
        for parameters in [
            [0.55, 10.6, 0.03, 0.6, 0.4],
            [1.0, 2.0, 3.0, 0.2, 1e4],
            [0.1, 50.0, 1e-3, 5.0, 0.02],
            [2.0, 3.0, 0.3, 2.0, 1.0],
        ] {
            let here = log_likelihood(&rows, &parameters);
            for i in 0..5 {
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
                for j in 0..5 {
                    let bend = (up.gradient[j] - down.gradient[j]) / (2.0 * step);
                    let size = bend.abs() + 1.0 / (parameters[i] * parameters[j]);
                    let found = here.hessian[5 * i + j];
                    assert!((bend - found).abs() <= 1e-6 * size, "{parameters:?} {i} {j}: {bend} {found}");
                }
            }
        }
    }
}
