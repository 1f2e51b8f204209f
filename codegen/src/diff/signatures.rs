//! Ways to sign, and the parameters that go with each.

use serde_json::{Value, json};

use super::finding::Findings;
use super::rules::Level::{Breaking, Compatible, None};
use super::table::{Pair, names, pairs, text};
use super::{order, texts};

/// Both sides tell of them, and so of their texts.
pub(super) fn compare(old: &Value, new: &Value, _all: bool, found: &mut Findings) {
    let name = |row: &Value| text(row, "name");
    for Pair { name, old, new } in pairs(old, new, name) {
        let place = format!("signature {name}");
        match (old, new) {
            (Some(old), Some(new)) => {
                parameters(&place, &old["parameters"], &new["parameters"], found);
                texts::compare(&place, old, new, found);
            }
            (Some(_), Option::None) => {
                found.add("signature-removed", (Breaking, None), place, &json!(name), &Value::Null);
            }
            (Option::None, Some(_)) => {
                found.add("signature-added", (Compatible, None), place, &Value::Null, &json!(name));
            }
            (Option::None, Option::None) => {}
        }
    }
    order::compare("signatures", &names(old, name), &names(new, name), found);
}

/// A parameter may be in one place or another. What must be sent is a break where it comes, and what was read where it
/// goes.
fn parameters(place: &str, old: &Value, new: &Value, found: &mut Findings) {
    let name = |row: &Value| format!("{} in {}", text(row, "name"), text(row, "in"));
    for Pair { name, old, new } in pairs(old, new, name) {
        let place = format!("{place} {name}");
        let required = |row: Option<&Value>| row.map_or(Value::Null, |row| row["required"].clone());
        let (was, is) = (required(old), required(new));
        if was != is {
            let wire = if is == false { Compatible } else { Breaking };
            found.add("signature-changed", (wire, None), place.as_str(), &was, &is);
        }
        dry_run(&place, old, new, found);
        if let (Some(old), Some(new)) = (old, new) {
            texts::compare(&place, old, new, found);
        }
    }
    order::compare(place, &names(old, name), &names(new, name), found);
}

/// Clients ask for a dry run by this parameter, or no longer can.
fn dry_run(place: &str, old: Option<&Value>, new: Option<&Value>, found: &mut Findings) {
    let (was, is) = (asks(old), asks(new));
    if was != is {
        let rust = if is { Compatible } else { Breaking };
        found.add("dry-run-changed", (None, rust), place, &json!(was), &json!(is));
    }
}

/// Whether a parameter asks for a dry run.
fn asks(row: Option<&Value>) -> bool {
    row.is_some_and(|row| row["dry_run"] == true)
}
