//! An answer that is not what the documents describe.

use std::fmt;

use super::history::History;
use super::{origin, outcome_of_status, status_is_transient};
use crate::action::Outcome;
use crate::text::{head, plain, quote};

/// An answer that cannot be understood: no JSON, no object, or a member of an unexpected type.
///
/// `Debug` does not show the body, which may hold private data.
#[derive(Clone, PartialEq, Eq)]
pub struct DecodeError {
    message: String,
    path: Option<String>,
    http_status: u16,
    request_id: Option<String>,
    head: String,
    is_json: bool,
    pub(crate) history: History,
}

/// How much of a body is kept, in characters.
const HEAD: usize = 512;

impl DecodeError {
    /// An answer that is nothing like one of the service.
    pub(crate) fn foreign(
        message: impl Into<String>,
        http_status: u16,
        request_id: Option<String>,
        body: &[u8],
        history: History,
    ) -> Self {
        let (message, path) = (message.into(), None);
        Self { message, path, http_status, request_id, head: head(body, HEAD), is_json: false, history }
    }

    /// An answer of the service in which something is not as documented.
    pub(crate) fn typed(
        message: impl Into<String>,
        path: impl Into<String>,
        http_status: u16,
        request_id: Option<String>,
        body: &[u8],
        history: History,
    ) -> Self {
        let (message, path) = (message.into(), Some(path.into()));
        Self { message, path, http_status, request_id, head: head(body, HEAD), is_json: true, history }
    }

    /// An answer of the service that should have been another one.
    pub(crate) fn unexpected(
        message: impl Into<String>,
        http_status: u16,
        request_id: Option<String>,
        body: &[u8],
        history: History,
    ) -> Self {
        Self { is_json: true, ..Self::foreign(message, http_status, request_id, body, history) }
    }

    /// What is wrong.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Where in the JSON: `ContainerGroups[0].Cpu`. Absent if it is not about one place.
    pub fn path(&self) -> Option<&str> {
        self.path.as_deref()
    }

    /// The HTTP status of the answer.
    pub fn http_status(&self) -> u16 {
        self.http_status
    }

    /// The id that the service gave the request.
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }

    /// The first 512 characters of the body. It may hold anything that the service knows.
    pub fn body_head(&self) -> &str {
        &self.head
    }

    /// The service says that it did it, or somebody else answered.
    pub(crate) fn outcome(&self) -> Outcome {
        if self.is_json { Outcome::Done } else { outcome_of_status(self.http_status) }
    }

    /// Whether it looks like a gateway whose service was away.
    pub(crate) fn is_transient(&self) -> bool {
        !self.is_json && status_is_transient(self.http_status)
    }
}

/// On one line. The beginning of the body is shown only if it is no JSON, and so not of the service.
impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("cannot understand the answer: ")?;
        if let Some(path) = &self.path {
            write!(f, "{}: ", plain(path))?;
        }
        write!(f, "{} ({})", plain(&self.message), origin(self.http_status, self.request_id.as_deref()))?;
        if !self.is_json && !self.head.trim().is_empty() {
            write!(f, ", which begins {}", quote(self.head.trim_start()))?;
        }
        self.history.fmt(f)
    }
}

impl fmt::Debug for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DecodeError")
            .field("message", &self.message)
            .field("path", &self.path)
            .field("http_status", &self.http_status)
            .field("request_id", &self.request_id)
            .finish_non_exhaustive()
    }
}

impl std::error::Error for DecodeError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_foreign_body_is_quoted() {
        let error = DecodeError::foreign("not JSON", 502, None, b"\n<html>\nBad Gateway", History::default());
        let text = "cannot understand the answer: not JSON (HTTP 502), which begins \"<html>\\nBad Gateway\"";
        assert_eq!(error.to_string(), text);
    }

    #[test]
    fn the_body_of_the_service_is_not_shown() {
        let body = br#"{"Password": "hunter2", "Cpu": []}"#;
        let error = DecodeError::typed("expected a number", "Cpu", 200, Some("1234".into()), body, History::default());
        let expected = "cannot understand the answer: Cpu: expected a number (HTTP 200, request 1234)";
        assert_eq!(error.to_string(), expected);
        assert!(!format!("{error:?}").contains("hunter2"));
        assert!(error.body_head().contains("hunter2"));
    }

    #[test]
    fn an_answer_of_a_gateway_can_be_another_one_later_and_leaves_the_outcome_open() {
        for (status, transient, outcome) in [
            (200, false, Outcome::Unknown),
            (302, false, Outcome::Refused),
            (403, false, Outcome::Refused),
            (502, true, Outcome::Unknown),
        ] {
            let error = DecodeError::foreign("", status, None, b"", History::default());
            assert_eq!((error.is_transient(), error.outcome()), (transient, outcome), "{status}");
        }
    }
}
