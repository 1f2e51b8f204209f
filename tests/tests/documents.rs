//! The documents' own examples, in both directions.

use std::collections::BTreeSet;

use kci_tests::{model, typed};
use serde_json::Value;

/// Parameters that say which action is called rather than what it is called with.
const ENVELOPE: [&str; 2] = ["Action", "Version"];

#[test]
fn every_documented_action_has_an_example() {
    let actions = model::kci().actions;
    for (path, _) in kci_spec::KCI.iter().filter(|(path, _)| path.starts_with("actions/")) {
        let action = actions.iter().find(|action| *path == format!("actions/{}.json", action.name.wire));
        assert!(action.is_some_and(|action| !action.examples.is_empty()), "{path} has no example");
    }
}

#[test]
fn every_example_request_is_read_valid_and_written_as_documented() {
    for action in model::kci().actions {
        for example in &action.examples {
            let mut parameters = example.parameters.clone();
            parameters.retain(|(key, _)| !ENVELOPE.contains(&key.as_str()));
            let request = typed::request(&action.name.wire, &parameters);
            let name = &action.name.wire;
            assert!(request.unreadable.is_empty(), "{name}: {:?}", request.unreadable);
            let errors: Vec<_> = request.violations.iter().filter(|violation| violation.is_error()).collect();
            assert!(errors.is_empty(), "{name}: {errors:?}");
            let documented: BTreeSet<_> = parameters.into_iter().collect();
            let written: BTreeSet<_> = request.written.into_iter().collect();
            assert_eq!(written, documented, "{name}");
        }
    }
}

#[test]
fn every_example_response_is_read_and_written_with_nothing_lost() {
    for action in model::kci().actions {
        for example in &action.examples {
            let written = typed::response(&action.name.wire, &example.response).expect("a typed response");
            let mut lost = Vec::new();
            compare(&example.response, &written, &action.name.wire, &mut lost);
            assert!(lost.is_empty(), "lost or changed: {lost:#?}");
        }
    }
}

/// Collects the places where `written` does not say what `documented` says. A null list may come back as an empty one.
fn compare(documented: &Value, written: &Value, place: &str, lost: &mut Vec<String>) {
    match (documented, written) {
        (Value::Object(documented), Value::Object(written)) => {
            for (key, value) in documented {
                compare(value, written.get(key).unwrap_or(&Value::Null), &format!("{place}.{key}"), lost);
            }
        }
        (Value::Array(documented), Value::Array(written)) if documented.len() == written.len() => {
            for (index, (one, other)) in documented.iter().zip(written).enumerate() {
                compare(one, other, &format!("{place}[{index}]"), lost);
            }
        }
        (Value::Null, Value::Array(elements)) if elements.is_empty() => {}
        (one, other) if one == other => {}
        (one, other) => lost.push(format!("{place}: {one} became {other}")),
    }
}
