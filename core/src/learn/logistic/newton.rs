//! Where is the penalised cost least?
//!
//! Newton's steps from the base rate, halved until the cost falls (Boyd and Vandenberghe 2004, section 9.5). The cost is
//! convex, and strictly so by the ridge: there is one minimum, and where rounding ends the search does not show in the
//! model's use. Sums are over the same slices of rows at any number of threads.

use linfa_linalg::cholesky::SolveCInplace as _;
use ndarray::Array2;

use super::super::objective::Objective;
use super::super::target::Target;
use super::SUBJECT;
use super::design::DesignRows;
use crate::control::Control;
use crate::{Result, SartorError, batch};

/// Far more than ever needed.
const MOST_STEPS: u32 = 200;
/// The most slices of rows, and the fewest rows of one.
const SLICES: usize = 16;
const LEAST_ROWS: usize = 2_048;
/// The end: a last step that moves nothing by more than this, relative to 1 or its size.
const LAST_STEP: f64 = 1e-9;
/// Costs that differ by less are equal but for rounding.
const ROUNDING: f64 = 1e-12;

/// Cost, its gradient, and the lower half of its curvature row by row; the intercept last.
struct Sums {
    cost: f64,
    gradient: Vec<f64>,
    curvature: Vec<f64>,
}

/// The coefficients at the minimum, the intercept last.
pub(super) fn minimise(
    rows: &DesignRows,
    target: &Target<'_>,
    l2: f64,
    control: Control<'_>,
) -> Result<Vec<f64>> {
    let dimension = rows.width + 1;
    let mut at = vec![0.0; dimension];
    if let Some(intercept) = at.last_mut() {
        *intercept = Objective::Logistic.initial_score(target.labels, target.weights);
    }
    let mut now = sums(rows, target, l2, &at);
    for step in 0..MOST_STEPS {
        control.step(u64::from(step), u64::from(MOST_STEPS))?;
        let direction = newton_step(SUBJECT, &now.curvature, &now.gradient)?;
        let is_last =
            direction.iter().zip(&at).all(|(move_by, at)| move_by.abs() <= LAST_STEP * at.abs().max(1.0));
        let mut length = 1.0;
        loop {
            let next: Vec<f64> = at.iter().zip(&direction).map(|(at, by)| at - length * by).collect();
            let then = sums(rows, target, l2, &next);
            if then.cost <= now.cost * (1.0 + ROUNDING) {
                (at, now) = (next, then);
                break;
            }
            length *= 0.5;
            if length < 1e-12 {
                return Ok(at);
            }
        }
        if is_last {
            return Ok(at);
        }
    }
    let gradient_norm = crate::math::sqrt(now.gradient.iter().map(|g| g * g).sum::<f64>());
    Err(SartorError::NotConverged {
        subject: SUBJECT.to_owned(),
        iterations: i64::from(MOST_STEPS),
        gradient_norm: gradient_norm.to_string(),
    })
}

fn sums(rows: &DesignRows, target: &Target<'_>, l2: f64, at: &[f64]) -> Sums {
    let count = target.labels.len();
    let size = count.div_ceil(SLICES).max(LEAST_ROWS);
    let firsts: Vec<usize> = (0..count).step_by(size).collect();
    let parts = batch::map_slices(&firsts, 1, |firsts| {
        let first = firsts.first().copied().unwrap_or_default();
        slice_sums(rows, target, at, first..(first + size).min(count))
    });
    let mut parts = parts.into_iter();
    let Some(mut total) = parts.next() else {
        return Sums { cost: 0.0, gradient: Vec::new(), curvature: Vec::new() };
    };
    for part in parts {
        total.cost += part.cost;
        total.gradient.iter_mut().zip(part.gradient).for_each(|(sum, part)| *sum += part);
        total.curvature.iter_mut().zip(part.curvature).for_each(|(sum, part)| *sum += part);
    }
    // The intercept, last, is not held back.
    for (place, coefficient) in at.iter().enumerate().take(rows.width) {
        total.cost += 0.5 * l2 * coefficient * coefficient;
        total.gradient[place] += l2 * coefficient;
        total.curvature[place * at.len() + place] += l2;
    }
    total
}

fn slice_sums(rows: &DesignRows, target: &Target<'_>, at: &[f64], slice: std::ops::Range<usize>) -> Sums {
    let (dimension, columns) = (at.len(), rows.columns);
    let intercept = rows.width;
    let mut sums =
        Sums { cost: 0.0, gradient: vec![0.0; dimension], curvature: vec![0.0; dimension * dimension] };
    for row in slice {
        let pairs = row * columns..(row + 1) * columns;
        let (Some(places), Some(values)) = (rows.places.get(pairs.clone()), rows.values.get(pairs)) else {
            continue;
        };
        let (weight, label) = (target.weight(row), target.labels[row]);
        let parts = places.iter().zip(values).map(|(place, value)| value * at[usize::from(*place)]);
        let score = parts.fold(at[intercept], |score, part| score + part);
        let (slope, bend) = Objective::Logistic.derivatives(score, label);
        sums.cost += weight * Objective::Logistic.cost(score, label);
        let (slope, bend) = (weight * slope, weight * bend);
        sums.gradient[intercept] += slope;
        let of_intercept = intercept * dimension;
        sums.curvature[of_intercept + intercept] += bend;
        for (one, (place, value)) in places.iter().zip(values).enumerate() {
            let place = usize::from(*place);
            sums.gradient[place] += slope * value;
            let bent = bend * value;
            sums.curvature[of_intercept + place] += bent;
            // Coefficients of later columns have later places.
            let of_place = place * dimension;
            for (other, value) in places.iter().zip(values).take(one + 1) {
                sums.curvature[of_place + usize::from(*other)] += bent * value;
            }
        }
    }
    sums
}

/// Newton's step: the curvature's inverse, of which the lower half is given row by row, times the gradient. Where rounding
/// leaves the curvature without a factor it is raised until it has one.
pub(in crate::learn) fn newton_step(subject: &str, curvature: &[f64], gradient: &[f64]) -> Result<Vec<f64>> {
    let failed = || SartorError::Internal { operation: subject.to_owned() };
    let dimension = gradient.len();
    let most = curvature.iter().step_by(dimension + 1).copied().fold(0.0, f64::max);
    let mut raised = 0.0;
    for _ in 0..20 {
        let mut matrix =
            Array2::from_shape_vec((dimension, dimension), curvature.to_vec()).map_err(|_| failed())?;
        matrix.diag_mut().iter_mut().for_each(|value| *value += raised);
        let gradient = Array2::from_shape_vec((dimension, 1), gradient.to_vec()).map_err(|_| failed())?;
        if let Ok(step) = matrix.solvec_into(gradient)
            && step.iter().all(|value| value.is_finite())
        {
            return Ok(step.into_iter().collect());
        }
        raised = if raised == 0.0 { 1e-12 * most.max(1e-300) } else { raised * 100.0 };
    }
    Err(failed())
}
