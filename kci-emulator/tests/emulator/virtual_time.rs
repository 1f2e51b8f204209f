//! One time for the emulator and for those who wait by its clock: nobody waits in earnest.

use std::time::Duration;

use kci_emulator::{Emulator, Fault, FaultKind};
use kci_sdk::request::DescribeContainerGroupRequest;
use kci_sdk::value::ContainerGroupStatus;

use crate::common::{NOW, Request, emulator};
use crate::typed::{create_group, group};

const SECOND: Duration = Duration::from_secs(1);
const HOUR: Duration = Duration::from_secs(3_600);

/// The status of the only group.
async fn status(kci: &Emulator) -> ContainerGroupStatus {
    let list = kci.client().describe_container_group(DescribeContainerGroupRequest::new()).await.expect("a list");
    list.container_groups[0].status.clone()
}

/// What the clock showed when requests came.
fn times(kci: &Emulator) -> Vec<String> {
    kci.journal().iter().filter_map(|entry| entry.time).map(|time| time.to_string()).collect()
}

#[tokio::test]
async fn a_group_runs_while_somebody_waits_for_it() {
    let kci = emulator().await;
    create_group(&kci.client(), group("web", &["nginx:1"])).await;
    let mut polls = 0;
    while status(&kci).await != ContainerGroupStatus::Running {
        kci.clock().sleep(SECOND).await;
        polls += 1;
    }
    assert_eq!((polls, kci.clock().now().to_string().as_str()), (2, "2026-11-24T02:55:29Z"));
}

#[tokio::test]
async fn the_clock_stands_still_while_a_request_is_under_way() {
    let kci = emulator().await;
    let client = kci.client();
    let ask = async {
        for _ in 0..20 {
            client.describe_container_group(DescribeContainerGroupRequest::new()).await.expect("a list");
        }
    };
    // As a timeout is: it would be over at once if the clock moved on.
    tokio::select! {
        () = kci.clock().sleep(HOUR) => panic!("an hour has passed"),
        () = ask => {}
    }
    assert_eq!(times(&kci), vec![NOW.to_owned(); 20]);
}

#[tokio::test(flavor = "multi_thread")]
async fn on_several_threads_it_stands_still_for_who_holds_it() {
    let kci = emulator().await;
    let client = kci.client();
    let ask = async {
        for _ in 0..20 {
            let hold = kci.clock().hold();
            client.describe_container_group(DescribeContainerGroupRequest::new()).await.expect("a list");
            drop(hold);
            kci.clock().sleep(SECOND).await;
        }
    };
    tokio::select! {
        () = kci.clock().sleep(HOUR) => panic!("an hour has passed"),
        () = ask => {}
    }
    assert_eq!(kci.clock().now().to_string(), "2026-11-24T02:55:47Z");
}

#[tokio::test]
async fn where_no_answer_is_going_to_come_time_goes_on() {
    let kci = emulator().await;
    kci.add_fault(Fault::new(FaultKind::hang())).expect("a fault");
    let hold = kci.clock().hold();
    let number = hold.number().to_string();
    let request = Request::action("DescribeRegions", &[]).header("x-kci-hold", number).signed(&kci);
    tokio::select! {
        answer = request.send(&kci) => panic!("{answer:?}"),
        () = kci.clock().sleep(HOUR) => {}
    }
    assert_eq!(times(&kci), [NOW]);
    assert_eq!(kci.clock().now().to_string(), "2026-11-24T03:55:27Z");
}
