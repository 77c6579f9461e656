//! What does one network make of the inputs of a row?
//!
//! Two hidden layers of 32 and 16 units, and a straight line past them (Cheng and others 2016, "Wide and deep learning"):
//!
//! ```text
//! h1 = a(b1 + W1 x)    h2 = a(b2 + W2 h1)    out = b + v h2 + u x
//! a(z) = (z + sqrt(z² + 4)) / 2 - 1
//! ```
//!
//! The activation is that of Barron (2021, "Squareplus: a softplus-like algebraic rectifier", equation 1) less its value
//! at nought. It is smooth, as reasons need it, and takes a square root alone, which is the same on every platform.
//! Sums are taken in one order, input by input; none of the operations is fused.

use std::ops::{Add, AddAssign, Div, Mul, Sub};

/// Units of the first hidden layer.
pub(super) const FIRST: usize = 32;
/// Units of the second.
pub(super) const SECOND: usize = 16;
/// Weights that do not depend on the number of inputs.
const FIXED: usize = FIRST + FIRST * SECOND + SECOND + SECOND + 1;

/// Numbers that a network calculates with: `f32` while it learns, `f64` where it is asked.
pub(super) trait Real:
    Copy + Default + Add<Output = Self> + Sub<Output = Self> + Mul<Output = Self> + Div<Output = Self> + AddAssign
{
    fn of(value: f32) -> Self;
    fn root(self) -> Self;
}

impl Real for f32 {
    #[inline]
    fn of(value: f32) -> Self {
        value
    }

    #[inline]
    fn root(self) -> Self {
        self.sqrt()
    }
}

impl Real for f64 {
    #[inline]
    fn of(value: f32) -> Self {
        Self::from(value)
    }

    #[inline]
    fn root(self) -> Self {
        crate::math::sqrt(self)
    }
}

/// The activation and its slope.
#[inline]
pub(super) fn activation<R: Real>(z: R) -> (R, R) {
    let (half, one) = (R::of(0.5), R::of(1.0));
    let root = (z * z + R::of(4.0)).root();
    (half * (z + root) - one, half * (one + z / root))
}

/// The weights of a network by layer, in the order in which they are stored; after them come the tables of categories.
#[derive(Debug, Clone, Copy)]
pub(super) struct Layers<'a, R> {
    /// For each input its weight in every unit.
    pub first: &'a [[R; FIRST]],
    pub first_bias: &'a [R],
    /// For each unit of the first layer its weight in every unit of the second.
    pub second: &'a [[R; SECOND]],
    pub second_bias: &'a [R],
    pub third: &'a [R],
    pub bias: R,
    /// The straight line past the hidden layers.
    pub past: &'a [R],
}

/// Weights of a network of so many inputs, before its tables.
pub(super) const fn weight_count(inputs: usize) -> usize {
    inputs * (FIRST + 1) + FIXED
}

/// Where each layer begins in the weights of a network of so many inputs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Places {
    pub first_bias: usize,
    pub second: usize,
    pub second_bias: usize,
    pub third: usize,
    pub bias: usize,
    pub past: usize,
    pub tables: usize,
}

pub(super) const fn places(inputs: usize) -> Places {
    let first_bias = inputs * FIRST;
    let second = first_bias + FIRST;
    let second_bias = second + FIRST * SECOND;
    let third = second_bias + SECOND;
    let bias = third + SECOND;
    Places { first_bias, second, second_bias, third, bias, past: bias + 1, tables: bias + 1 + inputs }
}

impl<'a, R: Real> Layers<'a, R> {
    /// The layers of weights of which there are enough.
    #[inline]
    pub(super) fn of(weights: &'a [R], inputs: usize) -> Self {
        let at = places(inputs);
        Self {
            first: weights[..at.first_bias].as_chunks().0,
            first_bias: &weights[at.first_bias..at.second],
            second: weights[at.second..at.second_bias].as_chunks().0,
            second_bias: &weights[at.second_bias..at.third],
            third: &weights[at.third..at.bias],
            bias: weights[at.bias],
            past: &weights[at.past..at.tables],
        }
    }

    /// What the first layer's units are given.
    #[inline]
    pub(super) fn enter(&self, inputs: &[R]) -> [R; FIRST] {
        let mut sums = [R::default(); FIRST];
        sums.copy_from_slice(self.first_bias);
        for (input, weights) in inputs.iter().zip(self.first) {
            for (sum, weight) in sums.iter_mut().zip(weights) {
                *sum += *input * *weight;
            }
        }
        sums
    }

    /// What the second layer's units are given.
    #[inline]
    pub(super) fn pass(&self, units: &[R; FIRST]) -> [R; SECOND] {
        let mut sums = [R::default(); SECOND];
        sums.copy_from_slice(self.second_bias);
        for (unit, weights) in units.iter().zip(self.second) {
            for (sum, weight) in sums.iter_mut().zip(weights) {
                *sum += *unit * *weight;
            }
        }
        sums
    }

    /// What comes out, without the straight line.
    #[inline]
    pub(super) fn leave(&self, units: &[R; SECOND]) -> R {
        units.iter().zip(self.third).fold(self.bias, |sum, (unit, weight)| sum + *unit * *weight)
    }

    /// The straight line past the hidden layers.
    #[inline]
    pub(super) fn line(&self, inputs: &[R]) -> R {
        inputs.iter().zip(self.past).fold(R::default(), |sum, (input, weight)| sum + *input * *weight)
    }

    /// What the network makes of inputs.
    #[inline]
    pub(super) fn output(&self, inputs: &[R]) -> R {
        let first = self.enter(inputs).map(|z| activation(z).0);
        let second = self.pass(&first).map(|z| activation(z).0);
        self.leave(&second) + self.line(inputs)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_activation_is_nothing_at_nought_and_has_the_slope_it_says() {
        assert_eq!(activation(0.0_f64), (0.0, 0.5));
        for z in [-30.0, -2.0, -0.1, 0.4, 3.0, 50.0_f64] {
            let step = 1e-6;
            let slope = (activation(z + step).0 - activation(z - step).0) / (2.0 * step);
            assert!((activation(z).1 - slope).abs() < 1e-8, "{z}");
        }
        assert!(activation(1e6_f64).0 > 999_998.0 && activation(-1e6_f64).0 < -0.999_99);
    }

    #[test]
    fn every_weight_has_a_place_of_its_own() {
        for inputs in [1, 7, 60] {
            let at = places(inputs);
            assert_eq!(at.tables, weight_count(inputs));
            let weights: Vec<f64> = (0..at.tables).map(|place| place as f64).collect();
            let layers = Layers::of(&weights, inputs);
            let lengths = [
                layers.first.len() * FIRST,
                layers.first_bias.len(),
                layers.second.len() * SECOND,
                layers.second_bias.len(),
                layers.third.len(),
                1,
                layers.past.len(),
            ];
            assert_eq!(lengths.iter().sum::<usize>(), at.tables);
            assert_eq!((layers.bias, layers.past[0]), (at.bias as f64, at.past as f64));
        }
    }
}
