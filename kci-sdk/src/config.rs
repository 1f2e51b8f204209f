//! What a client was told.

use std::borrow::Cow;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderValue;
use jiff::Timestamp;

use crate::action::{ActionInfo, Method, ServiceInfo};
use crate::auth::{Credentials, Signature};
use crate::endpoint::Endpoint;
use crate::error::Error;

/// What is done about requests that break rules of the documents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Validation {
    /// They are not sent: [`Error::Validation`].
    #[default]
    Enforce,
    /// They are sent all the same, and each violation is logged through `tracing` as a warning.
    Warn,
    /// They are not looked for.
    Off,
}

/// What time it is.
pub(crate) type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// Settings of a client, complete and checked.
pub(crate) struct Config {
    pub(crate) credentials: Credentials,
    pub(crate) region: String,
    pub(crate) endpoint: Endpoint,
    pub(crate) choice: EndpointChoice,
    pub(crate) signature: Signature,
    pub(crate) method: Option<Method>,
    pub(crate) timeout: Duration,
    pub(crate) validation: Validation,
    pub(crate) user_agent: HeaderValue,
    pub(crate) clock: Clock,
}

/// Which endpoint the user chose.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum EndpointChoice {
    /// None: the first of the service's table.
    #[default]
    First,
    /// The one of this name in the service's table.
    Named(&'static str),
    /// This one, for every service.
    Given(String),
}

impl EndpointChoice {
    /// The endpoint of a service in a region.
    pub(crate) fn resolve(&self, service: &ServiceInfo, region: &str) -> Result<Endpoint, Error> {
        let row = match self {
            Self::Given(text) => return Endpoint::parse(text, region),
            Self::First => service.endpoints.first(),
            Self::Named(name) => service.endpoints.iter().find(|row| row.name == *name),
        };
        let row = row.ok_or_else(|| {
            let which = if let Self::Named(name) = self { name } else { "default" };
            Error::Configuration(format!("{} has no {which} endpoint", service.name))
        })?;
        Endpoint::parse(row.host, region)
    }
}

impl Config {
    /// The endpoint of a service: the client's, if it is the client's service or the endpoint was given.
    pub(crate) fn endpoint_of(&self, service: &ServiceInfo) -> Result<Cow<'_, Endpoint>, Error> {
        let is_own = service.name == crate::SERVICE.name || matches!(self.choice, EndpointChoice::Given(_));
        if is_own {
            return Ok(Cow::Borrowed(&self.endpoint));
        }
        self.choice.resolve(service, &self.region).map(Cow::Owned)
    }

    /// The method that an action is sent with: the client's where the action takes it, or else the action's own.
    pub(crate) fn method_of(&self, action: &ActionInfo) -> Method {
        self.method.filter(|method| action.methods.contains(method)).unwrap_or(action.recommended_method)
    }
}
