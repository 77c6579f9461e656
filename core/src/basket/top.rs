//! Which are the best few of many, without ordering the rest?

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// The best `k` of what was offered.
pub(super) struct Top {
    /// The worst of the best is on top.
    heap: BinaryHeap<Reverse<u64>>,
    k: usize,
    /// What an entry must exceed.
    worst: u64,
}

impl Top {
    pub fn new(k: usize) -> Self {
        Self { heap: BinaryHeap::with_capacity(k + 1), k, worst: if k == 0 { u64::MAX } else { 0 } }
    }

    #[inline]
    pub fn offer(&mut self, entry: u64) {
        if entry <= self.worst {
            return;
        }
        self.heap.push(Reverse(entry));
        if self.heap.len() > self.k {
            self.heap.pop();
        }
        if self.heap.len() == self.k {
            self.worst = self.heap.peek().map_or(0, |Reverse(least)| *least);
        }
    }

    /// Best first.
    pub fn into_ordered(self) -> impl Iterator<Item = u64> {
        self.heap.into_sorted_vec().into_iter().map(|Reverse(entry)| entry)
    }
}
