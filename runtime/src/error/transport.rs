//! A request that did not get through.

use std::error::Error as StdError;
use std::fmt;

use super::history::History;
use crate::text::plain;

/// How far a request got.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Phase {
    /// There was no connection, so nothing was sent.
    Connect,
    /// The connection broke before an answer began.
    Send,
    /// The connection broke while the answer came.
    Receive,
    /// The answer was longer than is read.
    TooLong,
    /// The transport did not send it, and would not the next time.
    Refused,
}

/// A connection that could not be made, or broke.
#[derive(Debug)]
pub struct TransportError {
    phase: Phase,
    source: Box<dyn StdError + Send + Sync>,
    pub(crate) history: History,
}

impl TransportError {
    /// An error of a transport: how far the request got, and why no further.
    pub fn new(phase: Phase, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self { phase, source: source.into(), history: History::default() }
    }

    /// How far the request got.
    pub fn phase(&self) -> Phase {
        self.phase
    }
}

/// The phase and all causes, on one line.
impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.phase {
            Phase::Connect => "cannot connect",
            Phase::Send => "the connection broke before an answer began",
            Phase::Receive => "the connection broke while the answer came",
            Phase::TooLong => "the answer is too long",
            Phase::Refused => "not sent",
        })?;
        let mut cause: Option<&dyn StdError> = Some(self.source.as_ref());
        while let Some(error) = cause {
            write!(f, ": {}", plain(&error.to_string()))?;
            cause = error.source();
        }
        self.history.fmt(f)
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(self.source.as_ref())
    }
}
