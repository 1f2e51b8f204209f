//! The blocking client against the emulator: plain tests, no async runtime of their own.

use std::thread;

use kci_emulator::{Clock, Emulator, Fault, FaultKind};
use kci_sdk::blocking::Client;
use kci_sdk::request::{
    Container, CreateContainerGroupRequest, DeleteContainerGroupRequest, DescribeContainerGroupRequest,
};
use kci_sdk::value::{ChargeType, ContainerGroupStatus, KciType};
use kci_sdk::{Error, ErrorKind, Presence, Validation, waiter};
use tokio::runtime::Handle;

fn emulator() -> (Emulator, Client) {
    let clock = Clock::stopped_at("2026-11-24T00:00:00Z".parse().expect("a time"));
    let kci = Emulator::builder().clock(clock).start_blocking().expect("the emulator starts");
    let client = Client::from(kci.client());
    (kci, client)
}

fn group(name: &str) -> CreateContainerGroupRequest {
    let charge = ChargeType::HourlyInstantSettlement;
    let request = CreateContainerGroupRequest::new(name, ["sg-1"], KciType::Rbkci, charge);
    request.subnet_id("subnet-1").containers([Container::new("main", "hub.kce.ksyun.com/me/job:1")])
}

fn all() -> DescribeContainerGroupRequest {
    DescribeContainerGroupRequest::new()
}

fn create(client: &Client, count: usize) {
    for number in 0..count {
        client.create_container_group(group(&format!("web-{number}"))).send().expect("a group");
    }
}

#[test]
fn a_group_lives_from_its_creation_to_its_end() {
    let (_kci, client) = emulator();
    let id = client.create_container_group(group("web")).send().expect("a group").container_group_id;
    let describe = || client.describe_container_group(all().container_group_ids([&id]));
    let running = describe().wait_for(waiter::ContainerGroupRunning).send().expect("it runs");
    assert_eq!(running.container_groups[0].status, ContainerGroupStatus::Running);
    client.delete_container_group(DeleteContainerGroupRequest::new(&id)).send().expect("deleted");
    assert_eq!(describe().send().expect("an answer").total_count, 0);
}

#[test]
fn progress_is_told_on_the_thread_that_waits() {
    let (_kci, client) = emulator();
    create(&client, 1);
    let (tell, told) = std::sync::mpsc::channel();
    let wait = client.describe_container_group(all()).wait_for(waiter::ContainerGroupRunning);
    wait.on_progress(move |_| tell.send(thread::current().id()).expect("told")).send().expect("it runs");
    let threads: Vec<_> = told.iter().collect();
    assert!(!threads.is_empty() && threads.iter().all(|id| *id == thread::current().id()), "{threads:?}");
}

#[test]
fn a_client_is_built_as_the_async_one_is() {
    let (kci, _) = emulator();
    let client = Client::builder()
        .credentials(kci.credentials())
        .endpoint(kci.endpoint())
        .clock(kci.clock().clone())
        .region("cn-shanghai-2")
        .build()
        .expect("a client");
    assert_eq!((client.region(), client.endpoint()), ("cn-shanghai-2", kci.endpoint()));
    assert_eq!(client.describe_container_group(all()).send().expect("an answer").total_count, 0);
    let error = Client::builder().build().expect_err("no credentials");
    assert!(matches!(error, Error::Credentials(_)), "{error}");
}

#[test]
fn calls_have_the_options_of_the_async_ones() {
    let (kci, client) = emulator();
    kci.add_fault(Fault::new(FaultKind::error("LimitExceeded"))).expect("a fault");
    let (_, metadata) = client.describe_container_group(all()).send_with_metadata().expect("an answer");
    assert_eq!(metadata.attempts(), 2);
    kci.add_fault(Fault::new(FaultKind::error("LimitExceeded"))).expect("a fault");
    let error = client.describe_container_group(all()).retries(kci_sdk::NoRetries).send().expect_err("throttled");
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Throttled, 1));
    let error = client.create_container_group(group("Web_1")).send().expect_err("no such names");
    assert_eq!(error.kind(), ErrorKind::Validation);
    let sent = client.create_container_group(group("Web_1")).validation(Validation::Off).send().expect_err("refused");
    assert_eq!(sent.kind(), ErrorKind::Rejected);
}

#[test]
fn pages_and_items_are_iterators() {
    let (_kci, client) = emulator();
    create(&client, 5);
    let call = || client.describe_container_group(all().max_results(2));
    let pages: Result<Vec<_>, _> = call().pages().map(|page| page.map(|page| page.container_groups.len())).collect();
    assert_eq!(pages.expect("all pages"), [2, 2, 1]);
    for items in [call().items(), call().items().read_ahead()] {
        let names: Result<Vec<_>, _> = items.map(|group| group.map(|group| group.container_group_name)).collect();
        assert_eq!(names.expect("all items").len(), 5);
    }
    assert_eq!(call().items().max_items(3).collect_all().expect("three").len(), 3);
    assert_eq!(call().collect_all().expect("all").container_groups.len(), 5);
}

#[test]
fn an_error_ends_an_iterator_and_it_can_be_resumed() {
    let (kci, client) = emulator();
    create(&client, 3);
    let mut items = client.describe_container_group(all().max_results(2)).items();
    assert!(items.next().is_some_and(|item| item.is_ok()) && items.next().is_some_and(|item| item.is_ok()));
    kci.add_fault(Fault::new(FaultKind::error("InvalidParameterValue"))).expect("a fault");
    assert!(items.next().is_some_and(|item| item.is_err()));
    assert!(items.next().is_none());
    items.resume();
    assert!(items.next().is_some_and(|item| item.is_ok()));
    assert!(items.next().is_none());
}

#[test]
fn one_token_is_one_group() {
    let (kci, client) = emulator();
    kci.add_fault(Fault::new(FaultKind::Drop { after_effect: true }).of("CreateContainerGroup")).expect("a fault");
    let create = || client.create_container_group(group("job")).exactly_once("order-4711");
    assert!(matches!(create().presence(), Presence::NotThere));
    let id = create().send().expect("created").container_group_id;
    assert_eq!(create().send().expect("found").container_group_id, id);
    assert!(matches!(create().presence(), Presence::There(there) if there.container_group_id == id));
    assert_eq!(client.describe_container_group(all()).send().expect("an answer").total_count, 1);
}

#[test]
fn an_action_is_called_by_its_name() {
    let (_kci, client) = emulator();
    create(&client, 1);
    let answer = client.raw("DescribeContainerGroup").param("MaxResults", "5").idempotent(true).send().expect("JSON");
    assert_eq!(answer.json()["TotalCount"], 1);
}

#[test]
fn threads_share_a_client() {
    let (_kci, client) = emulator();
    thread::scope(|scope| {
        for number in 0..8 {
            let client = client.clone();
            scope
                .spawn(move || client.create_container_group(group(&format!("web-{number}"))).send().expect("a group"));
        }
    });
    assert_eq!(client.describe_container_group(all()).send().expect("an answer").total_count, 8);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn on_a_thread_of_an_async_runtime_nothing_is_sent() {
    let kci = kci_emulator::start().await.expect("the emulator starts");
    let client = Client::from(kci.client());
    let error = client.describe_container_group(all()).send().expect_err("refused");
    assert_eq!(error.kind(), ErrorKind::Configuration);
    assert!(error.to_string().contains("use the async client"), "{error}");
    // Who passes errors over must come to an end.
    assert_eq!(client.describe_container_group(all()).items().filter_map(Result::ok).count(), 0);
    assert_eq!(client.describe_container_group(all()).pages().count(), 1);
    assert!(kci.journal().is_empty());

    // A thread that may block is the runtime's too; there the async client is waited for.
    let (blocking, within) = (client.clone(), kci.client());
    let work = tokio::task::spawn_blocking(move || {
        let error = blocking.describe_container_group(all()).send().expect_err("refused");
        assert_eq!(error.kind(), ErrorKind::Configuration);
        Handle::current().block_on(within.describe_container_group(all()).into_future()).expect("an answer").total_count
    });
    assert_eq!(work.await.expect("no panic"), 0);
}

#[tokio::test]
async fn a_client_that_was_used_elsewhere_can_be_dropped_anywhere() {
    let kci = kci_emulator::start().await.expect("the emulator starts");
    let client = Client::from(kci.client());
    let (tell, told) = tokio::sync::oneshot::channel();
    let within = client.clone();
    thread::spawn(move || tell.send(within.describe_container_group(all()).items().next().is_none()));
    assert!(told.await.expect("told"));
    drop(client);
}
