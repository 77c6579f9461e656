//! How do networks learn?
//!
//! Each by itself: mini-batches in an order drawn anew for each epoch, Adam (Kingma and Ba 2015, algorithm 1) with decoupled
//! decay (Loshchilov and Hutter 2019, algorithm 2), and weights averaged over the last steps (Polyak and Juditsky 1992),
//! which is what is judged on rows held out and kept where it is best there. An epoch of all networks is one step of the
//! caller's control.

use super::super::objective::Objective;
use super::super::schema::Schema;
use super::super::table::Table;
use super::super::target::Target;
use super::Network;
use super::gradient::{Row, backward, forward};
use super::held_out::Split;
use super::inputs::{Encoded, Inputs};
use super::layers::{FIRST, Layers, SECOND, places, weight_count};
use super::options::NetworkOptions;
use super::stored::rounded;
use crate::control::Control;
use crate::rng::Rng;
use crate::{Result, batch, math};

/// The most rows of an epoch.
const MOST_ROWS: usize = 1 << 17;
/// Gradients of a row by the output stay within this.
const MOST_GRADIENT: f64 = 1e4;
/// Adam's memory of gradients and of their squares, and what keeps its steps finite.
const MEMORY: [f32; 2] = [0.9, 0.999];
const LEAST: f32 = 1e-8;

/// What all networks of a fit have in common.
pub(super) struct Ground<'a> {
    pub inputs: &'a Inputs,
    pub encoded: &'a Encoded,
    pub target: Target<'a>,
    pub options: &'a NetworkOptions,
    /// The score of an output of nought, what one adds, and a gradient's unit.
    pub base: f64,
    pub scale: f64,
    pub unit: f64,
    /// Of the weights those that decay.
    pub decays: Vec<bool>,
}

impl Ground<'_> {
    fn row<'r>(&'r self, row: u32, weights: &[f32], inputs: &'r mut [f32]) -> Row<'r> {
        let (row, of) = (row as usize, self.inputs);
        let entries = &self.encoded.entries[row * of.tables.len()..][..of.tables.len()];
        inputs[..of.numbers].copy_from_slice(&self.encoded.numbers[row * of.numbers..][..of.numbers]);
        let mut place = of.numbers;
        let tables = &weights[places(of.count).tables..];
        for (table, entry) in of.tables.iter().zip(entries) {
            for number in &tables[table.place(*entry)] {
                inputs[place] = *number;
                place += 1;
            }
        }
        Row { inputs, tables: &of.tables, entries, numbers: of.numbers }
    }

    fn score(&self, output: f32) -> f64 {
        self.base + self.scale * f64::from(output)
    }

    /// What the scores of rows cost on average.
    fn cost(&self, rows: &[u32], weights: &[f32]) -> f64 {
        let layers = Layers::of(weights, self.inputs.count);
        let mut inputs = vec![0.0; self.inputs.count];
        let (mut cost, mut total) = (0.0, 0.0);
        for row in rows {
            let (label, weight) = (self.target.labels[*row as usize], self.target.weight(*row as usize));
            let row = self.row(*row, weights, &mut inputs);
            let score = self.score(layers.output(row.inputs));
            cost += weight * self.options.objective.cost(score, label);
            total += weight;
        }
        cost / total
    }

    /// Add up the gradients of the rows of a batch, by their weights.
    pub(super) fn descend(&self, rows: &[u32], weights: &[f32], gradient: &mut [f32]) {
        let layers = Layers::of(weights, self.inputs.count);
        let mut inputs = vec![0.0; self.inputs.count];
        for place in rows {
            let (label, weight) = (self.target.labels[*place as usize], self.target.weight(*place as usize));
            let row = self.row(*place, weights, &mut inputs);
            let trace = forward(&layers, &row);
            let slope = self.options.objective.derivatives(self.score(trace.output), label).0 * self.unit;
            let by = slope.clamp(-MOST_GRADIENT, MOST_GRADIENT) * weight;
            backward(&layers, &row, &trace, by as f32, gradient);
        }
    }
}

/// One network as it learns.
struct Trainee {
    rng: Rng,
    /// Rows to be learnt from, of which those up to `at` have been in this order.
    order: Vec<u32>,
    at: usize,
    held: Vec<u32>,
    weights: Vec<f32>,
    averaged: Vec<f32>,
    gradient: Vec<f32>,
    moments: [Vec<f32>; 2],
    /// Powers of Adam's memory, and steps taken.
    powers: [f64; 2],
    steps: u32,
    epochs: u32,
    best: Best,
}

struct Best {
    epochs: u32,
    cost: f64,
    weights: Vec<f32>,
}

impl Trainee {
    fn new(place: u64, split: Split, ground: &Ground<'_>) -> Self {
        let mut rng = Rng::with_stream(ground.options.seed, place + 1);
        let weights = initial(ground.inputs, &mut rng);
        let none = || vec![0.0; weights.len()];
        let cost = ground.cost(&split.held, &weights);
        Self {
            order: split.kept,
            at: usize::MAX,
            held: split.held,
            averaged: weights.clone(),
            gradient: none(),
            moments: [none(), none()],
            powers: [1.0, 1.0],
            steps: 0,
            epochs: 0,
            best: Best { epochs: 0, cost, weights: weights.clone() },
            weights,
            rng,
        }
    }

    /// Whether rows held out have told for long enough that it does not get better.
    fn is_done(&self, options: &NetworkOptions) -> bool {
        !self.held.is_empty() && self.epochs >= self.best.epochs + options.patience
    }

    fn epoch(&mut self, ground: &Ground<'_>) {
        let rows = self.order.len().min(MOST_ROWS);
        let size = (rows / 64).clamp(16, 256);
        let batches = rows.div_ceil(size);
        for _ in 0..batches {
            if self.at >= self.order.len() {
                self.rng.shuffle(&mut self.order);
                self.at = 0;
            }
            let end = (self.at + size).min(self.order.len());
            self.gradient.fill(0.0);
            ground.descend(&self.order[self.at..end], &self.weights, &mut self.gradient);
            self.at = end;
            self.step(ground, batches as u32);
        }
        self.epochs += 1;
        if self.held.is_empty() {
            return;
        }
        let cost = ground.cost(&self.held, &self.averaged);
        if cost < self.best.cost {
            self.best.weights.copy_from_slice(&self.averaged);
            (self.best.epochs, self.best.cost) = (self.epochs, cost);
        }
    }

    fn step(&mut self, ground: &Ground<'_>, batches: u32) {
        let options = ground.options;
        for (power, memory) in self.powers.iter_mut().zip(MEMORY) {
            *power *= f64::from(memory);
        }
        self.steps += 1;
        let length = (options.learning_rate / (1.0 - self.powers[0])) as f32;
        let whole = (1.0 / (1.0 - self.powers[1])) as f32;
        let decay = (options.learning_rate * options.weight_decay) as f32;
        // All steps count alike until they are as many as an epoch has.
        let rate = 1.0 / self.steps.min(batches.max(16)) as f32;
        let [means, squares] = &mut self.moments;
        let moments = means.iter_mut().zip(squares.iter_mut());
        let weights = self.weights.iter_mut().zip(&mut self.averaged).zip(&ground.decays);
        for (((weight, averaged), decays), ((mean, square), gradient)) in
            weights.zip(moments.zip(&self.gradient))
        {
            *mean = MEMORY[0] * *mean + (1.0 - MEMORY[0]) * gradient;
            *square = MEMORY[1] * *square + (1.0 - MEMORY[1]) * gradient * gradient;
            let shrunk = if *decays { decay * *weight } else { 0.0 };
            *weight -= length * *mean / ((*square * whole).sqrt() + LEAST) + shrunk;
            *averaged += rate * (*weight - *averaged);
        }
    }

    /// The weights to be kept, and whether they are.
    fn weights(&self) -> &[f32] {
        if self.held.is_empty() { &self.averaged } else { &self.best.weights }
    }
}

/// Weights to begin with (He and others 2015, equation 10), so that sums over units keep their size from layer to layer.
fn initial(inputs: &Inputs, rng: &mut Rng) -> Vec<f32> {
    let at = places(inputs.count);
    let mut weights = vec![0.0; weight_count(inputs.count) + inputs.table_numbers];
    let weights_end = weights.len();
    let mut draw = |range: std::ops::Range<usize>, fan: usize| {
        let deviation = math::sqrt(2.0 / fan.max(1) as f64);
        for weight in &mut weights[range] {
            *weight = (rng.normal() * deviation) as f32;
        }
    };
    draw(0..at.first_bias, inputs.count);
    draw(at.second..at.second_bias, FIRST);
    draw(at.tables..weights_end, 8);
    // The line begins at nought and the last layer near it, so that a network begins near the best constant.
    draw(at.third..at.bias, 50 * SECOND);
    weights
}

/// All weights but biases decay.
fn decays(inputs: &Inputs) -> Vec<bool> {
    let at = places(inputs.count);
    let mut decays = vec![true; at.tables + inputs.table_numbers];
    for biases in [at.first_bias..at.second, at.second_bias..at.third, at.bias..at.past] {
        decays[biases].fill(false);
    }
    decays
}

pub(super) fn fit(
    table: &Table,
    target: Target<'_>,
    options: &NetworkOptions,
    control: Control<'_>,
) -> Result<Network> {
    options.check()?;
    target.check(table.rows(), &options.objective)?;
    let splits = Split::draw(&target, options)?;
    let schema = Schema::of(table);
    let inputs = Inputs::fit(table, |row| target.weight(row));
    let (base, scale, unit) = scales(&target, options.objective);
    let model = |networks: Vec<Vec<f64>>| Network {
        schema: schema.clone(),
        objective: options.objective,
        base,
        scale,
        inputs: inputs.clone(),
        networks,
    };
    if inputs.count == 0 {
        return Ok(model(Vec::new()));
    }
    let encoded = inputs.encode_all(schema.matched(table)?.columns(), table.rows());
    let decays = decays(&inputs);
    let ground = Ground { inputs: &inputs, encoded: &encoded, target, options, base, scale, unit, decays };
    let mut trainees: Vec<Trainee> =
        (0..).zip(splits).map(|(place, split)| Trainee::new(place, split, &ground)).collect();
    let total = u64::from(options.epochs) * if target.times_ms.is_some() { 2 } else { 1 };
    for epoch in 0..options.epochs {
        control.step(u64::from(epoch), total)?;
        let mut open: Vec<&mut Trainee> = trainees.iter_mut().filter(|one| !one.is_done(options)).collect();
        if open.is_empty() {
            break;
        }
        batch::for_each(&mut open, 2, |trainee| trainee.epoch(&ground));
    }
    if target.times_ms.is_some() {
        // The latest rows, by which training was stopped, tell most of what comes: they are learnt from as well.
        let limits: Vec<u32> = trainees.iter().map(|one| one.best.epochs).collect();
        let all = Split::all(&target);
        trainees = (0..).zip(&limits).map(|(place, _)| Trainee::new(place, all.clone(), &ground)).collect();
        let most = limits.iter().max().copied().unwrap_or(0);
        for epoch in 0..most {
            control.step(u64::from(options.epochs + epoch), total)?;
            let open = trainees.iter_mut().zip(&limits).filter(|(_, limit)| epoch < **limit);
            let mut open: Vec<&mut Trainee> = open.map(|(trainee, _)| trainee).collect();
            batch::for_each(&mut open, 2, |trainee| trainee.epoch(&ground));
        }
    }
    control.step(total, total)?;
    Ok(model(trainees.iter().map(|one| one.weights().iter().copied().map(rounded).collect()).collect()))
}

/// The score of an output of nought, what an output of one adds to it, and the unit of gradients by the output, such that
/// labels of any size ask for outputs near one.
fn scales(target: &Target<'_>, objective: Objective) -> (f64, f64, f64) {
    let base = objective.initial_score(target.labels, target.weights);
    let (mut total, mut square) = (0.0, 0.0);
    for (row, label) in target.labels.iter().enumerate() {
        let weight = target.weight(row);
        total += weight;
        square += weight * (label - base) * (label - base);
    }
    // Rows of any weight ask for gradients of one size.
    let weight = target.labels.len() as f64 / total;
    match objective {
        Objective::Squared => {
            let deviation = math::sqrt(square / total).max(1e-15);
            (base, deviation, weight / deviation)
        }
        Objective::Poisson => (base, 1.0, weight / objective.mean(base)),
        _ => (base, 1.0, weight),
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::table::{CategoryColumn, TableColumn};
    use super::*;

    /// The gradient of all weights against differences of the cost of the same network in `f64`.
    #[test]
    fn gradients_are_those_of_the_cost() {
        let mut rng = Rng::new(5);
        let number = |rng: &mut Rng| if rng.bernoulli(0.2) { f64::NAN } else { rng.normal() };
        let values = (0..80).map(|_| number(&mut rng)).collect();
        let codes = (0..80).map(|_| rng.below(3) as u32).collect();
        let levels = ["a", "b", "c"].map(str::to_owned).to_vec();
        let columns = vec![
            ("x".to_owned(), TableColumn::Numbers(values)),
            ("level".to_owned(), TableColumn::Categories(CategoryColumn::new(levels, codes).unwrap())),
        ];
        let table = Table::new(columns).unwrap();
        let given: Vec<f64> = (0..80).map(|_| 0.5 + rng.uniform()).collect();
        for objective in [Objective::Logistic, Objective::Squared, Objective::Poisson] {
            let labels: Vec<f64> = (0..80).map(|_| f64::from(u8::from(rng.bernoulli(0.4)))).collect();
            let target = Target { weights: Some(&given), ..Target::of(&labels) };
            let options = NetworkOptions { objective, ..NetworkOptions::default() };
            let inputs = Inputs::fit(&table, |row| target.weight(row));
            assert_eq!((inputs.numbers, inputs.count, inputs.table_numbers), (3, 5, 8));
            let encoded = inputs.encode_all(Schema::of(&table).matched(&table).unwrap().columns(), 80);
            let (base, scale, unit) = scales(&target, objective);
            let ground = Ground {
                inputs: &inputs,
                encoded: &encoded,
                target,
                options: &options,
                base,
                scale,
                unit,
                decays: decays(&inputs),
            };
            let weights: Vec<f32> =
                initial(&inputs, &mut rng).iter().map(|weight| weight + 0.1 * rng.normal() as f32).collect();
            let rows: Vec<u32> = (0..80).collect();
            let mut gradient = vec![0.0; weights.len()];
            ground.descend(&rows, &weights, &mut gradient);

            let cost = |weights: &[f64]| -> f64 {
                let cost = |row: u32| {
                    let at = row as usize;
                    let mut x: Vec<f64> =
                        encoded.numbers[at * 3..at * 3 + 3].iter().map(|input| f64::from(*input)).collect();
                    let table = places(inputs.count).tables;
                    let of_level = inputs.tables[0].place(encoded.entries[at]);
                    x.extend(&weights[table + of_level.start..table + of_level.end]);
                    let score = base + scale * Layers::of(weights, inputs.count).output(&x);
                    given[at] * objective.cost(score, labels[at])
                };
                rows.iter().map(|row| cost(*row)).sum()
            };
            let weights: Vec<f64> = weights.into_iter().map(f64::from).collect();
            for (place, gradient) in gradient.iter().enumerate() {
                let step = 1e-4;
                let at = |step: f64| {
                    let mut moved = weights.clone();
                    moved[place] += step;
                    cost(&moved)
                };
                let slope = (at(step) - at(-step)) / (2.0 * step) * unit / scale;
                let off = (f64::from(*gradient) - slope).abs();
                assert!(off < 1e-4 * (1.0 + slope.abs()), "{objective:?} weight {place}: {gradient} {slope}");
            }
        }
    }
}
