//! Calls that are not typed.

use std::fmt;
use std::future::IntoFuture;
use std::time::Duration;

use http::Uri;
use serde_json::Value;

use crate::action::{Effect, Method};
use crate::client::{CallOptions, Payload, ServiceClient, Target, option_setters};
use crate::error::Error;
use crate::future::BoxFuture;
use crate::params::Params;

/// A call of an action by its name, sent when it is awaited.
///
/// Nothing is validated, and what may have been carried out is not sent again: what the action does is not known.
/// [`idempotent`](Self::idempotent) says that it may be.
#[must_use = "a call is sent when it is awaited"]
#[derive(Clone)]
pub struct RawCall {
    client: ServiceClient,
    target: Target,
    params: Params,
    json: Option<Value>,
}

impl RawCall {
    pub(crate) fn new(client: ServiceClient, action: String) -> Self {
        let target = Target {
            action: action.into(),
            version: client.site().service.version.into(),
            method: client.runtime().config().method.unwrap_or(Method::Post),
            effect: Effect::Create,
            yields: None,
            options: CallOptions::default(),
        };
        Self { client, target, params: Params::new(), json: None }
    }

    /// The version of the API. Default: the one that this SDK is made from.
    pub fn version(mut self, version: impl Into<String>) -> Self {
        self.target.version = version.into().into();
        self
    }

    /// Adds a parameter, by its flattened name: `Filter.1.Name`.
    pub fn param(mut self, key: impl Into<String>, value: impl Into<String>) -> Self {
        self.params.push(key, value);
        self
    }

    /// Adds parameters, by their flattened names.
    pub fn params<K: Into<String>, V: Into<String>>(mut self, params: impl IntoIterator<Item = (K, V)>) -> Self {
        self.params.extend(params);
        self
    }

    /// Sends this JSON as the body, and the parameters in the query beside it. Of effect where the method has a body.
    pub fn json(mut self, body: impl Into<Value>) -> Self {
        self.json = Some(body.into());
        self
    }

    /// Asks whether this call would succeed, and carries nothing out.
    ///
    /// # Errors
    ///
    /// As of [`Call::dry_run`](super::Call::dry_run).
    pub async fn dry_run(mut self) -> Result<(), Error> {
        self.target.options.dry_run = true;
        let target = self.target();
        self.client.rehearse(&target, &self.payload(&target)?).await
    }

    /// A URL that is the whole call, for so long from now: see [`Call::presign`](super::Call::presign).
    ///
    /// # Errors
    ///
    /// [`Error::Configuration`] if it has a JSON body, or it is less than a second or more than 7 days, and
    /// [`Error::Credentials`].
    pub async fn presign(&self, expires: Duration) -> Result<Uri, Error> {
        if self.json.is_some() {
            return Err(Error::Configuration("a URL has no body, and so no JSON in it".to_owned()));
        }
        let target = Target { method: Method::Get, ..self.target() };
        self.client.presign(&target, &self.payload(&target)?, expires).await
    }

    option_setters!();

    fn target(&self) -> Target {
        let target = self.target.clone();
        Target { method: target.options.method.unwrap_or(target.method), ..target }
    }

    /// The call as it is sent.
    fn payload(&self, target: &Target) -> Result<Payload, Error> {
        Ok(Payload::of_params(self.client.form(target)?, target.method, &self.params, self.json.as_ref()))
    }

    pub(crate) fn client_mut(&mut self) -> &mut ServiceClient {
        &mut self.client
    }

    pub(crate) fn options_mut(&mut self) -> &mut CallOptions {
        &mut self.target.options
    }
}

impl IntoFuture for RawCall {
    type Output = Result<RawAnswer, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let target = self.target();
            let answer = self.client.send(&target, &self.payload(&target)?).await?;
            Ok(RawAnswer { json: answer.json()?, request_id: answer.request_id(), http_status: answer.http_status })
        })
    }
}

impl fmt::Debug for RawCall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawCall").field("target", &self.target).field("params", &self.params).finish_non_exhaustive()
    }
}

/// The answer to a [`RawCall`].
#[derive(Clone, Debug, PartialEq)]
pub struct RawAnswer {
    json: Value,
    request_id: Option<String>,
    http_status: u16,
}

impl RawAnswer {
    /// The whole answer.
    pub fn json(&self) -> &Value {
        &self.json
    }

    /// The id that the service gave the request.
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }

    /// The HTTP status of the answer.
    pub fn http_status(&self) -> u16 {
        self.http_status
    }
}
