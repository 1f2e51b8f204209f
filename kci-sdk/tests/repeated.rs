//! Calls that ask again: paging and waiting.

mod common;

use std::time::Duration;

use common::{Server, http, nothing, ok};
use futures_util::{StreamExt, TryStreamExt};
use kci_sdk::request::DescribeContainerGroupRequest;
use kci_sdk::value::ContainerGroupStatus;
use kci_sdk::{Client, Error, WaiterEnd, waiter};

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

#[tokio::test]
async fn after_an_error_the_pages_go_on_with_the_one_that_failed() {
    let refusal = http("403 Forbidden", r#"{"Error": {"Code": "SignatureDoesNotMatch"}}"#);
    let server = Server::start([page(5, &["a"]), refusal, page(10, &["b"]), page(0, &["c"])]).await;
    let mut pages = list(&server.client()).pages();
    pages.next().await.expect("a page").expect("an answer");
    pages.next().await.expect("an error").expect_err("an error");
    assert!(pages.next().await.is_none() && pages.next().await.is_none());
    assert_eq!(pages.next_request().and_then(|request| request.marker), Some(5));
    pages.resume();
    let second = pages.next().await.expect("a page").expect("an answer");
    assert_eq!(second.container_groups[0].container_group_id, "b");
    pages.next().await.expect("a page").expect("an answer");
    assert!(pages.next().await.is_none() && pages.next_request().is_none());
}

#[tokio::test]
async fn after_an_error_no_item_is_given_twice_and_none_is_left_out() {
    let refusal = || http("403 Forbidden", r#"{"Error": {"Code": "SignatureDoesNotMatch"}}"#);
    let answers = [page(5, &["a", "b"]), refusal(), refusal(), page(0, &["c"])];
    let server = Server::start(answers).await;
    let mut items = list(&server.client()).items();
    let (mut ids, mut errors) = (Vec::new(), 0);
    loop {
        match items.next().await {
            Some(Ok(group)) => ids.push(group.container_group_id),
            Some(Err(_)) => {
                errors += 1;
                items.resume();
            }
            None => break,
        }
    }
    assert_eq!((ids, errors), (["a", "b", "c"].map(ToOwned::to_owned).to_vec(), 2));
}

#[tokio::test]
async fn another_program_goes_on_where_one_was() {
    let server =
        Server::start([page(5, &["a"]), page(10, &["b", "c", "d"]), page(10, &["b", "c", "d"]), page(0, &["e"])]).await;
    let mut items = list(&server.client()).items();
    for _ in 0..2 {
        items.next().await.expect("an item").expect("a group");
    }
    let position = items.position().clone();
    assert_eq!((position.request.marker, position.given), (Some(5), 1));
    let rest = server.client().describe_container_group(position.request).items().skip_first(position.given);
    let ids: Vec<_> = rest.map_ok(|group| group.container_group_id).try_collect().await.expect("items");
    assert_eq!(ids, ["c", "d", "e"]);
}

#[tokio::test]
async fn no_page_is_asked_for_after_as_many_items_as_are_wanted() {
    let server = Server::start([page(5, &["a", "b"]), page(10, &["c", "d"])]).await;
    for (most, expected, asked) in [(0, "", 0), (2, "ab", 1)] {
        let items = list(&server.client()).items().max_items(most).read_ahead().collect_all().await.expect("items");
        let ids: String = items.into_iter().map(|group| group.container_group_id).collect();
        assert_eq!((ids.as_str(), server.seen().len()), (expected, asked));
    }
}

#[tokio::test]
async fn all_items_and_all_pages_can_be_had_at_once() {
    let pages = || [page(5, &["a", "b"]), page(10, &[]), page(0, &["c"])];
    let server = Server::start([pages(), pages(), pages()].concat()).await;
    let call = || server.client().describe_container_group(DescribeContainerGroupRequest::new());
    let items = call().items().collect_all().await.expect("items");
    let merged = call().pages().collect_all().await.expect("pages");
    let whole = call().collect_all().await.expect("a list");
    assert_eq!((items.len(), &merged), (3, &whole));
    assert_eq!((whole.container_groups, whole.marker), (items, 0));
    let sizes: Vec<_> = server.seen().iter().map(|seen| seen.parameter("MaxResults")).collect();
    assert_eq!(
        sizes.iter().map(|size| size.as_deref()).collect::<Vec<_>>(),
        [&[None; 6][..], &[Some("100"); 3]].concat()
    );
}

#[tokio::test]
async fn a_page_is_under_way_while_the_one_before_is_used_if_that_is_wanted() {
    let server = Server::start([page(5, &["a"]), page(10, &["b"]), page(0, &["c"])]).await;
    let mut items = list(&server.client()).items().read_ahead();
    items.next().await.expect("an item").expect("a group");
    // Nobody asks the stream for anything.
    while server.seen().len() < 2 {
        tokio::task::yield_now().await;
    }
    assert_eq!(items.next().await.expect("an item").expect("a group").container_group_id, "b");
    assert_eq!(items.collect_all().await.expect("the rest").len(), 1);
    assert_eq!(server.seen().len(), 3);
}

fn with_status(status: &str) -> String {
    ok(&format!(r#"{{"RequestId": "{status}", "ContainerGroups": [{{"Status": "{status}"}}]}}"#))
}

async fn wait(answers: Vec<String>) -> (Result<String, Error>, usize) {
    let server = Server::start(answers).await;
    let wait = list(&server.client()).wait_for(waiter::ContainerGroupRunning);
    let answer = wait.delay(Duration::ZERO).max_delay(Duration::ZERO).deadline(Duration::from_millis(20)).await;
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
    assert_eq!((error.end(), error.looks(), asked), (WaiterEnd::Failed, 2, 2));
    let last = error.response::<DescribeContainerGroupRequest>().expect("an answer");
    assert_eq!(last.container_groups[0].status, ContainerGroupStatus::Failed);
}

#[tokio::test]
async fn waiting_ends_at_the_deadline() {
    let (answer, asked) = wait(vec![with_status("Pending"); 100]).await;
    let Err(Error::Waiter(error)) = answer else { panic!("a waiter error") };
    assert_eq!((error.end(), error.elapsed()), (WaiterEnd::Deadline, Duration::from_millis(20)));
    assert_eq!(asked, 21);
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
