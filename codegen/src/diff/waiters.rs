//! Waiters, and what they wait for.

use serde_json::Value;

use super::finding::Findings;
use super::model::keys;
use super::rules::Level::{Breaking, Compatible, None};
use super::{names, texts};

/// Both sides tell of them. `all` where they tell of texts.
pub(super) fn compare(old: &Value, new: &Value, all: bool, found: &mut Findings) {
    for key in keys(old, new) {
        let place = format!("waiter {key}");
        match (&old[key], &new[key]) {
            (Value::Null, other) => found.add("waiter-added", (None, Compatible), place, &Value::Null, other),
            (one, Value::Null) => found.add("waiter-removed", (None, Breaking), place, one, &Value::Null),
            (one, other) => waiter(&place, one, other, all, found),
        }
    }
}

/// What it asks and what it makes of the answers is its meaning; how often it asks is not.
fn waiter(place: &str, old: &Value, new: &Value, all: bool, found: &mut Findings) {
    let rules = [
        ("action", "waiter-changed", Breaking),
        ("acceptors", "waiter-changed", Breaking),
        ("delay_seconds", "waiter-pace-changed", Compatible),
        ("max_delay_seconds", "waiter-pace-changed", Compatible),
        ("deadline_seconds", "waiter-pace-changed", Compatible),
        ("hints", "subject-changed", Compatible),
    ];
    for (key, rule, rust) in rules {
        if old[key] != new[key] {
            found.add(rule, (None, rust), place, &old[key], &new[key]);
        }
    }
    names::name(place, &old["rust"], &new["rust"], found);
    if all {
        texts::compare(place, old, new, found);
    }
}

/// What waiters wait for, by action: they see it in another way. Both sides tell of them. `all` where they tell of texts.
pub(super) fn subjects(old: &Value, new: &Value, all: bool, found: &mut Findings) {
    for key in keys(old, new) {
        let place = format!("waiters of {key}");
        let (one, other) = (&old[&key], &new[&key]);
        if facts(one) != facts(other) {
            found.add("subject-changed", (None, Compatible), &place, one, other);
        } else if all {
            texts::compare(&place, one, other, found);
        }
    }
}

/// Without its title.
fn facts(subject: &Value) -> Value {
    let mut facts = subject.clone();
    if let Value::Object(keys) = &mut facts {
        keys.remove("title");
    }
    facts
}
