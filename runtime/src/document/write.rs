//! Parameters to a document, by the table of their structure.

use std::iter::Peekable;

use super::shape::{Field, Kind, Shape};
use super::tree::Tree;
use crate::decode::whole;
use crate::params::Params;

/// The parameters that are not in the document yet.
type Pairs<'a> = Peekable<std::vec::IntoIter<(&'a str, &'a str)>>;

/// The document that says what the parameters say. They are in the order in which requests are flattened.
pub(super) fn tree(shape: &Shape, params: &Params) -> Tree {
    let mut pairs = params.iter().collect::<Vec<_>>().into_iter().peekable();
    object(shape, "", &mut pairs)
}

/// The members of an object whose parameters come next; their names begin with `prefix`.
fn object(shape: &Shape, prefix: &str, pairs: &mut Pairs<'_>) -> Tree {
    let mut members = Vec::new();
    let mut structure = Some(shape);
    if let Shape::Union { tag, variants, .. } = shape {
        let value = pairs.next_if(|(key, _)| key.strip_prefix(prefix) == Some(*tag)).map(|(_, value)| value);
        members.extend(value.map(|value| ((*tag).to_owned(), Tree::Text(value.to_owned()))));
        structure = variants.iter().find(|(name, _)| Some(*name) == value).map(|(_, shape)| shape());
    }
    for field in structure.map(Shape::fields).unwrap_or_default() {
        let key = format!("{prefix}{}", field.name);
        members.extend(member(field, &key, pairs).map(|value| (field.name.to_owned(), value)));
    }
    Tree::Object(members)
}

fn member(field: &Field, key: &str, pairs: &mut Pairs<'_>) -> Option<Tree> {
    if !field.list {
        return value(field.kind, key, pairs);
    }
    let elements = (1..).map_while(|number: u64| value(field.kind, &format!("{key}.{number}"), pairs));
    let elements: Vec<_> = elements.collect();
    (!elements.is_empty()).then_some(Tree::List(elements))
}

fn value(kind: Kind, key: &str, pairs: &mut Pairs<'_>) -> Option<Tree> {
    if let Kind::Object(shape) = kind {
        let prefix = format!("{key}.");
        let is_there = pairs.peek().is_some_and(|(key, _)| key.starts_with(&prefix));
        return is_there.then(|| object(shape(), &prefix, pairs));
    }
    pairs.next_if(|(name, _)| *name == key).map(|(_, text)| scalar(kind, text))
}

/// The text as what it stands for; as itself where it stands for nothing, as a number does that is none.
fn scalar(kind: Kind, text: &str) -> Tree {
    let value = match kind {
        Kind::Integer => text.parse().ok().map(Tree::Integer),
        Kind::Number => text.parse().ok().filter(|number: &f64| number.is_finite()).map(number),
        Kind::Boolean => text.parse().ok().map(Tree::Boolean),
        Kind::Json => serde_json::from_str(text).ok(),
        Kind::Text | Kind::Object(_) => None,
    };
    value.unwrap_or_else(|| Tree::Text(text.to_owned()))
}

/// Without a fraction where it has none.
fn number(number: f64) -> Tree {
    whole(number).map_or(Tree::Float(number), Tree::Integer)
}
