//! The floors of `core/src`, as `lib.rs` lists them: a module imports only from lower floors, and modules of
//! one floor do not import each other. On the ground floor they may, as long as no circle comes of it.
#![allow(clippy::expect_used)] // a test that cannot be set up shall fail

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

const GROUND: u32 = 0;
const TOP: u32 = 5;

/// The floor of each module, from the comments between the modules of `lib.rs`.
fn floors() -> BTreeMap<String, u32> {
    let mut floor = None;
    let mut floors = BTreeMap::new();
    for line in fs::read_to_string(sources().join("lib.rs")).expect("lib.rs").lines() {
        if let Some(rest) = line.strip_prefix("// Floor ") {
            floor = Some(identifier(rest).parse().expect("the number of a floor"));
        } else if let Some(rest) = line.trim().strip_prefix("pub mod ").or(line.trim().strip_prefix("mod ")) {
            let module = identifier(rest).to_owned();
            floors.insert(module, floor.expect("a module stands under the comment that names its floor"));
        }
    }
    floors
}

fn may_import(floors: &BTreeMap<String, u32>, from: &str, to: &str) -> bool {
    match (floors.get(from), floors.get(to)) {
        _ if from == to => true,
        (Some(&GROUND), Some(&GROUND)) => true,
        // `api` lists what is exported, from every room.
        (Some(&TOP), Some(&TOP)) => from == "api",
        (Some(from), Some(to)) => to < from,
        // Not a room: a type re-exported at the root, such as `SartorError`.
        _ => true,
    }
}

/// The source without comments, line by line, so that examples in documentation may show anything.
fn without_comments(source: &str) -> String {
    let mut kept = String::new();
    let mut block = false;
    for line in source.lines() {
        let mut rest = line;
        while !rest.is_empty() {
            if block {
                match rest.split_once("*/") {
                    Some((_, after)) => (block, rest) = (false, after),
                    None => rest = "",
                }
            } else {
                let (line_comment, block_comment) = (rest.find("//"), rest.find("/*"));
                match (line_comment, block_comment) {
                    (Some(at), other) if other.is_none_or(|other| at < other) => {
                        kept.push_str(&rest[..at]);
                        rest = "";
                    }
                    (_, Some(at)) => {
                        kept.push_str(&rest[..at]);
                        (block, rest) = (true, &rest[at + 2..]);
                    }
                    _ => {
                        kept.push_str(rest);
                        rest = "";
                    }
                }
            }
        }
        kept.push('\n');
    }
    kept
}

fn identifier(text: &str) -> &str {
    let end = text.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(text.len());
    &text[..end]
}

/// First names at the top of a path: of `{error::X, math}` both `error` and `math`.
fn heads(path: &str) -> Vec<&str> {
    let path = path.trim_start();
    let Some(group) = path.strip_prefix('{') else { return vec![identifier(path)] };
    let (mut depth, mut at_head, mut found) = (0, true, Vec::new());
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => at_head = true,
            c if at_head && (c.is_alphabetic() || c == '_') => {
                found.push(identifier(&group[at..]));
                at_head = false;
            }
            _ => (),
        }
    }
    found
}

/// Every name that the source takes from the root of the crate, with the line it stands on.
/// `depth` is the number of `super::` that lead from this file to the root.
fn imports(source: &str, depth: usize) -> Vec<(usize, String)> {
    let source = without_comments(source);
    let mut found = Vec::new();
    let to_root = "super::".repeat(depth);
    for door in ["crate::", to_root.as_str()] {
        for (at, _) in source.match_indices(door) {
            let before = source[..at].chars().next_back();
            if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':') {
                continue;
            }
            let line = source[..at].matches('\n').count() + 1;
            found.extend(heads(&source[at + door.len()..]).into_iter().map(|head| (line, head.to_owned())));
        }
    }
    found
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

fn sources() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// The room a file belongs to, and how many `super::` lead from it to the root.
fn room(file: &Path) -> (String, usize) {
    let inside = file.strip_prefix(sources()).expect("a file of core/src");
    let mut names: Vec<String> =
        inside.with_extension("").iter().map(|part| part.to_string_lossy().into_owned()).collect();
    if names.last().is_some_and(|name| name == "mod") {
        names.pop();
    }
    (names[0].clone(), names.len())
}

#[test]
fn a_module_imports_only_from_lower_floors() {
    let floors = floors();
    let mut broken = Vec::new();
    for file in rust_files(&sources()) {
        let (from, depth) = room(&file);
        if from == "lib" {
            continue;
        }
        for (line, to) in imports(&fs::read_to_string(&file).expect("a source"), depth) {
            if !may_import(&floors, &from, &to) {
                let at = file.strip_prefix(sources()).expect("inside").display();
                broken.push(format!("core/src/{at}:{line}: {from} may not import crate::{to}"));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn the_ground_has_no_circles() {
    let floors = floors();
    let ground = |module: &str| floors.get(module) == Some(&GROUND);
    let mut needs: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for file in rust_files(&sources()) {
        let (from, depth) = room(&file);
        if ground(&from) {
            let found = imports(&fs::read_to_string(&file).expect("a source"), depth);
            let found = found.into_iter().map(|(_, to)| to).filter(|to| ground(to) && *to != from);
            needs.entry(from.clone()).or_default().extend(found);
        }
    }
    // Take away what needs nothing that is left, until nothing is left.
    while !needs.is_empty() {
        let left: Vec<String> = needs.keys().cloned().collect();
        needs.retain(|_, needed| needed.iter().any(|module| left.contains(module)));
        assert!(needs.len() < left.len(), "these import each other in a circle: {}", left.join(", "));
    }
}

#[test]
fn imports_are_found_however_they_are_written() {
    let found = |source: &str, depth: usize| {
        imports(source, depth)
            .into_iter()
            .map(|(line, to)| format!("{line}:{to}"))
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert_eq!(found("use crate::profile::Profile;", 1), "1:profile");
    assert_eq!(found("\nuse crate::{Result, math::{exp, ln}, shop};", 1), "2:Result 2:math 2:shop");
    assert_eq!(found("use crate::{\n    error,\n    event::decision,\n};", 1), "1:error 1:event");
    assert_eq!(found("fn f() -> crate::engine::Engine {}", 1), "1:engine");
    assert_eq!(found("use super::super::action::Rule;", 2), "1:action");
    assert_eq!(found("use super::sibling;", 2), "");
    assert_eq!(found("//! use crate::engine;\n/// crate::api\n// crate::shop\n/* crate::action */", 1), "");
    assert_eq!(found("let x = 1; /* crate::a\n crate::b */ crate::math::exp(1.0)", 1), "2:math");
}

#[test]
fn the_rule_refuses_what_is_above_and_beside() {
    let floors = floors();
    let may = |from, to| may_import(&floors, from, to);
    assert!(
        may("engine", "profile") && may("action", "pricing") && may("rng", "math") && may("api", "engine")
    );
    assert!(may("segment", "SartorError") && may("segment", "segment"));
    assert!(!may("segment", "basket") && !may("profile", "segment") && !may("math", "event"));
    assert!(!may("profile", "engine") && !may("engine", "api"));
}
