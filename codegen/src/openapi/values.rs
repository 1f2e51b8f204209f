//! Schemas of single values: texts, numbers, truth values, times and enums.

use serde_json::{Value, json};

use super::name;
use super::object::{Object, number, scalar};
use super::path::escape;
use crate::facts;
use crate::ir::{Enum, EnumId, Format, Ir, Member, Required, Type, When};

/// Times as they stand on the wire where they are not RFC 3339.
const LOCAL_TIME: &str = "^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}$";

/// Digits after the decimal point that a double can still tell apart.
const MOST_DECIMALS: u32 = 15;

/// Name of an enum's component.
pub(super) fn enum_name(ir: &Ir, id: EnumId) -> String {
    format!("value.{}", name::rust(&ir.enumeration(id).name.rust))
}

/// The component of an enum: exactly the values that are known.
pub(super) fn enumeration(item: &Enum) -> Value {
    let of = |text: fn(&crate::ir::Text) -> &str| -> Vec<Value> {
        let texts = item.values.iter().map(|value| text(&value.description));
        if texts.clone().all(str::is_empty) { Vec::new() } else { texts.map(Value::from).collect() }
    };
    let values: Vec<_> = item.values.iter().map(|value| known_value(item, &value.name.wire)).collect();
    let object = Object::new().set("type", if item.integers { "integer" } else { "string" });
    let object = if item.ignore_case {
        let patterns: Vec<_> = item.values.iter().map(|value| any_case(&value.name.wire)).collect();
        let any = json!({ "pattern": format!("^(?:{})$", patterns.join("|")) });
        object.set("anyOf", vec![json!({ "enum": values }), any]).set("x-ignore-case", true)
    } else {
        object.set("enum", values)
    };
    object
        .unless_empty("x-enum-descriptions", of(|text| &text.en))
        .unless_empty("x-enum-descriptions-zh", of(|text| &text.zh))
        .described(&item.description)
        .value()
}

/// A known value as it stands in JSON.
fn known_value(item: &Enum, wire: &str) -> Value {
    let number = wire.parse::<i64>().ok().filter(|_| item.integers);
    number.map_or_else(|| json!(wire), |number| json!(number))
}

/// A text as a regular expression that does not care about the case of ASCII letters.
pub(super) fn any_case(text: &str) -> String {
    let letters = text.chars().map(|letter| {
        if letter.is_ascii_alphabetic() {
            format!("[{}{}]", letter.to_ascii_uppercase(), letter.to_ascii_lowercase())
        } else {
            escape(&letter.to_string())
        }
    });
    letters.collect()
}

/// The type alone, as JSON Schema says it; nothing for structures and enums.
pub(super) fn plain_type(ty: Type) -> Option<&'static str> {
    match ty {
        Type::String | Type::Time(_) => Some("string"),
        Type::Integer | Type::Long => Some("integer"),
        Type::Float => Some("number"),
        Type::Boolean => Some("boolean"),
        Type::Enum(_) | Type::IntegerEnum(_) | Type::Json | Type::Shape(_) => None,
    }
}

/// How a value of a type is written: `format`, or a pattern of its own.
pub(super) fn format_of(ty: Type) -> Object {
    let object = Object::new();
    match ty {
        Type::Long => object.set("format", "int64"),
        Type::Float => object.set("format", "double"),
        Type::Time(Format::Utc) => object.set("format", "date-time"),
        Type::Time(Format::Local) => object.set("pattern", LOCAL_TIME).set("x-format", "local-time"),
        _ => object,
    }
}

/// A value of a request, with every bound that holds whatever the rest of the request says.
pub(super) fn parameter(ir: &Ir, member: &Member) -> Value {
    let rules = &member.constraints;
    let object = match member.ty {
        Type::Enum(id) | Type::IntegerEnum(id) => Object::reference(&enum_name(ir, id)),
        ty => Object::new().maybe("type", plain_type(ty)).and(format_of(ty)),
    };
    // What must be there must not be empty either.
    let is_text = matches!(member.ty, Type::String | Type::Enum(_));
    let may_be_empty = match member.ty {
        Type::Enum(id) => ir.enumeration(id).values.iter().any(|value| value.name.wire.is_empty()),
        _ => false,
    };
    let needed = is_text && !may_be_empty && (member.list || member.required == Required::Always);
    let min_length = rules.min_length.max(needed.then_some(1)).filter(|_| is_text);
    let object = object
        .maybe("minLength", min_length)
        .maybe("maxLength", rules.max_length)
        .maybe("pattern", rules.pattern.as_deref())
        .maybe("minimum", rules.min.map(number))
        .maybe("maximum", largest(member).map(number))
        .maybe("multipleOf", rules.decimals.and_then(step));
    let object = if member.is_sensitive() {
        object.set("format", "password").set("writeOnly", true).set("x-sensitive", true)
    } else {
        object
    };
    let object = if member.is_private() { object.set("x-private", true) } else { object };
    let default = rules.default.as_ref().filter(|_| !member.list);
    object.maybe("default", default.map(scalar)).and(annotations(ir, member)).value()
}

/// The largest value that a number may have under any condition.
fn largest(member: &Member) -> Option<f64> {
    let max = member.constraints.max?;
    Some(member.constraints.max_when.iter().map(|when| when.value).fold(max, f64::max))
}

/// `0.001` for three digits after the decimal point.
fn step(decimals: u32) -> Option<Value> {
    if decimals > MOST_DECIMALS {
        return None;
    }
    let text = if decimals == 0 { "1".to_owned() } else { format!("1e-{decimals}") };
    text.parse::<f64>().ok().map(number)
}

/// What a schema cannot say, in `x-` keys, and what the member is.
pub(super) fn annotations(ir: &Ir, member: &Member) -> Object {
    let rules = &member.constraints;
    let object = Object::new()
        .maybe("x-unit", rules.unit.as_deref())
        .maybe("x-decimals", rules.decimals)
        .maybe("x-min-items", rules.min_items)
        .maybe("x-max-items", rules.max_items)
        .maybe("x-min-index", rules.min_index)
        .maybe("x-max-index", rules.max_index)
        .maybe("x-unique-by", unique_by(ir, member))
        .unless_empty("x-default-when", whens(&rules.default_when, scalar))
        .unless_empty("x-max-when", whens(&rules.max_when, |max| number(*max)))
        .unless_empty("x-enum-when", whens(&rules.enum_when, |values| json!(values)))
        .unless_empty("x-aliases", member.aliases.clone())
        .maybe("x-effective-when", member.effective_when.as_ref().map(facts::condition_in_words));
    match &member.required {
        Required::Recommended => object.set("x-recommended", true),
        Required::When(condition) => object.set("x-required-when", facts::condition_in_words(condition)),
        Required::Always | Required::Never => object,
    }
    .described(&member.description)
    .provenance(&member.provenance)
}

fn unique_by(ir: &Ir, member: &Member) -> Option<String> {
    let Type::Shape(shape) = member.ty else { return None };
    let key = ir.shape(shape).members().get(member.constraints.unique_by?)?;
    Some(key.name.wire.clone())
}

fn whens<T>(all: &[When<T>], value: impl Fn(&T) -> Value) -> Vec<Value> {
    let one =
        |when: &When<T>| json!({ "when": facts::condition_in_words(&when.condition), "value": value(&when.value) });
    all.iter().map(one).collect()
}
