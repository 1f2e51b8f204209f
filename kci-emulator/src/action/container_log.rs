//! Logs of containers: what they log by themselves as long as they run, what a script says, and what was added.

use kci_sdk::request::{Container, DescribeContainerLogRequest};
use kci_sdk::response::DescribeContainerLogResponse;
use kci_sdk::runtime::jiff::{SignedDuration, Timestamp};

use super::{Answer, Place, container_group};
use crate::facts::default_of;
use crate::lifecycle::container::Course;
use crate::lifecycle::group::progress;
use crate::lifecycle::{after, whole};
use crate::refusal::Refusal;
use crate::store::{Group, Line};

/// The last lines of a container's log: of its current run, or of the last one if it waits to start again.
pub(super) fn describe(
    request: &DescribeContainerLogRequest,
    place: &Place<'_>,
) -> Answer<DescribeContainerLogRequest> {
    let group = container_group::find(place, &request.container_group_id)?;
    let index = position(group, &request.container_name)?;
    let progress = progress(group, place.now);
    let wanted = request.tail.unwrap_or_else(|| default_of("DescribeContainerLog", "Tail"));
    let log = progress.containers.get(index).and_then(|course| Log::new(group, index, course, place.now));
    let content = log.map(|log| log.tail(usize::try_from(wanted).unwrap_or_default())).unwrap_or_default();
    Ok(DescribeContainerLogResponse::default().content(content))
}

/// Where a container of this name is among those of the group.
pub(super) fn position(group: &Group, name: &str) -> Result<usize, Refusal> {
    group.position(name).ok_or_else(|| Refusal::invalid("ContainerName"))
}

/// The log of one run, or of a container that has not started yet.
struct Log<'a> {
    name: &'a str,
    /// When it started, and what it logs by itself since.
    run: Option<Own>,
    /// Lines that were added.
    added: Vec<&'a Line>,
}

/// What a container logs by itself.
struct Own {
    since: Timestamp,
    /// Lines when it starts.
    first: Vec<String>,
    /// Seconds that it has run, if it logs a line in each.
    seconds: Option<i64>,
}

impl<'a> Log<'a> {
    /// The log at `now`. What was added before the first start stays; what was added between two runs goes with the
    /// one before.
    fn new(group: &'a Group, index: usize, course: &Course, now: Timestamp) -> Option<Self> {
        let container = group.request.containers.get(index)?;
        let scripted = &group.containers.get(index)?.behaviour.log;
        let run = course.last_run().map(|(since, ended)| {
            let seconds = ended.unwrap_or(now).duration_since(since).as_secs().max(0);
            Own {
                since,
                first: if scripted.is_empty() { usual(container) } else { scripted.clone() },
                seconds: scripted.is_empty().then_some(seconds),
            }
        });
        let from = run.as_ref().filter(|_| course.restarts > 0).map_or(Timestamp::MIN, |run| run.since);
        let added = group.lines.get(&container.name).into_iter().flatten();
        let added = added.filter(|line| line.at >= from && line.at <= now).collect();
        Some(Self { name: &container.name, run, added })
    }

    /// The last lines, as many as are wanted, each with its end.
    fn tail(&self, wanted: usize) -> String {
        let mut lines = self.run.as_ref().map(|run| run.last(wanted)).unwrap_or_default();
        let added = self.added.iter().flat_map(|line| line.text.split('\n').map(|text| (line.at, text.to_owned())));
        lines.extend(added);
        // Stable: lines of the same moment stay in their order.
        lines.sort_by_key(|(at, _)| *at);
        let skipped = lines.len().saturating_sub(wanted);
        let last = lines.iter().skip(skipped);
        let last: Vec<_> = last.map(|(at, text)| format!("{} {}: {text}\n", whole(*at), self.name)).collect();
        last.concat()
    }
}

impl Own {
    /// All that can be among the last lines, and when each was logged.
    fn last(&self, wanted: usize) -> Vec<(Timestamp, String)> {
        let first = self.first.iter().flat_map(|text| text.split('\n'));
        let mut lines: Vec<_> = first.map(|text| (self.since, text.to_owned())).collect();
        if let Some(seconds) = self.seconds {
            let skipped = seconds.saturating_sub(i64::try_from(wanted).unwrap_or(i64::MAX)).max(0);
            lines.extend(
                (skipped + 1..=seconds).map(|second| {
                    (after(self.since, SignedDuration::from_secs(second)), format!("alive for {second} s"))
                }),
            );
        }
        lines
    }
}

/// What a container logs when it starts, unless that is scripted.
fn usual(container: &Container) -> Vec<String> {
    let ports: Vec<_> = container.ports.iter().map(|port| port.port.to_string()).collect();
    let ports = if ports.is_empty() { "no port".to_owned() } else { ports.join(", ") };
    vec![format!("image {}", container.image), format!("listening on {ports}"), "started".to_owned()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn log(seconds: i64) -> Log<'static> {
        let first = ["one", "two", "three"].map(ToOwned::to_owned).into();
        let run = Own { since: Timestamp::UNIX_EPOCH, first, seconds: Some(seconds) };
        Log { name: "web", run: Some(run), added: Vec::new() }
    }

    fn lines(log: &Log<'_>, wanted: usize) -> Vec<String> {
        log.tail(wanted).lines().map(ToOwned::to_owned).collect()
    }

    #[test]
    fn the_last_lines_are_given_in_order() {
        assert_eq!(
            lines(&log(5), 2),
            ["1970-01-01T00:00:04Z web: alive for 4 s", "1970-01-01T00:00:05Z web: alive for 5 s"]
        );
    }

    #[test]
    fn a_short_log_is_given_whole() {
        assert_eq!(lines(&log(1), 10).len(), 4);
    }

    #[test]
    fn a_long_log_costs_no_more_than_what_is_wanted() {
        assert_eq!(lines(&log(i64::from(u32::MAX)), 500).len(), 500);
    }

    #[test]
    fn added_lines_stand_where_they_belong_in_time() {
        let added = Line { at: Timestamp::UNIX_EPOCH, text: "中文".to_owned() };
        let log = Log { added: vec![&added], ..log(1) };
        assert_eq!(lines(&log, 2), ["1970-01-01T00:00:00Z web: 中文", "1970-01-01T00:00:01Z web: alive for 1 s"]);
    }

    #[test]
    fn a_scripted_log_has_no_lines_of_its_own() {
        let first = vec!["one".to_owned(), "two\nthree".to_owned()];
        let run = Own { since: Timestamp::UNIX_EPOCH, first, seconds: None };
        let log = Log { run: Some(run), ..log(1_000) };
        assert_eq!(lines(&log, 2), ["1970-01-01T00:00:00Z web: two", "1970-01-01T00:00:00Z web: three"]);
    }
}
