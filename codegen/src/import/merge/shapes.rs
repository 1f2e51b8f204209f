//! Shapes: which of several equal ones has the table is for people to say.

use super::tables::members;
use super::{Log, named, object};
use crate::import::write::Object;
use crate::json::Node;

/// Merges the shapes of a side.
pub(super) fn shapes(old: Option<&Node>, new: Option<&Node>, place: &str, log: &mut Log) -> Option<Node> {
    let Some(new) = new else {
        for entry in old.map(Node::entries).unwrap_or_default() {
            log.change(&format!("{place} {}", entry.key), "removed");
        }
        return None;
    };
    let empty = Object::default().node();
    let old = old.unwrap_or(&empty);
    Some(object(old, new, |name, present, read| {
        let place = format!("{place} {name}");
        match (present, read) {
            (Some(present), Some(read)) => Some(shape(present, read, new, name, &place, log)),
            (Some(_), None) => {
                log.change(&place, "removed");
                None
            }
            (None, Some(read)) => {
                log.change(&place, "added");
                Some(read.clone())
            }
            (None, None) => None,
        }
    }))
}

/// The shape of the same side that a shape repeats.
fn target(shape: &Node) -> Option<&str> {
    let same = shape.get("same_as")?;
    if same.get("action").is_some() { None } else { same.get("shape")?.text() }
}

/// The shape that has the table: the one that this one repeats, or itself.
fn root<'n>(all: &'n Node, name: &'n str) -> &'n str {
    all.get(name).and_then(target).unwrap_or(name)
}

fn shape(old: &Node, new: &Node, all: &Node, name: &str, place: &str, log: &mut Log) -> Node {
    match (old.get("same_as"), new.get("same_as")) {
        // Both are the same shape, whichever has the table.
        (Some(_), _) if target(old).is_some_and(|other| root(all, other) == root(all, name)) => old.clone(),
        (Some(one), Some(other)) if one.same(other) => old.clone(),
        (None, Some(_)) => {
            // The table stands at the other one in the page, and here in the file.
            if let Some(table) = target(new).and_then(|other| all.get(other)) {
                return structure(old, &with_section(table, new), place, log);
            }
            log.kept.push(format!("{place}: a table of its own, though the page repeats another"));
            old.clone()
        }
        (Some(_), _) => {
            log.aside(place, "has a table of its own now");
            new.clone()
        }
        (None, None) => structure(old, new, place, log),
    }
}

/// A table under the title of another.
fn with_section(table: &Node, title: &Node) -> Node {
    object(table, title, |key, table, title| match key {
        "section" => title.cloned(),
        "same_as" => None,
        _ => table.cloned(),
    })
}

fn structure(old: &Node, new: &Node, place: &str, log: &mut Log) -> Node {
    let is_union = |node: &Node| node.get("variants").is_some();
    if is_union(old) != is_union(new) {
        log.aside(place, "is a tagged union on one side only; the page's table is taken");
        return object(old, new, |key, old, new| match key {
            "description" | "rust_name" => old.or(new).cloned(),
            _ => new.cloned(),
        });
    }
    object(old, new, |key, old, new| match (key, old, new) {
        ("members", Some(old), Some(new)) => Some(members(old, new, place, log)),
        ("variants", Some(old), Some(new)) => Some(named(old, new, "value", place, log, variant)),
        ("description" | "rust_name", Some(old), _) => Some(old.clone()),
        (_, Some(old), Some(new)) if !old.same(new) => {
            log.differs(place, key, Some(old), Some(new));
            Some(new.clone())
        }
        (_, old, new) => old.or(new).cloned(),
    })
}

fn variant(old: &Node, new: &Node, place: &str, log: &mut Log) -> Node {
    object(old, new, |key, old, new| match (key, old, new) {
        ("members", Some(old), Some(new)) => Some(members(old, new, place, log)),
        ("description" | "rust_name", Some(old), _) => Some(old.clone()),
        (_, old, new) => new.or(old).cloned(),
    })
}
