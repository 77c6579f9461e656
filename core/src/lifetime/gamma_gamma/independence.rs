//! Do those who buy often also spend more at a purchase? The Gamma-Gamma model takes it that they do not.
//!
//! The mean of few purchases is spread wider and more skewed than that of many, so its median lies lower: under the
//! model itself the ranks of frequency and mean spend are correlated (about .04 for shops like the CDNOW sample). A
//! correlation is therefore held against the model's own and not against 0, which would refute the model too often.

use serde::{Deserialize, Serialize};

use super::{GammaGamma, GammaGammaParams, SUBJECT};
use crate::lifetime::interval::check_level;
use crate::lifetime::summary::{check_count, check_monetary};
use crate::rng::Rng;
use crate::{Result, SartorError, math};

/// Fewer repeat buyers tell nothing.
const LEAST_REPEAT_BUYERS: usize = 10;
/// Customers drawn from the model, at least, to see its own correlation: that is then known to .002.
const DRAWN: usize = 200_000;
/// A difference of correlations that hardly matters.
const NEGLIGIBLE: f64 = 0.1;
const SEED: u32 = 1;

/// How the number of repeat purchases and their mean spend go together over the repeat buyers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct SpendIndependence {
    /// Spearman's rank correlation, -1 to 1.
    pub rank_correlation: f64,
    /// Lower end of its interval.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Nominal coverage of the interval, such as 0.95.
    pub level: f64,
    /// The rank correlation that the model itself brings about at these frequencies: what to expect under its
    /// assumption.
    pub expected_correlation: f64,
    /// Probability of a rank correlation as far from the expected one under the model.
    pub p_value: f64,
    /// The repeat buyers it was worked out from.
    pub repeat_buyers: u32,
    /// Whether the assumption is refuted by more than chance and by enough to matter: the interval leaves out
    /// everything within 0.1 of the expected correlation.
    pub dependent: bool,
}

impl GammaGamma {
    /// Test the model's assumption that spend does not depend on frequency, on the columns that it was fitted to.
    ///
    /// Spearman's rank correlation (1904) of `frequency` and `monetary` over customers with a repeat purchase, equal
    /// values at the mean of their ranks. Its interval and p-value are by Fisher's transformation with the variance of
    /// Bonett and Wright (Psychometrika 65, 2000), `(1 + r^2 / 2) / (n - 3)`; the p-value is of its distance from the
    /// correlation of customers drawn from the model with the same frequencies. In a large file a correlation too
    /// small to matter is still certain to be there, so `dependent` looks at the size too. At least 10 repeat buyers
    /// are needed; where all have the same frequency or spend there is no correlation: `NOT_AVAILABLE`.
    ///
    /// ```
    /// use sartor::lifetime::{GammaGamma, GammaGammaParams};
    /// let model = GammaGamma::with_params(GammaGammaParams { p: 6.25, q: 3.74, gamma: 15.44 })?;
    /// let frequency: Vec<f64> = (0..200).map(|i| f64::from(1 + i % 7)).collect();
    /// let monetary: Vec<f64> = (0..200).map(|i| f64::from(20 + 31 * i % 57)).collect();
    /// assert!(!model.spend_independence(&frequency, &monetary, 0.95)?.dependent);
    /// let dearer: Vec<f64> = frequency.iter().zip(&monetary).map(|(x, m)| m + 20.0 * x).collect();
    /// assert!(model.spend_independence(&frequency, &dearer, 0.95)?.dependent);
    /// # Ok::<(), sartor::SartorError>(())
    /// ```
    pub fn spend_independence(
        &self,
        frequency: &[f64],
        monetary: &[f64],
        level: f64,
    ) -> Result<SpendIndependence> {
        check_level(level)?;
        if frequency.len() != monetary.len() {
            let expected = format!("as long as frequency, {} rows", frequency.len());
            let found = format!("{} rows long", monetary.len());
            return Err(SartorError::out_of_range(SUBJECT, "monetary", found, &expected));
        }
        for (row, (x, spend)) in frequency.iter().zip(monetary).enumerate() {
            let check = |subject: &str| {
                check_count(subject, *x)?;
                check_monetary(subject, *x, *spend)
            };
            // Only a wrong row pays for the text that names it.
            if check("").is_err() {
                check(&format!("row {row}"))?;
            }
        }
        let repeat: Vec<(f64, f64)> =
            frequency.iter().copied().zip(monetary.iter().copied()).filter(|(x, _)| *x > 0.0).collect();
        if repeat.len() < LEAST_REPEAT_BUYERS {
            return Err(SartorError::TooFew {
                subject: "independence of spend".to_owned(),
                found: repeat.len() as i64,
                needed: LEAST_REPEAT_BUYERS as i64,
                unit: "repeat buyers".to_owned(),
            });
        }
        let (often, dear): (Vec<f64>, Vec<f64>) = repeat.into_iter().unzip();
        let n = often.len() as f64;
        let r = correlation(&ranks(&often), &ranks(&dear)).ok_or_else(|| SartorError::NotAvailable {
            subject: "independence of spend".to_owned(),
            reason: "all repeat buyers have the same frequency, or the same spend".to_owned(),
        })?;
        let spread = math::sqrt((1.0 + 0.5 * r * r) / (n - 3.0));
        let half = math::normal_quantile(0.5 + 0.5 * level) * spread;
        let certain = 1.0 - r.abs() < 1e-15;
        let end = |z: f64| if certain { r } else { math::tanh(z) };
        let (low, high) = (end(fisher(r) - half), end(fisher(r) + half));
        let expected = self.own_correlation(&often);
        let distance = (fisher(r) - fisher(expected)) / spread;
        Ok(SpendIndependence {
            rank_correlation: r,
            low,
            high,
            level,
            expected_correlation: expected,
            p_value: if certain { 0.0 } else { 2.0 * math::normal_cdf(-distance.abs()) },
            repeat_buyers: often.len() as u32,
            dependent: low > expected + NEGLIGIBLE || high < expected - NEGLIGIBLE,
        })
    }

    /// The rank correlation of frequencies with mean spends drawn from the model.
    fn own_correlation(&self, frequency: &[f64]) -> f64 {
        let GammaGammaParams { p, q, gamma } = self.params;
        let draws = DRAWN.div_ceil(frequency.len().max(1));
        let mut rng = Rng::new(SEED);
        let often = ranks(frequency);
        let mut sum = 0.0;
        for _ in 0..draws {
            let mean_spend = |x: &f64| {
                let rate = rng.gamma(q, gamma);
                rng.gamma(p * x, x * rate)
            };
            let spend: Vec<f64> = frequency.iter().map(mean_spend).collect();
            sum += correlation(&often, &ranks(&spend)).unwrap_or(0.0);
        }
        sum / draws as f64
    }
}

/// Fisher's transformation of a correlation.
fn fisher(r: f64) -> f64 {
    0.5 * (math::ln_1p(r) - math::ln_1p(-r))
}

/// The rank of each value, from the middle of all ranks on; equal values have the mean of theirs.
fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<(f64, usize)> = values.iter().copied().zip(0..).collect();
    order.sort_unstable_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
    let mut ranks = vec![0.0; values.len()];
    let mut below = 0.0;
    for equal in order.chunk_by(|one, other| one.0 == other.0) {
        let count = equal.len() as f64;
        for (_, place) in equal {
            if let Some(rank) = ranks.get_mut(*place) {
                *rank = below + 0.5 * count - 0.5 * values.len() as f64;
            }
        }
        below += count;
    }
    ranks
}

/// The correlation of values whose mean is 0.
fn correlation(one: &[f64], other: &[f64]) -> Option<f64> {
    let product = |a: &[f64], b: &[f64]| a.iter().zip(b).fold(0.0, |sum, (a, b)| sum + a * b);
    let variances = product(one, one) * product(other, other);
    (variances > 0.0).then(|| (product(one, other) / math::sqrt(variances)).clamp(-1.0, 1.0))
}
