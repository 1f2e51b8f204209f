//! The examples in the document: valid by its own schemas, and accepted by the emulator.

use std::time::Duration;

use kci_emulator::Emulator;
use kci_sdk::runtime::Method;
use serde_json::{Map, Value};

use super::document::{Document, as_documented, kci, made_up};

/// Requests of an action's examples, as the operation of a method has them.
fn requests(document: &Document, action: &str, method: &str) -> Vec<Value> {
    let operation = document.operation(action, method);
    let examples = match method {
        "get" => &operation["parameters"][0]["examples"],
        _ => &operation["requestBody"]["content"]["application/x-www-form-urlencoded"]["examples"],
    };
    values(examples)
}

fn values(examples: &Value) -> Vec<Value> {
    examples.as_object().map(|all| all.values().map(|example| example["value"].clone()).collect()).unwrap_or_default()
}

#[test]
fn every_request_example_is_valid_by_its_own_schema() {
    for document in [kci(), made_up("hostile")] {
        let mut tried = 0;
        for action in &document.ir.actions {
            let validator = document.form_validator(&action.name.wire);
            for method in ["get", "post"] {
                for example in requests(&document, &action.name.wire, method) {
                    let errors: Vec<_> = validator.iter_errors(&example).map(|error| error.to_string()).collect();
                    assert!(errors.is_empty(), "{}: {errors:#?}", action.name.wire);
                    tried += 1;
                }
            }
        }
        assert!(tried > 0);
    }
}

#[test]
fn every_response_example_is_valid_by_its_own_schema() {
    let document = kci();
    for action in &document.ir.actions {
        let json = &document.operation(&action.name.wire, "post")["responses"]["200"]["content"]["application/json"];
        let validator = document.validator(&json["schema"]);
        let examples = values(&json["examples"]);
        assert_eq!(examples.len(), action.examples.len(), "{}", action.name.wire);
        for example in examples {
            let errors: Vec<_> =
                validator.iter_errors(&example).map(|error| format!("{}: {error}", error.instance_path())).collect();
            assert!(errors.is_empty(), "{}: {errors:#?}", action.name.wire);
        }
    }
}

#[test]
fn an_example_that_contradicts_the_tables_is_refused_without_the_errata() {
    let document = as_documented();
    let example = requests(&document, "CreateContainerGroup", "post").remove(0);
    let validator = document.form_validator("CreateContainerGroup");
    let errors: Vec<_> = validator.iter_errors(&example).map(|error| error.to_string()).collect();
    assert!(errors.iter().any(|error| error.contains("ContainerGroup.Name")), "{errors:?}");
}

/// An emulator where what the examples name exists, under the ids that this returns.
async fn furnished(document: &Document) -> (Emulator, Map<String, Value>) {
    let kci = kci_emulator::start().await.expect("the emulator starts");
    let mut ids = Map::new();
    for (action, id) in [("CreateContainerGroup", "ContainerGroupId"), ("CreateImageCache", "ImageCacheId")] {
        let form = requests(document, action, "post").remove(0);
        let answer = kci.client().raw(action).params(pairs(&form, &ids)).await.expect("something new");
        ids.insert(id.to_owned(), answer.json()[id].clone());
    }
    kci.clock().advance(Duration::from_secs(3600));
    (kci, ids)
}

/// A form as it is sent: texts, and ids of what exists. Action and Version are the call's own.
fn pairs(form: &Value, ids: &Map<String, Value>) -> Vec<(String, String)> {
    let form = form.as_object().expect("a form");
    let own = form.iter().filter(|(key, _)| !matches!(key.as_str(), "Action" | "Version"));
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), ToOwned::to_owned);
    own.map(|(key, value)| {
        let id = ids.get(key.split('.').next().unwrap_or_default());
        (key.clone(), text(id.unwrap_or(value)))
    })
    .collect()
}

#[tokio::test]
async fn the_emulator_accepts_every_request_example() {
    let document = kci();
    for (method, key) in [(Method::Post, "post"), (Method::Get, "get")] {
        for action in &document.ir.actions {
            let (kci, ids) = furnished(&document).await;
            for example in requests(&document, &action.name.wire, key) {
                let call = kci.client().raw(&action.name.wire).method(method).params(pairs(&example, &ids));
                let answer = call.await.unwrap_or_else(|error| panic!("{} by {key}: {error}", action.name.wire));
                assert_eq!(answer.http_status(), 200);
            }
        }
    }
}

#[tokio::test]
async fn the_emulator_answers_at_the_paths_of_the_document() {
    let document = kci();
    for action in document.ir.actions.iter().filter(|action| !action.examples.is_empty()) {
        let (kci, ids) = furnished(&document).await;
        let path = format!("{}/{}", kci.endpoint(), action.name.wire);
        let client = kci.client_builder().endpoint(path).build().expect("a client");
        let example = requests(&document, &action.name.wire, "post").remove(0);
        let answer = client.raw(&action.name.wire).params(pairs(&example, &ids)).await;
        let answer = answer.unwrap_or_else(|error| panic!("{}: {error}", action.name.wire));
        let schema =
            &document.operation(&action.name.wire, "post")["responses"]["200"]["content"]["application/json"]["schema"];
        let validator = document.validator(schema);
        let errors: Vec<_> = validator.iter_errors(answer.json()).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{}: {errors:#?}", action.name.wire);
    }
}
