//! How requests that do not fit are refused.

use proptest::prelude::*;
use sartor::SartorError;
use sartor::api::call;
use sartor::engine::ChatRequest;
use sartor::input::{from_text, from_value};
use serde_json::Value;

fn refused(text: &str) -> SartorError {
    from_text::<ChatRequest>("chat request", text).unwrap_err()
}

#[test]
fn the_path_of_a_nested_field_is_named() {
    let error = refused(r#"{"intent":{"entities":{"budget":7}}}"#);
    assert_eq!(error.to_string(), "chat request: intent.entities.budget is not text");
}

#[test]
fn a_list_is_no_record_however_deep_it_stands() {
    let entries = [
        (r#"["customer_123","session_456"]"#, "value"),
        (r#"{"intent":["product_inquiry",{}]}"#, "intent"),
        (r#"{"conversationContext":[[],{}]}"#, "conversationContext"),
        (
            r#"{"conversationContext":{"conversationHistory":[{"role":"user"},["user","hi"]]}}"#,
            "conversationContext.conversationHistory[1]",
        ),
        (r#"{"additionalData":[["suit.jpg"]]}"#, "additionalData"),
    ];
    for (text, path) in entries {
        let expected = format!("chat request: {path} is not an object");
        assert_eq!(refused(text).to_string(), expected);
        let value: Value = from_text("chat request", text).unwrap();
        let error = from_value::<ChatRequest>("chat request", value).unwrap_err();
        assert_eq!((error.code(), error.to_string()), ("INVALID_VALUE", expected));
    }
    let error = call(None, "profile.erase", r#"{"profile":{"customerId":"c"},"request":[["e"]],"asOf":0}"#);
    assert_eq!(error.unwrap_err().to_string(), "profile.erase: request is not an object");
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
