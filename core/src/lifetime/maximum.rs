//! Where is a log-likelihood largest?
//!
//! Newton's method in the logarithms of the parameters, from several starts. Each step solves with the
//! eigenvalues of the Hessian taken absolute, so that it climbs from saddles too (Dauphin et al. 2014,
//! section 4), is cut to a factor of `e^1.5` a parameter, and is halved until the likelihood rises
//! (Armijo 1966). A parameter at the limit of the search stays there while the slope points outward.

// Small matrices are written as the formulae are, by row and column.
#![allow(clippy::needless_range_loop)]

use linfa_linalg::eigh::EighInto;
use ndarray::Array2;

use super::{ConvergenceReport, ConvergenceVerdict};
use crate::control::Control;
use crate::{Result, SartorError, math};

/// Largest distance of a logarithm from the scale of the data: a factor of 10,000.
const LIMIT: f64 = 9.210_340_371_976_184;
const MAX_ITERATIONS: u32 = 200;
/// A gradient below this is the end of the search.
const GRADIENT_GOAL: f64 = 1e-10;
/// A gradient below this is accepted when rounding hides further progress.
const GRADIENT_ENOUGH: f64 = 1e-6;
/// A standard error of 2 in some direction of the logarithms is a ridge.
const RIDGE_INFORMATION: f64 = 0.25;
/// Standard errors are stated up to 5 in any direction of the logarithms.
const LEAST_INFORMATION: f64 = 0.04;

/// A mean log-likelihood at a point with its derivatives by the logarithms of the parameters.
#[derive(Debug, Clone)]
pub(super) struct Evaluation<const N: usize> {
    /// Mean log-likelihood, less the penalty.
    pub value: f64,
    /// First derivatives.
    pub gradient: [f64; N],
    /// Second derivatives.
    pub hessian: [[f64; N]; N],
}

impl<const N: usize> Evaluation<N> {
    /// From derivatives by the parameters themselves to those by their logarithms.
    pub fn in_logarithms(mut self, parameters: &[f64; N]) -> Self {
        for i in 0..N {
            for j in 0..N {
                self.hessian[i][j] *= parameters[i] * parameters[j];
            }
            self.gradient[i] *= parameters[i];
            self.hessian[i][i] += self.gradient[i];
        }
        self
    }

    /// Less `penalty` times the sum of squares of the parameters, in derivatives by the parameters.
    pub fn penalised(mut self, parameters: &[f64; N], penalty: f64) -> Self {
        for i in 0..N {
            self.value -= penalty * parameters[i] * parameters[i];
            self.gradient[i] -= 2.0 * penalty * parameters[i];
            self.hessian[i][i] -= 2.0 * penalty;
        }
        self
    }

    fn is_finite(&self) -> bool {
        self.value.is_finite()
            && self.gradient.iter().all(|g| g.is_finite())
            && self.hessian.iter().flatten().all(|h| h.is_finite())
    }
}

/// What a search found.
#[derive(Debug)]
pub(super) struct Maximum<const N: usize> {
    /// The parameters, not their logarithms.
    pub parameters: [f64; N],
    /// The mean log-likelihood there, less the penalty.
    pub value: f64,
    /// Covariance of the parameters, row by row.
    pub covariance: Vec<f64>,
    /// How the search ended.
    pub convergence: ConvergenceReport,
}

struct Climb<const N: usize> {
    logs: [f64; N],
    at: Evaluation<N>,
    norm: f64,
    iterations: u32,
}

/// Climb from each start and keep the highest end. `total_weight` turns mean information into the sample's.
pub(super) fn maximise<const N: usize>(
    subject: &str,
    starts: &[[f64; N]],
    total_weight: f64,
    control: Control<'_>,
    evaluate: impl Fn(&[f64; N]) -> Evaluation<N>,
) -> Result<Maximum<N>> {
    let mut ends: Vec<Climb<N>> = Vec::with_capacity(starts.len());
    let mut failure = None;
    for (index, start) in starts.iter().enumerate() {
        match climb(subject, start, control, &evaluate) {
            Ok(end) => ends.push(end),
            Err(error @ SartorError::Cancelled { .. }) => return Err(error),
            Err(error) => failure = Some(error),
        }
        control.step(index as u64 + 1, starts.len() as u64)?;
    }
    let agree = |one: f64, other: f64| (one - other).abs() <= 1e-8 * one.abs().max(1.0);
    // Ends that agree to rounding are one: the earliest start's is kept.
    let best = ends.iter().reduce(|best, end| {
        if end.at.value > best.at.value && !agree(end.at.value, best.at.value) { end } else { best }
    });
    let Some(best) = best else {
        return Err(failure.unwrap_or_else(|| not_converged(subject, 0, f64::NAN)));
    };
    let agreeing = ends.iter().filter(|end| agree(end.at.value, best.at.value)).count();
    let parameters = best.logs.map(math::exp);
    let (values, vectors) = eigen(subject, &best.at.hessian)?;
    let information = values.map(|v| -v * total_weight);
    let smallest = information.iter().copied().fold(f64::INFINITY, f64::min);
    let verdict = if best.logs.iter().any(|l| l.abs() >= LIMIT) {
        ConvergenceVerdict::Boundary
    } else if smallest < RIDGE_INFORMATION {
        ConvergenceVerdict::Ridge
    } else {
        ConvergenceVerdict::Optimum
    };
    let mut covariance = Vec::with_capacity(N * N);
    for i in 0..N {
        for j in 0..N {
            let mut sum = 0.0;
            for k in 0..N {
                sum += vectors[k][i] * vectors[k][j] / information[k].max(LEAST_INFORMATION);
            }
            covariance.push(sum * parameters[i] * parameters[j]);
        }
    }
    Ok(Maximum {
        parameters,
        value: best.at.value,
        covariance,
        convergence: ConvergenceReport {
            verdict,
            iterations: best.iterations,
            gradient_norm: best.norm,
            smallest_information: smallest,
            starts: starts.len() as u32,
            starts_agreeing: agreeing as u32,
        },
    })
}

fn climb<const N: usize>(
    subject: &str,
    start: &[f64; N],
    control: Control<'_>,
    evaluate: &impl Fn(&[f64; N]) -> Evaluation<N>,
) -> Result<Climb<N>> {
    let mut logs = start.map(|p| math::ln(p).clamp(-LIMIT, LIMIT));
    let at_logs = |logs: &[f64; N]| {
        let parameters = logs.map(math::exp);
        evaluate(&parameters).in_logarithms(&parameters)
    };
    let mut at = at_logs(&logs);
    if !at.is_finite() {
        return Err(not_converged(subject, 0, f64::NAN));
    }
    for iteration in 0..MAX_ITERATIONS {
        control.step(u64::from(iteration), u64::from(MAX_ITERATIONS))?;
        let (gradient, hessian) = free(&logs, &at);
        let norm = largest(&gradient);
        let end = |logs, at| Climb { logs, at, norm, iterations: iteration };
        if norm <= GRADIENT_GOAL {
            return Ok(end(logs, at));
        }
        let step = newton_step(subject, &gradient, &hessian)?;
        let mut scale = 1.0;
        let mut next = None;
        for _ in 0..40 {
            let mut moved = logs;
            let mut promised = 0.0;
            for i in 0..N {
                moved[i] = (logs[i] + scale * step[i]).clamp(-LIMIT, LIMIT);
                promised += gradient[i] * (moved[i] - logs[i]);
            }
            let there = at_logs(&moved);
            if there.is_finite() {
                let slope = largest(&free(&moved, &there).0);
                let blurred = (there.value - at.value).abs() <= 1e-11 * at.value.abs().max(1.0);
                let accepted = if norm <= GRADIENT_ENOUGH {
                    // Here rounding blurs the likelihood but not yet its slope: halve that or be done.
                    slope <= 0.5 * norm
                } else {
                    there.value >= at.value + 1e-4 * promised || (blurred && slope < norm)
                };
                if accepted {
                    next = Some((moved, there));
                    break;
                }
            }
            if norm <= GRADIENT_ENOUGH {
                break;
            }
            scale *= 0.5;
        }
        match next {
            Some(found) => (logs, at) = found,
            None if norm <= GRADIENT_ENOUGH => return Ok(end(logs, at)),
            None => return Err(not_converged(subject, iteration, norm)),
        }
    }
    Err(not_converged(subject, MAX_ITERATIONS, largest(&at.gradient)))
}

/// The derivatives without what would push a parameter out of the box: that is no slope, and couples to
/// nothing.
fn free<const N: usize>(logs: &[f64; N], at: &Evaluation<N>) -> ([f64; N], [[f64; N]; N]) {
    let (mut gradient, mut hessian) = (at.gradient, at.hessian);
    for i in 0..N {
        if logs[i].abs() >= LIMIT && gradient[i] * logs[i] > 0.0 {
            gradient[i] = 0.0;
            for j in 0..N {
                hessian[i][j] = 0.0;
                hessian[j][i] = 0.0;
            }
            hessian[i][i] = -1.0;
        }
    }
    (gradient, hessian)
}

fn largest<const N: usize>(gradient: &[f64; N]) -> f64 {
    gradient.iter().fold(0.0, |most: f64, g| most.max(g.abs()))
}

fn newton_step<const N: usize>(
    subject: &str,
    gradient: &[f64; N],
    hessian: &[[f64; N]; N],
) -> Result<[f64; N]> {
    const LONGEST: f64 = 1.5;
    let (values, vectors) = eigen(subject, hessian)?;
    let steepest = values.iter().fold(0.0, |most: f64, v| most.max(v.abs()));
    let mut step = [0.0; N];
    for (value, vector) in values.iter().zip(&vectors) {
        let slope: f64 = vector.iter().zip(gradient).fold(0.0, |sum, (v, g)| sum + v * g);
        let curvature = value.abs().max(1e-12 * steepest).max(1e-300);
        for (s, v) in step.iter_mut().zip(vector) {
            *s += v * (slope / curvature);
        }
    }
    let longest = step.iter().fold(0.0, |most: f64, s| most.max(s.abs()));
    if longest > LONGEST {
        step = step.map(|s| s * (LONGEST / longest));
    }
    Ok(step)
}

/// Eigenvalues of a symmetric matrix and its eigenvectors, one a row.
fn eigen<const N: usize>(subject: &str, matrix: &[[f64; N]; N]) -> Result<([f64; N], [[f64; N]; N])> {
    let internal = || SartorError::Internal { operation: format!("eigenvalues of {subject}") };
    let flat: Vec<f64> = matrix.iter().flatten().copied().collect();
    let square = Array2::from_shape_vec((N, N), flat).map_err(|_| internal())?;
    let (found, columns) = square.eigh_into().map_err(|_| internal())?;
    let mut values = [0.0; N];
    let mut vectors = [[0.0; N]; N];
    for (k, value) in found.iter().enumerate().take(N) {
        values[k] = *value;
        for i in 0..N {
            vectors[k][i] = columns.get((i, k)).copied().ok_or_else(internal)?;
        }
    }
    Ok((values, vectors))
}

fn not_converged(subject: &str, iterations: u32, norm: f64) -> SartorError {
    SartorError::NotConverged {
        subject: subject.to_owned(),
        iterations: i64::from(iterations),
        gradient_norm: format!("{norm:e}"),
    }
}
