//! Many calls at once, against the emulator: throttled, cut, given up.

use std::collections::BTreeSet;

use kci_emulator::{Clock, Emulator, Fault, FaultKind};
use kci_sdk::request::{
    Container, CreateContainerGroupRequest, DeleteContainerGroupRequest, DescribeContainerGroupRequest,
};
use kci_sdk::value::{ChargeType, KciType};
use kci_sdk::{BulkItem, Client, Outcome, StandardRetries, blocking, bulk, waiter};

async fn emulator() -> (Emulator, Client) {
    let clock = Clock::stopped_at("2026-11-24T00:00:00Z".parse().expect("a time"));
    let kci = Emulator::builder().clock(clock).start().await.expect("the emulator starts");
    let client = kci.client();
    (kci, client)
}

fn group(number: usize) -> CreateContainerGroupRequest {
    let charge = ChargeType::HourlyInstantSettlement;
    let request = CreateContainerGroupRequest::new(format!("job-{number}"), ["sg-1"], KciType::Rbkci, charge);
    request.subnet_id("subnet-1").containers([Container::new("main", "hub.kce.ksyun.com/me/job:1")])
}

async fn names(client: &Client) -> Vec<String> {
    let groups = client.describe_container_group(DescribeContainerGroupRequest::new()).items().collect_all();
    groups.await.expect("groups").into_iter().map(|group| group.container_group_name).collect()
}

#[tokio::test]
async fn of_many_creations_none_is_lost_and_none_is_there_twice() {
    let (kci, _) = emulator().await;
    kci.add_fault(Fault::new(FaultKind::error("LimitExceeded")).rate(0.2, 1)).expect("a fault");
    let cut = Fault::new(FaultKind::Drop { after_effect: true }).of("CreateContainerGroup").rate(0.1, 2);
    kci.add_fault(cut).expect("a fault");
    let client =
        kci.client_builder().seed(1).retries(StandardRetries::new().max_attempts(12)).build().expect("a client");
    let creates = (0..60).map(|number| client.create_container_group(group(number)).exactly_once(number.to_string()));
    let answers = bulk(creates).await.into_result().expect("all are created");
    let ids: BTreeSet<_> = answers.iter().map(|answer| &answer.container_group_id).collect();
    assert_eq!(ids.len(), 60);

    let waits = ids.iter().map(|id| {
        let describe = DescribeContainerGroupRequest::new().container_group_ids([*id]);
        client.describe_container_group(describe).wait_for(waiter::ContainerGroupRunning)
    });
    assert!(bulk(waits).concurrency(60).await.is_complete());

    let deletes = ids.iter().map(|id| client.delete_container_group(DeleteContainerGroupRequest::new(*id)));
    let report = bulk(deletes).concurrency(4).await;
    assert!(report.is_complete(), "{report}");
    assert_eq!(names(&client).await, Vec::<String>::new());
}

#[tokio::test]
async fn what_is_given_up_is_told_with_what_may_have_been_carried_out() {
    let (kci, client) = emulator().await;
    // Carried out, and never answered.
    kci.add_fault(Fault::new(FaultKind::Hang { after_effect: true }).of("CreateContainerGroup").after(2))
        .expect("a fault");
    let mut creates = bulk((0..5).map(|number| client.create_container_group(group(number)))).concurrency(1);
    creates.next().await.expect("the first").1.as_ref().expect("created");
    creates.next().await.expect("the second").1.as_ref().expect("created");
    let seen = async { while names(&client).await.len() < 3 {} };
    tokio::select! {
        _ = creates.next() => panic!("the third is never answered"),
        () = seen => {}
    }
    let report = creates.into_report();
    assert_eq!(report.to_string(), "2 of 5 done, 1 unfinished, 2 not started");
    assert_eq!(report.of_outcome(Outcome::Unknown).collect::<Vec<_>>(), [2]);
}

#[test]
fn programs_that_are_not_async_have_it_too() {
    let kci = Emulator::builder().start_blocking().expect("the emulator starts");
    let client = blocking::Client::from(kci.client());
    let creates = (0..20).map(|number| client.create_container_group(group(number)));
    let (tell, told) = std::sync::mpsc::channel();
    let creates = blocking::bulk(creates).concurrency(5);
    let report = creates.on_progress(move |progress| tell.send(progress.index()).expect("told")).finish();
    assert_eq!(report.expect("no async runtime").into_result().expect("all").len(), 20);
    assert_eq!(told.iter().collect::<BTreeSet<_>>().len(), 20);

    let mut describes = blocking::bulk([client.describe_container_group(DescribeContainerGroupRequest::new())]);
    assert_eq!(describes.next_ended().expect("no async runtime"), Some(0));
    assert_eq!(describes.items()[0].answer().expect("an answer").total_count, 20);
    assert!(matches!(describes.into_report().into_items().as_slice(), [BulkItem::Ended(Ok(_))]));
}
