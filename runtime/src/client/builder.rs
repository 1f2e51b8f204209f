//! Making a client.

use std::ffi::OsString;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use super::config::{EndpointChoice, Validation};
use super::settings::{Connections, Settings};
use super::{Client, ServiceClient, TypedClient};
use crate::action::Method;
use crate::auth::Signature;
use crate::clock::Clock;
use crate::credentials::{SharedCredentials, Surroundings};
use crate::error::Error;
use crate::http::Transport;
use crate::interceptor::Interceptor;
use crate::random::Random;
use crate::retry::{RetryPolicy, RetryQuota};

/// Makes a client: a generated one of one service, or a [`Client`] that those of several services are made of.
/// Everything but the credentials has a default.
///
/// ```
/// use kci_runtime::Client;
/// use kci_runtime::auth::Credentials;
///
/// let client = Client::builder().credentials(Credentials::new("AKLT0123", "a secret key")).build()?;
/// assert_eq!(client.region(), None);
/// # Ok::<(), kci_runtime::Error>(())
/// ```
#[must_use]
pub struct ClientBuilder<C = Client> {
    settings: Settings,
    makes: PhantomData<fn() -> C>,
}

impl<C> Clone for ClientBuilder<C> {
    fn clone(&self) -> Self {
        Self { settings: self.settings.clone(), makes: PhantomData }
    }
}

impl<C> Default for ClientBuilder<C> {
    fn default() -> Self {
        Self::new()
    }
}

impl<C> ClientBuilder<C> {
    /// A builder with the defaults.
    pub fn new() -> Self {
        Self { settings: Settings::default(), makes: PhantomData }
    }

    /// Who sends the requests: [`Credentials`](crate::auth::Credentials), or anything that
    /// [provides](crate::credentials) them.
    pub fn credentials(mut self, credentials: impl Into<SharedCredentials>) -> Self {
        self.settings.credentials = Some(credentials.into());
        self
    }

    /// The region. Default: the service's own, `cn-beijing-6` for KCI. Regions that the documents do not list work too.
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.settings.region = Some(region.into());
        self
    }

    /// Where the service is: a URL, or a host, which then means HTTPS. Default: the first of the
    /// service's table, which is the region's own for KCI.
    pub fn endpoint(mut self, endpoint: impl Into<String>) -> Self {
        self.settings.endpoint = EndpointChoice::Given(endpoint.into());
        self
    }

    /// Uses the endpoint of this name in the service's table: `global` is one that all regions share.
    pub fn endpoint_named(mut self, name: impl Into<String>) -> Self {
        self.settings.endpoint = EndpointChoice::Named(name.into());
        self
    }

    /// How requests are signed. Default: [`Signature::V4`].
    pub fn signature(mut self, signature: Signature) -> Self {
        self.settings.signature = signature;
        self
    }

    /// The HTTP method, where an action takes it. Default: the one that each action recommends.
    pub fn method(mut self, method: Method) -> Self {
        self.settings.method = Some(method);
        self
    }

    /// How long a call may take, all attempts and the waiting between them included. Default: 180 seconds.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.settings.timeout = timeout;
        self
    }

    /// How long one attempt may take, from connecting to the end of the answer. Default: 60 seconds.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.settings.attempt_timeout = timeout;
        self
    }

    /// How often and how fast a request is sent again, where that helps and does no harm. Default:
    /// [`StandardRetries`](crate::StandardRetries); [`NoRetries`](crate::NoRetries) is none.
    pub fn retries(mut self, policy: impl RetryPolicy) -> Self {
        self.settings.retries = Arc::new(policy);
        self
    }

    /// How many retries all calls of the client may have between them. Default: a [`RetryQuota`] of its own.
    pub fn retry_quota(mut self, quota: RetryQuota) -> Self {
        self.settings.quota = quota;
        self
    }

    /// Says of an action whether carrying it out twice is no other than once, over what the tables say. Where it is
    /// not, a request that may have been carried out is never sent again.
    pub fn idempotent(mut self, action: impl Into<String>, idempotent: bool) -> Self {
        self.settings.idempotent.insert(action.into(), idempotent);
        self
    }

    /// How long connecting may take. Default: 10 seconds.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.settings.connect_timeout = timeout;
        self
    }

    /// What is done about requests that break rules of the documents. Default: [`Validation::Enforce`].
    pub fn validation(mut self, validation: Validation) -> Self {
        self.settings.validation = validation;
        self
    }

    /// Makes every call a dry run: the service only checks whether the caller may do it. A call that would have succeeded
    /// is then an error of the kind [`ErrorKind::DryRun`](crate::ErrorKind::DryRun); so are the questions of waiters, of
    /// pages, and of `exactly_once`. Where a service documents no dry run, no call is sent. Default: no.
    pub fn dry_run(mut self, dry_run: bool) -> Self {
        self.settings.dry_run = Some(dry_run);
        self
    }

    /// Allows HTTP without TLS to other machines than this one. Then whoever is in between can read all requests, and
    /// what is secret in them. Default: not allowed.
    pub fn allow_plain_http(mut self, allow: bool) -> Self {
        self.settings.allow_plain_http = allow;
        self
    }

    /// Adds a word to the `User-Agent`, such as a program's name and version.
    pub fn user_agent_suffix(mut self, suffix: impl Into<String>) -> Self {
        self.settings.user_agent_suffix = Some(suffix.into());
        self
    }

    /// What time it is, and how to wait: a [`Clock`], or a closure that says the time. Default: the machine's clock.
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.settings.clock = Arc::new(clock);
        self.settings.skew = Arc::default();
        self
    }

    /// Makes the jitter of waits follow from this number. Default: chance.
    pub fn seed(mut self, seed: u64) -> Self {
        self.settings.random = Random::from_seed(seed);
        self
    }

    /// Sends through this HTTP client, which may know a proxy or certificates of its own. It should follow no
    /// redirects and retry nothing; the connect timeout is then its own. With the feature `reqwest`.
    #[cfg(feature = "reqwest")]
    pub fn http_client(self, client: reqwest::Client) -> Self {
        self.transport(crate::http::Reqwest::new(client))
    }

    /// Sends through this transport instead of the default one. The connect timeout is then its own.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.settings.connections = Connections::Own(Arc::new(transport));
        self
    }

    /// Adds an [`Interceptor`], after those that there are.
    pub fn interceptor(mut self, interceptor: impl Interceptor) -> Self {
        self.settings.interceptors.push(interceptor);
        self
    }

    /// Takes what is not set in code from what there is around the program, when the client is built:
    ///
    /// | what | environment variable | or else |
    /// |---|---|---|
    /// | credentials | `KSYUN_ACCESS_KEY` and `KSYUN_SECRET_KEY`, or [others](crate::credentials::Environment) | `~/.ks/credentials` and `~/.ks/config`, then `/var/lib/aksk`: the [standard chain](crate::credentials::Chain::standard) |
    /// | region | `KSYUN_REGION`, or else `KS_DEFAULT_REGION` | `region` of the [profile](crate::credentials::ProfileFiles), or else the service's default |
    /// | endpoint | `KSYUN_ENDPOINT` | `endpoint` of the profile, or else the region's own |
    /// | [dry run](Self::dry_run) | `KSYUN_DRY_RUN`: `true` or `1`, `false` or `0` | no |
    ///
    /// The profile is that of `KS_PROFILE`, or else `default`. A variable that is not UTF-8 is an error, where it would
    /// count.
    pub fn from_env(self) -> Self {
        self.from_surroundings(Surroundings::of_process())
    }

    /// The same with these variables and no others, and no files but those that they name: `get` says the value of one.
    pub fn from_variables(self, get: impl Fn(&str) -> Option<String>) -> Self {
        self.from_surroundings(Surroundings::empty().variables(|name| get(name).map(OsString::from)))
    }

    /// The same with other surroundings than the process's. The last ones count.
    pub fn from_surroundings(mut self, surroundings: Surroundings) -> Self {
        self.settings.surroundings = Some(surroundings);
        self
    }
}

impl ClientBuilder<Client> {
    /// Makes the client.
    ///
    /// # Errors
    ///
    /// [`Error::Credentials`] without credentials, [`Error::Configuration`] when a setting cannot work.
    pub fn build(self) -> Result<Client, Error> {
        self.settings.client()
    }
}

impl<C: TypedClient> ClientBuilder<C> {
    /// Makes the client.
    ///
    /// # Errors
    ///
    /// [`Error::Credentials`] without credentials, [`Error::Configuration`] when a setting cannot work.
    pub fn build(self) -> Result<C, Error> {
        let client = self.settings.client()?;
        ServiceClient::new(client.clone(), C::SERVICE).site().endpoint()?;
        Ok(C::from(client))
    }
}

/// A builder with all settings of a client.
impl<C> From<&Client> for ClientBuilder<C> {
    fn from(client: &Client) -> Self {
        Self { settings: client.settings().clone(), makes: PhantomData }
    }
}

impl<C> fmt::Debug for ClientBuilder<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("credentials", &self.settings.credentials)
            .field("region", &self.settings.region)
            .field("signature", &self.settings.signature)
            .field("method", &self.settings.method)
            .field("timeout", &self.settings.timeout)
            .field("attempt_timeout", &self.settings.attempt_timeout)
            .field("retries", &self.settings.retries)
            .field("connect_timeout", &self.settings.connect_timeout)
            .field("validation", &self.settings.validation)
            .field("allow_plain_http", &self.settings.allow_plain_http)
            .finish_non_exhaustive()
    }
}
