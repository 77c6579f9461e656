//! Is a column still what it was at training, or would chance alone move it as far?
//!
//! The population stability index is `sum (q - p) ln(q / p)` over bins, with `p` the shares at training and `q` those of
//! now: a symmetrised Kullback-Leibler divergence. Rules of thumb call 0.1 and 0.25 much (Siddiqi 2006), however few rows
//! there are; yet without any change, of `n` and `m` rows in `B` bins, it is distributed as `(1 / n + 1 / m)` times a
//! chi-square of `B - 1` degrees of freedom (Yurdakul 2018, theorem 3.1). Here change is told only where that is passed,
//! and the rule of thumb names its size. Bins in which the smaller sample expects fewer than five rows are put together,
//! as that approximation asks, and half a row is added to each, so that an empty one has a finite answer.
//!
//! ```
//! use sartor::learn::{DriftReference, DriftVerdict};
//! let spread = |from: u32, rows: u32| (0..rows).map(|n| f64::from(from + n * 37 % 100)).collect::<Vec<_>>();
//! let reference = DriftReference::of_numbers(&spread(0, 1_000), 10)?;
//! assert_eq!(reference.compare_numbers(&spread(0, 200), 0.99)?.verdict, DriftVerdict::NoneDetectable);
//! assert_eq!(reference.compare_numbers(&spread(40, 200), 0.99)?.verdict, DriftVerdict::Large);
//! # Ok::<(), sartor::SartorError>(())
//! ```

mod over_time;

use serde::{Deserialize, Serialize};

pub use over_time::{CalibrationOverTime, CalibrationWindow, calibration_over_time};

use super::scored::{check_column, check_level};
use crate::{Result, SartorError, math};

const SUBJECT: &str = "drift";
/// Rows that the smaller sample has to expect in a bin.
const FEWEST_EXPECTED: f64 = 5.0;
const MOST_BINS: u32 = 1_000;
const MOST_CATEGORIES: u32 = 1_000_000;

/// How far a column has moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "swift", derive(uniffi::Enum))]
#[cfg_attr(
    feature = "python",
    pyo3::pyclass(
        eq,
        eq_int,
        frozen,
        hash,
        from_py_object,
        rename_all = "SCREAMING_SNAKE_CASE",
        module = "sartor.learn"
    )
)]
#[cfg_attr(feature = "node", napi_derive::napi(string_enum = "snake_case"))]
pub enum DriftVerdict {
    /// No further than chance explains.
    NoneDetectable,
    /// Further than chance explains, by an index below 0.1.
    Small,
    /// By 0.1 up to 0.25.
    Moderate,
    /// By 0.25 or more.
    Large,
}

/// What a column was at training: counts by bin, the last of them of missing values.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", try_from = "StoredReference")]
pub struct DriftReference {
    bounds: Option<Vec<f64>>,
    counts: Vec<u32>,
}

/// What is stored of a reference, before it is checked.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct StoredReference {
    bounds: Option<Vec<f64>>,
    counts: Vec<u32>,
}

impl TryFrom<StoredReference> for DriftReference {
    type Error = SartorError;

    fn try_from(stored: StoredReference) -> Result<Self> {
        let StoredReference { bounds, counts } = stored;
        if let Some(bounds) = &bounds {
            let ascending = bounds.windows(2).all(|pair| pair.first() < pair.last());
            if !ascending || !bounds.iter().all(|bound| bound.is_finite()) || counts.len() != bounds.len() + 2
            {
                let expected = "ascending numbers, two fewer than counts";
                return Err(SartorError::invalid(SUBJECT, "bounds", expected));
            }
        }
        if counts.iter().all(|count| *count == 0) {
            return Err(too_few("rows of the reference"));
        }
        Ok(Self { bounds, counts })
    }
}

/// One bin of a comparison, or several that were put together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor.learn"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct DriftBin {
    /// The bins of the reference in it: of numbers from below the lowest seen to above the highest, of categories their
    /// codes; the last of all is of missing values.
    pub bins: Vec<u32>,
    /// Share at training.
    pub reference_share: f64,
    /// Share now.
    pub share: f64,
    /// What it adds to the index.
    pub contribution: f64,
}

/// How far a column has moved, and whether chance explains it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor.learn"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct DriftReport {
    /// The population stability index.
    pub psi: f64,
    /// What the index stays below with probability `level` if nothing has changed.
    pub limit: f64,
    /// The probability of at least this index if nothing has changed.
    pub p_value: f64,
    /// How often none is detectable when nothing has changed, such as 0.99. Of many columns, ask
    /// `1 - (1 - level) / columns` of each.
    pub level: f64,
    /// The answer.
    pub verdict: DriftVerdict,
    /// Rows at training.
    pub reference_rows: u32,
    /// Rows now.
    pub rows: u32,
    /// The bins compared.
    pub bins: Vec<DriftBin>,
}

impl DriftReference {
    /// Numbers in at most so many bins of about as many rows each; NaN is missing.
    pub fn of_numbers(values: &[f64], bins: u32) -> Result<Self> {
        check_numbers(values)?;
        if !(2..=MOST_BINS).contains(&bins) {
            return Err(SartorError::out_of_range(SUBJECT, "bins", bins, "2 to 1000"));
        }
        let mut known: Vec<f64> = values.iter().copied().filter(|value| !value.is_nan()).collect();
        known.sort_unstable_by(f64::total_cmp);
        let cut = |bin: u32| known.get(known.len() * bin as usize / bins as usize).copied();
        // A bin of its own, empty here, for what is below or above all that was seen.
        let above = known.last().map(|most| most.next_up()).filter(|bound| bound.is_finite());
        let mut bounds: Vec<f64> = (0..bins).filter_map(cut).chain(above).collect();
        bounds.dedup();
        let counts = count_numbers(&bounds, values);
        Ok(Self { bounds: Some(bounds), counts })
    }

    /// Categories by code, from 0 up to below `levels`; any other code is missing.
    pub fn of_categories(codes: &[u32], levels: u32) -> Result<Self> {
        if codes.is_empty() {
            return Err(too_few("rows"));
        }
        if !(1..=MOST_CATEGORIES).contains(&levels) {
            return Err(SartorError::out_of_range(SUBJECT, "levels", levels, "1 to 1000000"));
        }
        Ok(Self { bounds: None, counts: count_codes(levels as usize, codes) })
    }

    /// Compare numbers of now with those of training; NaN is missing.
    pub fn compare_numbers(&self, values: &[f64], level: f64) -> Result<DriftReport> {
        check_level(level)?;
        check_numbers(values)?;
        let Some(bounds) = &self.bounds else {
            return Err(SartorError::invalid(SUBJECT, "reference", "one of numbers"));
        };
        // Missing values first, so that what is put together at the end are neighbours.
        let numbers = self.counts.len().saturating_sub(1);
        let order: Vec<usize> = std::iter::once(numbers).chain(0..numbers).collect();
        Ok(self.compare(&count_numbers(bounds, values), order, level))
    }

    /// Compare categories of now with those of training; codes beyond those of training are missing.
    pub fn compare_categories(&self, codes: &[u32], level: f64) -> Result<DriftReport> {
        check_level(level)?;
        if self.bounds.is_some() {
            return Err(SartorError::invalid(SUBJECT, "reference", "one of categories"));
        }
        if codes.is_empty() {
            return Err(too_few("rows"));
        }
        let counts = count_codes(self.counts.len().saturating_sub(1), codes);
        // The frequent first, so that the rare are put together.
        let mut order: Vec<usize> = (0..self.counts.len()).collect();
        let both = |bin: usize| at(&self.counts, bin) + at(&counts, bin);
        order.sort_by(|a, b| both(*b).total_cmp(&both(*a)));
        Ok(self.compare(&counts, order, level))
    }

    fn compare(&self, counts: &[u32], order: Vec<usize>, level: f64) -> DriftReport {
        let total = |counts: &[u32]| counts.iter().map(|count| f64::from(*count)).sum::<f64>();
        let (n, m) = (total(&self.counts), total(counts));
        let fewest = FEWEST_EXPECTED * (n + m) / n.min(m);
        let both = |bin: usize| at(&self.counts, bin) + at(counts, bin);
        let mut groups: Vec<Vec<usize>> = Vec::new();
        let (mut group, mut size) = (Vec::new(), 0.0);
        for bin in order.into_iter().filter(|bin| both(*bin) > 0.0) {
            group.push(bin);
            size += both(bin);
            if size >= fewest {
                groups.push(std::mem::take(&mut group));
                size = 0.0;
            }
        }
        // What is left joins the last group, but two there are wherever there can be.
        match groups.as_mut_slice() {
            [_, .., last] => last.append(&mut group),
            _ if !group.is_empty() => groups.push(group),
            _ => (),
        }
        let half = 0.5 * groups.len() as f64;
        let share = |counts: &[u32], group: &[usize], rows: f64| {
            (group.iter().map(|bin| at(counts, *bin)).sum::<f64>() + 0.5) / (rows + half)
        };
        let bins: Vec<DriftBin> = groups
            .iter()
            .map(|group| {
                let (p, q) = (share(&self.counts, group, n), share(counts, group, m));
                let contribution = (q - p) * (math::ln(q) - math::ln(p));
                let bins = group.iter().map(|bin| *bin as u32).collect();
                DriftBin { bins, reference_share: p, share: q, contribution }
            })
            .collect();
        let psi: f64 = bins.iter().map(|bin| bin.contribution).sum();
        let (shape, unit) = (0.5 * (bins.len() as f64 - 1.0), 1.0 / n + 1.0 / m);
        let (limit, p_value) = if bins.len() < 2 {
            (0.0, 1.0)
        } else {
            (2.0 * unit * math::gamma_quantile(shape, level), 1.0 - math::gamma_p(shape, 0.5 * psi / unit))
        };
        let verdict = match psi {
            _ if bins.len() < 2 || psi <= limit => DriftVerdict::NoneDetectable,
            psi if psi < 0.1 => DriftVerdict::Small,
            psi if psi < 0.25 => DriftVerdict::Moderate,
            _ => DriftVerdict::Large,
        };
        DriftReport { psi, limit, p_value, level, verdict, reference_rows: n as u32, rows: m as u32, bins }
    }
}

fn at(counts: &[u32], bin: usize) -> f64 {
    counts.get(bin).map_or(0.0, |count| f64::from(*count))
}

fn too_few(unit: &str) -> SartorError {
    SartorError::TooFew { subject: SUBJECT.to_owned(), found: 0, needed: 1, unit: unit.to_owned() }
}

fn check_numbers(values: &[f64]) -> Result<()> {
    check_column("value", values, "a number, or NaN where it is missing", |value| !value.is_infinite())?;
    if values.is_empty() { Err(too_few("rows")) } else { Ok(()) }
}

/// Rows of each bin, of which one begins at each bound, and of missing values.
fn count_numbers(bounds: &[f64], values: &[f64]) -> Vec<u32> {
    let mut counts = vec![0; bounds.len() + 2];
    for value in values {
        let bin =
            if value.is_nan() { bounds.len() + 1 } else { bounds.partition_point(|bound| bound <= value) };
        add(&mut counts, bin);
    }
    counts
}

/// Rows of each code, and of all others.
fn count_codes(levels: usize, codes: &[u32]) -> Vec<u32> {
    let mut counts = vec![0; levels + 1];
    for code in codes {
        add(&mut counts, (*code as usize).min(levels));
    }
    counts
}

fn add(counts: &mut [u32], bin: usize) {
    if let Some(count) = counts.get_mut(bin) {
        *count = count.saturating_add(1);
    }
}
