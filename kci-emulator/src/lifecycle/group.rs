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
        status: ContainerGroupStatus::from("Pending"),
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
    let pending = || ContainerGroupStatus::from("Pending");
    if now < progress.scheduled {
        return pending();
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
        return pending();
    }
    let ended = |course: &Course| matches!(course.current, Current::Terminated(_));
    if progress.containers.is_empty() || !progress.containers.iter().all(ended) {
        return ContainerGroupStatus::Running;
    }
    if progress.containers.iter().any(gave_up) { ContainerGroupStatus::Failed } else { ContainerGroupStatus::Succeeded }
}
