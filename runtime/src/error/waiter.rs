//! Waiting that came to nothing.

use std::fmt;

use serde_json::Value;

use super::ServiceError;

/// A waiter that saw its failure state, or ran out of attempts.
///
/// `Debug` does not show the last answer, which may hold private data.
#[derive(Clone, PartialEq)]
pub struct WaiterError {
    waiter: &'static str,
    attempts: u64,
    is_failure: bool,
    last: Last,
}

/// What the service said last.
#[derive(Clone, PartialEq)]
pub(crate) enum Last {
    /// An answer.
    Answer { json: Value, request_id: Option<String> },
    /// An error that the waiter takes for an answer.
    Error(ServiceError),
    /// Nothing: no attempt was allowed.
    Nothing,
}

impl WaiterError {
    pub(crate) fn new(waiter: &'static str, attempts: u64, is_failure: bool, last: Last) -> Self {
        Self { waiter, attempts, is_failure, last }
    }

    /// The waiter's name: `ContainerGroupRunning`.
    pub fn waiter(&self) -> &str {
        self.waiter
    }

    /// How often it asked.
    pub fn attempts(&self) -> u64 {
        self.attempts
    }

    /// Whether it saw its failure state; otherwise it ran out of attempts.
    pub fn is_failure(&self) -> bool {
        self.is_failure
    }

    /// The last answer as JSON, if it was one.
    pub fn last_answer(&self) -> Option<&Value> {
        match &self.last {
            Last::Answer { json, .. } => Some(json),
            Last::Error(_) | Last::Nothing => None,
        }
    }

    /// The last answer as an error of the service, if it was one.
    pub fn last_error(&self) -> Option<&ServiceError> {
        match &self.last {
            Last::Error(error) => Some(error),
            Last::Answer { .. } | Last::Nothing => None,
        }
    }

    /// The id that the service gave the last request.
    pub fn request_id(&self) -> Option<&str> {
        match &self.last {
            Last::Answer { request_id, .. } => request_id.as_deref(),
            Last::Error(error) => error.request_id(),
            Last::Nothing => None,
        }
    }
}

/// `ContainerGroupRunning: gave up after 3 attempts (last request 1234)`, on one line.
impl fmt::Display for WaiterError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let attempts = if self.attempts == 1 { "attempt" } else { "attempts" };
        let story = if self.is_failure { "in a failure state" } else { "gave up" };
        write!(f, "{}: {story} after {} {attempts}", self.waiter, self.attempts)?;
        match &self.last {
            Last::Answer { request_id: Some(id), .. } => write!(f, " (last request {id})"),
            Last::Error(error) => write!(f, ", and the last answer was {error}"),
            Last::Answer { .. } | Last::Nothing => Ok(()),
        }
    }
}

impl fmt::Debug for WaiterError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WaiterError")
            .field("waiter", &self.waiter)
            .field("attempts", &self.attempts)
            .field("is_failure", &self.is_failure)
            .field("request_id", &self.request_id())
            .finish_non_exhaustive()
    }
}

impl std::error::Error for WaiterError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_says_how_it_ended_and_hides_the_answer() {
        let last = Last::Answer { json: serde_json::json!({"Password": "hunter2"}), request_id: Some("1234".into()) };
        let error = WaiterError::new("GroupRunning", 3, false, last.clone());
        assert_eq!(error.to_string(), "GroupRunning: gave up after 3 attempts (last request 1234)");
        assert!(!format!("{error:?}").contains("hunter2"));
        let error = WaiterError::new("GroupRunning", 1, true, last);
        assert_eq!(error.to_string(), "GroupRunning: in a failure state after 1 attempt (last request 1234)");
    }
}
