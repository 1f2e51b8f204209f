//! JSON text as nodes that know where they stand, and which overlays touched them.

use jsonc_parser::ast::{ObjectPropName, Value as Ast};
use jsonc_parser::common::Ranged as _;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

use crate::diagnostic::Sink;
use crate::ir::Provenance;
use crate::source::{FileId, Source, Span};

/// Deepest nesting that is read. The format itself needs about ten levels.
const DEEPEST: usize = 64;

/// A value and its place.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) span: Span,
    pub(crate) value: Value,
    /// Overlay entries that added or changed it, in the order they were applied.
    pub(crate) touched: Vec<Provenance>,
}

/// A value.
#[derive(Clone, Debug)]
pub(crate) enum Value {
    Null,
    Bool(bool),
    /// As it is written.
    Number(String),
    String(String),
    Array(Vec<Node>),
    Object(Vec<Entry>),
}

/// A key of an object and its value.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) key: String,
    pub(crate) span: Span,
    pub(crate) node: Node,
}

impl Node {
    /// The entries of an object; none of anything else.
    pub(crate) fn entries(&self) -> &[Entry] {
        match &self.value {
            Value::Object(entries) => entries,
            _ => &[],
        }
    }

    /// The elements of an array; none of anything else.
    pub(crate) fn elements(&self) -> &[Node] {
        match &self.value {
            Value::Array(elements) => elements,
            _ => &[],
        }
    }

    /// The value of a key of an object.
    pub(crate) fn get(&self, key: &str) -> Option<&Node> {
        self.entries().iter().find(|entry| entry.key == key).map(|entry| &entry.node)
    }

    /// The text of a string.
    pub(crate) fn text(&self) -> Option<&str> {
        match &self.value {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    /// What kind of value it is, in words.
    pub(crate) fn kind(&self) -> &'static str {
        match &self.value {
            Value::Null => "null",
            Value::Bool(_) => "a boolean",
            Value::Number(_) => "a number",
            Value::String(_) => "a string",
            Value::Array(_) => "a list",
            Value::Object(_) => "an object",
        }
    }

    /// Whether it says the same as another, wherever each stands. Keys of objects have no order.
    pub(crate) fn same(&self, other: &Self) -> bool {
        match (&self.value, &other.value) {
            (Value::Null, Value::Null) => true,
            (Value::Bool(one), Value::Bool(other)) => one == other,
            (Value::Number(one), Value::Number(other)) => one == other,
            (Value::String(one), Value::String(other)) => one == other,
            (Value::Array(one), Value::Array(other)) => {
                one.len() == other.len() && one.iter().zip(other).all(|(one, other)| one.same(other))
            }
            (Value::Object(one), Value::Object(entries)) => {
                let found = |entry: &Entry| other.get(&entry.key).is_some_and(|node| entry.node.same(node));
                one.len() == entries.len() && one.iter().all(found)
            }
            _ => false,
        }
    }

    /// The value without places.
    pub(crate) fn to_json(&self) -> serde_json::Value {
        match &self.value {
            Value::Null => serde_json::Value::Null,
            Value::Bool(flag) => (*flag).into(),
            Value::Number(digits) => serde_json::from_str(digits).unwrap_or(serde_json::Value::Null),
            Value::String(text) => text.as_str().into(),
            Value::Array(elements) => elements.iter().map(Self::to_json).collect(),
            Value::Object(entries) => entries.iter().map(|entry| (entry.key.clone(), entry.node.to_json())).collect(),
        }
    }
}

/// Reads a file. Nothing where it is no JSON; the sink then says why.
pub(crate) fn parse(file: FileId, source: &Source, sink: &mut Sink<'_>) -> Option<Node> {
    let text = source.text.strip_prefix('\u{feff}').unwrap_or(&source.text);
    let skipped = source.text.len() - text.len();
    let strict = ParseOptions {
        allow_comments: false,
        allow_loose_object_property_names: false,
        allow_trailing_commas: false,
        allow_missing_commas: false,
        allow_single_quoted_strings: false,
        allow_hexadecimal_numbers: false,
        allow_unary_plus_numbers: false,
        allow_bare_decimal_point_numbers: false,
        allow_non_finite_numbers: false,
        allow_extended_string_escapes: false,
    };
    let span = |start: usize, end: usize| Span { file, start: start + skipped, end: end + skipped };
    let whole = span(0, text.len().min(1));
    match parse_to_ast(text, &CollectOptions::default(), &strict) {
        Err(error) => {
            let range = error.range();
            let message = format!("this is no JSON: {}", error.kind().to_string().trim_end_matches('.').to_lowercase());
            sink.error("broken-json", span(range.start, range.end.max(range.start)), message);
            None
        }
        Ok(parsed) => match parsed.value {
            None => {
                sink.error("broken-json", whole, "this is no JSON: the file is empty");
                None
            }
            Some(value) => Convert { file, skipped, sink }.node(&value, 0),
        },
    }
}

struct Convert<'a, 'b> {
    file: FileId,
    skipped: usize,
    sink: &'a mut Sink<'b>,
}

impl Convert<'_, '_> {
    fn span(&self, range: jsonc_parser::common::Range) -> Span {
        Span { file: self.file, start: range.start + self.skipped, end: range.end + self.skipped }
    }

    fn node(&mut self, ast: &Ast<'_>, depth: usize) -> Option<Node> {
        let span = self.span(ast.range());
        if depth > DEEPEST {
            self.sink.error("too-deep", span, format!("this is nested more than {DEEPEST} levels deep"));
            return None;
        }
        let value = match ast {
            Ast::NullKeyword(_) => Value::Null,
            Ast::BooleanLit(literal) => Value::Bool(literal.value),
            Ast::NumberLit(literal) => Value::Number(literal.value.to_owned()),
            Ast::StringLit(literal) => Value::String(literal.value.clone().into_owned()),
            Ast::Array(array) => {
                let elements: Option<Vec<_>> = array.elements.iter().map(|one| self.node(one, depth + 1)).collect();
                Value::Array(elements?)
            }
            Ast::Object(object) => {
                let mut entries: Vec<Entry> = Vec::with_capacity(object.properties.len());
                for property in &object.properties {
                    let (key, range) = match &property.name {
                        ObjectPropName::String(literal) => (literal.value.clone().into_owned(), literal.range),
                        ObjectPropName::Word(word) => (word.value.to_owned(), word.range),
                    };
                    let span = self.span(range);
                    let node = self.node(&property.value, depth + 1)?;
                    if entries.iter().any(|entry| entry.key == key) {
                        self.sink.error("duplicate-key", span, format!("`{key}` stands here twice"));
                        continue;
                    }
                    entries.push(Entry { key, span, node });
                }
                Value::Object(entries)
            }
        };
        Some(Node { span, value, touched: Vec::new() })
    }
}
