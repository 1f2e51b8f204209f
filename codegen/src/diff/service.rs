//! The service: version, endpoints, regions, errors, signatures, waiters.

use serde_json::{Value, json};

use super::finding::Findings;
use super::model::{Model, list, tell_all};
use super::rules::Level::{Breaking, Compatible, None};
use super::table::{Pair, names, pairs, text};
use super::{errors, order, signatures, texts, waiters};

/// Compares a part of both sides; the flag says whether both tell everything.
type Compare = fn(&Value, &Value, bool, &mut Findings);

pub(super) fn compare(old: &Model, new: &Model, found: &mut Findings) {
    let rules = [
        ("service", "service-changed", Breaking),
        ("version", "version-changed", Compatible),
        ("default_region", "default-region-changed", Compatible),
        ("time_offset_seconds", "time-offset-changed", Breaking),
        ("action_in", "action-place-changed", Compatible),
    ];
    for (key, rule, rust) in rules {
        let (before, after) = (old.part(key), new.part(key));
        // A dump may not tell.
        if !before.is_null() && !after.is_null() && before != after {
            found.add(rule, (Breaking, rust), key, before, after);
        }
    }
    let all = tell_all(old, new);
    let parts: [(&str, Compare); 6] = [
        ("endpoints", endpoints),
        ("regions", regions),
        ("errors", errors::compare),
        ("signatures", signatures::compare),
        ("subjects", waiters::subjects),
        ("waiters", waiters::compare),
    ];
    for (part, compare) in parts {
        let (before, after) = (old.part(part), new.part(part));
        if !before.is_null() && !after.is_null() {
            compare(before, after, all, found);
        }
    }
    if all {
        let part = |model: &Model| -> Value {
            texts::KEYS
                .iter()
                .map(|key| ((*key).to_owned(), model.part(key).clone()))
                .collect::<serde_json::Map<_, _>>()
                .into()
        };
        texts::compare("service", &part(old), &part(new), found);
    }
}

fn endpoints(old: &Value, new: &Value, all: bool, found: &mut Findings) {
    let name = |row: &Value| text(row, "name");
    for Pair { name, old, new } in pairs(old, new, name) {
        let place = format!("endpoint {name}");
        match (old, new) {
            (Some(old), Some(new)) => {
                if old["host"] != new["host"] {
                    found.add("endpoint-changed", (Breaking, Compatible), place.as_str(), &old["host"], &new["host"]);
                }
                if all {
                    texts::compare(&place, old, new, found);
                }
            }
            (Some(old), Option::None) => {
                found.add("endpoint-removed", (Breaking, Breaking), place, &old["host"], &Value::Null);
            }
            (Option::None, Some(new)) => {
                found.add("endpoint-added", (Compatible, Compatible), place, &Value::Null, &new["host"]);
            }
            (Option::None, Option::None) => {}
        }
    }
    let (before, after) = (names(old, name), names(new, name));
    // The first is the default.
    if before.first() == after.first() {
        order::compare("endpoints", &before, &after, found);
    } else {
        let (one, other) = (json!(before.first()), json!(after.first()));
        found.add("default-endpoint-changed", (Breaking, Compatible), "endpoints", &one, &other);
    }
}

fn regions(old: &Value, new: &Value, all: bool, found: &mut Findings) {
    let name = |row: &Value| text(row, "region");
    for Pair { name, old, new } in pairs(old, new, name) {
        let place = format!("region {name}");
        match (old, new) {
            (Some(old), Some(new)) => {
                zones(&place, &list(&old["zones"]), &list(&new["zones"]), found);
                if all {
                    texts::compare(&place, old, new, found);
                }
            }
            (Some(_), Option::None) => found.add("region-removed", (Breaking, None), place, &json!(name), &Value::Null),
            (Option::None, Some(_)) => found.add("region-added", (Compatible, None), place, &Value::Null, &json!(name)),
            (Option::None, Option::None) => {}
        }
    }
    order::compare("regions", &names(old, name), &names(new, name), found);
}

fn zones(place: &str, old: &[&str], new: &[&str], found: &mut Findings) {
    for zone in old.iter().filter(|zone| !new.contains(zone)) {
        found.add("zone-removed", (Breaking, None), place, &json!(zone), &Value::Null);
    }
    for zone in new.iter().filter(|zone| !old.contains(zone)) {
        found.add("zone-added", (Compatible, None), place, &Value::Null, &json!(zone));
    }
    order::compare(place, old, new, found);
}
