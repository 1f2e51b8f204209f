//! What a client was told.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderValue;

use super::Target;
use super::endpoint::Endpoint;
use crate::action::{ActionInfo, Effect, Method, ServiceInfo};
use crate::auth::Signature;
use crate::clock::Clock;
use crate::credentials::SharedCredentials;
use crate::error::Error;
use crate::interceptor::Interceptors;
use crate::random::Random;
use crate::retry::{RetryPolicy, RetryQuota};

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

/// Settings of a client, complete and checked.
pub(crate) struct Config {
    pub(crate) credentials: SharedCredentials,
    /// `None`: the service's own.
    pub(crate) region: Option<String>,
    pub(crate) endpoint: EndpointChoice,
    pub(crate) allow_plain_http: bool,
    /// Whether the transport is the user's, who then knows what it can do.
    pub(crate) has_own_transport: bool,
    pub(crate) signature: Signature,
    pub(crate) method: Option<Method>,
    /// Of a whole call.
    pub(crate) timeout: Duration,
    pub(crate) attempt_timeout: Duration,
    pub(crate) retries: Arc<dyn RetryPolicy>,
    pub(crate) quota: RetryQuota,
    /// What the user says of single actions: whether carrying them out twice is no other than once.
    pub(crate) idempotent: BTreeMap<String, bool>,
    pub(crate) validation: Validation,
    /// Whether every call is a dry run.
    pub(crate) dry_run: bool,
    pub(crate) interceptors: Interceptors,
    pub(crate) user_agent: HeaderValue,
    pub(crate) clock: Arc<dyn Clock>,
    /// Where the jitter of waits comes from.
    pub(crate) random: Random,
}

/// Which endpoint the user chose.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum EndpointChoice {
    /// None: the first of the service's table.
    #[default]
    First,
    /// The one of this name in the service's table.
    Named(String),
    /// This one, for every service.
    Given(String),
}

impl EndpointChoice {
    /// The endpoint of a service in a region.
    fn resolve(&self, service: &ServiceInfo, region: &str) -> Result<Endpoint, String> {
        let row = match self {
            Self::Given(text) => return Endpoint::parse(text, region),
            Self::First => service.endpoints.first(),
            Self::Named(name) => service.endpoints.iter().find(|row| row.name == *name),
        };
        let row = row.ok_or_else(|| {
            let known: Vec<_> = service.endpoints.iter().map(|row| row.name).collect();
            match self {
                Self::Named(name) => format!("{} has no {name} endpoint: it has {}", service.name, known.join(", ")),
                Self::First | Self::Given(_) => format!("{} has no default endpoint: give one", service.name),
            }
        })?;
        Endpoint::parse(row.host, region)
    }
}

impl Config {
    /// The endpoint of a service in a region, or why there is none that works.
    pub(crate) fn endpoint_of(&self, service: &ServiceInfo, region: &str) -> Result<Endpoint, String> {
        let endpoint = self.endpoint.resolve(service, region)?;
        self.check_encryption(&endpoint)?;
        Ok(endpoint)
    }

    /// Checks an endpoint that was given, whatever the service.
    pub(crate) fn check_given_endpoint(&self) -> Result<(), Error> {
        let EndpointChoice::Given(text) = &self.endpoint else { return Ok(()) };
        let region = self.region.as_deref().unwrap_or("region");
        let endpoint = Endpoint::parse(text, region).map_err(Error::Configuration)?;
        self.check_encryption(&endpoint).map_err(Error::Configuration)
    }

    fn check_encryption(&self, endpoint: &Endpoint) -> Result<(), String> {
        if !endpoint.is_encrypted() && !endpoint.is_loopback() && !self.allow_plain_http {
            let text = "is not encrypted: use https, or allow_plain_http if you know the network";
            return Err(format!("endpoint {} {text}", endpoint.as_str()));
        }
        let has_tls = cfg!(any(feature = "rustls", feature = "native-tls")) || self.has_own_transport;
        if endpoint.is_encrypted() && !has_tls {
            return Err(format!("endpoint {} needs the feature rustls or native-tls", endpoint.as_str()));
        }
        Ok(())
    }

    /// Whether all requests stay on this machine.
    pub(crate) fn is_loopback(&self) -> bool {
        let EndpointChoice::Given(text) = &self.endpoint else { return false };
        Endpoint::parse(text, "region").is_ok_and(|endpoint| endpoint.is_loopback())
    }

    /// Whether carrying out an action twice is no other than once.
    pub(super) fn is_repeatable(&self, target: &Target) -> bool {
        self.idempotent.get(target.action.as_ref()).copied().unwrap_or(target.effect != Effect::Create)
    }

    /// The method that an action is sent with: the client's where the action takes it, or else the action's own.
    pub(crate) fn method_of(&self, action: &ActionInfo) -> Method {
        self.method.filter(|method| action.methods.contains(method)).unwrap_or(action.default_method)
    }
}
