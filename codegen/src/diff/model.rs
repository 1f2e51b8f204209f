//! Dumps of models.

use serde_json::{Map, Value};

use crate::describe;
use crate::ir::Ir;

/// A model to compare.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    dump: Map<String, Value>,
}

/// Why something is no model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoModel(String);

impl std::fmt::Display for NoModel {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for NoModel {}

impl From<&Ir> for Model {
    fn from(ir: &Ir) -> Self {
        match describe::json(ir) {
            Value::Object(dump) => Self { dump },
            _ => Self { dump: Map::new() },
        }
    }
}

impl Model {
    /// Reads a dump of `describe --json`.
    ///
    /// # Errors
    ///
    /// When the text is no JSON, no dump, or a dump of a later version.
    pub fn from_dump(text: &str) -> Result<Self, NoModel> {
        let value: Value = serde_json::from_str(text).map_err(|error| NoModel(format!("this is no JSON: {error}")))?;
        let Value::Object(dump) = value else { return Err(NoModel("this is no dump: it is no object".to_owned())) };
        let operations = dump.get("operations").and_then(Value::as_object);
        let operations = operations.ok_or_else(|| NoModel("this is no dump: it has no `operations`".to_owned()))?;
        for (name, operation) in operations {
            if !operation["request"].is_object() || !operation["response"].is_object() {
                return Err(NoModel(format!("this is no dump: `{name}` lacks its `request` or its `response`")));
            }
        }
        let model = Self { dump };
        let (edition, known) = (model.edition(), describe::EDITION);
        if edition > known {
            return Err(NoModel(format!("this dump is of edition {edition}, and this version reads up to {known}")));
        }
        Ok(model)
    }

    /// A part of it; null where it has none.
    pub(super) fn part(&self, key: &str) -> &Value {
        self.dump.get(key).unwrap_or(&Value::Null)
    }

    /// Edition of the dump.
    pub(super) fn edition(&self) -> u64 {
        self.part("dump").as_u64().unwrap_or(1)
    }
}

/// Whether both dumps tell everything; those of the first edition tell nothing of orders, texts and much else, and what
/// one side does not tell is not compared.
pub(super) fn tell_all(old: &Model, new: &Model) -> bool {
    old.edition().min(new.edition()) > 1
}

/// All keys of two objects, sorted.
pub(super) fn keys<'v>(old: &'v Value, new: &'v Value) -> Vec<&'v str> {
    let of = |value: &'v Value| value.as_object().into_iter().flat_map(|object| object.keys().map(String::as_str));
    let mut keys: Vec<&str> = of(old).chain(of(new)).collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// The texts of a list.
pub(super) fn list(value: &Value) -> Vec<&str> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}
