//! Which curve that never falls fits labels best?
//!
//! Pool adjacent violators (Ayer and others 1955): rows in the order of their scores, blocks of one score at first; as long
//! as a block's rate is not above that of the block before it, the two become one. A block at an end that holds one label
//! alone would say 0 or 1, which one row can refute at infinite cost: it says `(k + 1) / (n + 2)` (Laplace) instead, with
//! `n` its weight and `k` that of label 1, but goes no further than its neighbour's rate.

use super::Calibration;
use crate::learn::scored::{ScoredLabels, ties};
use crate::math;

/// Rows of adjacent scores.
#[derive(Debug, Clone, Copy)]
struct Block {
    first: f64,
    last: f64,
    weight: f64,
    positive: f64,
}

impl Block {
    fn rate(&self) -> f64 {
        self.positive / self.weight
    }

    fn softened(&self) -> f64 {
        (self.positive + 1.0) / (self.weight + 2.0)
    }
}

/// The isotonic curve of labels that are not all the same.
pub(super) fn fit(scored: &ScoredLabels<'_>) -> Calibration {
    let order = scored.ascending();
    let mut blocks: Vec<Block> = Vec::new();
    for tie in ties(&order, scored.scores()) {
        let (mut weight, mut positive, mut score) = (0.0, 0.0, 0.0);
        for row in tie.iter().map(|row| scored.row(*row)) {
            weight += row.weight;
            positive += row.weight * row.label();
            score = row.score;
        }
        if weight <= 0.0 {
            continue;
        }
        let mut block = Block { first: score, last: score, weight, positive };
        while let Some(before) = blocks.pop_if(|before| before.rate() >= block.rate()) {
            block.first = before.first;
            block.weight += before.weight;
            block.positive += before.positive;
        }
        blocks.push(block);
    }
    let mut rates: Vec<f64> = blocks.iter().map(Block::rate).collect();
    let (below, above) =
        (rates.get(1).copied(), rates.len().checked_sub(2).and_then(|at| rates.get(at)).copied());
    if let (Some(rate), Some(block)) = (rates.first_mut(), blocks.first())
        && *rate <= 0.0
    {
        *rate = below.map_or(block.softened(), |below| block.softened().min(below));
    }
    // Of two blocks that know one label each, the first has been softened by now.
    if let (Some(rate), Some(block)) = (rates.last_mut(), blocks.last())
        && *rate >= 1.0
    {
        *rate = above.map_or(block.softened(), |above| block.softened().max(above));
    }
    meet(&mut rates);
    let (mut scores, mut log_odds) = (Vec::new(), Vec::new());
    for (block, rate) in blocks.iter().zip(rates) {
        let value = math::logit(rate);
        scores.push(block.first);
        log_odds.push(value);
        if block.last > block.first {
            scores.push(block.last);
            log_odds.push(value);
        }
    }
    Calibration::Isotonic { scores, log_odds }
}

/// Two blocks of few rows, one of each label, may pass each other when softened: both take the middle.
fn meet(rates: &mut [f64]) {
    if let [low, high] = rates
        && *low > *high
    {
        let middle = f64::midpoint(*low, *high);
        (*low, *high) = (middle, middle);
    }
}
