//! Which of many preferences may be called learned?

/// Which of `doubts` are discoveries when at most `rate` of those named may be false: Benjamini and Hochberg
/// (1995, *JRSS B* 57:289). The largest `r` with `r`-th smallest doubt `<= rate r / m` counts. `tested` is `m`, at
/// least the number of doubts; what was tested and is not listed had a doubt of 1.
///
/// ```
/// use sartor::taste::discoveries;
/// assert_eq!(discoveries(&[0.001, 0.9, 0.02, 0.03], 4, 0.05), [true, false, true, true]);
/// assert_eq!(discoveries(&[0.02, 0.9], 40, 0.05), [false, false]);
/// ```
pub fn discoveries(doubts: &[f64], tested: usize, rate: f64) -> Vec<bool> {
    let tested = tested.max(doubts.len()) as f64;
    let mut sorted: Vec<f64> = doubts.iter().copied().filter(|doubt| *doubt <= rate).collect();
    sorted.sort_by(f64::total_cmp);
    let passed =
        sorted.iter().zip(1_u32..).filter(|(doubt, place)| **doubt <= rate * f64::from(*place) / tested);
    let limit = passed.last().map_or(f64::NEG_INFINITY, |(doubt, _)| *doubt);
    doubts.iter().map(|doubt| *doubt <= limit).collect()
}
