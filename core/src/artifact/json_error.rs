//! How is a JSON error told without repeating what a customer wrote?

use crate::SartorError;

/// The most bytes of a path or a message that are repeated.
const MAX_DETAIL: usize = 200;

/// The error of reading `text`, at the field `path` if it is known.
///
/// serde repeats the text it stumbled over (`invalid type: string "..."`); what stands in quotation marks is
/// left out, because it may be personal.
pub(crate) fn from_serde_json(
    subject: &str,
    path: &str,
    text: &str,
    error: &serde_json::Error,
) -> SartorError {
    let offset = byte_of(text, error.line(), error.column());
    // A number cut after its point ends the text as well, but serde_json calls it invalid.
    let cut_number =
        error.is_syntax() && offset + 1 >= text.len() && text.ends_with(['.', '-', '+', 'e', 'E']);
    if error.is_eof() || cut_number {
        return SartorError::Truncated {
            subject: subject.to_owned(),
            size: i64::try_from(text.len()).unwrap_or(i64::MAX),
        };
    }
    let mut detail = String::new();
    if !path.is_empty() && path != "." {
        detail.extend(path.chars().take(MAX_DETAIL));
        detail.push_str(": ");
    }
    let full = error.to_string();
    // The position follows as a byte.
    let message = full.rsplit_once(" at line ").map_or(full.as_str(), |(message, _)| message);
    detail.extend(without_quotations(message).chars().take(MAX_DETAIL));
    SartorError::malformed(subject, &detail, offset)
}

/// A serde message without the values it repeats: texts in quotation marks, and an unknown variant's name.
fn without_quotations(message: &str) -> String {
    let message = match message.strip_prefix("unknown variant `") {
        Some(rest) => match rest.split_once("`, ") {
            Some((_, expected)) => format!("unknown variant, {expected}"),
            None => "unknown variant".to_owned(),
        },
        None => message.to_owned(),
    };
    let (Some(first), Some(last)) = (message.find('"'), message.rfind('"')) else {
        return message;
    };
    let before = message.get(..first).unwrap_or_default();
    let after = message.get(last + 1..).unwrap_or_default();
    format!("{}{after}", before.trim_end())
}

/// The byte of a line and column, both counted from 1.
fn byte_of(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    (start + column.saturating_sub(1)).min(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_not_repeated() {
        let text = "{\n\"a\": \"very \\\" secret\"}";
        let error = serde_json::from_str::<std::collections::BTreeMap<String, i64>>(text).unwrap_err();
        let error = from_serde_json("profile", "a", text, &error);
        assert_eq!(error.to_string(), "profile: a: invalid type: string, expected i64 (at byte 22)");
    }

    #[test]
    fn an_unknown_variant_is_not_repeated() {
        let text = "\"secret\"";
        let error = serde_json::from_str::<crate::consent::ConsentState>(text).unwrap_err();
        let error = from_serde_json("profile", "", text, &error);
        assert!(!error.to_string().contains("secret"), "{error}");
        assert!(error.to_string().contains("`granted`"), "{error}");
    }
}
