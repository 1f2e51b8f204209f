//! A request that did not get through.

use std::error::Error as StdError;
use std::fmt;

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
}

/// A connection that could not be made, or broke.
#[derive(Debug)]
pub struct TransportError {
    phase: Phase,
    safe_to_repeat: bool,
    source: Box<dyn StdError + Send + Sync>,
}

impl TransportError {
    pub(crate) fn new(phase: Phase, safe_to_repeat: bool, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self { phase, safe_to_repeat, source: source.into() }
    }

    /// How far the request got.
    pub fn phase(&self) -> Phase {
        self.phase
    }

    /// Whether sending it again does no harm: nothing was sent, or the action creates nothing.
    pub fn is_retryable(&self) -> bool {
        self.phase == Phase::Connect || self.safe_to_repeat
    }
}

/// The phase and all causes, on one line.
impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.phase {
            Phase::Connect => "cannot connect",
            Phase::Send => "the connection broke before an answer began",
            Phase::Receive => "the connection broke while the answer came",
        })?;
        let mut cause: Option<&dyn StdError> = Some(self.source.as_ref());
        while let Some(error) = cause {
            write!(f, ": {error}")?;
            cause = error.source();
        }
        Ok(())
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(self.source.as_ref())
    }
}
