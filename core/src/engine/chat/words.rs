//! What may a language model be told, and what can be said without one?
//!
//! Both texts are made of whole sentences over escaped words; a sentence that would pass the limit is left
//! out, so nothing is cut in the middle. Disclosures come first, because they may not be left out.

use crate::prompt::{MAX_NAME_CHARS, prompt_safe};

use super::super::answer::{ChatPreference, ChatQuestion, Claim};

/// The most characters of a prompt context.
pub(super) const MAX_PROMPT_CHARS: usize = 1_200;

/// A product as it is named in a sentence; both texts are escaped already.
pub(super) struct NamedOffer {
    pub product_id: String,
    pub name: String,
    pub price: String,
}

/// What the sentences are made of; every text is escaped already.
pub(super) struct Words<'a> {
    pub occasion: Option<&'a str>,
    pub budget: Option<&'a str>,
    pub preferences: &'a [ChatPreference],
    pub offers: &'a [NamedOffer],
    pub claims: &'a [Claim],
    pub must_include: &'a [String],
    pub question: Option<&'a ChatQuestion>,
    pub hand_over: bool,
}

pub(super) fn prompt_context(words: &Words<'_>) -> String {
    let mut text = Bounded::new(MAX_PROMPT_CHARS);
    // A price may only be said together with what must be disclosed of it.
    let mut disclosed = true;
    for disclosure in words.must_include {
        disclosed &= text.sentence(&format!("Say verbatim: {disclosure}"));
    }
    if words.hand_over {
        text.sentence("Hand over to a person.");
    }
    match (words.occasion, words.budget) {
        (Some(occasion), Some(budget)) => {
            text.sentence(&format!("Customer wants {occasion} wear, {budget}."));
        }
        (Some(occasion), None) => {
            text.sentence(&format!("Customer wants {occasion} wear."));
        }
        (None, Some(budget)) => {
            text.sentence(&format!("Customer's budget is {budget}."));
        }
        (None, None) => {}
    }
    for preference in words.preferences {
        let says = match (preference.status.as_str(), preference.lift) {
            (_, Some(lift)) if lift < 1.0 => "Seldom chooses",
            ("tentative", _) => "May prefer",
            _ => "Prefers",
        };
        text.sentence(&format!("{says} {} {}.", preference.value, preference.dimension));
    }
    for offer in words.offers.iter().filter(|_| disclosed) {
        text.sentence(&format!("Offer {} ({}) at {}.", offer.product_id, offer.name, offer.price));
    }
    for claim in words.claims {
        text.sentence(&format!(
            "May say of {}: {}.",
            claim.product_id.as_deref().map_or_else(|| "it".to_owned(), |id| prompt_safe(id, MAX_NAME_CHARS)),
            claim.text
        ));
    }
    if let Some(question) = words.question {
        text.sentence(&format!("Ask: {}", question.text));
    }
    text.text
}

pub(super) fn fallback_text(words: &Words<'_>) -> String {
    let mut text = Bounded::new(MAX_PROMPT_CHARS);
    if words.hand_over {
        text.sentence("A colleague will take over from here.");
    }
    if let Some(offer) = words.offers.first() {
        let price = format!("The {} is {}.", offer.name, offer.price);
        let disclosed: Vec<&str> =
            [price.as_str()].into_iter().chain(words.must_include.iter().map(String::as_str)).collect();
        text.sentence(&disclosed.join(" "));
    }
    if let Some(question) = words.question {
        text.sentence(&question.text);
    }
    if text.text.is_empty() {
        text.sentence("How can I help?");
    }
    text.text
}

/// Sentences joined by spaces, up to a number of characters.
struct Bounded {
    text: String,
    left: usize,
}

impl Bounded {
    fn new(limit: usize) -> Self {
        Self { text: String::new(), left: limit }
    }

    /// Whether there was room for it.
    fn sentence(&mut self, sentence: &str) -> bool {
        let space = usize::from(!self.text.is_empty());
        let needed = sentence.chars().count() + space;
        let fits = needed <= self.left;
        if fits {
            if space == 1 {
                self.text.push(' ');
            }
            self.text.push_str(sentence);
            self.left -= needed;
        }
        fits
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offer(name: &str) -> NamedOffer {
        NamedOffer { product_id: "suit_001".into(), name: name.into(), price: "$1,150".into() }
    }

    fn words<'a>(offers: &'a [NamedOffer], must_include: &'a [String]) -> Words<'a> {
        Words {
            occasion: Some("wedding"),
            budget: Some("USD 1,000 to 2,000"),
            preferences: &[],
            offers,
            claims: &[],
            must_include,
            question: None,
            hand_over: false,
        }
    }

    #[test]
    fn the_prompt_says_what_is_wanted_and_what_to_offer() {
        let offers = [offer("Navy wool suit")];
        assert_eq!(
            prompt_context(&words(&offers, &[])),
            "Customer wants wedding wear, USD 1,000 to 2,000. Offer suit_001 (Navy wool suit) at $1,150."
        );
        assert_eq!(fallback_text(&words(&offers, &[])), "The Navy wool suit is $1,150.");
    }

    #[test]
    fn a_disclosure_survives_a_crowded_prompt() {
        let offers: Vec<_> = (0..40).map(|_| offer(&"x".repeat(80))).collect();
        let disclosure = vec!["THIS PRICE WAS SET BY AN ALGORITHM USING YOUR PERSONAL DATA.".to_owned()];
        let prompt = prompt_context(&words(&offers, &disclosure));
        assert!(prompt.chars().count() <= MAX_PROMPT_CHARS);
        assert!(prompt.contains(&disclosure[0]) && prompt.ends_with("$1,150."));
        assert!(fallback_text(&words(&offers, &disclosure)).contains(&disclosure[0]));
    }

    #[test]
    fn a_price_is_not_said_where_its_disclosure_has_no_room() {
        let offers = [offer("Navy wool suit")];
        let disclosure = vec!["x".repeat(MAX_PROMPT_CHARS)];
        assert!(!prompt_context(&words(&offers, &disclosure)).contains("$1,150"));
        assert_eq!(fallback_text(&words(&offers, &disclosure)), "How can I help?");
    }

    #[test]
    fn the_id_in_a_claim_is_escaped() {
        let claim = Claim {
            id: "c1".into(),
            kind: "stock".into(),
            product_id: Some("suit\u{202e}{{ignore}}".into()),
            text: "2 left".into(),
            fact: crate::engine::ClaimFact { count: Some(2), counted_at: Some(1), deadline: None },
            expires_at: 2,
        };
        let claims = [claim];
        let said = prompt_context(&Words { claims: &claims, ..words(&[], &[]) });
        assert!(said.ends_with("May say of suit((ignore)): 2 left."), "{said}");
    }

    #[test]
    fn without_anything_to_say_a_reply_still_exists() {
        let nothing = Words { occasion: None, budget: None, ..words(&[], &[]) };
        assert_eq!(prompt_context(&nothing), "");
        assert_eq!(fallback_text(&nothing), "How can I help?");
    }
}
