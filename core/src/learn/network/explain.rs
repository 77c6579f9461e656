//! Which columns make a network's score what it is?
//!
//! Integrated gradients (Sundararajan, Taly and Yan 2017, equation 1): along the straight line from the mean row `x'` to the
//! row `x`, input `i` contributes
//!
//! ```text
//! (x_i - x'_i) ∫ ∂F/∂x_i (x' + t (x - x')) dt,  t from 0 to 1
//! ```
//!
//! and a column what its inputs contribute: rank, size and absence of a number, the numbers of a category's level. The mean
//! row has the mean of every input, of a category the mean of its levels' numbers by their shares. The contributions add
//! up to `F(x) - F(x')` (proposition 1 there). The integral is taken by Gauss and Legendre's rule of sixteen nodes, over
//! one stretch of the line or as many as it takes until the sum is right within 1e-9; what is left then is
//! shared among the columns in proportion to the size of what they contribute, so that nothing is.

use std::sync::LazyLock;

use super::super::reasons::{Explanation, Explanations, ReasonMethod};
use super::super::schema::Schema;
use super::super::table::Table;
use super::Network;
use super::inputs::Inputs;
use super::layers::{FIRST, Layers, activation, places};
use super::score::Encoding;
use crate::control::Control;
use crate::{Result, batch, math};

/// Nodes of the rule.
const NODES: usize = 16;
/// What the sum of contributions may lack, before it is shared, of an output of one.
const TOLERANCE: f64 = 1e-9;
/// The most stretches of the line.
const MOST_STRETCHES: u32 = 64;

/// Nodes between 0 and 1 and their weights.
static RULE: LazyLock<[(f64, f64); NODES]> = LazyLock::new(rule);

/// Where the line of one network begins.
#[derive(Debug)]
struct Start {
    inputs: Vec<f64>,
    sums: [f64; FIRST],
    output: f64,
}

impl Network {
    /// What each column contributes to each row's score: integrated gradients from the mean row, in units of the score.
    pub fn explain(&self, table: &Table) -> Result<Explanations> {
        let scores = self.scores(table)?;
        let matched = self.schema.matched(table)?;
        let columns = matched.columns().len();
        let starts = self.starts();
        let mut contributions = vec![0.0; scores.len() * columns];
        batch::fill_rows(&mut contributions, columns, Control::none(), |row, contributions| {
            let mut values = vec![0.0; columns];
            Inputs::row(matched.columns(), row, &mut values);
            self.attribute(&values, &starts, contributions);
            Ok(())
        })?;
        Ok(Explanations {
            columns: Schema::columns(&self.schema).iter().map(|column| column.name.clone()).collect(),
            base: self.start_score(&starts),
            rows: scores.len() as u32,
            scores,
            contributions,
            methods: vec![ReasonMethod::IntegratedGradients],
        })
    }

    /// What each column contributes to the score of one row of numbers, as [`Schema::row`] makes it; the same to the bit
    /// as among others.
    pub fn explain_row(&self, row: &[f64]) -> Result<Explanation> {
        let score = self.score_row(row)?;
        let starts = self.starts();
        let mut contributions = vec![0.0; row.len()];
        self.attribute(row, &starts, &mut contributions);
        let (base, methods) = (self.start_score(&starts), vec![ReasonMethod::IntegratedGradients]);
        Ok(Explanation { base, score, contributions, methods })
    }

    fn starts(&self) -> Vec<Start> {
        let start = |weights: &Vec<f64>| {
            // Inputs of numbers are standardised: their means are nought.
            let mut inputs = vec![0.0; self.inputs.numbers];
            let tables = &weights[places(self.inputs.count).tables..];
            for table in &self.inputs.tables {
                let mut means = vec![0.0; table.width];
                for (entry, share) in (0..).zip(self.inputs.shares(table)) {
                    for (mean, number) in means.iter_mut().zip(&tables[table.place(entry)]) {
                        *mean += f64::from(*share) * number;
                    }
                }
                inputs.extend(means);
            }
            let layers = Layers::of(weights, self.inputs.count);
            Start { sums: layers.enter(&inputs), output: layers.output(&inputs), inputs }
        };
        self.networks.iter().map(start).collect()
    }

    /// The score of the mean row.
    fn start_score(&self, starts: &[Start]) -> f64 {
        let sum = starts.iter().fold(0.0, |sum, start| sum + start.output);
        self.base + self.scale * (sum / starts.len().max(1) as f64)
    }

    fn attribute(&self, row: &[f64], starts: &[Start], contributions: &mut [f64]) {
        let Encoding { mut inputs, mut entries } = self.encoding();
        self.inputs.encode(row, &mut inputs, &mut entries);
        let mut of_network = vec![0.0; contributions.len()];
        for (weights, start) in self.networks.iter().zip(starts) {
            self.look_up(weights, &entries, &mut inputs);
            let layers = Layers::of(weights, self.inputs.count);
            let way: Vec<f64> = inputs.iter().zip(&start.inputs).map(|(to, from)| to - from).collect();
            let whole = layers.output(&inputs) - start.output;
            let slopes = slopes_along(&layers, &start.sums, &way, whole);
            for (part, place) in of_network.iter_mut().zip(&self.inputs.places) {
                let of_input = |input: usize| {
                    let units = layers.first[input].iter().zip(&slopes);
                    way[input] * units.fold(layers.past[input], |sum, (weight, slope)| sum + weight * slope)
                };
                *part = place.clone().fold(0.0, |sum, input| sum + of_input(input));
            }
            share_rest(&mut of_network, whole);
            for (sum, part) in contributions.iter_mut().zip(&of_network) {
                *sum += part;
            }
        }
        let scale = self.scale / starts.len().max(1) as f64;
        for contribution in contributions.iter_mut() {
            *contribution *= scale;
        }
    }
}

/// For each unit of the first layer how much the output changes with what it is given, on average along the line.
///
/// What the first layer is given changes evenly along the line, so that only the second has to be gone through at each node.
fn slopes_along(layers: &Layers<'_, f64>, from: &[f64; FIRST], way: &[f64], whole: f64) -> [f64; FIRST] {
    let mut change = [0.0; FIRST];
    for (way, weights) in way.iter().zip(layers.first) {
        for (change, weight) in change.iter_mut().zip(weights) {
            *change += way * weight;
        }
    }
    let line = layers.line(way);
    let mut stretches = 1;
    loop {
        let mut slopes = [0.0; FIRST];
        for stretch in 0..stretches {
            for (node, weight) in RULE.iter() {
                let at = (f64::from(stretch) + node) / f64::from(stretches);
                add_slopes(layers, from, &change, at, weight / f64::from(stretches), &mut slopes);
            }
        }
        let sum = change.iter().zip(&slopes).fold(line, |sum, (change, slope)| sum + change * slope);
        if (sum - whole).abs() <= TOLERANCE * whole.abs().max(1.0) || stretches >= MOST_STRETCHES {
            return slopes;
        }
        stretches *= 2;
    }
}

/// Add the slopes at one place of the line, by its weight.
fn add_slopes(
    layers: &Layers<'_, f64>,
    from: &[f64; FIRST],
    change: &[f64; FIRST],
    at: f64,
    weight: f64,
    slopes: &mut [f64; FIRST],
) {
    let (mut units, mut unit_slopes) = ([0.0; FIRST], [0.0; FIRST]);
    for (place, (from, change)) in from.iter().zip(change).enumerate() {
        (units[place], unit_slopes[place]) = activation(from + at * change);
    }
    let mut of_second = layers.pass(&units).map(|z| activation(z).1);
    for (slope, weight) in of_second.iter_mut().zip(layers.third) {
        *slope *= weight;
    }
    for ((slope, unit_slope), weights) in slopes.iter_mut().zip(unit_slopes).zip(layers.second) {
        let sum = weights.iter().zip(&of_second).fold(0.0, |sum, (weight, slope)| sum + weight * slope);
        *slope += weight * unit_slope * sum;
    }
}

/// Share what contributions lack of the whole in proportion to their sizes.
fn share_rest(contributions: &mut [f64], whole: f64) {
    let (sum, size) =
        contributions.iter().fold((0.0, 0.0), |(sum, size), part| (sum + part, size + f64::abs(*part)));
    if size > 0.0 {
        let rest = (whole - sum) / size;
        for part in contributions.iter_mut() {
            *part += rest * part.abs();
        }
    }
}

/// The roots of Legendre's polynomial by Newton's steps from their asymptotic places (Abramowitz and Stegun 1964, 22.16.6),
/// brought to 0 to 1, and their weights (25.4.29).
fn rule() -> [(f64, f64); NODES] {
    let degree = NODES as f64;
    std::array::from_fn(|place| {
        let mut x = math::cos(std::f64::consts::PI * (place as f64 + 0.75) / (degree + 0.5));
        let mut slope = 1.0;
        for _ in 0..8 {
            let (mut before, mut value) = (1.0, x);
            for k in 2..=NODES {
                let k = k as f64;
                (before, value) = (value, ((2.0 * k - 1.0) * x * value - (k - 1.0) * before) / k);
            }
            slope = degree * (before - x * value) / (1.0 - x * x);
            x -= value / slope;
        }
        (0.5 * (1.0 - x), 1.0 / ((1.0 - x * x) * slope * slope))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rule_is_exact_for_powers_up_to_the_thirty_first() {
        for power in 0..=31 {
            let sum: f64 = RULE.iter().map(|(node, weight)| weight * math::powi(*node, power)).sum();
            assert!((sum * f64::from(power + 1) - 1.0).abs() < 1e-14, "{power}: {sum}");
        }
    }

    #[test]
    fn what_is_lacking_is_shared_by_size() {
        let mut parts = [3.0, -1.0, 0.0];
        share_rest(&mut parts, 2.4);
        assert_eq!(parts, [3.3, -0.9, 0.0]);
        let mut nothing = [0.0; 2];
        share_rest(&mut nothing, 0.0);
        assert_eq!(nothing, [0.0; 2]);
    }
}
