//! What does each column contribute to the score of a row?
//!
//! Of a tree the expected score, when only some columns of a row are known, follows the row's answers where they are, and
//! where they are not takes both sides by the weight of the training rows that went there (Lundberg and others 2020,
//! algorithm 1). The Shapley value of a column is what it adds to that on average over all orders in which columns may
//! become known.
//!
//! A leaf of value `v` is reached when no column on its path stands against it, so that it plays a game that is a product:
//! `v` times, for each column `j` on the path, `x_j` (1 where the row's answers lead on, 0 where they lead away) if the
//! column is known, and `a_j` (the share of training rows that went on) if it is not. Where every column is known with
//! probability `t`, its expected value is the product of `(1 - t) a_j + t x_j`, and the Shapley value the integral of the
//! slope by a column (Owen 1972):
//!
//! ```text
//! φ_i = Σ_leaves v (x_i - a_i) ∫ Π_{j ≠ i on the path} ((1 - t) a_j + t x_j) dt,   t from 0 to 1
//! ```
//!
//! The integrand is a polynomial of degree `d - 1`, which Gauss and Legendre's rule with `d / 2` points integrates exactly
//! and without a difference of large numbers, at any depth. A tree of few questions has few patterns of answers: what each
//! column contributes under each is worked out once, when a model is first asked for a reason.

use std::f64::consts::PI;
use std::sync::OnceLock;

use super::super::reasons::{Explanation, Explanations, ReasonMethod};
use super::super::table::Table;
use super::Gbdt;
use super::tree::{AskedSet, LEAF, Tree, TreeNode};
use crate::control::Control;
use crate::{Result, SartorError, batch, math};

/// The most questions of a tree whose patterns are worked out beforehand.
const TABLED_NODES: usize = 7;
/// The most contributions that are worked out beforehand, of all trees.
const MOST_TABLED: usize = 1 << 19;

/// What is worked out when it is first asked for. It follows from the rest of the model and is no part of it.
#[derive(Debug, Default)]
pub(super) struct LazyShap(OnceLock<Shap>);

impl Clone for LazyShap {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl PartialEq for LazyShap {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// What is known of all trees before a row comes.
#[derive(Debug)]
struct Shap {
    /// What the trees add to a score when nothing is known.
    expected: f64,
    trees: Vec<ShapTree>,
    rule: Rule,
}

#[derive(Debug)]
enum ShapTree {
    /// For each pattern of answers what each of these columns contributes.
    Tabled {
        columns: Vec<u16>,
        contributions: Vec<f64>,
    },
    Walked(Vec<Leaf>),
}

/// A leaf and the columns on its path.
#[derive(Debug)]
struct Leaf {
    value: f64,
    columns: Vec<LeafColumn>,
}

/// What a path asks of one column.
#[derive(Debug)]
struct LeafColumn {
    column: u16,
    /// The questions on the path that ask for it, one bit each, and those of them that have to be answered by left.
    asked: u128,
    left: u128,
    /// The share of training rows that these questions send on.
    share: f64,
}

impl Gbdt {
    /// What each column contributes to each row's score: exact Shapley values, in units of the score. A model that was
    /// stored without the weights of its training rows has none.
    pub fn explain(&self, table: &Table) -> Result<Explanations> {
        let shap = self.shap()?;
        let scores = self.scores(table)?;
        let matched = self.schema.matched(table)?;
        let columns = self.bins.len();
        let mut contributions = vec![0.0; scores.len() * columns];
        batch::fill_rows(&mut contributions, columns, Control::none(), |row, contributions| {
            shap.add(&self.trees, &self.sets, &self.bins_in(&matched, row), contributions);
            Ok(())
        })?;
        Ok(Explanations {
            columns: self.schema.columns().iter().map(|column| column.name.clone()).collect(),
            base: self.base + shap.expected,
            rows: scores.len() as u32,
            scores,
            contributions,
            methods: vec![ReasonMethod::TreeShap],
        })
    }

    /// What each column contributes to the score of one row of numbers, as [`Schema::row`](super::super::Schema::row)
    /// makes it; the same to the bit as among others.
    pub fn explain_row(&self, row: &[f64]) -> Result<Explanation> {
        let shap = self.shap()?;
        let score = self.score_row(row)?;
        let mut contributions = vec![0.0; self.bins.len()];
        shap.add(&self.trees, &self.sets, &self.bins_of(row)?, &mut contributions);
        let (base, methods) = (self.base + shap.expected, vec![ReasonMethod::TreeShap]);
        Ok(Explanation { base, score, contributions, methods })
    }

    fn shap(&self) -> Result<&Shap> {
        if self.trees.iter().any(|tree| tree.cover.len() != tree.leaves.len()) {
            return Err(SartorError::NotAvailable {
                subject: "an explanation".to_owned(),
                reason: "the booster was stored without the weights of its training rows; fit it again"
                    .to_owned(),
            });
        }
        Ok(self.shap.0.get_or_init(|| Shap::new(&self.trees)))
    }
}

impl Shap {
    fn new(trees: &[Tree]) -> Self {
        let paths: Vec<Vec<Leaf>> = trees.iter().map(leaves).collect();
        let longest = paths.iter().flatten().map(|leaf| leaf.columns.len()).max().unwrap_or(0);
        let rule = Rule::new(longest);
        let mut left = MOST_TABLED;
        let mut expected = 0.0;
        let shap_tree = |(tree, leaves): (&Tree, Vec<Leaf>)| {
            expected += leaves.iter().fold(0.0, |sum, leaf| sum + leaf.expected());
            let mut columns: Vec<u16> = tree.nodes.iter().map(|node| node.0).collect();
            columns.sort_unstable();
            columns.dedup();
            if tree.nodes.len() > TABLED_NODES || columns.len() << tree.nodes.len() > left {
                return ShapTree::Walked(leaves);
            }
            let patterns = 1 << tree.nodes.len();
            left -= columns.len() * patterns;
            let mut contributions = vec![0.0; columns.len() * patterns];
            for (pattern, contributions) in contributions.chunks_mut(columns.len().max(1)).enumerate() {
                let add = |column: u16, contribution: f64| {
                    let place = columns.partition_point(|known| *known < column);
                    if let Some(sum) = contributions.get_mut(place) {
                        *sum += contribution;
                    }
                };
                rule.add(&leaves, pattern as u128, add);
            }
            ShapTree::Tabled { columns, contributions }
        };
        let trees = trees.iter().zip(paths).map(shap_tree).collect();
        Self { expected, trees, rule }
    }

    /// Add what each column of a row with these bins contributes.
    fn add(&self, trees: &[Tree], sets: &[AskedSet], bins: &[u8], contributions: &mut [f64]) {
        for (tree, shap) in trees.iter().zip(&self.trees) {
            let answers = tree.answers(bins, sets);
            match shap {
                ShapTree::Tabled { columns, contributions: tabled } => {
                    let first = answers as usize * columns.len();
                    for (column, part) in columns.iter().zip(tabled.get(first..).unwrap_or_default()) {
                        if let Some(sum) = contributions.get_mut(usize::from(*column)) {
                            *sum += part;
                        }
                    }
                }
                ShapTree::Walked(leaves) => self.rule.add(leaves, answers, |column, part| {
                    if let Some(sum) = contributions.get_mut(usize::from(column)) {
                        *sum += part;
                    }
                }),
            }
        }
    }
}

impl Leaf {
    /// The leaf's value, by the share of training rows that reach it.
    fn expected(&self) -> f64 {
        self.columns.iter().fold(self.value, |product, column| product * column.share)
    }
}

/// The leaves of a tree with their paths.
fn leaves(tree: &Tree) -> Vec<Leaf> {
    let leaf_weight = |leaf: u8| tree.cover.get(usize::from(leaf)).map_or(0.0, |cover| f64::from(*cover));
    // Children come after their parent: from the last node on, theirs are known.
    let mut weights = vec![0.0; tree.nodes.len()];
    let weight = |weights: &[f64], child: u8| {
        if child < LEAF {
            weights.get(usize::from(child)).copied().unwrap_or(0.0)
        } else {
            leaf_weight(child - LEAF)
        }
    };
    for (place, TreeNode(.., left, right)) in tree.nodes.iter().enumerate().rev() {
        weights[place] = weight(&weights, *left) + weight(&weights, *right);
    }
    let mut paths: Vec<Vec<LeafColumn>> = Vec::new();
    paths.resize_with(tree.nodes.len(), Vec::new);
    let mut leaves: Vec<Leaf> = Vec::new();
    leaves.resize_with(tree.leaves.len(), || Leaf { value: 0.0, columns: Vec::new() });
    for (place, TreeNode(column, .., left, right)) in tree.nodes.iter().enumerate() {
        let path = std::mem::take(&mut paths[place]);
        for (child, is_left) in [(*left, true), (*right, false)] {
            let mut path: Vec<LeafColumn> = path.iter().map(LeafColumn::again).collect();
            let bit = 1 << place;
            let share = weight(&weights, child) / weights[place];
            let (left, asked) = (if is_left { bit } else { 0 }, bit);
            if let Some(known) = path.iter_mut().find(|known| known.column == *column) {
                known.asked |= asked;
                known.left |= left;
                known.share *= share;
            } else {
                path.push(LeafColumn { column: *column, asked, left, share });
            }
            if child < LEAF {
                paths[usize::from(child)] = path;
            } else {
                let place = usize::from(child - LEAF);
                leaves[place] = Leaf { value: f64::from(tree.leaves[place]), columns: path };
            }
        }
    }
    leaves
}

impl LeafColumn {
    fn again(&self) -> Self {
        Self { ..*self }
    }

    /// 1 where these answers lead on, 0 where one of them leads away.
    fn known(&self, answers: u128) -> f64 {
        if (answers ^ self.left) & self.asked == 0 { 1.0 } else { 0.0 }
    }
}

/// Gauss and Legendre's rules on 0 to 1: that at place `n` has `n` points.
#[derive(Debug)]
struct Rule(Vec<Vec<(f64, f64)>>);

impl Rule {
    /// Rules for paths of up to this many columns.
    fn new(columns: usize) -> Self {
        Self((0..=columns.div_ceil(2)).map(gauss_legendre).collect())
    }

    /// Tell what each column on the paths of these leaves contributes under these answers.
    fn add(&self, leaves: &[Leaf], answers: u128, mut add: impl FnMut(u16, f64)) {
        // No path is longer than a tree has questions.
        let (mut factors, mut integrals) = ([0.0; LEAF as usize], [0.0; LEAF as usize]);
        for leaf in leaves {
            let integrals = &mut integrals[..leaf.columns.len()];
            integrals.fill(0.0);
            for (t, weight) in self.0.get(leaf.columns.len().div_ceil(2)).map_or(&[][..], Vec::as_slice) {
                let mut product = *weight;
                for (factor, column) in factors.iter_mut().zip(&leaf.columns) {
                    *factor = (1.0 - t) * column.share + t * column.known(answers);
                    product *= *factor;
                }
                for (integral, factor) in integrals.iter_mut().zip(&factors) {
                    *integral += product / factor;
                }
            }
            for (integral, column) in integrals.iter().zip(&leaf.columns) {
                add(column.column, leaf.value * (column.known(answers) - column.share) * integral);
            }
        }
    }
}

/// Points and weights that integrate a polynomial of a degree below twice their number exactly from 0 to 1: zeros of
/// Legendre's polynomial by Newton's method (Press and others 2007, section 4.6.1).
fn gauss_legendre(points: usize) -> Vec<(f64, f64)> {
    let count = points as f64;
    let point = |place: usize| {
        let mut x = math::cos(PI * (place as f64 + 0.75) / (count + 0.5));
        let mut slope = 1.0;
        for _ in 0..20 {
            let (mut value, mut before) = (1.0, 0.0);
            for degree in 1..=points {
                let degree = degree as f64;
                let next = ((2.0 * degree - 1.0) * x * value - (degree - 1.0) * before) / degree;
                (before, value) = (value, next);
            }
            slope = count * (x * value - before) / (x * x - 1.0);
            let step = value / slope;
            x -= step;
            if step.abs() < 1e-16 {
                break;
            }
        }
        (0.5 - 0.5 * x, 1.0 / ((1.0 - x * x) * slope * slope))
    };
    (0..points).map(point).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_is_exact_for_polynomials_of_its_degree() {
        for points in 1..=64 {
            let rule = gauss_legendre(points);
            for degree in 0..2 * points {
                let sum: f64 = rule.iter().map(|(t, weight)| weight * math::powi(*t, degree as i32)).sum();
                let exact = 1.0 / (degree as f64 + 1.0);
                assert!((sum - exact).abs() < 1e-14, "{points} {degree} {sum} {exact}");
            }
        }
    }
}
