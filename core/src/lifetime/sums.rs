//! How does the logarithm of a sum of likelihoods change with the parameters?
//!
//! A sum of terms `e^l` has the first derivatives `sum e^l l'` and the second ones `sum e^l (l' l' + l'')`; from both
//! follow those of its logarithm.

use super::evaluation::Evaluation;
use crate::math;

/// A sum with its first derivatives and the upper triangle of the second ones.
#[derive(Debug, Clone)]
pub(super) struct Sums<const N: usize> {
    /// The sum.
    pub value: f64,
    /// First derivatives.
    pub first: [f64; N],
    /// Second derivatives, those where the second index is not below the first.
    pub second: [[f64; N]; N],
}

impl<const N: usize> Sums<N> {
    /// Nothing yet.
    pub fn zero() -> Self {
        Self { value: 0.0, first: [0.0; N], second: [[0.0; N]; N] }
    }

    /// Add a term given the first derivatives of its logarithm; what its second ones bring is added to `second`.
    pub fn add_term(&mut self, term: f64, slopes: &[f64; N]) {
        self.value += term;
        for (i, ((own, first), row)) in slopes.iter().zip(&mut self.first).zip(&mut self.second).enumerate() {
            let own = term * own;
            *first += own;
            for (other, second) in slopes.iter().zip(row).skip(i) {
                *second += own * other;
            }
        }
    }

    /// Add the logarithm of another sum, `weight` times.
    pub fn add_logarithm(&mut self, sums: &Self, weight: f64) {
        let share = 1.0 / sums.value;
        self.value += weight * math::ln(sums.value);
        let slopes = sums.first.map(|first| first * share);
        let rows = self.second.iter_mut().zip(&sums.second);
        for (i, ((first, own), (row, other_row))) in self.first.iter_mut().zip(slopes).zip(rows).enumerate() {
            *first += weight * own;
            for ((second, of_sum), other) in row.iter_mut().zip(other_row).zip(slopes).skip(i) {
                *second += weight * (of_sum * share - own * other);
            }
        }
    }

    /// All of it, with the lower triangle.
    pub fn evaluation(self) -> Evaluation {
        let second = |i: usize, j: usize| {
            let (row, column) = (i.min(j), i.max(j));
            self.second.get(row).and_then(|row| row.get(column)).copied().unwrap_or(0.0)
        };
        let hessian = std::array::from_fn(|i| std::array::from_fn(|j| second(i, j)));
        Evaluation::new(self.value, self.first, hessian)
    }
}
