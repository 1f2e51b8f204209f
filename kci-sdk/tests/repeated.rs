//! Calls that ask again: paging and waiting.

mod common;

use std::time::Duration;

use common::{Server, http, nothing, ok};
use futures_util::{StreamExt, TryStreamExt};
use kci_sdk::request::DescribeContainerGroupRequest;
use kci_sdk::{Client, Error, waiter};

fn page(marker: i64, ids: &[&str]) -> String {
    let groups: Vec<_> = ids.iter().map(|id| format!(r#"{{"ContainerGroupId": "{id}"}}"#)).collect();
    ok(&format!(r#"{{"RequestId": "page", "Marker": {marker}, "ContainerGroups": [{}]}}"#, groups.join(",")))
}

fn list(client: &Client) -> kci_sdk::runtime::Call<DescribeContainerGroupRequest> {
    client.describe_container_group(DescribeContainerGroupRequest::new().max_results(5))
}

#[tokio::test]
async fn pages_are_asked_for_one_after_the_other() {
    let server = Server::start([page(5, &["a", "b"]), page(10, &[]), page(0, &["c"])]).await;
    let pages: Vec<_> = list(&server.client()).pages().try_collect().await.expect("pages");
    assert_eq!(pages.iter().map(|page| page.container_groups.len()).collect::<Vec<_>>(), [2, 0, 1]);
    let markers: Vec<_> = server.seen().iter().map(|seen| seen.parameter("Marker")).collect();
    assert_eq!(markers, [None, Some("5".to_owned()), Some("10".to_owned())]);
    assert!(server.seen().iter().all(|seen| seen.parameter("MaxResults").as_deref() == Some("5")));
}

#[tokio::test]
async fn items_come_one_by_one_from_all_pages() {
    let server = Server::start([page(5, &["a", "b"]), page(10, &[]), page(0, &["c"])]).await;
    let items: Vec<_> = list(&server.client()).items().try_collect().await.expect("items");
    let ids: Vec<_> = items.iter().map(|group| group.container_group_id.as_str()).collect();
    assert_eq!(ids, ["a", "b", "c"]);
}

#[tokio::test]
async fn no_page_is_asked_for_before_it_is_wanted() {
    let server = Server::start([page(5, &["a"]), page(0, &["b"])]).await;
    let mut items = list(&server.client()).items();
    assert!(server.seen().is_empty());
    items.next().await.expect("an item").expect("a group");
    assert_eq!(server.seen().len(), 1);
}

#[tokio::test]
async fn a_page_that_leads_to_itself_ends_in_an_error() {
    let server = Server::start([page(5, &["a"]), page(5, &["b"])]).await;
    let mut items = list(&server.client()).items();
    let mut ids = Vec::new();
    let error = loop {
        match items.next().await.expect("an item or an error") {
            Ok(group) => ids.push(group.container_group_id),
            Err(error) => break error,
        }
    };
    assert_eq!(ids, ["a", "b"]);
    assert!(matches!(error, Error::Decode(_)), "{error}");
    assert_eq!(error.request_id(), Some("page"));
    assert!(items.next().await.is_none());
}

#[tokio::test]
async fn an_error_ends_the_pages() {
    let refusal = http("403 Forbidden", r#"{"Error": {"Code": "SignatureDoesNotMatch"}}"#);
    let server = Server::start([page(5, &["a"]), refusal, page(0, &[])]).await;
    let pages: Vec<_> = list(&server.client()).pages().collect().await;
    assert!(matches!(pages.as_slice(), [Ok(_), Err(Error::Service(_))]), "{pages:?}");
    assert_eq!(server.seen().len(), 2);
}

fn with_status(status: &str) -> String {
    ok(&format!(r#"{{"RequestId": "{status}", "ContainerGroups": [{{"Status": "{status}"}}]}}"#))
}

async fn wait(answers: Vec<String>) -> (Result<String, Error>, usize) {
    let server = Server::start(answers).await;
    let wait = list(&server.client()).wait_for(waiter::ContainerGroupRunning);
    let answer = wait.delay(Duration::ZERO).max_attempts(3).await;
    (answer.map(|response| response.container_groups[0].status.to_string()), server.seen().len())
}

#[tokio::test]
async fn the_answer_that_shows_the_state_is_given_back() {
    let (status, asked) = wait(vec![with_status("Pending"), nothing(), with_status("Running")]).await;
    assert_eq!((status.expect("an answer").as_str(), asked), ("Running", 3));
}

#[tokio::test]
async fn a_state_that_ends_the_hope_ends_the_waiting() {
    let (answer, asked) = wait(vec![with_status("Pending"), with_status("Failed"), with_status("Running")]).await;
    let Err(Error::Waiter(error)) = answer else { panic!("a waiter error") };
    assert_eq!((error.is_failure(), error.attempts(), asked), (true, 2, 2));
    let last = error.last_answer().expect("an answer");
    assert_eq!(last["ContainerGroups"][0]["Status"], "Failed");
    assert_eq!(error.to_string(), "ContainerGroupRunning: in a failure state after 2 attempts (last request Failed)");
}

#[tokio::test]
async fn waiting_ends_after_the_last_attempt() {
    let (answer, asked) = wait(vec![with_status("Pending"); 4]).await;
    let Err(Error::Waiter(error)) = answer else { panic!("a waiter error") };
    assert_eq!((error.is_failure(), error.attempts(), asked), (false, 3, 3));
    assert_eq!(error.to_string(), "ContainerGroupRunning: gave up after 3 attempts (last request Pending)");
}

#[tokio::test]
async fn an_error_that_can_pass_does_not_end_the_waiting() {
    let unavailable = http("503 Service Unavailable", r#"{"Error": {"Code": "ServiceUnavailable"}}"#);
    let gateway = http("502 Bad Gateway", "<html>");
    let (status, asked) = wait(vec![unavailable, gateway, with_status("Running")]).await;
    assert_eq!((status.expect("an answer").as_str(), asked), ("Running", 3));
}

#[tokio::test]
async fn any_other_error_does() {
    let refusal = http("403 Forbidden", r#"{"Error": {"Code": "SignatureDoesNotMatch"}}"#);
    let (answer, asked) = wait(vec![refusal, with_status("Running")]).await;
    assert!(matches!(answer, Err(Error::Service(_))));
    assert_eq!(asked, 1);
}
