//! Requests as JSON objects, for actions whose bodies are JSON: one component a shape, as deep as the shapes are.
//!
//! What depends on other members is not a matter of these schemas; it stands in `x-` keys.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::name;
use super::object::Object;
use super::parameters::tag_schema;
use super::values::{annotations, parameter};
use crate::ir::{Action, Body, Ir, Member, Required, Shape, ShapeId, ShapeKind, Type};

/// Whether an action is ever sent as JSON.
pub(super) fn is_sent_as_json(action: &Action) -> bool {
    action.body == Body::Json && action.methods.iter().any(|method| method.has_body())
}

/// Name of the component of a request shape.
pub(super) fn body_name(ir: &Ir, id: ShapeId) -> String {
    format!("body.{}", name::rust(&ir.shape(id).name.rust))
}

/// The components that bodies need.
pub(super) fn components(ir: &Ir) -> Map<String, Value> {
    let mut waiting: Vec<ShapeId> =
        ir.actions.iter().filter(|action| is_sent_as_json(action)).map(|it| it.request).collect();
    let mut seen = BTreeSet::new();
    let mut all = Map::new();
    while let Some(id) = waiting.pop() {
        if seen.insert(id) {
            let shape = ir.shape(id);
            all.insert(body_name(ir, id), body(ir, shape));
            waiting.extend(inside(ir, shape));
        }
    }
    all
}

/// The shapes that the members of a shape are, or those of its variants.
fn inside(ir: &Ir, shape: &Shape) -> Vec<ShapeId> {
    match &shape.kind {
        ShapeKind::Structure { members } => {
            members.iter().filter_map(|member| if let Type::Shape(id) = member.ty { Some(id) } else { None }).collect()
        }
        ShapeKind::Union { variants, .. } => {
            variants.iter().flat_map(|variant| inside(ir, ir.shape(variant.shape))).collect()
        }
    }
}

fn body(ir: &Ir, shape: &Shape) -> Value {
    let object = match &shape.kind {
        ShapeKind::Structure { members } => structure(ir, members, None),
        ShapeKind::Union { tag, tag_description, variants } => {
            let one = |variant: &crate::ir::Variant| {
                let payload = ir.shape(variant.shape);
                let only = tag_schema(std::slice::from_ref(variant)).described(tag_description).value();
                let object = structure(ir, payload.members(), Some((&tag.wire, only)));
                object.described(&payload.description).unless_empty("x-section", payload.section.as_str()).value()
            };
            Object::new().set("type", "object").set("oneOf", variants.iter().map(one).collect::<Vec<_>>())
        }
    };
    object
        .described(&shape.description)
        .unless_empty("x-section", shape.section.as_str())
        .provenance(&shape.provenance)
        .value()
}

/// An object of members, and of the tag of a union.
fn structure(ir: &Ir, members: &[Member], tag: Option<(&str, Value)>) -> Object {
    let mut properties = Map::new();
    let mut required = Vec::new();
    if let Some((name, schema)) = tag {
        properties.insert(name.to_owned(), schema);
        required.push(name.to_owned());
    }
    for member in members {
        let schema = value(ir, member);
        for alias in &member.aliases {
            properties.insert(alias.clone(), schema.clone());
        }
        properties.insert(member.name.wire.clone(), schema);
        if member.required == Required::Always && member.aliases.is_empty() {
            required.push(member.name.wire.clone());
        }
    }
    Object::new()
        .set("type", "object")
        .set("properties", properties)
        .unless_empty("required", required)
        .set("additionalProperties", false)
}

fn value(ir: &Ir, member: &Member) -> Value {
    let one = match member.ty {
        Type::Shape(id) => Object::reference(&body_name(ir, id)).and(annotations(ir, member)).value(),
        _ => parameter(ir, member),
    };
    if !member.list {
        return one;
    }
    let rules = &member.constraints;
    let room = rules.max_index.map(|last| last.saturating_sub(rules.min_index.unwrap_or(1)).saturating_add(1));
    let most = rules.max_items.into_iter().chain(room).min();
    let least = rules.min_items.or((member.required == Required::Always).then_some(1));
    Object::new()
        .set("type", "array")
        .set("items", one)
        .maybe("minItems", least.map(|count| json!(count)))
        .maybe("maxItems", most.map(|count| json!(count)))
        .value()
}
