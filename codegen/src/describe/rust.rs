//! What a member is in Rust, as far as its type on the wire does not tell.

use serde_json::{Map, Value, json};

use crate::ir::{Format, Ir, Member, Name, Type};

/// Adds the name of the field, that of its type where it has one of its own, and whether it is a time or a secret.
pub(super) fn keys(ir: &Ir, member: &Member, keys: &mut Map<String, Value>) {
    keys.insert("rust".to_owned(), json!(member.name.rust));
    match member.ty {
        Type::Enum(id) => {
            let item = ir.enumeration(id);
            keys.insert("rust_type".to_owned(), json!(item.name.rust));
            keys.insert("rust_values".to_owned(), json!(values(item.values.iter().map(|value| &value.name))));
        }
        Type::Shape(id) => drop(keys.insert("rust_type".to_owned(), json!(ir.shape(id).name.rust))),
        Type::Time(format) => {
            let format = match format {
                Format::Utc => "utc-time",
                Format::Local => "local-time",
            };
            keys.insert("format".to_owned(), json!(format));
        }
        Type::String | Type::Integer | Type::Long | Type::Float | Type::Boolean => {}
    }
    if member.sensitive {
        keys.insert("sensitive".to_owned(), json!(true));
    }
}

/// The names of an enum's variants, in the order of their values.
pub(super) fn values<'n>(names: impl Iterator<Item = &'n Name>) -> Vec<&'n str> {
    names.map(|name| name.rust.as_str()).collect()
}
