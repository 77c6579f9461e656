//! How likely are the histories of customers whose parameters depend on covariates?
//!
//! Each group of customers with equal covariates is evaluated by the plain model at the group's own parameters
//! `p = p0 exp(+-c'z)`; the derivatives by `p0` and `c` follow by the chain rule. Groups are added up within chunks of
//! a fixed size and chunks in their order, so that the sum does not depend on the number of threads.

use super::super::columns::Row;
use super::super::evaluation::Evaluation;
use super::design::{Group, Term};
use crate::batch::map_chunks;
use crate::control::Control;
use crate::math;

/// Groups that one thread adds up at a time.
const CHUNK: usize = 256;

/// The log-likelihood at the parameters of a customer with average covariates, followed by the coefficients, with its
/// derivatives by all of them.
pub(super) fn evaluate<const N: usize>(
    groups: &[Group<N>],
    terms: &[Term],
    numbers: &[f64],
    plain: &(impl Fn(&[Row<N>], &[f64]) -> Evaluation + Sync),
) -> Evaluation {
    let chunks: Vec<&[Group<N>]> = groups.chunks(CHUNK).collect();
    let sum = |chunk: &&[Group<N>]| {
        let mut sum = nothing(numbers.len());
        for group in *chunk {
            add(&mut sum, group, terms, numbers, plain);
        }
        Ok(sum)
    };
    // Nothing in it can fail, and nobody can stop it.
    let parts = map_chunks(&chunks, 1, Control::none(), sum).unwrap_or_default();
    let mut whole = nothing(numbers.len());
    for part in parts {
        whole.value += part.value;
        let sums = whole.gradient.iter_mut().chain(&mut whole.hessian);
        for (sum, term) in sums.zip(part.gradient.iter().chain(&part.hessian)) {
            *sum += term;
        }
    }
    whole
}

fn nothing(n: usize) -> Evaluation {
    Evaluation { value: 0.0, gradient: vec![0.0; n], hessian: vec![0.0; n * n] }
}

/// Where a number enters: the derivative of its parameter by it, and what the second derivative by two of them is made
/// of.
#[derive(Debug, Clone, Copy)]
struct Entry {
    parameter: usize,
    slope: f64,
    /// Of a coefficient the derivative of the logarithm of the parameter; none for a parameter itself.
    of_logarithm: Option<f64>,
}

fn add<const N: usize>(
    sum: &mut Evaluation,
    group: &Group<N>,
    terms: &[Term],
    numbers: &[f64],
    plain: &impl Fn(&[Row<N>], &[f64]) -> Evaluation,
) {
    let (baseline, coefficients) = numbers.split_at(numbers.len() - terms.len());
    let n = baseline.len();
    let mut exponents = vec![0.0; n];
    let along = |term: &Term| term.sign * group.covariates.get(term.covariate).copied().unwrap_or(0.0);
    for (term, coefficient) in terms.iter().zip(coefficients) {
        if let Some(exponent) = exponents.get_mut(term.parameter) {
            *exponent += coefficient * along(term);
        }
    }
    let factors: Vec<f64> = exponents.into_iter().map(math::exp).collect();
    let parameters: Vec<f64> = baseline.iter().zip(&factors).map(|(p, factor)| p * factor).collect();
    let here = plain(&group.rows, &parameters);
    let at = |values: &[f64], place: usize| values.get(place).copied().unwrap_or(0.0);
    let of_baseline = factors.iter().enumerate().map(|(parameter, factor)| Entry {
        parameter,
        slope: *factor,
        of_logarithm: None,
    });
    let of_coefficients = terms.iter().map(|term| {
        let slope = at(&parameters, term.parameter) * along(term);
        Entry { parameter: term.parameter, slope, of_logarithm: Some(along(term)) }
    });
    let entries: Vec<Entry> = of_baseline.chain(of_coefficients).collect();
    sum.value += here.value;
    for (total, entry) in sum.gradient.iter_mut().zip(&entries) {
        *total += at(&here.gradient, entry.parameter) * entry.slope;
    }
    for (row, one) in sum.hessian.chunks_exact_mut(numbers.len()).zip(&entries) {
        for (total, other) in row.iter_mut().zip(&entries) {
            *total += at(&here.hessian, one.parameter * n + other.parameter) * one.slope * other.slope;
            if one.parameter == other.parameter {
                let bend = match (one.of_logarithm, other.of_logarithm) {
                    (None, None) => 0.0,
                    (Some(along), _) => along * other.slope,
                    (None, Some(along)) => along * one.slope,
                };
                *total += at(&here.gradient, one.parameter) * bend;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lifetime::BgNbdParams;
    use crate::lifetime::process::{Plain, PurchaseProcess};
    use crate::rng::Rng;

    #[test]
    fn derivatives_are_those_of_differences() {
        let mut rng = Rng::new(5);
        let terms = [
            Term { parameter: 1, covariate: 0, sign: -1.0 },
            Term { parameter: 1, covariate: 1, sign: -1.0 },
            Term { parameter: 2, covariate: 0, sign: 1.0 },
            Term { parameter: 3, covariate: 1, sign: 1.0 },
        ];
        let mut groups = Vec::new();
        for _ in 0..600 {
            let x = rng.poisson(1.5) as f64;
            let values = [x, if x > 0.0 { 0.2 + 0.7 * rng.uniform() } else { 0.0 }, 1.0];
            let covariates = vec![rng.normal(), rng.normal()];
            groups.push(Group { covariates, rows: vec![Row { values, weight: 1.0 }] });
        }
        let plain = |rows: &[Row<3>], numbers: &[f64]| BgNbdParams::any().log_likelihood(rows, numbers);
        let place = [0.7, 0.4, 0.8, 2.5, 0.3, -0.2, 0.4, 0.1];
        let here = evaluate(&groups, &terms, &place, &plain);
        let step = 1e-5;
        for i in 0..place.len() {
            let [down, up] = [-step, step].map(|move_by| {
                let mut moved = place;
                moved[i] += move_by;
                evaluate(&groups, &terms, &moved, &plain)
            });
            let slope = (up.value - down.value) / (2.0 * step);
            assert!((slope - here.gradient[i]).abs() < 1e-4 * here.gradient[i].abs().max(1.0), "{i} {slope}");
            for j in 0..place.len() {
                let bend = (up.gradient[j] - down.gradient[j]) / (2.0 * step);
                let exact = here.hessian[i * place.len() + j];
                assert!((bend - exact).abs() < 1e-4 * exact.abs().max(1.0), "{i} {j} {bend} {exact}");
            }
        }
    }
}
