//! What is told to people only: titles, descriptions, sections, examples, and what overlays did.

use serde_json::{Value, json};

use super::finding::Findings;
use super::rules::Level::None;

/// Keys of texts, wherever they are.
pub(super) const KEYS: [&str; 8] =
    ["title", "description", "section", "origin", "examples", "enum_texts", "errors_section", "list_rules"];

/// Notes that texts of an object are others; one finding, whichever and however many they are.
pub(super) fn compare(place: &str, old: &Value, new: &Value, found: &mut Findings) {
    let is_other = |key: &&str| old[*key] != new[*key];
    let others: Vec<_> = KEYS.into_iter().filter(is_other).collect();
    if !others.is_empty() {
        found.add("documentation-changed", (None, None), place, &told(old, &others), &told(new, &others));
    }
}

fn told(side: &Value, keys: &[&str]) -> Value {
    match keys {
        [key] => side[*key].clone(),
        keys => keys.iter().map(|key| ((*key).to_owned(), json!(side[*key]))).collect::<serde_json::Map<_, _>>().into(),
    }
}
