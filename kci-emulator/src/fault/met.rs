//! A call that a fault may meet.

use kci_sdk::SERVICE;

use crate::received::{self, Pair, Received};

/// A call that a fault may meet, as far as it is told of.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Met<'a> {
    parameters: &'a [&'a Pair],
    /// The access key that the call names; nobody has looked whether it is its.
    caller: &'a str,
    action: &'a str,
    method: &'a str,
    /// The first parameter that is the action's own.
    parameter: &'a str,
}

impl<'a> Met<'a> {
    pub(crate) fn new(request: &'a Received, parameters: &'a [&'a Pair]) -> Self {
        let given = |name| received::value(parameters, name);
        let header = request.header("authorization").and_then(|text| text.split_once(' '));
        let credential = header.and_then(|(_, parts)| received::authorization_part(parts, "Credential"));
        let credential = credential.or_else(|| given("X-Amz-Credential")).and_then(|text| text.split('/').next());
        let own = parameters.iter().map(|(key, _)| key.as_str()).find(|key| !received::is_common(key));
        Self {
            parameters,
            caller: credential.or_else(|| given("Accesskey")).unwrap_or("anonymous"),
            action: given("Action").unwrap_or_default(),
            method: request.head.method.as_str(),
            parameter: own.unwrap_or("Action"),
        }
    }

    /// A call of an action, of which nothing else is known.
    #[cfg(test)]
    pub(super) fn of_action(action: &'a str) -> Self {
        Self { parameters: &[], caller: "anonymous", action, method: "POST", parameter: "Action" }
    }

    /// The action that it names; empty if it names none.
    pub(super) fn action(&self) -> &'a str {
        self.action
    }

    /// Whether it has a parameter of this name and value, as it was sent.
    pub(super) fn has(&self, name: &str, value: &str) -> bool {
        self.parameters.iter().any(|(key, given)| key == name && given == value)
    }

    /// What stands in the rows of a code instead of each `%s`.
    pub(super) fn fillings(&self, code: &str) -> [String; 2] {
        let (first, second) = match code {
            "AccessDenied" => (self.caller, format!("{}:{}", SERVICE.name, self.action)),
            "InvalidMethod" => (self.method, String::new()),
            "InvalidParameterValue" | "MissingParameter" | "InvalidQueryParameter" => (self.parameter, String::new()),
            _ => ("as scripted", String::new()),
        };
        [first.to_owned(), second]
    }
}
