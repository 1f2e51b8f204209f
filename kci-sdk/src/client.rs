//! The client, and the way that every call goes.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tracing::Instrument;
use tracing::field::Empty;
use url::Url;

use crate::action::{Effect, Method, ServiceInfo};
use crate::auth::KeyCache;
use crate::builder::ClientBuilder;
use crate::config::{Config, Validation};
use crate::envelope::{self, Answer};
use crate::error::Error;
use crate::params::Form;
use crate::raw::RawCall;
use crate::sign::{self, Outgoing};
use crate::transport;

/// Sends requests to a service. Cloning it is cheap, and clones share their connections.
///
/// Each action is a method: it takes the request and gives a [`Call`](crate::runtime::Call), which is sent when it is
/// awaited.
#[derive(Clone)]
pub struct Client {
    inner: Arc<Inner>,
}

struct Inner {
    config: Config,
    http: reqwest::Client,
    keys: KeyCache,
}

/// What is called, in words that are not typed.
#[derive(Clone, Debug)]
pub(crate) struct Target {
    pub(crate) service: &'static ServiceInfo,
    pub(crate) action: String,
    pub(crate) version: String,
    pub(crate) method: Method,
    pub(crate) effect: Effect,
    pub(crate) timeout: Option<Duration>,
}

impl Client {
    pub(crate) fn new(config: Config, http: reqwest::Client) -> Self {
        Self { inner: Arc::new(Inner { config, http, keys: KeyCache::default() }) }
    }

    /// Starts to build a client.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::default()
    }

    /// A client of what the environment says, read once:
    ///
    /// | variable | what |
    /// |---|---|
    /// | `KSYUN_ACCESS_KEY`, or else `KSYUN_ACCESS_KEY_ID` | the access key |
    /// | `KSYUN_SECRET_KEY`, or else `KSYUN_SECRET_ACCESS_KEY` | the secret key |
    /// | `KSYUN_SESSION_TOKEN` | the session token of temporary credentials |
    /// | `KSYUN_REGION` | the region; `cn-beijing-6` if not set |
    /// | `KSYUN_ENDPOINT` | where the service is; the region's own endpoint if not set |
    ///
    /// # Errors
    ///
    /// [`Error::Credentials`] without credentials, [`Error::Configuration`] when a setting cannot work.
    pub fn from_env() -> Result<Self, Error> {
        Self::builder().from_env().build()
    }

    /// Where requests go: `https://kci.cn-beijing-6.api.ksyun.com`.
    pub fn endpoint(&self) -> &str {
        self.inner.config.endpoint.as_str()
    }

    /// The region of the requests.
    pub fn region(&self) -> &str {
        &self.inner.config.region
    }

    /// Calls an action by its name, with parameters by theirs: for what this version does not know.
    pub fn raw(&self, action: impl Into<String>) -> RawCall {
        RawCall::new(self.clone(), action.into())
    }

    pub(crate) fn config(&self) -> &Config {
        &self.inner.config
    }

    pub(crate) fn validation(&self) -> Validation {
        self.inner.config.validation
    }

    /// Sends the form of an action and gives back an answer that is no error.
    pub(crate) async fn send(&self, target: &Target, form: &Form) -> Result<Answer, Error> {
        let (action, method) = (target.action.as_str(), target.method.as_str());
        let span = tracing::debug_span!("call", action, method, status = Empty, request_id = Empty);
        let start = Instant::now();
        let answer = self.exchange(target, form).instrument(span.clone()).await;
        if !span.is_disabled() {
            let (status, request_id) = match &answer {
                Ok(answer) => (Some(answer.http_status), answer.request_id()),
                Err(error) => (error.http_status(), error.request_id().map(str::to_owned)),
            };
            span.record("status", status);
            span.record("request_id", request_id);
        }
        span.in_scope(|| {
            let elapsed = start.elapsed();
            match &answer {
                Ok(_) => tracing::debug!(?elapsed, "answered"),
                Err(error) => tracing::debug!(?elapsed, kind = kind(error), "failed"),
            }
        });
        answer
    }

    async fn exchange(&self, target: &Target, form: &Form) -> Result<Answer, Error> {
        let Inner { config, http, keys } = &*self.inner;
        let safe_to_repeat = target.effect != Effect::Create;
        let request = sign::prepare(config, keys, &target.outgoing(form))?;
        let timeout = target.timeout.unwrap_or(config.timeout);
        let received = transport::send(http, request, timeout, safe_to_repeat).await?;
        envelope::open(received, target.service, safe_to_repeat)
    }

    /// A URL that is the whole request.
    pub(crate) fn presign(&self, target: &Target, form: &Form) -> Result<Url, Error> {
        sign::presign(&self.inner.config, &self.inner.keys, &target.outgoing(form))
    }
}

impl Target {
    fn outgoing<'a>(&self, form: &'a Form) -> Outgoing<'a> {
        Outgoing { service: self.service, method: self.method, form }
    }
}

/// What kind of error, for the log: a service error's code, or a word.
fn kind(error: &Error) -> &str {
    match error {
        Error::Service(error) => error.code_str(),
        Error::Timeout { .. } => "timeout",
        Error::Transport(_) => "transport",
        Error::Decode(_) => "decode",
        _ => "configuration",
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("endpoint", &self.endpoint())
            .field("region", &self.region())
            .field("credentials", &self.inner.config.credentials)
            .finish_non_exhaustive()
    }
}
