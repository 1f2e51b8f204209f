//! A document to parameters, by the table of its structure, and those to the structure.

use std::borrow::Cow;

use super::Document;
use super::error::DocumentError;
use super::shape::{Field, Kind, Shape};
use super::tree::Tree;
use crate::params::{self, Params};
use crate::text::quote;
use crate::validate::{Rule, Violation};

/// The structure that a document is.
pub(super) fn structure<T: Document>(tree: &Tree) -> Result<T, DocumentError> {
    let shape = T::shape();
    let mut flat = Flat::default();
    flat.root(shape, tree);
    let (value, found) = params::read(flat.pairs.iter().map(|(key, value)| (key.as_str(), value.as_ref())));
    let problems = together(flat.problems, found);
    if problems.is_empty() { Ok(value) } else { Err(DocumentError { name: shape.name(), problems }) }
}

/// The first step alone.
pub(super) fn flatten(shape: &Shape, tree: &Tree) -> (Params, Vec<Violation>) {
    let mut flat = Flat::default();
    flat.root(shape, tree);
    (flat.pairs.into_iter().collect(), flat.problems)
}

/// What both steps found, each place once. Where list elements may stand is for the validator to say.
fn together(mut problems: Vec<Violation>, found: Vec<Violation>) -> Vec<Violation> {
    for violation in found {
        let is_told = problems.iter().any(|problem| is_at_or_under(&violation.path, &problem.path));
        if violation.rule != Rule::Index && !is_told {
            problems.push(violation);
        }
    }
    problems
}

fn is_at_or_under(path: &str, other: &str) -> bool {
    path.strip_prefix(other).is_some_and(|rest| rest.is_empty() || rest.starts_with('.') || other.is_empty())
}

/// The parameters that a document flattens to, and what is wrong with it.
#[derive(Default)]
struct Flat<'t> {
    pairs: Vec<(String, Cow<'t, str>)>,
    problems: Vec<Violation>,
}

impl<'t> Flat<'t> {
    fn root(&mut self, shape: &Shape, tree: &'t Tree) {
        match tree {
            Tree::Object(members) => self.object(shape, "", members),
            other => self.report("", Rule::Type, format!("{}, where an object belongs", other.words())),
        }
    }

    fn object(&mut self, shape: &Shape, path: &str, members: &'t [(String, Tree)]) {
        match shape {
            Shape::Structure { name, fields } => self.members(name, fields, None, path, members),
            Shape::Union { tag, variants, .. } => {
                let Some((value, shape)) = self.variant(tag, variants, path, members) else { return };
                self.pairs.push((under(path, tag), Cow::Borrowed(value)));
                self.members(value, shape().fields(), Some(tag), path, members);
            }
        }
    }

    /// Which variant of a union an object is.
    fn variant<V: Copy>(
        &mut self,
        tag: &str,
        variants: &[(&'static str, V)],
        path: &str,
        members: &[(String, Tree)],
    ) -> Option<(&'static str, V)> {
        let path = under(path, tag);
        let names = || variants.iter().map(|(name, _)| *name);
        let all = || names().collect::<Vec<_>>().join(", ");
        match members.iter().find(|(name, _)| name == tag).map(|(_, value)| value) {
            None | Some(Tree::Null) => self.report(&path, Rule::Required, format!("required: one of {}", all())),
            Some(Tree::Text(text)) => {
                let found = variants.iter().find(|(name, _)| name == text);
                if found.is_none() {
                    let help = did_you_mean(text, names());
                    self.report(&path, Rule::Value, format!("{} is none of {}{help}", quote(text), all()));
                }
                return found.copied();
            }
            Some(other) => self.report(&path, Rule::Type, format!("{}, where a text belongs", other.words())),
        }
        None
    }

    /// The members of a structure; in a union, its tag stands among them.
    fn members(
        &mut self,
        structure: &str,
        fields: &[Field],
        tag: Option<&str>,
        path: &str,
        members: &'t [(String, Tree)],
    ) {
        for (index, (name, value)) in members.iter().enumerate() {
            let earlier = members.get(..index).unwrap_or_default();
            let place = || under(path, name);
            if earlier.iter().any(|(other, _)| other == name) {
                self.report(&place(), Rule::Duplicate, "there more than once");
            } else if let Some(field) = fields.iter().find(|field| field.is_called(name)) {
                let other = earlier.iter().find(|(other, _)| field.is_called(other));
                match other {
                    Some((other, _)) => self.report(&place(), Rule::Duplicate, format!("the same member as {other}")),
                    None => self.member(field, &under(path, field.name), value),
                }
            } else if Some(name.as_str()) != tag {
                let help = did_you_mean(name, fields.iter().map(|field| field.name).chain(tag));
                let message = format!("{structure} has no such member{help}");
                self.report(&place(), Rule::UnknownParameter, message);
            }
        }
        for field in fields.iter().filter(|field| field.required) {
            let is_value = |value: &Tree| match (field.kind, field.list) {
                (Kind::Json, false) => !matches!(value, Tree::Null),
                _ => !is_nothing(value),
            };
            let is_there = |(name, value): &(String, Tree)| field.is_called(name) && is_value(value);
            if !members.iter().any(is_there) {
                self.report(&under(path, field.name), Rule::Required, "required");
            }
        }
    }

    fn member(&mut self, field: &Field, path: &str, value: &'t Tree) {
        match (field.list, value) {
            (_, Tree::Null) => {}
            (false, value) => self.value(field.kind, path, value),
            (true, Tree::List(elements)) => {
                for (element, number) in elements.iter().zip(1_u64..) {
                    self.element(field.kind, &format!("{path}.{number}"), element);
                }
            }
            (true, other) => self.report(path, Rule::Type, format!("{}, where a list belongs", other.words())),
        }
    }

    /// An element that flattens to nothing would be lost, and the next would take its place.
    fn element(&mut self, kind: Kind, path: &str, value: &'t Tree) {
        let before = (self.pairs.len(), self.problems.len());
        self.value(kind, path, value);
        if before == (self.pairs.len(), self.problems.len()) {
            self.report(path, Rule::Required, "an element without members cannot be sent");
        }
    }

    fn value(&mut self, kind: Kind, path: &str, value: &'t Tree) {
        let text: Cow<'t, str> = match (kind, value) {
            (Kind::Object(shape), Tree::Object(members)) => return self.object(shape(), path, members),
            // A tree always is JSON: numbers that are none are null.
            (Kind::Json, value) => serde_json::to_string(value).unwrap_or_default().into(),
            (Kind::Text | Kind::Integer | Kind::Number | Kind::Boolean, Tree::Text(text)) => Cow::Borrowed(text),
            (Kind::Integer | Kind::Number, Tree::Integer(number)) => number.to_string().into(),
            (Kind::Integer | Kind::Number, Tree::Unsigned(number)) => number.to_string().into(),
            (Kind::Integer | Kind::Number, Tree::Float(number)) => number.to_string().into(),
            (Kind::Boolean, Tree::Boolean(flag)) => flag.to_string().into(),
            _ => return self.report(path, Rule::Type, other_kind(kind, value)),
        };
        self.pairs.push((path.to_owned(), text));
    }

    fn report(&mut self, path: &str, rule: Rule, message: impl Into<String>) {
        self.problems.push(Violation::new(path, rule, message));
    }
}

fn other_kind(kind: Kind, value: &Tree) -> String {
    let help = match (kind, value) {
        // `1.10` and `007` would not be the same text any more.
        (Kind::Text, Tree::Integer(_) | Tree::Unsigned(_) | Tree::Float(_) | Tree::Boolean(_)) => "; put it in quotes",
        _ => "",
    };
    format!("{}, where {} belongs{help}", value.words(), kind.words())
}

/// Whether a member of this value is as good as absent.
fn is_nothing(value: &Tree) -> bool {
    matches!(value, Tree::Null) || matches!(value, Tree::List(elements) if elements.is_empty())
}

fn under(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

/// `; did you mean …?` if one of the names is close, whatever its case and its separators.
fn did_you_mean<'n>(given: &str, names: impl Iterator<Item = &'n str>) -> String {
    const CLOSE: f64 = 0.8;
    let plain = |text: &str| text.chars().filter(|letter| letter.is_alphanumeric()).collect::<String>().to_lowercase();
    let given = plain(given);
    let scored = names.map(|name| (strsim::jaro_winkler(&given, &plain(name)), name));
    let best = scored.max_by(|(one, _), (other, _)| one.total_cmp(other));
    best.filter(|(score, _)| *score >= CLOSE).map_or_else(String::new, |(_, name)| format!("; did you mean `{name}`?"))
}
