//! Pages that are found by numbers, by offsets, and by tokens inside of the answer.

mod received;

use kci_runtime::Error;
use kci_tests::harbour::request::{ListCratesRequest, ListPilotsRequest, ListShipsRequest, ListTidesRequest};
use kci_tests::harbour::waiter::PilotFree;
use received::Harbour;
use serde_json::{Value, json};

fn ships(names: &[&str], total: i64) -> Value {
    let ships: Vec<_> = names.iter().map(|name| json!({"Name": name})).collect();
    json!({"RequestId": "1", "Ships": ships, "TotalCount": total})
}

async fn bodies(harbour: &Harbour) -> Vec<Value> {
    let seen = harbour.seen().await;
    seen.iter().map(|seen| serde_json::from_slice(&seen.body).expect("JSON")).collect()
}

#[tokio::test]
async fn numbered_pages_are_read_until_the_total_is_reached() {
    let harbour = Harbour::answering([ships(&["a", "b"], 5), ships(&["c", "d"], 5), ships(&["e"], 5)]).await;
    let ships = harbour.client().list_ships(ListShipsRequest::new()).items().collect_all().await.expect("ships");
    assert_eq!(ships.iter().map(|ship| ship.name.as_str()).collect::<String>(), "abcde");
    assert_eq!(bodies(&harbour).await, [json!({}), json!({"PageNumber": 2}), json!({"PageNumber": 3})]);
}

#[tokio::test]
async fn numbered_pages_are_as_large_as_they_can_be_when_all_are_wanted_in_one() {
    let harbour = Harbour::answering([ships(&["a"], 1)]).await;
    let answer = harbour.client().list_ships(ListShipsRequest::new()).collect_all().await.expect("an answer");
    assert_eq!(answer.ships.len(), 1);
    assert_eq!(bodies(&harbour).await, [json!({"PageSize": 50})]);
}

#[tokio::test]
async fn a_service_that_says_more_than_there_is_is_asked_until_a_page_is_empty() {
    let harbour = Harbour::answering([ships(&["a", "b"], 9), ships(&["c"], 9), ships(&[], 9)]).await;
    let pages = harbour.client().list_ships(ListShipsRequest::new()).collect_all().await.expect("an answer");
    assert_eq!(pages.ships.len(), 3);
}

#[tokio::test]
async fn offsets_go_on_until_a_page_is_not_full() {
    let crates = |names: &[&str]| json!({"RequestId": "1", "Crates": names});
    let harbour = Harbour::answering([crates(&["a", "b"]), crates(&["c"])]).await;
    let request = ListCratesRequest::new("north", 2);
    let all = harbour.client().list_crates(request).items().collect_all().await.expect("crates");
    assert_eq!(all, ["a", "b", "c"]);
    let queries: Vec<_> =
        harbour.seen().await.iter().map(|seen| seen.url.query().unwrap_or_default().to_owned()).collect();
    let query = |offset: &str| format!("Action=ListCrates&Limit=2{offset}&Quay=north&Version=2025-01-01");
    assert_eq!(queries, [query(""), query("&Offset=2")]);
}

fn pilots(ids: &[(&str, &str)], next: i64) -> Value {
    let pilots: Vec<_> = ids.iter().map(|(id, state)| json!({"PilotId": id, "State": state})).collect();
    json!({"Status": 0, "Data": {"Page": {"Pilots": pilots}, "Next": next}})
}

#[tokio::test]
async fn lists_and_tokens_are_found_inside_of_the_answer() {
    let harbour = Harbour::answering([pilots(&[("p-1", "Free")], 7), pilots(&[("p-2", "Free")], 0)]).await;
    let answer = harbour.client().list_pilots(ListPilotsRequest::new()).collect_all().await.expect("an answer");
    let page = answer.data.expect("data").page.expect("a page");
    assert_eq!(page.pilots.iter().map(|pilot| pilot.pilot_id.as_str()).collect::<Vec<_>>(), ["p-1", "p-2"]);
    // The token is a number in the answer, and a text in the request.
    assert_eq!(bodies(&harbour).await, [json!({}), json!({"After": "7"})]);
}

#[tokio::test]
async fn an_answer_without_the_member_that_holds_everything_is_the_last_page() {
    let empty = json!({"RequestId": "1", "Status": 0, "Data": null});
    let harbour = Harbour::answering([pilots(&[("p-1", "Free")], 7), empty.clone()]).await;
    let items = harbour.client().list_pilots(ListPilotsRequest::new()).items().collect_all().await.expect("items");
    assert_eq!(items.len(), 1);
    let harbour = Harbour::answering([pilots(&[("p-1", "Free")], 7), empty]).await;
    let answer = harbour.client().list_pilots(ListPilotsRequest::new()).collect_all().await.expect("an answer");
    assert_eq!(answer.data.expect("the first page's").page.expect("a page").pilots.len(), 1);
}

#[tokio::test]
async fn waiters_look_inside_of_the_answer() {
    let harbour = Harbour::answering([pilots(&[("p-1", "Free"), ("p-2", "Overboard")], 0)]).await;
    let request = ListPilotsRequest::new().pilot_ids(["p-1", "p-2"]);
    let waited = harbour.client().list_pilots(request).wait_for(PilotFree).await;
    let Err(Error::Waiter(error)) = waited else { panic!("a waiter's error: {waited:?}") };
    assert!(error.to_string().contains("p-2"), "{error}");
}

#[tokio::test]
async fn a_token_may_be_a_text_or_a_number() {
    let tides = |token: Value| json!({"RequestId": "1", "Tides": [0.5], "Token": token});
    let harbour = Harbour::answering([tides(json!("t-2")), tides(json!(42)), tides(json!(0))]).await;
    let tides = harbour.client().list_tides(ListTidesRequest::new()).items().collect_all().await.expect("tides");
    assert_eq!(tides.len(), 3);
    assert_eq!(bodies(&harbour).await, [json!({}), json!({"Token": "t-2"}), json!({"Token": "42"})]);
}
