//! The interceptors of a call, as its attempts meet them.

use std::time::{Duration, Instant};

use bytes::Bytes;
use http::{Extensions, Response};

use super::{Payload, ServiceClient, Target};
use crate::error::{Error, History, InterceptorError};
use crate::future::BoxFuture;
use crate::interceptor::{AddedHeaders, AfterResponse, Attempt, BeforeSigning, Interceptor, Interceptors, OnError};

/// The interceptors of the client and of the call, and what they keep while it lasts.
pub(super) struct Hooks<'a> {
    of_client: &'a Interceptors,
    of_call: &'a Interceptors,
    /// Its number is that of no attempt.
    attempt: Attempt<'a>,
    extensions: Extensions,
    /// How long an attempt may take, and a hook that only looks.
    patience: Duration,
}

impl<'a> Hooks<'a> {
    pub(super) fn new(client: &'a ServiceClient, target: &'a Target) -> Self {
        let site = client.site();
        let (service, action, region) = (site.service.name, target.action.as_ref(), site.region.as_str());
        Self {
            of_client: &client.runtime().config().interceptors,
            of_call: &target.options.interceptors,
            attempt: Attempt { service, action, region, number: 0 },
            extensions: Extensions::new(),
            patience: target.options.attempt_timeout.unwrap_or(client.runtime().config().attempt_timeout),
        }
    }

    /// All of them, in order.
    fn all(&self) -> impl DoubleEndedIterator<Item = &'a dyn Interceptor> + use<'a> {
        self.of_client.iter().chain(self.of_call.iter())
    }

    fn attempt(&self, number: u32) -> Attempt<'a> {
        Attempt { number, ..self.attempt }
    }

    /// The headers that they add.
    pub(super) async fn before_signing(
        &mut self,
        number: u32,
        payload: &Payload,
        limit: Duration,
        history: &History,
    ) -> Result<AddedHeaders, Error> {
        let mut added = AddedHeaders::default();
        let attempt = self.attempt(number);
        for interceptor in self.all() {
            let mut request =
                BeforeSigning::new(attempt, &payload.form, payload.json.as_deref(), &mut self.extensions, &mut added);
            let late = || Err(format!("no end within {limit:?}").into());
            let done = tokio::time::timeout(limit, interceptor.before_signing(&mut request)).await;
            done.unwrap_or_else(|_| late()).map_err(|error| InterceptorError::new(error, history.clone()))?;
        }
        Ok(added)
    }

    pub(super) async fn after_response(&mut self, number: u32, response: &Response<Bytes>, elapsed: Duration) {
        let attempt = self.attempt(number);
        for interceptor in self.all().rev() {
            let (status, headers) = (response.status(), response.headers());
            let mut response = AfterResponse::new(attempt, status, headers, elapsed, &mut self.extensions);
            within(self.patience, interceptor.after_response(&mut response)).await;
        }
    }

    /// Says how long they took.
    pub(super) async fn on_error(&mut self, number: u32, error: &Error, delay: Option<Duration>) -> Duration {
        if self.all().next().is_none() {
            return Duration::ZERO;
        }
        let (attempt, start) = (self.attempt(number), Instant::now());
        for interceptor in self.all().rev() {
            let mut failure = OnError::new(attempt, error, delay, &mut self.extensions);
            within(self.patience, interceptor.on_error(&mut failure)).await;
        }
        start.elapsed()
    }
}

/// Waits for a hook that only looks, and no longer than an attempt may take.
async fn within(limit: Duration, hook: BoxFuture<'_, ()>) {
    if tokio::time::timeout(limit, hook).await.is_err() {
        tracing::warn!(?limit, "an interceptor took too long, and was dropped");
    }
}
