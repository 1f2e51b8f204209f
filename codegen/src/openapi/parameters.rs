//! Requests as forms: one schema an action, of its flattened parameters.
//!
//! A form is a flat object. A parameter that is in no list is one of its `properties`; one that is in a list is there
//! for the first element, so that tools have a field to show, and in `patternProperties` for all. What depends on
//! other parameters is in [`super::rules`].

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::name;
use super::object::Object;
use super::path::Path;
use super::rules;
use super::values::{annotations, parameter};
use crate::ir::{Action, ActionPlace, Ir, Member, ParameterPlace, Required, Shape, ShapeId, ShapeKind, Type, Variant};

/// Name of the component with the parameters that every request may have.
pub(super) const COMMON: &str = "common.Parameters";

/// Name of the component of an action's form.
pub(super) fn form_name(ir: &Ir, action: &Action) -> String {
    format!("request.{}", name::rust(&ir.shape(action.request).name.rust))
}

/// A parameter: where it is, what it is, and the schemas that one of its values may have.
pub(super) struct Parameter {
    pub(super) path: Path,
    pub(super) ty: Type,
    schemas: Vec<Value>,
}

/// The parameters of an action, and the objects that they are grouped in.
pub(super) struct Form<'a> {
    ir: &'a Ir,
    pub(super) parameters: Vec<Parameter>,
    groups: Map<String, Value>,
    /// Schemas of the members of shapes, which forms refer to.
    pub(super) components: BTreeMap<String, Value>,
}

impl<'a> Form<'a> {
    /// The form of an action.
    pub(super) fn new(ir: &'a Ir, action: &Action) -> Self {
        let mut form = Self { ir, parameters: Vec::new(), groups: Map::new(), components: BTreeMap::new() };
        form.shape(action.request, &Path::default());
        form
    }

    fn shape(&mut self, id: ShapeId, at: &Path) {
        let shape = self.ir.shape(id);
        match &shape.kind {
            ShapeKind::Structure { members } => {
                for member in members {
                    self.member(shape, member, at);
                }
            }
            ShapeKind::Union { tag, tag_description, variants } => {
                let schema = tag_schema(variants).described(tag_description).value();
                self.add(shape, &tag.wire, at.tag(&tag.wire), Type::String, schema);
                for variant in variants {
                    self.shape(variant.shape, at);
                }
            }
        }
    }

    fn member(&mut self, shape: &Shape, member: &Member, at: &Path) {
        let path = at.member(member);
        let path = if member.list { path.elements(member) } else { path };
        if let Type::Shape(id) = member.ty {
            self.group(id, member, &path);
            self.shape(id, &path);
        } else {
            let schema = match member.ty {
                Type::Json => json_text(parameter(self.ir, member)),
                _ => parameter(self.ir, member),
            };
            self.add(shape, &member.name.wire, path, member.ty, schema);
        }
    }

    /// What is known of an object as a whole, which no single parameter can carry.
    fn group(&mut self, id: ShapeId, member: &Member, path: &Path) {
        let shape = self.ir.shape(id);
        let group = Object::new()
            .maybe("required", (member.required == Required::Always).then_some(true))
            .unless_empty("section", shape.section.as_str())
            .unless_empty("variants", Object::of(self.variants(shape)))
            .and(annotations(self.ir, member));
        self.groups.entry(path.documented()).or_insert_with(|| group.value());
    }

    /// What is said of each variant of a union.
    fn variants(&self, shape: &Shape) -> Vec<(String, Value)> {
        let ShapeKind::Union { variants, .. } = &shape.kind else { return Vec::new() };
        let variant = |variant: &Variant| {
            let payload = self.ir.shape(variant.shape);
            let about = Object::new()
                .described(&payload.description)
                .unless_empty("section", payload.section.as_str())
                .provenance(&payload.provenance);
            (variant.name.wire.clone(), about.value())
        };
        variants
            .iter()
            .map(variant)
            .filter(|(_, about)| about.as_object().is_some_and(|keys| !keys.is_empty()))
            .collect()
    }

    /// Adds a parameter. Variants of a union may each have one of the same name; what is the same in both stands once.
    fn add(&mut self, shape: &Shape, wire: &str, path: Path, ty: Type, schema: Value) {
        let index = self.parameters.iter().position(|known| known.path == path);
        let known = index.and_then(|index| self.parameters.get(index));
        if known.is_some_and(|known| known.schemas.iter().any(|other| *self.resolved(other) == schema)) {
            return;
        }
        let schema = if path.is_one_key() && !path.first().contains('.') {
            schema
        } else {
            let component = format!("request.{}.{}", name::rust(&shape.name.rust), name::part(wire));
            self.components.insert(component.clone(), schema);
            name::schema(&component)
        };
        match index.and_then(|index| self.parameters.get_mut(index)) {
            Some(known) => {
                // Of two types, text can hold both.
                known.ty = if known.ty == ty { ty } else { Type::String };
                known.schemas.push(schema);
            }
            None => self.parameters.push(Parameter { path, ty, schemas: vec![schema] }),
        }
    }

    fn resolved<'s>(&'s self, schema: &'s Value) -> &'s Value {
        let reference = schema.get("$ref").and_then(Value::as_str);
        let component = reference.and_then(|text| text.strip_prefix("#/components/schemas/"));
        component.and_then(|component| self.components.get(component)).unwrap_or(schema)
    }

    /// The schema of the whole form.
    pub(super) fn schema(&self, action: &Action) -> Value {
        let shape = self.ir.shape(action.request);
        let mut properties: BTreeMap<String, Vec<Value>> = BTreeMap::new();
        let mut patterns: BTreeMap<String, Vec<Value>> = BTreeMap::new();
        for parameter in &self.parameters {
            properties.entry(parameter.path.first()).or_default().extend(parameter.schemas.iter().cloned());
            if !parameter.path.is_one_key() {
                patterns.entry(parameter.path.pattern()).or_default().extend(parameter.schemas.iter().cloned());
            }
        }
        let only = |value: &str| vec![json!({ "type": "string", "enum": [value] })];
        let mut required = Vec::new();
        if self.ir.service.action_in == ActionPlace::Parameters {
            properties.insert("Action".to_owned(), only(&action.name.wire));
            properties.insert("Version".to_owned(), only(&self.ir.service.version));
            required.extend(["Action".to_owned(), "Version".to_owned()]);
        }
        required.extend(
            shape.members().iter().filter(|member| rules::is_needed_key(member)).map(|it| it.name.wire.clone()),
        );
        required.dedup();
        let mut all = vec![name::schema(COMMON)];
        all.extend(rules::of(self.ir, action.request, &Path::default()));
        Object::new()
            .set("type", "object")
            .set("allOf", all)
            .set("properties", any_of_each(properties))
            .unless_empty("patternProperties", any_of_each(patterns))
            .unless_empty("required", required)
            .set("unevaluatedProperties", false)
            .unless_empty("x-groups", self.groups.clone())
            .unless_empty("x-section", shape.section.as_str())
            .described(&shape.description)
            .provenance(&shape.provenance)
            .value()
    }
}

/// JSON in a form is a text.
fn json_text(mut schema: Value) -> Value {
    schema["type"] = "string".into();
    schema["contentMediaType"] = "application/json".into();
    schema
}

pub(super) fn tag_schema(variants: &[Variant]) -> Object {
    let values: Vec<_> = variants.iter().map(|variant| variant.name.wire.as_str()).collect();
    Object::new().set("type", "string").set("enum", values)
}

fn any_of_each(all: BTreeMap<String, Vec<Value>>) -> Object {
    Object::of(all.into_iter().map(|(key, mut schemas)| {
        let schema = if schemas.len() == 1 { schemas.remove(0) } else { json!({ "anyOf": schemas }) };
        (key, schema)
    }))
}

/// The component of the parameters that requests of any action may have: those of the signatures that are sent among
/// the action's own. A name that an action uses for itself is not among them.
pub(super) fn common(ir: &Ir) -> Value {
    let own = |name: &str| {
        let requests = ir.actions.iter().map(|action| ir.shape(action.request));
        requests.flat_map(Shape::members).any(|member| member.name.wire == name)
    };
    let mut properties = BTreeMap::new();
    for signature in &ir.service.signatures {
        for parameter in signature.parameters.iter().filter(|one| one.place == ParameterPlace::Parameter) {
            if own(&parameter.name) {
                continue;
            }
            let schema = Object::new().set("type", "string").described(&parameter.description);
            properties.entry(parameter.name.clone()).or_insert_with(|| schema.value());
        }
    }
    Object::new().set("type", "object").unless_empty("properties", Object::of(properties)).value()
}
