//! The way of one call: sign, send, judge.

use std::time::{Duration, Instant};

use tracing::Instrument;
use tracing::field::Empty;
use url::Url;

use super::ServiceClient;
use super::sign::{self, Outgoing};
use crate::action::{Effect, Method};
use crate::error::Error;
use crate::http::envelope::{self, Answer};
use crate::http::transport;
use crate::params::Form;

/// What is called, in words that are not typed.
#[derive(Clone, Debug)]
pub(crate) struct Target {
    pub(crate) action: String,
    pub(crate) version: String,
    pub(crate) method: Method,
    pub(crate) effect: Effect,
    pub(crate) timeout: Option<Duration>,
}

impl ServiceClient {
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
        let shared = &*self.runtime().shared;
        let safe_to_repeat = target.effect != Effect::Create;
        let credentials = shared.config.credentials.credentials().await?;
        let outgoing = target.outgoing(form);
        let request = sign::prepare(&shared.config, &credentials, &shared.keys, self.site(), &outgoing)?;
        let timeout = target.timeout.unwrap_or(shared.config.timeout);
        let received = transport::send(&shared.http, request, timeout, safe_to_repeat).await?;
        envelope::open(received, self.site().service, safe_to_repeat)
    }

    /// A URL that is the whole request.
    pub(crate) async fn presign(&self, target: &Target, form: &Form) -> Result<Url, Error> {
        let shared = &*self.runtime().shared;
        let credentials = shared.config.credentials.credentials().await?;
        sign::presign(&shared.config, &credentials, &shared.keys, self.site(), &target.outgoing(form))
    }
}

impl Target {
    fn outgoing<'a>(&self, form: &'a Form) -> Outgoing<'a> {
        Outgoing { method: self.method, form }
    }
}

/// What kind of error, for the log: a service error's code, or a word.
fn kind(error: &Error) -> &str {
    match error {
        Error::Service(error) => error.code(),
        Error::Timeout { .. } => "timeout",
        Error::Transport(_) => "transport",
        Error::Decode(_) => "decode",
        _ => "configuration",
    }
}
