//! Actions: which there are, how they are sent, how they are read page by page, and their two sides.

use serde_json::Value;

use super::finding::{Findings, Side};
use super::model::{Model, keys, list, tell_all};
use super::rules::Level::{Breaking, Compatible, None};
use super::{members, names, order, shapes, texts};

pub(super) fn compare(old: &Model, new: &Model, found: &mut Findings) {
    let (before, after) = (old.part("operations"), new.part("operations"));
    let all = tell_all(old, new);
    conversions(old.part("conversions"), new.part("conversions"), found);
    for name in keys(before, after) {
        match (&before[name], &after[name]) {
            (Value::Null, _) => found.add("action-added", (Compatible, Compatible), name, &Value::Null, &name.into()),
            (_, Value::Null) => found.add("action-removed", (Breaking, Breaking), name, &name.into(), &Value::Null),
            (one, other) => action(name, one, other, all, found),
        }
    }
}

/// What structures of requests are made of, as far as both sides tell.
fn conversions(old: &Value, new: &Value, found: &mut Findings) {
    if old.is_null() || new.is_null() {
        return;
    }
    let (before, after) = (list(old), list(new));
    for one in before.iter().filter(|one| !after.contains(one)) {
        found.add("conversion-removed", (None, Breaking), "conversions", &(*one).into(), &Value::Null);
    }
    for one in after.iter().filter(|one| !before.contains(one)) {
        found.add("conversion-added", (None, Compatible), "conversions", &Value::Null, &(*one).into());
    }
    order::compare("conversions", &before, &after, found);
}

fn action(name: &str, old: &Value, new: &Value, all: bool, found: &mut Findings) {
    methods(name, &old["methods"], &new["methods"], found);
    let both = |key: &str| !old[key].is_null() && !new[key].is_null() && old[key] != new[key];
    default_method(name, old, new, found);
    if both("body") {
        found.add("body-changed", (Breaking, None), name, &old["body"], &new["body"]);
    }
    if both("effect") {
        found.add("effect-changed", (None, Breaking), name, &old["effect"], &new["effect"]);
    }
    if old.get("yields").is_some() && new.get("yields").is_some() && old["yields"] != new["yields"] {
        found.add("yields-changed", (Compatible, None), name.to_owned(), &old["yields"], &new["yields"]);
    }
    if old.get("find_again").is_some() && new.get("find_again").is_some() && old["find_again"] != new["find_again"] {
        found.add("find-again-changed", (None, Breaking), name, &old["find_again"], &new["find_again"]);
    }
    recreation(name, old, new, found);
    for key in ["rust", "rust_request", "rust_response"] {
        names::name(name, &old[key], &new[key], found);
    }
    paginator(name, old, new, found);
    if all {
        relations(name, &old["relations"], &new["relations"], found);
    }
    for (side, key, shape) in
        [(Side::Request, "request", "request_shape"), (Side::Response, "response", "response_shape")]
    {
        let place = format!("{name} {key}");
        if all {
            shapes::compare(&place, &old[shape], &new[shape], found);
        }
        members::compare(&place, side, &old[key], &new[key], all, found);
    }
    if all {
        order::compare(&format!("{name} methods"), &list(&old["methods"]), &list(&new["methods"]), found);
        texts::compare(name, old, new, found);
    }
}

fn recreation(name: &str, old: &Value, new: &Value, found: &mut Findings) {
    let (Some(one), Some(other)) = (old.get("recreates"), new.get("recreates")) else { return };
    match (one, other) {
        (one, other) if one == other => {}
        (Value::Null, other) => found.add("recreation-added", (None, Compatible), name, one, other),
        (one, Value::Null) => found.add("recreation-removed", (None, Breaking), name, one, other),
        (one, other) => found.add("recreation-changed", (None, Breaking), name, one, other),
    }
}

/// Where no method is told that it is sent with by default, the recommended one was.
fn default_method(name: &str, old: &Value, new: &Value, found: &mut Findings) {
    let of = |side: &Value| side.get("default_method").unwrap_or(&side["recommended_method"]).clone();
    let (before, after) = (of(old), of(new));
    if !before.is_null() && !after.is_null() && before != after {
        found.add("default-method-changed", (Compatible, None), name, &before, &after);
    }
    let told = |side: &Value| side.get("default_method").is_some();
    let (one, other) = (&old["recommended_method"], &new["recommended_method"]);
    if told(old) && told(new) && one != other {
        found.add("recommended-method-changed", (None, None), name, one, other);
    }
}

/// A rule that comes refuses what was allowed.
fn relations(name: &str, old: &Value, new: &Value, found: &mut Findings) {
    let of = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let (before, after) = (of(old), of(new));
    for relation in before.iter().filter(|relation| !after.contains(relation)) {
        found.add("relation-removed", (Compatible, Compatible), name, relation, &Value::Null);
    }
    for relation in after.iter().filter(|relation| !before.contains(relation)) {
        found.add("relation-added", (Breaking, Breaking), name, &Value::Null, relation);
    }
    let text = |all: &[Value]| all.iter().map(ToString::to_string).collect::<Vec<_>>();
    order::compare(&format!("{name} relations"), &text(&before), &text(&after), found);
}

fn methods(name: &str, old: &Value, new: &Value, found: &mut Findings) {
    let of = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let (old, new) = (of(old), of(new));
    for method in old.iter().filter(|method| !new.contains(method)) {
        found.add("method-removed", (Breaking, None), name, method, &Value::Null);
    }
    for method in new.iter().filter(|method| !old.contains(method)) {
        found.add("method-added", (Compatible, None), name, &Value::Null, method);
    }
}

/// A dump that tells of paginators has the key in every action, null where there is none.
fn paginator(name: &str, old: &Value, new: &Value, found: &mut Findings) {
    let (Some(one), Some(other)) = (old.get("paginator"), new.get("paginator")) else { return };
    let place = format!("{name} paginator");
    match (one, other) {
        (one, other) if one == other => {}
        (Value::Null, other) => found.add("paginator-added", (None, Compatible), place, one, other),
        (one, Value::Null) => found.add("paginator-removed", (None, Breaking), place, one, other),
        (one, other) => found.add("paginator-changed", (None, Breaking), place, one, other),
    }
}
