//! What is a fitted tree, and which leaf does a row reach?
//!
//! A tree asks about bins, not values: a [`TreeNode`] sends left the rows whose bin lies in a range, or in a set of bins
//! where a range cannot say it. Eight bytes a node; children come after their parent, so that every walk ends.

use serde::{Deserialize, Serialize};

use crate::{Result, SartorError};

/// A child from here on is a leaf.
pub(super) const LEAF: u8 = 128;
/// The most leaves of a tree.
pub(super) const MAX_LEAVES: usize = 128;

/// Rows that are asked together.
const BLOCK: usize = 512;
/// Runs up to which a set is asked run by run: sixteen rows at a time.
const MOST_RUNS: usize = 8;

/// A question: column, set of bins (0: a range), first bin and number of bins that go left, the two children.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct TreeNode(
    /// The column asked about.
    pub(super) u16,
    /// The place of the set of bins that go left; 0, where the empty set is, if they are a range.
    pub(super) u16,
    /// The first bin of the range that goes left.
    pub(super) u8,
    /// How many bins the range has.
    pub(super) u8,
    /// Where they go: a later node, or from 128 on a leaf.
    pub(super) u8,
    /// Where the others go.
    pub(super) u8,
);

impl TreeNode {
    /// Whether a row with this bin goes left. Both kinds of question are asked, so that nothing is left to foretell.
    #[inline]
    pub(super) fn sends_left(self, bin: u8, sets: &[AskedSet]) -> bool {
        let in_range = (self.1 == 0) & (bin.wrapping_sub(self.2) < self.3);
        in_range | sets.get(usize::from(self.1)).is_some_and(|set| set.bins.contains(bin))
    }

    /// The set of bins that go left; none where they are a range.
    pub(super) fn set(self, sets: &[AskedSet]) -> Option<&AskedSet> {
        if self.1 == 0 { None } else { sets.get(usize::from(self.1)) }
    }
}

/// Bins, one bit each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct BinSet([u64; 4]);

impl BinSet {
    pub(super) fn insert(&mut self, bin: u8) {
        self.0[usize::from(bin >> 6)] |= 1 << (bin & 63);
    }

    #[inline]
    pub(super) fn contains(&self, bin: u8) -> bool {
        self.0[usize::from(bin >> 6)] >> (bin & 63) & 1 == 1
    }

    /// The bins, ascending.
    pub(super) fn bins(&self) -> Vec<u8> {
        (0..=u8::MAX).filter(|bin| self.contains(*bin)).collect()
    }

    /// First bin and number of bins, where they follow each other.
    #[cfg(any(test, feature = "train"))]
    pub(super) fn range(&self) -> Option<(u8, u8)> {
        let bins = self.bins();
        let (first, last) = (*bins.first()?, *bins.last()?);
        (usize::from(last - first) + 1 == bins.len()).then_some((first, last - first + 1))
    }
}

impl FromIterator<u8> for BinSet {
    fn from_iter<I: IntoIterator<Item = u8>>(bins: I) -> Self {
        let mut set = Self::default();
        bins.into_iter().for_each(|bin| set.insert(bin));
        set
    }
}

/// A set of bins that a question names by its place, with its runs of bins that follow each other.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct AskedSet {
    bins: BinSet,
    /// First bin and number of bins of each.
    runs: Vec<(u8, u8)>,
}

impl AskedSet {
    pub(super) fn new(bins: BinSet) -> Self {
        let listed = bins.bins();
        let runs = listed.chunk_by(|left, right| left + 1 == *right);
        Self { bins, runs: runs.map(|run| (run[0], run.len() as u8)).collect() }
    }

    pub(super) fn bins(&self) -> &BinSet {
        &self.bins
    }

    /// First bin and number of bins of each run, where it pays to ask run by run.
    pub(super) fn few_runs(&self) -> &[(u8, u8)] {
        if self.runs.len() > MOST_RUNS { &[] } else { &self.runs }
    }

    /// Whether each bin is in the set, as 0 or 1, where there was 0.
    pub(super) fn tell(&self, bins: &[u8], inside: &mut [u8]) {
        let runs = self.few_runs();
        if runs.is_empty() {
            for (inside, bin) in inside.iter_mut().zip(bins) {
                *inside = u8::from(self.bins.contains(*bin));
            }
            return;
        }
        for (first, count) in runs {
            for (inside, bin) in inside.iter_mut().zip(bins) {
                *inside |= u8::from(bin.wrapping_sub(*first) < *count);
            }
        }
    }
}

/// One tree: its questions and what its leaves add to the score.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Tree {
    pub(super) nodes: Vec<TreeNode>,
    pub(super) leaves: Vec<f32>,
    /// For each leaf the weight of the training rows that reach it, in a unit of the tree; none in a model that was
    /// stored before trees kept it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) cover: Vec<u16>,
}

impl Tree {
    /// Refuse a tree that was stored damaged: every node but the first and every leaf is the child of one earlier node,
    /// columns have the bins asked about, sets exist, leaves are finite.
    pub(super) fn check(&self, subject: &str, bins: &[usize], sets: usize) -> Result<()> {
        let damaged = |what: &str| Err(SartorError::malformed(subject, &format!("a tree {what}"), 0));
        if self.leaves.len() > MAX_LEAVES
            || self.leaves.len() != self.nodes.len() + 1
            || self.nodes.is_empty()
        {
            return damaged("has more or fewer leaves than questions ask for");
        }
        if !self.leaves.iter().all(|leaf| leaf.is_finite()) {
            return damaged("has a leaf that is not a number");
        }
        if !self.cover.is_empty() && (self.cover.len() != self.leaves.len() || self.cover.contains(&0)) {
            return damaged("has a leaf that no training row reaches");
        }
        let mut reached = [false; 256];
        for (place, TreeNode(column, set, first, count, left, right)) in self.nodes.iter().enumerate() {
            let Some(bins) = bins.get(usize::from(*column)) else {
                return damaged("asks about a column that is not there");
            };
            if usize::from(*set) >= sets || usize::from(*first) + usize::from(*count) > *bins {
                return damaged("asks about bins that are not there");
            }
            for child in [*left, *right] {
                let is_there = if child < LEAF {
                    usize::from(child) > place && usize::from(child) < self.nodes.len()
                } else {
                    usize::from(child - LEAF) < self.leaves.len()
                };
                if !is_there || std::mem::replace(&mut reached[usize::from(child)], true) {
                    return damaged("leads nowhere or in a circle");
                }
            }
        }
        Ok(())
    }

    /// What the tree adds to the score of a row with these bins.
    #[inline]
    pub(super) fn leaf(&self, bins: &[u8], sets: &[AskedSet]) -> f32 {
        let mut at = 0;
        while at < LEAF {
            let Some(node) = self.nodes.get(usize::from(at)) else { return 0.0 };
            let TreeNode(column, .., left, right) = *node;
            let bin = bins.get(usize::from(column)).copied().unwrap_or(0);
            at = if node.sends_left(bin, sets) { left } else { right };
        }
        self.leaves.get(usize::from(at - LEAF)).copied().unwrap_or(0.0)
    }

    /// The answers of a row with these bins to all questions, one bit each: 1 is left.
    #[inline]
    pub(super) fn answers(&self, bins: &[u8], sets: &[AskedSet]) -> u128 {
        self.nodes.iter().enumerate().fold(0, |answers, (place, node)| {
            let bin = bins.get(usize::from(node.0)).copied().unwrap_or(0);
            answers | u128::from(node.sends_left(bin, sets)) << place
        })
    }

    /// Into `at` the leaf that each row reaches, of which the columns hold the bins.
    ///
    /// Every node is asked for all rows at once, without a branch: at few leaves that is cheaper than to follow each row.
    pub(super) fn leaves_of<'a>(
        &self,
        at: &mut [u8],
        sets: &[AskedSet],
        column_of: impl Fn(u16) -> &'a [u8],
    ) {
        for (place, node) in self.nodes.iter().enumerate() {
            let TreeNode(column, _, first, count, left, right) = *node;
            let (bins, place) = (column_of(column), place as u8);
            let set = node.set(sets);
            for (at, bins) in at.chunks_mut(BLOCK).zip(bins.chunks(BLOCK)) {
                let mut inside = [0; BLOCK];
                let is_left = match set {
                    None => None,
                    Some(set) => {
                        set.tell(bins, &mut inside);
                        Some(&inside)
                    }
                };
                // Of the first node all rows ask, of a later one those that were sent there.
                match (place, is_left) {
                    (0, None) => {
                        for (at, bin) in at.iter_mut().zip(bins) {
                            *at = if bin.wrapping_sub(first) < count { left } else { right };
                        }
                    }
                    (0, Some(is_left)) => {
                        for (at, is_left) in at.iter_mut().zip(is_left) {
                            *at = if *is_left == 0 { right } else { left };
                        }
                    }
                    (_, None) => {
                        for (at, bin) in at.iter_mut().zip(bins) {
                            let child = if bin.wrapping_sub(first) < count { left } else { right };
                            *at = if *at == place { child } else { *at };
                        }
                    }
                    (_, Some(is_left)) => {
                        for (at, is_left) in at.iter_mut().zip(is_left) {
                            let child = if *is_left == 0 { right } else { left };
                            *at = if *at == place { child } else { *at };
                        }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree() -> Tree {
        let nodes = vec![TreeNode(0, 0, 1, 2, 1, LEAF + 1), TreeNode(1, 1, 0, 0, LEAF, LEAF + 2)];
        Tree { nodes, leaves: vec![1.0, 2.0, 3.0], cover: vec![5, 1, 7] }
    }

    #[test]
    fn a_node_takes_eight_bytes() {
        assert_eq!(size_of::<TreeNode>(), 8);
    }

    #[test]
    fn a_row_reaches_the_leaf_alone_that_it_reaches_among_others() {
        let (tree, sets) = (tree(), [AskedSet::default(), AskedSet::new([0, 5, 200].into_iter().collect())]);
        assert_eq!(sets[1].bins.bins(), [0, 5, 200]);
        assert_eq!(sets[1].bins.range(), None);
        assert_eq!([3, 4, 5].into_iter().collect::<BinSet>().range(), Some((3, 3)));
        let columns = [[0, 1, 2, 3, 1], [5, 5, 4, 0, 200]];
        let mut at = [0; 5];
        tree.leaves_of(&mut at, &sets, |column| &columns[usize::from(column)]);
        assert_eq!(at.map(|at| at - LEAF), [1, 0, 2, 1, 0]);
        for row in 0..5 {
            let bins = columns.map(|column| column[row]);
            assert_eq!(tree.leaf(&bins, &sets), tree.leaves[usize::from(at[row] - LEAF)]);
        }
    }

    #[test]
    fn a_tree_that_leads_nowhere_or_in_a_circle_is_refused() {
        let check = |tree: &Tree| tree.check("gbdt", &[4, 201], 2).map_err(|error| error.code());
        assert_eq!(check(&tree()), Ok(()));
        let with = |change: fn(&mut Tree)| {
            let mut tree = tree();
            change(&mut tree);
            check(&tree)
        };
        let damage: [fn(&mut Tree); 11] = [
            |tree| tree.nodes[0].4 = 0,
            |tree| tree.nodes[1].4 = 1,
            |tree| tree.nodes[0].5 = LEAF,
            |tree| tree.nodes[0].5 = LEAF + 3,
            |tree| tree.nodes[0].0 = 2,
            |tree| tree.nodes[0].3 = 4,
            |tree| tree.nodes[1].1 = 2,
            |tree| tree.leaves[0] = f32::NAN,
            |tree| tree.leaves.clear(),
            |tree| tree.cover[1] = 0,
            |tree| tree.cover.truncate(2),
        ];
        for change in damage {
            assert_eq!(with(change), Err("MALFORMED"));
        }
    }
}
