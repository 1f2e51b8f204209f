//! Waiting that came to nothing.

mod parts;
mod subject;

use std::any::Any;
use std::fmt;
use std::time::Duration;

pub use parts::{SubjectEvent, SubjectPart};
pub use subject::{Subject, WaiterState, first};

use super::{Error, ServiceError};
use crate::action::Action;
use crate::text::plain;

/// Why waiting ended without the state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum WaiterEnd {
    /// It will not be reached: what was seen says so.
    Failed,
    /// Something that was asked for by its id was not there for longer than the [grace](crate::Wait::grace).
    Missing,
    /// It was not reached in time.
    Deadline,
}

/// A waiter that saw its failure state, missed what it was asked for, or ran out of time.
///
/// `Display` says on one line what was seen and what to look at. `Debug` does not show the last answer, which may hold
/// private data.
pub struct WaiterError {
    waiter: &'static str,
    end: WaiterEnd,
    looks: u64,
    elapsed: Duration,
    seen: Seen,
}

/// What was seen last.
#[derive(Default)]
pub(crate) struct Seen {
    /// The last answer.
    pub(crate) response: Option<Box<dyn Any + Send + Sync>>,
    /// What is in it.
    pub(crate) subjects: Vec<Subject>,
    /// Ids that were asked for, and are not in it.
    pub(crate) missing: Vec<String>,
    /// The error of the last time that it asked, if there was no answer.
    pub(crate) error: Option<Box<Error>>,
}

/// How many subjects a line shows.
const SHOWN: usize = 3;

impl WaiterError {
    pub(crate) fn new(waiter: &'static str, end: WaiterEnd, looks: u64, elapsed: Duration, seen: Seen) -> Self {
        Self { waiter, end, looks, elapsed, seen }
    }

    /// The waiter's name: `ContainerGroupRunning`.
    pub fn waiter(&self) -> &str {
        self.waiter
    }

    /// How it ended.
    pub fn end(&self) -> WaiterEnd {
        self.end
    }

    /// How often it asked.
    pub fn looks(&self) -> u64 {
        self.looks
    }

    /// How long it waited.
    pub fn elapsed(&self) -> Duration {
        self.elapsed
    }

    /// What was in the last answer, whatever its state.
    pub fn subjects(&self) -> &[Subject] {
        &self.seen.subjects
    }

    /// Those that are to blame: which have failed, or, if none has, which have not reached the state.
    pub fn culprits(&self) -> impl Iterator<Item = &Subject> {
        let has_failed = |subject: &&Subject| {
            matches!(subject.standing(), Some(WaiterState::Failure | WaiterState::FailureAfter(_)))
        };
        let some_failed = self.seen.subjects.iter().any(|subject| has_failed(&subject));
        let is_to_blame = move |subject: &&Subject| {
            if some_failed { has_failed(subject) } else { subject.standing() != Some(WaiterState::Success) }
        };
        self.seen.subjects.iter().filter(is_to_blame)
    }

    /// Ids that were asked for, and were not in the last answer.
    pub fn missing(&self) -> &[String] {
        &self.seen.missing
    }

    /// What to look at, if the tables know.
    pub fn hint(&self) -> Option<&str> {
        self.culprits().find_map(Subject::hint)
    }

    /// The last answer, with all of its pages: `error.response::<DescribeContainerGroupRequest>()`. `None` if there was
    /// none, or it is of another action.
    pub fn response<A: Action>(&self) -> Option<&A::Response> {
        self.seen.response.as_deref()?.downcast_ref()
    }

    /// Why there was no answer the last time that it asked, if there was none.
    pub fn last_error(&self) -> Option<&Error> {
        self.seen.error.as_deref()
    }

    /// The last answer as an error of the service, if it was one.
    pub fn service_error(&self) -> Option<&ServiceError> {
        match self.last_error() {
            Some(Error::Service(error)) => Some(error),
            _ => None,
        }
    }
}

/// `ContainerGroupRunning: failed after 3 looks in 4s: container group web (6a1f): Failed; …. Look at …`, on one line.
impl fmt::Display for WaiterError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let end = match self.end {
            WaiterEnd::Failed => "failed",
            WaiterEnd::Missing => "something is not there",
            WaiterEnd::Deadline => "gave up",
        };
        let looks = if self.looks == 1 { "look" } else { "looks" };
        write!(f, "{}: {end} after {} {looks} in {:?}", self.waiter, self.looks, rounded(self.elapsed))?;
        write_some(f, ": not there: ", self.seen.missing.iter().map(|id| plain(id)))?;
        let between = if self.seen.missing.is_empty() { ": " } else { "; " };
        write_some(f, between, self.culprits())?;
        if let Some(error) = &self.seen.error {
            write!(f, "; the last time that it asked: {error}")?;
        }
        match self.hint() {
            Some(hint) => write!(f, " -- {hint}"),
            None if self.end == WaiterEnd::Missing => f.write_str(" -- look at the ids and at the region"),
            None => Ok(()),
        }
    }
}

/// Some of many.
fn write_some<T: fmt::Display>(
    f: &mut fmt::Formatter<'_>,
    before: &str,
    mut all: impl Iterator<Item = T>,
) -> fmt::Result {
    let mut between = before;
    for one in all.by_ref().take(SHOWN) {
        write!(f, "{between}{one}")?;
        between = "; ";
    }
    match all.count() {
        0 => Ok(()),
        more => write!(f, "; and {more} more"),
    }
}

/// Without parts of a millisecond.
fn rounded(time: Duration) -> Duration {
    Duration::from_millis(u64::try_from(time.as_millis()).unwrap_or(u64::MAX))
}

impl fmt::Debug for WaiterError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WaiterError")
            .field("waiter", &self.waiter)
            .field("end", &self.end)
            .field("looks", &self.looks)
            .field("elapsed", &self.elapsed)
            .field("missing", &self.seen.missing)
            .field("error", &self.seen.error)
            .finish_non_exhaustive()
    }
}

impl std::error::Error for WaiterError {}

#[cfg(test)]
mod tests {
    use super::*;

    fn subject(name: &str, standing: Option<WaiterState>) -> Subject {
        let named = Subject::new("group").with_name(Some(name.to_owned()));
        named.with_standing(standing).hint_if(standing.is_some(), "look there")
    }

    fn error(end: WaiterEnd, subjects: Vec<Subject>) -> WaiterError {
        WaiterError::new("Running", end, 3, Duration::from_millis(4_500), Seen { subjects, ..Seen::default() })
    }

    #[test]
    fn those_that_have_failed_are_shown_and_not_those_on_their_way() {
        let [failed, waits] = [subject("a", Some(WaiterState::Failure)), subject("b", None)];
        let error = error(WaiterEnd::Failed, vec![waits, failed]);
        assert_eq!(error.to_string(), "Running: failed after 3 looks in 4.5s: group a -- look there");
    }

    #[test]
    fn those_on_their_way_are_shown_where_none_has_failed() {
        let there = subject("there", Some(WaiterState::Success));
        let waits = (0..21).map(|number| subject(&format!("g{number}"), None));
        let error = error(WaiterEnd::Deadline, std::iter::once(there).chain(waits).collect());
        let told = "Running: gave up after 3 looks in 4.5s: group g0; group g1; group g2; and 18 more";
        assert_eq!(error.to_string(), told);
    }

    #[test]
    fn what_is_not_there_is_named() {
        let mut error = error(WaiterEnd::Missing, vec![subject("b", Some(WaiterState::Success))]);
        error.seen.missing = vec!["id-1".to_owned()];
        let told = "Running: something is not there after 3 looks in 4.5s: not there: id-1 -- look at the ids and at the region";
        assert_eq!(error.to_string(), told);
    }

    #[test]
    fn debug_hides_what_was_answered() {
        let mut error = error(WaiterEnd::Failed, Vec::new());
        error.seen.response = Some(Box::new("hunter2".to_owned()));
        assert!(!format!("{error:?}").contains("hunter2"));
    }
}
