//! Which leaves may a row still reach, when one of its bins is known?
//!
//! For each bin of each column a few bits a tree say which leaves remain; of a row they are taken together, and one bit of
//! each tree is left (after the bit vectors of `QuickScorer`: Lucchese and others 2015). So one row costs operations on
//! whole words and at most one look-up a tree, without a branch that cannot be foretold. A model works this out when it is
//! first asked about few rows; where it would take more than 16 MB, and of trees of more than 64 leaves, trees are walked.

use std::sync::OnceLock;

use super::super::binned::ColumnBins;
use super::tree::{AskedSet, LEAF, Tree, TreeNode};

/// Words that are kept at hand at once: those of sixteen trees or of a multiple, however many leaves they have.
const WORDS: usize = 64;
const MOST_BYTES: usize = 1 << 24;
/// The most leaves of a tree.
const MOST_LEAVES: usize = 64;
/// Trees that are summed before they are added to the score, as everywhere.
pub(super) const TOGETHER: usize = 16;

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

/// Some bits for each bin and tree.
#[derive(Debug)]
pub(super) struct Reach {
    /// For each column asked about its place in the model and where the words of its first bin begin.
    columns: Vec<(usize, usize)>,
    /// The words of one bin.
    words: usize,
    remaining: Vec<u64>,
    values: Values,
}

/// A question of a tree, with the leaves under its answers among the bits of a word.
#[derive(Debug, Clone)]
struct Question {
    node: TreeNode,
    word: usize,
    left: u64,
    right: u64,
}

/// What leaves add to the score.
#[derive(Debug)]
enum Values {
    /// For each two trees of up to four leaves the sums of a leaf of each: the leaf of the first, plus four times that of the
    /// second.
    Pairs(Vec<[f64; 16]>),
    /// For each tree its leaves, as many as it has bits, a power of 2.
    Leaves { bits: usize, values: Vec<f64> },
}

impl Reach {
    fn new(trees: &[Tree], sets: &[AskedSet], bins: &[ColumnBins]) -> Option<Self> {
        let leaves = trees.iter().map(|tree| tree.leaves.len()).max()?;
        let bits = leaves.next_power_of_two().max(4);
        if bits > MOST_LEAVES {
            return None;
        }
        let words = trees.len().next_multiple_of(TOGETHER) * bits / 64;
        let mut is_asked = vec![false; bins.len()];
        for TreeNode(column, ..) in trees.iter().flat_map(|tree| &tree.nodes) {
            *is_asked.get_mut(usize::from(*column))? = true;
        }
        let counts =
            bins.iter().zip(is_asked).map(|(bins, is_asked)| if is_asked { bins.count() } else { 0 });
        let total = counts.sum::<usize>() * words;
        if total * size_of::<u64>() > MOST_BYTES {
            return None;
        }
        // All leaves that there are.
        let mut all = vec![0; words];
        let mut questions: Vec<Vec<Question>> = vec![Vec::new(); bins.len()];
        for (place, tree) in trees.iter().enumerate() {
            let (word, shift) = (place * bits / 64, place * bits % 64);
            *all.get_mut(word)? |= u64::MAX.checked_shr(64 - tree.leaves.len() as u32).unwrap_or(0) << shift;
            for (node, below) in tree.nodes.iter().zip(leaves_below(tree)) {
                let [left, right] = below.map(|leaves| leaves << shift);
                questions.get_mut(usize::from(node.0))?.push(Question { node: *node, word, left, right });
            }
        }
        let mut columns = Vec::new();
        let mut remaining = Vec::with_capacity(total);
        let asked = questions.iter().zip(bins).enumerate().filter(|(_, (asked, _))| !asked.is_empty());
        for (column, (questions, bins)) in asked {
            columns.push((column, remaining.len()));
            for bin in 0..bins.count() {
                let first = remaining.len();
                remaining.extend_from_slice(&all);
                let remaining = remaining.get_mut(first..)?;
                for Question { node, word, left, right } in questions {
                    let gone = if node.sends_left(bin as u8, sets) { right } else { left };
                    *remaining.get_mut(*word)? &= !gone;
                }
            }
        }
        Some(Self { columns, words, remaining, values: Values::new(trees, bits) })
    }

    /// The score of a row with these bins over `base`, summed in the order in which trees are summed everywhere.
    pub(super) fn score(&self, base: f64, bin_of: impl Fn(usize) -> u8) -> f64 {
        let mut score = base;
        let mut first_word = 0;
        while first_word < self.words {
            let count = WORDS.min(self.words - first_word);
            let mut left = [u64::MAX; WORDS];
            let left = &mut left[..count];
            for (column, first) in &self.columns {
                let begin = first + usize::from(bin_of(*column)) * self.words + first_word;
                let remaining = self.remaining.get(begin..begin + count).unwrap_or_default();
                for (left, remaining) in left.iter_mut().zip(remaining) {
                    *left &= remaining;
                }
            }
            score = self.values.add(score, first_word, left);
            first_word += count;
        }
        score
    }
}

impl Values {
    fn new(trees: &[Tree], bits: usize) -> Self {
        let value = |tree: usize, leaf: usize| {
            trees.get(tree).and_then(|tree| tree.leaves.get(leaf)).map_or(0.0, |leaf| f64::from(*leaf))
        };
        let count = trees.len().next_multiple_of(TOGETHER);
        if bits == 4 {
            let pair = |pair: usize| {
                std::array::from_fn(|place| value(2 * pair, place % 4) + value(2 * pair + 1, place / 4))
            };
            return Self::Pairs((0..count / 2).map(pair).collect());
        }
        let leaves = (0..count).flat_map(|tree| (0..bits).map(move |leaf| value(tree, leaf))).collect();
        Self::Leaves { bits, values: leaves }
    }

    /// A score and what the trees of these words add to it.
    fn add(&self, mut score: f64, first_word: usize, left: &[u64]) -> f64 {
        match self {
            Self::Pairs(pairs) => {
                let pairs = pairs.get(first_word * 8..).unwrap_or_default();
                for (word, pairs) in left.iter().zip(pairs.as_chunks::<8>().0) {
                    // Of 1, 2, 4 and 8 the places 0, 1, 2 and 3, in all trees of the word at once; then two trees a byte.
                    let leaves = (word >> 1 & 0x7777_7777_7777_7777) - (word >> 3 & 0x1111_1111_1111_1111);
                    let places = ((leaves | leaves >> 2) & 0x0f0f_0f0f_0f0f_0f0f).to_le_bytes();
                    let two = |pair: usize| pairs[pair][usize::from(places[pair] & 15)];
                    score +=
                        ((two(0) + two(1)) + (two(2) + two(3))) + ((two(4) + two(5)) + (two(6) + two(7)));
                }
            }
            Self::Leaves { bits: 8, values } => score = add_leaves::<8>(score, first_word, left, values),
            Self::Leaves { bits: 16, values } => score = add_leaves::<16>(score, first_word, left, values),
            Self::Leaves { bits: 32, values } => score = add_leaves::<32>(score, first_word, left, values),
            Self::Leaves { values, .. } => score = add_leaves::<64>(score, first_word, left, values),
        }
        score
    }
}

/// The same of trees that have so many bits each.
fn add_leaves<const BITS: usize>(mut score: f64, first_word: usize, left: &[u64], values: &[f64]) -> f64 {
    let values = values.get(first_word * 64..).unwrap_or_default();
    for (words, values) in left.chunks(BITS / 4).zip(values.chunks(TOGETHER * BITS)) {
        let mut leaves = [0.0; TOGETHER];
        for ((word, values), leaves) in
            words.iter().zip(values.as_chunks::<64>().0).zip(leaves.chunks_mut(64 / BITS))
        {
            for (tree, leaf) in leaves.iter_mut().enumerate() {
                let place = (word >> (tree * BITS)).trailing_zeros() as usize % BITS;
                *leaf = values[tree * BITS % 64 + place];
            }
        }
        score += sum_of(leaves);
    }
    score
}

/// Trees are summed in pairs, pairs in fours and those in sixteens.
pub(super) fn sum_of(leaves: [f64; TOGETHER]) -> f64 {
    let mut fours = [0.0; 4];
    for (sum, [a, b, c, d]) in fours.iter_mut().zip(leaves.as_chunks().0) {
        *sum = (a + b) + (c + d);
    }
    let [a, b, c, d] = fours;
    (a + b) + (c + d)
}

/// For each node the leaves under its two children, one bit each.
fn leaves_below(tree: &Tree) -> Vec<[u64; 2]> {
    let mut below = vec![[0; 2]; tree.nodes.len()];
    // Children come after their parent: from the last node on, theirs are known.
    for (place, TreeNode(.., left, right)) in tree.nodes.iter().enumerate().rev() {
        below[place] = [*left, *right].map(|child| match child.checked_sub(LEAF) {
            Some(leaf) => 1 << leaf,
            None => below.get(usize::from(child)).map_or(0, |[left, right]| left | right),
        });
    }
    below
}
