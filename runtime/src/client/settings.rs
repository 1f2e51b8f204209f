//! What a builder was told, and the client that it comes to.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderValue;

use super::Client;
use super::config::{Config, EndpointChoice, Validation};
use super::skew::ClockSkew;
use crate::action::Method;
use crate::auth::Signature;
use crate::clock::{Clock, SystemClock};
use crate::credentials::{Chain, DRY_RUN, ENDPOINT, ProfileFiles, REGION, SharedCredentials, Surroundings};
use crate::error::Error;
use crate::http::{Pooled, Transport};
use crate::interceptor::Interceptors;
use crate::random::Random;
use crate::retry::{RetryPolicy, RetryQuota, StandardRetries};
use crate::text::quote;

/// What is said when nobody said where credentials are.
const NO_CREDENTIALS: &str =
    "no credentials: give them to the client's builder, or let it take them from the environment";

/// What a builder was told. A client keeps it, so that another can be made of it.
#[derive(Clone)]
pub(super) struct Settings {
    pub(super) credentials: Option<SharedCredentials>,
    pub(super) surroundings: Option<Surroundings>,
    pub(super) region: Option<String>,
    pub(super) endpoint: EndpointChoice,
    pub(super) signature: Signature,
    pub(super) method: Option<Method>,
    pub(super) timeout: Duration,
    pub(super) attempt_timeout: Duration,
    pub(super) retries: Arc<dyn RetryPolicy>,
    pub(super) quota: RetryQuota,
    pub(super) idempotent: BTreeMap<String, bool>,
    pub(super) connect_timeout: Duration,
    pub(super) validation: Validation,
    pub(super) allow_plain_http: bool,
    pub(super) user_agent_suffix: Option<String>,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) random: Random,
    pub(super) connections: Connections,
    /// What was learned by this clock.
    pub(super) skew: Arc<ClockSkew>,
    /// `None`: nobody said.
    pub(super) dry_run: Option<bool>,
    pub(super) interceptors: Interceptors,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            credentials: None,
            surroundings: None,
            region: None,
            endpoint: EndpointChoice::default(),
            signature: Signature::default(),
            method: None,
            timeout: Duration::from_secs(180),
            attempt_timeout: Duration::from_secs(60),
            retries: Arc::new(StandardRetries::new()),
            quota: RetryQuota::default(),
            idempotent: BTreeMap::new(),
            connect_timeout: Duration::from_secs(10),
            validation: Validation::default(),
            allow_plain_http: false,
            user_agent_suffix: None,
            clock: Arc::new(SystemClock),
            random: Random::default(),
            connections: Connections::Default,
            skew: Arc::default(),
            dry_run: None,
            interceptors: Interceptors::default(),
        }
    }
}

/// What requests go through.
#[derive(Clone)]
pub(super) enum Connections {
    /// The default transport, which is made with the client.
    Default,
    /// That of a client which the builder was made of. It serves as long as it would be made in the same way.
    Shared(Arc<dyn Transport>, Made),
    /// The user's.
    Own(Arc<dyn Transport>),
}

/// What a default transport was made for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Made {
    connect_timeout: Duration,
    is_loopback: bool,
}

impl Settings {
    /// The client.
    pub(super) fn client(mut self) -> Result<Client, Error> {
        if let Some(around) = self.surroundings.take() {
            self.fill(&around)?;
        }
        let credentials = self.credentials.take().ok_or_else(|| Error::Credentials(NO_CREDENTIALS.to_owned()))?;
        credentials.check()?;
        let credentials = credentials.with_clock(self.clock.clone());
        self.credentials = Some(credentials.clone());
        if let Some(region) = &self.region {
            check_region(region).map_err(Error::Configuration)?;
        }
        let config = self.config(credentials)?;
        config.check_given_endpoint()?;
        let transport = self.connect(config.is_loopback());
        Ok(Client::new(config, transport, self))
    }

    fn config(&self, credentials: SharedCredentials) -> Result<Config, Error> {
        Ok(Config {
            credentials,
            region: self.region.clone(),
            endpoint: self.endpoint.clone(),
            allow_plain_http: self.allow_plain_http,
            has_own_transport: matches!(self.connections, Connections::Own(_)),
            signature: self.signature,
            method: self.method,
            timeout: self.timeout,
            attempt_timeout: self.attempt_timeout,
            retries: self.retries.clone(),
            quota: self.quota.clone(),
            idempotent: self.idempotent.clone(),
            validation: self.validation,
            dry_run: self.dry_run.unwrap_or(false),
            interceptors: self.interceptors.clone(),
            user_agent: user_agent(self.user_agent_suffix.as_deref())?,
            clock: self.clock.clone(),
            random: self.random.clone(),
        })
    }

    /// The transport: the user's, or one that there is already, or else a new one.
    fn connect(&mut self, is_loopback: bool) -> Arc<dyn Transport> {
        let wanted = Made { connect_timeout: self.connect_timeout, is_loopback };
        match &self.connections {
            Connections::Own(transport) => transport.clone(),
            Connections::Shared(transport, made) if *made == wanted => transport.clone(),
            Connections::Shared(..) | Connections::Default => {
                let transport: Arc<dyn Transport> = Arc::new(Pooled::new(wanted.connect_timeout, is_loopback));
                self.connections = Connections::Shared(transport.clone(), wanted);
                transport
            }
        }
    }

    /// Takes what is not set from the surroundings.
    fn fill(&mut self, around: &Surroundings) -> Result<(), Error> {
        if self.credentials.is_none() {
            self.credentials = Some(Chain::standard_by(around, &self.clock).into());
        }
        if self.dry_run.is_none() {
            self.dry_run = around.flag(&DRY_RUN)?;
        }
        let region = if self.region.is_none() { around.text(&REGION)? } else { None };
        let needs_endpoint = self.endpoint == EndpointChoice::First;
        let endpoint = if needs_endpoint { around.text(&ENDPOINT)? } else { None };
        self.region = self.region.take().or(region.map(str::to_owned));
        let mut endpoint = endpoint.map(str::to_owned);
        if self.region.is_none() || needs_endpoint && endpoint.is_none() {
            let profile = ProfileFiles::new(around).settings()?;
            self.region = self.region.take().or(profile.region);
            endpoint = endpoint.or(profile.endpoint);
        }
        if let (true, Some(endpoint)) = (needs_endpoint, endpoint) {
            self.endpoint = EndpointChoice::Given(endpoint);
        }
        Ok(())
    }
}

/// Whether the region can stand in a host name and in a credential scope.
pub(super) fn check_region(region: &str) -> Result<(), String> {
    if !region.is_empty() && region.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
        return Ok(());
    }
    Err(format!("{} is no region: letters, digits and hyphens", quote(region)))
}

fn user_agent(suffix: Option<&str>) -> Result<HeaderValue, Error> {
    let own = concat!("kci-rust/", env!("CARGO_PKG_VERSION"));
    let text = suffix.map_or_else(|| own.to_owned(), |suffix| format!("{own} {suffix}"));
    HeaderValue::try_from(text).map_err(|_| Error::Configuration("the user agent cannot stand in a header".to_owned()))
}
