//! Names: a type's name is its own in the whole crate, since Swift and Kotlin know no modules; and what a room
//! offers stands in the room itself, not in files within it.
#![allow(clippy::expect_used)] // a test that cannot be set up shall fail

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// Every line of every source, with its file.
fn lines() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    rust_files(&root, &mut files);
    files.sort();
    let mut lines = Vec::new();
    for file in files {
        let text = fs::read_to_string(&file).expect("a source");
        let within = file.strip_prefix(&root).expect("a path within the sources").to_owned();
        lines.extend(text.lines().map(|line| (within.clone(), line.to_owned())));
    }
    lines
}

#[test]
fn no_two_public_types_share_a_name() {
    let mut places: BTreeMap<String, Vec<PathBuf>> = BTreeMap::new();
    for (file, line) in lines() {
        let kinds = ["pub struct ", "pub enum ", "pub trait ", "pub type "];
        let Some(rest) = kinds.iter().find_map(|kind| line.strip_prefix(kind)) else { continue };
        let name = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        places.entry(name.to_owned()).or_default().push(file);
    }
    assert!(places.len() > 100, "the sources were not read: {} types", places.len());
    places.retain(|_, files| files.len() > 1);
    assert!(places.is_empty(), "{places:#?}");
}

#[test]
fn what_a_room_offers_stands_in_the_room_itself() {
    // The vocabulary is a table of its own kind; `api::python` is what the Python binding is made of.
    let exempt = ["lib.rs: pub mod ", "event/mod.rs: pub mod vocabulary;", "api/mod.rs: pub mod python;"];
    let public = lines().into_iter().map(|(file, line)| format!("{}: {}", file.display(), line.trim()));
    let deep: Vec<String> = public
        .filter(|place| place.contains(": pub mod ") && place.ends_with(';'))
        .filter(|place| !exempt.iter().any(|exempt| place.starts_with(exempt)))
        .collect();
    assert!(deep.is_empty(), "{deep:#?}");
}
