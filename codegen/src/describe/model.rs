//! The whole model as one JSON document.

use serde_json::{Map, Value, json};

use super::keys::scalar;
use super::texts::{documented, put, text};
use super::{EDITION, rows, rust, waiting};
use crate::facts;
use crate::ir::{
    Action, ActionPlace, Body, Conversion, Effect, ErrorOutcome, ErrorRow, Example, Fault, Ir, ListRule, NextPage,
    ParameterPlace, Relation, Service, ShapeId, Side, Signature, Source, Text,
};

/// The whole model: operations with their flattened requests and responses, and all that is known of the service.
pub fn json(ir: &Ir) -> Value {
    let operations: Map<String, Value> =
        ir.actions.iter().map(|action| (action.name.wire.clone(), operation(ir, action))).collect();
    let waiters: Map<String, Value> =
        ir.waiters.iter().map(|one| (one.name.wire.clone(), waiting::waiter(ir, one))).collect();
    let subjects: Map<String, Value> = ir.subjects.iter().map(|one| waiting::subject(ir, one)).collect();
    let mut keys = service(&ir.service);
    keys.insert("dump".to_owned(), json!(EDITION));
    keys.insert("operations".to_owned(), Value::Object(operations));
    keys.insert("conversions".to_owned(), ir.conversions.iter().map(|one| conversion(ir, one)).collect());
    keys.insert("subjects".to_owned(), Value::Object(subjects));
    keys.insert("waiters".to_owned(), Value::Object(waiters));
    Value::Object(keys)
}

fn service(service: &Service) -> Map<String, Value> {
    let endpoints = service.endpoints.iter().map(|one| {
        let keys = [("name", json!(one.name)), ("host", json!(one.host))];
        with_texts(keys, &one.description, "", &Text::default())
    });
    let regions = service.regions.iter().map(|one| {
        let keys = [("region", json!(one.region)), ("zones", json!(one.zones))];
        with_texts(keys, &Text::default(), "", &one.title)
    });
    let keys = [
        ("service", json!(service.name)),
        ("version", json!(service.version)),
        ("default_region", json!(service.default_region)),
        ("time_offset_seconds", json!(service.time_offset)),
        ("action_in", json!(action_in(service.action_in))),
        ("endpoints", endpoints.collect()),
        ("regions", regions.collect()),
        ("signatures", service.signatures.iter().map(signature).collect()),
        ("errors", service.errors.iter().map(error).collect()),
    ];
    let mut keys: Map<String, Value> = keys.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
    put(&mut keys, "title", text(&service.title));
    put(&mut keys, "description", text(&service.description));
    put(&mut keys, "errors_section", json!(service.errors_section));
    put(&mut keys, "list_rules", service.list_rules.iter().map(list_rule).collect());
    keys
}

fn action_in(place: ActionPlace) -> &'static str {
    match place {
        ActionPlace::Parameters => "parameters",
        ActionPlace::Headers => "headers",
    }
}

/// Facts, and what is told to people.
pub(super) fn with_texts<const N: usize>(
    keys: [(&str, Value); N],
    description: &Text,
    section: &str,
    title: &Text,
) -> Value {
    let mut keys: Map<String, Value> = keys.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
    documented(&mut keys, description, section, &[]);
    put(&mut keys, "title", text(title));
    Value::Object(keys)
}

fn error(row: &ErrorRow) -> Value {
    let fault = match row.fault {
        Fault::Client => "client",
        Fault::Server => "server",
        Fault::None => "none",
    };
    let outcome = match row.outcome {
        ErrorOutcome::Refused => "refused",
        ErrorOutcome::Unknown => "unknown",
    };
    let keys = [
        ("code", json!(row.code.wire)),
        ("rust", json!(row.code.rust)),
        ("message", json!(row.message)),
        ("http_status", json!(row.http_status)),
        ("fault", json!(fault)),
        ("retryable", json!(row.retryable)),
        ("outcome", json!(outcome)),
        ("throttling", json!(row.throttling)),
        ("clock_skew", json!(row.clock_skew)),
    ];
    with_texts(keys, &row.description, "", &Text::default())
}

fn signature(signature: &Signature) -> Value {
    let parameters = signature.parameters.iter().map(|one| {
        let place = match one.place {
            ParameterPlace::Header => "header",
            ParameterPlace::Query => "query",
            ParameterPlace::Parameter => "parameter",
        };
        let keys = [
            ("name", json!(one.name)),
            ("in", json!(place)),
            ("required", json!(one.required)),
            ("dry_run", json!(one.dry_run)),
        ];
        with_texts(keys, &one.description, "", &Text::default())
    });
    let keys = [("name", json!(signature.name)), ("parameters", parameters.collect())];
    with_texts(keys, &Text::default(), "", &signature.title)
}

fn list_rule(rule: &ListRule) -> Value {
    let examples = rule.examples.iter().map(|one| json!({ "parameters": one.parameters, "accepted": one.accepted }));
    with_texts([("id", json!(rule.id)), ("examples", examples.collect())], &rule.description, "", &Text::default())
}

/// How what an action created is found again; null where it is not.
fn find_again(ir: &Ir, action: &Action) -> Value {
    let found = ir.find_again.iter().find(|one| ir.action(one.create).name == action.name);
    let Some(one) = found else { return Value::Null };
    let find = ir.action(one.find);
    let name = |shape: ShapeId, index: usize| ir.shape(shape).members().get(index).map(|member| &member.name.wire);
    json!({ "action": find.name.wire, "name": name(action.request, one.name), "search": name(find.request, one.search) })
}

/// What describes that which an action creates, and what stands elsewhere in it; null where nothing does.
fn recreates(ir: &Ir, action: &Action) -> Value {
    let found = ir.recreations.iter().find(|one| ir.action(one.create).name == action.name);
    let Some(one) = found else { return Value::Null };
    let (described, members) = (ir.shape(one.from), ir.shape(action.request).members());
    let elsewhere = one.elsewhere.iter().filter_map(|carried| match &carried.from {
        Source::Path(path) => Some((members.get(carried.to)?.name.wire.clone(), json!(ir.path_from(described, path)))),
        Source::Member(_) => None,
    });
    json!({ "shape": described.name.rust, "members": elsewhere.collect::<Map<String, Value>>() })
}

/// The structures of responses of which structures of requests are made.
fn conversion(ir: &Ir, one: &Conversion) -> Value {
    let way = if one.fallible { "TryFrom" } else { "From" };
    json!(format!("{way}<{}> for {}", ir.shape(one.from).name.rust, ir.shape(one.to).name.rust))
}

/// How an action is read page by page; null where it is not.
fn paginator(ir: &Ir, action: &Action) -> Value {
    let found = ir.paginators.iter().find(|paginator| ir.action(paginator.action).name == action.name);
    let Some(paginator) = found else { return Value::Null };
    let asked = ir.shape(action.request).members().get(paginator.next.request()).map(|member| &member.name.wire);
    let size = paginator.page_size.and_then(|index| ir.shape(action.request).members().get(index));
    let told = |way: &[usize]| ir.path_of(ir.shape(action.response), way);
    let mut keys = json!({
        "page_size": size.map(|member| &member.name.wire),
        "items": told(&paginator.items),
        "total": paginator.total.as_ref().map(|way| told(way)),
    });
    let more = match &paginator.next {
        NextPage::Token { response, end, .. } => {
            vec![
                ("request_token", json!(asked)),
                ("response_token", json!(told(response))),
                ("end", json!(end.as_ref().map(scalar))),
            ]
        }
        NextPage::Number { first, .. } => vec![("page_number", json!(asked)), ("first", json!(first))],
        NextPage::Offset { first, .. } => vec![("offset", json!(asked)), ("first", json!(first))],
    };
    for (key, value) in more {
        keys[key] = value;
    }
    keys
}

fn body(body: Body) -> &'static str {
    match body {
        Body::Form => "form",
        Body::Json => "json",
    }
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
    let yields = action.yields.and_then(|index| Some(&ir.shape(action.response).members().get(index)?.name.wire));
    let keys = [
        ("methods", methods.collect()),
        ("recommended_method", json!(action.recommended_method.map(facts::method_name))),
        ("default_method", json!(facts::method_name(action.default_method))),
        ("body", json!(body(action.body))),
        ("effect", json!(effect(action.effect))),
        ("yields", json!(yields)),
        ("rust", json!(action.name.rust)),
        ("rust_request", json!(ir.shape(action.request).name.rust)),
        ("rust_response", json!(ir.shape(action.response).name.rust)),
        ("paginator", paginator(ir, action)),
        ("find_again", find_again(ir, action)),
        ("recreates", recreates(ir, action)),
        ("request_shape", rust::shape(ir, action.request)),
        ("response_shape", rust::shape(ir, action.response)),
        ("request", Value::Object(table(Side::Request))),
        ("response", Value::Object(table(Side::Response))),
    ];
    let mut keys: Map<String, Value> = keys.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
    documented(&mut keys, &action.description, &action.section, &action.provenance);
    put(&mut keys, "title", text(&action.title));
    put(&mut keys, "relations", action.relations.iter().map(relation).collect());
    put(&mut keys, "examples", action.examples.iter().map(example).collect());
    Value::Object(keys)
}

/// A rule across lists.
fn relation(relation: &Relation) -> Value {
    match relation {
        Relation::Among { each, among } => json!({ "each": each, "among": among }),
        Relation::Unique(paths) => json!({ "unique": paths }),
        Relation::AsMany(paths) => json!({ "as_many": paths }),
    }
}

/// An example, without the two parameters that say which action it is of.
fn example(example: &Example) -> Value {
    let own = example.parameters.iter().filter(|(key, _)| !matches!(key.as_str(), "Action" | "Version"));
    let parameters: Vec<_> = own.map(|(key, value)| json!([key, value])).collect();
    let mut keys = Map::new();
    keys.insert("parameters".to_owned(), json!(parameters));
    keys.insert("response".to_owned(), example.response.clone());
    put(&mut keys, "title", text(&example.title));
    Value::Object(keys)
}
