//! How far a container group is.

use kci_sdk::runtime::jiff::Timestamp;
use kci_sdk::value::{ContainerGroupStatus, RestartPolicy};

use super::container::{Behaviour, Course, Current, Exit, course};
use super::{INIT, PULLING, SCHEDULING, after};
use crate::store::Group;

/// How far a container group is.
#[derive(Clone, Debug)]
pub(crate) struct Progress {
    pub(crate) status: ContainerGroupStatus,
    /// When it was placed.
    pub(crate) scheduled: Timestamp,
    /// When its images are there, those that can be pulled.
    pub(crate) pulled: Timestamp,
    /// Its init containers, as far as it got with them.
    pub(crate) init: Vec<Course>,
    /// Its containers, in the order of the request.
    pub(crate) containers: Vec<Course>,
    /// When it ended for good.
    pub(crate) ended: Option<Timestamp>,
    /// When something of this changes next by itself.
    pub(crate) next: Option<Timestamp>,
}

/// How far a container group is at `now`.
pub(crate) fn progress(group: &Group, now: Timestamp) -> Progress {
    let scheduled = after(group.created, SCHEDULING);
    let pulled = if group.image_cache.is_some() { scheduled } else { after(scheduled, PULLING) };
    let (init, started) = init(group, pulled, now);
    let policy = group.restart_policy();
    let behaviours = group.containers.iter();
    let containers: Vec<_> = behaviours.map(|one| one_course(one, started, pulled, policy, now)).collect();
    let mut progress = Progress {
        status: ContainerGroupStatus::Pending,
        scheduled,
        pulled,
        init,
        containers,
        ended: None,
        next: None,
    };
    progress.status = status(group, &progress, started, now);
    if matches!(progress.status, ContainerGroupStatus::Succeeded | ContainerGroupStatus::Failed) {
        let ends = progress.init.iter().chain(&progress.containers).filter_map(Course::last_run);
        progress.ended = ends.filter_map(|(_, end)| end).max();
    }
    let courses = progress.init.iter().chain(&progress.containers).filter_map(|course| course.next);
    progress.next = courses.chain([scheduled, pulled]).filter(|next| *next > now).min();
    progress
}

/// A container of a group, as its course needs it.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) struct Scripted {
    pub(crate) behaviour: Behaviour,
    /// Ends that were ordered, sorted by time.
    pub(crate) exits: Vec<Exit>,
}

/// The init containers, and when the last of them has ended well, if it has or will without fail.
fn init(group: &Group, pulled: Timestamp, now: Timestamp) -> (Vec<Course>, Option<Timestamp>) {
    let policy = match group.restart_policy() {
        RestartPolicy::Never => RestartPolicy::Never,
        _ => RestartPolicy::OnFailure,
    };
    let mut start = Some(pulled);
    let mut courses = Vec::new();
    for scripted in &group.init_containers {
        let mut scripted = scripted.clone();
        scripted.behaviour.run_seconds.get_or_insert(u32::try_from(INIT.as_secs()).unwrap_or_default());
        let course = one_course(&scripted, start, pulled, &policy, now);
        start = match course.current {
            Current::Terminated(run) if run.code == 0 => Some(run.finished),
            _ => None,
        };
        courses.push(course);
    }
    (courses, start)
}

/// The course of a container whose turn comes at `start`, if that is known.
fn one_course(
    scripted: &Scripted,
    start: Option<Timestamp>,
    pulled: Timestamp,
    policy: &RestartPolicy,
    now: Timestamp,
) -> Course {
    if scripted.behaviour.pull_error.is_some() {
        return Course::waiting(tries(pulled, now).next);
    }
    match start {
        Some(start) => course(start, &scripted.behaviour, &scripted.exits, policy, now),
        None => Course::waiting(None),
    }
}

/// Tries to pull an image that cannot be pulled: each is a run of no length that fails.
pub(crate) fn tries(pulled: Timestamp, now: Timestamp) -> Course {
    let failing = Behaviour { run_seconds: Some(0), exit_code: 1, ..Behaviour::default() };
    course(pulled, &failing, &[], &RestartPolicy::Always, now)
}

fn status(group: &Group, progress: &Progress, started: Option<Timestamp>, now: Timestamp) -> ContainerGroupStatus {
    if now < progress.scheduled {
        return ContainerGroupStatus::Pending;
    }
    let unpulled = group.init_containers.iter().chain(&group.containers).any(|one| one.behaviour.pull_error.is_some());
    if now < progress.pulled || unpulled {
        return ContainerGroupStatus::ImagePulling;
    }
    let gave_up = |course: &Course| matches!(course.current, Current::Terminated(run) if run.code != 0);
    if progress.init.iter().any(gave_up) {
        return ContainerGroupStatus::Failed;
    }
    if started.is_none_or(|started| now < started) {
        return ContainerGroupStatus::Pending;
    }
    let ended = |course: &Course| matches!(course.current, Current::Terminated(_));
    if progress.containers.is_empty() || !progress.containers.iter().all(ended) {
        return ContainerGroupStatus::Running;
    }
    if progress.containers.iter().any(gave_up) { ContainerGroupStatus::Failed } else { ContainerGroupStatus::Succeeded }
}

#[cfg(test)]
mod tests {
    use kci_sdk::request::{Container, CreateContainerGroupRequest, InitContainer};
    use kci_sdk::runtime::jiff::SignedDuration;
    use kci_sdk::value::{ChargeType, KciType};

    use super::*;

    fn at(seconds: i64) -> Timestamp {
        after(Timestamp::UNIX_EPOCH, SignedDuration::from_secs(seconds))
    }

    /// Runs for some seconds, and ends with an exit code.
    fn job(seconds: u32, exit_code: i32) -> Scripted {
        let behaviour = Behaviour { run_seconds: Some(seconds), exit_code, ..Behaviour::default() };
        Scripted { behaviour, exits: Vec::new() }
    }

    fn unpullable() -> Scripted {
        let behaviour = Behaviour { pull_error: Some("no such image".to_owned()), ..Behaviour::default() };
        Scripted { behaviour, exits: Vec::new() }
    }

    /// A group that is created at 0 s.
    fn group(policy: RestartPolicy, init: Vec<Scripted>, containers: Vec<Scripted>) -> Group {
        let charge = ChargeType::HourlyInstantSettlement;
        let request = CreateContainerGroupRequest::new("web", ["sg-1"], KciType::Rbkci, charge)
            .restart_policy(policy)
            .init_containers(init.iter().map(|_| InitContainer::new().name("init").image("image")))
            .containers(containers.iter().map(|_| Container::new("web", "image")));
        Group {
            id: "id".to_owned(),
            created: at(0),
            zone: String::new(),
            interface_id: String::new(),
            address: String::new(),
            image_cache: None,
            init_containers: init,
            containers,
            lines: std::collections::BTreeMap::new(),
            request,
            told: crate::store::Told::default(),
        }
    }

    /// Every state that a group passes through, and when it begins.
    fn course_of(group: &Group) -> Vec<(i64, String)> {
        let mut now = at(0);
        let mut passed = vec![(0, progress(group, now).status.to_string())];
        while let Some(next) = progress(group, now).next.filter(|next| *next < at(1_000)) {
            assert!(next > now, "{next}");
            let status = progress(group, next).status.to_string();
            if passed.last().is_some_and(|(_, last)| *last != status) {
                passed.push((next.as_second(), status));
            }
            now = next;
        }
        passed
    }

    fn expect(group: &Group, expected: &[(i64, &str)]) {
        let expected: Vec<_> = expected.iter().map(|(from, status)| (*from, (*status).to_owned())).collect();
        assert_eq!(course_of(group), expected);
    }

    #[test]
    fn no_state_is_passed_by_between_two_changes() {
        let group = group(RestartPolicy::OnFailure, vec![job(1, 1), job(3, 0)], vec![job(5, 1), job(7, 0)]);
        let mut now = at(0);
        while let Some(next) = progress(&group, now).next.filter(|next| *next < at(300)) {
            let just_before = after(next, SignedDuration::from_nanos(-1));
            let [before, after] = [progress(&group, now), progress(&group, just_before)];
            assert_eq!((before.status, before.init, before.containers), (after.status, after.init, after.containers));
            now = next;
        }
        assert!(now > at(100), "{now}");
    }

    #[test]
    fn a_job_passes_through_all_states() {
        let stages = [(0, "Pending"), (1, "ImagePulling"), (2, "Running"), (7, "Succeeded")];
        expect(&group(RestartPolicy::Never, Vec::new(), vec![job(5, 0)]), &stages);
    }

    #[test]
    fn init_containers_that_fail_delay_the_others_until_they_end_well() {
        let mut init = job(1, 1);
        init.exits.push(Exit { at: at(13), code: 0 });
        let group = group(RestartPolicy::Always, vec![init], vec![Scripted::default()]);
        expect(&group, &[(0, "Pending"), (1, "ImagePulling"), (2, "Pending"), (13, "Running")]);
    }

    #[test]
    fn an_init_container_whose_image_cannot_be_pulled_holds_everything_up() {
        let group = group(RestartPolicy::Never, vec![unpullable()], vec![job(5, 0)]);
        expect(&group, &[(0, "Pending"), (1, "ImagePulling")]);
        assert_eq!(progress(&group, at(500)).containers[0].current, Current::Waiting);
    }

    #[test]
    fn a_container_runs_beside_one_whose_image_cannot_be_pulled() {
        let group = group(RestartPolicy::Always, Vec::new(), vec![unpullable(), Scripted::default()]);
        expect(&group, &[(0, "Pending"), (1, "ImagePulling")]);
        assert_eq!(progress(&group, at(500)).containers[1].current, Current::Running { since: at(2) });
    }

    #[test]
    fn a_group_ends_with_the_last_of_its_containers() {
        let group = group(RestartPolicy::Never, vec![job(1, 0)], vec![job(5, 0), job(9, 1)]);
        assert_eq!(progress(&group, at(11)).ended, None);
        assert_eq!(progress(&group, at(12)).ended, Some(at(12)));
        assert_eq!(progress(&group, at(500)).ended, Some(at(12)));
        assert_eq!(progress(&group, at(500)).status, ContainerGroupStatus::Failed);
    }

    #[test]
    fn a_group_that_is_not_created_yet_is_pending() {
        let group = group(RestartPolicy::Never, Vec::new(), vec![job(5, 0)]);
        let progress = progress(&group, at(-100));
        assert_eq!((progress.status.to_string(), progress.next), ("Pending".to_owned(), Some(at(1))));
    }
}
