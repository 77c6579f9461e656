//! Should fewer options be shown?
//!
//! Scores become a posterior over which option the customer would choose, by the multinomial logit
//! `p ~ exp(score / scale)` (`McFadden` 1974). Its entropy `H` says how many options are still open:
//! `exp(H)`. While more are open than a reply can show side by side, the scores do not tell them apart, and the
//! best few are shown with a question; otherwise the fewest that hold 90 % of the posterior.
//!
//! That fewer options help is no law: the mean effect over experiments is near zero (Scheibehenne, Greifeneder
//! and Todd 2010), and it helps when options are hard to compare and preferences uncertain (Chernev, Böckenholt
//! and Goodman 2015), which is what a high entropy says. So it is a rule to be judged by experiment.
//!
//! ```
//! use sartor::behaviour::{NarrowingOptions, narrowing};
//! let close = narrowing(&[0.82, 0.81, 0.81, 0.80, 0.80, 0.79], &NarrowingOptions::default())?;
//! assert_eq!((close.from, close.to, close.reason.as_str()), (6, 3, "close_scores"));
//! let clear = narrowing(&[0.9, 0.2, 0.1], &NarrowingOptions::default())?;
//! assert_eq!((clear.to, clear.reason.as_str()), (1, "clear_favourite"));
//! # Ok::<(), sartor::SartorError>(())
//! ```

use crate::math::{exp, ln};
use crate::{Result, SartorError};

const SUBJECT: &str = "narrowing";
/// The most options.
const MAX_OPTIONS: usize = 10_000;
/// Rounding that is forgiven when shares are added up.
const ROUNDING: f64 = 1e-12;

/// How scores are read.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct NarrowingOptions {
    /// Difference of scores that multiplies the odds by e; 0.1 unless stated.
    #[cfg_attr(feature = "swift", uniffi(default = 0.1))]
    pub scale: f64,
    /// The most options shown side by side; 3 unless stated.
    #[cfg_attr(feature = "swift", uniffi(default = 3))]
    pub most: u32,
    /// Share of the posterior that the options shown should hold; 0.9 unless stated.
    #[cfg_attr(feature = "swift", uniffi(default = 0.9))]
    pub mass: f64,
}

impl Default for NarrowingOptions {
    fn default() -> Self {
        Self { scale: 0.1, most: 3, mass: 0.9 }
    }
}

/// Whether choice should be narrowed, and to how many.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
// `from` is a word of Python, so the getters are written out in `api/python/records.rs`.
#[cfg_attr(feature = "python", pyo3::pyclass(frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ChoiceNarrowing {
    /// Options there are.
    pub from: u32,
    /// Options to show, the best first.
    pub to: u32,
    /// Entropy of the posterior in nats, 0 to `ln(from)`.
    pub entropy: f64,
    /// How many options are still open, `exp(entropy)`.
    pub open_options: f64,
    /// Share of the posterior that the options shown hold.
    pub mass: f64,
    /// `few_options`, `clear_favourite`, `close_scores` or `best_of_many`.
    pub reason: String,
}

/// How many of the options with these scores to show; in any order, higher is better.
pub fn narrowing(scores: &[f64], options: &NarrowingOptions) -> Result<ChoiceNarrowing> {
    options.check()?;
    if scores.len() > MAX_OPTIONS {
        return Err(SartorError::too_many(SUBJECT, "scores", scores.len(), MAX_OPTIONS, "options"));
    }
    if let Some(wrong) = scores.iter().find(|score| !score.is_finite()) {
        return Err(SartorError::out_of_range(SUBJECT, "scores", wrong, "finite numbers"));
    }
    let mut shares: Vec<f64> = scores.to_vec();
    shares.sort_by(|a, b| b.total_cmp(a));
    let best = shares.first().copied().unwrap_or(0.0);
    // Halves, so that the distance of two finite scores is finite.
    for share in &mut shares {
        *share = exp((0.5 * *share - 0.5 * best) * 2.0 / options.scale);
    }
    let total: f64 = shares.iter().sum();
    for share in &mut shares {
        *share /= total;
    }
    // Folded from 0, since the sum of nothing is -0, and which of 0 and -0 is the larger nobody promises.
    let entropy =
        shares.iter().filter(|share| **share > 0.0).fold(0.0, |entropy, share| entropy - share * ln(*share));
    let open_options = if shares.is_empty() { 0.0 } else { exp(entropy) };
    let most = options.most as usize;
    let mut held = 0.0;
    let enough = shares.iter().position(|share| {
        held += share;
        held >= options.mass - ROUNDING
    });
    let enough = enough.map_or(shares.len(), |at| at + 1);
    let (to, reason) = if enough == 1 && shares.len() > 1 {
        (1, "clear_favourite")
    } else if shares.len() <= most {
        (shares.len(), "few_options")
    } else if open_options > f64::from(options.most) {
        (most, "close_scores")
    } else {
        (enough.min(most), "best_of_many")
    };
    // The sum of nothing is written 0, not -0.
    let mass = shares.iter().take(to).fold(0.0, |mass, share| mass + share).min(1.0);
    let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    Ok(ChoiceNarrowing {
        from: count(scores.len()),
        to: count(to),
        entropy: entropy.max(0.0),
        open_options,
        mass,
        reason: reason.to_owned(),
    })
}

impl NarrowingOptions {
    fn check(&self) -> Result<()> {
        if !(self.scale > 0.0 && self.scale.is_finite()) {
            return Err(SartorError::out_of_range(SUBJECT, "scale", self.scale, "above 0"));
        }
        if self.most == 0 {
            return Err(SartorError::out_of_range(SUBJECT, "most", self.most, "at least 1"));
        }
        if !(self.mass > 0.0 && self.mass <= 1.0) {
            return Err(SartorError::out_of_range(SUBJECT, "mass", self.mass, "above 0, at most 1"));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn narrowed(scores: &[f64]) -> ChoiceNarrowing {
        narrowing(scores, &NarrowingOptions::default()).unwrap()
    }

    #[test]
    fn equal_scores_leave_everything_open() {
        let four = narrowed(&[1.0; 4]);
        assert!((four.entropy - ln(4.0)).abs() < 1e-15 && (four.open_options - 4.0).abs() < 1e-12);
        assert_eq!((four.to, four.mass, four.reason.as_str()), (3, 0.75, "close_scores"));
    }

    #[test]
    fn a_hand_worked_posterior() {
        // Odds e : 1, so p = 0.7311 and H = 0.5823.
        let two = narrowed(&[0.1, 0.0]);
        assert!((two.entropy - 0.582_203).abs() < 1e-6, "{}", two.entropy);
        assert_eq!((two.to, two.reason.as_str()), (2, "few_options"));
    }

    #[test]
    fn nothing_to_choose_from_is_no_error() {
        let nothing = narrowed(&[]);
        assert_eq!((nothing.from, nothing.to, nothing.open_options), (0, 0, 0.0));
        assert_eq!(narrowed(&[5.0]).to, 1);
    }

    #[test]
    fn what_is_no_score_and_no_option_is_refused() {
        let with = |options: NarrowingOptions| narrowing(&[1.0, 2.0], &options).unwrap_err().code();
        let usual = NarrowingOptions::default();
        for scale in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert_eq!(with(NarrowingOptions { scale, ..usual }), "OUT_OF_RANGE");
        }
        assert_eq!(with(NarrowingOptions { most: 0, ..usual }), "OUT_OF_RANGE");
        for mass in [0.0, 1.1, f64::NAN] {
            assert_eq!(with(NarrowingOptions { mass, ..usual }), "OUT_OF_RANGE");
        }
        assert_eq!(narrowing(&[f64::NAN], &usual).unwrap_err().code(), "OUT_OF_RANGE");
        assert_eq!(narrowing(&vec![0.0; 10_001], &usual).unwrap_err().code(), "TOO_LARGE");
    }

    proptest! {
        #[test]
        fn order_and_level_of_scores_do_not_matter(
            mut scores in prop::collection::vec(-5.0_f64..5.0, 0..40),
        ) {
            let one = narrowed(&scores);
            scores.reverse();
            prop_assert_eq!(&one, &narrowed(&scores));
            prop_assert!(one.to <= one.from && one.mass <= 1.0);
            prop_assert!(one.to >= 1 || one.from == 0);
        }

        #[test]
        fn any_finite_scores_give_finite_answers(scores in prop::collection::vec(any::<f64>(), 0..20)) {
            prop_assume!(scores.iter().all(|score| score.is_finite()));
            let answer = narrowed(&scores);
            prop_assert!(answer.entropy.is_finite() && answer.mass.is_finite() && answer.open_options.is_finite());
        }
    }
}
