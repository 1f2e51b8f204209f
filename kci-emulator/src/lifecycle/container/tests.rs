//! Tests of the course of one container.

#![allow(clippy::needless_pass_by_value, reason = "so the cases read like a table")]

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

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

/// One run after another, without leaving any out.
fn run_by_run(behaviour: &Behaviour, exits: &[Exit], policy: &RestartPolicy, now: i64) -> Course {
    let lasts = behaviour.run_seconds.map(i64::from).or((*policy != RestartPolicy::Always).then_some(30));
    let mut course = Course::waiting(Some(at(100)));
    let (mut start, mut wait) = (100, 10);
    while start <= now {
        course.first_start.get_or_insert(at(start));
        let ordered = exits.iter().find(|exit| exit.at >= at(start)).map(|exit| (exit.at.as_second(), exit.code));
        let by_itself = lasts.map(|lasts| (start + lasts, behaviour.exit_code));
        let end = ordered.into_iter().chain(by_itself).min_by_key(|(end, _)| *end);
        let Some((end, code)) = end.filter(|(end, _)| *end <= now) else {
            course.current = Current::Running { since: at(start) };
            course.next = end.map(|(end, _)| at(end));
            return course;
        };
        course.first_end.get_or_insert(at(end));
        if *policy == RestartPolicy::Never || (*policy == RestartPolicy::OnFailure && code == 0) {
            course.current = Current::Terminated(ended(start, end, code));
            course.next = None;
            return course;
        }
        course.previous = Some(ended(start, end, code));
        if end - start >= 600 {
            wait = 10;
        }
        (start, wait) = (end + wait, (2 * wait).min(300));
        course.next = Some(at(start));
        course.restarts += i64::from(start <= now);
    }
    course
}

proptest! {
    #[test]
    fn runs_that_are_all_alike_are_counted_without_going_through_them(
        run_seconds in prop_oneof![Just(None), (0..1_300_u32).prop_map(Some)],
        exit_code in 0..2,
        policy in select(vec![RestartPolicy::Always, RestartPolicy::OnFailure, RestartPolicy::Never]),
        mut ends in vec((100..30_000_i64, 0..3), 0..4),
        now in 0..40_000_i64,
    ) {
        ends.sort_by_key(|(end, _)| *end);
        let exits: Vec<_> = ends.into_iter().map(|(end, code)| Exit { at: at(end), code }).collect();
        let behaviour = Behaviour { run_seconds, exit_code, ..Behaviour::default() };
        let expected = run_by_run(&behaviour, &exits, &policy, now);
        prop_assert_eq!(course(at(100), &behaviour, &exits, &policy, at(now)), expected);
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
