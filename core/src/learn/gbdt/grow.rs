//! How does one tree grow?
//!
//! The leaf whose best question brings most is split next (Shi 2007), until there are as many leaves as were asked for or
//! no question brings anything. Of two new leaves the smaller is counted, the other is what remains of their parent.

use super::super::binned::Binned;
use super::histogram::{self, Histogram};
use super::split::{Bounds, Split, SplitColumn, SplitRule};
use super::tree::{AskedSet, BinSet, LEAF, Tree, TreeNode};

/// What all trees of a fit have in common.
#[derive(Debug)]
pub(super) struct Ground<'a> {
    pub binned: &'a Binned,
    pub columns: Vec<SplitColumn>,
    pub leaves: usize,
    pub depth: u32,
}

/// Sets of bins that questions refer to, each once, after the empty one.
#[derive(Debug)]
pub(super) struct Sets(pub Vec<AskedSet>);

impl Default for Sets {
    fn default() -> Self {
        Self(vec![AskedSet::default()])
    }
}

impl Sets {
    /// The place of a set; none where there are too many.
    fn place(&mut self, set: BinSet) -> Option<u16> {
        let known = self.0.iter().position(|known| *known.bins() == set);
        let place = u16::try_from(known.unwrap_or(self.0.len())).ok()?;
        if known.is_none() {
            self.0.push(AskedSet::new(set));
        }
        Some(place)
    }
}

/// A leaf that may still be split.
struct Bud {
    /// Its rows; all, of the root.
    rows: Option<Vec<u32>>,
    sum: i64,
    bounds: Bounds,
    depth: u32,
    /// The node above it, and whether it is the left child.
    parent: Option<(usize, bool)>,
    split: Option<Split>,
    histograms: Vec<Histogram>,
}

/// Memory that one tree leaves to the next.
#[derive(Debug, Default)]
pub(super) struct Spare {
    histograms: Vec<Vec<Histogram>>,
    rows: Vec<Vec<u32>>,
}

/// A tree over these columns whose leaves are best for the packed sums of the rows; none where no question helps. Rows
/// whose packed sum is 0 do not count.
pub(super) fn grow(
    ground: &Ground<'_>,
    rule: &SplitRule,
    chosen: &[usize],
    packed: &[i64],
    sets: &mut Sets,
    spare: &mut Spare,
) -> Option<(Tree, Vec<f64>)> {
    let bytes: Vec<&[u8]> = chosen.iter().map(|column| ground.binned.column(*column)).collect();
    let columns: Vec<SplitColumn> = chosen.iter().map(|column| ground.columns[*column]).collect();
    let find = |bud: &mut Bud| bud.split = rule.best(&columns, &bud.histograms, bud.sum, bud.bounds);
    let mut histograms = spare.histograms(columns.len());
    histogram::fill(&bytes, None, packed, &mut histograms);
    let sum = histograms.first()?.iter().sum();
    let (bounds, depth, parent) = (Bounds::NONE, 0, None);
    let mut root = Bud { rows: None, sum, bounds, depth, parent, split: None, histograms };
    find(&mut root);
    let mut buds = vec![root];
    let mut nodes: Vec<TreeNode> = Vec::new();
    while buds.len() < ground.leaves {
        let gain = |bud: &Bud| bud.split.as_ref().map_or(0.0, |split| split.gain);
        let Some((place, bud)) = buds
            .iter_mut()
            .enumerate()
            .filter(|(_, bud)| bud.split.is_some())
            .reduce(|best, next| if gain(next.1) > gain(best.1) { next } else { best })
        else {
            break;
        };
        let Some(split) = bud.split.take() else { break };
        let node = question(chosen[split.column], split.left, sets)?;
        let parent = nodes.len();
        if let Some((above, left)) = bud.parent {
            let above = nodes.get_mut(above)?;
            *(if left { &mut above.4 } else { &mut above.5 }) = parent as u8;
        }
        nodes.push(node);
        let is_last = buds.len() + 1 == ground.leaves;
        let bud = &mut buds[place];
        let depth = bud.depth + 1;
        let (mut left, mut right) = (
            Bud {
                rows: None,
                sum: split.left_sum,
                bounds: split.left_bounds,
                depth,
                parent: Some((parent, true)),
                split: None,
                histograms: Vec::new(),
            },
            Bud {
                rows: None,
                sum: bud.sum - split.left_sum,
                bounds: split.right_bounds,
                depth,
                parent: Some((parent, false)),
                split: None,
                histograms: Vec::new(),
            },
        );
        let mut of_parent = std::mem::take(&mut bud.histograms);
        if !is_last && depth < ground.depth {
            let (left_rows, right_rows) =
                divide(bytes[split.column], node, sets, bud.rows.as_deref(), packed, spare);
            let (smaller, larger, rows) = if left_rows.len() <= right_rows.len() {
                (&mut left, &mut right, &left_rows)
            } else {
                (&mut right, &mut left, &right_rows)
            };
            let mut of_child = spare.histograms(columns.len());
            histogram::fill(&bytes, Some(rows), packed, &mut of_child);
            histogram::subtract(&mut of_parent, &of_child);
            (smaller.histograms, larger.histograms) = (of_child, of_parent);
            (left.rows, right.rows) = (Some(left_rows), Some(right_rows));
            find(&mut left);
            find(&mut right);
        } else {
            spare.histograms.push(of_parent);
        }
        spare.rows.extend(bud.rows.take());
        *bud = left;
        buds.push(right);
    }
    if nodes.is_empty() {
        spare.take_back(buds);
        return None;
    }
    let mut values = Vec::with_capacity(buds.len());
    for (leaf, bud) in buds.iter().enumerate() {
        let (above, left) = bud.parent?;
        let above = nodes.get_mut(above)?;
        *(if left { &mut above.4 } else { &mut above.5 }) = LEAF + leaf as u8;
        values.push(rule.value(bud.sum, bud.bounds));
    }
    spare.take_back(buds);
    Some((Tree { nodes, ..Tree::default() }, values))
}

/// The question whether a row's bin is among these; none where there are more sets than can be numbered.
fn question(column: usize, left: BinSet, sets: &mut Sets) -> Option<TreeNode> {
    let column = column as u16;
    Some(match left.range() {
        Some((first, count)) => TreeNode(column, 0, first, count, 0, 0),
        None => TreeNode(column, sets.place(left)?, 0, 0, 0, 0),
    })
}

/// The rows that go left and those that go right, of these or of all that count.
fn divide(
    bins: &[u8],
    node: TreeNode,
    sets: &Sets,
    rows: Option<&[u32]>,
    packed: &[i64],
    spare: &mut Spare,
) -> (Vec<u32>, Vec<u32>) {
    // A table instead of two kinds of question.
    let mut goes_left = [0_u8; 256];
    for (bin, left) in (0..=u8::MAX).zip(&mut goes_left) {
        *left = u8::from(node.sends_left(bin, &sets.0));
    }
    let most = rows.map_or(packed.len(), <[u32]>::len);
    let (mut left, mut right) = (spare.rows(most), spare.rows(most));
    let (mut lefts, mut rights) = (0, 0);
    // Both are written and one of them counts: cheaper than a branch that cannot be foretold.
    match rows {
        Some(rows) => {
            for row in rows {
                let goes = usize::from(goes_left[usize::from(bins[*row as usize])]);
                (left[lefts], right[rights]) = (*row, *row);
                lefts += goes;
                rights += 1 - goes;
            }
        }
        None => {
            for (row, (bin, packed)) in bins.iter().zip(packed).enumerate() {
                let goes = usize::from(goes_left[usize::from(*bin)]);
                let counts = usize::from(*packed != 0);
                (left[lefts], right[rights]) = (row as u32, row as u32);
                lefts += goes & counts;
                rights += (1 - goes) & counts;
            }
        }
    }
    left.truncate(lefts);
    right.truncate(rights);
    (left, right)
}

impl Spare {
    fn histograms(&mut self, columns: usize) -> Vec<Histogram> {
        let mut histograms = self.histograms.pop().unwrap_or_default();
        histograms.resize(columns, [0; 256]);
        histograms
    }

    fn rows(&mut self, most: usize) -> Vec<u32> {
        let mut rows = self.rows.pop().unwrap_or_default();
        // One more than the last that counts is written.
        rows.resize(most + 1, 0);
        rows
    }

    fn take_back(&mut self, buds: Vec<Bud>) {
        for bud in buds {
            self.rows.extend(bud.rows);
            if !bud.histograms.is_empty() {
                self.histograms.push(bud.histograms);
            }
        }
    }
}
