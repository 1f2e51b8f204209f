//! Answers: what was asked for, and errors by their HTTP status.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::name;
use super::object::Object;
use super::schemas::response_name;
use crate::ir::{Action, ErrorRow, Fault, Ir};

/// Name of the component of an error of any code.
const ANY_ERROR: &str = "error.Error";

/// The status of an answer that is no error.
const OK: u16 = 200;

/// Rows of the error table by their status, those that OpenAPI can name.
fn by_status(ir: &Ir) -> BTreeMap<u16, Vec<&ErrorRow>> {
    let mut all: BTreeMap<u16, Vec<&ErrorRow>> = BTreeMap::new();
    for row in ir.service.errors.iter().filter(|row| row.http_status < 600) {
        all.entry(row.http_status).or_default().push(row);
    }
    all
}

fn status_name(status: u16) -> String {
    format!("error.Status{status}")
}

/// The schemas of errors.
pub(super) fn schemas(ir: &Ir) -> Vec<(String, Value)> {
    let mut all = vec![(ANY_ERROR.to_owned(), any_error())];
    all.extend(by_status(ir).into_iter().map(|(status, rows)| (status_name(status), error_of(&rows))));
    all
}

fn any_error() -> Value {
    json!({
        "type": "object",
        "description": "An error: who is at fault, a code for programs and a message for people.",
        "properties": {
            "RequestId": { "type": "string", "description": "Id of the request." },
            "Error": {
                "type": "object",
                "properties": {
                    "Type": { "type": "string", "description": "Who is at fault: `Sender` or `Receiver`." },
                    "Code": { "type": "string", "description": "What is wrong, for programs." },
                    "Message": { "type": "string", "description": "What is wrong, for people." },
                },
                "required": ["Code"],
            },
        },
        "required": ["Error"],
    })
}

/// An error with one of the codes of a status. Codes that are not documented yet are no mistake.
fn error_of(rows: &[&ErrorRow]) -> Value {
    let code = json!({ "type": "string", "anyOf": [{ "enum": codes(rows) }, { "type": "string" }] });
    json!({
        "allOf": [name::schema(ANY_ERROR)],
        "type": "object",
        "properties": { "Error": { "type": "object", "properties": { "Code": code } } },
    })
}

/// The codes, in the order of the table, each once.
fn codes<'a>(rows: &[&'a ErrorRow]) -> Vec<&'a str> {
    let mut codes: Vec<&str> = Vec::new();
    for row in rows {
        if !codes.contains(&row.code.wire.as_str()) {
            codes.push(&row.code.wire);
        }
    }
    codes
}

/// The response components: one for each status of an error, and one for all others.
pub(super) fn components(ir: &Ir) -> Map<String, Value> {
    let mut all = Map::new();
    for (status, rows) in by_status(ir) {
        let response = Object::new()
            .set("description", codes(&rows).join(", "))
            .set("content", content(&name::schema(&status_name(status)), Vec::new()))
            .set("x-errors", rows.into_iter().map(row).collect::<Vec<_>>())
            .unless_empty("x-section", ir.service.errors_section.as_str());
        all.insert(status_name(status), response.value());
    }
    let any = json!({ "description": "Any other error.", "content": content(&name::schema(ANY_ERROR), Vec::new()) });
    all.insert(ANY_ERROR.to_owned(), any);
    all
}

fn row(row: &ErrorRow) -> Value {
    let fault = match row.fault {
        Fault::Client => "client",
        Fault::Server => "server",
        Fault::None => "none",
    };
    Object::new()
        .set("code", row.code.wire.as_str())
        .set("message", row.message.as_str())
        .set("fault", fault)
        .set("retryable", row.retryable)
        .described(&row.description)
        .value()
}

fn content(schema: &Value, examples: Vec<(String, Value)>) -> Value {
    let json = Object::new().set("schema", schema.clone()).unless_empty("examples", Object::of(examples));
    json!({ "application/json": json.value() })
}

/// The responses of an action.
pub(super) fn of_action(ir: &Ir, action: &Action, examples: Vec<(String, Value)>) -> Value {
    let shape = ir.shape(action.response);
    let description =
        if shape.description.en.is_empty() { "What was asked for." } else { shape.description.en.as_str() };
    of(ir, &name::schema(&response_name(ir, action.response)), description, examples)
}

/// The responses of an operation whose good answers have this schema.
pub(super) fn of(ir: &Ir, schema: &Value, description: &str, examples: Vec<(String, Value)>) -> Value {
    let statuses = by_status(ir);
    let mut all = Map::new();
    for status in statuses.keys() {
        all.insert(status.to_string(), json!({ "$ref": format!("#/components/responses/{}", status_name(*status)) }));
    }
    // Some services answer errors with the status of success.
    let schema = if statuses.contains_key(&OK) {
        json!({ "anyOf": [schema, name::schema(&status_name(OK))] })
    } else {
        schema.clone()
    };
    all.insert(OK.to_string(), json!({ "description": description, "content": content(&schema, examples) }));
    all.insert("default".to_owned(), json!({ "$ref": format!("#/components/responses/{ANY_ERROR}") }));
    Value::Object(all)
}
