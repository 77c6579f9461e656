//! What is left of a booster where one of its columns is known?
//!
//! Questions about the column are answered, so that each tree goes on with the side that the answer leads to. What remains
//! is a model of the other columns: its scores are those of the whole, and its Shapley values those of the game in which
//! that column is known from the start.

use super::super::schema::Schema;
use super::Gbdt;
use super::tree::{AskedSet, LEAF, Tree, TreeNode};

impl Gbdt {
    /// The model of the other columns, of this schema, where the last, one of numbers, has this value.
    pub(in super::super) fn with_last_column(&self, value: f64, others: Schema) -> Self {
        let Some((last, bins)) = self.bins.split_last() else { return self.clone() };
        let bin = last.of_number(value);
        let (mut base, mut trees) = (self.base, Vec::with_capacity(self.trees.len()));
        for tree in &self.trees {
            match tree.answered(bins.len() as u16, bin, &self.sets) {
                Ok(tree) => trees.push(tree),
                Err(leaf) => base += f64::from(leaf),
            }
        }
        Self::of_parts(others, self.objective, base, bins.to_vec(), self.sets.clone(), trees)
    }
}

impl Tree {
    /// The tree without questions about a column, all rows having this bin of it; or the value of the leaf that all reach.
    fn answered(&self, column: u16, bin: u8, sets: &[AskedSet]) -> Result<Self, f32> {
        let node = |at: u8| self.nodes.get(usize::from(at)).filter(|_| at < LEAF);
        let next = |mut at: u8| {
            while let Some(node) = node(at).filter(|node| node.0 == column) {
                at = if node.sends_left(bin, sets) { node.4 } else { node.5 };
            }
            at
        };
        let leaf = |at: u8| self.leaves.get(usize::from(at - LEAF)).copied().unwrap_or(0.0);
        let root = next(0);
        if root >= LEAF {
            return Err(leaf(root));
        }
        let (mut tree, mut kept) = (Self::default(), vec![root]);
        let mut place = 0;
        while let Some(TreeNode(column, set, first, count, left, right)) =
            kept.get(place).and_then(|at| node(*at)).copied()
        {
            let [left, right] = [left, right].map(|child| {
                let child = next(child);
                if child < LEAF {
                    kept.push(child);
                    return kept.len() as u8 - 1;
                }
                tree.leaves.push(leaf(child));
                tree.cover.extend(self.cover.get(usize::from(child - LEAF)));
                LEAF + tree.leaves.len() as u8 - 1
            });
            tree.nodes.push(TreeNode(column, set, first, count, left, right));
            place += 1;
        }
        Ok(tree)
    }
}

#[cfg(test)]
mod tests {
    use crate::control::Control;
    use crate::learn::{Gbdt, GbdtOptions, Schema, Table, TableColumn, Target};
    use crate::rng::Rng;

    #[test]
    fn scores_are_those_of_the_whole_where_the_column_has_that_value() {
        let mut rng = Rng::new(5);
        let column = |rng: &mut Rng| (0..900).map(|_| rng.uniform()).collect::<Vec<f64>>();
        let (a, b) = (column(&mut rng), column(&mut rng));
        let levels: Vec<String> = (0..900).map(|row| format!("l{}", row % 7)).collect();
        let arm: Vec<f64> = (0..900).map(|_| f64::from(u8::from(rng.bernoulli(0.5)))).collect();
        let labels: Vec<f64> = (0..900)
            .map(|row| a[row] + (arm[row] + 0.3) * (b[row] - 0.5) + 0.2 * f64::from(row as u8 % 7 / 3))
            .collect();
        let table = |arm: Option<Vec<f64>>| {
            let texts = TableColumn::texts(levels.iter().map(|level| Some(level.as_str()))).unwrap();
            let columns = [
                ("a", TableColumn::Numbers(a.clone())),
                ("b", TableColumn::Numbers(b.clone())),
                ("c", texts),
            ];
            let arm = arm.map(|arm| ("arm", TableColumn::Numbers(arm)));
            Table::new(
                columns.into_iter().chain(arm).map(|(name, column)| (name.to_owned(), column)).collect(),
            )
            .unwrap()
        };
        for leaves in [2, 4, 16] {
            let objective = crate::learn::Objective::Squared;
            let options =
                GbdtOptions { objective, leaves: Some(leaves), trees: 60, ..GbdtOptions::default() };
            let whole =
                Gbdt::fit(&table(Some(arm.clone())), Target::of(&labels), &options, Control::none()).unwrap();
            for value in [0.0, 1.0] {
                let left = whole.with_last_column(value, Schema::of(&table(None)));
                let (found, expected) = (
                    left.scores(&table(None)).unwrap(),
                    whole.scores(&table(Some(vec![value; 900]))).unwrap(),
                );
                assert!(found.iter().zip(&expected).all(|(found, expected)| (found - expected).abs() < 1e-9));
                assert!(left.tree_count() <= whole.tree_count() && left.schema().columns().len() == 3);
                // It is a model like any other: stored, read again, and explained.
                assert_eq!(Gbdt::from_bytes(&left.to_bytes().unwrap()).unwrap(), left);
                let reasons = left.explain(&table(None)).unwrap().row(8).unwrap();
                let sum = reasons.base + reasons.contributions.iter().sum::<f64>();
                assert!((sum - found[8]).abs() < 1e-9, "{sum} {}", found[8]);
            }
        }
    }
}
