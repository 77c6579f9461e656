//! What would a spreadsheet forecast?

use super::Summaries;

/// Repeat purchases from which on customers stand together.
const BANDS: [f64; 4] = [1.0, 2.0, 4.0, 7.0];
/// Parts of the horizon that a customer has been silent for.
const SILENCE: [f64; 3] = [0.25, 0.5, 1.0];

/// Each customer goes on at their own rate: repeat purchases over age.
pub(super) fn own_rate(known: &Summaries, horizon: f64) -> Vec<f64> {
    known
        .frequency
        .iter()
        .zip(&known.age)
        .map(|(x, age)| if *age > 0.0 { x / age * horizon } else { 0.0 })
        .collect()
}

/// Each customer does what the customers of the same segment did in the horizon before: segments by number of
/// repeat purchases and by silence. A segment that had nobody then does what all did.
pub(super) fn segment_mean(known: &Summaries, before: &Summaries, horizon: f64) -> Vec<f64> {
    let segments = (BANDS.len() + 1) * (SILENCE.len() + 1);
    let mut sums = vec![(0.0, 0.0); segments];
    let mut all = (0.0, 0.0);
    for (segment, observed) in segments_of(before, horizon).zip(&before.holdout_frequency) {
        if let Some(sum) = sums.get_mut(segment) {
            sum.0 += observed;
            sum.1 += 1.0;
        }
        all.0 += observed;
        all.1 += 1.0;
    }
    let mean = |(sum, customers): (f64, f64)| (customers > 0.0).then(|| sum / customers);
    let of_all = mean(all).unwrap_or(0.0);
    let known = segments_of(known, horizon).map(|segment| sums.get(segment).copied().and_then(mean));
    known.map(|of_segment| of_segment.unwrap_or(of_all)).collect()
}

fn segments_of(known: &Summaries, horizon: f64) -> impl Iterator<Item = usize> {
    let rows = known.frequency.iter().zip(&known.last_purchase_age).zip(&known.age);
    rows.map(move |((x, t_x), age)| {
        let band = BANDS.iter().filter(|from| x >= *from).count();
        let silence = SILENCE.iter().filter(|part| age - t_x >= *part * horizon).count();
        band * (SILENCE.len() + 1) + silence
    })
}
