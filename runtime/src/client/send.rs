//! The way of one call: sign, send, judge, and again where that helps and does no harm.

use std::borrow::Cow;
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::Response;
use http::Uri;
use tracing::Instrument;

use super::config::Config;
use super::hooks::Hooks;
use super::meter::Meter;
use super::sign::{self, Outgoing};
use super::{CallOptions, Payload, ServiceClient, Shared, spans};
use crate::action::{ActionPlace, Effect, Method, Outcome, ServiceInfo};
use crate::auth::Credentials;
use crate::error::{Error, ErrorKind, GaveUp, History, TimeoutError, TransportError};
use crate::future::BoxFuture;
use crate::http::envelope::{self, Answer, Expected};
use crate::http::headers;
use crate::params::Form;
use crate::retry::{FailedAttempt, RetryPolicy};

/// What is called, in words that are not typed.
#[derive(Clone, Debug)]
pub(crate) struct Target {
    pub(crate) action: Cow<'static, str>,
    pub(crate) version: Cow<'static, str>,
    pub(crate) method: Method,
    pub(crate) effect: Effect,
    /// The member of the answer that the action exists for.
    pub(crate) yields: Option<&'static str>,
    pub(crate) options: CallOptions,
}

impl ServiceClient {
    /// Sends what an action asks for and gives back an answer that is no error. The future is in a box, so that what it
    /// does is compiled here, once, and not in every crate that awaits a call.
    pub(crate) fn send<'a>(&'a self, target: &'a Target, payload: &'a Payload) -> BoxFuture<'a, Result<Answer, Error>> {
        Box::pin(self.send_traced(target, payload))
    }

    async fn send_traced(&self, target: &Target, payload: &Payload) -> Result<Answer, Error> {
        let span = spans::of_call(self, target);
        let mut sending = Sending::new(self, target, payload);
        let start = Instant::now();
        let answer = sending.run().instrument(span.clone()).await;
        sending.meter.call(answer.as_ref().err(), sending.attempts, sending.spent);
        if !span.is_disabled() {
            span.in_scope(|| spans::told(&span, &answer, start.elapsed()));
        }
        answer
    }

    /// The form of a call, to which the parameters of the request itself are added.
    pub(crate) fn form(&self, target: &Target) -> Result<Form, Error> {
        let mut form = match self.site().service.action_in {
            ActionPlace::Parameters => Form::of_action(&target.action, &target.version),
            ActionPlace::Headers => Form::new(),
        };
        if target.options.dry_run || self.runtime().config().dry_run {
            form.push(self.site().dry_run()?, "true");
        }
        Ok(form)
    }

    /// Sends a dry run, and says whether it would have succeeded.
    pub(crate) async fn rehearse(&self, target: &Target, payload: &Payload) -> Result<(), Error> {
        match self.send(target, payload).await {
            Ok(answer) => Err(answer.unexpected("a dry run was answered as if it had been carried out")),
            Err(error) if error.kind() == ErrorKind::DryRun => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// A URL that is the whole request, for so long.
    pub(crate) async fn presign(&self, target: &Target, payload: &Payload, expires: Duration) -> Result<Uri, Error> {
        let Shared { config, keys, skew, .. } = &*self.runtime().shared;
        let credentials = target.credentials(config).await?;
        let time = skew.correct(config.clock.now());
        sign::presign(keys, self.site(), &credentials, time, expires, &target.outgoing(self.site().service, payload))
    }
}

impl Target {
    fn outgoing<'a>(&'a self, service: &ServiceInfo, payload: &'a Payload) -> Outgoing<'a> {
        let in_headers = service.action_in == ActionPlace::Headers;
        let in_headers = in_headers.then(|| (self.action.as_ref(), self.version.as_ref()));
        Outgoing { method: self.method, payload, in_headers }
    }

    /// Who sends it.
    async fn credentials(&self, config: &Config) -> Result<Credentials, Error> {
        match &self.options.credentials {
            Some(own) => own.clone().with_clock(config.clock.clone()).credentials().await,
            None => config.credentials.credentials().await,
        }
    }
}

/// A call under way.
struct Sending<'a> {
    client: &'a ServiceClient,
    shared: &'a Shared,
    target: &'a Target,
    outgoing: Outgoing<'a>,
    /// Whether carrying it out twice is no other than once.
    is_repeatable: bool,
    /// How long it took until now: attempts by the machine's time, waiting by the client's clock.
    spent: Duration,
    attempts: u32,
    earlier_unknown: bool,
    /// Whether the clock was corrected on the way.
    is_corrected: bool,
    /// What the last retry took from the quota.
    paid: u32,
    hooks: Hooks<'a>,
    meter: Meter,
}

impl<'a> Sending<'a> {
    fn new(client: &'a ServiceClient, target: &'a Target, payload: &'a Payload) -> Self {
        let shared = &*client.runtime().shared;
        let is_repeatable = target.options.idempotent.unwrap_or_else(|| shared.config.is_repeatable(target));
        Self {
            client,
            shared,
            target,
            outgoing: target.outgoing(client.site().service, payload),
            is_repeatable,
            spent: Duration::ZERO,
            attempts: 0,
            earlier_unknown: false,
            is_corrected: false,
            paid: 0,
            hooks: Hooks::new(client, target),
            meter: Meter::new(client, target),
        }
    }

    async fn run(&mut self) -> Result<Answer, Error> {
        loop {
            self.attempts += 1;
            let span = spans::of_attempt(self.target, self.attempts);
            let start = Instant::now();
            let result = self.attempt().instrument(span.clone()).await;
            let elapsed = start.elapsed();
            self.spent += elapsed;
            self.meter.attempt(result.as_ref().err(), elapsed);
            let quota = &self.shared.config.quota;
            let mut error = match result {
                Ok(mut answer) => {
                    quota.give(self.paid);
                    self.meter.quota(quota.tokens());
                    answer.history = self.history(&answer.history);
                    answer.elapsed = self.spent;
                    return Ok(answer);
                }
                Err(error) => error,
            };
            span.in_scope(|| tracing::debug!(error.type = error.kind().as_str(), "the attempt failed"));
            if let Some(history) = error.history_mut() {
                *history = self.history(history);
            }
            let next = self.next(&error);
            self.spent += self.hooks.on_error(self.attempts, &error, next.delay()).await;
            match next {
                Next::Again(delay) => {
                    self.meter.retry(&error);
                    self.meter.quota(quota.tokens());
                    self.earlier_unknown |= error.last_outcome() == Outcome::Unknown;
                    if !delay.is_zero() {
                        tracing::debug!(?delay, attempt = self.attempts, "sending again");
                        self.shared.config.clock.sleep(delay).await;
                        self.spent += delay;
                    }
                }
                Next::GiveUp(why) => {
                    if let Some(history) = error.history_mut() {
                        history.gave_up = why;
                    }
                    return Err(error);
                }
            }
        }
    }

    /// One attempt: signed anew, because a signature ages and credentials change.
    async fn attempt(&mut self) -> Result<Answer, Error> {
        let Shared { config, transport, keys, skew, .. } = self.shared;
        let credentials = self.target.credentials(config).await?;
        let limit = self.attempt_timeout();
        let history = History::first(self.is_repeatable);
        let added = self.hooks.before_signing(self.attempts, self.outgoing.payload, limit, &history).await?;
        let time = skew.correct(config.clock.now());
        let request = sign::prepare(config, keys, self.client.site(), &credentials, time, &self.outgoing, added)?;
        let start = Instant::now();
        let answered = tokio::time::timeout(limit, transport.send(request)).await;
        let Ok(received) = answered else {
            let limit = if self.is_last_of_time(limit) { self.timeout() } else { limit };
            return Err(TimeoutError::new(limit, history).into());
        };
        if let Ok(response) = &received {
            self.hooks.after_response(self.attempts, response, start.elapsed()).await;
        }
        self.judge(received, history)
    }

    fn judge(&self, received: Result<Response<Bytes>, TransportError>, history: History) -> Result<Answer, Error> {
        let received = match received {
            Ok(received) => received,
            Err(mut error) => {
                error.history = history;
                return Err(error.into());
            }
        };
        let now = self.shared.config.clock.now();
        let history = History {
            retry_after: headers::retry_after(received.headers(), now),
            server_time: headers::date(received.headers()),
            ..history
        };
        let expected = Expected { service: self.client.site().service, yields: self.target.yields };
        envelope::open(received, &expected, history)
    }

    /// What follows a failed attempt.
    fn next(&mut self, error: &Error) -> Next {
        if !self.is_corrected && self.shared.skew.learn(self.shared.config.clock.now(), error) {
            self.is_corrected = true;
            return Next::Again(Duration::ZERO);
        }
        if !error.is_retryable() {
            let is_harmful = error.is_transient() && error.outcome() == Outcome::Unknown;
            return Next::GiveUp(is_harmful.then_some(GaveUp::Outcome));
        }
        let failed = FailedAttempt::new(&self.target.action, self.attempts, error, self.spent);
        let Some(delay) = self.policy().delay(&failed) else { return Next::GiveUp(Some(GaveUp::Policy)) };
        let delay = delay.max(error.retry_after().unwrap_or_default());
        if self.spent.saturating_add(delay) >= self.timeout() {
            return Next::GiveUp(Some(GaveUp::Deadline));
        }
        match self.shared.config.quota.take(error.kind()) {
            Some(paid) => self.paid = paid,
            None => return Next::GiveUp(Some(GaveUp::Quota)),
        }
        Next::Again(delay)
    }

    fn policy(&self) -> &dyn RetryPolicy {
        self.target.options.retries.as_deref().unwrap_or(&*self.shared.config.retries)
    }

    fn timeout(&self) -> Duration {
        self.target.options.timeout.unwrap_or(self.shared.config.timeout)
    }

    fn attempt_timeout(&self) -> Duration {
        let limit = self.target.options.attempt_timeout.unwrap_or(self.shared.config.attempt_timeout);
        limit.min(self.timeout().saturating_sub(self.spent))
    }

    /// Whether an attempt of this length was cut short by the call's own time.
    fn is_last_of_time(&self, limit: Duration) -> bool {
        self.spent.saturating_add(limit) >= self.timeout()
    }

    /// How the whole call went, from how its last attempt did.
    fn history(&self, last: &History) -> History {
        History { attempts: self.attempts, earlier_unknown: self.earlier_unknown, ..last.clone() }
    }
}

enum Next {
    Again(Duration),
    GiveUp(Option<GaveUp>),
}

impl Next {
    /// How long is waited before the call is sent again, if it is.
    fn delay(&self) -> Option<Duration> {
        match self {
            Self::Again(delay) => Some(*delay),
            Self::GiveUp(_) => None,
        }
    }
}
