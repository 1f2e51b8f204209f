//! What has happened, told as the service's events: what happened more than once is one event with a count.

use kci_sdk::response::Event;
use kci_sdk::runtime::jiff::Timestamp;
use kci_sdk::value::ImageCacheStatus;

use super::container::{Course, Current};
use super::group::{Progress, tries};
use super::image_cache::stages;
use super::whole;
use crate::store::{Group, ImageCache};

/// Whether something is as it should be.
#[derive(Clone, Copy)]
enum Kind {
    Normal,
    Warning,
}

fn event(kind: Kind, reason: &str, message: String, (first, last, count): (Timestamp, Timestamp, i64)) -> Event {
    let kind = match kind {
        Kind::Normal => "Normal",
        Kind::Warning => "Warning",
    };
    let (first, last) = (whole(first), whole(last));
    Event::default()
        .first_timestamp(first)
        .last_timestamp(last)
        .count(count)
        .r#type(kind)
        .reason(reason)
        .message(message)
}

fn once(at: Timestamp) -> (Timestamp, Timestamp, i64) {
    (at, at, 1)
}

/// What has happened to a container group, oldest first.
pub(crate) fn of_group(group: &Group, progress: &Progress, now: Timestamp) -> Vec<Event> {
    let mut events = Vec::new();
    if now >= progress.scheduled {
        let message = format!("placed in {} with the address {}", group.zone, group.address);
        events.push(event(Kind::Normal, "Scheduled", message, once(progress.scheduled)));
        images(group, progress, now, &mut events);
    }
    let init = group.request.init_containers.iter().map(|one| one.name.as_deref().unwrap_or_default());
    let names = group.request.containers.iter().map(|one| one.name.as_str());
    for (name, course) in init.zip(&progress.init).chain(names.zip(&progress.containers)) {
        container(name, course, &mut events);
    }
    events.sort_by_key(|event| event.first_timestamp);
    events
}

fn images(group: &Group, progress: &Progress, now: Timestamp, events: &mut Vec<Event>) {
    let init = group.request.init_containers.iter().map(|one| one.image.as_deref().unwrap_or_default());
    let images = init.chain(group.request.containers.iter().map(|one| one.image.as_str()));
    let scripted = group.init_containers.iter().chain(&group.containers);
    let mut told = Vec::new();
    for (image, scripted) in images.zip(scripted) {
        if told.contains(&image) {
            continue;
        }
        told.push(image);
        if let Some(cache) = &group.image_cache {
            let message = format!("image {image} is in the image cache {cache}");
            events.push(event(Kind::Normal, "Pulled", message, once(progress.scheduled)));
            continue;
        }
        events.push(event(Kind::Normal, "Pulling", format!("pulling image {image}"), once(progress.scheduled)));
        if now < progress.pulled {
            continue;
        }
        events.push(match &scripted.behaviour.pull_error {
            None => event(Kind::Normal, "Pulled", format!("pulled image {image}"), once(progress.pulled)),
            Some(reason) => {
                let tries = tries(progress.pulled, now);
                let last = tries.previous.map_or(progress.pulled, |run| run.finished);
                let message = format!("cannot pull image {image}: {reason}");
                event(Kind::Warning, "Failed", message, (progress.pulled, last, tries.restarts + 1))
            }
        });
    }
}

fn container(name: &str, course: &Course, events: &mut Vec<Event>) {
    let Some((last_start, _)) = course.last_run() else { return };
    let runs = course.restarts + 1;
    let first_start = course.first_start.unwrap_or(last_start);
    events.push(event(Kind::Normal, "Started", format!("started container {name}"), (first_start, last_start, runs)));
    if let (Some(first), Some(run)) = (course.first_end, course.previous) {
        let ends = course.restarts + i64::from(matches!(course.current, Current::Waiting));
        let message = format!("container {name} ended with exit code {} and starts again after a while", run.code);
        events.push(event(Kind::Warning, "BackOff", message, (first, run.finished, ends)));
    }
    if let Current::Terminated(run) = course.current {
        let (kind, reason) = if run.code == 0 { (Kind::Normal, "Completed") } else { (Kind::Warning, "Failed") };
        let message = format!("container {name} ended with exit code {}", run.code);
        events.push(event(kind, reason, message, once(run.finished)));
    }
}

/// What has happened to an image cache, oldest first.
pub(crate) fn of_image_cache(cache: &ImageCache, now: Timestamp) -> Vec<Event> {
    let reached = stages(cache).into_iter().filter(|(_, from)| now >= *from);
    let told = reached.map(|(status, from)| {
        let kind = if status == ImageCacheStatus::Failed { Kind::Warning } else { Kind::Normal };
        let message = match status {
            ImageCacheStatus::Preparing => format!("preparing the container group {}", cache.group_id),
            ImageCacheStatus::Creating => format!("pulling {} images", cache.request.images.len()),
            ImageCacheStatus::SnapshotCreating => format!("making the snapshot {}", cache.snapshot_id),
            ImageCacheStatus::Failed => cache.pull_error.clone().unwrap_or_default(),
            _ => "can be used".to_owned(),
        };
        event(kind, status.as_str(), message, once(from))
    });
    told.collect()
}
