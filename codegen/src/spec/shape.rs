//! Shapes and values of enums.

use super::fields::{Fields, Spanned, wrong_type};
use super::member::MemberRow;
use crate::diagnostic::Sink;
use crate::ir::{Provenance, Text};
use crate::json::{Entry, Node, Value};
use crate::source::Span;

/// A known value.
#[derive(Clone, Debug)]
pub(crate) struct EnumRow {
    /// A number as it is written.
    pub(crate) value: Spanned<String>,
    pub(crate) is_number: bool,
    pub(crate) rust_name: Option<Spanned<String>>,
    pub(crate) description: Text,
}

impl EnumRow {
    pub(crate) fn new(node: &Node, sink: &mut Sink<'_>) -> Option<Self> {
        let mut fields = Fields::new(node, "a value of an enum", sink)?;
        let value = fields.required("value", sink).and_then(|node| known_value(node, sink));
        let rust_name = fields.string("rust_name", sink);
        let description = fields.text("description", sink);
        fields.finish(sink);
        let (value, is_number) = value?;
        Some(Self { value, is_number, rust_name, description })
    }
}

/// A text, which may be empty, or a whole number; and whether it is a number.
fn known_value(node: &Node, sink: &mut Sink<'_>) -> Option<(Spanned<String>, bool)> {
    let spanned = |text: &str| Spanned { value: text.to_owned(), span: node.span };
    match &node.value {
        Value::String(text) => Some((spanned(text), false)),
        Value::Number(digits) if digits.parse::<i64>().is_ok_and(|number| number.to_string() == *digits) => {
            Some((spanned(digits), true))
        }
        _ => wrong_type(node, "a string or a whole number", sink),
    }
}

/// A table of its own.
#[derive(Clone, Debug)]
pub(crate) struct ShapeRow {
    pub(crate) name: Spanned<String>,
    pub(crate) section: String,
    pub(crate) description: Text,
    pub(crate) rust_name: Option<Spanned<String>>,
    pub(crate) kind: ShapeRowKind,
    pub(crate) provenance: Vec<Provenance>,
}

/// What a shape is made of.
#[derive(Clone, Debug)]
pub(crate) enum ShapeRowKind {
    Structure { members: Vec<MemberRow> },
    Union { tag: Spanned<String>, variants: Vec<VariantRow> },
    SameAs { action: Option<Spanned<String>>, shape: Spanned<String> },
}

/// One variant of a tagged union.
#[derive(Clone, Debug)]
pub(crate) struct VariantRow {
    pub(crate) value: Spanned<String>,
    pub(crate) section: String,
    pub(crate) description: Text,
    pub(crate) rust_name: Option<Spanned<String>>,
    pub(crate) members: Vec<MemberRow>,
    pub(crate) provenance: Vec<Provenance>,
    pub(crate) span: Span,
}

impl ShapeRow {
    pub(crate) fn new(entry: &Entry, sink: &mut Sink<'_>) -> Option<Self> {
        let node = &entry.node;
        if entry.key.is_empty() {
            sink.error("empty-name", entry.span, "the name of a shape is empty");
        }
        let mut fields = Fields::new(node, "a shape", sink)?;
        let section = fields.plain("section", sink);
        let description = fields.text("description", sink);
        let rust_name = fields.string("rust_name", sink);
        let members = fields.take("members").map(|node| super::elements(node, sink, MemberRow::new));
        let tag = fields.string("tag", sink);
        let variants = fields.take("variants").map(|node| super::elements(node, sink, VariantRow::new));
        let same_as = fields.take("same_as");
        fields.finish(sink);
        let kind = match (members, tag, variants, same_as) {
            (Some(members), None, None, None) => ShapeRowKind::Structure { members },
            (None, Some(tag), Some(variants), None) => ShapeRowKind::Union { tag, variants },
            (None, None, None, Some(node)) => same(node, sink)?,
            _ => {
                let help = "use `members`, or `tag` and `variants`, or `same_as`";
                sink.error_with_help("bad-shape", entry.span, format!("`{}` is no shape", entry.key), help);
                return None;
            }
        };
        let name = Spanned { value: entry.key.clone(), span: entry.span };
        Some(Self { name, section, description, rust_name, kind, provenance: node.touched.clone() })
    }
}

fn same(node: &Node, sink: &mut Sink<'_>) -> Option<ShapeRowKind> {
    let mut fields = Fields::new(node, "`same_as`", sink)?;
    let action = fields.string("action", sink);
    let shape = fields.name("shape", sink);
    fields.finish(sink);
    Some(ShapeRowKind::SameAs { action, shape: shape? })
}

impl VariantRow {
    fn new(node: &Node, sink: &mut Sink<'_>) -> Option<Self> {
        let mut fields = Fields::new(node, "a variant", sink)?;
        let value = fields.name("value", sink);
        let section = fields.plain("section", sink);
        let description = fields.text("description", sink);
        let rust_name = fields.string("rust_name", sink);
        let members = fields.list("members", sink, MemberRow::new);
        fields.finish(sink);
        let (provenance, span) = (node.touched.clone(), node.span);
        Some(Self { value: value?, section, description, rust_name, members, provenance, span })
    }
}
