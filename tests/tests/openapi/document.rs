//! A document, and validators of its parts.

use std::path::Path;

use jsonschema::Validator;
use kci_codegen::Compiler;
use kci_codegen::ir::{Action, Ir};
use kci_tests::model::{self, Pair};
use serde_json::{Map, Value, json};

/// A model and its document.
pub(crate) struct Document {
    pub(crate) ir: Ir,
    pub(crate) json: Value,
}

impl Document {
    pub(crate) fn new(ir: Ir) -> Self {
        let json = kci_codegen::openapi::openapi(&ir);
        Self { ir, json }
    }

    /// The component that a reference points at.
    pub(crate) fn resolve<'v>(&'v self, schema: &'v Value) -> &'v Value {
        let Some(reference) = schema["$ref"].as_str() else { return schema };
        let pointer = reference.strip_prefix('#').expect("a reference inside of the document");
        self.json.pointer(pointer).unwrap_or_else(|| panic!("{reference} points nowhere"))
    }

    /// The operation of an action for a method.
    pub(crate) fn operation(&self, action: &str, method: &str) -> &Value {
        &self.json["paths"][format!("/{action}")][method]
    }

    /// The schema of an action's form, as its POST operation refers to it.
    pub(crate) fn form(&self, action: &str) -> &Value {
        &self.operation(action, "post")["requestBody"]["content"]["application/x-www-form-urlencoded"]["schema"]
    }

    /// A validator of a schema that refers to the document's components.
    pub(crate) fn validator(&self, schema: &Value) -> Validator {
        let whole = json!({ "allOf": [schema], "components": self.json["components"] });
        jsonschema::draft202012::options().should_validate_formats(true).build(&whole).expect("a schema")
    }

    /// A validator of an action's form.
    pub(crate) fn form_validator(&self, action: &str) -> Validator {
        self.validator(self.form(action))
    }

    /// Parameters as a form of an action, each of the type that the form's schema says.
    pub(crate) fn filled(&self, action: &Action, pairs: &[Pair]) -> Value {
        let form = self.resolve(self.form(&action.name.wire));
        let mut filled = Map::new();
        for (key, text) in pairs {
            filled.insert(key.clone(), self.typed(form, key, text));
        }
        filled.insert("Action".to_owned(), action.name.wire.as_str().into());
        filled.insert("Version".to_owned(), self.ir.service.version.as_str().into());
        filled.into()
    }

    fn typed(&self, form: &Value, key: &str, text: &str) -> Value {
        let by_pattern = || {
            let patterns = form["patternProperties"].as_object()?;
            let matches = |pattern: &str| regex::Regex::new(pattern).expect("a pattern").is_match(key);
            patterns.iter().find(|(pattern, _)| matches(pattern)).map(|(_, schema)| schema)
        };
        let schema = form["properties"].get(key).or_else(by_pattern);
        let number =
            |text: &str| text.parse::<i64>().map(Value::from).or_else(|_| text.parse::<f64>().map(Value::from));
        match schema.and_then(|schema| self.resolve(schema)["type"].as_str()) {
            Some("integer" | "number") => number(text).unwrap_or_else(|_| text.into()),
            Some("boolean") => text.parse::<bool>().map_or_else(|_| text.into(), Value::from),
            _ => text.into(),
        }
    }
}

/// The document of KCI.
pub(crate) fn kci() -> Document {
    Document::new(model::kci())
}

/// The document of KCI as its documents have it, mistakes included.
pub(crate) fn as_documented() -> Document {
    let compiler = Compiler::new().files(kci_spec::KCI.iter().copied()).no_overlays();
    Document::new(compiler.resolve().expect("the spec compiles").ir)
}

/// The document of one of the specs that are made for tests.
pub(crate) fn made_up(name: &str) -> Document {
    let spec = Path::new(env!("CARGO_MANIFEST_DIR")).join("specs").join(name);
    Document::new(Compiler::new().dir(spec).resolve().expect("the spec compiles").ir)
}
