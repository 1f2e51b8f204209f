//! What a member is in Rust beside its type on the wire: its name, the name of its type, whether it is a time or a secret.
//!
//! Dumps of old do not tell; what they do not tell is not compared.

use serde_json::Value;

use super::finding::{Findings, Side};
use super::rules::Level::{Breaking, Compatible, None};

/// Both sides have the member.
pub(super) fn compare(place: &str, side: Side, old: &Value, new: &Value, found: &mut Findings) {
    name(place, &old["rust"], &new["rust"], found);
    values(place, old, new, found);
    renamed_type(place, &old["rust_type"], &new["rust_type"], found);
    // That it is no time and no secret, only a dump tells that would tell of one.
    if !old["rust"].is_null() && !new["rust"].is_null() {
        if old["sensitive"] != new["sensitive"] {
            found.add("secrecy-changed", (None, Breaking), place, &old["sensitive"], &new["sensitive"]);
        }
        if old["private"] != new["private"] {
            found.add("privacy-changed", (None, Compatible), place, &old["private"], &new["private"]);
        }
        time(place, side, &old["format"], &new["format"], found);
    }
}

/// A text that is a time: fewer texts than any, which breaks who sends others, and the other way who reads no others.
fn time(place: &str, side: Side, old: &Value, new: &Value, found: &mut Findings) {
    let refused = |some: bool| if some { Breaking } else { Compatible };
    let (rule, levels) = match (old, new) {
        (old, new) if old == new => return,
        (Value::Null, _) => ("time-format-added", (refused(side == Side::Request), Breaking)),
        (_, Value::Null) => ("time-format-removed", (refused(side == Side::Response), Breaking)),
        // One type has both.
        _ => ("time-format-changed", (Breaking, None)),
    };
    found.add(rule, levels, place, old, new);
}

/// A name that both sides tell.
pub(super) fn name(place: &str, old: &Value, new: &Value, found: &mut Findings) {
    if is_other(old, new) {
        found.add("rust-name-changed", (None, Breaking), place, old, new);
    }
}

/// Name of a type that both sides tell. A type has its name wherever it occurs, and is told of once.
pub(super) fn renamed_type(place: &str, old: &Value, new: &Value, found: &mut Findings) {
    if is_other(old, new) && found.is_new(format!("type {old} {new}")) {
        found.add("rust-type-renamed", (None, Breaking), place, old, new);
    }
}

fn is_other(old: &Value, new: &Value) -> bool {
    !old.is_null() && !new.is_null() && old != new
}

/// The names of values that both sides know: of an enum, or of the variants of a union.
fn values(place: &str, old: &Value, new: &Value, found: &mut Findings) {
    let named = |side: &Value| -> Vec<(Value, Value)> {
        let list = |key: &str| side[key].as_array().cloned().unwrap_or_default();
        list("enum").into_iter().zip(list("rust_values")).collect()
    };
    let after = named(new);
    for (value, before) in named(old) {
        let Some((_, now)) = after.iter().find(|(other, _)| *other == value) else { continue };
        name(&format!("{place} value {}", value.as_str().unwrap_or_default()), &before, now, found);
    }
}
