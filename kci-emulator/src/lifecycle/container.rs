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
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(seconds).expect("a time")
    }

    fn ended(started: i64, finished: i64, code: i32) -> Run {
        Run { started: at(started), finished: at(finished), code }
    }

    /// Fails after five seconds, every time.
    fn crashing() -> Behaviour {
        Behaviour { run_seconds: Some(5), exit_code: 1, ..Behaviour::default() }
    }

    fn of(behaviour: &Behaviour, exits: &[Exit], policy: RestartPolicy, now: i64) -> Course {
        course(at(100), behaviour, exits, &policy, at(now))
    }

    #[test]
    fn a_container_waits_until_it_starts() {
        let course = of(&Behaviour::default(), &[], RestartPolicy::Always, 99);
        assert_eq!(course, Course::waiting(Some(at(100))));
    }

    #[test]
    fn a_service_runs_for_ever() {
        let course = of(&Behaviour::default(), &[], RestartPolicy::Always, 1_000_000);
        assert_eq!((course.current, course.next), (Current::Running { since: at(100) }, None));
    }

    #[test]
    fn a_job_ends_well_and_stays_so() {
        for policy in [RestartPolicy::Never, RestartPolicy::OnFailure] {
            let course = of(&Behaviour::default(), &[], policy, 1_000_000);
            assert_eq!((course.current, course.restarts), (Current::Terminated(ended(100, 130, 0)), 0));
        }
    }

    #[test]
    fn a_failed_job_starts_again_on_failure() {
        let waiting = of(&crashing(), &[], RestartPolicy::OnFailure, 106);
        assert_eq!((waiting.current, waiting.previous), (Current::Waiting, Some(ended(100, 105, 1))));
        assert_eq!((waiting.restarts, waiting.next), (0, Some(at(115))));
        let running = of(&crashing(), &[], RestartPolicy::OnFailure, 115);
        assert_eq!((running.current, running.previous), (Current::Running { since: at(115) }, waiting.previous));
        assert_eq!((running.restarts, running.next), (1, Some(at(120))));
    }

    #[test]
    fn a_failed_job_stays_failed_if_it_never_restarts() {
        let course = of(&crashing(), &[], RestartPolicy::Never, 1_000);
        assert_eq!(course.current, Current::Terminated(ended(100, 105, 1)));
    }

    #[test]
    fn a_service_that_ends_well_starts_again_too() {
        let behaviour = Behaviour { run_seconds: Some(5), ..Behaviour::default() };
        assert_eq!(of(&behaviour, &[], RestartPolicy::Always, 115).restarts, 1);
    }

    #[test]
    fn an_ordered_end_comes_before_the_natural_one() {
        let exits = [Exit { at: at(110), code: 137 }];
        let course = of(&Behaviour::default(), &exits, RestartPolicy::Never, 110);
        assert_eq!(course.current, Current::Terminated(ended(100, 110, 137)));
        let again = of(&Behaviour::default(), &exits, RestartPolicy::Always, 1_000);
        assert_eq!((again.current, again.restarts), (Current::Running { since: at(120) }, 1));
    }

    #[test]
    fn a_run_that_was_ended_says_nothing_of_those_after_it() {
        let exits = [Exit { at: at(800), code: 1 }];
        let service = of(&Behaviour::default(), &exits, RestartPolicy::Always, 1_000_000);
        assert_eq!((service.current, service.restarts), (Current::Running { since: at(810) }, 1));
        let long = Behaviour { run_seconds: Some(1_000), ..Behaviour::default() };
        let again = of(&long, &exits, RestartPolicy::Always, 1_821);
        assert_eq!((again.current, again.restarts), (Current::Running { since: at(1_820) }, 2));
    }

    #[test]
    fn an_end_that_comes_after_many_runs_is_found() {
        let runs = of(&crashing(), &[], RestartPolicy::Always, 1_000_000);
        let since = runs.next.expect("it starts again");
        let ended = Exit { at: after(since, SignedDuration::from_secs(1)), code: 9 };
        let course = course(at(100), &crashing(), &[ended], &RestartPolicy::Always, ended.at);
        assert_eq!(course.previous, Some(Run { started: since, finished: ended.at, code: 9 }));
        assert_eq!((course.current, course.restarts), (Current::Waiting, runs.restarts + 1));
    }

    #[test]
    fn nothing_starts_again_at_the_end_of_time() {
        for lasts in [0, 5, 700] {
            let behaviour = Behaviour { run_seconds: Some(lasts), ..Behaviour::default() };
            let course = course(at(100), &behaviour, &[], &RestartPolicy::Always, Timestamp::MAX);
            assert!(course.restarts > 100_000_000, "{course:?}");
            assert!(course.next.is_none(), "{course:?}");
        }
    }

    /// One step after another, without leaving any out.
    fn slowly(behaviour: &Behaviour, now: i64) -> (i64, i64) {
        let lasts = i64::from(behaviour.run_seconds.expect("a length"));
        let (mut start, mut restarts, mut backoff) = (100, 0, Backoff::new());
        loop {
            let next = start + lasts + backoff.after(SignedDuration::from_secs(lasts)).as_secs();
            if next > now {
                return (start, restarts);
            }
            (start, restarts) = (next, restarts + 1);
        }
    }

    #[test]
    fn runs_that_are_all_alike_are_counted_without_going_through_them() {
        for lasts in [1, 5, 299, 599, 600, 601, 5_000] {
            let behaviour = Behaviour { run_seconds: Some(lasts), exit_code: 1, ..Behaviour::default() };
            for now in (100..20_000).step_by(37) {
                let course = of(&behaviour, &[], RestartPolicy::Always, now);
                let (start, restarts) = slowly(&behaviour, now);
                let ends = start + i64::from(lasts);
                let expected = if now < ends { Current::Running { since: at(start) } } else { Current::Waiting };
                assert_eq!((course.current, course.restarts), (expected, restarts), "{lasts} s, at {now}");
                assert!(course.next.is_some_and(|next| next > at(now)), "{lasts} s, at {now}: {course:?}");
            }
        }
    }

    #[test]
    fn a_century_of_crashes_is_told_at_once() {
        let course = of(&crashing(), &[], RestartPolicy::Always, 100 * 365 * 86_400);
        assert!(course.restarts > 10_000_000);
    }

    #[test]
    fn a_run_of_no_length_comes_to_an_end() {
        let behaviour = Behaviour { run_seconds: Some(0), ..Behaviour::default() };
        assert_eq!(of(&behaviour, &[], RestartPolicy::Always, 100).current, Current::Waiting);
    }
}
