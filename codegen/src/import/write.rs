//! Actions as files of the spec format, keys in the order of the files that people wrote.

use super::cells::{Required, Type};
use super::condition::Condition;
use super::meaning::Subject;
use super::model::{Action, Kind, Member, Shape, Side};
use crate::json::{Entry, Node, Value};
use crate::source::Span;

/// An object that is being filled.
#[derive(Default)]
pub(crate) struct Object(Vec<Entry>);

impl Object {
    /// Adds a key.
    pub(crate) fn set(&mut self, key: &str, node: Node) -> &mut Self {
        self.0.push(Entry { key: key.to_owned(), span: Span::default(), node });
        self
    }

    /// Adds a key where there is a value for it.
    fn put(&mut self, key: &str, node: Option<Node>) -> &mut Self {
        if let Some(node) = node {
            self.set(key, node);
        }
        self
    }

    pub(crate) fn node(self) -> Node {
        of(Value::Object(self.0))
    }
}

/// A value that stands nowhere.
pub(crate) fn of(value: Value) -> Node {
    Node { span: Span::default(), value, touched: Vec::new() }
}

pub(crate) fn string(text: &str) -> Node {
    of(Value::String(text.to_owned()))
}

fn list(nodes: impl IntoIterator<Item = Node>) -> Node {
    of(Value::Array(nodes.into_iter().collect()))
}

fn object(entries: impl IntoIterator<Item = (&'static str, Node)>) -> Node {
    let mut object = Object::default();
    for (key, node) in entries {
        object.set(key, node);
    }
    object.node()
}

/// A text in the language that it is written in. English is never made up.
fn text(words: &str) -> Option<Node> {
    if words.is_empty() {
        return None;
    }
    if words.chars().any(super::text::is_han) {
        return Some(object([("en", string("")), ("zh", string(words))]));
    }
    Some(object([("en", string(words))]))
}

/// Parameters of an example in order, and its response.
pub(crate) type Sample = (Vec<(String, String)>, Option<Node>);

/// What is known of an action that its model does not hold.
#[derive(Debug, Default)]
pub(crate) struct Extra {
    pub(crate) examples: Vec<Sample>,
    pub(crate) effect: &'static str,
}

/// The file of an action.
pub(crate) fn action(action: &Action, extra: Extra) -> Node {
    let mut file = Object::default();
    let section = |part: &str| string(&format!("{} › {part}", action.chapter));
    let heading = if action.chapter == action.name { string(&action.name) } else { section(&action.name) };
    let title = if action.title.is_empty() { &action.name } else { &action.title };
    let own = action.chapter != action.name && action.chapter.chars().any(super::text::is_han);
    file.set("$schema", string("../../../schema/action.schema.json"))
        .set("action", string(&action.name))
        .put("title", text(if own { &action.chapter } else { title }))
        .put("description", text(&action.description))
        .set("section", heading);
    if !action.methods.is_empty() {
        file.set("methods", list(action.methods.iter().map(|method| string(method))));
    }
    file.put("recommended_method", action.recommended.as_deref().map(string))
        .set("effect", string(extra.effect))
        .set("request", side(&action.chapter, &action.request, true))
        .set("response", side(&action.chapter, &action.response, false));
    let examples = action.examples.iter().zip(extra.examples).filter(|(_, (parameters, _))| !parameters.is_empty());
    let examples: Vec<_> = examples
        .map(|(example, (parameters, response))| {
            let mut entry = Object::default();
            let parameters = parameters.iter().fold(Object::default(), |mut all, (name, value)| {
                all.set(name, string(value));
                all
            });
            entry
                .put("title", text(&example.title))
                .set("section", section(&example.label))
                .set("parameters", parameters.node())
                .put("response", response);
            entry.node()
        })
        .collect();
    if !examples.is_empty() {
        file.set("examples", list(examples));
    }
    file.node()
}

fn side(chapter: &str, side: &Side, request: bool) -> Node {
    let mut node = Object::default();
    let section = |part: &str| string(&format!("{chapter} › {part}"));
    if !side.title.is_empty() {
        node.set("section", section(&side.title));
    }
    node.set("members", members(&side.members, request));
    if !side.shapes.is_empty() {
        let mut shapes = Object::default();
        for one in &side.shapes {
            shapes.set(&one.name, shape(one, &format!("{chapter} › {}", one.name), request));
        }
        node.set("shapes", shapes.node());
    }
    node.node()
}

fn shape(shape: &Shape, section: &str, request: bool) -> Node {
    let mut node = Object::default();
    node.put("rust_name", shape.rust_name.as_deref().map(string)).set("section", string(section));
    match &shape.kind {
        Kind::Structure(rows) => {
            node.put("description", text(&shape.description)).set("members", members(rows, request));
        }
        Kind::Union { tag, variants } => {
            node.set("tag", string(tag)).put("description", text(&shape.description));
            let variants = variants.iter().map(|variant| {
                object([
                    ("value", string(&variant.value)),
                    ("section", string(&format!("{section} › {}", variant.value))),
                    ("members", members(&variant.members, request)),
                ])
            });
            node.set("variants", list(variants));
        }
        Kind::SameAs { action, shape } => {
            let mut same = Object::default();
            same.put("action", action.as_deref().map(string)).set("shape", string(shape));
            node.set("same_as", same.node());
        }
    }
    node.node()
}

fn members(rows: &[Member], request: bool) -> Node {
    list(rows.iter().map(|row| member(row, rows, request)))
}

fn member(row: &Member, rows: &[Member], request: bool) -> Node {
    let mut node = Object::default();
    let facts = &row.facts;
    node.set("name", string(&row.name));
    match &row.ty {
        Type::Scalar(scalar) => node.set("type", string(scalar)),
        Type::Shape(shape) => node.set("shape", string(shape)),
        Type::Unknown => node.set("type", string("string")),
    };
    let flag = |flag: bool| of(Value::Bool(flag));
    let count = |count: Option<u64>| count.map(|count| of(Value::Number(count.to_string())));
    let number = |digits: &Option<String>| digits.clone().map(|digits| of(Value::Number(digits)));
    let literal = |value: &String| literal(&row.ty, value);
    node.put("list", row.list.then(|| flag(true)));
    if request {
        node.put(
            "required",
            row.required.as_ref().map(|required| match required {
                Required::Always => flag(true),
                Required::Never => flag(false),
                Required::When(when) => object([("when", condition(when, rows))]),
            }),
        );
    }
    node.put("min_index", count(facts.min_index)).put("max_index", count(facts.max_index));
    if !facts.values.is_empty() {
        let value = |value: &super::model::Value| {
            let mut node = Object::default();
            node.set("value", string(&value.value)).put("description", text(&value.description));
            node.node()
        };
        node.set("enum", list(facts.values.iter().map(value)));
    }
    node.put("enum_name", facts.enum_name.as_deref().map(string))
        .put("min", number(&facts.min))
        .put("default", facts.default.as_ref().map(literal))
        .put("max", number(&facts.max))
        .put("min_length", count(facts.min_length))
        .put("max_length", count(facts.max_length))
        .put("min_items", count(facts.min_items))
        .put("max_items", count(facts.max_items))
        .put("pattern", facts.pattern.as_deref().map(string))
        .put("decimals", count(facts.decimals))
        .put("unit", facts.unit.as_deref().map(string))
        .put("format", facts.format.map(string))
        .put("sensitive", facts.sensitive.then(|| flag(true)));
    if !facts.max_when.is_empty() {
        let one = |(when, max): &(Condition, String)| {
            object([("when", condition(when, rows)), ("max", of(Value::Number(max.clone())))])
        };
        node.set("max_when", list(facts.max_when.iter().map(one)));
    }
    if !facts.default_when.is_empty() {
        let one = |(when, default): &(Condition, String)| {
            object([("when", condition(when, rows)), ("default", literal(default))])
        };
        node.set("default_when", list(facts.default_when.iter().map(one)));
    }
    node.put("effective_when", facts.effective_when.as_ref().map(|when| condition(when, rows)))
        .put("description", text(&row.description));
    node.node()
}

/// A value as its type writes it.
fn literal(ty: &Type, value: &str) -> Node {
    match ty {
        Type::Scalar("boolean") => of(Value::Bool(value == "true")),
        Type::Scalar("integer" | "long" | "float") => of(Value::Number(value.to_owned())),
        _ => string(value),
    }
}

fn condition(condition: &Condition, rows: &[Member]) -> Node {
    match condition {
        Condition::Absent(member) => object([("member", string(member)), ("absent", of(Value::Bool(true)))]),
        Condition::Equals(member, value) => {
            let ty = rows.iter().find(|row| row.name == *member).map_or(&Type::Unknown, |row| &row.ty);
            let value = Subject { list: false, ty }.literal(value).unwrap_or_else(|| value.clone());
            object([("member", string(member)), ("equals", literal(ty, &value))])
        }
        Condition::Machine(kind) => object([("context", object([("machine", string(kind))]))]),
    }
}
