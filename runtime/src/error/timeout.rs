//! A request that was not answered in time.

use std::fmt;
use std::time::Duration;

use super::history::History;

/// An attempt, or a whole call, whose time ran out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeoutError {
    after: Duration,
    pub(crate) history: History,
}

impl TimeoutError {
    pub(crate) fn new(after: Duration, history: History) -> Self {
        Self { after, history }
    }

    /// How long was waited.
    pub fn after(&self) -> Duration {
        self.after
    }
}

/// `no answer within 60s`, on one line.
impl fmt::Display for TimeoutError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no answer within {:?}{}", self.after, self.history)
    }
}

impl std::error::Error for TimeoutError {}
