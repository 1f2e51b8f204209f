//! Creating exactly once: replies are lost in every way, and programs end between a request and its answer.

use std::collections::BTreeMap;
use std::process::{Command, Stdio};
use std::time::Duration;

use futures_util::TryStreamExt as _;
use kci_emulator::{Emulator, Fault, FaultKind};
use kci_sdk::request::{Container, DescribeContainerGroupRequest};
use kci_sdk::{Client, Outcome, Presence};

use crate::common::emulator;
use crate::typed::{cache, group};

/// How many replies are lost of each kind.
const LOST: u32 = 200;
/// How long an attempt may hang.
const SOON: Duration = Duration::from_millis(40);

/// How often there is a group of each name.
async fn groups(client: &Client) -> BTreeMap<String, usize> {
    let all = client.describe_container_group(DescribeContainerGroupRequest::new().max_results(100)).items();
    let all: Vec<_> = all.try_collect().await.expect("the groups");
    let mut counts = BTreeMap::new();
    for group in all {
        *counts.entry(group.container_group_name).or_default() += 1;
    }
    counts
}

fn is_waiting(kci: &Emulator) -> bool {
    !kci.faults().is_empty()
}

/// Creates groups until so many replies to creations were lost; each is there exactly once.
async fn nothing_is_there_twice_or_missing(fault: FaultKind) {
    let kci = emulator().await;
    kci.add_fault(Fault::new(fault).of("CreateContainerGroup").rate(0.5, 7).times(LOST)).expect("a fault");
    let client = kci.client_builder().attempt_timeout(SOON).build().expect("a client");
    let mut made = BTreeMap::new();
    while is_waiting(&kci) {
        let token = format!("job-{}", made.len());
        let create = client.create_container_group(group("web", &["nginx:1"])).exactly_once(&token);
        let id = create.await.expect("created").container_group_id;
        made.insert(id, token);
    }
    assert!(made.len() >= 100, "{}", made.len());
    let there = groups(&kci.client()).await;
    assert_eq!((there.len(), there.values().copied().max()), (made.len(), Some(1)));
}

#[tokio::test]
async fn replies_are_lost_before_the_request_had_its_effect() {
    nothing_is_there_twice_or_missing(FaultKind::Drop { after_effect: false }).await;
}

#[tokio::test]
async fn replies_are_lost_before_they_begin() {
    nothing_is_there_twice_or_missing(FaultKind::Drop { after_effect: true }).await;
}

#[tokio::test]
async fn replies_are_cut_within() {
    nothing_is_there_twice_or_missing(FaultKind::Truncate { bytes: 20 }).await;
}

#[tokio::test]
async fn replies_never_come() {
    nothing_is_there_twice_or_missing(FaultKind::hang()).await;
}

#[tokio::test]
async fn a_timeout_of_the_service_is_told_after_it_took_effect() {
    let timeout =
        FaultKind::Error { code: "ServiceTimeout".to_owned(), message: None, http_status: None, after_effect: true };
    nothing_is_there_twice_or_missing(timeout).await;
}

#[tokio::test]
async fn the_same_token_gives_the_same_thing_and_another_token_another() {
    let kci = emulator().await;
    let client = kci.client();
    let create = async |token: &str| {
        let create = client.create_container_group(group("web", &["nginx:1"])).exactly_once(token);
        create.await.expect("created").container_group_id
    };
    let first = create("job-1").await;
    assert_eq!(create("job-1").await, first);
    assert_ne!(create("job-2").await, first);
    assert_eq!(groups(&client).await.len(), 2);
    assert!(groups(&client).await.keys().all(|name| name.starts_with("web-")));
}

#[tokio::test]
async fn an_image_cache_is_found_again_too() {
    let kci = emulator().await;
    kci.add_fault(Fault::new(FaultKind::Drop { after_effect: true }).of("CreateImageCache")).expect("a fault");
    let client = kci.client();
    let create = || client.create_image_cache(cache("web", &["nginx:1"])).exactly_once("web:1");
    assert!(matches!(create().presence().await, Presence::NotThere));
    let id = create().await.expect("created").image_cache_id;
    let Presence::There(there) = create().presence().await else { panic!("it is there") };
    assert_eq!(there.image_cache_id, id);
}

#[tokio::test]
async fn whoever_cannot_look_says_that_nothing_is_known() {
    let kci = emulator().await;
    let unavailable = Fault::new(FaultKind::error("ServiceUnavailable")).of("DescribeContainerGroup").rate(1.0, 0);
    kci.add_fault(unavailable.after(1)).expect("a fault");
    kci.add_fault(Fault::new(FaultKind::Drop { after_effect: true }).of("CreateContainerGroup")).expect("a fault");
    let client = kci.client();
    let create = || client.create_container_group(group("web", &["nginx:1"])).exactly_once("job");
    let error = create().await.expect_err("nobody can look");
    assert_eq!(error.outcome(), Outcome::Unknown, "{error}");
    assert!(matches!(create().presence().await, Presence::Unknown(_)));
}

#[tokio::test]
async fn what_is_refused_is_not_looked_for() {
    let kci = emulator().await;
    let client = kci.client();
    let invalid = client
        .create_container_group(group("web", &["nginx:1"]).containers([Container::new("Web_1", "nginx:1")]))
        .exactly_once("job");
    assert_eq!(invalid.await.expect_err("invalid").outcome(), Outcome::NotSent);
    assert!(groups(&client).await.is_empty());
}

/// Where the program below sends its request.
const ENDPOINT: &str = "KCI_TEST_ENDPOINT";

fn create_job(client: &Client) -> kci_sdk::CreateOnce<kci_sdk::request::CreateContainerGroupRequest> {
    client.create_container_group(group("job", &["nginx:1"])).exactly_once("job-1")
}

/// The program that is killed; no test of its own.
#[tokio::test]
#[ignore = "a program that another test starts and kills"]
async fn a_program_that_creates() {
    let Ok(endpoint) = std::env::var(ENDPOINT) else { return };
    let credentials = kci_sdk::auth::Credentials::new("AKLTEMULATOR", "emulator-secret");
    let client = Client::builder().credentials(credentials).endpoint(endpoint).build().expect("a client");
    let _ = create_job(&client).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_that_was_killed_before_the_answer_goes_on_where_it_was() {
    let kci = emulator().await;
    kci.add_fault(Fault::new(FaultKind::hang()).of("CreateContainerGroup")).expect("a fault");
    let mut program = Command::new(std::env::current_exe().expect("this program"))
        .args(["--exact", "exactly_once::a_program_that_creates", "--ignored"])
        .env(ENDPOINT, kci.endpoint())
        .stdout(Stdio::null())
        .spawn()
        .expect("a program");
    while is_waiting(&kci) || groups(&kci.client()).await.is_empty() {
        tokio::task::yield_now().await;
        assert!(program.try_wait().expect("a program").is_none(), "it ended before it was answered");
    }
    program.kill().expect("killed");
    program.wait().expect("ended");
    let before = groups(&kci.client()).await;
    create_job(&kci.client()).await.expect("it is there");
    assert_eq!(groups(&kci.client()).await, before, "the second run made nothing");
    assert_eq!(before.len(), 1);
}
