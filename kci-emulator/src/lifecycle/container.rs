//! The course of one container: when it started, how often it started again, and what it does now.

use kci_sdk::runtime::jiff::{SignedDuration, Timestamp};
use kci_sdk::value::RestartPolicy;
use serde::{Deserialize, Serialize};

use super::backoff::{self, Backoff};
use super::{JOB, after};

/// How a container behaves, settled when its group was created.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Behaviour {
    /// Why its image cannot be pulled, if it cannot.
    pub(crate) pull_error: Option<String>,
    /// How long it runs each time, in seconds, if that is scripted.
    pub(crate) run_seconds: Option<u32>,
    /// With what it exits.
    pub(crate) exit_code: i32,
    /// What it logs when it starts, if that is scripted.
    pub(crate) log: Vec<String>,
}

/// An end that was ordered while the container ran.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Exit {
    pub(crate) at: Timestamp,
    pub(crate) code: i32,
}

/// What a container does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Current {
    /// Waits to start, for the first time or again.
    Waiting,
    /// Runs.
    Running {
        /// Since when.
        since: Timestamp,
    },
    /// Has ended for good.
    Terminated(Run),
}

/// A run that has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) started: Timestamp,
    pub(crate) finished: Timestamp,
    pub(crate) code: i32,
}

/// How far a container is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Course {
    pub(crate) current: Current,
    /// The run before the current state.
    pub(crate) previous: Option<Run>,
    /// When it started first.
    pub(crate) first_start: Option<Timestamp>,
    /// When its first run ended.
    pub(crate) first_end: Option<Timestamp>,
    /// How often it was started again.
    pub(crate) restarts: i64,
    /// When this changes next by itself.
    pub(crate) next: Option<Timestamp>,
}

impl Course {
    /// Has not started yet.
    pub(crate) fn waiting(next: Option<Timestamp>) -> Self {
        Self { current: Current::Waiting, previous: None, first_start: None, first_end: None, restarts: 0, next }
    }

    /// The run in which it is, or else the one before: when it started, and when it ended.
    pub(crate) fn last_run(&self) -> Option<(Timestamp, Option<Timestamp>)> {
        match self.current {
            Current::Running { since } => Some((since, None)),
            Current::Terminated(run) => Some((run.started, Some(run.finished))),
            Current::Waiting => self.previous.map(|run| (run.started, Some(run.finished))),
        }
    }
}

/// How far a container is at `now` that starts at `first`. `exits` are sorted by time.
pub(crate) fn course(
    first: Timestamp,
    behaviour: &Behaviour,
    exits: &[Exit],
    policy: &RestartPolicy,
    now: Timestamp,
) -> Course {
    let mut course = Course::waiting(Some(first));
    let mut backoff = Backoff::new();
    let mut start = first;
    while start <= now {
        course.first_start.get_or_insert(start);
        let (run, by_itself) = match run(start, behaviour, exits, policy) {
            Some((run, by_itself)) if run.finished <= now => (run, by_itself),
            unfinished => {
                let next = unfinished.map(|(run, _)| run.finished);
                return Course { current: Current::Running { since: start }, next, ..course };
            }
        };
        course.first_end.get_or_insert(run.finished);
        if !starts_again(policy, run.code) {
            return Course { current: Current::Terminated(run), next: None, ..course };
        }
        let lasted = run.finished.duration_since(start);
        let wait = backoff.after(lasted);
        course.previous = Some(run);
        // At the end of time nothing starts again.
        course.next = run.finished.checked_add(wait).ok();
        let Some(next) = course.next.filter(|next| *next <= now) else { break };
        course.restarts += 1;
        start = next;
        if by_itself && backoff::is_settled(lasted, wait) {
            // An end that was ordered makes a run another than those before.
            let alike = exits.iter().find(|exit| exit.at >= start).map_or(now, |exit| exit.at.min(now));
            start = skip(&mut course, run, start, alike);
        }
    }
    course
}

/// Leaves out runs that are all alike, as far as `until`. Returns when the last of them starts.
fn skip(course: &mut Course, run: Run, start: Timestamp, until: Timestamp) -> Timestamp {
    let period = start.duration_since(run.started).as_nanos();
    let count = until.duration_since(start).as_nanos().checked_div(period).unwrap_or(0).max(0);
    let by = SignedDuration::try_from_nanos_i128(period.saturating_mul(count)).unwrap_or(SignedDuration::MAX);
    course.restarts += i64::try_from(count).unwrap_or(i64::MAX);
    let moved = |time| after(time, by);
    course.previous = Some(Run { started: moved(run.started), finished: moved(run.finished), ..run });
    moved(start)
}

/// The run that starts at `start`, if it ever ends, and whether it ends by itself.
fn run(start: Timestamp, behaviour: &Behaviour, exits: &[Exit], policy: &RestartPolicy) -> Option<(Run, bool)> {
    let scripted = behaviour.run_seconds.map(|seconds| SignedDuration::from_secs(i64::from(seconds)));
    let lasts = scripted.or_else(|| (*policy != RestartPolicy::Always).then_some(JOB));
    let by_itself = lasts.map(|lasts| (after(start, lasts), behaviour.exit_code, true));
    let ordered = exits.iter().find(|exit| exit.at >= start).map(|exit| (exit.at, exit.code, false));
    let (finished, code, by_itself) = [ordered, by_itself].into_iter().flatten().min_by_key(|(at, _, _)| *at)?;
    Some((Run { started: start, finished, code }, by_itself))
}

/// Whether a container that ended starts again.
fn starts_again(policy: &RestartPolicy, code: i32) -> bool {
    match policy {
        RestartPolicy::Never => false,
        RestartPolicy::OnFailure => code != 0,
        _ => true,
    }
}

#[cfg(test)]
mod tests;
