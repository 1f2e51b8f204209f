//! Lists of container groups: by ids, projects, text and filters.

use kci_emulator::Script;
use kci_sdk::request::{DescribeContainerGroupRequest, Filter};
use kci_sdk::value::{FilterName, RestartPolicy};

use crate::common::proves;
use crate::fixture::{START, World, container, group, group_of, nginx, world};

/// A request for all groups.
pub(crate) fn all() -> DescribeContainerGroupRequest {
    DescribeContainerGroupRequest::new()
}

/// Names of what is found, in order, with how many there are.
pub(crate) async fn names(world: &World, request: DescribeContainerGroupRequest) -> (Vec<String>, i64) {
    let answer = world.list(request).await;
    (answer.container_groups.into_iter().map(|group| group.container_group_name).collect(), answer.total_count)
}

/// The same where everything fits on the page.
async fn found(world: &World, request: DescribeContainerGroupRequest) -> Vec<String> {
    let (names, total) = names(world, request).await;
    assert_eq!(usize::try_from(total), Ok(names.len()));
    names
}

/// Four groups in two subnets.
pub(crate) async fn four() -> World {
    let world = world().await;
    for (name, subnet) in [("web-1", "subnet-1"), ("web-2", "subnet-2"), ("api-1", "subnet-1"), ("api-2", "subnet-2")] {
        world.create(group(name).subnet_id(subnet)).await;
    }
    world
}

#[tokio::test]
async fn groups_are_found_by_their_ids_in_the_order_of_their_creation() {
    let world = world().await;
    let ids = world.create_many(4).await;
    let request = all().container_group_ids([&ids[3], &ids[1]]);
    assert_eq!(found(&world, request).await, ["web-1", "web-3"]);
    proves(&world.kci, &["DescribeContainerGroup.ContainerGroupId.N"]);
}

#[tokio::test]
async fn ids_that_are_not_there_are_left_out() {
    let world = world().await;
    let ids = world.create_many(2).await;
    assert_eq!(found(&world, all().container_group_ids(["nobody", ids[1].as_str()])).await, ["web-1"]);
    assert!(found(&world, all().container_group_ids(["nobody"])).await.is_empty());
}

#[tokio::test]
async fn an_id_that_is_asked_for_twice_is_found_once() {
    let world = world().await;
    let ids = world.create_many(2).await;
    assert_eq!(found(&world, all().container_group_ids([&ids[0], &ids[0]])).await, ["web-0"]);
}

#[tokio::test]
async fn groups_are_found_by_a_part_of_their_name() {
    let world = four().await;
    assert_eq!(found(&world, all().search("web")).await, ["web-1", "web-2"]);
    assert_eq!(found(&world, all().search("i-2")).await, ["api-2"]);
    assert!(found(&world, all().search("WEB")).await.is_empty());
    proves(&world.kci, &["DescribeContainerGroup.Search", "CreateContainerGroup.ContainerGroupName"]);
}

#[tokio::test]
async fn groups_are_found_by_a_part_of_their_address() {
    let world = four().await;
    let answer = world.list(all()).await;
    for group in answer.container_groups {
        let address = &group.network_interface_attributes[0].private_ip_address;
        let part = address.split_once('.').expect("an address").1;
        assert!(found(&world, all().search(part)).await.contains(&group.container_group_name));
        assert_eq!(found(&world, all().search(address)).await, [group.container_group_name]);
    }
}

#[tokio::test]
async fn chinese_text_is_looked_for_and_not_found() {
    let world = four().await;
    assert!(found(&world, all().search("中文 & = %")).await.is_empty());
}

#[tokio::test]
async fn groups_are_found_by_their_projects() {
    let world = world().await;
    for (name, project) in [("none", None), ("zero", Some(0)), ("one", Some(1)), ("large", Some(1 << 40))] {
        let mut request = group(name);
        request.project_id = project;
        world.create(request).await;
    }
    assert_eq!(found(&world, all()).await, ["none", "zero", "one", "large"]);
    assert_eq!(found(&world, all().project_ids([0])).await, ["none", "zero"]);
    assert_eq!(found(&world, all().project_ids([1, 1 << 40])).await, ["one", "large"]);
    assert!(found(&world, all().project_ids([2])).await.is_empty());
    proves(&world.kci, &["DescribeContainerGroup.ProjectId.N", "CreateContainerGroup.ProjectId"]);
}

#[tokio::test]
async fn one_of_the_values_of_a_filter_is_enough() {
    let world = four().await;
    let by_subnet = |values: &[&str]| all().filters([Filter::new(FilterName::SubnetId, values.iter().copied())]);
    assert_eq!(found(&world, by_subnet(&["subnet-1"])).await, ["web-1", "api-1"]);
    assert_eq!(found(&world, by_subnet(&["subnet-1", "subnet-2"])).await.len(), 4);
    assert!(found(&world, by_subnet(&["subnet-"])).await.is_empty());
    proves(&world.kci, &["DescribeContainerGroup.Filter.N.Value.N", "CreateContainerGroup.SubnetId"]);
}

#[tokio::test]
async fn groups_are_found_by_their_network_and_their_zone() {
    let world = four().await;
    let first = world.list(all().max_results(1)).await.container_groups.remove(0);
    let network = &first.network_interface_attributes[0].vpc_id;
    assert_eq!(found(&world, all().filters([Filter::new(FilterName::VpcId, [network])])).await, ["web-1", "api-1"]);
    let in_zone =
        found(&world, all().filters([Filter::new(FilterName::AvailabilityZoneName, [&first.availability_zone])]));
    let in_zone = in_zone.await;
    for group in world.list(all()).await.container_groups {
        let is_there = group.availability_zone == first.availability_zone;
        assert_eq!(in_zone.contains(&group.container_group_name), is_there);
    }
    proves(&world.kci, &["DescribeContainerGroup.Filter.N.Name"]);
}

#[tokio::test]
async fn groups_are_found_by_the_status_that_they_have_now() {
    let world = world().await;
    world.kci.add_script(Script::new("bad").run_seconds(5).exit_code(1));
    world.create(group("service")).await;
    world.create(group_of(RestartPolicy::Never, [nginx("one")]).container_group_name("job")).await;
    world.create(group_of(RestartPolicy::Never, [container("one", "bad:1")]).container_group_name("bad")).await;
    let by = |status: &str| all().filters([Filter::new(FilterName::Status, [status])]);
    for (seconds, status, expected) in [
        (0, "Running", vec![]),
        (1, "ImagePulling", vec!["service", "job", "bad"]),
        (START, "Running", vec!["service", "job", "bad"]),
        (START + 5, "Running", vec!["service", "job"]),
        (START + 5, "Failed", vec!["bad"]),
        (START + 30, "Running", vec!["service"]),
        (START + 30, "Succeeded", vec!["job"]),
    ] {
        world.at(seconds);
        assert_eq!(found(&world, by(status)).await, expected, "{status} at {seconds}");
    }
    proves(&world.kci, &["DescribeContainerGroup.Filter.N.Name", "DescribeContainerGroup.Filter.N.Value.N"]);
}

#[tokio::test]
async fn all_of_the_filters_must_fit() {
    let world = four().await;
    world.at(START);
    let subnet = || Filter::new(FilterName::SubnetId, ["subnet-2"]);
    let running = || Filter::new(FilterName::Status, ["Running", "Failed"]);
    let ended = || Filter::new(FilterName::Status, ["Succeeded"]);
    assert_eq!(found(&world, all().filters([subnet(), running()])).await, ["web-2", "api-2"]);
    assert!(found(&world, all().filters([subnet(), ended()])).await.is_empty());
    proves(&world.kci, &["DescribeContainerGroup.Filter.N"]);
}

#[tokio::test]
async fn ids_text_projects_and_filters_must_all_fit() {
    let world = four().await;
    let id = world.list(all()).await.container_groups[1].container_group_id.clone();
    let subnet = |value: &str| Filter::new(FilterName::SubnetId, [value]);
    let request = || all().container_group_ids([&id]).search("web").project_ids([0]).filters([subnet("subnet-2")]);
    assert_eq!(found(&world, request()).await, ["web-2"]);
    assert!(found(&world, request().search("api")).await.is_empty());
    assert!(found(&world, request().project_ids([1])).await.is_empty());
    assert!(found(&world, request().filters([subnet("subnet-1")])).await.is_empty());
    assert!(found(&world, request().container_group_ids(["nobody"])).await.is_empty());
}

#[tokio::test]
async fn the_order_stays_as_groups_change() {
    let world = four().await;
    let before = found(&world, all()).await;
    assert_eq!(before, ["web-1", "web-2", "api-1", "api-2"]);
    world.at(START);
    let id = world.list(all()).await.container_groups[0].container_group_id.clone();
    world.kci.exit(&id, "nginx", 1).expect("running");
    assert_eq!(found(&world, all()).await, before);
}
