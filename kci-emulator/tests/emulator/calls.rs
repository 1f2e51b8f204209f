//! What a call of the SDK can say over its client: dry runs, regions, callers, URLs that are whole calls.

use std::time::Duration;

use kci_emulator::{Clock, Emulator};
use kci_sdk::ErrorKind;
use kci_sdk::auth::Credentials;
use kci_sdk::request::{DescribeContainerGroupRequest, DescribeRegionsRequest};
use kci_sdk::runtime::Method;

use crate::common::{Request, emulator};
use crate::typed::{create_group, group};

#[tokio::test]
async fn a_dry_run_says_whether_it_would_succeed_and_creates_nothing() {
    let kci = emulator().await;
    let client = kci.client();
    client.create_container_group(group("web", &["nginx:1"])).dry_run().await.expect("it would succeed");
    let by_get = client.create_container_group(group("web", &["nginx:1"])).method(Method::Get);
    by_get.dry_run().await.expect("it would succeed");
    let answer = client.describe_container_group(DescribeContainerGroupRequest::new()).await.expect("a list");
    assert!(answer.container_groups.is_empty());
    let stranger = Credentials::new("nobody", "knows");
    let refused = client.create_container_group(group("web", &["nginx:1"])).credentials(stranger).dry_run().await;
    assert_eq!(refused.expect_err("refused").kind(), ErrorKind::Denied);
}

#[tokio::test]
async fn a_client_of_dry_runs_changes_nothing() {
    let kci = emulator().await;
    let careful = kci.client_builder().dry_run(true).build().expect("a client");
    let create = || careful.create_container_group(group("web", &["nginx:1"]));
    assert_eq!(create().await.expect_err("only tried").kind(), ErrorKind::DryRun);
    assert_eq!(create().exactly_once("job").await.expect_err("only tried").kind(), ErrorKind::DryRun);
    let real = careful.to_builder().dry_run(false).build().expect("a client");
    let answer = real.describe_container_group(DescribeContainerGroupRequest::new()).await.expect("a list");
    assert!(answer.container_groups.is_empty());
}

#[tokio::test]
async fn what_is_created_in_the_region_of_a_call_is_there_and_not_elsewhere() {
    let kci = emulator().await;
    let client = kci.client();
    let create = client.create_container_group(group("web", &["nginx:1"])).region("cn-shanghai-2");
    let id = create.exactly_once("job").await.expect("created").container_group_id;
    let other = create_group(&client, group("web", &["nginx:1"])).await;
    let ids = async |region: &str| {
        let list = client.describe_container_group(DescribeContainerGroupRequest::new()).region(region);
        let answer = list.collect_all().await.expect("a list");
        answer.container_groups.into_iter().map(|group| group.container_group_id).collect::<Vec<_>>()
    };
    assert_eq!((ids("cn-shanghai-2").await, ids("cn-beijing-6").await), (vec![id], vec![other]));
}

/// The status of the answer to a presigned URL.
async fn status(kci: &Emulator, query: &str) -> u16 {
    Request::new("GET").query(query).send(kci).await.status
}

#[tokio::test]
async fn a_presigned_url_works_until_it_expires() {
    // Far from the machine's own clock, which the emulator takes too.
    let clock = Clock::stopped_at("2001-02-03T04:05:06Z".parse().expect("a time"));
    let kci = Emulator::builder().clock(clock).start().await.expect("the emulator starts");
    let call = kci.client().describe_regions(DescribeRegionsRequest::new());
    let url = call.presign(Duration::from_secs(3600)).await.expect("a URL");
    let query = url.query().expect("a query");
    assert_eq!(status(&kci, query).await, 200);
    kci.advance(Duration::from_secs(3600));
    assert_eq!(status(&kci, query).await, 200, "it holds for all of its time");
    kci.advance(Duration::from_secs(1));
    assert_eq!(status(&kci, query).await, 403);
    let longer = query.replace("X-Amz-Expires=3600", "X-Amz-Expires=3700");
    assert_eq!(status(&kci, &longer).await, 403, "how long it holds is signed");
}
