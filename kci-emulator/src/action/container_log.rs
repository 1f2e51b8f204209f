//! Logs of containers: what they log by themselves as long as they run, what a script says, and what was added.

use kci_sdk::request::DescribeContainerLogRequest;
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
    let position = group.request.containers.iter().position(|container| container.name == name);
    position.ok_or_else(|| Refusal::invalid("ContainerName"))
}

/// The log of one run.
struct Log<'a> {
    name: &'a str,
    since: Timestamp,
    /// Lines when it starts.
    first: Vec<String>,
    /// Whether it logs a line a second.
    alive: bool,
    /// Seconds that it has run.
    seconds: i64,
    /// Lines that were added.
    added: Vec<&'a Line>,
}

impl<'a> Log<'a> {
    /// The log at `now`; nothing if the container has not started.
    fn new(group: &'a Group, index: usize, course: &Course, now: Timestamp) -> Option<Self> {
        let container = group.request.containers.get(index)?;
        let scripted = &group.containers.get(index)?.behaviour.log;
        let (since, ended) = course.last_run()?;
        let until = ended.unwrap_or(now);
        let usual = || {
            let ports: Vec<_> = container.ports.iter().map(|port| port.port.to_string()).collect();
            let ports = if ports.is_empty() { "no port".to_owned() } else { ports.join(", ") };
            vec![format!("image {}", container.image), format!("listening on {ports}"), "started".to_owned()]
        };
        let lines = group.lines.get(&container.name);
        Some(Self {
            name: &container.name,
            since,
            first: if scripted.is_empty() { usual() } else { scripted.clone() },
            alive: scripted.is_empty(),
            seconds: until.duration_since(since).as_secs().max(0),
            added: lines.into_iter().flatten().filter(|line| line.at >= since && line.at <= until).collect(),
        })
    }

    /// The last lines, as many as are wanted, each with its end.
    fn tail(&self, wanted: usize) -> String {
        let mut lines: Vec<(Timestamp, String)> = self.first.iter().map(|text| (self.since, text.clone())).collect();
        if self.alive {
            // No more than are wanted can be among the last.
            let skipped = self.seconds.saturating_sub(i64::try_from(wanted).unwrap_or(i64::MAX));
            let seconds = skipped.max(0) + 1..=self.seconds;
            lines.extend(
                seconds.map(|second| {
                    (after(self.since, SignedDuration::from_secs(second)), format!("alive for {second} s"))
                }),
            );
        }
        lines.extend(self.added.iter().map(|line| (line.at, line.text.clone())));
        // Stable: lines of the same moment stay in their order.
        lines.sort_by_key(|(at, _)| *at);
        let skipped = lines.len().saturating_sub(wanted);
        let name = self.name;
        lines.iter().skip(skipped).map(|(at, text)| format!("{} {name}: {text}\n", whole(*at))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn log(seconds: i64) -> Log<'static> {
        let first = ["one", "two", "three"].map(ToOwned::to_owned).into();
        Log { name: "web", since: Timestamp::UNIX_EPOCH, first, alive: true, seconds, added: Vec::new() }
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
        let log = Log { alive: false, ..log(1_000) };
        assert_eq!(lines(&log, 500).len(), 3);
    }
}
