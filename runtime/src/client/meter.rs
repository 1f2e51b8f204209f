//! What is counted and measured of calls, through the facade of the `metrics` crate.
//!
//! Names and labels are listed in [`crate::metrics`].

use std::time::Duration;

use metrics::{Label, SharedString, counter, gauge, histogram};

use super::{ServiceClient, Target};
use crate::error::{Error, ErrorKind};
use crate::metrics::{
    ATTEMPT_DURATION, CALL_ATTEMPTS, CALL_DURATION, CALLS, ERROR_TYPE, GAVE_UP, METHOD, REASON, RETRIES, RETRY_QUOTA,
    SERVICE, THROTTLED,
};

/// Counts for one call.
pub(super) struct Meter {
    service: &'static str,
    action: SharedString,
}

impl Meter {
    pub(super) fn new(client: &ServiceClient, target: &Target) -> Self {
        Self { service: client.site().service.name, action: target.action.clone().into_owned().into() }
    }

    /// The labels of a call or an attempt that ended so.
    fn labels(&self, error: Option<&Error>) -> Vec<Label> {
        let mut labels = vec![Label::new(SERVICE, self.service), Label::new(METHOD, self.action.clone())];
        labels.extend(error.map(|error| Label::new(ERROR_TYPE, error.kind().as_str())));
        labels
    }

    /// A call has ended.
    pub(super) fn call(&self, error: Option<&Error>, attempts: u32, elapsed: Duration) {
        counter!(CALLS, self.labels(error)).increment(1);
        histogram!(CALL_DURATION, self.labels(error)).record(elapsed);
        histogram!(CALL_ATTEMPTS, self.labels(error)).record(attempts);
        let Some(reason) = error.and_then(Error::gave_up) else { return };
        let mut labels = self.labels(None);
        labels.push(Label::new(REASON, reason.as_str()));
        counter!(GAVE_UP, labels).increment(1);
    }

    /// An attempt has ended.
    pub(super) fn attempt(&self, error: Option<&Error>, elapsed: Duration) {
        histogram!(ATTEMPT_DURATION, self.labels(error)).record(elapsed);
        if error.is_some_and(|error| error.kind() == ErrorKind::Throttled) {
            counter!(THROTTLED, self.labels(None)).increment(1);
        }
    }

    /// A call is sent again after this error.
    pub(super) fn retry(&self, error: &Error) {
        counter!(RETRIES, self.labels(Some(error))).increment(1);
    }

    /// So much is left of the quota of retries.
    pub(super) fn quota(&self, tokens: Option<u32>) {
        if let Some(tokens) = tokens {
            gauge!(RETRY_QUOTA, SERVICE => self.service).set(tokens);
        }
    }
}
