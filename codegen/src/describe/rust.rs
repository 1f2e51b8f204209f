//! What a member is in Rust, as far as its type on the wire does not tell.

use serde_json::{Map, Value, json};

use super::texts::{documented, put, text};
use crate::ir::{Enum, Format, Ir, Member, Name, Required, Shape, ShapeId, ShapeKind, Side, Type};

/// Adds the name of the field, what its type is where it has one of its own, and whether it is a time or a secret.
pub(super) fn keys(ir: &Ir, member: &Member, keys: &mut Map<String, Value>) {
    keys.insert("rust".to_owned(), json!(member.name.rust));
    match member.ty {
        Type::Enum(id) | Type::IntegerEnum(id) => enumeration(ir.enumeration(id), keys),
        Type::Shape(id) => {
            keys.insert("rust_type".to_owned(), json!(ir.shape(id).name.rust));
            keys.insert("shape".to_owned(), shape(ir, id));
        }
        Type::Time(format) => {
            let format = match format {
                Format::Utc => "utc-time",
                Format::Local => "local-time",
            };
            keys.insert("format".to_owned(), json!(format));
        }
        Type::String | Type::Integer | Type::Long | Type::Float | Type::Boolean | Type::Json => {}
    }
    if member.is_sensitive() {
        keys.insert("sensitive".to_owned(), json!(true));
    }
    if member.is_private() {
        keys.insert("private".to_owned(), json!(true));
    }
}

fn enumeration(item: &Enum, keys: &mut Map<String, Value>) {
    keys.insert("rust_type".to_owned(), json!(item.name.rust));
    keys.insert("rust_values".to_owned(), json!(values(item.values.iter().map(|value| &value.name))));
    if item.ignore_case {
        keys.insert("ignore_case".to_owned(), json!(true));
    }
    let mut texts = Map::new();
    put(&mut texts, "name", json!(item.name.wire));
    put(&mut texts, "description", text(&item.description));
    for value in &item.values {
        put(&mut texts, &format!("value {}", value.name.wire), text(&value.description));
    }
    keys.insert("enum_texts".to_owned(), Value::Object(texts));
}

/// The names of an enum's variants, in the order of their values.
pub(super) fn values<'n>(names: impl Iterator<Item = &'n Name>) -> Vec<&'n str> {
    names.map(|name| name.rust.as_str()).collect()
}

/// A structure: its name, the order of its members and of the arguments of `new`, whether it is `Eq`, and what is said of
/// it; a union has these of each of its variants.
pub(super) fn shape(ir: &Ir, id: ShapeId) -> Value {
    let shape = ir.shape(id);
    let mut keys = Map::new();
    keys.insert("name".to_owned(), json!(shape.name.wire));
    keys.insert("eq".to_owned(), json!(!shape.fractions));
    documented(&mut keys, &shape.description, &shape.section, &shape.provenance);
    match &shape.kind {
        ShapeKind::Structure { members } => structure(shape, members, &mut keys),
        ShapeKind::Union { variants, .. } => {
            let variants = variants.iter().map(|variant| {
                let mut keys = Map::new();
                let payload = ir.shape(variant.shape);
                keys.insert("rust_type".to_owned(), json!(payload.name.rust));
                keys.insert("eq".to_owned(), json!(!payload.fractions));
                documented(&mut keys, &payload.description, &payload.section, &payload.provenance);
                structure(payload, payload.members(), &mut keys);
                (variant.name.wire.clone(), Value::Object(keys))
            });
            keys.insert("variants".to_owned(), Value::Object(variants.collect()));
        }
    }
    Value::Object(keys)
}

fn structure(shape: &Shape, members: &[Member], keys: &mut Map<String, Value>) {
    let names = |members: &mut dyn Iterator<Item = &Member>| -> Value {
        members.map(|member| member.name.wire.as_str()).collect()
    };
    put(keys, "members", names(&mut members.iter()));
    if shape.side == Side::Request {
        put(keys, "new", names(&mut members.iter().filter(|member| member.required == Required::Always)));
    }
}
