//! Tables of rows that have a name of their own.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

/// A row of the old side, of the new one, or of both, with its name.
pub(super) struct Pair<'v> {
    pub(super) name: String,
    pub(super) old: Option<&'v Value>,
    pub(super) new: Option<&'v Value>,
}

/// The rows of both sides, sorted by name.
pub(super) fn pairs<'v>(old: &'v Value, new: &'v Value, name: fn(&Value) -> String) -> Vec<Pair<'v>> {
    let rows = |side: &'v Value| -> BTreeMap<String, &'v Value> {
        side.as_array().into_iter().flatten().map(|row| (name(row), row)).collect()
    };
    let (before, after) = (rows(old), rows(new));
    let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let pair =
        |name: &String| Pair { name: name.clone(), old: before.get(name).copied(), new: after.get(name).copied() };
    names.into_iter().map(pair).collect()
}

/// The names of the rows, in their order.
pub(super) fn names(side: &Value, name: fn(&Value) -> String) -> Vec<String> {
    side.as_array().into_iter().flatten().map(name).collect()
}

/// The text of a key.
pub(super) fn text(row: &Value, key: &str) -> String {
    row[key].as_str().unwrap_or_default().to_owned()
}
