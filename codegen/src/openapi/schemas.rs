//! Schemas of answers: one component a shape.

use serde_json::{Value, json};

use super::name;
use super::object::Object;
use super::values::{annotations, enum_name, format_of, plain_type};
use crate::ir::{Ir, Member, Shape, ShapeId, ShapeKind, Type};

/// Name of a response shape's component.
pub(super) fn response_name(ir: &Ir, id: ShapeId) -> String {
    format!("response.{}", name::rust(&ir.shape(id).name.rust))
}

/// The component of a response shape. Answers may have members that nobody documented, and the tables do not say
/// which are always there.
pub(super) fn response(ir: &Ir, shape: &Shape) -> Value {
    let ShapeKind::Structure { members } = &shape.kind else {
        // The front end lets no union into an answer; as an object, it would still be true.
        return Object::new().set("type", "object").described(&shape.description).value();
    };
    let properties = members.iter().map(|member| (member.name.wire.clone(), field(ir, member)));
    Object::new()
        .set("type", "object")
        .set("properties", Object::of(properties))
        .described(&shape.description)
        .unless_empty("x-section", shape.section.as_str())
        .provenance(&shape.provenance)
        .value()
}

fn field(ir: &Ir, member: &Member) -> Value {
    let object = if member.list {
        let array = Object::new().set("type", types("array", member.nullable));
        array.set("items", one(ir, member, false))
    } else {
        one(ir, member, member.nullable)
    };
    let object = if member.is_sensitive() { object.set("x-sensitive", true) } else { object };
    let object = if member.is_private() { object.set("x-private", true) } else { object };
    object.and(annotations(ir, member)).value()
}

/// One value: the field itself, or an element of the list that it is.
fn one(ir: &Ir, member: &Member, nullable: bool) -> Object {
    match member.ty {
        Type::Shape(id) => {
            let shape = response_name(ir, id);
            if nullable {
                Object::new().set("anyOf", vec![name::schema(&shape), json!({ "type": "null" })])
            } else {
                Object::reference(&shape)
            }
        }
        // Values that are not documented yet are no mistake of an answer.
        Type::Enum(id) => Object::new()
            .set("type", types("string", nullable))
            .set("anyOf", vec![name::schema(&enum_name(ir, id)), json!({ "type": types("string", nullable) })]),
        Type::IntegerEnum(id) => Object::new()
            .set("type", types("integer", nullable))
            .set("anyOf", vec![name::schema(&enum_name(ir, id)), json!({ "type": types("integer", nullable) })]),
        ty => {
            let object = Object::new().maybe("type", plain_type(ty).map(|ty| types(ty, nullable))).and(format_of(ty));
            if member.is_sensitive() { object.set("format", "password") } else { object }
        }
    }
}

/// `"string"`, or `["string", "null"]`.
fn types(ty: &str, nullable: bool) -> Value {
    if nullable { json!([ty, "null"]) } else { json!(ty) }
}
