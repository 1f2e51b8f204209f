//! What is there after a clean stop.

use std::time::Duration;

use kci_emulator::{Clock, Emulator, Fault, FaultKind, Script};
use kci_sdk::request::{
    ConfigFileToPath, ConfigFileVolume, DeleteContainerGroupRequest, DescribeContainerGroupEventsRequest,
    DescribeContainerGroupRequest, DescribeContainerLogRequest, ImageRegistryCredential, Volume,
};
use kci_sdk::runtime::jiff::Timestamp;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::common::{builder, command, create_group, create_image_cache, group, look, started};

fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder")
}

/// What exists and what is scripted, and the events and the log of a group.
async fn everything(kci: &Emulator, group: &str) -> [Value; 3] {
    let events = kci.client().describe_container_group_events(DescribeContainerGroupEventsRequest::new(group));
    let log = kci.client().describe_container_log(DescribeContainerLogRequest::new(group, "nginx"));
    let events = json!(events.await.expect("events").events);
    [look(kci.endpoint(), "state").await, events, json!(log.await.expect("a log").content)]
}

async fn address(kci: &Emulator, group: &str) -> String {
    let describe = DescribeContainerGroupRequest::new().container_group_ids([group]);
    let groups = kci.client().describe_container_group(describe).await.expect("an answer").container_groups;
    groups[0].network_interface_attributes[0].private_ip_address.clone()
}

#[tokio::test]
async fn what_exists_is_described_as_before() {
    let folder = folder();
    let file = folder.path().join("state");
    let moment: Timestamp = "2026-11-24T02:55:27Z".parse().expect("a time");
    let kci = builder(&file).clock(Clock::stopped_at(moment)).start().await.expect("the emulator starts");
    let client = kci.client();
    let groups = [create_group(&client, "b").await, create_group(&client, "a").await];
    create_image_cache(&client, "cache").await;
    let retaining = client.create_container_group(group("kept").retain_ip(true)).await.expect("a group");
    let delete = DeleteContainerGroupRequest::new(&retaining.container_group_id);
    client.delete_container_group(delete).await.expect("deleted");
    kci.advance(Duration::from_secs(60));
    kci.exit(&groups[0], "nginx", 3).expect("it ends");
    kci.log(&groups[0], "nginx", ["a line of its own"]).expect("it logs");
    kci.add_script(Script::new("job:").exit_code(1));
    kci.add_fault(Fault::new(FaultKind::hang()).of("CreateImageCache").times(2)).expect("a fault");
    kci.advance(Duration::from_secs(1));
    let before = everything(&kci, &groups[0]).await;
    kci.stop().await.expect("it stops");

    let kci = started(&file).await;
    let after = everything(&kci, &groups[0]).await;
    assert_eq!(after, before);
    let state = &before[0]["holdings"][0];
    assert_eq!(state["container_groups"][0]["ContainerGroupId"], groups[0].as_str(), "oldest first: {state}");
    assert_eq!(state["retained_addresses"][0]["group_name"], "kept", "{state}");
    assert!(after[2].as_str().is_some_and(|log| log.contains("a line of its own")), "{after:?}");
}

#[tokio::test]
async fn ids_and_addresses_are_not_given_out_twice() {
    let folder = folder();
    let file = folder.path().join("state");
    let mut ids = Vec::new();
    let mut request_ids = Vec::new();
    for _ in 0..3 {
        let kci = started(&file).await;
        let answer = kci.client().create_container_group(group("web")).await.expect("a group");
        ids.push(answer.container_group_id);
        request_ids.extend(kci.journal().into_iter().map(|entry| entry.request_id));
        kci.stop().await.expect("it stops");
    }
    let kci = started(&file).await;
    let mut addresses = Vec::new();
    for id in &ids {
        addresses.push(address(&kci, id).await);
    }
    for given in [&mut ids, &mut request_ids, &mut addresses] {
        given.sort();
        given.dedup();
        assert_eq!(given.len(), 3, "{given:?}");
    }
}

#[tokio::test]
async fn a_group_gets_the_address_that_was_kept_for_it_before_the_stop() {
    let folder = folder();
    let file = folder.path().join("state");
    let kci = started(&file).await;
    let id = kci.client().create_container_group(group("web").retain_ip(true)).await.expect("a group");
    let kept = address(&kci, &id.container_group_id).await;
    let delete = DeleteContainerGroupRequest::new(&id.container_group_id);
    kci.client().delete_container_group(delete).await.expect("deleted");
    kci.stop().await.expect("it stops");

    let kci = started(&file).await;
    let other = create_group(&kci.client(), "other").await;
    assert_ne!(address(&kci, &other).await, kept);
    let next = kci.client().create_container_group(group("web").retain_ip(true)).await.expect("a group");
    assert_eq!(address(&kci, &next.container_group_id).await, kept);
    kci.stop().await.expect("it stops");
    let state = look(started(&file).await.endpoint(), "state").await;
    assert_eq!(state["holdings"][0]["retained_addresses"], json!([]), "it was used up");
}

#[tokio::test]
async fn a_clock_that_was_turned_goes_on_as_it_was() {
    let folder = folder();
    let file = folder.path().join("state");
    let kci = started(&file).await;
    command(kci.endpoint(), "clock", &json!({ "advance": 86400 })).await;
    kci.stop().await.expect("it stops");

    let kci = started(&file).await;
    assert!(kci.clock().is_running());
    let ahead = kci.clock().now().duration_since(Timestamp::now());
    assert!((86_390..=86_400).contains(&ahead.as_secs()), "{ahead}");
    command(kci.endpoint(), "clock", &json!({ "stop": true })).await;
    let stopped = kci.clock().now();
    kci.stop().await.expect("it stops");

    let kci = started(&file).await;
    assert_eq!((kci.clock().is_running(), kci.clock().now()), (false, stopped));
}

#[tokio::test]
async fn a_fault_that_has_met_its_calls_does_not_meet_others_after_a_restart() {
    let folder = folder();
    let file = folder.path().join("state");
    let kci = started(&file).await;
    kci.add_fault(Fault::new(FaultKind::error("LimitExceeded"))).expect("a fault");
    let describe = DescribeContainerGroupRequest::new;
    kci.client().describe_container_group(describe()).retries(kci_sdk::NoRetries).await.expect_err("the fault");
    kci.stop().await.expect("it stops");
    let kci = started(&file).await;
    kci.client().describe_container_group(describe()).await.expect("an answer");
}

#[tokio::test]
async fn a_reset_empties_the_file() {
    let folder = folder();
    let file = folder.path().join("state");
    let kci = started(&file).await;
    let first = create_group(&kci.client(), "web").await;
    create_image_cache(&kci.client(), "cache").await;
    kci.add_script(Script::new("job:"));
    kci.add_fault(Fault::new(FaultKind::hang()).of("CreateImageCache")).expect("a fault");
    command(kci.endpoint(), "reset", &json!({})).await;
    kci.stop().await.expect("it stops");

    let kci = started(&file).await;
    let state = look(kci.endpoint(), "state").await;
    let rest = [&state["holdings"], &state["scripts"], &state["faults"]];
    assert_eq!(rest, [&json!([]), &json!([]), &json!([])]);
    assert_eq!(create_group(&kci.client(), "web").await, first, "ids start anew");
}

#[tokio::test]
async fn no_secret_is_in_the_file() {
    let folder = folder();
    let file = folder.path().join("state");
    let kci = started(&file).await;
    let config = ConfigFileVolume::new([ConfigFileToPath::new().path("a.conf").content("c2VjcmV0IGNvbnRlbnQ=")]);
    let request = group("seen-in-the-file")
        .image_registry_credentials([ImageRegistryCredential::new("hub.example", "me", "hunter2-password")])
        .kube_config("c2VjcmV0IGt1YmVjb25maWc=")
        .volumes([Volume::config_file("config", config)]);
    kci.client().create_container_group(request).await.expect("a group");
    kci.stop().await.expect("it stops");
    let bytes = std::fs::read(&file).expect("the file");
    let has = |text: &str| bytes.windows(text.len()).any(|window| window == text.as_bytes());
    assert!(has("seen-in-the-file"));
    for secret in ["hunter2-password", "c2VjcmV0IGt1YmVjb25maWc=", "c2VjcmV0IGNvbnRlbnQ=", "emulator-secret"] {
        assert!(!has(secret), "{secret}");
    }
}

#[cfg(unix)]
#[tokio::test]
async fn the_file_is_created_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = folder();
    let file = folder.path().join("state");
    started(&file).await.stop().await.expect("it stops");
    let mode = std::fs::metadata(&file).expect("the file").permissions().mode();
    assert_eq!(mode & 0o777, 0o600, "{mode:o}");
    assert_eq!(std::fs::read_dir(folder.path()).expect("the folder").count(), 1, "nothing is beside it");
}

#[tokio::test]
async fn an_empty_file_becomes_a_state_file() {
    let folder = folder();
    let file = folder.path().join("state");
    std::fs::write(&file, "").expect("an empty file");
    let kci = started(&file).await;
    let id = create_group(&kci.client(), "web").await;
    kci.stop().await.expect("it stops");
    let state = look(started(&file).await.endpoint(), "state").await;
    assert_eq!(state["holdings"][0]["container_groups"][0]["ContainerGroupId"], id.as_str());
}
