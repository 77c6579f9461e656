//! Which figures are shown, which are hidden, and which are held at what they were?

use serde::{Deserialize, Serialize};

use super::network::Network;
use crate::{Result, SartorError};

/// What one release told, and what it kept back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Release {
    /// Of each cell, as released or held; also of the hidden ones.
    pub(super) counts: Vec<i64>,
    /// Of each cell; nothing where the count shown is a rounded one.
    pub(super) sums: Vec<Option<Vec<i64>>>,
    /// Of each cell and total.
    pub(super) hidden: Vec<bool>,
}

/// The first release shows the counts as they are, and hides the small ones with what would give them away.
pub(super) fn first(network: &Network, k: i64, mut counted: Release) -> Result<Release> {
    let figures = network.with_totals(&counted.counts);
    let small: Vec<usize> = (0..figures.len()).filter(|&at| is_small(value(&figures, at), k)).collect();
    for at in &small {
        set(&mut counted.hidden, *at, true);
    }
    for at in small {
        let detour = {
            // A shown figure costs what it tells of; an empty one hides nothing.
            let cost = |arc: usize| match value(&figures, arc) {
                _ if is_hidden(&counted, arc) => Some(0),
                0 => None,
                shown => Some(shown),
            };
            network.detour(at, k - value(&figures, at), &figures, &cost)
        };
        let internal = || SartorError::Internal { operation: "segment report".to_owned() };
        for also in detour.ok_or_else(internal)? {
            set(&mut counted.hidden, also, true);
        }
    }
    Ok(counted)
}

/// Any later release, beside all before it. If nothing safe can be said, the last one is said again.
pub(super) fn next(network: &Network, k: i64, counted: &Release, before: &[Release]) -> Result<Release> {
    let internal = || SartorError::Internal { operation: "segment report".to_owned() };
    let past = Past::new(network, k, before);
    let last = before.last().ok_or_else(internal)?;
    let mut release = last.clone();
    for cell in 0..network.cells() {
        past.hold(&mut release, cell, counted);
    }
    if past.settle(&mut release, last).is_err() {
        return Ok(last.clone());
    }
    if !past.protects(&release) {
        // What is hidden stays as it was; what is shown may still move.
        for cell in (0..network.cells()).filter(|&cell| is_hidden(last, cell)) {
            put_back(&mut release, last, cell);
        }
        if past.settle(&mut release, last).is_err() || !past.protects(&release) {
            return Ok(last.clone());
        }
    }
    past.unhide(&mut release, counted);
    Ok(release)
}

struct Past<'a> {
    network: &'a Network,
    k: i64,
    before: &'a [Release],
    /// Cells and totals of each release.
    figures: Vec<Vec<i64>>,
}

impl<'a> Past<'a> {
    fn new(network: &'a Network, k: i64, before: &'a [Release]) -> Self {
        let figures = before.iter().map(|release| network.with_totals(&release.counts)).collect();
        Self { network, k, before, figures }
    }

    /// Whether a figure has moved by at least k from every one of these.
    fn is_far(&self, now: i64, from: &[i64]) -> bool {
        from.iter().all(|then| now.abs_diff(*then) >= self.k.unsigned_abs())
    }

    /// Give a cell its count if it has moved far enough from all that was released of it, else what was released
    /// nearest to it.
    fn hold(&self, release: &mut Release, cell: usize, counted: &Release) {
        let hidden = is_hidden(release, cell);
        let now = value(&counted.counts, cell);
        let alike = self.before.iter().filter(|then| is_hidden(then, cell) == hidden);
        let released: Vec<i64> = alike.clone().map(|then| value(&then.counts, cell)).collect();
        if self.is_far(now, &released) {
            let (count, sums) = if hidden || !is_small(now, self.k) {
                (now, counted.sums.get(cell).cloned().flatten())
            } else {
                // It was shown and stays so: a small count is rounded to none or to k.
                let up = now * 2 >= self.k && self.is_far(self.k, &released);
                if up { (self.k, None) } else { (0, counted.sums.get(cell).cloned().flatten().map(zeros)) }
            };
            put(release, cell, count, sums);
        } else if let Some(nearest) = released.iter().copied().min_by_key(|then| (now.abs_diff(*then), *then))
            && let Some(then) = alike.rev().find(|then| value(&then.counts, cell) == nearest)
        {
            put_back(release, then, cell);
        }
    }

    /// Put cells back to what they were, smallest move first, until no total and no computable sum differs by 1 to
    /// k - 1 from that of an earlier release.
    fn settle(&self, release: &mut Release, last: &Release) -> std::result::Result<(), ()> {
        while let Some(line) = self.conflict(release) {
            let moved = |cell: &usize| {
                let by = value(&release.counts, *cell).abs_diff(value(&last.counts, *cell));
                Some((by, *cell)).filter(|(by, _)| *by > 0)
            };
            let among = line.into_iter().filter(|figure| *figure < self.network.cells());
            let nearest = among.filter_map(|cell| moved(&cell)).min();
            // A line of totals alone: any cell may have moved them.
            let nearest = nearest.or_else(|| (0..self.network.cells()).filter_map(|cell| moved(&cell)).min());
            let Some((_, cell)) = nearest else { return Err(()) };
            put_back(release, last, cell);
        }
        Ok(())
    }

    /// The figures of a line of which some total or sum comes too close to an earlier one. Whatever could be computed
    /// of a line then, the sum of what it hid, can be computed now, since no more is hidden than was.
    fn conflict(&self, release: &Release) -> Option<Vec<usize>> {
        let figures = self.network.with_totals(&release.counts);
        let close = |now: i64, then: i64| is_small(now.saturating_sub(then).saturating_abs(), self.k);
        let too_close = |line: &Vec<(usize, i64)>| {
            self.before.iter().zip(&self.figures).any(|(then, was)| {
                let sum = |figures: &[i64]| -> i64 {
                    let hidden = line.iter().filter(|(at, _)| is_hidden(then, *at));
                    hidden.map(|(at, sign)| sign * value(figures, *at)).sum()
                };
                let totals = line.iter().map(|(at, _)| *at).filter(|at| *at >= self.network.cells());
                let mut shown = totals.filter(|at| !is_hidden(release, *at) && !is_hidden(then, *at));
                close(sum(&figures), sum(was)) || shown.any(|at| close(value(&figures, at), value(was, at)))
            })
        };
        let line = self.network.lines().into_iter().find(too_close)?;
        Some(line.into_iter().map(|(at, _)| at).collect())
    }

    /// Whether every hidden figure that is or was small could have been k or more in all releases at once: by a
    /// detour over what was hidden in every one of them, and no larger than it ever was at its least.
    fn protects(&self, release: &Release) -> bool {
        let now = self.network.with_totals(&release.counts);
        let each = || self.figures.iter().chain([&now]);
        let least: Vec<i64> =
            (0..now.len()).map(|at| each().map(|figures| value(figures, at)).min().unwrap_or(0)).collect();
        let hidden = |arc: usize| is_hidden(release, arc).then_some(0);
        (0..now.len()).filter(|&at| is_hidden(release, at)).all(|at| {
            let smallest =
                each().map(|figures| value(figures, at)).filter(|count| is_small(*count, self.k)).min();
            smallest.is_none_or(|count| self.network.detour(at, self.k - count, &least, &hidden).is_some())
        })
    }

    /// Show again what has reached 2k and moved by k from all that it was while hidden: all of it if the rest stays
    /// protected, else one after the other as far as it does, the largest cells first, then totals.
    fn unhide(&self, release: &mut Release, counted: &Release) {
        let figures = self.network.with_totals(&release.counts);
        let mut ready: Vec<usize> = (0..figures.len())
            .filter(|&at| {
                let now = value(&figures, at);
                let was: Vec<i64> = self.figures.iter().map(|figures| value(figures, at)).collect();
                let is_count = at >= self.network.cells() || now == value(&counted.counts, at);
                is_hidden(release, at) && is_count && now >= 2 * self.k && self.is_far(now, &was)
            })
            .collect();
        ready.sort_by_key(|&at| (at >= self.network.cells(), std::cmp::Reverse(value(&figures, at)), at));
        let each = ready.iter().map(std::slice::from_ref);
        for shown in [ready.as_slice()].into_iter().chain(each) {
            let hidden: Vec<usize> = shown.iter().copied().filter(|&at| is_hidden(release, at)).collect();
            for at in &hidden {
                set(&mut release.hidden, *at, false);
            }
            if !self.protects(release) || self.conflict(release).is_some() {
                for at in &hidden {
                    set(&mut release.hidden, *at, true);
                }
            }
        }
    }
}

fn is_small(count: i64, k: i64) -> bool {
    0 < count && count < k
}

fn value(of: &[i64], at: usize) -> i64 {
    of.get(at).copied().unwrap_or_default()
}

fn is_hidden(release: &Release, at: usize) -> bool {
    release.hidden.get(at).copied().unwrap_or(false)
}

fn set(hidden: &mut [bool], at: usize, to: bool) {
    hidden.get_mut(at).into_iter().for_each(|hidden| *hidden = to);
}

fn put(release: &mut Release, cell: usize, count: i64, sums: Option<Vec<i64>>) {
    if let (Some(to), Some(to_sums)) = (release.counts.get_mut(cell), release.sums.get_mut(cell)) {
        (*to, *to_sums) = (count, sums);
    }
}

fn put_back(release: &mut Release, then: &Release, cell: usize) {
    put(release, cell, value(&then.counts, cell), then.sums.get(cell).cloned().flatten());
}

fn zeros(mut sums: Vec<i64>) -> Vec<i64> {
    sums.fill(0);
    sums
}
