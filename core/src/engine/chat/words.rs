//! What may a language model be told, and what can be said without one?
//!
//! Both texts are made of whole sentences over escaped words; a sentence that would pass the limit is left
//! out, so nothing is cut in the middle. Disclosures come first, because they may not be left out.

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
    for disclosure in words.must_include {
        text.sentence(&format!("Say verbatim: {disclosure}"));
    }
    if words.hand_over {
        text.sentence("Hand over to a person.");
    }
    match (words.occasion, words.budget) {
        (Some(occasion), Some(budget)) => {
            text.sentence(&format!("Customer wants {occasion} wear, {budget}."));
        }
        (Some(occasion), None) => text.sentence(&format!("Customer wants {occasion} wear.")),
        (None, Some(budget)) => text.sentence(&format!("Customer's budget is {budget}.")),
        (None, None) => {}
    }
    for preference in words.preferences {
        text.sentence(&format!("Prefers {} {}.", preference.value, preference.dimension));
    }
    for offer in words.offers {
        text.sentence(&format!("Offer {} ({}) at {}.", offer.product_id, offer.name, offer.price));
    }
    for claim in words.claims {
        text.sentence(&format!(
            "May say of {}: {}.",
            claim.product_id.as_deref().unwrap_or("it"),
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
    if let Some(offer) = words.offers.first().filter(|_| !words.hand_over) {
        text.sentence(&format!("The {} is {}.", offer.name, offer.price));
        for disclosure in words.must_include {
            text.sentence(disclosure);
        }
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

    fn sentence(&mut self, sentence: &str) {
        let space = usize::from(!self.text.is_empty());
        let needed = sentence.chars().count() + space;
        if needed <= self.left {
            if space == 1 {
                self.text.push(' ');
            }
            self.text.push_str(sentence);
            self.left -= needed;
        }
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
    fn without_anything_to_say_a_reply_still_exists() {
        let nothing = Words { occasion: None, budget: None, ..words(&[], &[]) };
        assert_eq!(prompt_context(&nothing), "");
        assert_eq!(fallback_text(&nothing), "How can I help?");
    }
}
