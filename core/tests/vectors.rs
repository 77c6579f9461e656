//! The vectors that every language walks, here in Rust: each operation gives exactly the recorded text.
//!
//! They are written by `cargo run -p sartor-examples --bin vectors`.
#![allow(clippy::unwrap_used)] // a test that cannot be set up shall fail

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use sartor::api::{OPERATIONS, call};
use sartor::engine::Engine;
use serde_json::Value;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/vectors")
}

fn index() -> Value {
    serde_json::from_str(&std::fs::read_to_string(folder().join("index.json")).unwrap()).unwrap()
}

#[test]
fn every_case_gives_exactly_the_recorded_answer() {
    let index = index();
    let engines: BTreeMap<&str, Engine> = index["artifacts"]
        .as_object()
        .unwrap()
        .iter()
        .map(|(name, file)| {
            let bytes = std::fs::read(folder().join(file.as_str().unwrap())).unwrap();
            (name.as_str(), Engine::load(&bytes).unwrap())
        })
        .collect();
    for case in index["cases"].as_array().unwrap() {
        let name = case["name"].as_str().unwrap();
        let engine = case["engine"].as_str().map(|engine| &engines[engine]);
        let answer = call(engine, case["operation"].as_str().unwrap(), case["input"].as_str().unwrap());
        match answer {
            Ok(text) => assert_eq!(case["expect"].as_str(), Some(text.as_str()), "{name}"),
            Err(error) => {
                assert_eq!(case["error"]["code"].as_str(), Some(error.code()), "{name}: {error}");
                assert_eq!(case["error"]["message"].as_str(), Some(error.to_string().as_str()), "{name}");
            }
        }
    }
}

#[test]
fn there_are_sixty_cases_and_every_operation_is_among_them() {
    let index = index();
    let cases = index["cases"].as_array().unwrap();
    assert!(cases.len() >= 60, "{}", cases.len());
    let walked: BTreeSet<&str> = cases.iter().filter_map(|case| case["operation"].as_str()).collect();
    for operation in OPERATIONS {
        assert!(walked.contains(operation), "{operation} has no vector");
    }
    let names: BTreeSet<&str> = cases.iter().filter_map(|case| case["name"].as_str()).collect();
    assert_eq!(names.len(), cases.len(), "two cases share a name");
}
