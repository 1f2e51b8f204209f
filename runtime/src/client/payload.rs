//! What a call asks for, as it is sent: parameters, and a JSON body where the action has one.

use serde_json::Value;

use super::Target;
use crate::action::{ActionPlace, Body};
use crate::params::{Form, JsonText, ParamWriter, Params, WriteParam};

/// What a call asks for.
#[derive(Clone, Debug)]
pub(crate) struct Payload {
    /// All parameters; beside a JSON body, those that say which action it is.
    pub(super) form: Form,
    /// A JSON object that is the body.
    pub(super) json: Option<String>,
}

impl Payload {
    /// Of a typed request. One that has no body is a form, whatever the action's bodies are.
    pub(crate) fn of_request(target: &Target, place: ActionPlace, body: Body, request: &dyn WriteParam) -> Self {
        let mut form = common(target, place);
        if body == Body::Json && target.method.has_body() {
            let mut json = JsonText::new();
            request.write_param(&mut ParamWriter::json(&mut json));
            return Self { form, json: Some(json.into_string()) };
        }
        form.push_request(request);
        Self { form, json: None }
    }

    /// Of parameters by their names.
    pub(crate) fn of_params(target: &Target, place: ActionPlace, params: &Params) -> Self {
        let mut form = common(target, place);
        form.extend(params.iter());
        Self { form, json: None }
    }

    /// Of parameters in the query, and a body.
    pub(crate) fn of_json(target: &Target, place: ActionPlace, params: &Params, body: &Value) -> Self {
        Self { json: Some(body.to_string()), ..Self::of_params(target, place, params) }
    }
}

/// The parameters that every request has.
fn common(target: &Target, place: ActionPlace) -> Form {
    match place {
        ActionPlace::Parameters => Form::of_action(&target.action, &target.version),
        ActionPlace::Headers => Form::new(),
    }
}
