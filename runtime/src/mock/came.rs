//! A call as it comes to a mock.

use std::fmt;

use bytes::Bytes;
use http::Request;
use http::header::CONTENT_TYPE;

use crate::document::{self, Document};
use crate::params::{Form, Params, read};

/// A call as it came: signed, and otherwise as it would go out.
pub(super) struct Came {
    pub(super) action: String,
    parameters: Params,
    /// The body, where it is JSON.
    json: Option<Bytes>,
}

impl Came {
    /// What a signed request calls.
    pub(super) fn new(request: &Request<Bytes>) -> Self {
        let query = request.uri().query().unwrap_or_default().to_owned();
        let content_type = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let (form, json) = match content_type {
            Some(text) if text.starts_with("application/json") => (query, Some(request.body().clone())),
            Some(_) => (String::from_utf8_lossy(request.body()).into_owned(), None),
            None => (query, None),
        };
        let all = Params::from(&Form::from_encoded(form));
        let in_header = request.headers().get("x-action").and_then(|value| value.to_str().ok());
        let action = in_header.or_else(|| all.get("Action")).unwrap_or_default().to_owned();
        let own = all.iter().filter(|(name, _)| in_header.is_some() || !matches!(*name, "Action" | "Version"));
        Self { action, parameters: own.collect(), json }
    }

    /// The call that a request would be.
    pub(super) fn of(request: &impl Document) -> Self {
        Self { action: String::new(), parameters: Params::from_request(request), json: None }
    }

    /// The request.
    pub(super) fn typed<A: Document>(&self) -> A {
        let mut parameters = self.parameters.clone();
        if let Some(json) = &self.json {
            let flat = document::flatten(A::shape(), &mut serde_json::Deserializer::from_slice(json));
            // The client wrote it, so that it can be read.
            parameters.extend(flat.map(|(members, _)| members).unwrap_or_default().iter());
        }
        read(parameters.iter()).0
    }
}

/// Shows the names of parameters, and no values.
impl fmt::Debug for Came {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.parameters.fmt(f)?;
        f.write_str(if self.json.is_some() { " and a JSON body" } else { "" })
    }
}
