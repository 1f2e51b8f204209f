//! The SDK against the emulator, over loopback.

use std::time::Duration;

use futures_util::TryStreamExt;
use kci_emulator::Emulator;
use kci_sdk::auth::Signature;
use kci_sdk::request::{
    Container, CreateContainerGroupRequest, CreateImageCacheRequest, DeleteContainerGroupRequest,
    DeleteImageCacheRequest, DescribeContainerGroupRequest, DescribeContainerLogRequest, DescribeImageCacheRequest,
    EnvironmentVar, Filter, Port, Volume, VolumeMount,
};
use kci_sdk::runtime::Method;
use kci_sdk::value::{ChargeType, ContainerGroupStatus, ErrorCode, FilterName, ImagePullPolicy, KciType};
use kci_sdk::{Client, Error, waiter};

const NGINX: &str = "hub.kce.ksyun.com/ksyun/nginx:latest";

async fn emulator() -> Emulator {
    kci_emulator::start().await.expect("the emulator starts")
}

fn group(name: &str) -> CreateContainerGroupRequest {
    let nginx = Container::new("nginx", NGINX).image_pull_policy(ImagePullPolicy::IfNotPresent).ports([Port::new(80)]);
    let charge = ChargeType::HourlyInstantSettlement;
    CreateContainerGroupRequest::new(name, ["sg-1"], KciType::Rbkci, charge).subnet_id("subnet-1").containers([nginx])
}

async fn create(client: &Client, name: &str) -> String {
    client.create_container_group(group(name)).await.expect("a group").container_group_id
}

fn service_code(error: Error) -> ErrorCode {
    match error {
        Error::Service(error) => error.code().into(),
        other => panic!("not a service error: {other}"),
    }
}

#[tokio::test]
async fn a_group_lives_from_pending_to_deleted() {
    let kci = emulator().await;
    let client = kci.client();
    let id = create(&client, "web").await;
    let describe = || DescribeContainerGroupRequest::new().container_group_ids([&id]);
    let before = client.describe_container_group(describe()).await.expect("an answer");
    assert_eq!(before.container_groups[0].status, ContainerGroupStatus::Pending);
    kci.clock().advance(Duration::from_secs(600));
    let wait = client.describe_container_group(describe()).wait_for(waiter::ContainerGroupRunning);
    let running = wait.await.expect("a running group");
    assert_eq!(running.container_groups[0].status, ContainerGroupStatus::Running);
    client.delete_container_group(DeleteContainerGroupRequest::new(&id)).await.expect("deleted");
    let after = client.describe_container_group(describe()).await.expect("an answer");
    assert_eq!(after.total_count, 0);
}

#[tokio::test]
async fn every_way_of_sending_is_understood() {
    let kci = emulator().await;
    for signature in [Signature::V4, Signature::Simple] {
        for method in [Method::Get, Method::Post] {
            let client = kci.client_builder().signature(signature).method(method).build().expect("a client");
            let text = format!("中文 + & = % ~ / {signature:?} {method:?}");
            let request = group("web").containers([
                Container::new("web", NGINX).environment_vars([EnvironmentVar::new("GREETING").value(&text)])
            ]);
            let id = client.create_container_group(request).await.expect("a group").container_group_id;
            let describe = DescribeContainerGroupRequest::new().container_group_ids([&id]);
            let answer = client.describe_container_group(describe).await.expect("an answer");
            assert_eq!(
                answer.container_groups[0].containers[0].environment_vars[0].value.as_deref(),
                Some(text.as_str())
            );
        }
    }
}

#[tokio::test]
async fn a_session_token_is_signed_in_both_algorithms() {
    let kci = emulator().await;
    for signature in [Signature::V4, Signature::Simple] {
        let issued = kci.issue_credentials(kci.access_key(), Duration::from_secs(60)).expect("credentials");
        let credentials = issued.credentials;
        assert!(credentials.session_token().is_some_and(|token| token.expose().ends_with("+==")));
        let client = kci.client_builder().credentials(credentials).signature(signature).build().expect("a client");
        client.describe_container_group(DescribeContainerGroupRequest::new()).await.expect("an answer");
    }
}

#[tokio::test]
async fn nested_lists_and_unions_arrive_as_they_were_sent() {
    let kci = emulator().await;
    let client = kci.client();
    let containers = [1, 2].map(|number| {
        Container::new(format!("web-{number}"), NGINX)
            .commands(["/bin/sh", "-c"])
            .args([format!("echo {number}")])
            .ports([Port::new(80), Port::new(8080 + number)])
            .volume_mounts([VolumeMount::new("scratch").mount_path("/tmp/scratch")])
    });
    let request = group("web").containers(containers).volumes([Volume::empty_dir("scratch")]);
    let id = client.create_container_group(request).await.expect("a group").container_group_id;
    let describe = DescribeContainerGroupRequest::new().container_group_ids([&id]);
    let answer = client.describe_container_group(describe).await.expect("an answer");
    let group = &answer.container_groups[0];
    assert_eq!(group.containers.len(), 2);
    assert_eq!(group.containers[1].ports[1].port, 8082);
    assert_eq!(group.containers[1].commands, ["/bin/sh", "-c"]);
    assert_eq!(group.volumes[0].name, "scratch");
}

#[tokio::test]
async fn the_paginator_walks_every_page_in_order() {
    let kci = emulator().await;
    let client = kci.client();
    for number in 0..7 {
        create(&client, &format!("web-{number}")).await;
    }
    let list = || DescribeContainerGroupRequest::new().max_results(3);
    let pages: Vec<_> = client.describe_container_group(list()).pages().try_collect().await.expect("pages");
    assert_eq!(pages.iter().map(|page| page.container_groups.len()).collect::<Vec<_>>(), [3, 3, 1]);
    assert_eq!(pages.iter().map(|page| page.marker).collect::<Vec<_>>(), [3, 6, 0]);
    let groups: Vec<_> = client.describe_container_group(list()).items().try_collect().await.expect("items");
    let mut ids: Vec<_> = groups.iter().map(|group| group.container_group_id.as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 7);
}

#[tokio::test]
async fn filters_narrow_the_list() {
    let kci = emulator().await;
    let client = kci.client();
    create(&client, "web").await;
    let by_subnet =
        |subnet: &str| DescribeContainerGroupRequest::new().filters([Filter::new(FilterName::SubnetId, [subnet])]);
    let found = client.describe_container_group(by_subnet("subnet-1")).await.expect("an answer");
    let nothing = client.describe_container_group(by_subnet("subnet-2")).await.expect("an answer");
    assert_eq!((found.total_count, nothing.total_count), (1, 0));
}

#[tokio::test]
async fn an_image_cache_becomes_ready_and_is_deleted() {
    let kci = emulator().await;
    let client = kci.client();
    let request = CreateImageCacheRequest::new("test-cache", "subnet-1", "sg-1", [NGINX]);
    let id = client.create_image_cache(request).await.expect("a cache").image_cache_id;
    kci.clock().advance(Duration::from_secs(3600));
    let describe = DescribeImageCacheRequest::new().image_cache_ids([&id]);
    let ready = client.describe_image_cache(describe.clone()).wait_for(waiter::ImageCacheReady).await.expect("ready");
    assert_eq!(ready.image_caches[0].images, [NGINX]);
    client.delete_image_cache(DeleteImageCacheRequest::new(&id)).await.expect("deleted");
    assert_eq!(client.describe_image_cache(describe).await.expect("an answer").total_count, 0);
}

#[tokio::test]
async fn a_running_container_has_a_log() {
    let kci = emulator().await;
    let client = kci.client();
    let id = create(&client, "web").await;
    kci.clock().advance(Duration::from_secs(600));
    let request = DescribeContainerLogRequest::new(&id, "nginx").tail(2);
    let log = client.describe_container_log(request).await.expect("a log").content;
    assert_eq!(log.lines().count(), 2);
}

#[tokio::test]
async fn everything_wrong_is_said_at_once_and_nothing_is_sent() {
    let kci = emulator().await;
    let request = group("Web_1").charge_type(ChargeType::Spot).containers([Container::new("nginx", "")]);
    let Err(Error::Validation(error)) = kci.client().create_container_group(request).await else {
        panic!("a validation error")
    };
    let paths: Vec<_> =
        error.violations().iter().filter(|violation| violation.is_error()).map(|v| v.path.as_str()).collect();
    assert_eq!(paths, ["ContainerGroupName", "SpotStrategy", "Container.1.Image"]);
    let list = kci.client().describe_container_group(DescribeContainerGroupRequest::new()).await.expect("an answer");
    assert_eq!(list.total_count, 0);
}

#[tokio::test]
async fn what_the_service_refuses_is_a_service_error_on_one_line() {
    let kci = emulator().await;
    let error =
        kci.client().delete_container_group(DeleteContainerGroupRequest::new("nobody")).await.expect_err("refused");
    let text = error.to_string();
    assert!(!text.contains('\n'), "{text}");
    assert!(text.contains("request ") && text.contains("400"), "{text}");
}

#[tokio::test]
async fn a_wrong_secret_is_a_signature_that_does_not_match() {
    let kci = emulator().await;
    for signature in [Signature::V4, Signature::Simple] {
        let wrong = kci_sdk::auth::Credentials::new(kci.access_key(), "another secret");
        let client = kci.client_builder().credentials(wrong).signature(signature).build().expect("a client");
        let refused = client.describe_container_group(DescribeContainerGroupRequest::new()).await.expect_err("refused");
        assert_eq!(service_code(refused), ErrorCode::SignatureDoesNotMatch);
    }
}

#[tokio::test]
async fn an_unknown_access_key_is_an_invalid_token() {
    let kci = emulator().await;
    let unknown = kci_sdk::auth::Credentials::new("AKLTnobody", "secret");
    let client = kci.client_builder().credentials(unknown).build().expect("a client");
    let refused = client.describe_container_group(DescribeContainerGroupRequest::new()).await.expect_err("refused");
    assert_eq!(service_code(refused), ErrorCode::InvalidClientTokenId);
}

#[tokio::test]
async fn an_action_that_the_spec_does_not_know_is_called_raw() {
    let kci = emulator().await;
    let answer = kci.client().raw("DescribeContainerGroup").param("MaxResults", "5").await.expect("an answer");
    assert_eq!(answer.json()["MaxResults"], 5);
}
