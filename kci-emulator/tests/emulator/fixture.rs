//! An emulator whose clock stands still, and what tests of its behaviour ask it through the SDK.

use std::time::Duration;

use kci_emulator::Emulator;
use kci_sdk::Client;
use kci_sdk::request::{
    Container, CreateContainerGroupRequest, CreateImageCacheRequest, DeleteContainerGroupRequest,
    DescribeContainerGroupEventsRequest, DescribeContainerGroupRequest, DescribeContainerLogRequest,
};
use kci_sdk::response::{self, ContainerGroup, CurrentState, DescribeContainerGroupResponse, Event};
use kci_sdk::runtime::jiff::{SignedDuration, Timestamp};
use kci_sdk::value::{ChargeType, ImagePullPolicy, KciType, RestartPolicy};
use serde_json::Value;

use crate::common::{Answer, NOW, Request, emulator};

/// The image of [`nginx`].
pub(crate) const IMAGE: &str = "hub.kce.ksyun.com/ksyun/nginx:latest";

/// When a container of a group that is created at the beginning starts first: after placing and pulling.
pub(crate) const START: i64 = 2;

/// An emulator and a client of it. Times are seconds since the beginning.
pub(crate) struct World {
    pub(crate) kci: Emulator,
    pub(crate) client: Client,
}

/// A world in which nothing exists yet.
pub(crate) async fn world() -> World {
    let kci = emulator().await;
    let client = kci.client();
    World { kci, client }
}

/// A container of [`IMAGE`].
pub(crate) fn nginx(name: &str) -> Container {
    container(name, IMAGE)
}

/// A container of an image.
pub(crate) fn container(name: &str, image: &str) -> Container {
    Container::new(name, image).image_pull_policy(ImagePullPolicy::IfNotPresent)
}

/// A container group of one container, which is called `nginx`.
pub(crate) fn group(name: &str) -> CreateContainerGroupRequest {
    let charge = ChargeType::HourlyInstantSettlement;
    let request = CreateContainerGroupRequest::new(name, ["sg-1"], KciType::Rbkci, charge);
    request.subnet_id("subnet-1").containers([nginx("nginx")])
}

/// The same with other containers, restarted by a policy.
pub(crate) fn group_of(
    policy: RestartPolicy,
    containers: impl IntoIterator<Item = Container>,
) -> CreateContainerGroupRequest {
    group("web").restart_policy(policy).containers(containers)
}

/// A time.
pub(crate) fn time(seconds: i64) -> Timestamp {
    let now: Timestamp = NOW.parse().expect("a time");
    now + SignedDuration::from_secs(seconds)
}

/// The seconds of a time.
pub(crate) fn seconds(time: Timestamp) -> i64 {
    time.duration_since(self::time(0)).as_secs()
}

impl World {
    /// Turns the clock to a time.
    pub(crate) fn at(&self, seconds: i64) {
        self.kci.clock().set(time(seconds));
    }

    /// Turns the clock to a nanosecond before a time.
    pub(crate) fn just_before(&self, seconds: i64) {
        self.kci.clock().set(time(seconds) - Duration::from_nanos(1));
    }

    /// Creates a group, and returns its id.
    pub(crate) async fn create(&self, request: CreateContainerGroupRequest) -> String {
        self.client.create_container_group(request).await.expect("a group").container_group_id
    }

    /// Creates as many groups, called `web-0` and so on, and returns their ids.
    pub(crate) async fn create_many(&self, count: usize) -> Vec<String> {
        let mut ids = Vec::new();
        for number in 0..count {
            ids.push(self.create(group(&format!("web-{number}"))).await);
        }
        ids
    }

    /// Creates an image cache of [`IMAGE`].
    pub(crate) async fn create_image_cache(&self) -> String {
        let request = CreateImageCacheRequest::new("cache", "subnet-1", "sg-1", [IMAGE]);
        self.client.create_image_cache(request).await.expect("an image cache").image_cache_id
    }

    /// Deletes a group.
    pub(crate) async fn delete(&self, id: &str) {
        self.client.delete_container_group(DeleteContainerGroupRequest::new(id)).await.expect("deleted");
    }

    /// Groups as they are described.
    pub(crate) async fn list(&self, request: DescribeContainerGroupRequest) -> DescribeContainerGroupResponse {
        self.client.describe_container_group(request).await.expect("an answer")
    }

    /// A group as it is described.
    pub(crate) async fn describe(&self, id: &str) -> ContainerGroup {
        let answer = self.list(DescribeContainerGroupRequest::new().container_group_ids([id])).await;
        answer.container_groups.into_iter().next().expect("the group")
    }

    /// The private address of a group.
    pub(crate) async fn address(&self, id: &str) -> String {
        self.describe(id).await.network_interface_attributes[0].private_ip_address.clone()
    }

    /// The status of a group.
    pub(crate) async fn status(&self, id: &str) -> String {
        self.describe(id).await.status.to_string()
    }

    /// The first container of a group.
    pub(crate) async fn container(&self, id: &str) -> response::Container {
        self.describe(id).await.containers.into_iter().next().expect("a container")
    }

    /// The states of all containers of a group, in short.
    pub(crate) async fn states(&self, id: &str) -> Vec<String> {
        let containers = self.describe(id).await.containers;
        containers.iter().map(|container| short(container.current_state.as_ref())).collect()
    }

    /// The events of a group, in short: `Started x2 2-17: started container nginx`.
    pub(crate) async fn events(&self, id: &str) -> Vec<String> {
        let request = DescribeContainerGroupEventsRequest::new(id);
        let answer = self.client.describe_container_group_events(request).await.expect("events");
        answer.events.iter().map(tell).collect()
    }

    /// The lines of a container's log, as many as are given without saying how many.
    pub(crate) async fn log(&self, id: &str, container: &str) -> Vec<String> {
        self.log_of(DescribeContainerLogRequest::new(id, container)).await
    }

    /// The same by a request.
    pub(crate) async fn log_of(&self, request: DescribeContainerLogRequest) -> Vec<String> {
        let answer = self.client.describe_container_log(request).await.expect("a log");
        answer.content.lines().map(ToOwned::to_owned).collect()
    }

    /// The answer to an action as it is sent.
    pub(crate) async fn raw(&self, action: &str, parameters: &[(&str, &str)]) -> Answer {
        let answer = Request::action(action, parameters).signed(&self.kci).send(&self.kci).await;
        answer.check_shape();
        answer
    }

    /// A group as JSON.
    pub(crate) async fn json(&self, id: &str) -> Value {
        self.raw("DescribeContainerGroup", &[("ContainerGroupId.1", id)]).await.json["ContainerGroups"][0].clone()
    }
}

/// A state in short: `waiting CrashLoopBackOff`, `running 2-`, `terminated Error 2-7 (1)`.
pub(crate) fn short(state: Option<&CurrentState>) -> String {
    let Some(state) = state else { return "none".to_owned() };
    let mut text = state.state.to_string();
    if let Some(reason) = &state.reason {
        text = format!("{text} {reason}");
    }
    if let Some(start) = state.start_time {
        let finish = state.finish_time.map(|finish| seconds(finish).to_string()).unwrap_or_default();
        text = format!("{text} {}-{finish}", seconds(start));
    }
    if let Some(code) = state.exit_code {
        text = format!("{text} ({code})");
    }
    text
}

fn tell(event: &Event) -> String {
    let times = [event.first_timestamp, event.last_timestamp].map(|time| seconds(time.expect("a time")));
    let [first, last] = times;
    let when = if first == last { first.to_string() } else { format!("{first}-{last}") };
    let Event { r#type, reason, message, count, .. } = event;
    format!("{type} {reason} x{count} {when}: {message}")
}
