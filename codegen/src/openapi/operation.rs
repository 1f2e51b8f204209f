//! Paths and operations.

use serde_json::{Map, Value, json};

use super::name;
use super::object::Object;
use super::parameters::{Form, form_name};
use super::schemas::response_name;
use super::{examples, responses};
use crate::ir::{Action, Effect, Ir, Member, Method, Paginator, ShapeId};

/// The forms of all actions.
pub(super) struct Forms<'a>(Vec<(&'a Action, Form<'a>)>);

impl<'a> Forms<'a> {
    pub(super) fn new(ir: &'a Ir) -> Self {
        Self(ir.actions.iter().map(|action| (action, Form::new(ir, action))).collect())
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&'a Action, &Form<'a>)> {
        self.0.iter().map(|(action, form)| (*action, form))
    }
}

/// All paths: `/`, and one for each action.
pub(super) fn paths(ir: &Ir, forms: &Forms<'_>) -> Value {
    let mut paths = Map::new();
    if !ir.actions.is_empty() {
        paths.insert("/".to_owned(), any_action(ir));
    }
    for (index, (action, form)) in forms.iter().enumerate() {
        let paginator = ir.paginators.iter().find(|paginator| paginator.action.0 == index);
        let operations =
            action.methods.iter().map(|method| (key(*method), operation(ir, action, form, *method, paginator)));
        paths.insert(format!("/{}", name::segment(&action.name.wire)), Object::of(operations).value());
    }
    Value::Object(paths)
}

fn key(method: Method) -> String {
    match method {
        Method::Get => "get".to_owned(),
        Method::Post => "post".to_owned(),
    }
}

/// What is on the wire: any action at `/`.
fn any_action(ir: &Ir) -> Value {
    let operations = [Method::Get, Method::Post].into_iter().filter_map(|method| {
        let actions: Vec<_> = ir.actions.iter().filter(|action| action.methods.contains(&method)).collect();
        if actions.is_empty() {
            return None;
        }
        let forms: Vec<_> = actions.iter().map(|action| name::schema(&form_name(ir, action))).collect();
        let mapping = actions.iter().map(|action| {
            let form = format!("#/components/schemas/{}", form_name(ir, action));
            (action.name.wire.clone(), form.into())
        });
        let discriminator = json!({ "propertyName": "Action", "mapping": Object::of(mapping).value() });
        let mut answers: Vec<_> =
            actions.iter().map(|action| name::schema(&response_name(ir, action.response))).collect();
        answers.dedup();
        let schema = json!({ "type": "object", "oneOf": forms, "discriminator": discriminator });
        let operation = Object::new()
            .set("summary", "Any action")
            .set("description", "What is on the wire: the parameter `Action` says which action is called.")
            .set("responses", responses::of(ir, &json!({ "anyOf": answers }), "What was asked for.", Vec::new()));
        Some((key(method), with_form(operation, method, &schema, Vec::new()).value()))
    });
    Object::of(operations).value()
}

fn operation(ir: &Ir, action: &Action, form: &Form<'_>, method: Method, paginator: Option<&Paginator>) -> Value {
    let id = name::part(&action.name.wire);
    // Two operations of one action need two ids; no action's own has a lone dash.
    let id = if method == action.recommended_method { id } else { format!("{id}-{}", key(method)) };
    let operation = Object::new()
        .set("operationId", id)
        .unless_empty("summary", action.title.en.as_str())
        .unless_empty("x-summary-zh", action.title.zh.as_str())
        .described(&action.description)
        .unless_empty("x-section", action.section.as_str())
        .set("x-effect", effect(action.effect))
        .set("x-recommended", method == action.recommended_method)
        .maybe("x-paginator", paginator.map(|paginator| paging(ir, action, paginator)))
        .provenance(&action.provenance)
        .set("responses", responses::of_action(ir, action, examples::responses(action)));
    let schema = name::schema(&form_name(ir, action));
    with_form(operation, method, &schema, examples::requests(ir, action, form)).value()
}

/// The form in the query or in the body. An object in the query is spread out into its members.
fn with_form(operation: Object, method: Method, schema: &Value, examples: Vec<(String, Value)>) -> Object {
    match method {
        Method::Get => {
            let parameter = Object::new()
                .set("name", "parameters")
                .set("in", "query")
                .set("required", true)
                .set("style", "form")
                .set("explode", true)
                .set("description", "The form, spread out: the query has its members, and nothing of this name.")
                .set("schema", schema.clone())
                .unless_empty("examples", Object::of(examples));
            operation.set("parameters", vec![parameter.value()])
        }
        Method::Post => {
            let form = Object::new().set("schema", schema.clone()).unless_empty("examples", Object::of(examples));
            let body = json!({ "required": true, "content": { "application/x-www-form-urlencoded": form.value() } });
            operation.set("requestBody", body)
        }
    }
}

fn effect(effect: Effect) -> &'static str {
    match effect {
        Effect::Read => "read",
        Effect::Idempotent => "idempotent",
        Effect::Create => "create",
    }
}

/// How the action is read page by page.
fn paging(ir: &Ir, action: &Action, paginator: &Paginator) -> Value {
    let name = |shape: ShapeId, index: usize| -> Option<String> {
        ir.shape(shape).members().get(index).map(|member: &Member| member.name.wire.clone())
    };
    Object::new()
        .maybe("request-token", name(action.request, paginator.request_token))
        .maybe("response-token", name(action.response, paginator.response_token))
        .maybe("page-size", paginator.page_size.and_then(|index| name(action.request, index)))
        .maybe("items", name(action.response, paginator.items))
        .maybe("total", paginator.total.and_then(|index| name(action.response, index)))
        .maybe("end", paginator.end.as_ref().map(super::object::scalar))
        .value()
}
