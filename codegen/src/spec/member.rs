//! Rows of tables.

use super::fields::{Fields, Spanned, choice, elements, number, string, wrong_type};
use super::shape::EnumRow;
use crate::diagnostic::Sink;
use crate::ir::{Format, Provenance, Scalar, Text};
use crate::json::{Node, Value};
use crate::source::Span;

/// One row.
#[derive(Clone, Debug)]
pub(crate) struct MemberRow {
    pub(crate) name: Spanned<String>,
    pub(crate) ty: Option<Spanned<ScalarType>>,
    /// It has a `type`, which is none.
    pub(crate) unknown_type: bool,
    pub(crate) shape: Option<Spanned<String>>,
    pub(crate) list: bool,
    pub(crate) required: Option<Spanned<RequiredRow>>,
    pub(crate) values: Option<Spanned<Vec<EnumRow>>>,
    pub(crate) enum_name: Option<Spanned<String>>,
    pub(crate) ignore_case: Option<Spanned<bool>>,
    pub(crate) default: Option<Spanned<Scalar>>,
    pub(crate) min: Option<Spanned<f64>>,
    pub(crate) max: Option<Spanned<f64>>,
    pub(crate) min_length: Option<Spanned<u64>>,
    pub(crate) max_length: Option<Spanned<u64>>,
    pub(crate) min_items: Option<Spanned<u64>>,
    pub(crate) max_items: Option<Spanned<u64>>,
    pub(crate) min_index: Option<Spanned<u64>>,
    pub(crate) max_index: Option<Spanned<u64>>,
    pub(crate) pattern: Option<Spanned<String>>,
    pub(crate) decimals: Option<Spanned<u64>>,
    pub(crate) unit: Option<Spanned<String>>,
    pub(crate) format: Option<Spanned<Format>>,
    pub(crate) sensitive: Option<Spanned<bool>>,
    pub(crate) private: Option<Spanned<bool>>,
    pub(crate) nullable: Option<Spanned<bool>>,
    pub(crate) aliases: Vec<Spanned<String>>,
    pub(crate) unique_by: Option<Spanned<String>>,
    pub(crate) default_when: Vec<WhenRow<Spanned<Scalar>>>,
    pub(crate) max_when: Vec<WhenRow<Spanned<f64>>>,
    pub(crate) enum_when: Vec<WhenRow<Vec<Spanned<String>>>>,
    pub(crate) effective_when: Option<ConditionRow>,
    pub(crate) rust_name: Option<Spanned<String>>,
    pub(crate) description: Text,
    pub(crate) provenance: Vec<Provenance>,
}

/// A type that is no shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ScalarType {
    String,
    Integer,
    Long,
    Float,
    Boolean,
    Json,
}

/// Whether a member must be there.
#[derive(Clone, Debug)]
pub(crate) enum RequiredRow {
    Always,
    Never,
    Recommended,
    When(ConditionRow),
}

/// A value under a condition.
#[derive(Clone, Debug)]
pub(crate) struct WhenRow<T> {
    pub(crate) condition: ConditionRow,
    pub(crate) value: T,
}

/// A condition.
#[derive(Clone, Debug)]
pub(crate) struct ConditionRow {
    pub(crate) test: ConditionTestRow,
    pub(crate) span: Span,
}

/// What a condition tests.
#[derive(Clone, Debug)]
pub(crate) enum ConditionTestRow {
    Equals { member: Spanned<String>, value: Spanned<Scalar> },
    Absent { member: Spanned<String> },
    Context { key: String, value: String },
}

const TYPES: [(&str, ScalarType); 6] = [
    ("string", ScalarType::String),
    ("integer", ScalarType::Integer),
    ("long", ScalarType::Long),
    ("float", ScalarType::Float),
    ("boolean", ScalarType::Boolean),
    ("json", ScalarType::Json),
];

const FORMATS: [(&str, Format); 2] = [("utc-time", Format::Utc), ("local-time", Format::Local)];

impl MemberRow {
    pub(crate) fn new(node: &Node, sink: &mut Sink<'_>) -> Option<Self> {
        let mut fields = Fields::new(node, "a member", sink)?;
        let name = fields.name("name", sink);
        let ty = fields.choice("type", &TYPES, sink);
        let unknown_type = ty.is_none() && node.get("type").is_some();
        let row = Self {
            name: name.clone().unwrap_or_else(|| Spanned { value: String::new(), span: node.span }),
            ty,
            unknown_type,
            shape: fields.string("shape", sink),
            list: fields.flag("list", sink).is_some_and(|flag| flag.value),
            required: fields.take("required").and_then(|node| required(node, sink)),
            values: fields
                .take("enum")
                .map(|node| Spanned { value: elements(node, sink, EnumRow::new), span: node.span }),
            enum_name: fields.string("enum_name", sink),
            ignore_case: fields.flag("ignore_case", sink),
            default: fields.take("default").and_then(|node| scalar(node, sink)),
            min: fields.number("min", sink),
            max: fields.number("max", sink),
            min_length: fields.count("min_length", sink),
            max_length: fields.count("max_length", sink),
            min_items: fields.count("min_items", sink),
            max_items: fields.count("max_items", sink),
            min_index: fields.count("min_index", sink),
            max_index: fields.count("max_index", sink),
            pattern: fields.string("pattern", sink),
            decimals: fields.count("decimals", sink),
            unit: fields.string("unit", sink),
            format: fields.choice("format", &FORMATS, sink),
            sensitive: fields.flag("sensitive", sink),
            private: fields.flag("private", sink),
            nullable: fields.flag("nullable", sink),
            aliases: fields.list("aliases", sink, string),
            unique_by: fields.string("unique_by", sink),
            default_when: fields.list("default_when", sink, |node, sink| when(node, "default", sink, scalar)),
            max_when: fields.list("max_when", sink, |node, sink| when(node, "max", sink, number)),
            enum_when: fields.list("enum_when", sink, |node, sink| {
                when(node, "values", sink, |node, sink| Some(elements(node, sink, string)))
            }),
            effective_when: fields.take("effective_when").and_then(|node| condition(node, sink)),
            rust_name: fields.string("rust_name", sink),
            description: fields.text("description", sink),
            provenance: node.touched.clone(),
        };
        fields.finish(sink);
        name.map(|_| row)
    }
}

fn required(node: &Node, sink: &mut Sink<'_>) -> Option<Spanned<RequiredRow>> {
    let value = match &node.value {
        Value::Bool(true) => RequiredRow::Always,
        Value::Bool(false) => RequiredRow::Never,
        Value::String(_) => choice(node, &[("recommended", ())], sink).map(|_| RequiredRow::Recommended)?,
        Value::Object(_) => {
            let mut fields = Fields::new(node, "`required`", sink)?;
            let condition = fields.required("when", sink).and_then(|node| condition(node, sink));
            fields.finish(sink);
            RequiredRow::When(condition?)
        }
        _ => return wrong_type(node, "true, false, \"recommended\" or a condition", sink),
    };
    Some(Spanned { value, span: node.span })
}

fn when<'n, T>(
    node: &'n Node,
    key: &'static str,
    sink: &mut Sink<'_>,
    read: impl FnOnce(&'n Node, &mut Sink<'_>) -> Option<T>,
) -> Option<WhenRow<T>> {
    let mut fields = Fields::new(node, "a value under a condition", sink)?;
    let condition = fields.required("when", sink).and_then(|node| condition(node, sink));
    let value = fields.required(key, sink).and_then(|node| read(node, sink));
    fields.finish(sink);
    Some(WhenRow { condition: condition?, value: value? })
}

fn condition(node: &Node, sink: &mut Sink<'_>) -> Option<ConditionRow> {
    let mut fields = Fields::new(node, "a condition", sink)?;
    let member = fields.string("member", sink);
    let equals = fields.take("equals").and_then(|node| scalar(node, sink));
    let absent = fields.flag("absent", sink);
    let context = fields.take("context");
    fields.finish(sink);
    let test = match (member, equals, absent.map(|flag| flag.value), context) {
        (Some(member), Some(value), None, None) => ConditionTestRow::Equals { member, value },
        (Some(member), None, Some(true), None) => ConditionTestRow::Absent { member },
        (None, None, None, Some(context)) => {
            let [entry] = context.entries() else {
                return wrong_type(context, "one key and its value", sink);
            };
            ConditionTestRow::Context { key: entry.key.clone(), value: string(&entry.node, sink)?.value }
        }
        _ => {
            sink.error_with_help(
                "bad-condition",
                node.span,
                "this is no condition",
                "use {\"member\": …, \"equals\": …}, {\"member\": …, \"absent\": true} or {\"context\": {…: …}}",
            );
            return None;
        }
    };
    Some(ConditionRow { test, span: node.span })
}

fn scalar(node: &Node, sink: &mut Sink<'_>) -> Option<Spanned<Scalar>> {
    let value = match &node.value {
        Value::String(text) => Scalar::String(text.clone()),
        Value::Bool(flag) => Scalar::Boolean(*flag),
        Value::Number(digits) => match digits.parse() {
            Ok(whole) => Scalar::Integer(whole),
            Err(_) => Scalar::Float(number(node, sink)?.value),
        },
        _ => return wrong_type(node, "a string, a number, true or false", sink),
    };
    Some(Spanned { value, span: node.span })
}
