//! The documents of KCI, read by machine, against what people transcribed from them.
//!
//! The vendor's text is not part of the project: the environment variable `KCI_DOCUMENT` says where it is. Without it
//! this test says that it was skipped.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::{env, fs, io};

use kci_codegen::Compiler;
use kci_codegen::import::{FindingKind, Format, Import, read};
use kci_codegen::pattern::Dfa;
use serde_json::Value;

/// Rows of all tables, those counted twice that two actions or shapes share.
const ROWS: usize = 213;

/// What a row may say beyond its name, its type and whether it is required.
const CONSTRAINTS: [&str; 18] = [
    "default",
    "enum",
    "min",
    "max",
    "min_length",
    "max_length",
    "min_items",
    "max_items",
    "min_index",
    "max_index",
    "pattern",
    "decimals",
    "unit",
    "format",
    "sensitive",
    "effective_when",
    "default_when",
    "max_when",
];

/// The page, read; nothing where it is not at hand.
fn import() -> Option<Import> {
    let Some(path) = env::var_os("KCI_DOCUMENT") else {
        let _ = writeln!(io::stderr(), "skipped: KCI_DOCUMENT does not say where the documents of KCI are");
        return None;
    };
    let page = fs::read_to_string(&path).expect("KCI_DOCUMENT is the path of a text");
    Some(read(&page, None))
}

type Actions = BTreeMap<String, Value>;

fn imported(import: &Import) -> Actions {
    let action = |text: &str| serde_json::from_str(text).expect("an action is JSON");
    import.actions.iter().map(|file| (file.name.clone(), action(&file.text))).collect()
}

fn transcribed() -> Actions {
    let actions = kci_spec::KCI.iter().filter(|(path, _)| path.starts_with("actions/"));
    let actions = actions.map(|(_, text)| serde_json::from_str::<Value>(text).expect("an action is JSON"));
    actions.map(|action| (action["action"].as_str().expect("a name").to_owned(), action)).collect()
}

/// A shape, or the one that it repeats.
fn resolved<'a>(actions: &'a Actions, action: &str, side: &str, shape: &'a Value) -> &'a Value {
    let Some(same) = shape.get("same_as") else { return shape };
    let action = same.get("action").and_then(Value::as_str).unwrap_or(action);
    let name = same["shape"].as_str().expect("the name of a shape");
    resolved(actions, action, side, &actions[action][side]["shapes"][name])
}

/// All rows by where they stand.
fn rows(actions: &Actions) -> BTreeMap<String, &Value> {
    let mut rows = BTreeMap::new();
    for (name, action) in actions {
        for side in ["request", "response"] {
            let place = format!("{name} {side}");
            table(&mut rows, &place, &action[side]);
            for (shape, content) in action[side]["shapes"].as_object().into_iter().flatten() {
                let content = resolved(actions, name, side, content);
                let place = format!("{place} {shape}");
                table(&mut rows, &place, content);
                for variant in content["variants"].as_array().into_iter().flatten() {
                    table(&mut rows, &format!("{place} {}", variant["value"]), variant);
                }
            }
        }
    }
    rows
}

fn table<'a>(rows: &mut BTreeMap<String, &'a Value>, place: &str, table: &'a Value) {
    for row in table["members"].as_array().into_iter().flatten() {
        rows.insert(format!("{place}.{}", row["name"].as_str().expect("a name")), row);
    }
}

/// The wire values of an enum; anything else as it is.
fn constraint(row: &Value, key: &str) -> Value {
    match &row[key] {
        Value::Array(values) if key == "enum" => values.iter().map(|value| value["value"].clone()).collect(),
        other => other.clone(),
    }
}

/// Whether two constraints say the same. Patterns do when the same texts match.
fn agree(key: &str, one: &Value, other: &Value) -> bool {
    let dfa = |pattern: &Value| pattern.as_str().and_then(|pattern| Dfa::new(pattern).ok());
    one == other || (key == "pattern" && dfa(one).is_some() && dfa(one) == dfa(other))
}

#[test]
fn every_row_has_the_name_type_and_required_cell_that_people_read() {
    let Some(import) = import() else { return };
    let (imported, transcribed) = (imported(&import), transcribed());
    let (found, expected) = (rows(&imported), rows(&transcribed));
    assert_eq!(expected.len(), ROWS, "rows of the transcription");
    assert_eq!(found.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>());
    let differs = |(place, row): (&String, &&Value)| {
        let keys = ["type", "shape", "list", "required"].into_iter();
        keys.filter(|key| found[place][key] != row[key])
            .map(|key| format!("{place}: {key} {} instead of {}", found[place][key], row[key]))
            .collect::<Vec<_>>()
    };
    let differences: Vec<_> = expected.iter().flat_map(differs).collect();
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

#[test]
fn nine_constraints_in_ten_are_what_people_read() {
    let Some(import) = import() else { return };
    let (imported, transcribed) = (imported(&import), transcribed());
    let (found, expected) = (rows(&imported), rows(&transcribed));
    let (mut all, mut misses) = (0, Vec::new());
    for (place, row) in &expected {
        for key in CONSTRAINTS {
            let (one, other) = (constraint(found[place], key), constraint(row, key));
            if one.is_null() && other.is_null() {
                continue;
            }
            all += 1;
            if !agree(key, &one, &other) {
                misses.push(format!("{place}: {key} {one} instead of {other}"));
            }
        }
    }
    let right = all - misses.len();
    let _ = writeln!(io::stderr(), "{right} of {all} constraints; the others:\n{}", misses.join("\n"));
    assert!(all > 90, "only {all} constraints");
    assert!(right * 10 >= all * 9, "{right} of {all} constraints; the others:\n{}", misses.join("\n"));
}

#[test]
fn sections_methods_effects_and_examples_are_what_people_read() {
    let Some(import) = import() else { return };
    let (imported, transcribed) = (imported(&import), transcribed());
    for (name, action) in &transcribed {
        let found = &imported[name];
        for key in ["section", "methods", "recommended_method", "effect"] {
            assert_eq!(found[key], action[key], "{name}: {key}");
        }
        for side in ["request", "response"] {
            assert_eq!(found[side]["section"], action[side]["section"], "{name}: section of the {side}");
        }
        let examples = |action: &Value| action["examples"].as_array().cloned().unwrap_or_default();
        assert_eq!(examples(found).len(), examples(action).len(), "{name}: examples");
        for (found, example) in examples(found).iter().zip(examples(action)) {
            for key in ["section", "parameters", "response"] {
                assert_eq!(found[key], example[key], "{name}: {key} of an example");
            }
        }
    }
}

#[test]
fn the_imported_actions_compile() {
    let Some(import) = import() else { return };
    let mut files: Vec<(&str, &str)> =
        kci_spec::KCI.iter().filter(|(path, _)| *path == "service.json").copied().collect();
    let paths: Vec<_> = import.actions.iter().map(|file| format!("actions/{}.json", file.name)).collect();
    files.extend(paths.iter().zip(&import.actions).map(|(path, file)| (path.as_str(), file.text.as_str())));
    let result = Compiler::new().files(files).no_overlays().resolve();
    assert!(result.is_ok(), "{}", result.err().map(|found| found.to_string()).unwrap_or_default());
}

/// The page as copying it from a browser leaves it: one cell a line, no marks.
fn flattened(page: &str) -> String {
    let mut lines = Vec::new();
    for line in page.replace("****", "**\n**").lines().filter(|line| !line.starts_with("```")) {
        let text = without_links(line.trim_start_matches('#')).replace("**", "");
        // A rule below the head of a table shows nothing.
        let rule = line.contains('\t') && line.chars().all(|letter| matches!(letter, '-' | '\t' | ' '));
        let cells = text.split('\t').map(|cell| if line.contains('\t') { cell.trim() } else { cell.trim_end() });
        lines.extend(cells.filter(|cell| !rule && !cell.trim().is_empty()).map(str::to_owned));
    }
    lines.join("\n")
}

/// What links show.
fn without_links(line: &str) -> String {
    let mut text = String::new();
    let mut rest = line.replace("</a>", "");
    while let Some((before, after)) = rest.split_once("<a ") {
        text.push_str(before);
        rest = after.split_once('>').map_or(String::new(), |(_, after)| after.to_owned());
    }
    text += &rest;
    let mut shown = String::new();
    let mut rest = text.as_str();
    while let Some((before, after)) = rest.split_once("](") {
        let (before, words) = before.rsplit_once('[').unwrap_or((before, ""));
        shown.push_str(before);
        shown.push_str(words);
        rest = after.split_once(')').map_or("", |(_, after)| after);
    }
    shown + rest
}

#[test]
fn the_page_with_one_cell_a_line_says_the_same() {
    let Some(whole) = import() else { return };
    let page = fs::read_to_string(env::var_os("KCI_DOCUMENT").expect("a path")).expect("a text");
    let lines = read(&flattened(&page), None);
    assert_eq!(lines.format, Format::Flat);
    assert_eq!(lines.actions.len(), whole.actions.len());
    for (line, whole) in lines.actions.iter().zip(&whole.actions) {
        assert_eq!(line.text, whole.text);
    }
    for import in [&whole, &lines] {
        assert_eq!(import.report.count(FindingKind::Lost), 0, "{}", import.report);
    }
}

#[test]
fn merging_the_page_into_the_transcription_keeps_every_description() {
    let Some(import) = import() else { return };
    for (path, text) in kci_spec::KCI.iter().filter(|(path, _)| path.starts_with("actions/")) {
        let name = path.trim_start_matches("actions/").trim_end_matches(".json");
        let file = import.actions.iter().find(|file| file.name == name).expect("the action");
        let merged = kci_codegen::import::merge(text, file).expect("a file of the action");
        let lost = text.lines().map(|line| line.trim_end_matches(',')).filter(|line| line.contains("\"en\""));
        let lost: Vec<_> = lost.filter(|line| !merged.text.contains(*line)).collect();
        assert!(lost.is_empty(), "{path}: {}", lost.join("\n"));
    }
}
