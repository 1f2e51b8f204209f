//! The service: version, endpoints, regions, errors, waiters.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::Level::{Breaking, Compatible, None};
use super::{Findings, Model, keys};

/// Rows by a key of their own.
type Rows<'v> = BTreeMap<String, &'v Value>;

pub(super) fn compare(old: &Model, new: &Model, found: &mut Findings) {
    for (key, rule) in [("version", "version-changed"), ("default_region", "default-region-changed")] {
        let (before, after) = (old.part(key), new.part(key));
        // A dump may not tell.
        if !before.is_null() && !after.is_null() && before != after {
            found.add(rule, (Breaking, Compatible), key.to_owned(), before, after);
        }
    }
    endpoints(old, new, found);
    regions(old, new, found);
    errors(old, new, found);
    waiters(old, new, found);
}

fn rows<'v>(model: &'v Model, part: &str, key: impl Fn(&Value) -> String) -> Rows<'v> {
    model.part(part).as_array().into_iter().flatten().map(|row| (key(row), row)).collect()
}

fn text(row: &Value, key: &str) -> String {
    row[key].as_str().unwrap_or_default().to_owned()
}

/// Both sides tell of it.
fn told(old: &Model, new: &Model, part: &str) -> bool {
    !old.part(part).is_null() && !new.part(part).is_null()
}

fn all_keys(old: &Rows<'_>, new: &Rows<'_>) -> Vec<String> {
    let mut keys: Vec<String> = old.keys().chain(new.keys()).cloned().collect();
    keys.sort();
    keys.dedup();
    keys
}

fn endpoints(old: &Model, new: &Model, found: &mut Findings) {
    if !told(old, new, "endpoints") {
        return;
    }
    let name = |row: &Value| text(row, "name");
    let (before, after) = (rows(old, "endpoints", name), rows(new, "endpoints", name));
    for key in all_keys(&before, &after) {
        let place = format!("endpoint {key}");
        match (before.get(&key), after.get(&key)) {
            (Some(one), Some(other)) if one != other => {
                found.add("endpoint-changed", (Breaking, Compatible), place, &one["host"], &other["host"]);
            }
            (Some(one), Option::None) => {
                found.add("endpoint-removed", (Breaking, Breaking), place, &one["host"], &Value::Null);
            }
            (Option::None, Some(other)) => {
                found.add("endpoint-added", (Compatible, Compatible), place, &Value::Null, &other["host"]);
            }
            _ => {}
        }
    }
}

fn regions(old: &Model, new: &Model, found: &mut Findings) {
    if !told(old, new, "regions") {
        return;
    }
    let name = |row: &Value| text(row, "region");
    let (before, after) = (rows(old, "regions", name), rows(new, "regions", name));
    for key in all_keys(&before, &after) {
        let place = format!("region {key}");
        match (before.get(&key), after.get(&key)) {
            (Some(one), Some(other)) => zones(&place, &one["zones"], &other["zones"], found),
            (Some(_), Option::None) => found.add("region-removed", (Breaking, None), place, &json!(key), &Value::Null),
            (Option::None, Some(_)) => found.add("region-added", (Compatible, None), place, &Value::Null, &json!(key)),
            (Option::None, Option::None) => {}
        }
    }
}

fn zones(place: &str, old: &Value, new: &Value, found: &mut Findings) {
    let of = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let (old, new) = (of(old), of(new));
    for zone in old.iter().filter(|zone| !new.contains(zone)) {
        found.add("zone-removed", (Breaking, None), place.to_owned(), zone, &Value::Null);
    }
    for zone in new.iter().filter(|zone| !old.contains(zone)) {
        found.add("zone-added", (Compatible, None), place.to_owned(), &Value::Null, zone);
    }
}

/// Rows are told apart by code and message; a code that is gone altogether is a variant that is gone.
fn errors(old: &Model, new: &Model, found: &mut Findings) {
    if !told(old, new, "errors") {
        return;
    }
    let name = |row: &Value| format!("{}: {}", text(row, "code"), text(row, "message"));
    let (before, after) = (rows(old, "errors", name), rows(new, "errors", name));
    let has_code = |rows: &Rows<'_>, row: &Value| rows.values().any(|other| other["code"] == row["code"]);
    for key in all_keys(&before, &after) {
        let place = format!("error {key}");
        match (before.get(&key), after.get(&key)) {
            (Some(one), Some(other)) => {
                if one["http_status"] != other["http_status"] {
                    let (one, other) = (&one["http_status"], &other["http_status"]);
                    found.add("error-status-changed", (Breaking, Compatible), place.clone(), one, other);
                }
                for (key, rule) in [
                    ("retryable", "error-retryability-changed"),
                    ("outcome", "error-outcome-changed"),
                    ("throttling", "error-throttling-changed"),
                    ("clock_skew", "error-clock-skew-changed"),
                ] {
                    let (one, other) = (&one[key], &other[key]);
                    if !one.is_null() && !other.is_null() && one != other {
                        found.add(rule, (Compatible, Breaking), place.clone(), one, other);
                    }
                }
            }
            (Some(one), Option::None) => {
                let rust = if has_code(&after, one) { None } else { Breaking };
                found.add("error-removed", (Compatible, rust), place, &one["code"], &Value::Null);
            }
            (Option::None, Some(other)) => {
                found.add("error-added", (Compatible, Compatible), place, &Value::Null, &other["code"]);
            }
            (Option::None, Option::None) => {}
        }
    }
}

fn waiters(old: &Model, new: &Model, found: &mut Findings) {
    let (before, after) = (old.part("waiters"), new.part("waiters"));
    if before.is_null() || after.is_null() {
        return;
    }
    for key in keys(before, after) {
        let place = format!("waiter {key}");
        match (&before[key], &after[key]) {
            (one, other) if one == other => {}
            (Value::Null, other) => found.add("waiter-added", (None, Compatible), place, &Value::Null, other),
            (one, Value::Null) => found.add("waiter-removed", (None, Breaking), place, one, &Value::Null),
            (one, other) => found.add("waiter-changed", (None, Breaking), place, one, other),
        }
    }
}
