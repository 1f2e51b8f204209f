//! Actions: their two sides, and the documents' examples.

use super::fields::{Fields, Spanned, elements, string, wrong_type};
use super::member::MemberRow;
use super::service::{BODIES, METHODS};
use super::shape::ShapeRow;
use crate::diagnostic::Sink;
use crate::ir::{Body, Effect, Example, Method, Provenance, Text};
use crate::json::{Entry, Node, Value};

/// An action as documented.
#[derive(Clone, Debug)]
pub(crate) struct ActionTable {
    pub(crate) name: Spanned<String>,
    pub(crate) rust_name: Option<Spanned<String>>,
    pub(crate) title: Text,
    pub(crate) description: Text,
    pub(crate) section: String,
    pub(crate) methods: Vec<Method>,
    pub(crate) recommended_method: Option<Spanned<Method>>,
    pub(crate) body: Option<Spanned<Body>>,
    pub(crate) effect: Effect,
    pub(crate) yields: Option<Spanned<String>>,
    pub(crate) find_again: Option<FindAgainRow>,
    pub(crate) recreates: Option<RecreatesRow>,
    pub(crate) request: SideTable,
    pub(crate) response: SideTable,
    pub(crate) examples: Vec<Example>,
    pub(crate) provenance: Vec<Provenance>,
}

/// How what an action created is found again.
#[derive(Clone, Debug)]
pub(crate) struct FindAgainRow {
    pub(crate) action: Spanned<String>,
    pub(crate) name: Spanned<String>,
    pub(crate) search: Spanned<String>,
}

impl FindAgainRow {
    fn new(node: &Node, sink: &mut Sink<'_>) -> Option<Self> {
        let mut fields = Fields::new(node, "a way to find it again", sink)?;
        let action = fields.name("action", sink);
        let (name, search) = (fields.name("name", sink), fields.name("search", sink));
        fields.finish(sink);
        Some(Self { action: action?, name: name?, search: search? })
    }
}

/// What describes that which an action creates.
#[derive(Clone, Debug)]
pub(crate) struct RecreatesRow {
    pub(crate) action: Spanned<String>,
    pub(crate) shape: Spanned<String>,
    /// Members of the request, each with a path down from the shape.
    pub(crate) members: Vec<(Spanned<String>, Spanned<String>)>,
}

impl RecreatesRow {
    fn new(node: &Node, sink: &mut Sink<'_>) -> Option<Self> {
        let mut fields = Fields::new(node, "what describes it", sink)?;
        let (action, shape) = (fields.name("action", sink), fields.name("shape", sink));
        let members = fields.take("members").map(|node| match &node.value {
            Value::Object(entries) => entries.iter().filter_map(|entry| member_and_path(entry, sink)).collect(),
            _ => wrong_type(node, "an object of members and paths", sink).unwrap_or_default(),
        });
        fields.finish(sink);
        Some(Self { action: action?, shape: shape?, members: members.unwrap_or_default() })
    }
}

fn member_and_path(entry: &Entry, sink: &mut Sink<'_>) -> Option<(Spanned<String>, Spanned<String>)> {
    Some((Spanned { value: entry.key.clone(), span: entry.span }, string(&entry.node, sink)?))
}

/// A request or a response: its members, and the shapes that they use.
#[derive(Clone, Debug, Default)]
pub(crate) struct SideTable {
    pub(crate) section: String,
    pub(crate) members: Vec<MemberRow>,
    pub(crate) shapes: Vec<ShapeRow>,
    pub(crate) relations: Vec<RelationRow>,
}

/// A rule across lists.
#[derive(Clone, Debug)]
pub(crate) enum RelationRow {
    Among { each: Spanned<String>, among: Spanned<String> },
    Unique(Vec<Spanned<String>>),
    AsMany(Vec<Spanned<String>>),
}

impl RelationRow {
    fn new(node: &Node, sink: &mut Sink<'_>) -> Option<Self> {
        let mut fields = Fields::new(node, "a relation", sink)?;
        let (each, among) = (fields.string("each", sink), fields.string("among", sink));
        let (unique, as_many) = (fields.list("unique", sink, string), fields.list("as_many", sink, string));
        fields.finish(sink);
        match (each, among, unique.is_empty(), as_many.len()) {
            (Some(each), Some(among), true, 0) => Some(Self::Among { each, among }),
            (None, None, false, 0) => Some(Self::Unique(unique)),
            (None, None, true, 2..) => Some(Self::AsMany(as_many)),
            _ => {
                let help = "use `each` and `among`, or `unique` with paths, or `as_many` with two paths or more";
                sink.error_with_help("bad-relation", node.span, "this is no relation", help);
                None
            }
        }
    }
}

const EFFECTS: [(&str, Effect); 3] =
    [("read", Effect::Read), ("idempotent", Effect::Idempotent), ("create", Effect::Create)];

impl ActionTable {
    pub(crate) fn new(node: &Node, sink: &mut Sink<'_>) -> Option<Self> {
        let mut fields = Fields::new(node, "an action", sink)?;
        fields.string("$schema", sink);
        let name = fields.name("action", sink);
        let rust_name = fields.string("rust_name", sink);
        let title = fields.text("title", sink);
        let description = fields.text("description", sink);
        let section = fields.plain("section", sink);
        let methods = fields.list("methods", sink, |node, sink| super::fields::choice(node, &METHODS, sink));
        let recommended_method = fields.choice("recommended_method", &METHODS, sink);
        let body = fields.choice("body", &BODIES, sink);
        let effect = fields.required("effect", sink).and_then(|node| super::fields::choice(node, &EFFECTS, sink));
        let yields = fields.string("yields", sink);
        let find_again = fields.take("find_again").and_then(|node| FindAgainRow::new(node, sink));
        let recreates = fields.take("recreates").and_then(|node| RecreatesRow::new(node, sink));
        let request = fields.required("request", sink).and_then(|node| SideTable::new(node, sink));
        let response = fields.required("response", sink).and_then(|node| SideTable::new(node, sink));
        let examples = fields.list("examples", sink, example);
        fields.finish(sink);
        Some(Self {
            name: name?,
            rust_name,
            title,
            description,
            section,
            methods: methods.into_iter().map(|method| method.value).collect(),
            recommended_method,
            body,
            effect: effect.map_or(Effect::Create, |effect| effect.value),
            yields,
            find_again,
            recreates,
            request: request.unwrap_or_default(),
            response: response.unwrap_or_default(),
            examples,
            provenance: node.touched.clone(),
        })
    }
}

impl SideTable {
    fn new(node: &Node, sink: &mut Sink<'_>) -> Option<Self> {
        let mut fields = Fields::new(node, "a request or a response", sink)?;
        let section = fields.plain("section", sink);
        let members = fields.required("members", sink).map(|node| elements(node, sink, MemberRow::new));
        let shapes = fields.take("shapes").map(|node| match &node.value {
            Value::Object(entries) => entries.iter().filter_map(|entry| ShapeRow::new(entry, sink)).collect(),
            _ => wrong_type(node, "an object of shapes", sink).unwrap_or_default(),
        });
        let relations = fields.list("relations", sink, RelationRow::new);
        fields.finish(sink);
        Some(Self { section, members: members.unwrap_or_default(), shapes: shapes.unwrap_or_default(), relations })
    }
}

fn example(node: &Node, sink: &mut Sink<'_>) -> Option<Example> {
    let mut fields = Fields::new(node, "an example", sink)?;
    let title = fields.text("title", sink);
    fields.string("section", sink);
    let parameters = fields.required("parameters", sink);
    let response = fields.take("response").map_or(serde_json::Value::Null, Node::to_json);
    fields.finish(sink);
    let parameters = parameters?;
    let Value::Object(entries) = &parameters.value else {
        return wrong_type(parameters, "an object of parameters", sink);
    };
    let text = |node: &Node, sink: &mut Sink<'_>| match &node.value {
        Value::String(text) | Value::Number(text) => Some(text.clone()),
        Value::Bool(flag) => Some(flag.to_string()),
        _ => wrong_type(node, "a string, a number, true or false", sink),
    };
    let parameters = entries.iter().filter_map(|entry| Some((entry.key.clone(), text(&entry.node, sink)?))).collect();
    Some(Example { title, parameters, response })
}
