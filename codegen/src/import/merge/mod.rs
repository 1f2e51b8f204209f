//! Bringing a file up to date without losing what people wrote in it.

mod shapes;
mod tables;

use std::fmt;

use super::file::{ActionFile, parse};
use super::print;
use super::write::{Object, of};
use crate::json::{Node, Value};

/// A file that was brought up to date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    /// The text of the file.
    pub text: String,
    /// What changed, in the order of the file. Empty: nothing that the page says did.
    pub changes: Vec<Change>,
    /// What the file says and the page does not, and what was kept for that reason.
    pub kept: Vec<String>,
}

/// A change of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Where and what, in one sentence: `PaintWall request.Coats: max: 3 → 5`.
    pub text: String,
    /// Whether a comparison of models tells of such a change by itself. Sections and examples it only counts, and of how
    /// tables are shared it does not tell.
    pub compared: bool,
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// Why a file cannot be brought up to date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MergeError {
    /// It is no JSON object.
    NoJson,
    /// It is about another action, or about none.
    OtherAction(String),
}

impl fmt::Display for MergeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoJson => f.write_str("this is no JSON object"),
            Self::OtherAction(name) if name.is_empty() => f.write_str("this is no file of an action"),
            Self::OtherAction(name) => write!(f, "this is the file of {name}"),
        }
    }
}

impl std::error::Error for MergeError {}

/// Brings the text of a file up to date with what was read from a page.
///
/// Rows, types and constraints become those of the page. Titles, descriptions, names in Rust and everything else that
/// people write stays. A constraint that only the file has stays too, and is named in [`Merged::kept`]: nothing tells
/// whether a person added it or the page dropped it. Rows that the page no longer has are removed.
///
/// # Errors
///
/// When the text is no JSON object, or is about another action.
pub fn merge(present: &str, new: &ActionFile) -> Result<Merged, MergeError> {
    let old = parse(present).filter(|node| matches!(node.value, Value::Object(_))).ok_or(MergeError::NoJson)?;
    let name = old.get("action").and_then(Node::text).unwrap_or_default();
    if name != new.name {
        return Err(MergeError::OtherAction(name.to_owned()));
    }
    let node = parse(&new.text).ok_or(MergeError::NoJson)?;
    let mut log = Log::default();
    let merged = action(&old, &node, &new.name, &mut log);
    let unchanged = merged.same(&old);
    // A file whose content stays the same keeps its layout.
    let text = if unchanged { present.to_owned() } else { print::file(&merged) };
    Ok(Merged { text, changes: log.changes, kept: log.kept })
}

/// What is told about a merge.
#[derive(Debug, Default)]
struct Log {
    changes: Vec<Change>,
    kept: Vec<String>,
}

/// Keys whose values are compared when specs are.
const COMPARED: [&str; 23] = [
    "type",
    "shape",
    "list",
    "format",
    "required",
    "default",
    "min",
    "max",
    "min_length",
    "max_length",
    "min_items",
    "max_items",
    "min_index",
    "max_index",
    "pattern",
    "decimals",
    "unit",
    "enum",
    "default_when",
    "max_when",
    "enum_when",
    "methods",
    "recommended_method",
];

impl Log {
    /// Something came, went or was replaced, which a comparison of specs sees.
    fn change(&mut self, place: &str, what: &str) {
        self.changes.push(Change { text: format!("{place}: {what}"), compared: true });
    }

    /// The same where a comparison does not see it.
    fn aside(&mut self, place: &str, what: &str) {
        self.changes.push(Change { text: format!("{place}: {what}"), compared: false });
    }

    fn differs(&mut self, place: &str, key: &str, old: Option<&Node>, new: Option<&Node>) {
        let show = |node: Option<&Node>| node.map_or_else(|| "nothing".to_owned(), short);
        let text = format!("{key}: {} → {}", show(old), show(new));
        if COMPARED.contains(&key) { self.change(place, &text) } else { self.aside(place, &text) }
    }

    fn keep(&mut self, place: &str, key: &str, old: &Node) {
        self.kept.push(format!("{place}: {key} {}", short(old)));
    }
}

/// A value for a message.
fn short(node: &Node) -> String {
    const MOST: usize = 60;
    let text = print::on_one_line(node);
    let more = if text.chars().count() > MOST { "…" } else { "" };
    text.chars().take(MOST).collect::<String>() + more
}

/// Keys of the file itself that people write: never taken from the page where they are there.
const OWN: [&str; 4] = ["$schema", "title", "description", "effect"];

fn action(old: &Node, new: &Node, name: &str, log: &mut Log) -> Node {
    object(old, new, |key, old, new| match (old, new) {
        (Some(old), Some(new)) if matches!(key, "request" | "response") => {
            Some(side(old, new, &format!("{name} {key}"), log))
        }
        (Some(old), Some(new)) if key == "examples" => Some(examples(old, new, name, log)),
        (Some(old), _) if OWN.contains(&key) => Some(old.clone()),
        (Some(old), Some(new)) if !old.same(new) => {
            log.differs(name, key, Some(old), Some(new));
            Some(new.clone())
        }
        (None, Some(new)) => {
            let compared = COMPARED.contains(&key);
            log.changes.push(Change { text: format!("{name}: {key} added"), compared });
            Some(new.clone())
        }
        (old, _) => old.cloned(),
    })
}

fn side(old: &Node, new: &Node, place: &str, log: &mut Log) -> Node {
    object(old, new, |key, old, new| match (key, old, new) {
        ("members", Some(old), Some(new)) => Some(tables::members(old, new, place, log)),
        ("shapes", old, new) => shapes::shapes(old, new, place, log),
        (_, Some(old), Some(new)) if !old.same(new) => {
            log.differs(place, key, Some(old), Some(new));
            Some(new.clone())
        }
        (_, old, new) => old.or(new).cloned(),
    })
}

/// Examples are the same by their order. Titles stay.
fn examples(old: &Node, new: &Node, name: &str, log: &mut Log) -> Node {
    let elements = new.elements().iter().enumerate().map(|(index, new)| {
        let place = format!("{name} example {}", index + 1);
        let Some(old) = old.elements().get(index) else {
            log.aside(&place, "added");
            return new.clone();
        };
        object(old, new, |key, old, new| match (old, new) {
            (Some(old), _) if key == "title" => Some(old.clone()),
            (Some(old), Some(new)) if !old.same(new) => {
                log.aside(&place, &format!("{key} changed"));
                Some(new.clone())
            }
            (old, new) => old.or(new).cloned(),
        })
    });
    let mut elements: Vec<_> = elements.collect();
    // Examples beyond those of the page are people's.
    elements.extend(old.elements().iter().skip(elements.len()).cloned());
    of(Value::Array(elements))
}

/// Merges two objects key by key: the keys of the old one in their order, each new one after the one before it.
fn object(old: &Node, new: &Node, mut merge: impl FnMut(&str, Option<&Node>, Option<&Node>) -> Option<Node>) -> Node {
    let mut keys: Vec<&str> = old.entries().iter().map(|entry| entry.key.as_str()).collect();
    let mut after = 0;
    for entry in new.entries() {
        if let Some(at) = keys.iter().position(|key| *key == entry.key) {
            after = at + 1;
        } else {
            keys.insert(after.min(keys.len()), &entry.key);
            after += 1;
        }
    }
    let mut merged = Object::default();
    for key in keys {
        if let Some(node) = merge(key, old.get(key), new.get(key)) {
            merged.set(key, node);
        }
    }
    merged.node()
}

/// Merges two lists whose elements have names: those of the new one, in its order.
fn named(
    old: &Node,
    new: &Node,
    key: &str,
    place: &str,
    log: &mut Log,
    mut merge: impl FnMut(&Node, &Node, &str, &mut Log) -> Node,
) -> Node {
    let name = |node: &Node| node.get(key).and_then(Node::text).unwrap_or_default().to_owned();
    let elements = new.elements().iter().map(|new| {
        let own = name(new);
        let place = format!("{place}.{own}");
        let Some(old) = old.elements().iter().find(|old| name(old) == own) else {
            log.change(&place, "added");
            return new.clone();
        };
        merge(old, new, &place, log)
    });
    let elements: Vec<_> = elements.collect();
    for gone in old.elements().iter().map(name).filter(|gone| !new.elements().iter().any(|new| name(new) == *gone)) {
        log.change(&format!("{place}.{gone}"), "removed");
    }
    of(Value::Array(elements))
}
