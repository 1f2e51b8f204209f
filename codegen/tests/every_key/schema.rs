//! The keys of the format, as the schemas list them, and where a file has each.

use std::collections::BTreeSet;

use serde_json::Value;

/// A key of an object of the format: the object's name in the schemas, and the key.
pub(crate) type Key = (String, String);

/// The schema of the files that a path is one of.
pub(crate) fn of_file(path: &str) -> (&'static str, Value) {
    let (object, name) = match path.split_once('/') {
        Some(("actions", _)) => ("Action", "action.schema.json"),
        Some(("overlays", _)) => ("Overlay", "overlay.schema.json"),
        _ if path == "service.json" => ("Service", "service.schema.json"),
        _ if path == "paginators.json" => ("Paginators", "paginators.schema.json"),
        _ => ("Waiters", "waiters.schema.json"),
    };
    let found = kci_codegen::schema::schemas().into_iter().find(|(file, _)| *file == name);
    (object, serde_json::from_str(&found.expect("a schema").1).expect("JSON"))
}

/// Every key that the schemas list.
pub(crate) fn keys(object: &str, schema: &Value) -> BTreeSet<Key> {
    let of = |object: &str, schema: &Value| {
        let properties = schema["properties"].as_object().into_iter().flatten();
        properties.map(|(key, _)| (object.to_owned(), key.clone())).collect::<Vec<_>>()
    };
    let inner = schema["$defs"].as_object().into_iter().flatten();
    inner.flat_map(|(name, schema)| of(name, schema)).chain(of(object, schema)).collect()
}

/// A key in a file.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    pub(crate) key: Key,
    /// JSON pointer.
    pub(crate) pointer: String,
    /// The words that it may have, if there are any.
    pub(crate) words: Vec<String>,
}

/// Goes through a file along its schema.
pub(crate) struct Walk<'s> {
    pub(crate) root: &'s Value,
    pub(crate) places: Vec<Place>,
}

impl<'s> Walk<'s> {
    pub(crate) fn go(&mut self, value: &Value, object: &str, schema: &'s Value, pointer: &str) {
        let (object, schema) = self.resolved(object, schema, value);
        match value {
            Value::Object(members) => {
                for (key, inner) in members {
                    let pointer = format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1"));
                    let property = &schema["properties"][key];
                    if property.is_null() {
                        self.go(inner, &object, &schema["additionalProperties"], &pointer);
                        continue;
                    }
                    let words = self.words(&object, property, inner);
                    let key = (object.clone(), key.clone());
                    self.places.push(Place { key, pointer: pointer.clone(), words });
                    self.go(inner, &object, property, &pointer);
                }
            }
            Value::Array(elements) => {
                for (index, inner) in elements.iter().enumerate() {
                    self.go(inner, &object, &schema["items"], &format!("{pointer}/{index}"));
                }
            }
            _ => {}
        }
    }

    /// The schema behind references and choices, and the name of what it describes.
    fn resolved(&self, object: &str, schema: &'s Value, value: &Value) -> (String, &'s Value) {
        if let Some(reference) = schema["$ref"].as_str() {
            let name = reference.trim_start_matches("#/$defs/");
            return self.resolved(name, &self.root["$defs"][name], value);
        }
        for choice in schema["anyOf"].as_array().into_iter().flatten() {
            let (object, choice) = self.resolved(object, choice, value);
            if fits(choice, value) {
                return (object, choice);
            }
        }
        (object.to_owned(), schema)
    }

    fn words(&self, object: &str, schema: &'s Value, value: &Value) -> Vec<String> {
        let (_, schema) = self.resolved(object, schema, value);
        let listed = schema["enum"].as_array().into_iter().flatten().filter_map(Value::as_str);
        // Words with a description each are constants.
        let constants = schema["oneOf"].as_array().into_iter().flatten().filter_map(|one| one["const"].as_str());
        listed.chain(constants).map(ToOwned::to_owned).collect()
    }
}

fn fits(schema: &Value, value: &Value) -> bool {
    let ty = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    let is = |schema: &Value| schema == ty || (schema == "integer" && ty == "number");
    is(&schema["type"]) || schema["type"].as_array().is_some_and(|types| types.iter().any(is))
}
