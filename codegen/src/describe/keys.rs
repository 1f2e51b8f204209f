//! The facts of a member by their keys.

use serde_json::{Map, Value, json};

use super::texts::{documented, put};
use super::{join, rust};
use crate::facts;
use crate::ir::{Condition, ConditionTest, Constraints, Ir, Member, Required, Scalar, Side, Type, When};

/// All facts. `required` is the member's own, or what is true of it whichever variant a union is.
pub(super) fn keys(ir: &Ir, side: Side, member: &Member, prefix: &str, required: &Required) -> Map<String, Value> {
    let mut keys = Map::new();
    keys.insert("type".to_owned(), json!(facts::type_name(member.ty)));
    match side {
        Side::Request => presence(required, prefix, &mut keys),
        Side::Response => {
            let mut put = |key: &str, holds: bool| {
                if holds {
                    keys.insert(key.to_owned(), json!(true));
                }
            };
            put("nullable", member.nullable);
            put("optional", member.is_optional());
        }
    }
    if let Type::Enum(id) | Type::IntegerEnum(id) = member.ty {
        let values: Vec<_> = ir.enumeration(id).values.iter().map(|value| &value.name.wire).collect();
        keys.insert("enum".to_owned(), json!(values));
    }
    rust::keys(ir, member, &mut keys);
    constraints(ir, member, prefix, &mut keys);
    put(&mut keys, "aliases", json!(member.aliases));
    if let Some(when) = &member.effective_when {
        keys.insert("effective_when".to_owned(), Value::Object(condition(when, prefix)));
    }
    documented(&mut keys, &member.description, "", &member.provenance);
    keys
}

fn presence(required: &Required, prefix: &str, keys: &mut Map<String, Value>) {
    let word = match required {
        Required::Always => json!(true),
        Required::Never | Required::Recommended => json!(false),
        Required::When(_) => json!("conditional"),
    };
    keys.insert("required".to_owned(), word);
    match required {
        Required::Always | Required::Never => {}
        Required::Recommended => drop(keys.insert("recommended".to_owned(), json!(true))),
        Required::When(when) => {
            keys.insert("required_when".to_owned(), Value::Object(condition(when, prefix)));
        }
    }
}

fn constraints(ir: &Ir, member: &Member, prefix: &str, keys: &mut Map<String, Value>) {
    // All of them, so that a new one cannot be forgotten.
    let Constraints {
        default,
        min,
        max,
        min_length,
        max_length,
        min_items,
        max_items,
        min_index,
        max_index,
        pattern,
        decimals,
        unit,
        unique_by,
        default_when,
        max_when,
        enum_when,
    } = &member.constraints;
    let mut put = |key: &str, value: Option<Value>| {
        if let Some(value) = value {
            keys.insert(key.to_owned(), value);
        }
    };
    put("default", default.as_ref().map(scalar));
    put("unit", unit.as_ref().map(|unit| json!(unit)));
    put("min", min.map(number));
    put("max", max.map(number));
    put("min_length", min_length.map(|count| json!(count)));
    put("max_length", max_length.map(|count| json!(count)));
    put("pattern", pattern.as_ref().map(|pattern| json!(pattern)));
    put("min_items", min_items.map(|count| json!(count)));
    put("max_items", max_items.map(|count| json!(count)));
    put("min_index", min_index.map(|index| json!(index)));
    put("max_index", max_index.map(|index| json!(index)));
    put("decimals", decimals.map(|digits| json!(digits)));
    put("unique_by", unique_by.and_then(|index| key_of_element(ir, member, index)));
    put("default_when", whens(default_when, prefix, "default", scalar));
    put("max_when", whens(max_when, prefix, "max", |max| number(*max)));
    put("enum_when", whens(enum_when, prefix, "enum", |values| json!(values)));
}

/// Wire name of the member of the elements that no two may have alike.
fn key_of_element(ir: &Ir, member: &Member, index: usize) -> Option<Value> {
    let Type::Shape(id) = member.ty else { return None };
    ir.shape(id).members().get(index).map(|key| json!(key.name.wire))
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
        ConditionTest::Context { key, value } => drop(object.insert("context".to_owned(), json!({ key: value }))),
    }
    object
}

pub(super) fn scalar(value: &Scalar) -> Value {
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
