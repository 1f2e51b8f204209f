//! What is known of a call that succeeded, beside its answer.

use std::time::Duration;

use http::HeaderMap;

use crate::http::envelope::Answer;

/// How a call went: of [`send_with_metadata`](super::Call::send_with_metadata).
#[derive(Clone, Debug)]
pub struct CallMetadata {
    http_status: u16,
    request_id: Option<String>,
    attempts: u32,
    elapsed: Duration,
    headers: HeaderMap,
}

impl CallMetadata {
    pub(super) fn new(answer: &Answer) -> Self {
        Self {
            http_status: answer.http_status,
            request_id: answer.request_id(),
            attempts: answer.history.attempts,
            elapsed: answer.elapsed,
            headers: answer.headers.clone(),
        }
    }

    /// The HTTP status of the answer.
    pub fn http_status(&self) -> u16 {
        self.http_status
    }

    /// The id that the service gave the request.
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }

    /// How often the request was sent, or tried to be.
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// How long the call took, all attempts and the waiting between them included.
    pub fn elapsed(&self) -> Duration {
        self.elapsed
    }

    /// The headers of the answer.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }
}
