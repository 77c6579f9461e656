//! How high is a log-likelihood at a point, and how does it change from there?

/// A log-likelihood at a point with its derivatives.
#[derive(Debug, Clone)]
pub struct Evaluation {
    /// The log-likelihood.
    pub value: f64,
    /// First derivatives.
    pub gradient: Vec<f64>,
    /// Second derivatives, row by row.
    pub hessian: Vec<f64>,
}

impl Evaluation {
    /// A value with its derivatives; all of the second ones, not a triangle.
    pub fn new<const N: usize>(value: f64, gradient: [f64; N], hessian: [[f64; N]; N]) -> Self {
        Self { value, gradient: gradient.to_vec(), hessian: hessian.as_flattened().to_vec() }
    }

    /// The sum of this and another.
    pub(super) fn plus(mut self, other: &Self) -> Self {
        self.value += other.value;
        let parts = self.gradient.iter_mut().zip(&other.gradient);
        for (part, more) in parts.chain(self.hessian.iter_mut().zip(&other.hessian)) {
            *part += more;
        }
        self
    }

    /// All of it times a factor.
    pub(super) fn scaled(mut self, factor: f64) -> Self {
        self.value *= factor;
        for part in self.gradient.iter_mut().chain(&mut self.hessian) {
            *part *= factor;
        }
        self
    }

    /// From derivatives by the parameters to those by coordinates `u`, where each parameter depends on its own
    /// coordinate alone: `slopes` are the derivatives of the parameters, `bends` the second ones.
    pub(super) fn in_coordinates(mut self, slopes: &[f64], bends: &[f64]) -> Self {
        let n = slopes.len();
        let rows = self.hessian.chunks_exact_mut(n).zip(&mut self.gradient).zip(slopes).zip(bends);
        for (i, (((row, first), own), bend)) in rows.enumerate() {
            for (second, other) in row.iter_mut().zip(slopes) {
                *second *= own * other;
            }
            if let Some(diagonal) = row.get_mut(i) {
                *diagonal += *first * bend;
            }
            *first *= own;
        }
        self
    }

    /// Less `penalty` times the sum of squares of the parameters.
    pub(super) fn penalised(mut self, parameters: &[f64], penalty: f64) -> Self {
        let n = parameters.len();
        let diagonal = self.hessian.iter_mut().step_by(n + 1);
        for ((p, first), second) in parameters.iter().zip(&mut self.gradient).zip(diagonal) {
            self.value -= penalty * p * p;
            *first -= 2.0 * penalty * p;
            *second -= 2.0 * penalty;
        }
        self
    }

    /// The derivatives by all numbers but one.
    pub(super) fn without(self, place: usize) -> Self {
        let n = self.gradient.len();
        let keep = |index: &usize| index % n != place && index / n != place;
        let hessian =
            self.hessian.iter().enumerate().filter(|(index, _)| keep(index)).map(|(_, h)| *h).collect();
        let mut gradient = self.gradient;
        gradient.remove(place);
        Self { value: self.value, gradient, hessian }
    }

    pub(super) fn is_finite(&self) -> bool {
        self.value.is_finite() && self.gradient.iter().chain(&self.hessian).all(|part| part.is_finite())
    }
}
