//! Security schemes: what of a signature is a credential. How it is calculated is beyond OpenAPI.

use serde_json::{Map, Value, json};

use super::name;
use super::object::Object;
use crate::ir::{ParameterPlace, Service, Signature, SignatureParameter};

/// Schemes by name, and the requirements that list which of them are used together.
pub(super) struct Security {
    pub(super) schemes: Map<String, Value>,
    pub(super) requirements: Vec<Value>,
}

/// Parameters that carry a signature, and those that say whose it is.
const CREDENTIALS: [&str; 5] = ["Authorization", "X-Amz-Credential", "X-Amz-Signature", "Accesskey", "Signature"];

/// The ways to sign: each signature kind in each place where it can be.
pub(super) fn security(service: &Service) -> Security {
    let mut security = Security { schemes: Map::new(), requirements: Vec::new() };
    for signature in &service.signatures {
        for place in [ParameterPlace::Header, ParameterPlace::Query, ParameterPlace::Parameter] {
            let carriers = signature.parameters.iter().filter(|one| one.place == place);
            let carriers: Vec<_> = carriers.filter(|one| CREDENTIALS.contains(&one.name.as_str())).collect();
            if carriers.is_empty() {
                continue;
            }
            let mut requirement = Map::new();
            for carrier in carriers {
                let id = format!("{}.{}", name::part(&signature.name), carrier.name);
                requirement.insert(id.clone(), json!([]));
                security.schemes.insert(id, scheme(signature, carrier));
            }
            security.requirements.push(Value::Object(requirement));
        }
    }
    security
}

/// A credential as an API key, with the other parameters of its signature.
fn scheme(signature: &Signature, carrier: &SignatureParameter) -> Value {
    let others = signature.parameters.iter().filter(|one| one.place == carrier.place && one.name != carrier.name);
    let others = others.filter(|one| !matches!(one.name.as_str(), "Action" | "Version")).map(|one| {
        Object::new()
            .set("name", one.name.as_str())
            .set("in", word(one.place))
            .set("required", one.required)
            .described(&one.description)
            .value()
    });
    let is_header = carrier.place == ParameterPlace::Header;
    Object::new()
        .set("type", "apiKey")
        .set("in", if is_header { "header" } else { "query" })
        .set("name", carrier.name.as_str())
        .described(&carrier.description)
        .unless_empty("x-signature", signature.name.as_str())
        .unless_empty("x-title", signature.title.en.as_str())
        .unless_empty("x-title-zh", signature.title.zh.as_str())
        .set("x-in", word(carrier.place))
        .unless_empty("x-parameters", others.collect::<Vec<_>>())
        .value()
}

/// Where a parameter goes; `parameter` is the query of a GET and the form of a POST.
fn word(place: ParameterPlace) -> &'static str {
    match place {
        ParameterPlace::Header => "header",
        ParameterPlace::Query => "query",
        ParameterPlace::Parameter => "parameter",
    }
}
