//! How is a product proposed in one sentence, in words of the catalogue alone?

/// Occasions that take no article.
const UNCOUNTED: &[&str] =
    &["work", "business", "office", "everyday", "leisure", "travel", "casual", "formal", "sport"];

/// `Navy wool suit: slim, right for a wedding.`
pub(super) fn sentence(name: &str, matched: &[&str], occasion: Option<&str>) -> String {
    let mut said = name.to_owned();
    let mut separator = ": ";
    for value in matched {
        said.push_str(separator);
        said.push_str(value);
        separator = ", ";
    }
    if let Some(occasion) = occasion {
        said.push_str(separator);
        said.push_str("right for ");
        said.push_str(article(occasion));
        said.push_str(occasion);
    }
    said.push('.');
    said
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
