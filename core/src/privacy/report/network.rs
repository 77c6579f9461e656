//! What can be computed back from the figures of a table that are shown?
//!
//! A crosstab with its totals is a circulation: each row passes on what its total brings, each column hands it to
//! its own total, and the grand total closes the ring (Cox 1980, "Suppression methodology and statistical
//! disclosure control", JASA 75; Cox 1995, "Network models for complementary cell suppression", JASA 90). Shown
//! figures are fixed; the hidden ones may be any other circulation of whole numbers from 0 on. How large a hidden
//! figure may be at most is therefore a maximum flow, and exact: the matrix is totally unimodular, so bounds over
//! whole numbers are those over all numbers.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// The figures of a table, as arcs of a network.
///
/// Of a crosstab: the cells row by row, the totals of rows, of columns, and of all. Of a list: the cells and their
/// total.
#[derive(Debug, Clone)]
pub(super) struct Network {
    rows: usize,
    columns: usize,
    arcs: Vec<(usize, usize)>,
    /// Arcs at each node.
    at: Vec<Vec<usize>>,
}

/// Whether an arc may be used, and what that costs: nothing while it is hidden anyway.
pub(super) type Cost<'a> = dyn Fn(usize) -> Option<i64> + 'a;

impl Network {
    pub(super) fn of_list(rows: usize) -> Self {
        let arcs = std::iter::repeat_n((0, 1), rows).chain([(1, 0)]).collect();
        Self::new(rows, 1, 2, arcs)
    }

    pub(super) fn of_crosstab(rows: usize, columns: usize) -> Self {
        let (row_sums, column_sums) = (rows + columns, rows + columns + 1);
        let cells = (0..rows).flat_map(|row| (0..columns).map(move |column| (row, rows + column)));
        let arcs = cells
            .chain((0..rows).map(|row| (column_sums, row)))
            .chain((0..columns).map(|column| (rows + column, row_sums)))
            .chain([(row_sums, column_sums)])
            .collect();
        Self::new(rows, columns, rows + columns + 2, arcs)
    }

    fn new(rows: usize, columns: usize, nodes: usize, arcs: Vec<(usize, usize)>) -> Self {
        let mut at = vec![Vec::new(); nodes];
        for (arc, (from, to)) in arcs.iter().enumerate() {
            for node in [from, to] {
                at.get_mut(*node).into_iter().for_each(|arcs| arcs.push(arc));
            }
        }
        Self { rows, columns, arcs, at }
    }

    pub(super) fn cells(&self) -> usize {
        self.rows * self.columns
    }

    pub(super) fn figures(&self) -> usize {
        self.arcs.len()
    }

    /// Cells and totals, from the cells.
    pub(super) fn with_totals(&self, cells: &[i64]) -> Vec<i64> {
        let mut figures = cells.to_vec();
        if self.figures() > self.cells() + 1 {
            figures.extend(cells.chunks(self.columns.max(1)).map(|row| row.iter().sum::<i64>()));
            let column = |at| cells.iter().skip(at).step_by(self.columns).sum::<i64>();
            figures.extend((0..self.columns).map(column));
        }
        figures.push(cells.iter().sum());
        figures
    }

    /// Where each row and column meet, and the figures that meet there with their direction: what enters less what
    /// leaves is 0. From the shown ones follows the sum of the hidden ones.
    pub(super) fn lines(&self) -> Vec<Vec<(usize, i64)>> {
        let direction = |arc: usize, node: usize| if self.ends(arc).1 == node { 1 } else { -1 };
        let line = |(node, arcs): (usize, &Vec<usize>)| -> Vec<(usize, i64)> {
            arcs.iter().map(|&arc| (arc, direction(arc, node))).collect()
        };
        self.at.iter().enumerate().map(line).collect()
    }

    /// Whether a hidden figure may be larger by `more`, as far as can be told: the other figures that would differ,
    /// as a cheapest set of detours, each at most down to nothing from `least`.
    pub(super) fn detour(
        &self,
        raised: usize,
        more: i64,
        least: &[i64],
        cost: &Cost<'_>,
    ) -> Option<Vec<usize>> {
        let mut pushed = vec![0_i64; self.figures()];
        let mut used = vec![false; self.figures()];
        let (back_to, start) = self.ends(raised);
        let mut left = more;
        while left > 0 {
            // What is used once costs nothing more.
            let priced = |arc: usize| {
                let known = used.get(arc).copied().unwrap_or(false);
                if arc == raised {
                    None
                } else if known {
                    Some(0)
                } else {
                    cost(arc)
                }
            };
            let room = |arc: usize, forward: bool| {
                if forward { i64::MAX } else { get(least, arc).saturating_add(get(&pushed, arc)) }
            };
            let path = self.cheapest(start, back_to, &priced, &room)?;
            let step = path.iter().map(|&(arc, forward)| room(arc, forward)).fold(left, i64::min);
            for (arc, forward) in path {
                pushed.get_mut(arc).into_iter().for_each(|by| *by += if forward { step } else { -step });
                used.get_mut(arc).into_iter().for_each(|used| *used = true);
            }
            left -= step;
        }
        Some((0..self.figures()).filter(|&arc| used.get(arc) == Some(&true)).collect())
    }

    /// Dijkstra (1959) over what may still be pushed; ties go to the lower node, so that the choice is always the
    /// same.
    fn cheapest(
        &self,
        start: usize,
        goal: usize,
        cost: &Cost<'_>,
        room: &dyn Fn(usize, bool) -> i64,
    ) -> Option<Vec<(usize, bool)>> {
        let mut best = vec![i64::MAX; self.at.len()];
        let mut came: Vec<Option<(usize, bool)>> = vec![None; self.at.len()];
        let mut ahead = BinaryHeap::from([Reverse((0_i64, start))]);
        best.get_mut(start).into_iter().for_each(|best| *best = 0);
        while let Some(Reverse((so_far, node))) = ahead.pop() {
            if node == goal {
                break;
            }
            if so_far > get(&best, node) {
                continue;
            }
            for &arc in self.at.get(node).into_iter().flatten() {
                let (from, to) = self.ends(arc);
                let forward = from == node;
                let next = if forward { to } else { from };
                let Some(price) = cost(arc).filter(|_| room(arc, forward) > 0) else { continue };
                let total = so_far.saturating_add(price);
                if total < get(&best, next) {
                    best.get_mut(next).into_iter().for_each(|best| *best = total);
                    came.get_mut(next).into_iter().for_each(|came| *came = Some((arc, forward)));
                    ahead.push(Reverse((total, next)));
                }
            }
        }
        let mut path = Vec::new();
        let mut node = goal;
        while node != start {
            let (arc, forward) = came.get(node).copied().flatten()?;
            path.push((arc, forward));
            let (from, to) = self.ends(arc);
            node = if forward { from } else { to };
        }
        Some(path)
    }

    fn ends(&self, arc: usize) -> (usize, usize) {
        self.arcs.get(arc).copied().unwrap_or_default()
    }
}

fn get(of: &[i64], at: usize) -> i64 {
    of.get(at).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn totals_follow_from_cells_and_every_line_balances() {
        let network = Network::of_crosstab(2, 3);
        let figures = network.with_totals(&[1, 2, 3, 4, 5, 6]);
        assert_eq!(figures, [1, 2, 3, 4, 5, 6, 6, 15, 5, 7, 9, 21]);
        for line in network.lines() {
            assert_eq!(line.into_iter().map(|(arc, sign)| sign * figures[arc]).sum::<i64>(), 0);
        }
        assert_eq!(Network::of_list(2).with_totals(&[4, 5]), [4, 5, 9]);
    }

    #[test]
    fn four_hidden_corners_hide_each_other_as_far_as_the_least_across_allows() {
        let network = Network::of_crosstab(2, 2);
        let figures = network.with_totals(&[3, 20, 15, 40]);
        let hidden = |arc: usize| (arc < 4).then_some(0);
        // The first may grow as long as its neighbours have something to give: by 15.
        assert!(network.detour(0, 15, &figures, &hidden).is_some());
        assert!(network.detour(0, 16, &figures, &hidden).is_none());
        // With one corner shown, nothing can move.
        assert!(network.detour(0, 1, &figures, &|arc| (arc < 3).then_some(0)).is_none());
    }
}
