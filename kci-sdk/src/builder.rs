//! Making a client.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderValue;
use jiff::Timestamp;

use crate::SERVICE;
use crate::action::Method;
use crate::auth::{Credentials, Signature};
use crate::client::Client;
use crate::config::{Clock, Config, EndpointChoice, Validation};
use crate::endpoint::Endpoint;
use crate::env::{NO_CREDENTIALS, Variables};
use crate::error::Error;
use crate::text::quote;
use crate::transport;

/// Makes a [`Client`]. Everything but the credentials has a default.
///
/// ```
/// use kci_sdk::auth::Credentials;
/// use kci_sdk::Client;
///
/// let client = Client::builder().credentials(Credentials::new("AKLT0123", "a secret key")).build()?;
/// assert_eq!(client.endpoint(), "https://kci.cn-beijing-6.api.ksyun.com");
/// # Ok::<(), kci_sdk::Error>(())
/// ```
#[derive(Clone)]
#[must_use]
pub struct ClientBuilder {
    credentials: Option<Credentials>,
    missing: Option<String>,
    region: Option<String>,
    endpoint: EndpointChoice,
    signature: Signature,
    method: Option<Method>,
    timeout: Duration,
    connect_timeout: Duration,
    validation: Validation,
    allow_plain_http: bool,
    user_agent_suffix: Option<String>,
    clock: Clock,
    http_client: Option<reqwest::Client>,
}

impl Default for ClientBuilder {
    fn default() -> Self {
        Self {
            credentials: None,
            missing: None,
            region: None,
            endpoint: EndpointChoice::default(),
            signature: Signature::default(),
            method: None,
            timeout: Duration::from_secs(60),
            connect_timeout: Duration::from_secs(10),
            validation: Validation::default(),
            allow_plain_http: false,
            user_agent_suffix: None,
            clock: Arc::new(Timestamp::now),
            http_client: None,
        }
    }
}

impl ClientBuilder {
    /// Who sends the requests.
    pub fn credentials(mut self, credentials: Credentials) -> Self {
        self.credentials = Some(credentials);
        self
    }

    /// The region. Default: `cn-beijing-6`. Regions that the documents do not list work too.
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.region = Some(region.into());
        self
    }

    /// Where the service is: a URL, or a host, which then means HTTPS. Default: the region's own endpoint.
    pub fn endpoint(mut self, endpoint: impl Into<String>) -> Self {
        self.endpoint = EndpointChoice::Given(endpoint.into());
        self
    }

    /// Uses the endpoint that all regions share.
    pub fn global_endpoint(mut self) -> Self {
        self.endpoint = EndpointChoice::Named("global");
        self
    }

    /// How requests are signed. Default: [`Signature::V4`].
    pub fn signature(mut self, signature: Signature) -> Self {
        self.signature = signature;
        self
    }

    /// The HTTP method, where an action takes it. Default: the one that each action recommends.
    pub fn method(mut self, method: Method) -> Self {
        self.method = Some(method);
        self
    }

    /// How long a call may take, from connecting to the end of the answer. Default: 60 seconds.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// How long connecting may take. Default: 10 seconds.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// What is done about requests that break rules of the documents. Default: [`Validation::Enforce`].
    pub fn validation(mut self, validation: Validation) -> Self {
        self.validation = validation;
        self
    }

    /// Allows HTTP without TLS to other machines than this one. Then whoever is in between can read all requests, and
    /// what is secret in them. Default: not allowed.
    pub fn allow_plain_http(mut self, allow: bool) -> Self {
        self.allow_plain_http = allow;
        self
    }

    /// Adds a word to the `User-Agent`, such as a program's name and version.
    pub fn user_agent_suffix(mut self, suffix: impl Into<String>) -> Self {
        self.user_agent_suffix = Some(suffix.into());
        self
    }

    /// What time it is, for signatures. Default: the machine's clock.
    pub fn clock(mut self, clock: impl Fn() -> Timestamp + Send + Sync + 'static) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// Sends through this HTTP client, which may know a proxy or certificates of its own. It should follow no
    /// redirects and retry nothing; the connect timeout is then its own.
    pub fn http_client(mut self, client: reqwest::Client) -> Self {
        self.http_client = Some(client);
        self
    }

    /// Takes what is not set yet from the environment. See [`Client::from_env`].
    pub fn from_env(self) -> Self {
        self.from_variables(|name| std::env::var(name).ok())
    }

    /// The same with other variables than the environment's: `get` says the value of one.
    pub fn from_variables(mut self, get: impl Fn(&str) -> Option<String>) -> Self {
        let variables = Variables::read(get);
        self.credentials = self.credentials.or(variables.credentials);
        self.missing = variables.missing;
        self.region = self.region.or(variables.region);
        if let (EndpointChoice::First, Some(endpoint)) = (&self.endpoint, variables.endpoint) {
            self.endpoint = EndpointChoice::Given(endpoint);
        }
        self
    }

    /// Makes the client.
    ///
    /// # Errors
    ///
    /// [`Error::Credentials`] without credentials, [`Error::Configuration`] when a setting cannot work.
    pub fn build(self) -> Result<Client, Error> {
        let Some(credentials) = self.credentials else {
            return Err(Error::Credentials(self.missing.unwrap_or_else(|| NO_CREDENTIALS.to_owned())));
        };
        check_credentials(&credentials)?;
        let region = self.region.unwrap_or_else(|| SERVICE.default_region.to_owned());
        check_region(&region)?;
        let endpoint = self.endpoint.resolve(&SERVICE, &region)?;
        check_encryption(&endpoint, self.allow_plain_http, self.http_client.is_some())?;
        let user_agent = user_agent(self.user_agent_suffix.as_deref())?;
        let http = match self.http_client {
            Some(client) => client,
            None => transport::http_client(self.connect_timeout, endpoint.is_loopback())?,
        };
        let config = Config {
            credentials,
            region,
            endpoint,
            choice: self.endpoint,
            signature: self.signature,
            method: self.method,
            timeout: self.timeout,
            validation: self.validation,
            user_agent,
            clock: self.clock,
        };
        Ok(Client::new(config, http))
    }
}

/// Whether the credentials can stand in a header.
fn check_credentials(credentials: &Credentials) -> Result<(), Error> {
    let is_sendable = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic());
    let wrong = |what: &str| Err(Error::Credentials(format!("{what} is empty, or has characters that no key has")));
    if !is_sendable(credentials.access_key()) || credentials.access_key().contains(['/', ',']) {
        return wrong("the access key");
    }
    if credentials.secret_key().expose().is_empty() {
        return wrong("the secret key");
    }
    // A token may hold spaces within.
    let is_token = |text: &str| is_sendable(&text.replace(' ', "")) && text.trim() == text;
    if credentials.session_token().is_some_and(|token| !is_token(token.expose())) {
        return wrong("the session token");
    }
    Ok(())
}

/// Whether the region can stand in a host name and in a credential scope.
fn check_region(region: &str) -> Result<(), Error> {
    if !region.is_empty() && region.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
        return Ok(());
    }
    Err(Error::Configuration(format!("{} is no region: letters, digits and hyphens", quote(region))))
}

fn check_encryption(endpoint: &Endpoint, allow_plain_http: bool, has_own_client: bool) -> Result<(), Error> {
    if !endpoint.is_encrypted() && !endpoint.is_loopback() && !allow_plain_http {
        let text = "is not encrypted: use https, or allow_plain_http if you know the network";
        return Err(Error::Configuration(format!("endpoint {} {text}", endpoint.as_str())));
    }
    let has_tls = cfg!(any(feature = "rustls", feature = "native-tls")) || has_own_client;
    if endpoint.is_encrypted() && !has_tls {
        let text = "needs the feature rustls or native-tls of kci-sdk";
        return Err(Error::Configuration(format!("endpoint {} {text}", endpoint.as_str())));
    }
    Ok(())
}

fn user_agent(suffix: Option<&str>) -> Result<HeaderValue, Error> {
    let own = concat!("kci-sdk-rust/", env!("CARGO_PKG_VERSION"));
    let text = suffix.map_or_else(|| own.to_owned(), |suffix| format!("{own} {suffix}"));
    HeaderValue::try_from(text).map_err(|_| Error::Configuration("the user agent cannot stand in a header".to_owned()))
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("credentials", &self.credentials)
            .field("region", &self.region)
            .field("signature", &self.signature)
            .field("method", &self.method)
            .field("timeout", &self.timeout)
            .field("connect_timeout", &self.connect_timeout)
            .field("validation", &self.validation)
            .field("allow_plain_http", &self.allow_plain_http)
            .finish_non_exhaustive()
    }
}
