//! Which leaves may a row still reach, when one of its bins is known?
//!
//! For each bin of each column four bits a tree say which leaves remain; of a row they are taken together, and one bit of
//! each four is left (after the bit vectors of `QuickScorer`: Lucchese and others 2015). So one row costs a few hundred
//! operations on whole words and one look-up for two trees, without a branch. A model works this out when it is first asked about
//! a single row; trees of more than four leaves, and models for which it would take more than 4 MB, are walked instead.

use std::sync::OnceLock;

use super::super::binned::ColumnBins;
use super::tree::{AskedSet, LEAF, Tree, TreeNode};

/// Leaves of a tree that have a bit.
const LEAVES: usize = 4;
/// Trees whose bits share a word.
const TREES_A_WORD: usize = 16;
/// Words that are kept at hand at once.
const WORDS: usize = 32;
const MOST_BYTES: usize = 1 << 22;

/// What is worked out when it is first asked for. It follows from the rest of the model and is no part of it.
#[derive(Debug, Default)]
pub(super) struct LazyReach(OnceLock<Option<Reach>>);

impl Clone for LazyReach {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl PartialEq for LazyReach {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl LazyReach {
    pub(super) fn of(&self, trees: &[Tree], sets: &[AskedSet], bins: &[ColumnBins]) -> Option<&Reach> {
        self.0.get_or_init(|| Reach::new(trees, sets, bins)).as_ref()
    }
}

/// Four bits for each bin and tree.
#[derive(Debug)]
pub(super) struct Reach {
    /// For each column asked about its place in the model and where the words of its first bin begin.
    columns: Vec<(usize, usize)>,
    /// The words of one bin.
    words: usize,
    remaining: Vec<u64>,
    /// For each two trees the sums of a leaf of each: the leaf of the first, plus four times that of the second.
    pairs: Vec<[f64; LEAVES * LEAVES]>,
}

impl Reach {
    fn new(trees: &[Tree], sets: &[AskedSet], bins: &[ColumnBins]) -> Option<Self> {
        let words = trees.len().div_ceil(TREES_A_WORD);
        let mut askers: Vec<Vec<usize>> = vec![Vec::new(); bins.len()];
        for (place, tree) in trees.iter().enumerate() {
            for TreeNode(column, ..) in &tree.nodes {
                let askers = askers.get_mut(usize::from(*column))?;
                if askers.last() != Some(&place) {
                    askers.push(place);
                }
            }
        }
        let asked: Vec<usize> = (0..bins.len()).filter(|column| !askers[*column].is_empty()).collect();
        let total: usize = asked.iter().map(|column| bins[*column].count()).sum();
        let fits = total.saturating_mul(words * 8) <= MOST_BYTES;
        if !fits || trees.is_empty() || trees.iter().any(|tree| tree.leaves.len() > LEAVES) {
            return None;
        }
        let mut remaining = vec![u64::MAX; total * words];
        let mut columns = Vec::with_capacity(asked.len());
        let mut first = 0;
        for column in asked {
            columns.push((column, first));
            for (bin, remaining) in
                (0..bins[column].count()).zip(remaining.get_mut(first..)?.chunks_mut(words.max(1)))
            {
                for place in &askers[column] {
                    let tree = trees.get(*place)?;
                    let gone = !remaining_leaves(tree, sets, column, bin as u8) & 0b1111;
                    let shift = place % TREES_A_WORD * LEAVES;
                    *remaining.get_mut(place / TREES_A_WORD)? &= !(gone << shift);
                }
            }
            first += bins[column].count() * words;
        }
        let value = |tree: Option<&Tree>, leaf: usize| {
            tree.and_then(|tree| tree.leaves.get(leaf)).map_or(0.0, |leaf| f64::from(*leaf))
        };
        // Of trees that are not there the sums take nothing.
        let pair = |pair: usize| {
            let (first, second) = (trees.get(2 * pair), trees.get(2 * pair + 1));
            std::array::from_fn(|place| value(first, place % LEAVES) + value(second, place / LEAVES))
        };
        let pairs = (0..words * TREES_A_WORD / 2).map(pair).collect();
        Some(Self { columns, words, remaining, pairs })
    }

    /// The score of a row with these bins over `base`, summed in the order in which trees are summed everywhere.
    pub(super) fn score(&self, base: f64, bins: &[u8]) -> f64 {
        let mut score = base;
        let mut first_word = 0;
        for pairs in self.pairs.chunks(WORDS * TREES_A_WORD / 2) {
            let count = WORDS.min(self.words - first_word);
            let mut left = [u64::MAX; WORDS];
            let left = &mut left[..count];
            for (column, first) in &self.columns {
                let bin = bins.get(*column).map_or(0, |bin| usize::from(*bin));
                let begin = first + bin * self.words + first_word;
                let remaining = self.remaining.get(begin..begin + count).unwrap_or_default();
                for (left, remaining) in left.iter_mut().zip(remaining) {
                    *left &= remaining;
                }
            }
            for (word, pairs) in left.iter().zip(pairs.as_chunks::<8>().0) {
                // Of 1, 2, 4 and 8 the places 0, 1, 2 and 3, in all trees of the word at once; then two trees a byte.
                let leaves = (word >> 1 & 0x7777_7777_7777_7777) - (word >> 3 & 0x1111_1111_1111_1111);
                let places = ((leaves | leaves >> 2) & 0x0f0f_0f0f_0f0f_0f0f).to_le_bytes();
                let two = |pair: usize| pairs[pair][usize::from(places[pair] & 15)];
                score += ((two(0) + two(1)) + (two(2) + two(3))) + ((two(4) + two(5)) + (two(6) + two(7)));
            }
            first_word += count;
        }
        score
    }
}

/// The leaves, one bit each, that a row may reach of which this bin is known.
fn remaining_leaves(tree: &Tree, sets: &[AskedSet], column: usize, bin: u8) -> u64 {
    let mut reached = [false; 256];
    reached[0] = true;
    for (place, node) in tree.nodes.iter().enumerate() {
        if !reached[place] {
            continue;
        }
        let TreeNode(asked, .., left, right) = *node;
        let (to_left, to_right) = if usize::from(asked) == column {
            let goes_left = node.sends_left(bin, sets);
            (goes_left, !goes_left)
        } else {
            (true, true)
        };
        reached[usize::from(left)] |= to_left;
        reached[usize::from(right)] |= to_right;
    }
    (0..LEAVES).fold(0, |bits, leaf| bits | u64::from(reached[usize::from(LEAF) + leaf]) << leaf)
}
