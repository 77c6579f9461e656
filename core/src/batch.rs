//! How is the same work done for many customers, with one result at any number of threads?
//!
//! Items are cut into chunks of a fixed size; each chunk is computed in order, on any thread, and results
//! are put together in the order of the items. Nothing is summed across threads. This is the only module
//! that knows about threads.
//!
//! ```
//! use sartor::{batch::map_chunks, control::Control};
//! let squares = map_chunks(&[1, 2, 3], 2, Control::none(), |n| Ok(n * n))?;
//! assert_eq!(squares, [1, 4, 9]);
//! # Ok::<(), sartor::SartorError>(())
//! ```

use std::cmp::Ordering;

use crate::Result;
use crate::control::Control;

/// Chunks given out between two looks at the control.
const CHUNKS_PER_STEP: usize = 64;
/// Rows that one thread works out before it takes the next.
const ROWS_PER_CHUNK: usize = 2_048;

/// Apply `work` to each item; results keep the order of the items, and the first error in that order wins.
pub fn map_chunks<T, U, F>(items: &[T], chunk_size: usize, control: Control<'_>, work: F) -> Result<Vec<U>>
where
    T: Sync,
    U: Send,
    F: Fn(&T) -> Result<U> + Sync,
{
    let chunk_size = chunk_size.max(1);
    let step = chunk_size.saturating_mul(CHUNKS_PER_STEP);
    let total = items.len() as u64;
    let mut results = Vec::with_capacity(items.len());
    for part in items.chunks(step) {
        for chunk in run(part, chunk_size, &work) {
            results.extend(chunk?);
        }
        control.step(results.len() as u64, total)?;
    }
    Ok(results)
}

/// Work out `width` figures for each row, one row after the other in `out`; the first error in the order of rows wins.
///
/// `work` is told the row and where its figures belong. What `out` holds after an error is of no use.
///
/// ```
/// use sartor::{batch::fill_rows, control::Control};
/// let mut out = vec![0.0; 6];
/// fill_rows(&mut out, 2, Control::none(), |row, figures| {
///     figures.fill(row as f64);
///     Ok(())
/// })?;
/// assert_eq!(out, [0.0, 0.0, 1.0, 1.0, 2.0, 2.0]);
/// # Ok::<(), sartor::SartorError>(())
/// ```
pub fn fill_rows<F>(out: &mut [f64], width: usize, control: Control<'_>, work: F) -> Result<()>
where
    F: Fn(usize, &mut [f64]) -> Result<()> + Sync,
{
    let width = width.max(1);
    let total = (out.len() / width) as u64;
    let chunk = ROWS_PER_CHUNK * width;
    let fill = |first: usize, figures: &mut [f64]| -> Result<()> {
        figures.chunks_mut(width).enumerate().try_for_each(|(place, figures)| work(first + place, figures))
    };
    for (part, figures) in out.chunks_mut(chunk * CHUNKS_PER_STEP).enumerate() {
        let begin = part * ROWS_PER_CHUNK * CHUNKS_PER_STEP;
        let rows = figures.len() / width;
        fill_chunks(figures, chunk, |place, figures| fill(begin + place * ROWS_PER_CHUNK, figures))?;
        control.step((begin + rows) as u64, total)?;
    }
    Ok(())
}

/// Apply `work` to slices of `size` items each, the last one shorter; results keep their order.
pub fn map_slices<T, U, F>(items: &[T], size: usize, work: F) -> Vec<U>
where
    T: Sync,
    U: Send,
    F: Fn(&[T]) -> U + Sync,
{
    #[cfg(feature = "parallel")]
    {
        use rayon::prelude::*;
        items.par_chunks(size.max(1)).map(&work).collect()
    }
    #[cfg(not(feature = "parallel"))]
    {
        items.chunks(size.max(1)).map(&work).collect()
    }
}

/// Change each item on its own; fewer than `least` of them on the caller's thread, where waking others would cost more.
///
/// ```
/// let mut items = [1, 2, 3];
/// sartor::batch::for_each(&mut items, 2, |n| *n *= 10);
/// assert_eq!(items, [10, 20, 30]);
/// ```
pub fn for_each<T, F>(items: &mut [T], least: usize, work: F)
where
    T: Send,
    F: Fn(&mut T) + Sync,
{
    #[cfg(feature = "parallel")]
    if items.len() >= least {
        use rayon::prelude::*;
        return items.par_iter_mut().for_each(&work);
    }
    #[cfg(not(feature = "parallel"))]
    let _ = least;
    items.iter_mut().for_each(&work);
}

/// Sort by an order under which items that compare as equal are the same to the bit, so that the result is one.
pub fn sort_by<T, F>(items: &mut [T], order: F)
where
    T: Send,
    F: Fn(&T, &T) -> Ordering + Sync,
{
    #[cfg(feature = "parallel")]
    {
        use rayon::prelude::*;
        items.par_sort_unstable_by(order);
    }
    #[cfg(not(feature = "parallel"))]
    {
        items.sort_unstable_by(order);
    }
}

#[cfg(feature = "parallel")]
fn run<T, U, F>(items: &[T], chunk_size: usize, work: &F) -> Vec<Result<Vec<U>>>
where
    T: Sync,
    U: Send,
    F: Fn(&T) -> Result<U> + Sync,
{
    use rayon::prelude::*;
    items.par_chunks(chunk_size).map(|chunk| chunk.iter().map(work).collect()).collect()
}

#[cfg(not(feature = "parallel"))]
fn run<T, U, F>(items: &[T], chunk_size: usize, work: &F) -> Vec<Result<Vec<U>>>
where
    F: Fn(&T) -> Result<U>,
{
    items.chunks(chunk_size).map(|chunk| chunk.iter().map(work).collect()).collect()
}

#[cfg(feature = "parallel")]
fn fill_chunks<F>(out: &mut [f64], size: usize, work: F) -> Result<()>
where
    F: Fn(usize, &mut [f64]) -> Result<()> + Sync,
{
    use rayon::prelude::*;
    let ended: Vec<Result<()>> =
        out.par_chunks_mut(size).enumerate().map(|(place, figures)| work(place, figures)).collect();
    ended.into_iter().collect()
}

#[cfg(not(feature = "parallel"))]
fn fill_chunks<F>(out: &mut [f64], size: usize, work: F) -> Result<()>
where
    F: Fn(usize, &mut [f64]) -> Result<()>,
{
    out.chunks_mut(size).enumerate().try_for_each(|(place, figures)| work(place, figures))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SartorError;

    #[test]
    fn the_first_error_in_item_order_wins() {
        let items: Vec<i64> = (0..10_000).collect();
        let error = map_chunks(&items, 16, Control::none(), |&n| {
            if n >= 5_000 { Err(SartorError::out_of_range("item", "n", n, "below 5000")) } else { Ok(n) }
        });
        assert_eq!(error, Err(SartorError::out_of_range("item", "n", 5_000, "below 5000")));
    }

    #[test]
    fn rows_are_filled_where_they_belong_and_the_first_that_cannot_be_is_told() {
        let mut out = vec![0.0; 300_001 * 3];
        let fill = |row: usize, figures: &mut [f64]| {
            for (place, figure) in figures.iter_mut().enumerate() {
                *figure = (row * 3 + place) as f64;
            }
            if row == 200_000 || row == 290_000 {
                return Err(SartorError::out_of_range("row", "n", row, "another"));
            }
            Ok(())
        };
        let failed = fill_rows(&mut out, 3, Control::none(), fill);
        assert_eq!(failed, Err(SartorError::out_of_range("row", "n", 200_000, "another")));
        let (most, _) = out.split_at_mut(600_000);
        fill_rows(most, 3, Control::none(), fill).unwrap();
        assert!(most.iter().enumerate().all(|(place, figure)| *figure == place as f64));
    }

    #[test]
    fn slices_and_sorting_know_no_threads() {
        let mut items: Vec<u32> = (0..50_000_u32).map(|n| n.wrapping_mul(2_654_435_761) % 1_000).collect();
        let sums = map_slices(&items, 700, |slice| slice.iter().sum::<u32>());
        let plain: Vec<u32> = items.chunks(700).map(|slice| slice.iter().sum()).collect();
        assert_eq!(sums, plain);
        let mut sorted = items.clone();
        sorted.sort_unstable();
        sort_by(&mut items, Ord::cmp);
        assert_eq!(items, sorted);
    }

    #[test]
    fn a_cancelled_batch_says_how_far_it_came() {
        let items = vec![0; 3_000];
        let cancelled = || true;
        let result = map_chunks(&items, 16, Control::new(&cancelled, &|_, _| ()), |&n: &i32| Ok(n));
        assert_eq!(result, Err(SartorError::Cancelled { done: 1_024, total: 3_000 }));
    }
}
