//! The resolved model as flattened tables: one row for every parameter and every field, with all that is known of it.
//!
//! A list `L` is one row `L.N`, which carries the type of its elements; every object on the way has a row of its own.

mod rust;

use serde_json::{Map, Value, json};

use crate::facts;
use crate::ir::{
    AcceptorTest, Action, Condition, ConditionTest, Constraints, Effect, ErrorOutcome, ErrorRow, Ir, Member, Outcome,
    Required, Scalar, ShapeId, ShapeKind, Side, Text, Type, Variant, Waiter, When,
};

/// One row of a flattened table.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Full path, with `N` for the numbers of lists: `Container.N.Port.N.Port`.
    pub path: String,
    /// `string`, `integer`, `long`, `float`, `boolean` or `object`.
    pub ty: &'static str,
    /// Whether it must be there, in words; empty in responses.
    pub required: String,
    /// Bounds, defaults, units and conditions, in words.
    pub facts: Vec<String>,
    /// What it is.
    pub description: Text,
    /// The same facts by their keys.
    pub json: Map<String, Value>,
}

/// The rows of an action's request or response, in the documents' order.
pub fn rows(ir: &Ir, action: &Action, side: Side) -> Vec<Row> {
    let shape = match side {
        Side::Request => action.request,
        Side::Response => action.response,
    };
    let mut walk = Walk { ir, side, rows: Vec::new() };
    walk.shape(shape, "");
    walk.rows
}

/// The whole model: operations with their flattened requests and responses, errors and regions.
pub fn json(ir: &Ir) -> Value {
    let operations: Map<String, Value> =
        ir.actions.iter().map(|action| (action.name.wire.clone(), operation(ir, action))).collect();
    let errors = ir.service.errors.iter().map(error);
    let regions = ir.service.regions.iter().map(|region| json!({ "region": region.region, "zones": region.zones }));
    let endpoints = ir.service.endpoints.iter().map(|one| json!({ "name": one.name, "host": one.host }));
    let waiters: Map<String, Value> = ir.waiters.iter().map(|one| (one.name.wire.clone(), waiter(ir, one))).collect();
    json!({
        "service": ir.service.name,
        "version": ir.service.version,
        "default_region": ir.service.default_region,
        "endpoints": endpoints.collect::<Vec<_>>(),
        "operations": operations,
        "errors": errors.collect::<Vec<_>>(),
        "regions": regions.collect::<Vec<_>>(),
        "waiters": waiters,
    })
}

fn error(row: &ErrorRow) -> Value {
    let outcome = match row.outcome {
        ErrorOutcome::Refused => "refused",
        ErrorOutcome::Unknown => "unknown",
    };
    json!({
        "code": row.code.wire,
        "message": row.message,
        "http_status": row.http_status,
        "retryable": row.retryable,
        "outcome": outcome,
        "throttling": row.throttling,
        "clock_skew": row.clock_skew,
    })
}

/// What a waiter asks, how often, and what each answer means.
fn waiter(ir: &Ir, waiter: &Waiter) -> Value {
    let action = ir.action(waiter.action);
    let acceptors = waiter.acceptors.iter().map(|acceptor| {
        let outcome = match acceptor.outcome {
            Outcome::Success => "success",
            Outcome::Failure => "failure",
            Outcome::Retry => "retry",
        };
        match &acceptor.test {
            AcceptorTest::All { path, values } => {
                json!({ "outcome": outcome, "all": path_of(ir, action, path), "equals": values })
            }
            AcceptorTest::Any { path, values } => {
                json!({ "outcome": outcome, "any": path_of(ir, action, path), "equals": values })
            }
            AcceptorTest::Empty { path } => json!({ "outcome": outcome, "empty": path_of(ir, action, path) }),
            AcceptorTest::Error { code } => json!({ "outcome": outcome, "error": code }),
        }
    });
    json!({
        "action": action.name.wire,
        "delay_seconds": waiter.delay_seconds,
        "max_attempts": waiter.max_attempts,
        "acceptors": acceptors.collect::<Vec<_>>(),
    })
}

/// The wire path of members below a response.
fn path_of(ir: &Ir, action: &Action, path: &[usize]) -> String {
    let mut shape = ir.shape(action.response);
    let mut text = String::new();
    for index in path {
        let Some(member) = shape.members().get(*index) else { break };
        text = join(&text, &member.name.wire);
        if member.list {
            text.push_str(".N");
        }
        if let Type::Shape(id) = member.ty {
            shape = ir.shape(id);
        }
    }
    text
}

/// How an action is read page by page; null where it is not.
fn paginator(ir: &Ir, action: &Action) -> Value {
    let found = ir.paginators.iter().find(|paginator| ir.action(paginator.action).name == action.name);
    let Some(paginator) = found else { return Value::Null };
    let name = |shape: ShapeId, index: usize| ir.shape(shape).members().get(index).map(|member| &member.name.wire);
    json!({
        "request_token": name(action.request, paginator.request_token),
        "response_token": name(action.response, paginator.response_token),
        "page_size": paginator.page_size.and_then(|index| name(action.request, index)),
        "items": name(action.response, paginator.items),
        "total": paginator.total.and_then(|index| name(action.response, index)),
        "end": paginator.end.as_ref().map(scalar),
    })
}

fn effect(effect: Effect) -> &'static str {
    match effect {
        Effect::Read => "read",
        Effect::Idempotent => "idempotent",
        Effect::Create => "create",
    }
}

fn operation(ir: &Ir, action: &Action) -> Value {
    let table = |side| -> Map<String, Value> {
        rows(ir, action, side).into_iter().map(|row| (row.path, Value::Object(row.json))).collect()
    };
    let methods = action.methods.iter().map(|method| facts::method_name(*method));
    json!({
        "methods": methods.collect::<Vec<_>>(),
        "recommended_method": facts::method_name(action.recommended_method),
        "effect": effect(action.effect),
        "yields": action.yields.and_then(|index| Some(&ir.shape(action.response).members().get(index)?.name.wire)),
        "rust": action.name.rust,
        "rust_request": ir.shape(action.request).name.rust,
        "rust_response": ir.shape(action.response).name.rust,
        "paginator": paginator(ir, action),
        "request": table(Side::Request),
        "response": table(Side::Response),
    })
}

struct Walk<'a> {
    ir: &'a Ir,
    side: Side,
    rows: Vec<Row>,
}

impl Walk<'_> {
    fn shape(&mut self, id: ShapeId, prefix: &str) {
        match &self.ir.shape(id).kind {
            ShapeKind::Structure { members } => {
                for member in members {
                    self.member(member, prefix, &member.required);
                }
            }
            ShapeKind::Union { tag, tag_description, variants } => {
                self.tag(&join(prefix, &tag.wire), tag_description, variants);
                self.variants(&tag.wire, variants, prefix);
            }
        }
    }

    /// The tag of a union is a string that must be one of the variants' values.
    fn tag(&mut self, path: &str, description: &Text, variants: &[Variant]) {
        let values: Vec<_> = variants.iter().map(|variant| variant.name.wire.as_str()).collect();
        let mut json = Map::new();
        json.insert("type".to_owned(), json!("string"));
        json.insert("required".to_owned(), json!(true));
        json.insert("enum".to_owned(), json!(values));
        json.insert("rust_values".to_owned(), json!(rust::values(variants.iter().map(|variant| &variant.name))));
        self.rows.push(Row {
            path: path.to_owned(),
            ty: "string",
            required: "required".to_owned(),
            facts: vec![format!("one of {}", values.join(", "))],
            description: description.clone(),
            json,
        });
    }

    /// A member that every variant has is as required as it is there; another only with its variants.
    fn variants(&mut self, tag: &str, variants: &[Variant], prefix: &str) {
        let mut done: Vec<&str> = Vec::new();
        for variant in variants {
            for member in self.ir.shape(variant.shape).members() {
                let wire = member.name.wire.as_str();
                if done.contains(&wire) {
                    continue;
                }
                done.push(wire);
                let everywhere = variants
                    .iter()
                    .all(|other| self.ir.shape(other.shape).members().iter().any(|one| one.name.wire == wire));
                let only_here = Required::When(Condition {
                    test: ConditionTest::Equals {
                        member: 0,
                        wire: tag.to_owned(),
                        value: Scalar::String(variant.name.wire.clone()),
                    },
                });
                let conditional = !everywhere && member.required == Required::Always;
                self.member(member, prefix, if conditional { &only_here } else { &member.required });
            }
        }
    }

    fn member(&mut self, member: &Member, prefix: &str, required: &Required) {
        let mut path = join(prefix, &member.name.wire);
        if member.list {
            path.push_str(".N");
        }
        let request = self.side == Side::Request;
        self.rows.push(Row {
            ty: facts::type_name(member.ty),
            required: if request { facts::required(required, str::to_owned) } else { String::new() },
            facts: facts::constraints(self.ir, member).iter().map(facts::Fact::plain).collect(),
            description: member.description.clone(),
            json: self.keys(member, prefix, required),
            path: path.clone(),
        });
        if let Type::Shape(id) = member.ty {
            self.shape(id, &path);
        }
    }

    fn keys(&self, member: &Member, prefix: &str, required: &Required) -> Map<String, Value> {
        let mut keys = Map::new();
        keys.insert("type".to_owned(), json!(facts::type_name(member.ty)));
        match (self.side, required) {
            (Side::Response, _) => {
                if member.nullable {
                    keys.insert("nullable".to_owned(), json!(true));
                }
            }
            (Side::Request, Required::Always) => drop(keys.insert("required".to_owned(), json!(true))),
            (Side::Request, Required::Never) => drop(keys.insert("required".to_owned(), json!(false))),
            (Side::Request, Required::Recommended) => {
                keys.insert("required".to_owned(), json!(false));
                keys.insert("recommended".to_owned(), json!(true));
            }
            (Side::Request, Required::When(when)) => {
                keys.insert("required".to_owned(), json!("conditional"));
                keys.insert("required_when".to_owned(), Value::Object(condition(when, prefix)));
            }
        }
        if let Type::Enum(id) = member.ty {
            let values: Vec<_> = self.ir.enumeration(id).values.iter().map(|value| &value.name.wire).collect();
            keys.insert("enum".to_owned(), json!(values));
        }
        rust::keys(self.ir, member, &mut keys);
        constraints(&member.constraints, prefix, &mut keys);
        keys
    }
}

fn constraints(rules: &Constraints, prefix: &str, keys: &mut Map<String, Value>) {
    let mut put = |key: &str, value: Option<Value>| {
        if let Some(value) = value {
            keys.insert(key.to_owned(), value);
        }
    };
    put("default", rules.default.as_ref().map(scalar));
    put("unit", rules.unit.as_ref().map(|unit| json!(unit)));
    put("min", rules.min.map(number));
    put("max", rules.max.map(number));
    put("min_length", rules.min_length.map(|count| json!(count)));
    put("max_length", rules.max_length.map(|count| json!(count)));
    put("pattern", rules.pattern.as_ref().map(|pattern| json!(pattern)));
    put("min_items", rules.min_items.map(|count| json!(count)));
    put("max_items", rules.max_items.map(|count| json!(count)));
    put("min_index", rules.min_index.map(|index| json!(index)));
    put("max_index", rules.max_index.map(|index| json!(index)));
    put("decimals", rules.decimals.map(|digits| json!(digits)));
    put("default_when", whens(&rules.default_when, prefix, "default", scalar));
    put("max_when", whens(&rules.max_when, prefix, "max", |max| number(*max)));
    put("enum_when", whens(&rules.enum_when, prefix, "enum", |values| json!(values)));
}

fn whens<T>(all: &[When<T>], prefix: &str, key: &str, value: impl Fn(&T) -> Value) -> Option<Value> {
    let list: Vec<_> = all
        .iter()
        .map(|when| {
            let mut object = condition(&when.condition, prefix);
            object.insert(key.to_owned(), value(&when.value));
            Value::Object(object)
        })
        .collect();
    (!list.is_empty()).then_some(Value::Array(list))
}

fn condition(condition: &Condition, prefix: &str) -> Map<String, Value> {
    let mut object = Map::new();
    match &condition.test {
        ConditionTest::Equals { wire, value, .. } => {
            object.insert("path".to_owned(), json!(join(prefix, wire)));
            object.insert("equals".to_owned(), scalar(value));
        }
        ConditionTest::Absent { wire, .. } => {
            object.insert("path".to_owned(), json!(join(prefix, wire)));
            object.insert("absent".to_owned(), json!(true));
        }
        ConditionTest::Context { key, value } => drop(object.insert(key.clone(), json!(value))),
    }
    object
}

fn scalar(value: &Scalar) -> Value {
    match value {
        Scalar::String(text) => json!(text),
        Scalar::Integer(number) => json!(number),
        Scalar::Float(value) => number(*value),
        Scalar::Boolean(flag) => json!(flag),
    }
}

/// A whole number without a fraction.
fn number(value: f64) -> Value {
    #[allow(clippy::cast_possible_truncation, reason = "whole and within the range that f64 holds exactly")]
    if value.fract() == 0.0 && value.abs() < 9e15 { json!(value as i64) } else { json!(value) }
}

fn join(prefix: &str, name: &str) -> String {
    if prefix.is_empty() { name.to_owned() } else { format!("{prefix}.{name}") }
}
