//! What entries do at their places.

use super::place::{Kind, Place, Root, Step};
use crate::diagnostic::Sink;
use crate::ir::Provenance;
use crate::json::{Entry, Node, Value};
use crate::source::Span;
use crate::spec::{Files, Spanned, wrong_type};

/// Said of a parameter of an example.
const NO_KEYS: &str = "what is at this place has no keys";

/// Gives a key a value.
pub(super) fn set(node: &mut Node, new: &Entry, provenance: &Provenance, sink: &mut Sink<'_>) {
    let Value::Object(entries) = &mut node.value else { return nothing(new.span, NO_KEYS, sink) };
    let mut added = new.clone();
    touch(&mut added.node, provenance);
    match entries.iter_mut().find(|entry| entry.key == new.key) {
        Some(entry) if entry.node.same(&new.node) => nothing(new.span, &format!("`{}` is that already", new.key), sink),
        Some(entry) => *entry = added,
        None => entries.push(added),
    }
}

/// Takes a key away.
pub(super) fn unset(node: &mut Node, key: &Spanned<String>, sink: &mut Sink<'_>) {
    let Value::Object(entries) = &mut node.value else { return nothing(key.span, NO_KEYS, sink) };
    let before = entries.len();
    entries.retain(|entry| entry.key != key.value);
    if entries.len() == before {
        nothing(key.span, &format!("there is no `{}` here", key.value), sink);
    }
}

/// Gives what is there a new name; references follow.
pub(super) fn rename(files: &mut Files, place: &Place, name: &Spanned<String>, sink: &mut Sink<'_>) {
    match place.kind {
        Kind::Member => {
            if let Some(node) = place.node_mut(files) {
                rename_value(node, "name", name, sink);
            }
        }
        Kind::Variant => {
            if let Some(node) = place.node_mut(files) {
                rename_value(node, "value", name, sink);
            }
        }
        Kind::Shape | Kind::Parameter => {
            let Some(old) = rename_key(files, place, name, sink) else { return };
            if let (Kind::Shape, Root::Action(owner), Some(Step::Key(side))) =
                (place.kind, place.root(), place.steps.first())
            {
                let action = files.actions.get(owner).and_then(|action| action.get("action")).and_then(Node::text);
                let action = action.unwrap_or_default().to_owned();
                let renamed = Renamed { old: &old, new: &name.value, action: &action };
                for (index, node) in files.actions.iter_mut().enumerate() {
                    if let Some(node) = key_mut(node, side) {
                        follow(node, &renamed, index == owner);
                    }
                }
            }
        }
        Kind::Service | Kind::Action | Kind::Side | Kind::Other => {
            let help = "members, variants, shapes and parameters of examples can be renamed";
            sink.error_with_help(
                "overlay-cannot-rename",
                name.span,
                "what is at this place has no name of its own",
                help,
            );
        }
    }
}

fn rename_value(node: &mut Node, key: &str, name: &Spanned<String>, sink: &mut Sink<'_>) {
    let Some(node) = key_mut(node, key) else { return };
    if node.text() == Some(&name.value) {
        nothing(name.span, &format!("it is called `{}` already", name.value), sink);
    }
    *node = Node { span: name.span, value: Value::String(name.value.clone()), touched: Vec::new() };
}

/// Renames a key in its object; gives the old name.
fn rename_key(files: &mut Files, place: &Place, name: &Spanned<String>, sink: &mut Sink<'_>) -> Option<String> {
    let (node, step) = place.holder_mut(files)?;
    let (Value::Object(entries), Step::Key(old)) = (&mut node.value, step) else { return None };
    if entries.iter().any(|entry| entry.key == name.value) {
        nothing(name.span, &format!("there is a `{}` already", name.value), sink);
        return None;
    }
    let entry = entries.iter_mut().find(|entry| entry.key == *old)?;
    entry.key.clone_from(&name.value);
    entry.span = name.span;
    Some(old.clone())
}

/// A shape of an action that got a new name.
struct Renamed<'a> {
    old: &'a str,
    new: &'a str,
    action: &'a str,
}

/// Renames the references to a shape on one side of its own action (`here`) or of another.
fn follow(node: &mut Node, shape: &Renamed<'_>, here: bool) {
    match &mut node.value {
        Value::Array(elements) => elements.iter_mut().for_each(|element| follow(element, shape, here)),
        Value::Object(entries) => {
            // `same_as` may say in which action.
            let named = entries.iter().find(|entry| entry.key == "action");
            let meant = named.map_or(here, |entry| entry.node.text() == Some(shape.action));
            for entry in entries {
                match &mut entry.node.value {
                    Value::String(text) if entry.key == "shape" && text == shape.old && meant => {
                        shape.new.clone_into(text);
                    }
                    _ => follow(&mut entry.node, shape, here),
                }
            }
        }
        _ => {}
    }
}

/// Puts something under the place.
pub(super) fn add(files: &mut Files, place: &Place, new: &Entry, provenance: &Provenance, sink: &mut Sink<'_>) {
    let key = new.key.as_str();
    if !belongs(key, place.kind) {
        let help = "members, shapes, variants, values, actions, errors and regions can be added where they belong";
        sink.error_with_help("overlay-cannot-add", new.span, format!("`{key}` cannot be added at this place"), help);
        return;
    }
    match (&new.node.value, key) {
        (Value::Array(elements), _) if key != "shapes" => {
            if elements.is_empty() {
                return nothing(new.span, &format!("`{key}` is empty"), sink);
            }
        }
        (Value::Object(entries), "shapes") => {
            if entries.is_empty() {
                return nothing(new.span, "`shapes` is empty", sink);
            }
        }
        _ => {
            let wanted = if key == "shapes" { "an object of shapes" } else { "a list" };
            return wrong_type::<()>(&new.node, wanted, sink).unwrap_or_default();
        }
    }
    match (key, place.kind) {
        ("actions", Kind::Service) => {
            let actions = new.node.elements().iter().cloned().map(|mut node| {
                touch(&mut node, provenance);
                node
            });
            files.actions.extend(actions);
        }
        ("shapes", Kind::Side) => {
            if let Some(node) =
                place.node_mut(files).and_then(|node| key_or_new(node, "shapes", Value::Object(Vec::new()), new.span))
            {
                add_entries(node, new, provenance, sink);
            }
        }
        ("members", Kind::Side | Kind::Shape | Kind::Variant) | ("variants", Kind::Shape) => {
            if let Some(node) =
                place.node_mut(files).and_then(|node| key_or_new(node, key, Value::Array(Vec::new()), new.span))
            {
                add_elements(node, &new.node, provenance);
            }
        }
        ("values", Kind::Member) => {
            if let Some(node) =
                place.node_mut(files).and_then(|node| key_or_new(node, "enum", Value::Array(Vec::new()), new.span))
            {
                add_elements(node, &new.node, provenance);
            }
            // The values of an enum are told of with the member.
            if let Some(node) = place.node_mut(files) {
                touch(node, provenance);
            }
        }
        ("errors" | "regions", Kind::Service) => {
            let rows = place.node_mut(files).and_then(|node| key_mut(node, key)).and_then(|node| key_mut(node, "rows"));
            match rows {
                Some(rows) => add_elements(rows, &new.node, provenance),
                None => sink.error("overlay-cannot-add", new.span, format!("the service has no table `{key}`")),
            }
        }
        _ => {}
    }
}

/// Whether something of this kind goes under such a place.
fn belongs(key: &str, kind: Kind) -> bool {
    match key {
        "actions" | "errors" | "regions" => kind == Kind::Service,
        "shapes" => kind == Kind::Side,
        "members" => matches!(kind, Kind::Side | Kind::Shape | Kind::Variant),
        "variants" => kind == Kind::Shape,
        "values" => kind == Kind::Member,
        _ => false,
    }
}

fn add_elements(node: &mut Node, new: &Node, provenance: &Provenance) {
    let Value::Array(elements) = &mut node.value else { return };
    elements.extend(new.elements().iter().cloned().map(|mut element| {
        touch(&mut element, provenance);
        element
    }));
}

fn add_entries(node: &mut Node, new: &Entry, provenance: &Provenance, sink: &mut Sink<'_>) {
    let Value::Object(entries) = &mut node.value else { return };
    for entry in new.node.entries() {
        if entries.iter().any(|present| present.key == entry.key) {
            nothing(entry.span, &format!("there is a `{}` already", entry.key), sink);
            continue;
        }
        let mut entry = entry.clone();
        touch(&mut entry.node, provenance);
        entries.push(entry);
    }
}

fn touch(node: &mut Node, provenance: &Provenance) {
    if matches!(node.value, Value::Object(_)) {
        node.touched.push(provenance.clone());
    }
}

fn key_mut<'n>(node: &'n mut Node, key: &str) -> Option<&'n mut Node> {
    match &mut node.value {
        Value::Object(entries) => entries.iter_mut().find(|entry| entry.key == key).map(|entry| &mut entry.node),
        _ => None,
    }
}

/// The value of a key, which becomes `value` where it is absent.
fn key_or_new<'n>(node: &'n mut Node, key: &str, value: Value, span: Span) -> Option<&'n mut Node> {
    if node.get(key).is_none()
        && let Value::Object(entries) = &mut node.value
    {
        let new = Node { span, value, touched: Vec::new() };
        entries.push(Entry { key: key.to_owned(), span, node: new });
    }
    key_mut(node, key)
}

fn nothing(span: Span, why: &str, sink: &mut Sink<'_>) {
    let help = "the documents say so by now: take this out of the overlay";
    sink.error_with_help("overlay-changes-nothing", span, format!("this changes nothing: {why}"), help);
}
