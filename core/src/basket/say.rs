//! How is a product proposed in one sentence, in words of the catalogue alone?

use crate::prompt::prompt_safe;

/// The longest attribute value said, in characters.
const MAX_VALUE_CHARS: usize = 40;

/// Occasions that take no article.
const UNCOUNTED: &[&str] =
    &["work", "business", "office", "everyday", "leisure", "travel", "casual", "formal", "sport"];

/// `Navy wool suit: slim, right for a wedding.` of a name that is safe already and values that are not.
pub(super) fn sentence(name: &str, matched: &[&str], occasion: Option<&str>) -> String {
    let mut parts: Vec<String> = matched.iter().map(|value| prompt_safe(value, MAX_VALUE_CHARS)).collect();
    if let Some(occasion) = occasion.map(|occasion| prompt_safe(occasion, MAX_VALUE_CHARS)) {
        parts.push(format!("right for {}{occasion}", article(&occasion)));
    }
    // A value of hidden characters alone is nothing to say.
    parts.retain(|part| !part.is_empty());
    if parts.is_empty() { format!("{name}.") } else { format!("{name}: {}.", parts.join(", ")) }
}

fn article(occasion: &str) -> &'static str {
    if UNCOUNTED.iter().any(|word| word.eq_ignore_ascii_case(occasion)) {
        ""
    } else if occasion.starts_with(['a', 'e', 'i', 'o', 'u', 'A', 'E', 'I', 'O', 'U']) {
        "an "
    } else {
        "a "
    }
}
