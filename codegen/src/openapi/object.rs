//! Objects of the document under construction.

use serde_json::{Map, Value, json};

use crate::ir::{Provenance, Scalar, Text};

/// A JSON object that leaves out what is not said.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Object(Map<String, Value>);

impl Object {
    pub(super) fn new() -> Self {
        Self::default()
    }

    /// Of keys and values.
    pub(super) fn of(pairs: impl IntoIterator<Item = (String, Value)>) -> Self {
        Self(pairs.into_iter().collect())
    }

    /// A reference to a schema among the components, beside which other keys may stand.
    pub(super) fn reference(component: &str) -> Self {
        Self::new().set("$ref", format!("#/components/schemas/{component}"))
    }

    /// Sets a key.
    pub(super) fn set(mut self, key: &str, value: impl Into<Value>) -> Self {
        self.0.insert(key.to_owned(), value.into());
        self
    }

    /// Sets a key if there is a value.
    pub(super) fn maybe(self, key: &str, value: Option<impl Into<Value>>) -> Self {
        match value {
            Some(value) => self.set(key, value),
            None => self,
        }
    }

    /// Sets a key to a text, a list or an object, unless it is empty.
    pub(super) fn unless_empty(self, key: &str, value: impl Into<Value>) -> Self {
        let value = value.into();
        let empty = match &value {
            Value::String(text) => text.is_empty(),
            Value::Array(elements) => elements.is_empty(),
            Value::Object(members) => members.is_empty(),
            _ => false,
        };
        if empty { self } else { self.set(key, value) }
    }

    /// Sets `description` and, in Chinese, `x-description-zh`.
    pub(super) fn described(self, text: &Text) -> Self {
        self.unless_empty("description", text.en.as_str()).unless_empty("x-description-zh", text.zh.as_str())
    }

    /// Sets `x-provenance`: the overlay entries behind it.
    pub(super) fn provenance(self, all: &[Provenance]) -> Self {
        let all = all.iter().map(|one| json!({ "overlay": one.overlay, "entry": one.entry, "reason": one.reason }));
        self.unless_empty("x-provenance", all.collect::<Vec<_>>())
    }

    /// Takes over the keys of another.
    pub(super) fn and(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    pub(super) fn value(self) -> Value {
        Value::Object(self.0)
    }
}

impl From<Object> for Value {
    fn from(object: Object) -> Self {
        object.value()
    }
}

/// A default, or a value compared with, as JSON.
pub(super) fn scalar(value: &Scalar) -> Value {
    match value {
        Scalar::String(text) => json!(text),
        Scalar::Integer(number) => json!(number),
        Scalar::Float(value) => number(*value),
        Scalar::Boolean(flag) => json!(flag),
    }
}

/// A whole number without a fraction.
pub(super) fn number(value: f64) -> Value {
    #[allow(clippy::cast_possible_truncation, reason = "whole and within the range that f64 holds exactly")]
    if value.fract() == 0.0 && value.abs() < 9e15 { json!(value as i64) } else { json!(value) }
}
