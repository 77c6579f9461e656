//! Every language offers the whole interface: the typed files that the bindings commit are read and compared.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use sartor::api::{FUNCTIONS, OBJECTS};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// All files below a folder with one of these endings, in order, as one text.
fn texts(folder: &str, ending: &str) -> String {
    fn walk(folder: &Path, ending: &str, into: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap_or_else(|_| panic!("{} is missing", folder.display())) {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, ending, into);
            } else if path.to_string_lossy().ends_with(ending) {
                into.push(path);
            }
        }
    }
    let mut paths = Vec::new();
    walk(&root().join(folder), ending, &mut paths);
    paths.sort();
    paths.iter().map(|path| fs::read_to_string(path).unwrap()).collect()
}

fn camel(name: &str) -> String {
    let mut words = name.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |name, word| name + &word[..1].to_uppercase() + &word[1..])
}

/// One language's typed interface.
struct Language {
    name: &'static str,
    text: String,
    /// What opens the declaration of an object.
    opens: &'static [&'static str],
    /// What ends it.
    closes: &'static str,
    camel: bool,
}

fn languages() -> [Language; 4] {
    [
        Language {
            name: "Python",
            text: texts("bindings-python/python/sartor", ".pyi"),
            opens: &["\nclass {}:", "\n@final\nclass {}:", "\nclass {}("],
            closes: "\n@final\nclass ",
            camel: false,
        },
        Language {
            name: "Node",
            text: fs::read_to_string(root().join("bindings-node/index.d.ts")).unwrap(),
            opens: &["class {} {"],
            closes: "\n}",
            camel: true,
        },
        Language {
            name: "Swift",
            text: texts("bindings-swift/Sources/Sartor", ".swift"),
            opens: &["open class {}:"],
            closes: "open class ",
            camel: true,
        },
        Language {
            name: "Kotlin",
            text: texts("bindings-swift/kotlin", ".kt"),
            opens: &["open class {}:"],
            closes: "open class ",
            camel: true,
        },
    ]
}

impl Language {
    fn spelt(&self, name: &str) -> String {
        if self.camel { camel(name) } else { name.to_owned() }
    }

    /// The declaration of an object. Kotlin's static members stand within it, in a companion.
    fn object(&self, name: &str) -> Option<&str> {
        let starts = self.opens.iter().filter_map(|open| self.text.find(&open.replace("{}", name)));
        let rest = &self.text[starts.min()? + 2..];
        Some(&rest[..rest.find(self.closes).unwrap_or(rest.len())])
    }
}

/// Whether a text declares a name: as a function, a property or a static member.
fn declares(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + name.len()..].trim_start_matches('`').chars().next();
        matches!(before, Some(' ' | '`' | '.')) && matches!(after, Some('(' | '<' | ':'))
    })
}

#[test]
fn every_object_has_every_member_in_every_language() {
    let mut missing = Vec::new();
    for language in languages() {
        for object in OBJECTS {
            let Some(text) = language.object(object.name) else {
                missing.push(format!("{}: {}", language.name, object.name));
                continue;
            };
            for member in object.members {
                if !declares(text, &language.spelt(member)) {
                    missing.push(format!("{}: {}.{member}", language.name, object.name));
                }
            }
        }
        for function in FUNCTIONS {
            if !declares(&language.text, &language.spelt(function)) {
                missing.push(format!("{}: {function}", language.name));
            }
        }
    }
    assert!(missing.is_empty(), "missing:\n{}", missing.join("\n"));
}

/// Names of records and enums in core's source, with the features whose derives they carry.
fn records() -> Vec<(String, String)> {
    let text = texts("core/src", ".rs");
    let mut records = Vec::new();
    let mut attributes = String::new();
    for line in text.lines() {
        let declared = ["pub struct ", "pub enum "].iter().find_map(|start| line.strip_prefix(start));
        if let Some(rest) = declared {
            let name: String = rest.chars().take_while(char::is_ascii_alphanumeric).collect();
            if attributes.contains("feature = \"swift\"") {
                records.push((name, attributes.clone()));
            }
            attributes.clear();
        } else if line.is_empty() || line.starts_with('}') {
            attributes.clear();
        } else {
            attributes.push_str(line);
        }
    }
    records
}

#[test]
fn every_record_and_enum_is_in_every_language() {
    let records = records();
    assert!(records.len() > 90, "only {} records found: does the test still read the source?", records.len());
    let mut missing = Vec::new();
    for language in languages() {
        for (name, attributes) in records.iter().filter(|(name, _)| name != "SartorError") {
            let feature = format!("feature = \"{}\"", language.name.to_lowercase());
            // Node hands events over in the Segment shape, so their records have no napi derive; options that are
            // keyword arguments in Python have none of pyo3.
            if ["Node", "Python"].contains(&language.name) && !attributes.contains(&feature) {
                continue;
            }
            // See core/uniffi.toml: the name is taken in Swift.
            let name = match (language.name, name.as_str()) {
                ("Swift" | "Kotlin", "Task") => "EnsembleTask",
                (_, name) => name,
            };
            let declared = ["class ", "interface ", "struct ", "enum ", "type ", "object "]
                .iter()
                .flat_map(|kind| [' ', ':', '(', '=', '<', '{', '\n'].map(|end| format!("{kind}{name}{end}")))
                .any(|declaration| language.text.contains(&declaration));
            if !declared {
                missing.push(format!("{}: {name}", language.name));
            }
        }
    }
    assert!(missing.is_empty(), "missing:\n{}", missing.join("\n"));
}

#[test]
fn type_names_are_unique_because_one_language_has_no_modules() {
    let records = records();
    let names: BTreeSet<&str> = records.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names.len(), records.len());
}
