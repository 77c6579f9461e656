//! What does this turn ask for, and which parts of it are not used?
//!
//! Words of the request are text of a customer: they leave here lower-cased, escaped and short, or as an
//! entry of `ignored` that names the path and the reason.

use crate::ids::check_id;
use crate::money::Currency;
use crate::pricing::check_jurisdiction;
use crate::prompt::prompt_safe;
use crate::{Result, SartorError};

use super::super::answer::IgnoredInput;
use super::super::budget::{BudgetRange, parse_budget};
use super::super::request::ChatRequest;

/// The most entries of a map or list of a request.
const MAX_ENTRIES: usize = 1_000;
/// The longest text of one entry, in bytes.
const MAX_TEXT_BYTES: usize = 65_536;
/// The most characters of a word that enters a sentence.
const MAX_WORD_CHARS: usize = 40;

/// A turn as it was understood.
pub(super) struct Understood {
    /// Everything asked, in one text: it tells two turns of one moment apart and goes nowhere but into a hash.
    pub asked: String,
    pub intent: String,
    pub occasion: Option<String>,
    pub colour: Option<String>,
    pub category: Option<String>,
    pub product_id: Option<String>,
    pub budget: Option<BudgetRange>,
    pub event_date_known: bool,
    /// Attributes wished for in this conversation, sorted by name.
    pub wishes: Vec<(String, String)>,
    pub ignored: Vec<IgnoredInput>,
}

/// Read a request; `is_attribute` and `is_product` tell what the catalogue has.
pub(super) fn understand(
    request: &ChatRequest,
    currency: Currency,
    is_attribute: impl Fn(&str) -> bool,
    is_product: impl Fn(&str) -> bool,
) -> Result<Understood> {
    check(request)?;
    let mut entities: Vec<(&String, &String)> = request.intent.entities.iter().collect();
    entities.sort();
    let mut understood = Understood {
        asked: String::new(),
        intent: word(&request.intent.category).unwrap_or_else(|| "unknown".to_owned()),
        occasion: None,
        colour: None,
        category: None,
        product_id: None,
        budget: None,
        event_date_known: false,
        wishes: Vec::new(),
        ignored: Vec::new(),
    };
    for &(name, value) in &entities {
        match name.as_str() {
            "occasion" => understood.occasion = word(value),
            "colour" | "color" => understood.colour = word(value),
            "category" => understood.category = word(value),
            "product_id" | "productId" if is_product(value) => understood.product_id = Some(value.clone()),
            "product_id" | "productId" => understood.ignore("intent.entities.product_id", "unknown_product"),
            "eventDate" | "event_date" => understood.event_date_known = !value.trim().is_empty(),
            "budget" => match parse_budget(value, currency) {
                Ok(range) => understood.budget = Some(range),
                Err(problem) => understood.ignore("intent.entities.budget", problem.reason()),
            },
            other => understood.wish("intent.entities", other, value, &is_attribute),
        }
    }
    let mut stated: Vec<(&String, &String)> =
        request.conversation_context.customer_preferences.iter().collect();
    stated.sort();
    for &(name, value) in &stated {
        understood.wish("conversationContext.customerPreferences", name, value, &is_attribute);
    }
    let (context, more) = (&request.conversation_context, &request.additional_data);
    understood.asked = format!(
        "{} {entities:?} {stated:?} {} {:?} {:?} {}",
        request.intent.category,
        context.conversation_history.len(),
        more.device_type,
        more.jurisdiction,
        request.prompt_safe_only
    );
    understood.wishes.sort();
    understood.wishes.dedup();
    if !request.additional_data.image_urls.is_empty() {
        understood.ignore("additionalData.imageUrls", "no_embedding");
    }
    if request.additional_data.location.is_some() {
        understood.ignore("additionalData.location", "not_a_jurisdiction");
    }
    if request.additional_data.language.as_deref().is_some_and(|tag| !is_english(tag)) {
        understood.ignore("additionalData.language", "not_built");
    }
    Ok(understood)
}

impl Understood {
    /// Whether the customer has said how it should fit.
    pub(super) fn fit_stated(&self) -> bool {
        self.wishes.iter().any(|(name, _)| name == "fit" || name == "size")
    }

    fn wish(&mut self, path: &str, name: &str, value: &str, is_attribute: impl Fn(&str) -> bool) {
        match word(value) {
            Some(value) if is_attribute(name) || name == "fit" || name == "size" => {
                self.wishes.push((name.to_owned(), value));
            }
            _ => self.ignore(&format!("{path}.{}", prompt_safe(name, MAX_WORD_CHARS)), "unknown_attribute"),
        }
    }

    fn ignore(&mut self, path: &str, reason: &str) {
        self.ignored.push(IgnoredInput { path: path.to_owned(), reason: reason.to_owned() });
    }
}

/// One bounded lower-case word or phrase that may stand in a sentence.
fn word(text: &str) -> Option<String> {
    let safe = prompt_safe(&text.to_lowercase(), MAX_WORD_CHARS);
    (!safe.is_empty()).then_some(safe)
}

fn is_english(tag: &str) -> bool {
    tag.eq_ignore_ascii_case("en") || tag.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("en-"))
}

fn check(request: &ChatRequest) -> Result<()> {
    check_id("chat request", "customerId", &request.customer_id)?;
    check_id("chat request", "sessionId", &request.session_id)?;
    if let Some(jurisdiction) = &request.additional_data.jurisdiction {
        check_jurisdiction(jurisdiction)?;
    }
    let context = &request.conversation_context;
    let sizes = [
        ("intent.entities", request.intent.entities.len()),
        ("conversationContext.conversationHistory", context.conversation_history.len()),
        ("conversationContext.customerPreferences", context.customer_preferences.len()),
        ("additionalData.imageUrls", request.additional_data.image_urls.len()),
    ];
    for (field, size) in sizes {
        if size > MAX_ENTRIES {
            return Err(SartorError::too_many("chat request", field, size, MAX_ENTRIES, "entries"));
        }
    }
    let more = &request.additional_data;
    let words = [
        ("additionalData.location", &more.location),
        ("additionalData.deviceType", &more.device_type),
        ("additionalData.jurisdiction", &more.jurisdiction),
        ("additionalData.language", &more.language),
    ];
    let texts = request
        .intent
        .entities
        .iter()
        .map(|(name, value)| ("intent.entities", name.len() + value.len()))
        .chain(
            context
                .customer_preferences
                .iter()
                .map(|(name, value)| ("conversationContext.customerPreferences", name.len() + value.len())),
        )
        .chain([("intent.category", request.intent.category.len())])
        .chain(more.image_urls.iter().map(|url| ("additionalData.imageUrls", url.len())))
        .chain(words.map(|(field, text)| (field, text.as_deref().map_or(0, str::len))));
    for (field, size) in texts {
        if size > MAX_TEXT_BYTES {
            return Err(SartorError::too_large("chat request", field, size, MAX_TEXT_BYTES));
        }
    }
    Ok(())
}
