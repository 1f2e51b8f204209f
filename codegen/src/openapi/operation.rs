//! Paths and operations.

use serde_json::{Map, Value, json};

use super::bodies::body_name;
use super::name;
use super::object::Object;
use super::parameters::{Form, form_name};
use super::schemas::response_name;
use super::{examples, responses};
use crate::facts;
use crate::ir::{Action, ActionPlace, Body, Effect, Ir, Method, NextPage, Paginator, Relation};

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
    facts::method_name(method).to_ascii_lowercase()
}

/// What is on the wire: any action at `/`.
fn any_action(ir: &Ir) -> Value {
    let operations = Method::ALL.into_iter().filter_map(|method| {
        let actions: Vec<_> = ir.actions.iter().filter(|action| action.methods.contains(&method)).collect();
        if actions.is_empty() {
            return None;
        }
        let mut answers: Vec<_> =
            actions.iter().map(|action| name::schema(&response_name(ir, action.response))).collect();
        answers.dedup();
        let says = match ir.service.action_in {
            ActionPlace::Parameters => "the parameter `Action`",
            ActionPlace::Headers => "the header `X-Action`",
        };
        let operation = Object::new()
            .set("summary", "Any action")
            .set("description", format!("What is on the wire: {says} says which action is called."))
            .set("responses", responses::of(ir, &json!({ "anyOf": answers }), "What was asked for.", Vec::new()));
        let (json, form): (Vec<&Action>, Vec<&Action>) = actions.into_iter().partition(|one| is_json(one, method));
        let mut sent = Sent::new(ir, None);
        if !form.is_empty() {
            sent.form = Some((any_form(ir, &form), Vec::new()));
        }
        if !json.is_empty() {
            let bodies: Vec<_> = json.iter().map(|action| name::schema(&body_name(ir, action.request))).collect();
            sent.json = Some(json!({ "type": "object", "anyOf": bodies }));
        }
        Some((key(method), sent.put_into(operation, method).value()))
    });
    Object::of(operations).value()
}

/// One of the forms of actions, told apart by the parameter that names the action, where one does.
fn any_form(ir: &Ir, actions: &[&Action]) -> Value {
    let forms: Vec<_> = actions.iter().map(|action| name::schema(&form_name(ir, action))).collect();
    if ir.service.action_in == ActionPlace::Headers {
        return json!({ "type": "object", "anyOf": forms });
    }
    let mapping = actions.iter().map(|action| {
        let form = format!("#/components/schemas/{}", form_name(ir, action));
        (action.name.wire.clone(), form.into())
    });
    let discriminator = json!({ "propertyName": "Action", "mapping": Object::of(mapping).value() });
    json!({ "type": "object", "oneOf": forms, "discriminator": discriminator })
}

/// Whether an action is sent as JSON with a method.
fn is_json(action: &Action, method: Method) -> bool {
    action.body == Body::Json && method.has_body()
}

fn operation(ir: &Ir, action: &Action, form: &Form<'_>, method: Method, paginator: Option<&Paginator>) -> Value {
    let id = name::part(&action.name.wire);
    // Two operations of one action need two ids; no action's own has a lone dash.
    let id = if method == action.default_method { id } else { format!("{id}-{}", key(method)) };
    let operation = Object::new()
        .set("operationId", id)
        .unless_empty("summary", action.title.en.as_str())
        .unless_empty("x-summary-zh", action.title.zh.as_str())
        .described(&action.description)
        .unless_empty("x-section", action.section.as_str())
        .set("x-effect", effect(action.effect))
        .maybe("x-recommended", action.recommended_method.map(|recommended| method == recommended))
        .set("x-default", method == action.default_method)
        .maybe("x-paginator", paginator.map(|paginator| paging(ir, action, paginator)))
        .unless_empty("x-relations", action.relations.iter().map(relation).collect::<Vec<_>>())
        .provenance(&action.provenance)
        .set("responses", responses::of_action(ir, action, examples::responses(action)));
    let mut sent = Sent::new(ir, Some(action));
    if is_json(action, method) {
        sent.json = Some(name::schema(&body_name(ir, action.request)));
    } else {
        sent.form = Some((name::schema(&form_name(ir, action)), examples::requests(ir, action, form)));
    }
    sent.put_into(operation, method).value()
}

/// What goes with a request: a form, a JSON object, or at `/` one of both.
struct Sent<'a> {
    ir: &'a Ir,
    /// The only action that it can be.
    action: Option<&'a Action>,
    form: Option<(Value, Vec<(String, Value)>)>,
    json: Option<Value>,
}

impl<'a> Sent<'a> {
    fn new(ir: &'a Ir, action: Option<&'a Action>) -> Self {
        Self { ir, action, form: None, json: None }
    }

    /// The form in the query or in the body. An object in the query is spread out into its members.
    fn put_into(self, operation: Object, method: Method) -> Object {
        let mut parameters = self.names();
        let form = |(schema, examples): (Value, Vec<(String, Value)>)| {
            Object::new().set("schema", schema).unless_empty("examples", Object::of(examples))
        };
        if !method.has_body() {
            let form = self.form.map(form).unwrap_or_default();
            let spread = Object::new()
                .set("name", "parameters")
                .set("in", "query")
                .set("required", true)
                .set("style", "form")
                .set("explode", true)
                .set("description", "The form, spread out: the query has its members, and nothing of this name.")
                .and(form);
            parameters.push(spread.value());
            return operation.set("parameters", parameters);
        }
        let content = Object::new()
            .maybe("application/x-www-form-urlencoded", self.form.map(form))
            .maybe("application/json", self.json.map(|schema| json!({ "schema": schema })));
        let body = json!({ "required": true, "content": content.value() });
        operation.unless_empty("parameters", parameters).set("requestBody", body)
    }

    /// Action and version, where they are no part of the form.
    fn names(&self) -> Vec<Value> {
        let (place, names) = match (self.ir.service.action_in, self.json.is_some()) {
            (ActionPlace::Headers, _) => ("header", ["X-Action", "X-Version"]),
            (ActionPlace::Parameters, true) => ("query", ["Action", "Version"]),
            (ActionPlace::Parameters, false) => return Vec::new(),
        };
        // Where it may be a form, that says them.
        let required = self.form.is_none() || place == "header";
        let values = [self.action.map(|action| &action.name.wire), Some(&self.ir.service.version)];
        let one = |(name, value): (&str, Option<&String>)| {
            let schema = Object::new().set("type", "string").maybe("enum", value.map(|value| vec![value.as_str()]));
            json!({ "name": name, "in": place, "required": required, "schema": schema.value() })
        };
        names.into_iter().zip(values).map(one).collect()
    }
}

fn effect(effect: Effect) -> &'static str {
    match effect {
        Effect::Read => "read",
        Effect::Idempotent => "idempotent",
        Effect::Create => "create",
    }
}

/// A rule across lists.
fn relation(relation: &Relation) -> Value {
    match relation {
        Relation::Among { each, among } => json!({ "each": each, "among": among }),
        Relation::Unique(paths) => json!({ "unique": paths }),
        Relation::AsMany(paths) => json!({ "as-many": paths }),
    }
}

/// How the action is read page by page.
fn paging(ir: &Ir, action: &Action, paginator: &Paginator) -> Value {
    let asked = |index: usize| Some(ir.shape(action.request).members().get(index)?.name.wire.clone());
    let told = |way: &[usize]| ir.path_of(ir.shape(action.response), way);
    let start = asked(paginator.next.request());
    let object = match &paginator.next {
        NextPage::Token { response, end, .. } => Object::new()
            .maybe("request-token", start)
            .set("response-token", told(response))
            .maybe("end", end.as_ref().map(super::object::scalar)),
        NextPage::Number { first, .. } => Object::new().maybe("page-number", start).set("first", *first),
        NextPage::Offset { first, .. } => Object::new().maybe("offset", start).set("first", *first),
    };
    object
        .maybe("page-size", paginator.page_size.and_then(asked))
        .set("items", told(&paginator.items))
        .maybe("total", paginator.total.as_ref().map(|way| told(way)))
        .value()
}
