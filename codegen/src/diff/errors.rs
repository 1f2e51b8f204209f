//! The error table.
//!
//! Rows are told apart by their codes. Of one code, rows of the same message belong together; what is left on both
//! sides is reworded, in order.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::finding::Findings;
use super::rules::Level::{self, Breaking, Compatible, None};
use super::table::{self, text};
use super::{names, order, texts};

type Rows<'v> = Vec<&'v Value>;

/// Both sides tell of errors. `all` where they tell of orders and texts.
pub(super) fn compare(old: &Value, new: &Value, all: bool, found: &mut Findings) {
    let (before, after) = (by_code(old), by_code(new));
    for code in before.keys().chain(after.keys()).collect::<BTreeSet<_>>() {
        let stays = after.contains_key(code);
        let (rows, others) = (before.get(code).cloned(), after.get(code).cloned());
        for (one, other) in pair(rows.unwrap_or_default(), others.unwrap_or_default()) {
            match (one, other) {
                (Some(one), Some(other)) => changed(one, other, all, found),
                // A code that is gone altogether is a variant that is gone.
                (Some(one), Option::None) => {
                    let rust = if stays { None } else { Breaking };
                    found.add("error-removed", (Compatible, rust), place(one), &one["code"], &Value::Null);
                }
                (Option::None, Some(other)) => {
                    found.add("error-added", (Compatible, Compatible), place(other), &Value::Null, &other["code"]);
                }
                (Option::None, Option::None) => {}
            }
        }
    }
    if all {
        order::compare("errors", &table::names(old, place), &table::names(new, place), found);
    }
}

fn by_code(side: &Value) -> BTreeMap<&str, Rows<'_>> {
    let mut rows: BTreeMap<&str, Rows<'_>> = BTreeMap::new();
    for row in side.as_array().into_iter().flatten() {
        rows.entry(row["code"].as_str().unwrap_or_default()).or_default().push(row);
    }
    rows
}

fn place(row: &Value) -> String {
    format!("error {}: {}", text(row, "code"), text(row, "message"))
}

/// Rows of one code that belong together.
fn pair<'v>(old: Rows<'v>, mut new: Rows<'v>) -> Vec<(Option<&'v Value>, Option<&'v Value>)> {
    let mut pairs = Vec::new();
    let mut left = Vec::new();
    for row in old {
        match new.iter().position(|other| other["message"] == row["message"]) {
            Some(index) => pairs.push((Some(row), Some(new.remove(index)))),
            Option::None => left.push(row),
        }
    }
    let mut new = new.into_iter();
    pairs.extend(left.into_iter().map(|row| (Some(row), new.next())));
    pairs.extend(new.map(|row| (Option::None, Some(row))));
    pairs
}

fn changed(old: &Value, new: &Value, all: bool, found: &mut Findings) {
    let place = place(old);
    let both = |key: &str| !old[key].is_null() && !new[key].is_null() && old[key] != new[key];
    let rules: [(&str, &'static str, (Level, Level)); 7] = [
        ("message", "error-message-changed", (Compatible, None)),
        ("http_status", "error-status-changed", (Breaking, Compatible)),
        ("retryable", "error-retryability-changed", (Compatible, Breaking)),
        ("outcome", "error-outcome-changed", (Compatible, Breaking)),
        ("throttling", "error-throttling-changed", (Compatible, Breaking)),
        ("clock_skew", "error-clock-skew-changed", (Compatible, Breaking)),
        ("fault", "error-fault-changed", (Compatible, Breaking)),
    ];
    for (key, rule, levels) in rules {
        if both(key) {
            found.add(rule, levels, place.as_str(), &old[key], &new[key]);
        }
    }
    names::name(&place, &old["rust"], &new["rust"], found);
    if all {
        texts::compare(&place, old, new, found);
    }
}
