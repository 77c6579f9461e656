//! Which way do the weights of a network have to go?
//!
//! Back-propagation (Rumelhart, Hinton and Williams 1986) of one row at a time, in `f32`; gradients of the rows of a batch
//! are added in their order.

use super::inputs::CategoryTable;
use super::layers::{FIRST, Layers, SECOND, activation, places};

/// One row and what is known beside it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row<'a> {
    pub inputs: &'a [f32],
    pub tables: &'a [CategoryTable],
    pub entries: &'a [u16],
    /// Inputs of numbers, which come first.
    pub numbers: usize,
}

/// What a row leaves behind on its way forward.
#[derive(Debug)]
pub(super) struct Trace {
    first: [f32; FIRST],
    first_slopes: [f32; FIRST],
    second: [f32; SECOND],
    second_slopes: [f32; SECOND],
    pub output: f32,
}

pub(super) fn forward(layers: &Layers<'_, f32>, row: &Row<'_>) -> Trace {
    let (mut first, mut first_slopes) = ([0.0; FIRST], [0.0; FIRST]);
    for ((value, slope), z) in first.iter_mut().zip(&mut first_slopes).zip(layers.enter(row.inputs)) {
        (*value, *slope) = activation(z);
    }
    let (mut second, mut second_slopes) = ([0.0; SECOND], [0.0; SECOND]);
    for ((value, slope), z) in second.iter_mut().zip(&mut second_slopes).zip(layers.pass(&first)) {
        (*value, *slope) = activation(z);
    }
    let output = layers.leave(&second) + layers.line(row.inputs);
    Trace { first, first_slopes, second, second_slopes, output }
}

/// Add to `gradient` what the weights change the output by, times `by`.
pub(super) fn backward(
    layers: &Layers<'_, f32>,
    row: &Row<'_>,
    trace: &Trace,
    by: f32,
    gradient: &mut [f32],
) {
    let at = places(row.inputs.len());
    let (first, rest) = gradient.split_at_mut(at.first_bias);
    let (first_bias, rest) = rest.split_at_mut(FIRST);
    let (second, rest) = rest.split_at_mut(FIRST * SECOND);
    let (second_bias, rest) = rest.split_at_mut(SECOND);
    let (third, rest) = rest.split_at_mut(SECOND);
    let (bias, rest) = rest.split_at_mut(1);
    let (past, of_tables) = rest.split_at_mut(row.inputs.len());

    bias[0] += by;
    for (gradient, value) in third.iter_mut().zip(&trace.second) {
        *gradient += by * value;
    }
    let mut into_second = [0.0; SECOND];
    for ((into, weight), slope) in into_second.iter_mut().zip(layers.third).zip(&trace.second_slopes) {
        *into = by * weight * slope;
    }
    add(second_bias, 1.0, &into_second);
    let mut into_first = [0.0; FIRST];
    let units = trace.first.iter().zip(&trace.first_slopes).zip(layers.second);
    let out = into_first.iter_mut().zip(second.as_chunks_mut::<SECOND>().0);
    for (((value, slope), weights), (into, gradient)) in units.zip(out) {
        *into = dot(weights, &into_second) * slope;
        add(gradient, *value, &into_second);
    }
    add(first_bias, 1.0, &into_first);
    for (gradient, input) in first.as_chunks_mut::<FIRST>().0.iter_mut().zip(row.inputs) {
        add(gradient, *input, &into_first);
    }
    add(past, by, row.inputs);
    let mut place = row.numbers;
    for (table, entry) in row.tables.iter().zip(row.entries) {
        for gradient in &mut of_tables[table.place(*entry)] {
            *gradient += dot(&layers.first[place], &into_first) + by * layers.past[place];
            place += 1;
        }
    }
}

#[inline]
fn add(sums: &mut [f32], factor: f32, values: &[f32]) {
    for (sum, value) in sums.iter_mut().zip(values) {
        *sum += factor * value;
    }
}

/// A sum of products in eight parts, whose order is always the same.
#[inline]
fn dot<const N: usize>(left: &[f32; N], right: &[f32; N]) -> f32 {
    let mut parts = [0.0; 8];
    for (left, right) in left.as_chunks::<8>().0.iter().zip(right.as_chunks::<8>().0) {
        for ((part, left), right) in parts.iter_mut().zip(left).zip(right) {
            *part += left * right;
        }
    }
    let [a, b, c, d, e, f, g, h] = parts;
    ((a + e) + (c + g)) + ((b + f) + (d + h))
}
