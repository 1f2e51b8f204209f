//! Rows of tables and values of enums.

use super::{Log, named, object};
use crate::json::Node;

/// Keys of a row that people write: they stay as they are.
const OWN: [&str; 10] = [
    "description",
    "rust_name",
    "enum_name",
    "sensitive",
    "private",
    "ignore_case",
    "unique_by",
    "aliases",
    "nullable",
    "enum_when",
];

/// Keys that people add where the page says nothing; they stay without a word.
const ADDED: [&str; 3] = ["unit", "format", "min_items"];

/// Keys that say what type a row has. They come from the page as a whole.
const TYPE: [&str; 3] = ["type", "shape", "list"];

/// Merges the rows of a table.
pub(super) fn members(old: &Node, new: &Node, place: &str, log: &mut Log) -> Node {
    named(old, new, "name", place, log, member)
}

fn member(old: &Node, new: &Node, place: &str, log: &mut Log) -> Node {
    let same = |key: &str| match (old.get(key), new.get(key)) {
        (Some(old), Some(new)) => old.same(new),
        (None, None) => true,
        _ => false,
    };
    let retyped = !TYPE.iter().all(|key| same(key));
    object(old, new, |key, old, new| match (old, new) {
        _ if TYPE.contains(&key) => {
            if !same(key) {
                log.differs(place, key, old, new);
            }
            new.cloned()
        }
        (Some(old), _) if OWN.contains(&key) => Some(old.clone()),
        (Some(old), Some(new)) if key == "enum" => Some(named(old, new, "value", place, log, value)),
        (Some(old), Some(new)) if !old.same(new) => {
            log.differs(place, key, Some(old), Some(new));
            Some(new.clone())
        }
        // What bounds one type makes no sense of another.
        (Some(old), None) if retyped && !matches!(key, "name" | "required") => {
            log.differs(place, key, Some(old), None);
            None
        }
        (Some(old), None) => {
            if !ADDED.contains(&key) {
                log.keep(place, key, old);
            }
            Some(old.clone())
        }
        (None, Some(new)) => {
            if !OWN.contains(&key) {
                log.differs(place, key, None, Some(new));
            }
            Some(new.clone())
        }
        (old, _) => old.cloned(),
    })
}

/// What people say about a value stays.
fn value(old: &Node, new: &Node, _: &str, _: &mut Log) -> Node {
    object(old, new, |_, old, new| old.or(new).cloned())
}
