//! Structures and unions: the order of their members and of the arguments of their `new`, whether they are `Eq`, and what
//! is said of them.
//!
//! Which members there are is told row by row. A structure stands wherever it is used, and is told of once.

use serde_json::Value;

use super::finding::Findings;
use super::model::{keys, list};
use super::rules::Level::{Breaking, Compatible, None};
use super::{names, order, texts};

/// Both sides have the structure.
pub(super) fn compare(place: &str, old: &Value, new: &Value, found: &mut Findings) {
    if old == new || !found.is_new(format!("shape {old} {new}")) {
        return;
    }
    equality(place, old, new, found);
    structure(place, old, new, found);
    if old["name"] != new["name"] {
        // The name in the documents; the Rust name has its own rule.
        found.add("documentation-changed", (None, None), place, &old["name"], &new["name"]);
    }
    let (before, after) = (&old["variants"], &new["variants"]);
    for value in keys(before, after).into_iter().filter(|value| !before[*value].is_null() && !after[*value].is_null()) {
        let place = format!("{place} variant {value}");
        names::renamed_type(&place, &before[value]["rust_type"], &after[value]["rust_type"], found);
        equality(&place, &before[value], &after[value], found);
        structure(&place, &before[value], &after[value], found);
    }
}

/// Whether the type is `Eq` and `Hash`, as far as both sides tell.
fn equality(place: &str, old: &Value, new: &Value, found: &mut Findings) {
    match (old["eq"].as_bool(), new["eq"].as_bool()) {
        (Some(true), Some(false)) => found.add("equality-lost", (None, Breaking), place, &old["eq"], &new["eq"]),
        (Some(false), Some(true)) => found.add("equality-gained", (None, Compatible), place, &old["eq"], &new["eq"]),
        _ => {}
    }
}

fn structure(place: &str, old: &Value, new: &Value, found: &mut Findings) {
    let (before, after) = (list(&old["new"]), list(&new["new"]));
    order::with_rule("arguments-reordered", (None, Breaking), place, (&before, &after), found);
    // Told already.
    if !order::is_other(&before, &after) {
        order::compare(place, &list(&old["members"]), &list(&new["members"]), found);
    }
    texts::compare(place, old, new, found);
}
