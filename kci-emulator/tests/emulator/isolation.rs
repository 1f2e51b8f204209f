//! Accounts and regions: nobody sees what another has.

use std::collections::BTreeSet;
use std::time::Duration;

use kci_emulator::{Clock, Emulator};
use kci_sdk::auth::Credentials;
use kci_sdk::request::{
    DeleteContainerGroupRequest, DeleteImageCacheRequest, DescribeContainerGroupCountRequest,
    DescribeContainerGroupEventsRequest, DescribeContainerGroupRequest, DescribeContainerLogRequest,
    DescribeImageCacheEventRequest, DescribeImageCacheRequest, ExecContainerCommandRequest, MatchImageCacheRequest,
    UpdateImageCacheRequest,
};
use kci_sdk::runtime::serde_json::json;
use kci_sdk::{Client, SERVICE};

use crate::common::NOW;
use crate::control::{ask, command};
use crate::typed::{assert_invalid, cache, create_cache, create_group, group, service_error};

/// The second account.
fn other() -> Credentials {
    Credentials::new("AKLTOTHER", "another secret")
}

/// An emulator of two accounts.
async fn emulator() -> Emulator {
    let first = Credentials::new("AKLTFIRST", "a secret");
    let clock = Clock::stopped_at(NOW.parse().expect("a time"));
    let builder = Emulator::builder().clock(clock).account(first).account(other());
    builder.start().await.expect("the emulator starts")
}

/// The owner, and who shares with it only the region, only the account, or nothing.
fn clients(kci: &Emulator) -> (Client, [Client; 3]) {
    let region = SERVICE.regions.iter().map(|region| region.region).find(|region| *region != SERVICE.default_region);
    let region = region.expect("another region");
    let elsewhere = |credentials| kci.client_builder().credentials(credentials).region(region).build();
    let [near, far] = [kci.credentials(), other()].map(|credentials| elsewhere(credentials).expect("a client"));
    (kci.client(), [kci.client_of(other()), near, far])
}

#[tokio::test]
async fn what_another_has_is_not_listed_counted_or_matched() {
    let kci = emulator().await;
    let (owner, others) = clients(&kci);
    let id = create_group(&owner, group("web", &["nginx:1"])).await;
    let cached = create_cache(&owner, cache("web", &["nginx:1"])).await;
    kci.advance(Duration::from_secs(3));
    for (client, count) in std::iter::once((owner, 1)).chain(others.map(|other| (other, 0))) {
        let all = DescribeContainerGroupRequest::new();
        for request in [all.clone(), all.container_group_ids([&id])] {
            assert_eq!(client.describe_container_group(request).await.expect("a list").total_count, count);
        }
        let all = DescribeImageCacheRequest::new();
        for request in [all.clone(), all.image_cache_ids([&cached])] {
            assert_eq!(client.describe_image_cache(request).await.expect("a list").total_count, count);
        }
        let counts = client.describe_container_group_count(DescribeContainerGroupCountRequest::new()).await;
        assert_eq!(counts.expect("counts").cluster_pod_counts.iter().map(|one| one.count).sum::<i64>(), count);
        let matched = client.match_image_cache(MatchImageCacheRequest::new(["nginx:1"])).await.expect("a list");
        assert_eq!(matched.image_caches.is_empty(), count == 0);
    }
}

#[tokio::test]
async fn what_another_has_cannot_be_used_changed_or_told_from_what_is_not_there() {
    let kci = emulator().await;
    let (owner, others) = clients(&kci);
    let id = create_group(&owner, group("web", &["nginx:1"])).await;
    let cached = create_cache(&owner, cache("web", &["nginx:1"])).await;
    kci.advance(Duration::from_secs(3));
    for client in others {
        for id in [id.as_str(), "nobody"] {
            let events = DescribeContainerGroupEventsRequest::new(id);
            assert_invalid(client.describe_container_group_events(events).await, "ContainerGroupId");
            let log = DescribeContainerLogRequest::new(id, "c0");
            assert_invalid(client.describe_container_log(log).await, "ContainerGroupId");
            let exec = ExecContainerCommandRequest::new(id, "c0", ["ls"]);
            assert_invalid(client.exec_container_command(exec).await, "ContainerGroupId");
            let delete = DeleteContainerGroupRequest::new(id);
            assert_invalid(client.delete_container_group(delete).await, "ContainerGroupId");
        }
        for id in [cached.as_str(), "nobody"] {
            let events = DescribeImageCacheEventRequest::new(id);
            assert_invalid(client.describe_image_cache_event(events).await, "ImageCacheId");
            let update = UpdateImageCacheRequest::new(id);
            assert_invalid(client.update_image_cache(update).await, "ImageCacheId");
            let request = group("web", &["nginx:1"]).image_cache_id(id);
            assert_invalid(client.create_container_group(request).await, "ImageCacheId");
            let delete = DeleteImageCacheRequest::new(id);
            assert_invalid(client.delete_image_cache(delete).await, "ImageCacheId");
        }
    }
    owner.delete_container_group(DeleteContainerGroupRequest::new(id)).await.expect("still there");
    owner.delete_image_cache(DeleteImageCacheRequest::new(cached)).await.expect("still there");
}

#[tokio::test]
async fn a_name_may_be_there_more_than_once() {
    let kci = emulator().await;
    let (owner, others) = clients(&kci);
    let mut ids = BTreeSet::new();
    for client in [owner.clone(), owner].into_iter().chain(others) {
        ids.insert(create_group(&client, group("web", &["nginx:1"])).await);
        ids.insert(create_cache(&client, cache("web", &["nginx:1"])).await);
    }
    assert_eq!(ids.len(), 10);
}

/// The address of a group of an id.
async fn address(client: &Client, id: &str) -> String {
    let request = DescribeContainerGroupRequest::new().container_group_ids([id]);
    let group = client.describe_container_group(request).await.expect("a list").container_groups.remove(0);
    group.network_interface_attributes[0].private_ip_address.clone()
}

#[tokio::test]
async fn an_address_that_is_kept_is_kept_for_its_owner() {
    let kci = emulator().await;
    let (owner, others) = clients(&kci);
    // The second address of the subnet, so that nobody else is given it by chance.
    create_group(&owner, group("other", &["nginx:1"])).await;
    let kept = || group("web", &["nginx:1"]).retain_ip(true);
    let id = create_group(&owner, kept()).await;
    let address_of_owner = address(&owner, &id).await;
    owner.delete_container_group(DeleteContainerGroupRequest::new(id)).await.expect("deleted");
    for client in others {
        let id = create_group(&client, kept()).await;
        assert_ne!(address(&client, &id).await, address_of_owner);
    }
    let id = create_group(&owner, kept()).await;
    assert_eq!(address(&owner, &id).await, address_of_owner);
}

#[tokio::test]
async fn the_state_tells_who_has_what_and_where() {
    let kci = emulator().await;
    let (owner, [neighbour, ..]) = clients(&kci);
    let mine = create_group(&owner, group("web", &["nginx:1"])).await;
    let theirs = create_group(&neighbour, group("web", &["nginx:1"])).await;
    let state = ask(&kci, "GET", "/state", "").await.json;
    let holdings = state["holdings"].as_array().expect("a list").iter();
    let holdings = holdings.map(|one| json!([one["access_key"], one["container_groups"][0]["ContainerGroupId"]]));
    let expected = [json!(["AKLTFIRST", mine]), json!(["AKLTOTHER", theirs])];
    assert_eq!(holdings.collect::<Vec<_>>(), expected);
}

#[tokio::test]
async fn the_control_finds_a_group_whosever_it_is() {
    let kci = emulator().await;
    let (_, others) = clients(&kci);
    for client in others {
        let id = create_group(&client, group("web", &["nginx:1"])).await;
        kci.advance(Duration::from_secs(2));
        kci.log(&id, "c0", ["hello"]).expect("logged");
        command(&kci, "/exit", &json!({ "group": id, "container": "c0" })).await;
        let log = client.describe_container_log(DescribeContainerLogRequest::new(&id, "c0")).await.expect("a log");
        assert!(log.content.contains("c0: hello"), "{}", log.content);
    }
}

#[tokio::test]
async fn the_journal_tells_accounts_and_regions_apart() {
    let kci = emulator().await;
    let (owner, others) = clients(&kci);
    for client in std::iter::once(owner).chain(others) {
        client.describe_container_group(DescribeContainerGroupRequest::new()).await.expect("a list");
    }
    let journal = kci.journal().into_iter();
    let who: BTreeSet<_> = journal.filter_map(|entry| Some((entry.access_key?, entry.region?))).collect();
    assert_eq!(who.len(), 4);
}

#[tokio::test]
async fn only_accounts_that_are_there_have_clients() {
    let kci = emulator().await;
    let list = |credentials| kci.client_of(credentials).describe_container_group(DescribeContainerGroupRequest::new());
    list(other()).await.expect("a list");
    let stranger = list(Credentials::new("AKLTSTRANGER", "a guess")).await;
    assert_eq!(service_error(stranger).code(), "InvalidClientTokenId");
    let thief = list(Credentials::new("AKLTOTHER", "a guess")).await;
    assert_eq!(service_error(thief).code(), "SignatureDoesNotMatch");
}
