//! Where is the conversation, and what is the one question worth asking?
//!
//! Rules over few facts, in fixed order; the first that applies decides.

use crate::behaviour::ChoiceNarrowing;

use super::super::answer::{ChatQuestion, ConversationFlow, Handoff, Narrowing};

/// Turns after which a customer who is still looking is comparing rather than discovering.
const COMPARING_AFTER_TURNS: usize = 6;

/// Occasions whose clothes are usually altered, so that the date decides what can be offered.
const DATED_OCCASIONS: [&str; 6] = ["wedding", "prom", "gala", "funeral", "graduation", "interview"];

/// What the flow looks at.
pub(super) struct FlowFacts<'a> {
    pub intent: &'a str,
    pub occasion: Option<&'a str>,
    pub event_date_known: bool,
    pub budget_known: bool,
    pub fit_known: bool,
    pub cart_filled: bool,
    pub turns: usize,
    pub considered: u32,
    /// How many are shown, and why so many.
    pub narrowed: &'a ChoiceNarrowing,
    pub last_rating_low: bool,
}

pub(super) fn flow(facts: &FlowFacts<'_>) -> ConversationFlow {
    let stage = stage(facts);
    let handoff = handoff(facts);
    let looking = matches!(stage, "discover" | "compare" | "decide");
    let question = if looking && !handoff.recommended { question(facts) } else { None };
    let shows = looking && facts.narrowed.to > 0;
    let next_move = match (handoff.recommended, shows, &question) {
        (true, ..) => "hand_over",
        (_, true, Some(_)) => "ask_and_show",
        (_, true, None) => "show",
        (_, false, Some(_)) => "ask",
        (_, false, None) => "reassure",
    };
    ConversationFlow {
        stage: stage.to_owned(),
        next_move: next_move.to_owned(),
        quick_replies: question.as_ref().map_or_else(Vec::new, |asked| quick_replies(&asked.slot)),
        question,
        narrow: if looking { narrow(facts) } else { None },
        handoff,
    }
}

fn stage(facts: &FlowFacts<'_>) -> &'static str {
    match facts.intent {
        "order_status" | "return_request" | "complaint" | "feedback" => "after",
        "checkout" | "checkout_help" | "payment_help" => "checkout",
        "cart_help" => "decide",
        "compare" | "product_comparison" => "compare",
        _ if facts.cart_filled && facts.turns > 0 => "decide",
        _ if facts.turns >= COMPARING_AFTER_TURNS => "compare",
        _ => "discover",
    }
}

fn handoff(facts: &FlowFacts<'_>) -> Handoff {
    let reason = match facts.intent {
        "complaint" => Some("complaint"),
        "human" | "agent_request" => Some("asked_for_a_person"),
        _ if facts.last_rating_low => Some("low_satisfaction"),
        _ => None,
    };
    Handoff { recommended: reason.is_some(), reason: reason.map(str::to_owned) }
}

fn question(facts: &FlowFacts<'_>) -> Option<ChatQuestion> {
    let ask = |slot: &str, text: String, why: &str| {
        Some(ChatQuestion { slot: slot.to_owned(), text, why: why.to_owned() })
    };
    match facts.occasion {
        None => return ask("occasion", "What is it for?".to_owned(), "what suits it"),
        Some(occasion) if DATED_OCCASIONS.contains(&occasion) && !facts.event_date_known => {
            return ask("eventDate", format!("When is the {occasion}?"), "alteration time");
        }
        Some(_) => {}
    }
    if !facts.fit_known {
        return ask("fit", "Which fit do you like to wear?".to_owned(), "size and cut");
    }
    if !facts.budget_known {
        return ask("budget", "What would you like to spend?".to_owned(), "price range");
    }
    None
}

fn quick_replies(slot: &str) -> Vec<String> {
    let replies: &[&str] = match slot {
        "eventDate" => &["Within 2 weeks", "1-2 months", "Later"],
        "occasion" => &["Work", "A wedding", "Everyday"],
        "fit" => &["Slim", "Regular", "Relaxed"],
        _ => &[],
    };
    replies.iter().map(|&reply| reply.to_owned()).collect()
}

/// Nothing is narrowed where everything that met the request is shown.
fn narrow(facts: &FlowFacts<'_>) -> Option<Narrowing> {
    let to = facts.narrowed.to;
    let reason = || facts.narrowed.reason.replace('_', " ");
    (to > 0 && facts.considered > to).then(|| Narrowing { from: facts.considered, to, reason: reason() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::behaviour::{NarrowingOptions, narrowing};
    use std::sync::LazyLock;

    static CLOSE: LazyLock<ChoiceNarrowing> = LazyLock::new(|| {
        narrowing(&[0.82, 0.81, 0.8, 0.8, 0.79, 0.78], &NarrowingOptions::default()).unwrap()
    });

    fn wedding() -> FlowFacts<'static> {
        FlowFacts {
            intent: "product_inquiry",
            occasion: Some("wedding"),
            event_date_known: false,
            budget_known: true,
            fit_known: true,
            cart_filled: false,
            turns: 0,
            considered: 14,
            narrowed: &CLOSE,
            last_rating_low: false,
        }
    }

    #[test]
    fn a_wedding_without_a_date_is_asked_for_its_date_while_products_are_shown() {
        let flow = flow(&wedding());
        assert_eq!((flow.stage.as_str(), flow.next_move.as_str()), ("discover", "ask_and_show"));
        assert_eq!(flow.question.unwrap().slot, "eventDate");
        let narrow = flow.narrow.unwrap();
        assert_eq!((narrow.from, narrow.to, narrow.reason.as_str()), (14, 3, "close scores"));
    }

    #[test]
    fn a_question_is_not_asked_twice() {
        let flow = flow(&FlowFacts { event_date_known: true, ..wedding() });
        assert_eq!(flow.question, None);
        assert_eq!(flow.next_move, "show");
        assert!(flow.quick_replies.is_empty());
    }

    #[test]
    fn a_complaint_goes_to_a_person_and_sells_nothing() {
        let flow = flow(&FlowFacts { intent: "complaint", ..wedding() });
        assert_eq!((flow.stage.as_str(), flow.next_move.as_str()), ("after", "hand_over"));
        assert!(flow.handoff.recommended && flow.question.is_none() && flow.narrow.is_none());
    }

    #[test]
    fn choice_is_not_called_narrowed_when_everything_is_shown() {
        assert_eq!(flow(&FlowFacts { considered: 3, ..wedding() }).narrow, None);
    }

    #[test]
    fn where_nothing_met_the_request_nothing_is_shown_or_narrowed() {
        let nothing = narrowing(&[], &NarrowingOptions::default()).unwrap();
        let flow = flow(&FlowFacts { narrowed: &nothing, considered: 0, ..wedding() });
        assert_eq!((flow.next_move.as_str(), flow.narrow), ("ask", None));
    }
}
