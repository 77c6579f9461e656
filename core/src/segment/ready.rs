//! Is a customer a Professional Achiever, a Style Enthusiast, Value Conscious, or none that can be told?
//!
//! Four alternatives, the three ready segments and `unassigned`, start equal. Each fact adds its log odds
//! (the table of [`evidence`](super::evidence)) to the segments it speaks about, and the posterior is
//!
//! ```text
//! p_k = exp(s_k) / (1 + sum_j exp(s_j)),    s_k = sum of the log odds for segment k,
//! ```
//!
//! the 1 standing for `unassigned`, which no fact speaks for. The likeliest segment is assigned when its
//! posterior and its evidence reach the policy's thresholds.
//!
//! ```
//! use sartor::segment::{TraitEvidence, SegmentEvidence, SegmentPolicy, assign};
//! let evidence = SegmentEvidence {
//!     declared: vec![TraitEvidence { name: "career", value: "attorney" }],
//!     ..SegmentEvidence::default()
//! };
//! let segment = assign(&evidence, &SegmentPolicy::default());
//! assert_eq!(segment.name, "Professional Achiever");
//! assert_eq!(segment.evidence, ["declared:career"]);
//! assert_eq!((segment.confidence * 100.0).round(), 71.0);
//!
//! let nobody = assign(&SegmentEvidence::default(), &SegmentPolicy::default());
//! assert_eq!(nobody.name, "unassigned");
//! assert_eq!(nobody.reason.as_deref(), Some("no_evidence"));
//! ```

use super::evidence::{Piece, SegmentEvidence, weigh};
use super::{MessagingStrategy, SegmentAssignment};
use crate::estimate::{Basis, Estimate};
use crate::{Result, SartorError, math};
use serde::{Deserialize, Serialize};

/// Name of the answer when no segment can be told.
pub const UNASSIGNED: &str = "unassigned";

/// How sure an assignment must be.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct SegmentPolicy {
    /// Posterior from which on a segment is assigned, 0.5 to 1; 0.6 by default.
    pub threshold: f64,
    /// Log odds that the facts for the segment must reach together, 0 to 10; 1 by default.
    pub minimum_evidence: f64,
}

impl Default for SegmentPolicy {
    fn default() -> Self {
        Self { threshold: 0.6, minimum_evidence: 1.0 }
    }
}

impl SegmentPolicy {
    /// Refuse thresholds outside their ranges.
    pub fn check(&self) -> Result<()> {
        let subject = "segment policy";
        if !(0.5..=1.0).contains(&self.threshold) {
            return Err(SartorError::out_of_range(subject, "threshold", self.threshold, "0.5 to 1"));
        }
        if !(0.0..=10.0).contains(&self.minimum_evidence) {
            let value = self.minimum_evidence;
            return Err(SartorError::out_of_range(subject, "minimumEvidence", value, "0 to 10"));
        }
        Ok(())
    }
}

/// What a ready segment is.
pub(super) struct Ready {
    pub(super) name: &'static str,
    pub(super) persona: &'static str,
    pub(super) characteristics: [&'static str; 2],
    pub(super) interaction_style: &'static str,
    pub(super) decision_support: &'static str,
    tone: &'static str,
    personalizations: [&'static str; 3],
    assumed_lifetime_value: f64,
}

impl Ready {
    /// In the order of the log odds of a fact.
    pub(super) const ALL: [Self; 3] = [
        Self {
            name: "Professional Achiever",
            persona: "The Professional Achiever",
            characteristics: ["career_focused", "quality_conscious"],
            interaction_style: "consultative",
            decision_support: "moderate",
            tone: "professional",
            personalizations: ["quality_craftsmanship", "career_occasions", "time_saving_service"],
            assumed_lifetime_value: 2_500.0,
        },
        Self {
            name: "Style Enthusiast",
            persona: "The Style Enthusiast",
            characteristics: ["trend_aware", "socially_influenced"],
            interaction_style: "inspirational",
            decision_support: "low",
            tone: "friendly",
            personalizations: ["new_arrivals", "complete_looks", "what_others_wear"],
            assumed_lifetime_value: 1_800.0,
        },
        Self {
            name: "Value Conscious",
            persona: "The Value Seeker",
            characteristics: ["price_sensitive", "research_intensive"],
            interaction_style: "efficient",
            decision_support: "high",
            tone: "plain",
            personalizations: ["price_and_value", "clear_comparisons", "durability"],
            assumed_lifetime_value: 950.0,
        },
    ];

    pub(super) fn named(name: &str) -> Option<&'static Self> {
        const ALL: &[Ready] = &Ready::ALL;
        ALL.iter().find(|ready| ready.name == name)
    }
}

/// The segment that the evidence speaks for, or `unassigned` with `reason`: `no_evidence`,
/// `too_little_evidence` or `mixed_evidence`.
///
/// The evidence of an assignment is what speaks for it, strongest first; of an unassigned customer it is
/// all that was found. Policy thresholds are used as they are: [`SegmentPolicy::check`] them once.
pub fn assign(evidence: &SegmentEvidence<'_>, policy: &SegmentPolicy) -> SegmentAssignment {
    let pieces = weigh(evidence);
    let mut scores = [0.0; 3];
    for piece in &pieces {
        for (score, weight) in scores.iter_mut().zip(piece.log_odds) {
            *score += weight;
        }
    }
    let odds = scores.map(math::exp);
    let total = 1.0 + odds.iter().sum::<f64>();
    let mut best = 0;
    for (segment, score) in scores.iter().enumerate() {
        if scores.get(best).is_some_and(|held| score > held) {
            best = segment;
        }
    }
    let posterior = odds.get(best).map_or(0.0, |odds| odds / total);
    let spoken_for = |piece: &Piece| piece.log_odds.get(best).copied().unwrap_or(0.0).max(0.0);
    let strength: f64 = pieces.iter().map(spoken_for).sum();
    let reason = if pieces.is_empty() {
        Some("no_evidence")
    } else if strength < policy.minimum_evidence {
        Some("too_little_evidence")
    } else if posterior < policy.threshold {
        // Another segment is spoken for as well, or nobody strongly enough.
        let rivals = scores.iter().filter(|score| **score > 0.0).count() > 1;
        Some(if rivals { "mixed_evidence" } else { "too_little_evidence" })
    } else {
        None
    };
    let all = &Ready::ALL;
    match (reason, all.get(best)) {
        (None, Some(ready)) => {
            let mut speaking: Vec<&Piece> = pieces.iter().filter(|piece| spoken_for(piece) > 0.0).collect();
            speaking.sort_by(|a, b| spoken_for(b).total_cmp(&spoken_for(a)));
            let labels = speaking.into_iter().map(|piece| piece.label.clone()).collect();
            assigned(ready, posterior, labels)
        }
        (reason, _) => unassigned(reason, pieces.into_iter().map(|piece| piece.label).collect()),
    }
}

fn assigned(ready: &Ready, confidence: f64, evidence: Vec<String>) -> SegmentAssignment {
    let assumed = ready.assumed_lifetime_value;
    SegmentAssignment {
        name: ready.name.to_owned(),
        confidence,
        evidence,
        characteristics: ready.characteristics.map(str::to_owned).to_vec(),
        messaging_strategy: MessagingStrategy {
            tone: ready.tone.to_owned(),
            personalizations: ready.personalizations.map(str::to_owned).to_vec(),
        },
        // Half to twice the figure: as much an assumption as the figure itself, and labelled so.
        assumed_lifetime_value: Some(Estimate::new(assumed, assumed / 2.0, assumed * 2.0, Basis::Assumed)),
        reason: None,
    }
}

fn unassigned(reason: Option<&str>, evidence: Vec<String>) -> SegmentAssignment {
    SegmentAssignment {
        name: UNASSIGNED.to_owned(),
        confidence: 0.0,
        evidence,
        characteristics: Vec::new(),
        messaging_strategy: MessagingStrategy { tone: "friendly".to_owned(), personalizations: Vec::new() },
        assumed_lifetime_value: None,
        reason: reason.map(str::to_owned),
    }
}
