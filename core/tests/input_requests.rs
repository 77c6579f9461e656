//! How requests that do not fit are refused.
#![allow(clippy::unwrap_used)] // a test that cannot be set up shall fail

use proptest::prelude::*;
use sartor::SartorError;
use sartor::engine::ChatRequest;
use sartor::input::from_text;

fn refused(text: &str) -> SartorError {
    from_text::<ChatRequest>("chat request", text).unwrap_err()
}

#[test]
fn the_path_of_a_nested_field_is_named() {
    let error = refused(r#"{"intent":{"entities":{"budget":7}}}"#);
    assert_eq!(error.to_string(), "chat request: intent.entities.budget is not text");
}

#[test]
fn what_is_not_json_is_malformed_and_half_of_it_is_truncated() {
    assert_eq!(refused("{nonsense}").code(), "MALFORMED");
    assert_eq!(refused(r#"{"customerId":"#).code(), "TRUNCATED");
    assert_eq!(refused(r#"{"customerId":"a"} and more"#).code(), "MALFORMED");
}

#[test]
fn ten_thousand_levels_are_refused_and_do_not_crash() {
    let deep = format!(r#"{{"intent":{}{}}}"#, "[".repeat(10_000), "]".repeat(10_000));
    assert!(matches!(refused(&deep).code(), "MALFORMED" | "INVALID_VALUE"));
}

proptest! {
    #[test]
    fn no_text_panics(text in ".{0,200}") {
        let _ = from_text::<ChatRequest>("chat request", &text);
    }
}
