//! What do many small trees say of a block of rows?
//!
//! Trees ask the same questions again and again: each is answered once for a block, as a byte a row. Of a tree of up to
//! four leaves two bits name the leaf, and follow from four answers without a branch: the first where both of two hold,
//! the second one answer or another by the first. Four trees' bits are a place in a table of all 256 sums: one look-up for
//! four trees. Trees are summed in pairs, pairs in fours and those in sixteens, as everywhere.

use std::sync::OnceLock;

use super::tree::{AskedSet, LEAF, Tree, TreeNode};

/// Rows that are asked together.
pub(super) const BLOCK: usize = 512;
/// Trees whose sums are tabled.
const GROUP: usize = 4;
/// The most leaves of such a tree.
const LEAVES: usize = 4;
/// Trees that share their answers, so that these stay near.
const TREES_AT_ONCE: usize = 512;

/// What is worked out when it is first asked for. It follows from the rest of the model and is no part of it.
#[derive(Debug, Default)]
pub(super) struct LazyQuestions(OnceLock<Vec<Questions>>);

impl Clone for LazyQuestions {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl PartialEq for LazyQuestions {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl LazyQuestions {
    /// The questions of all trees; nothing where one of them has more than four leaves.
    pub(super) fn of(&self, trees: &[Tree], sets: &[AskedSet]) -> &[Questions] {
        self.0.get_or_init(|| {
            if trees.iter().any(|tree| tree.leaves.len() > LEAVES) {
                return Vec::new();
            }
            trees.chunks(TREES_AT_ONCE).map(|trees| Questions::new(trees, sets)).collect()
        })
    }
}

/// Whether a row goes to one side of a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Question {
    column: u16,
    set: u16,
    first: u8,
    count: u8,
    goes_right: bool,
}

impl Question {
    fn new(node: TreeNode, goes_left: bool) -> Self {
        let TreeNode(column, set, first, count, ..) = node;
        Self { column, set, first, count, goes_right: !goes_left }
    }

    /// Of a question about a set of few runs of bins those about each run; nothing of others.
    fn runs(self, sets: &[AskedSet]) -> Vec<Self> {
        let runs = self.set(sets).map_or(&[][..], AskedSet::few_runs);
        let run = |(first, count): &(u8, u8)| Self {
            column: self.column,
            set: 0,
            first: *first,
            count: *count,
            goes_right: false,
        };
        runs.iter().map(run).collect()
    }

    fn set(self, sets: &[AskedSet]) -> Option<&AskedSet> {
        if self.set == 0 { None } else { sets.get(usize::from(self.set)) }
    }

    /// For each row all bits where the answer is yes, none where it is no.
    fn answer(self, columns: &[[u8; BLOCK]], sets: &[AskedSet], answers: &mut [u8; BLOCK]) {
        let Some(bins) = columns.get(usize::from(self.column)) else { return answers.fill(0) };
        let flip = self.flip();
        if let Some(set) = self.set(sets) {
            answers.fill(0);
            set.tell(bins, answers);
            for answer in answers {
                *answer = 0_u8.wrapping_sub(*answer) ^ flip;
            }
            return;
        }
        for (answer, bin) in answers.iter_mut().zip(bins) {
            *answer = (if bin.wrapping_sub(self.first) < self.count { u8::MAX } else { 0 }) ^ flip;
        }
    }

    fn flip(self) -> u8 {
        if self.goes_right { u8::MAX } else { 0 }
    }
}

/// A question about a set of few runs of bins: trees share more of these than of sets, and each is asked once.
#[derive(Debug)]
struct Union {
    /// Places of the questions about runs, of which one at most is answered with yes; four at a time.
    parts: Vec<[u32; 4]>,
    flip: u8,
}

/// The place of a question that nobody asks.
const NOBODY: u32 = u32::MAX;
const NONE: &[u8; BLOCK] = &[0; BLOCK];

impl Union {
    fn new(question: Question, runs: &[u32]) -> Self {
        let four = |runs: &[u32]| std::array::from_fn(|place| runs.get(place).copied().unwrap_or(NOBODY));
        Self { parts: runs.chunks(4).map(four).collect(), flip: question.flip() }
    }

    fn answer(&self, known: &[[u8; BLOCK]], answers: &mut [u8; BLOCK]) {
        answers.fill(self.flip);
        for parts in &self.parts {
            let [a, b, c, d] = parts.map(|place| known.get(place as usize).unwrap_or(NONE));
            #[allow(clippy::needless_range_loop)] // five columns at once
            for row in 0..BLOCK {
                answers[row] ^= (a[row] | b[row]) | (c[row] | d[row]);
            }
        }
    }
}

/// A tree of up to four leaves: the places of four answers, and what the leaves add.
#[derive(Debug, Clone, Copy, Default)]
struct SmallTree {
    /// Where both of the first two hold the leaf is 2 or more; the third says which of these, the fourth which below.
    answers: [u32; 4],
    leaves: [f64; LEAVES],
}

/// Up to [`TREES_AT_ONCE`] small trees.
#[derive(Debug)]
pub(super) struct Questions {
    asked: Vec<Question>,
    /// Answered from those: their places come after them.
    unions: Vec<Union>,
    groups: Vec<[SmallTree; GROUP]>,
}

impl Questions {
    fn new(trees: &[Tree], sets: &[AskedSet]) -> Self {
        let shapes: Vec<([Question; 4], [u8; LEAVES])> = trees.iter().filter_map(shape).collect();
        let of_all = shapes.iter().flat_map(|(questions, _)| *questions);
        let (unions, asked): (Vec<_>, Vec<_>) = of_all.partition(|question| !question.runs(sets).is_empty());
        let runs = unions.iter().flat_map(|question| question.runs(sets));
        let asked = once_each(asked.into_iter().chain(runs).collect());
        let unions = once_each(unions);
        let place =
            |question: &Question| match (asked.binary_search(question), unions.binary_search(question)) {
                (Ok(place), _) => place as u32,
                (_, Ok(place)) => (asked.len() + place) as u32,
                _ => NOBODY,
            };
        let union = |question: &Question| {
            let runs: Vec<u32> = question.runs(sets).iter().map(place).collect();
            Union::new(*question, &runs)
        };
        let small = |((questions, leaves), tree): (&([Question; 4], [u8; LEAVES]), &Tree)| SmallTree {
            answers: questions.map(|question| place(&question)),
            leaves: leaves
                .map(|leaf| tree.leaves.get(usize::from(leaf)).map_or(0.0, |leaf| f64::from(*leaf))),
        };
        let mut small: Vec<SmallTree> = shapes.iter().zip(trees).map(small).collect();
        // Of trees that are not there the sums take nothing.
        small.resize(small.len().next_multiple_of(GROUP), SmallTree::default());
        let groups = small.as_chunks().0.to_vec();
        Self { unions: unions.iter().map(union).collect(), asked, groups }
    }

    /// Add to each score what the trees say of a row with these bins. Memory for `answers` may be used again.
    pub(super) fn add(
        &self,
        columns: &[[u8; BLOCK]],
        sets: &[AskedSet],
        answers: &mut Vec<[u8; BLOCK]>,
        scores: &mut [f64],
    ) {
        answers.resize((self.asked.len() + self.unions.len()).max(answers.len()), [0; BLOCK]);
        let (known, of_sets) = answers.split_at_mut(self.asked.len());
        for (question, answers) in self.asked.iter().zip(known.iter_mut()) {
            question.answer(columns, sets, answers);
        }
        for (union, answers) in self.unions.iter().zip(of_sets) {
            union.answer(known, answers);
        }
        let mut places = [[0; BLOCK]; GROUP];
        let mut sums = [[0.0; 256]; GROUP];
        for groups in self.groups.chunks(GROUP) {
            for (slot, (places, sums)) in places.iter_mut().zip(&mut sums).enumerate() {
                let Some(group) = groups.get(slot) else {
                    sums.fill(0.0);
                    continue;
                };
                let [a, b, c, d] = group;
                places.fill(0);
                add_digits([a, b], 0, answers, places);
                add_digits([c, d], 4, answers, places);
                table(group, sums);
            }
            let [p, q, r, s] = &places;
            for ((((score, p), q), r), s) in scores.iter_mut().zip(p).zip(q).zip(r).zip(s) {
                let sum = |group: usize, place: &u8| sums[group][usize::from(*place)];
                *score += (sum(0, p) + sum(1, q)) + (sum(2, r) + sum(3, s));
            }
        }
    }
}

fn once_each(mut questions: Vec<Question>) -> Vec<Question> {
    questions.sort_unstable();
    questions.dedup();
    questions
}

/// Put the two bits of each of two trees into places from bit `shift` on.
fn add_digits(trees: [&SmallTree; 2], shift: u32, answers: &[[u8; BLOCK]], places: &mut [u8; BLOCK]) {
    let of = |tree: &SmallTree| tree.answers.map(|place| answers.get(place as usize).unwrap_or(NONE));
    let [first, second] = trees.map(of);
    #[allow(clippy::needless_range_loop)] // nine columns at once
    for row in 0..BLOCK {
        let high = first[0][row] & first[1][row];
        let low = (high & first[2][row]) | (!high & first[3][row]);
        let next_high = second[0][row] & second[1][row];
        let next_low = (next_high & second[2][row]) | (!next_high & second[3][row]);
        let digits = (high & 2) | (low & 1) | (next_high & 8) | (next_low & 4);
        places[row] |= digits << shift;
    }
}

/// The questions whose answers name a leaf of a tree, and the leaf that each pair of bits names.
fn shape(tree: &Tree) -> Option<([Question; 4], [u8; LEAVES])> {
    let node = |place: u8| tree.nodes.get(usize::from(place)).copied();
    let leaf = |child: u8| child.wrapping_sub(LEAF);
    let root = node(0)?;
    let TreeNode(.., left, right) = root;
    if left >= LEAF && right >= LEAF {
        return Some(([Question::new(root, true); 4], [leaf(right), u8::MAX, u8::MAX, leaf(left)]));
    }
    if left < LEAF && right < LEAF {
        let (of_left, of_right, on) = (node(left)?, node(right)?, Question::new(root, true));
        let questions = [on, on, Question::new(of_left, true), Question::new(of_right, true)];
        return Some((questions, [leaf(of_right.5), leaf(of_right.4), leaf(of_left.5), leaf(of_left.4)]));
    }
    // One question after the other: each has a leaf on one side and leads on at the other.
    let (on, next, first_leaf) = if left < LEAF { (true, left, right) } else { (false, right, left) };
    let (on, next) = (Question::new(root, on), node(next)?);
    let TreeNode(.., left, right) = next;
    if left >= LEAF && right >= LEAF {
        return Some((
            [on, on, Question::new(next, true), on],
            [leaf(first_leaf), u8::MAX, leaf(right), leaf(left)],
        ));
    }
    let (further, last, second_leaf) = if left < LEAF { (true, left, right) } else { (false, right, left) };
    let (further, last) = (Question::new(next, further), node(last)?);
    let questions = [on, further, Question::new(last, true), on];
    Some((questions, [leaf(first_leaf), leaf(second_leaf), leaf(last.5), leaf(last.4)]))
}

/// All sums of a leaf of each of four trees; the digits of a place, to base four, are the leaves.
fn table(four: &[SmallTree; GROUP], sums: &mut [f64; 256]) {
    let [a, b, c, d] = four.map(|tree| tree.leaves);
    let (mut low, mut high) = ([0.0; 16], [0.0; 16]);
    for (place, (low, high)) in low.iter_mut().zip(&mut high).enumerate() {
        (*low, *high) = (a[place & 3] + b[place >> 2], c[place & 3] + d[place >> 2]);
    }
    for (sums, high) in sums.chunks_exact_mut(16).zip(high) {
        for (sum, low) in sums.iter_mut().zip(&low) {
            *sum = low + high;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_tree_of_any_shape_is_summed_as_it_is_walked() {
        let node = |column, first, left, right| TreeNode(column, 0, first, 3, left, right);
        let of_set = |set| TreeNode(1, set, 0, 0, LEAF + 1, LEAF);
        let set = of_set(1);
        let tree = |nodes: Vec<TreeNode>| {
            let leaves = (0..=nodes.len()).map(|leaf| [1.0, -2.5, 0.25, 8.0][leaf]).collect();
            Tree { nodes, leaves, cover: Vec::new() }
        };
        let trees = [
            tree(vec![set]),
            tree(vec![node(0, 1, 1, LEAF + 2), set]),
            tree(vec![node(0, 2, LEAF + 2, 1), set]),
            tree(vec![node(0, 1, 2, 1), node(2, 4, LEAF + 2, LEAF + 3), set]),
            tree(vec![node(0, 1, 1, LEAF + 3), node(1, 0, 2, LEAF + 2), set]),
            tree(vec![node(0, 1, 1, LEAF + 3), node(2, 3, LEAF + 2, 2), set]),
            tree(vec![node(0, 5, LEAF + 3, 1), node(2, 2, 2, LEAF + 2), set]),
            tree(vec![node(0, 3, LEAF + 3, 1), node(0, 5, LEAF + 2, 2), of_set(2)]),
            tree(vec![node(0, 3, LEAF + 2, 1), of_set(3)]),
        ];
        // Three runs, five, and more than are asked one by one.
        let sets = [&[][..], &[0, 3, 7], &[0, 2, 4, 6, 20], &[1, 3, 5, 7, 9, 11, 13, 15, 17]];
        let sets = sets.map(|bins| AskedSet::new(bins.iter().copied().collect()));
        // Every triple of bins below eight.
        let columns =
            [1, 8, 64].map(|step| std::array::from_fn::<u8, BLOCK, _>(|row| (row / step % 8) as u8));
        for count in 1..=trees.len() {
            for of in [1, 9] {
                let many: Vec<Tree> = trees[..count].iter().cycle().take(count * of).cloned().collect();
                let questions = Questions::new(&many, &sets);
                let mut scores = vec![0.5; BLOCK];
                questions.add(&columns, &sets, &mut Vec::new(), &mut scores);
                for (row, score) in scores.iter().enumerate() {
                    let bins = [0, 1, 2].map(|column: usize| columns[column][row]);
                    let walked: f64 = many.iter().map(|tree| f64::from(tree.leaf(&bins, &sets))).sum();
                    assert_eq!(*score, 0.5 + walked, "{row} {count}");
                }
            }
        }
    }
}
