//! What do the rows of a leaf sum to, bin by bin?
//!
//! Gradient and curvature of a row are whole numbers of a unit that is chosen anew for each tree, packed into one: the
//! gradient above, the curvature in the lower 32 bits. One addition sums both, sums do not depend on the order of rows or
//! on threads, and a child's sums are its parent's less its sibling's, exactly. The unit is the total of absolute
//! gradients (of curvatures) over 2^30 (2^31): a row of average size in ten thousand is exact to 1e-5, in a million to
//! 1e-3, and rounding errors of rows cancel in sums (quantised training: Shi and others 2022, with far fewer bits).

use crate::batch;

/// Sums of one column's bins.
pub(super) type Histogram = [i64; 256];

/// Columns that are counted in one pass over the rows.
const TOGETHER: usize = 4;
/// Additions from which several threads share them.
const PARALLEL_FROM: usize = 1 << 18;
/// Added, this rounds to a whole number and leaves it in the last bits.
const ROUND: f64 = 6_755_399_441_055_744.0;

/// The packed sum of a gradient and a curvature in whole units.
#[inline]
pub(super) fn pack(gradient: f64, curvature: f64) -> i64 {
    let whole = |x: f64| (x + ROUND).to_bits().wrapping_sub(ROUND.to_bits()) as i64;
    (whole(gradient) << 32).wrapping_add(whole(curvature))
}

/// The largest power of two that takes a total to at most `most`, or none where the total is nothing.
pub(super) fn scale(total: f64, most: f64) -> Option<f64> {
    let scale = f64::from_bits((most / total).to_bits() & (0x7ff << 52));
    (total > 1e-250 && scale.is_finite() && scale > 1e-250).then_some(scale)
}

/// What one unit of a packed sum is worth.
#[derive(Debug, Clone, Copy)]
pub(super) struct Units {
    pub gradient: f64,
    pub curvature: f64,
}

impl Units {
    /// Gradient and curvature of a packed sum.
    #[inline]
    pub(super) fn of(&self, sum: i64) -> (f64, f64) {
        ((sum >> 32) as f64 * self.gradient, (sum & 0xffff_ffff) as f64 * self.curvature)
    }
}

/// Sum `packed` by the bins of each column: over these rows, or over all.
pub(super) fn fill(columns: &[&[u8]], rows: Option<&[u32]>, packed: &[i64], out: &mut [Histogram]) {
    let additions = rows.map_or(packed.len(), <[u32]>::len) * columns.len();
    let mut parts: Vec<_> = columns.chunks(TOGETHER).zip(out.chunks_mut(TOGETHER)).collect();
    let least = if additions < PARALLEL_FROM { usize::MAX } else { 2 };
    batch::for_each(&mut parts, least, |(columns, out)| {
        for histogram in out.iter_mut() {
            histogram.fill(0);
        }
        match (&**columns, &mut **out) {
            ([a, b, c, d], [e, f, g, h]) => add([a, b, c, d], rows, packed, [e, f, g, h]),
            ([a, b, c], [e, f, g]) => add([a, b, c], rows, packed, [e, f, g]),
            ([a, b], [e, f]) => add([a, b], rows, packed, [e, f]),
            ([a], [e]) => add([a], rows, packed, [e]),
            _ => {}
        }
    });
}

#[inline]
fn add<const K: usize>(
    columns: [&[u8]; K],
    rows: Option<&[u32]>,
    packed: &[i64],
    mut out: [&mut Histogram; K],
) {
    let all = packed.len();
    let columns = columns.map(|column| &column[..all]);
    let mut count = |row: usize| {
        let value = packed[row];
        for (histogram, column) in out.iter_mut().zip(columns) {
            histogram[usize::from(column[row])] += value;
        }
    };
    match rows {
        None => (0..all).for_each(count),
        Some(rows) => {
            for row in rows {
                count(*row as usize);
            }
        }
    }
}

/// Leave in `parent` what is not in `child`.
pub(super) fn subtract(parent: &mut [Histogram], child: &[Histogram]) {
    for (parent, child) in parent.iter_mut().zip(child) {
        for (parent, child) in parent.iter_mut().zip(child) {
            *parent -= child;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_of_packed_numbers_are_the_sums_of_both() {
        let values = [(-3.4, 7.0), (1e6, 0.0), (-1e6, 4e9), (0.6, 2.4)];
        let sum: i64 = values.iter().map(|(gradient, curvature)| pack(*gradient, *curvature)).sum();
        assert_eq!(Units { gradient: 0.5, curvature: 2.0 }.of(sum), (-1.0, 8_000_000_018.0));
        assert_eq!(
            Units { gradient: 1.0, curvature: 1.0 }.of(pack(-1.0, 4_294_967_295.0)),
            (-1.0, 4_294_967_295.0)
        );
        assert_eq!(scale(3.0, 16.0), Some(4.0));
        assert_eq!((scale(0.0, 16.0), scale(f64::NAN, 16.0), scale(f64::INFINITY, 16.0)), (None, None, None));
    }

    #[test]
    fn a_parent_less_its_child_is_the_sibling() {
        let columns: Vec<Vec<u8>> = (0..7_usize)
            .map(|column| (0..500_usize).map(|row| (row * (column + 3) % 251) as u8).collect())
            .collect();
        let columns: Vec<&[u8]> = columns.iter().map(Vec::as_slice).collect();
        let packed: Vec<i64> =
            (0..500).map(|row| pack(f64::from(row % 17) - 8.0, f64::from(row % 5))).collect();
        let of = |rows: Option<&[u32]>| {
            let mut out = vec![[1; 256]; columns.len()];
            fill(&columns, rows, &packed, &mut out);
            out
        };
        let (left, right): (Vec<u32>, Vec<u32>) = (0..500).partition(|row| row % 3 == 0);
        let mut parent = of(None);
        subtract(&mut parent, &of(Some(&left)));
        assert_eq!(parent, of(Some(&right)));
    }
}
