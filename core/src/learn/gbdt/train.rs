//! How does a booster learn?
//!
//! Each tree takes a Newton step down the cost of the scores before it, on rows and columns drawn for it, and a part of
//! that step is taken (Friedman 2001 and 2002). Rows that are held out, or not drawn, have their scores carried along.

use super::super::binned::{Binned, ColumnBins};
use super::super::objective::{Objective, weighted_quantile};
use super::super::schema::Schema;
use super::super::table::{Table, TableColumn};
use super::super::target::Target;
use super::Gbdt;
use super::grow::{Ground, Sets, Spare, grow};
use super::histogram::{self, Units};
use super::options::{EarlyStopping, GbdtOptions};
use super::split::{SplitColumn, SplitRule};
use super::tree::{AskedSet, LEAF, Tree};
use crate::control::Control;
use crate::rng::Rng;
use crate::{Result, SartorError, batch};

/// Rows whose sums are made together, in their order.
const BLOCK: usize = 4_096;
/// Blocks from which several threads share them.
const PARALLEL_FROM: usize = 16;
/// The most that all gradients, or curvatures, may sum to in units, so that no packed sum runs over.
const MOST_GRADIENT: f64 = (1_u64 << 30) as f64;
const MOST_CURVATURE: f64 = (1_u64 << 31) as f64;

/// Everything about a row that changes while trees are grown.
#[derive(Debug)]
struct Rows<'a> {
    objective: Objective,
    labels: &'a [f64],
    /// How much each row counts in the fit: nothing where it is held out.
    weights: Option<Vec<f64>>,
    scores: Vec<f64>,
    /// Of log-odds `s` the power `e^-s`, which a tree multiplies: no exponential for each row and tree.
    odds_against: Vec<f64>,
    gradients: Vec<f64>,
    curvatures: Vec<f64>,
    leaves: Vec<u8>,
    packed: Vec<i64>,
}

/// One block of [`Rows`].
struct Block<'a> {
    first: usize,
    labels: &'a [f64],
    weights: Option<&'a [f64]>,
    scores: &'a mut [f64],
    odds_against: &'a mut [f64],
    gradients: &'a mut [f64],
    curvatures: &'a mut [f64],
    leaves: &'a mut [u8],
    /// Sums of absolute gradients and of curvatures.
    sums: (f64, f64),
}

impl Rows<'_> {
    fn blocks(&mut self) -> Vec<Block<'_>> {
        let weights = self.weights.as_deref();
        self.scores
            .chunks_mut(BLOCK)
            .zip(self.odds_against.chunks_mut(BLOCK))
            .zip(self.gradients.chunks_mut(BLOCK))
            .zip(self.curvatures.chunks_mut(BLOCK))
            .zip(self.leaves.chunks_mut(BLOCK))
            .zip(self.labels.chunks(BLOCK))
            .enumerate()
            .map(|(place, (((((scores, odds_against), gradients), curvatures), leaves), labels))| {
                let first = place * BLOCK;
                let weights = weights.and_then(|weights| weights.get(first..first + labels.len()));
                Block {
                    first,
                    labels,
                    weights,
                    scores,
                    odds_against,
                    gradients,
                    curvatures,
                    leaves,
                    sums: (0.0, 0.0),
                }
            })
            .collect()
    }

    /// Find gradients and curvatures, and the units in which they are packed; none where nothing is left to be learnt.
    fn derive(&mut self) -> Option<Units> {
        let objective = self.objective;
        let mut blocks = self.blocks();
        batch::for_each(&mut blocks, PARALLEL_FROM, |block| match objective {
            // Each objective has a loop of its own, in which it is known.
            Objective::Logistic => block.derive_log_odds(),
            Objective::Squared => block.derive(|score, label| Objective::Squared.derivatives(score, label)),
            other => block.derive(|score, label| other.derivatives(score, label)),
        });
        let sums =
            blocks.iter().fold((0.0, 0.0), |sums, block| (sums.0 + block.sums.0, sums.1 + block.sums.1));
        let gradient = histogram::scale(sums.0, MOST_GRADIENT)?;
        let curvature = histogram::scale(sums.1, MOST_CURVATURE)?;
        Some(Units { gradient: 1.0 / gradient, curvature: 1.0 / curvature })
    }

    /// Pack the rows that are drawn; the others count nothing.
    fn pack(&mut self, units: Units, share: f64, rng: &mut Rng) {
        let (gradient, curvature) = (1.0 / units.gradient, 1.0 / units.curvature);
        // Four rows for one draw of 64 bits.
        let below = crate::math::floor(share * 65_536.0 + 0.5) as u64;
        let rows = self.gradients.chunks(4).zip(self.curvatures.chunks(4)).zip(self.packed.chunks_mut(4));
        for ((gradients, curvatures), packed) in rows {
            let mut bits = if below < 65_536 { rng.bits() } else { 0 };
            for ((of_gradient, of_curvature), packed) in gradients.iter().zip(curvatures).zip(packed) {
                let drawn = -i64::from(bits & 0xffff < below);
                *packed = histogram::pack(of_gradient * gradient, of_curvature * curvature) & drawn;
                bits >>= 16;
            }
        }
    }

    /// Find the leaf of every row.
    fn send(&mut self, tree: &Tree, binned: &Binned, sets: &[AskedSet]) {
        batch::for_each(&mut self.blocks(), PARALLEL_FROM, |block| {
            let rows = block.first..block.first + block.leaves.len();
            tree.leaves_of(block.leaves, sets, |column| {
                binned.column(usize::from(column)).get(rows.clone()).unwrap_or_default()
            });
        });
    }

    /// For each leaf the weight of the rows that reach it: as many units as 16 bits hold, at least 1.
    fn cover(&self, leaves: usize) -> Vec<u16> {
        let mut weights = vec![0.0; leaves];
        if let Some(of_rows) = &self.weights {
            for (leaf, weight) in self.leaves.iter().zip(of_rows) {
                weights[usize::from(leaf - LEAF)] += weight;
            }
        } else {
            for (leaf, weight) in (LEAF..=u8::MAX).zip(&mut weights) {
                // As many rows as a byte counts, many at a time.
                let count = |rows: &[u8]| rows.iter().fold(0, |count, at| count + u8::from(*at == leaf));
                *weight = self.leaves.chunks(255).map(|rows| f64::from(count(rows))).sum();
            }
        }
        let total = weights.iter().sum();
        let scale = histogram::scale(total, f64::from(u16::MAX)).unwrap_or(1.0);
        weights.iter().map(|weight| crate::math::floor(weight * scale + 0.5).max(1.0) as u16).collect()
    }

    /// Add to every score what its leaf says.
    fn add(&mut self, tree: &Tree) {
        let (mut values, mut factors) = ([0.0; LEAF as usize], [1.0; LEAF as usize]);
        for ((value, factor), leaf) in values.iter_mut().zip(&mut factors).zip(&tree.leaves) {
            *value = f64::from(*leaf);
            // Bounded, so that a product is never of nothing and infinity.
            *factor = crate::math::exp(-value.clamp(-300.0, 300.0));
        }
        let is_logistic = self.objective == Objective::Logistic;
        batch::for_each(&mut self.blocks(), PARALLEL_FROM, |block| {
            for (score, leaf) in block.scores.iter_mut().zip(&*block.leaves) {
                *score += values[usize::from(leaf & (LEAF - 1))];
            }
            if is_logistic {
                for (odds, leaf) in block.odds_against.iter_mut().zip(&*block.leaves) {
                    *odds *= factors[usize::from(leaf & (LEAF - 1))];
                }
            }
        });
    }

    /// Of a quantile a leaf takes that of its rows' residuals instead of the Newton step (Friedman 2001, algorithm 3).
    fn quantiles_of_leaves(&self, leaves: usize, level: f64) -> Vec<f64> {
        let mut residuals = vec![Vec::new(); leaves];
        for (row, (packed, leaf)) in self.packed.iter().zip(&self.leaves).enumerate() {
            if *packed != 0 {
                let weight = self.weights.as_ref().map_or(1.0, |weights| weights[row]);
                residuals[usize::from(leaf - LEAF)].push((self.labels[row] - self.scores[row], weight));
            }
        }
        residuals.iter_mut().map(|residuals| weighted_quantile(residuals, level)).collect()
    }
}

impl Block<'_> {
    #[inline]
    fn derive(&mut self, derivatives: impl Fn(f64, f64) -> (f64, f64)) {
        let rows = self.scores.iter().zip(self.labels);
        let out = self.gradients.iter_mut().zip(self.curvatures.iter_mut());
        for ((score, label), (gradient, curvature)) in rows.zip(out) {
            (*gradient, *curvature) = derivatives(*score, *label);
        }
        self.weigh();
    }

    /// The derivatives of [`Objective::Logistic`] from the odds.
    fn derive_log_odds(&mut self) {
        let rows = self.odds_against.iter().zip(self.labels);
        let out = self.gradients.iter_mut().zip(self.curvatures.iter_mut());
        for ((odds, label), (gradient, curvature)) in rows.zip(out) {
            let mean = 1.0 / (1.0 + odds);
            *gradient = mean - label;
            *curvature = mean * (1.0 - mean);
        }
        self.weigh();
    }

    fn weigh(&mut self) {
        if let Some(weights) = self.weights {
            let out = self.gradients.iter_mut().zip(self.curvatures.iter_mut());
            for (weight, (gradient, curvature)) in weights.iter().zip(out) {
                *gradient *= weight;
                *curvature *= weight;
            }
        }
        self.sums = (sum(self.gradients, f64::abs), sum(self.curvatures, |curvature| curvature));
    }
}

/// A sum in eight parts, whose order is always the same.
fn sum(values: &[f64], of: impl Fn(f64) -> f64) -> f64 {
    let mut parts = [0.0; 8];
    for eight in values.chunks(8) {
        for (part, value) in parts.iter_mut().zip(eight) {
            *part += of(*value);
        }
    }
    parts.iter().fold(0.0, |sum, part| sum + part)
}

/// What was found on rows held out.
#[derive(Debug, Clone, Copy)]
struct Best {
    trees: usize,
    cost: f64,
}

pub(super) fn fit(
    table: &Table,
    target: Target<'_>,
    options: &GbdtOptions,
    control: Control<'_>,
) -> Result<Gbdt> {
    options.check()?;
    target.check(table.rows(), &options.objective)?;
    let schema = Schema::of(table);
    let directions = directions(&schema, options)?;
    let binned = Binned::of(table, options.max_bins as usize)?;
    let columns = binned.bins().iter().zip(table.columns()).zip(directions);
    let columns = columns
        .map(|((bins, column), direction)| SplitColumn {
            bins: bins.count(),
            is_category: matches!(column, TableColumn::Categories(_)),
            direction,
        })
        .collect();
    let mut ground = Ground { binned: &binned, columns, leaves: 0, depth: options.depth };
    let Some(stopping) = &options.early_stopping else {
        let booster = boost(&mut ground, target, options, None, control)?;
        return Ok(booster.model(schema, &binned, options));
    };
    let held_out = held_out(&target, stopping, options)?;
    let mut booster = boost(&mut ground, target, options, Some((&held_out, stopping)), control)?;
    if stopping.refit && !booster.trees.is_empty() {
        let options = GbdtOptions { trees: booster.trees.len() as u32, ..options.clone() };
        booster = boost(&mut ground, target, &options, None, control)?;
    }
    Ok(booster.model(schema, &binned, options))
}

/// For each column 1 where the score may only rise, -1 where it may only fall, 0 otherwise.
fn directions(schema: &Schema, options: &GbdtOptions) -> Result<Vec<f64>> {
    let mut directions = vec![0.0; schema.columns().len()];
    for asked in &options.monotone {
        let refused = |expected: &str| Err(SartorError::invalid("gbdt options", &asked.column, expected));
        let Some(place) = schema.place(&asked.column) else { return refused("a column of the table") };
        if schema.columns()[place].levels.is_some() {
            return refused("a column of numbers: categories have no order to rise along");
        }
        if matches!(options.objective, Objective::Quantile { .. }) {
            return refused("free to rise and fall, as it has to be where a quantile is learnt");
        }
        directions[place] = if asked.rises { 1.0 } else { -1.0 };
    }
    Ok(directions)
}

/// Which rows are held out.
fn held_out(target: &Target<'_>, stopping: &EarlyStopping, options: &GbdtOptions) -> Result<Vec<bool>> {
    let rows = target.labels.len();
    let mut order: Vec<u32> = (0..rows as u32).collect();
    match target.times_ms {
        Some(times) => order.sort_by_key(|row| times[*row as usize]),
        None => Rng::new(options.seed).shuffle(&mut order),
    }
    let count = crate::math::floor(rows as f64 * stopping.held_out_share + 0.5) as usize;
    let (kept, held) = order.split_at(rows - count.min(rows));
    let is_of_use = |rows: &[u32]| rows.iter().any(|row| target.weight(*row as usize) > 0.0);
    if !is_of_use(kept) || !is_of_use(held) {
        let subject = "early stopping".to_owned();
        let unit = "rows of a weight above 0 on each side".to_owned();
        return Err(SartorError::TooFew { subject, found: 0, needed: 1, unit });
    }
    let mut is_held = vec![false; rows];
    for row in held {
        is_held[*row as usize] = true;
    }
    Ok(is_held)
}

/// Trees as they were grown, on all bins.
struct Booster {
    base: f64,
    sets: Sets,
    trees: Vec<Tree>,
}

fn boost(
    ground: &mut Ground<'_>,
    target: Target<'_>,
    options: &GbdtOptions,
    stopping: Option<(&[bool], &EarlyStopping)>,
    control: Control<'_>,
) -> Result<Booster> {
    let (objective, count) = (options.objective, target.labels.len());
    let weights = match stopping {
        Some((held, _)) => Some(
            held.iter().enumerate().map(|(row, held)| if *held { 0.0 } else { target.weight(row) }).collect(),
        ),
        None => target.weights.map(<[f64]>::to_vec),
    };
    ground.leaves = options.leaves_for(match stopping {
        Some((held, _)) => held.iter().filter(|held| !**held).count(),
        None => count,
    });
    let base = objective.initial_score(target.labels, weights.as_deref());
    let mut rows = Rows {
        objective,
        labels: target.labels,
        weights,
        scores: vec![base; count],
        odds_against: vec![crate::math::exp(-base); count],
        gradients: vec![0.0; count],
        curvatures: vec![0.0; count],
        leaves: vec![0; count],
        packed: vec![0; count],
    };
    // A column of one value tells nothing.
    let usable: Vec<usize> = (0..ground.columns.len())
        .filter(|column| {
            let bins = ground.binned.column(*column);
            bins.iter().any(|bin| Some(bin) != bins.first())
        })
        .collect();
    let drawn = crate::math::floor(usable.len() as f64 * options.column_share + 0.5).max(1.0) as usize;
    let held_cost =
        |scores: &[f64]| stopping.map_or(0.0, |(held, _)| cost_of(&target, objective, held, scores));
    let mut best = Best { trees: 0, cost: held_cost(&rows.scores) };
    let mut booster =
        Booster { base, sets: Sets::default(), trees: Vec::with_capacity(options.trees as usize) };
    let mut spare = Spare::default();
    let trees = if usable.is_empty() { 0 } else { options.trees };
    for tree in 0..trees {
        control.step(u64::from(tree), u64::from(options.trees))?;
        let mut rng = Rng::with_stream(options.seed, u64::from(tree) + 1);
        let Some(units) = rows.derive() else { break };
        rows.pack(units, options.row_share, &mut rng);
        let mut chosen = usable.clone();
        rng.shuffle(&mut chosen);
        chosen.truncate(drawn);
        chosen.sort_unstable();
        let rule = SplitRule {
            units,
            l2: options.l2,
            min_child_weight: options.min_child_weight,
            category_smoothing: options.category_smoothing,
        };
        let Some((mut tree, values)) =
            grow(ground, &rule, &chosen, &rows.packed, &mut booster.sets, &mut spare)
        else {
            continue;
        };
        rows.send(&tree, ground.binned, &booster.sets.0);
        let values = match objective {
            Objective::Quantile { level } => rows.quantiles_of_leaves(values.len(), level),
            _ => values,
        };
        tree.leaves = values.iter().map(|value| (value * options.learning_rate) as f32).collect();
        tree.cover = rows.cover(values.len());
        rows.add(&tree);
        booster.trees.push(tree);
        if let Some((_, stopping)) = stopping {
            let cost = held_cost(&rows.scores);
            if cost < best.cost {
                best = Best { trees: booster.trees.len(), cost };
            }
            if booster.trees.len() >= best.trees + stopping.patience as usize {
                break;
            }
        }
    }
    if stopping.is_some() {
        booster.trees.truncate(best.trees);
    }
    control.step(u64::from(options.trees), u64::from(options.trees))?;
    Ok(booster)
}

/// What the scores of rows held out cost in all.
fn cost_of(target: &Target<'_>, objective: Objective, held: &[bool], scores: &[f64]) -> f64 {
    let mut cost = 0.0;
    for (row, score) in scores.iter().enumerate().filter(|(row, _)| held[*row]) {
        cost += target.weight(row) * objective.cost(*score, target.labels[row]);
    }
    cost
}

impl Booster {
    /// The model, with no more cuts than its trees ask about.
    fn model(mut self, schema: Schema, binned: &Binned, options: &GbdtOptions) -> Gbdt {
        let mut bins = binned.bins().to_vec();
        for (column, bins) in bins.iter_mut().enumerate() {
            let ColumnBins::Cuts(cuts) = bins else { continue };
            // The last bin that goes left is below the cut of the same number, counted from 1.
            let ends = |tree: &Tree| -> Vec<usize> {
                let of_column = tree.nodes.iter().filter(|node| usize::from(node.0) == column);
                of_column.map(|node| usize::from(node.2) + usize::from(node.3) - 1).collect()
            };
            let mut used = vec![false; cuts.len() + 2];
            self.trees.iter().flat_map(ends).for_each(|end| used[end] = true);
            let mut rank = vec![0_u8; cuts.len() + 2];
            let mut kept = Vec::new();
            for (end, cut) in (1..).zip(cuts.iter()) {
                rank[end] = kept.len() as u8 + 1;
                if used[end] {
                    kept.push(*cut);
                }
            }
            rank[cuts.len() + 1] = kept.len() as u8 + 1;
            for node in self.trees.iter_mut().flat_map(|tree| &mut tree.nodes) {
                if usize::from(node.0) == column {
                    node.3 = rank[usize::from(node.2) + usize::from(node.3) - 1] + 1 - node.2;
                }
            }
            *cuts = kept;
        }
        Gbdt::of_parts(schema, options.objective, self.base, bins, self.sets.0, self.trees)
    }
}
