//! The documentation of the vocabulary says what the code does.

use sartor::event::vocabulary::{EVENT_PROPERTIES, EVENTS, PRODUCT_PROPERTIES, PropertySpec, PropertyType};

const DOC: &str = include_str!("../../../docs/data-model.md");

/// The rows of a marked table, without its head.
fn rows(mark: &str) -> Vec<String> {
    let begin = format!("<!-- {mark} -->\n");
    let table = DOC.split(&begin).nth(1).and_then(|rest| rest.split("<!-- end -->").next()).unwrap();
    table.lines().skip(2).map(str::to_owned).collect()
}

fn cells(spec: &PropertySpec) -> String {
    let or_dash = |text: String| if text.is_empty() { "-".to_owned() } else { text };
    let code = if spec.kept() { spec.code.to_string() } else { String::new() };
    let holds = match spec.value {
        _ if !spec.kept() => "",
        PropertyType::Text => "text",
        PropertyType::Number => "number",
        PropertyType::Amount => "amount",
        PropertyType::Flag => "flag",
        PropertyType::Texts => "texts",
    };
    let bytes = if spec.max_bytes == 0 { String::new() } else { spec.max_bytes.to_string() };
    format!("| {} | {} | {} | {} |", or_dash(code), spec.name, or_dash(holds.to_owned()), or_dash(bytes))
}

#[test]
fn every_event_is_documented_with_its_code() {
    let expected: Vec<_> = EVENTS
        .iter()
        .map(|spec| {
            format!("| {} | {} | {} |", spec.code, spec.name, if spec.flat { "flat" } else { "listed" })
        })
        .collect();
    assert_eq!(rows("events"), expected);
}

#[test]
fn every_property_is_documented_with_its_code_type_and_length() {
    assert_eq!(rows("properties"), EVENT_PROPERTIES.iter().map(cells).collect::<Vec<_>>());
    let products = PRODUCT_PROPERTIES.iter().map(|spec| {
        let aliases = if spec.aliases.is_empty() { "-".to_owned() } else { spec.aliases.join(", ") };
        format!("{} {aliases} |", cells(spec))
    });
    assert_eq!(rows("products"), products.collect::<Vec<_>>());
}
