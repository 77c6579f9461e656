//! Where is a log-likelihood largest?
//!
//! Newton's method in the logarithms of positive parameters and in plain coefficients, from several starts. Each step
//! solves with the eigenvalues of the Hessian taken absolute, so that it climbs from saddles too (Dauphin et al. 2014,
//! section 4), is cut to a factor of `e^1.5` a parameter and at the first limit of the search, and is halved until the
//! likelihood rises (Armijo 1966). A parameter at the limit of the search stays there while the slope points outward.

use linfa_linalg::eigh::EighInto;
use ndarray::Array2;

use super::evaluation::Evaluation;
use super::{ConvergenceReport, ConvergenceVerdict};
use crate::control::Control;
use crate::{Result, SartorError, math};

/// Largest distance of a logarithm from the scale of the data: a factor of 10,000.
pub(super) const LIMIT: f64 = 9.210_340_371_976_184;
const MAX_ITERATIONS: u32 = 200;
/// A gradient below this is the end of the search.
const GRADIENT_GOAL: f64 = 1e-10;
/// A gradient below this is accepted when rounding hides further progress.
const GRADIENT_ENOUGH: f64 = 1e-6;
/// Of a search that gets no further, a log-likelihood that would rise by no more than this for a factor of e in any
/// parameter tells nothing more about the parameters: it stands on a ridge too curved to be walked along.
const RIDGE_SLOPE: f64 = 0.01;
/// A standard error of 2 in some direction of the logarithms is a ridge.
const RIDGE_INFORMATION: f64 = 0.25;
/// Standard errors are stated up to 5 in any direction of the logarithms.
const LEAST_INFORMATION: f64 = 0.04;

/// What is searched in place of a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Coordinate {
    /// Of a positive parameter its logarithm.
    Logarithm,
    /// Of a coefficient itself.
    Plain,
}

impl Coordinate {
    fn of(self, parameter: f64) -> f64 {
        match self {
            Self::Logarithm => math::ln(parameter),
            Self::Plain => parameter,
        }
        .clamp(-LIMIT, LIMIT)
    }

    fn parameter(self, at: f64) -> f64 {
        match self {
            Self::Logarithm => math::exp(at),
            Self::Plain => at,
        }
    }

    /// First and second derivative of the parameter by its coordinate.
    fn slopes(self, parameter: f64) -> (f64, f64) {
        match self {
            Self::Logarithm => (parameter, parameter),
            Self::Plain => (1.0, 0.0),
        }
    }
}

/// What a search found.
#[derive(Debug)]
pub(super) struct Maximum {
    /// The parameters, not their logarithms.
    pub parameters: Vec<f64>,
    /// The mean log-likelihood there, less the penalty.
    pub value: f64,
    /// Covariance of the parameters, row by row.
    pub covariance: Vec<f64>,
    /// How the search ended.
    pub convergence: ConvergenceReport,
}

struct Climb {
    place: Vec<f64>,
    at: Evaluation,
    norm: f64,
    iterations: u32,
}

/// Where is a mean log-likelihood largest, searched over these coordinates?
pub(super) struct Search<'a, E: Fn(&[f64]) -> Evaluation> {
    /// What messages call the model.
    pub subject: &'a str,
    /// How each parameter is searched.
    pub coordinates: &'a [Coordinate],
    /// Turns mean information into the sample's.
    pub total_weight: f64,
    /// Stops and follows it.
    pub control: Control<'a>,
    /// The mean log-likelihood at parameters, less any penalty.
    pub evaluate: E,
}

impl<E: Fn(&[f64]) -> Evaluation> Search<'_, E> {
    /// Climb from each start and keep the highest end.
    pub fn maximise(&self, starts: &[Vec<f64>]) -> Result<Maximum> {
        let mut ends: Vec<Climb> = Vec::with_capacity(starts.len());
        let mut failure = None;
        for (index, start) in starts.iter().enumerate() {
            match self.climb(start) {
                Ok(end) => ends.push(end),
                Err(error @ SartorError::Cancelled { .. }) => return Err(error),
                Err(error) => failure = Some(error),
            }
            self.control.step(index as u64 + 1, starts.len() as u64)?;
        }
        let agree = |one: f64, other: f64| (one - other).abs() <= 1e-8 * one.abs().max(1.0);
        // Ends that agree to rounding are one: the earliest start's is kept, unless it got stuck and another did not.
        let best = ends.iter().reduce(|best, end| {
            let higher = end.at.value > best.at.value;
            let level = agree(end.at.value, best.at.value);
            let freer = best.norm > GRADIENT_ENOUGH && end.norm < best.norm;
            if (higher && !level) || (level && freer) { end } else { best }
        });
        let Some(best) = best else {
            return Err(failure.unwrap_or_else(|| self.not_converged(0, f64::NAN)));
        };
        let agreeing = ends.iter().filter(|end| agree(end.at.value, best.at.value)).count();
        let (values, vectors) = self.eigen(&best.at.hessian)?;
        let information: Vec<f64> = values.iter().map(|v| -v * self.total_weight).collect();
        let smallest = information.iter().copied().fold(f64::INFINITY, f64::min);
        let verdict = if best.place.iter().any(|l| l.abs() >= LIMIT) {
            ConvergenceVerdict::Boundary
        } else if smallest < RIDGE_INFORMATION || best.norm > GRADIENT_ENOUGH {
            ConvergenceVerdict::Ridge
        } else {
            ConvergenceVerdict::Optimum
        };
        let parameters = self.parameters(&best.place);
        let slopes: Vec<f64> =
            self.coordinates.iter().zip(&parameters).map(|(coordinate, p)| coordinate.slopes(*p).0).collect();
        let mut covariance = Vec::with_capacity(parameters.len() * parameters.len());
        for (i, own) in slopes.iter().enumerate() {
            for (j, other) in slopes.iter().enumerate() {
                let sum = vectors.iter().zip(&information).fold(0.0, |sum, (vector, information)| {
                    sum + vector[i] * vector[j] / information.max(LEAST_INFORMATION)
                });
                covariance.push(sum * own * other);
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

    fn climb(&self, start: &[f64]) -> Result<Climb> {
        let mut place: Vec<f64> =
            self.coordinates.iter().zip(start).map(|(coordinate, p)| coordinate.of(*p)).collect();
        let mut at = self.at(&place);
        if !at.is_finite() {
            return Err(self.not_converged(0, f64::NAN));
        }
        for iteration in 0..MAX_ITERATIONS {
            self.control.step(u64::from(iteration), u64::from(MAX_ITERATIONS))?;
            let (gradient, hessian) = free(&place, &at);
            let norm = largest(&gradient);
            if norm <= GRADIENT_GOAL {
                return Ok(Climb { place, at, norm, iterations: iteration });
            }
            let step = self.newton_step(&gradient, &hessian)?;
            let mut scale = within_box(&place, &step);
            let mut next = None;
            for _ in 0..40 {
                let moved: Vec<f64> = place.iter().zip(&step).map(|(l, s)| moved(*l, scale * s)).collect();
                let promised = gradient
                    .iter()
                    .zip(moved.iter().zip(&place))
                    .fold(0.0, |sum, (g, (there, here))| sum + g * (there - here));
                let there = self.at(&moved);
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
                Some(found) => (place, at) = found,
                None => return self.end(Climb { place, at, norm, iterations: iteration }),
            }
        }
        let norm = largest(&free(&place, &at).0);
        self.end(Climb { place, at, norm, iterations: MAX_ITERATIONS })
    }

    /// Accept the end of a search that gets no further.
    fn end(&self, climb: Climb) -> Result<Climb> {
        if climb.norm <= GRADIENT_ENOUGH || climb.norm * self.total_weight <= RIDGE_SLOPE {
            return Ok(climb);
        }
        Err(self.not_converged(climb.iterations, climb.norm))
    }

    fn parameters(&self, place: &[f64]) -> Vec<f64> {
        self.coordinates.iter().zip(place).map(|(coordinate, at)| coordinate.parameter(*at)).collect()
    }

    fn at(&self, place: &[f64]) -> Evaluation {
        let parameters = self.parameters(place);
        let slopes = self.coordinates.iter().zip(&parameters).map(|(coordinate, p)| coordinate.slopes(*p));
        let (slopes, bends): (Vec<f64>, Vec<f64>) = slopes.unzip();
        (self.evaluate)(&parameters).in_coordinates(&slopes, &bends)
    }

    fn newton_step(&self, gradient: &[f64], hessian: &[f64]) -> Result<Vec<f64>> {
        const LONGEST: f64 = 1.5;
        let (values, vectors) = self.eigen(hessian)?;
        let steepest = values.iter().fold(0.0, |most: f64, v| most.max(v.abs()));
        let mut step = vec![0.0; gradient.len()];
        for (value, vector) in values.iter().zip(&vectors) {
            let slope: f64 = vector.iter().zip(gradient).fold(0.0, |sum, (v, g)| sum + v * g);
            let curvature = value.abs().max(1e-12 * steepest).max(1e-300);
            for (s, v) in step.iter_mut().zip(vector) {
                *s += v * (slope / curvature);
            }
        }
        let longest = step.iter().fold(0.0, |most: f64, s| most.max(s.abs()));
        if longest > LONGEST {
            for s in &mut step {
                *s *= LONGEST / longest;
            }
        }
        Ok(step)
    }

    /// Eigenvalues of a symmetric matrix and its eigenvectors.
    fn eigen(&self, matrix: &[f64]) -> Result<(Vec<f64>, Vec<Vec<f64>>)> {
        let internal = || SartorError::Internal { operation: format!("eigenvalues of {}", self.subject) };
        let n = self.coordinates.len();
        let square = Array2::from_shape_vec((n, n), matrix.to_vec()).map_err(|_| internal())?;
        let (values, columns) = square.eigh_into().map_err(|_| internal())?;
        Ok((values.to_vec(), columns.columns().into_iter().map(|column| column.to_vec()).collect()))
    }

    fn not_converged(&self, iterations: u32, norm: f64) -> SartorError {
        SartorError::NotConverged {
            subject: self.subject.to_owned(),
            iterations: i64::from(iterations),
            gradient_norm: format!("{norm:e}"),
        }
    }
}

/// The derivatives without what would push a parameter out of the box: that is no slope, and couples to
/// nothing.
fn free(place: &[f64], at: &Evaluation) -> (Vec<f64>, Vec<f64>) {
    let n = place.len();
    let (mut gradient, mut hessian) = (at.gradient.clone(), at.hessian.clone());
    for (i, coordinate) in place.iter().enumerate() {
        if coordinate.abs() >= LIMIT && gradient[i] * coordinate > 0.0 {
            gradient[i] = 0.0;
            for j in 0..n {
                hessian[i * n + j] = 0.0;
                hessian[j * n + i] = 0.0;
            }
            hessian[i * n + i] = -1.0;
        }
    }
    (gradient, hessian)
}

/// The longest part of a step, at most all of it, after which no coordinate has left the box. A step cut at the first
/// wall keeps its direction along a ridge; cut in the one coordinate alone it would leave the ridge sideways.
fn within_box(place: &[f64], step: &[f64]) -> f64 {
    let walls = place.iter().zip(step).filter(|(at, step)| at.abs() < LIMIT && **step != 0.0);
    walls.map(|(at, step)| (LIMIT * step.signum() - at) / step).fold(1.0, f64::min)
}

/// A coordinate after a step: on the wall where it comes to stand next to it.
fn moved(at: f64, step: f64) -> f64 {
    const NEXT: f64 = 1e-9;
    let there = at + step;
    if there * step.signum() > LIMIT - NEXT { LIMIT * step.signum() } else { there.clamp(-LIMIT, LIMIT) }
}

fn largest(gradient: &[f64]) -> f64 {
    gradient.iter().fold(0.0, |most: f64, g| most.max(g.abs()))
}
