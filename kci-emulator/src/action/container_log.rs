//! Logs of containers: lines that follow from what the container is and how long it has run.

use kci_sdk::request::{Container, DescribeContainerLogRequest};
use kci_sdk::response::DescribeContainerLogResponse;
use kci_sdk::runtime::jiff::{SignedDuration, Timestamp};

use super::Place;
use crate::lifecycle::{self, GroupPhase};
use crate::refusal::Refusal;

/// Lines where a request does not say how many.
const DEFAULT_TAIL: i64 = 200;

/// The last lines of a container's log. A container that has not started has none.
pub(super) fn describe(
    request: &DescribeContainerLogRequest,
    place: &mut Place<'_>,
) -> Result<DescribeContainerLogResponse, Refusal> {
    let group = place.holdings.groups.iter().find(|group| group.id == request.container_group_id);
    let group = group.ok_or_else(|| Refusal::invalid("ContainerGroupId"))?;
    let container = group.request.containers.iter().find(|container| container.name == request.container_name);
    let container = container.ok_or_else(|| Refusal::invalid("ContainerName"))?;
    let phase = lifecycle::group(group.created, group.request.restart_policy.as_ref(), place.now);
    let content = match phase {
        GroupPhase::Pending => String::new(),
        GroupPhase::Running { since } => tail(container, since, place.now, request.tail),
        GroupPhase::Succeeded { since, ended } => tail(container, since, ended, request.tail),
    };
    Ok(DescribeContainerLogResponse::default().content(content))
}

/// Three lines when it starts, then one a second.
fn tail(container: &Container, since: Timestamp, until: Timestamp, tail: Option<i64>) -> String {
    let seconds = until.duration_since(since).as_secs().max(0);
    let last = seconds.saturating_add(2);
    let first = last.saturating_sub(tail.unwrap_or(DEFAULT_TAIL).max(0)).saturating_add(1).max(0);
    (first..=last).map(|line| text(container, since, line) + "\n").collect()
}

fn text(container: &Container, since: Timestamp, line: i64) -> String {
    let second = SignedDuration::from_secs((line - 2).max(0));
    let at = since.saturating_add(second).unwrap_or(Timestamp::MAX);
    let at = Timestamp::from_second(at.as_second()).unwrap_or(at);
    match line {
        0 => format!("{at} {}: image {}", container.name, container.image),
        1 => format!("{at} {}: listening on {}", container.name, ports(container)),
        2 => format!("{at} {}: started", container.name),
        _ => format!("{at} {}: alive for {} s", container.name, line - 2),
    }
}

fn ports(container: &Container) -> String {
    if container.ports.is_empty() {
        return "no port".to_owned();
    }
    container.ports.iter().map(|port| port.port.to_string()).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(seconds: i64, wanted: Option<i64>) -> Vec<String> {
        let (since, until) = (Timestamp::UNIX_EPOCH, Timestamp::from_second(seconds).expect("a time"));
        tail(&Container::new("web", "nginx:latest"), since, until, wanted).lines().map(ToOwned::to_owned).collect()
    }

    #[test]
    fn the_last_lines_are_given_in_order() {
        assert_eq!(
            lines(5, Some(2)),
            ["1970-01-01T00:00:04Z web: alive for 4 s", "1970-01-01T00:00:05Z web: alive for 5 s"]
        );
    }

    #[test]
    fn a_short_log_is_given_whole() {
        assert_eq!(lines(1, Some(10)).len(), 4);
    }

    #[test]
    fn the_last_two_hundred_lines_are_given_by_default() {
        assert_eq!(lines(100_000, None).len(), 200);
    }
}
