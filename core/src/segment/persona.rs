//! How does this conversation want to be led, for who the customer is and what was just said?
//!
//! A persona starts from the assigned segment and is adapted by rules, each with a trigger in what the
//! customer asked for in this conversation:
//!
//! | rule | trigger | trait it adds | style | support |
//! | --- | --- | --- | --- | --- |
//! | `wedding_intent` | occasion wedding | `occasion_driven` | consultative | at least moderate |
//! | `formal_intent` | occasion gala, black tie, funeral, ceremony, graduation | `occasion_driven` | consultative | at least moderate |
//! | `work_intent` | occasion work, business, interview, office | `occasion_driven` | | |
//! | `gift_intent` | occasion or intent gift | `buying_for_someone_else` | | high |
//! | `comparison_intent` | intent with compare or comparison in it | `comparing` | | high |
//! | `support_intent` | intent of return, complaint, order status or support | `needs_help` | efficient | high |
//! | `budget_stated` | an upper budget was named | `budget_bound` | | |
//! | `deadline_near` | the event is at most 14 days away | `short_of_time` | efficient | |
//!
//! Later rules override earlier ones in style. A trait that a rule adds was said by the customer: strength 1.
//! The traits of a segment are as sure as the segment: strength `1 - (1 - p) / 2^k`, with `p` the posterior
//! of the assignment and `k` the pieces of evidence that speak of that very trait (a noisy-or, Pearl 1988).
//!
//! ```
//! use sartor::segment::{ConversationFacts, SegmentEvidence, SegmentPolicy, assign, persona};
//! let guest = assign(&SegmentEvidence::default(), &SegmentPolicy::default());
//! let facts = ConversationFacts { occasion: Some("wedding"), ..ConversationFacts::default() };
//! let persona = persona(&guest, &facts);
//! assert_eq!(persona.name, "Guest");
//! assert_eq!(persona.rules, ["wedding_intent"]);
//! assert_eq!(persona.preferred_experience.interaction_style, "consultative");
//! ```

use super::ready::Ready;
use super::{DynamicPersona, PersonaTrait, PreferredExperience, SegmentAssignment};

/// What the customer said in this conversation, as the request carries it.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct ConversationFacts<'a> {
    /// Category of the intent, such as `product_inquiry`.
    pub intent: Option<&'a str>,
    /// The occasion asked for, such as `wedding`.
    pub occasion: Option<&'a str>,
    /// The most the customer wants to spend, in minor units.
    pub budget_high_minor: Option<i64>,
    /// Days until the event, when its date is known.
    pub days_to_event: Option<f64>,
}

struct Rule {
    name: &'static str,
    holds: fn(&ConversationFacts<'_>) -> bool,
    adds: &'static str,
    style: Option<&'static str>,
    support: Option<&'static str>,
}

/// An event this near leaves no time for long advice.
const NEAR_DAYS: f64 = 14.0;

const RULES: [Rule; 8] = [
    Rule {
        name: "wedding_intent",
        holds: |facts| asks(facts.occasion, &["wedding"]),
        adds: "occasion_driven",
        style: Some("consultative"),
        support: Some("moderate"),
    },
    Rule {
        name: "formal_intent",
        holds: |facts| asks(facts.occasion, &["gala", "black", "funeral", "ceremony", "graduation"]),
        adds: "occasion_driven",
        style: Some("consultative"),
        support: Some("moderate"),
    },
    Rule {
        name: "work_intent",
        holds: |facts| asks(facts.occasion, &["work", "business", "interview", "office"]),
        adds: "occasion_driven",
        style: None,
        support: None,
    },
    Rule {
        name: "gift_intent",
        holds: |facts| asks(facts.occasion, &["gift"]) || asks(facts.intent, &["gift"]),
        adds: "buying_for_someone_else",
        style: None,
        support: Some("high"),
    },
    Rule {
        name: "comparison_intent",
        holds: |facts| asks(facts.intent, &["compare", "comparison"]),
        adds: "comparing",
        style: None,
        support: Some("high"),
    },
    Rule {
        name: "support_intent",
        holds: |facts| asks(facts.intent, &["return", "complaint", "status", "support"]),
        adds: "needs_help",
        style: Some("efficient"),
        support: Some("high"),
    },
    Rule {
        name: "budget_stated",
        holds: |facts| facts.budget_high_minor.is_some(),
        adds: "budget_bound",
        style: None,
        support: None,
    },
    Rule {
        name: "deadline_near",
        holds: |facts| facts.days_to_event.is_some_and(|days| (0.0..=NEAR_DAYS).contains(&days)),
        adds: "short_of_time",
        style: Some("efficient"),
        support: None,
    },
];

/// The persona of a customer in one conversation.
pub fn persona(segment: &SegmentAssignment, facts: &ConversationFacts<'_>) -> DynamicPersona {
    let ready = Ready::named(&segment.name);
    let mut traits: Vec<PersonaTrait> = Vec::new();
    let mut style = ready.map_or("neutral", |ready| ready.interaction_style);
    let mut support = ready.map_or("moderate", |ready| ready.decision_support);
    let mut rules = Vec::new();
    for rule in RULES.iter().filter(|rule| (rule.holds)(facts)) {
        rules.push(rule.name.to_owned());
        if !traits.iter().any(|held| held.name == rule.adds) {
            traits.push(PersonaTrait { name: rule.adds.to_owned(), strength: 1.0 });
        }
        style = rule.style.unwrap_or(style);
        support = rule.support.map_or(support, |asked| stronger(support, asked));
    }
    for characteristic in ready.map_or(&[] as &[&str], |ready| &ready.characteristics) {
        let speaking = segment.evidence.iter().filter(|label| speaks_of(label, characteristic)).count();
        let doubt = (1.0 - segment.confidence.clamp(0.0, 1.0)) / (1u64 << speaking.min(32)) as f64;
        traits.push(PersonaTrait { name: (*characteristic).to_owned(), strength: 1.0 - doubt });
    }
    // Stable: what was said in this conversation stays before what is believed equally.
    traits.sort_by(|a, b| b.strength.total_cmp(&a.strength));
    DynamicPersona {
        name: ready.map_or("Guest", |ready| ready.persona).to_owned(),
        traits,
        preferred_experience: PreferredExperience {
            interaction_style: style.to_owned(),
            decision_support: support.to_owned(),
        },
        rules,
    }
}

/// Does one of `words` appear as a word of what was asked?
fn asks(asked: Option<&str>, words: &[&str]) -> bool {
    asked.is_some_and(|asked| {
        asked
            .split(|c: char| !c.is_alphanumeric())
            .any(|word| words.iter().any(|listed| listed.eq_ignore_ascii_case(word)))
    })
}

/// The higher of two grades of support; a rule never takes support away.
fn stronger(held: &'static str, asked: &'static str) -> &'static str {
    let grade = |support| match support {
        "low" => 0,
        "moderate" => 1,
        _ => 2,
    };
    if grade(asked) > grade(held) { asked } else { held }
}

/// Does a piece of evidence speak of this very characteristic, not only of the segment?
fn speaks_of(evidence: &str, characteristic: &str) -> bool {
    let starts: &[&str] = match characteristic {
        "career_focused" => &["declared:career", "bought:"],
        "quality_conscious" => &["price_level:", "declared:priorities"],
        "trend_aware" => &["bought:", "declared:style", "declared:interests"],
        "socially_influenced" => &["declared:influences"],
        "price_sensitive" => &[
            "declared:price_sensitivity",
            "declared:budget",
            "price_level:",
            "discount_share:",
            "coupon_tries:",
        ],
        "research_intensive" => &["search_depth:", "declared:priorities"],
        _ => &[],
    };
    starts.iter().any(|start| evidence.starts_with(start))
}
