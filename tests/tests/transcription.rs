//! What was transcribed: every row of the documents' tables, each in two languages, each with its section.

use std::collections::BTreeMap;

use serde_json::Value;

/// The files of the seven documented actions.
fn actions() -> Vec<(String, Value)> {
    let actions = kci_spec::KCI.iter().filter(|(path, _)| path.starts_with("actions/"));
    actions.map(|(path, text)| ((*path).to_owned(), serde_json::from_str(text).expect("JSON"))).collect()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

/// Rows of the tables of one side's shapes; a table that is the same as another counts as the documents print it.
fn shape_rows(all: &BTreeMap<(String, String), Value>, action: &str, side: &str) -> usize {
    let shapes = all[&(action.to_owned(), side.to_owned())]["shapes"].clone();
    let rows = |shape: &Value| {
        list(&shape["members"]).len()
            + list(&shape["variants"]).iter().map(|v| list(&v["members"]).len()).sum::<usize>()
    };
    let names = shapes.as_object().cloned().unwrap_or_default();
    names
        .values()
        .map(|shape| match shape.get("same_as") {
            None => rows(shape),
            Some(same) => {
                let other = same["action"].as_str().unwrap_or(action).to_owned();
                rows(&all[&(other, side.to_owned())]["shapes"][same["shape"].as_str().expect("a name")])
            }
        })
        .sum()
}

#[test]
fn every_row_of_the_tables_is_there() {
    let all: BTreeMap<(String, String), Value> = actions()
        .into_iter()
        .flat_map(|(_, action)| {
            let name = action["action"].as_str().expect("a name").to_owned();
            ["request", "response"].map(|side| ((name.clone(), side.to_owned()), action[side].clone()))
        })
        .collect();
    let count = |side: &str| {
        let of_side: Vec<_> = all.iter().filter(|((_, other), _)| other == side).collect();
        let top: usize = of_side.iter().map(|(_, table)| list(&table["members"]).len()).sum();
        let shapes: usize = of_side.iter().map(|((action, _), _)| shape_rows(&all, action, side)).sum();
        (top, shapes)
    };
    assert_eq!(count("request"), (47, 53));
    assert_eq!(count("response"), (18, 95));
}

#[test]
fn the_error_table_and_the_rules_of_lists_are_whole() {
    let (_, service) = kci_spec::KCI.iter().find(|(path, _)| *path == "service.json").expect("the service");
    let service: Value = serde_json::from_str(service).expect("JSON");
    assert_eq!(list(&service["errors"]["rows"]).len(), 33);
    assert_eq!(list(&service["list_rules"]["rows"]).len(), 5);
    let zones: Vec<_> = list(&service["regions"]["rows"]).iter().map(|region| list(&region["zones"]).len()).collect();
    assert_eq!(zones, [4, 2]);
}

/// Walks to every text, and collects those that lack a language.
fn one_sided(value: &Value, place: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            if members.contains_key("en") || members.contains_key("zh") {
                let empty = |key: &str| members.get(key).and_then(Value::as_str).is_none_or(str::is_empty);
                if empty("en") || empty("zh") {
                    found.push(place.to_owned());
                }
            }
            members.iter().for_each(|(key, value)| one_sided(value, &format!("{place}/{key}"), found));
        }
        Value::Array(elements) => {
            elements.iter().enumerate().for_each(|(index, value)| one_sided(value, &format!("{place}/{index}"), found));
        }
        _ => {}
    }
}

#[test]
fn every_text_is_in_english_and_in_chinese() {
    let mut found = Vec::new();
    for (path, text) in kci_spec::KCI {
        one_sided(&serde_json::from_str(text).expect("JSON"), path, &mut found);
    }
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn every_table_says_where_it_stands() {
    let mut found = Vec::new();
    for (path, action) in actions() {
        for side in ["request", "response"] {
            let table = &action[side];
            let shapes = table["shapes"].as_object().cloned().unwrap_or_default();
            let tables = [("", table)].into_iter().chain(shapes.iter().map(|(name, shape)| (name.as_str(), shape)));
            for (name, table) in tables.filter(|(_, table)| table["section"].as_str().is_none_or(str::is_empty)) {
                let variants = list(&table["variants"]);
                let by_variant = !variants.is_empty() && variants.iter().all(|one| one["section"].is_string());
                if !by_variant {
                    found.push(format!("{path} {side} {name}"));
                }
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}
