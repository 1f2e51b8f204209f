//! What is told to people only: descriptions, sections, and what overlays did.

use serde_json::{Map, Value, json};

use crate::ir::{Provenance, Text};

/// Both languages; null where there is neither.
pub(super) fn text(text: &Text) -> Value {
    if *text == Text::default() { Value::Null } else { json!({ "en": text.en, "zh": text.zh }) }
}

/// The overlay entries behind something.
fn origin(all: &[Provenance]) -> Value {
    let entries = all.iter().map(|one| json!({ "overlay": one.overlay, "entry": one.entry, "reason": one.reason }));
    Value::Array(entries.collect())
}

/// Sets a key, unless the value says nothing.
pub(super) fn put(keys: &mut Map<String, Value>, key: &str, value: Value) {
    let empty = match &value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(elements) => elements.is_empty(),
        _ => false,
    };
    if !empty {
        keys.insert(key.to_owned(), value);
    }
}

/// `description`, `section` and `origin`, as far as there are any.
pub(super) fn documented(keys: &mut Map<String, Value>, description: &Text, section: &str, provenance: &[Provenance]) {
    put(keys, "description", text(description));
    put(keys, "section", json!(section));
    put(keys, "origin", origin(provenance));
}
