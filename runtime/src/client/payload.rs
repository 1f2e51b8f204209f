//! What a call asks for, as it is sent: parameters, and a JSON body where the action has one.

use serde_json::Value;

use crate::action::{Body, Method};
use crate::params::{Form, JsonText, ParamWriter, Params, WriteParam};

/// What a call asks for.
#[derive(Clone, Debug)]
pub(crate) struct Payload {
    /// All parameters; beside a JSON body, those that say which action it is.
    pub(super) form: Form,
    /// A JSON object that is the body; only where the method has one.
    pub(super) json: Option<String>,
}

impl Payload {
    /// Of a typed request, in addition to what every request has. One whose method has no body is a form, whatever the
    /// action's bodies are.
    pub(crate) fn of_request(mut form: Form, method: Method, body: Body, request: &dyn WriteParam) -> Self {
        if body == Body::Json && method.has_body() {
            let mut json = JsonText::new();
            request.write_param(&mut ParamWriter::json(&mut json));
            return Self { form, json: Some(json.into_string()) };
        }
        form.push_request(request);
        Self { form, json: None }
    }

    /// Of parameters by their names, and of a body where the method has one.
    pub(crate) fn of_params(mut form: Form, method: Method, params: &Params, body: Option<&Value>) -> Self {
        form.extend(params.iter());
        Self { form, json: body.filter(|_| method.has_body()).map(Value::to_string) }
    }
}
