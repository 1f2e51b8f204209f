//! How far waiting is.

use std::fmt;
use std::time::Duration;

use crate::error::{Error, Subject, WaiterState};
use crate::text::plain;

/// How far a wait is that goes on.
///
/// `Display` says it on one line: `ContainerGroupRunning: 20 of 21 after 12s; container group web (6a1f): Pending`.
#[derive(Debug)]
pub struct Progress<'a> {
    pub(super) waiter: &'static str,
    pub(super) looks: u64,
    pub(super) elapsed: Duration,
    pub(super) delay: Duration,
    pub(super) subjects: &'a [Subject],
    pub(super) missing: &'a [String],
    pub(super) error: Option<&'a Error>,
}

impl<'a> Progress<'a> {
    /// The waiter's name: `ContainerGroupRunning`.
    pub fn waiter(&self) -> &'static str {
        self.waiter
    }

    /// How often it has asked.
    pub fn looks(&self) -> u64 {
        self.looks
    }

    /// How long it has waited.
    pub fn elapsed(&self) -> Duration {
        self.elapsed
    }

    /// How long it is going to wait before it asks again.
    pub fn delay(&self) -> Duration {
        self.delay
    }

    /// What is in the answer.
    pub fn subjects(&self) -> &'a [Subject] {
        self.subjects
    }

    /// Ids that were asked for, and are not in the answer.
    pub fn missing(&self) -> &'a [String] {
        self.missing
    }

    /// Why there was no answer, if there was none.
    pub fn error(&self) -> Option<&'a Error> {
        self.error
    }

    /// How many have reached the state.
    pub fn reached(&self) -> usize {
        self.subjects.iter().filter(|subject| subject.standing() == Some(WaiterState::Success)).count()
    }

    /// How many are waited for.
    pub fn expected(&self) -> usize {
        self.subjects.len() + self.missing.len()
    }
}

impl fmt::Display for Progress<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Whole seconds are enough for people.
        let elapsed = Duration::from_secs(self.elapsed.as_secs());
        write!(f, "{}: {} of {} after {elapsed:?}", self.waiter, self.reached(), self.expected())?;
        if let Some(error) = self.error {
            return write!(f, "; {error}");
        }
        let mut others = self.subjects.iter().filter(|subject| subject.standing() != Some(WaiterState::Success));
        match (others.next(), self.missing.first()) {
            (Some(subject), _) => write!(f, "; {subject}"),
            (None, Some(id)) => write!(f, "; not there: {}", plain(id)),
            (None, None) => Ok(()),
        }
    }
}
