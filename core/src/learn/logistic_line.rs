//! Which logistic curve over one, two or no columns fits the labels best?
//!
//! Maximum likelihood by Newton's steps, halved until the loss falls (McCullagh and Nelder 1989, section 4.4), on columns
//! brought to mean 0 and variance 1. Targets may lie anywhere from 0 to 1. A ridge of 1e-9 of the rows keeps the steps
//! finite where columns do not differ, and is far below any standard error.

use super::scored::softplus;
use crate::{Result, SartorError, math};

/// More than ever needed: Newton's steps on a convex loss take about ten.
const MOST_STEPS: usize = 200;
const RIDGE: f64 = 1e-9;
/// One row: columns, what is added to their score, target, weight.
pub(super) type LineRow<const P: usize> = ([f64; P], f64, f64, f64);

/// Coefficients on the columns as given, with their variances.
#[derive(Debug, Clone, Copy)]
pub(super) struct LogisticLine<const P: usize> {
    pub intercept: f64,
    pub slopes: [f64; P],
    pub intercept_variance: f64,
    pub slope_variances: [f64; P],
    /// The negative log-likelihood, summed by weight.
    #[cfg(feature = "train")]
    pub loss: f64,
}

/// Intercept first, then slopes.
type Vector = [f64; 3];
type Matrix = [[f64; 3]; 3];

/// Fit intercept and `P` slopes, at most two.
pub(super) fn fit_line<const P: usize>(subject: &str, rows: &[LineRow<P>]) -> Result<LogisticLine<P>> {
    let total: f64 = rows.iter().map(|(.., weight)| weight).sum();
    let (mut means, mut scales) = ([0.0; P], [1.0; P]);
    for place in 0..P {
        let column = || rows.iter().map(move |(columns, .., weight)| (columns[place], *weight));
        let mean = column().map(|(x, weight)| x * weight).sum::<f64>() / total;
        let square = column().map(|(x, weight)| weight * (x - mean) * (x - mean)).sum::<f64>() / total;
        means[place] = mean;
        if square > 0.0 {
            scales[place] = math::sqrt(square);
        }
    }
    let dimension = P + 1;
    let standard = |columns: &[f64; P]| {
        let mut x: Vector = [1.0, 0.0, 0.0];
        for place in 0..P {
            x[place + 1] = (columns[place] - means[place]) / scales[place];
        }
        x
    };
    let score =
        |at: &Vector, x: &Vector, offset: f64| offset + (0..dimension).map(|k| at[k] * x[k]).sum::<f64>();
    let likelihood = |at: &Vector| {
        let loss = |(columns, offset, target, weight): &LineRow<P>| {
            let eta = score(at, &standard(columns), *offset);
            weight * (softplus(eta) - target * eta)
        };
        rows.iter().map(loss).sum::<f64>()
    };
    let ridge = RIDGE * total;
    let loss = |at: &Vector| likelihood(at) + 0.5 * ridge * at.iter().map(|b| b * b).sum::<f64>();

    let mut at = Vector::default();
    let mut now = loss(&at);
    for _ in 0..MOST_STEPS {
        let (mut gradient, mut curvature) = (at.map(|b| ridge * b), Matrix::default());
        for (columns, offset, target, weight) in rows {
            let x = standard(columns);
            let p = math::logistic(score(&at, &x, *offset));
            let (slope, bend) = (weight * (p - target), weight * p * (1.0 - p));
            for i in 0..dimension {
                gradient[i] += slope * x[i];
                for j in 0..=i {
                    curvature[i][j] += bend * x[i] * x[j];
                }
            }
        }
        for (place, row) in curvature.iter_mut().enumerate() {
            row[place] += ridge;
        }
        let inverse = invert(&curvature);
        let step: Vector = std::array::from_fn(|i| (0..3).map(|j| inverse[i][j] * gradient[j]).sum());
        let decrement: f64 = step.iter().zip(&gradient).map(|(s, g)| s * g).sum();
        let (mut length, mut moved) = (1.0, false);
        for _ in 0..60 {
            let next: Vector = std::array::from_fn(|i| at[i] - length * step[i]);
            let then = loss(&next);
            if then < now {
                (at, now, moved) = (next, then, true);
                break;
            }
            length *= 0.5;
        }
        if !moved || decrement <= 1e-15 * total {
            let mut line = LogisticLine {
                intercept: at[0],
                slopes: [0.0; P],
                intercept_variance: 0.0,
                slope_variances: [0.0; P],
                #[cfg(feature = "train")]
                loss: likelihood(&at),
            };
            // The intercept on the columns as given is that of their means less the slopes times those.
            let mut lever: Vector = [1.0, 0.0, 0.0];
            for place in 0..P {
                line.slopes[place] = at[place + 1] / scales[place];
                line.slope_variances[place] = inverse[place + 1][place + 1] / (scales[place] * scales[place]);
                line.intercept -= line.slopes[place] * means[place];
                lever[place + 1] = -means[place] / scales[place];
            }
            for i in 0..3 {
                line.intercept_variance += (0..3).map(|j| lever[i] * inverse[i][j] * lever[j]).sum::<f64>();
            }
            return Ok(line);
        }
    }
    Err(SartorError::NotConverged {
        subject: subject.to_owned(),
        iterations: MOST_STEPS as i64,
        gradient_norm: "above 0".to_owned(),
    })
}

/// The inverse of a symmetric positive matrix from its lower half, by Cholesky's factor.
fn invert(matrix: &Matrix) -> Matrix {
    let mut factor = Matrix::default();
    for i in 0..3 {
        for j in 0..=i {
            let known: f64 = (0..j).map(|k| factor[i][k] * factor[j][k]).sum();
            let rest = matrix[i][j] - known;
            factor[i][j] = if i == j { math::sqrt(rest.max(f64::MIN_POSITIVE)) } else { rest / factor[j][j] };
        }
    }
    // The inverse is symmetric too: a column found is a row.
    let mut inverse = Matrix::default();
    for (column, x) in inverse.iter_mut().enumerate() {
        for i in 0..3 {
            let known: f64 = (0..i).map(|k| factor[i][k] * x[k]).sum();
            x[i] = (f64::from(u8::from(i == column)) - known) / factor[i][i];
        }
        for i in (0..3).rev() {
            let known: f64 = (i + 1..3).map(|k| factor[k][i] * x[k]).sum();
            x[i] = (x[i] - known) / factor[i][i];
        }
    }
    inverse
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_by_two_tables_have_their_closed_form() {
        // Ten rows at each of two places, 2 and 7 of label 1: log-odds and their variances are closed.
        let rows: Vec<LineRow<1>> = vec![([0.0], 0.0, 0.2, 10.0), ([1.0], 0.0, 0.7, 10.0)];
        let line = fit_line("test", &rows).unwrap();
        let (low, high) = (math::logit(0.2), math::logit(0.7));
        assert!((line.intercept - low).abs() < 1e-7 && (line.slopes[0] - (high - low)).abs() < 1e-7);
        assert!((line.intercept_variance - (0.5 + 0.125)).abs() < 1e-7);
        assert!((line.slope_variances[0] - (0.5 + 0.125 + 1.0 / 7.0 + 1.0 / 3.0)).abs() < 1e-7);
    }

    #[test]
    fn an_inverse_undoes_its_matrix() {
        let inverse = invert(&[[4.0, 0.0, 0.0], [1.0, 3.0, 0.0], [0.5, -1.0, 2.0]]);
        let product: f64 = 4.0 * inverse[0][1] + inverse[1][1] + 0.5 * inverse[2][1];
        assert!(product.abs() < 1e-15);
        let own: f64 = inverse[0][1] + 3.0 * inverse[1][1] - inverse[2][1];
        assert!((own - 1.0).abs() < 1e-15);
    }

    #[test]
    fn columns_that_do_not_differ_get_no_slope() {
        let rows: Vec<LineRow<1>> = vec![([3.0], 0.0, 0.0, 1.0), ([3.0], 0.0, 1.0, 3.0)];
        let line = fit_line("test", &rows).unwrap();
        assert_eq!(line.slopes, [0.0]);
        assert!((line.intercept - math::logit(0.75)).abs() < 1e-7);
    }
}
