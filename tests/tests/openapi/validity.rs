//! Whether others can read the documents.

use std::collections::BTreeSet;

use jsonschema::Validator;
use kci_codegen::ir::Body;
use serde_json::Value;

use super::document::{Document, as_documented, kci, made_up};

const SCHEMA: &str = include_str!("../../data/openapi-3.1/schema.json");

fn all() -> [(&'static str, Document); 5] {
    [
        ("kci", kci()),
        ("kci as documented", as_documented()),
        ("hostile", made_up("hostile")),
        ("harbour", made_up("harbour")),
        ("beacon", made_up("beacon")),
    ]
}

fn official() -> Validator {
    let schema: Value = serde_json::from_str(SCHEMA).expect("JSON");
    // Formats stay notes, as the schema's dialect has it: a server's URL with variables is no URL yet.
    jsonschema::draft202012::new(&schema).expect("a schema")
}

fn errors(validator: &Validator, instance: &Value) -> Vec<String> {
    validator.iter_errors(instance).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

#[test]
fn the_official_schema_of_openapi_accepts_every_document() {
    let official = official();
    for (name, document) in all() {
        assert_eq!(errors(&official, &document.json), [""; 0], "{name}");
    }
}

#[test]
fn the_official_schema_refuses_a_document_that_is_none() {
    let mut document = kci().json;
    document["paths"]["/DescribeContainerLog"]["get"]["parameters"][0]["in"] = "body".into();
    assert!(!official().is_valid(&document));
}

#[test]
fn every_component_is_a_json_schema() {
    for (name, document) in all() {
        for (component, schema) in document.json["components"]["schemas"].as_object().expect("schemas") {
            let meta = jsonschema::draft202012::meta::validate(schema);
            assert!(meta.is_ok(), "{name}: {component}: {:?}", meta.err().map(|error| error.to_string()));
            document.validator(schema);
        }
    }
}

#[test]
fn every_reference_points_at_something() {
    for (_, document) in all() {
        let mut found = Vec::new();
        references(&document.json, &mut found);
        assert!(!found.is_empty());
        for reference in found {
            document.resolve(&serde_json::json!({ "$ref": reference }));
        }
    }
}

fn references(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            // The name of a property may look like a keyword; its value then is a schema and no text.
            found.extend(members.get("$ref").and_then(Value::as_str).map(ToOwned::to_owned));
            members.values().for_each(|member| references(member, found));
        }
        Value::Array(elements) => elements.iter().for_each(|element| references(element, found)),
        _ => {}
    }
}

#[test]
fn an_independent_reader_finds_every_operation() {
    for (name, document) in all() {
        let spec = oas3::from_json(document.json.to_string()).unwrap_or_else(|error| panic!("{name}: {error}"));
        spec.validate_version().expect("a version");
        for action in &document.ir.actions {
            let operation = spec.operation_by_id(&action.name.wire).expect("the operation");
            let body = operation.request_body(&spec).expect("a body that can be read");
            assert_eq!(body.is_some(), action.default_method.has_body(), "{name}: {}", action.name.wire);
            let kind = match action.body {
                Body::Form => "application/x-www-form-urlencoded",
                Body::Json => "application/json",
            };
            let content = body.map(|body| body.content.get(kind).expect("its kind").schema.is_some());
            assert_ne!(content, Some(false), "{name}: {}", action.name.wire);
            let answers = operation.responses(&spec);
            assert!(answers.contains_key("200") && answers.contains_key("default"), "{name}: {}", action.name.wire);
        }
        let methods: usize = document.ir.actions.iter().map(|action| action.methods.len()).sum();
        assert_eq!(spec.operations().filter(|(path, ..)| path != "/").count(), methods, "{name}");
    }
}

#[test]
fn operations_have_ids_of_their_own() {
    for (name, document) in all() {
        let spec = oas3::from_json(document.json.to_string()).expect("a document");
        let ids: Vec<_> = spec.operations().filter_map(|(_, _, operation)| operation.operation_id.clone()).collect();
        assert_eq!(ids.len(), ids.iter().collect::<BTreeSet<_>>().len(), "{name}: {ids:?}");
    }
}

#[test]
fn the_same_spec_makes_the_same_text() {
    for (one, other) in all().into_iter().zip(all()) {
        assert_eq!(one.1.json.to_string(), other.1.json.to_string());
    }
}
