//! Values that KCI does not have: numbers with names, an empty text that means something, any JSON, and structures within
//! themselves.

mod received;

use kci_runtime::{Error, Method, Params, Rule, read, violations};
use kci_tests::harbour::request::{SetFlagRequest, ShowHoldRequest};
use kci_tests::harbour::response::{Door, Room, SetFlagResponse, ShowHoldResponse};
use kci_tests::harbour::value::{Colour, FlagHeight, Signal};
use received::Harbour;
use serde_json::{Value, json};

fn set() -> SetFlagRequest {
    SetFlagRequest::new(FlagHeight::Half, Colour::Empty, json!({"by": ["a", 1, null]}))
        .signals([Signal::V10, Signal::Other(30)])
        .remarks([json!(null), json!("x")])
}

#[tokio::test]
async fn a_json_body_has_numbers_and_json_as_they_are() {
    let answer = json!({"RequestId": "1", "Height": "2", "Colour": "", "Note": [1.5, {"a": null}], "Remark": null});
    let harbour = Harbour::answering([answer]).await;
    let request = set().signals([Signal::V10]);
    let answer = harbour.client().set_flag(request).await.expect("an answer");
    let sent: Value = serde_json::from_slice(&harbour.only().await.body).expect("JSON");
    let expected =
        json!({"Height": 1, "Colour": "", "Signals": [10], "Note": {"by": ["a", 1, null]}, "Remark": [null, "x"]});
    assert_eq!(sent, expected);
    assert_eq!((answer.height, answer.colour), (FlagHeight::Full, Colour::Empty));
    assert_eq!((answer.note, answer.remark), (json!([1.5, {"a": null}]), None));
}

#[tokio::test]
async fn a_form_has_json_as_text() {
    let harbour = Harbour::answering([json!({"RequestId": "1"})]).await;
    let request = set().signals([Signal::V20]);
    harbour.client().set_flag(request).method(Method::Get).await.expect("an answer");
    let query: Vec<_> = harbour.only().await.url.query_pairs().into_owned().collect();
    let value = |name: &str| query.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    assert_eq!(value("Note"), Some(r#"{"by":["a",1,null]}"#));
    assert_eq!((value("Remark.1"), value("Remark.2")), (Some("null"), Some(r#""x""#)));
    assert_eq!((value("Height"), value("Colour"), value("Signals.1")), (Some("1"), Some(""), Some("20")));
}

#[test]
fn what_is_sent_is_read_back() {
    let params = Params::from_request(&set());
    let (back, found) = read::<SetFlagRequest>(params.iter());
    assert_eq!((back, found), (set(), vec![]));
    let document = serde_json::to_value(set()).expect("a document");
    assert_eq!(document["Note"], json!({"by": ["a", 1, null]}));
    assert_eq!(serde_json::from_value::<SetFlagRequest>(document).expect("a request"), set());
}

#[test]
fn numbers_without_a_name_are_kept_and_found() {
    let found = violations(&set());
    assert_eq!(found.iter().map(|one| (one.path.as_str(), one.rule)).collect::<Vec<_>>(), [("Signals.2", Rule::Value)]);
    assert_eq!(found[0].message, "30 is none of 10, 20");
    assert_eq!(FlagHeight::from(-1), FlagHeight::Minus1);
    assert_eq!(FlagHeight::Other(7).to_string(), "7");
}

#[test]
fn a_condition_looks_at_a_number_with_a_name() {
    let full = SetFlagRequest::new(FlagHeight::Full, Colour::Red, json!(null));
    let found = violations(&full);
    assert_eq!(found.iter().map(ToString::to_string).collect::<Vec<_>>(), ["Wind: required when Height is 2"]);
}

#[test]
fn an_empty_text_is_a_value_and_its_absence_is_none() {
    let (_, found) = read::<SetFlagRequest>([("Height", "1"), ("Colour", ""), ("Note", "1")]);
    assert_eq!(found, vec![]);
    let (_, found) = read::<SetFlagRequest>([("Height", "1"), ("Note", "1")]);
    assert_eq!(found.iter().map(ToString::to_string).collect::<Vec<_>>(), ["Colour: required"]);
}

#[test]
fn what_is_no_json_is_told() {
    let (_, found) = read::<SetFlagRequest>([("Height", "1"), ("Colour", ""), ("Note", "{")]);
    assert_eq!(found.iter().map(ToString::to_string).collect::<Vec<_>>(), [r#"Note: "{" is not JSON"#]);
}

#[tokio::test]
async fn answers_hold_themselves() {
    let inner = json!({"Name": "locker", "Height": 0.5});
    let room = json!({"Name": "hold", "Rooms": [inner, {"Name": "bilge"}], "Door": {"Locked": true, "LeadsTo": {"Name": "deck"}}});
    let harbour = Harbour::answering([json!({"RequestId": "1", "Room": room})]).await;
    let answer = harbour.client().show_hold(ShowHoldRequest::new("Rachel")).await.expect("an answer");
    let deck = Room::default().name("deck");
    let door = Door::default().locked(true).leads_to(deck);
    let rooms = [Room::default().name("locker").height(0.5), Room::default().name("bilge")];
    let expected =
        ShowHoldResponse::default().request_id("1").room(Room::default().name("hold").rooms(rooms).door(door));
    assert_eq!(answer, expected);
    let text = serde_json::to_string(&expected).expect("JSON");
    assert_eq!(serde_json::from_str::<ShowHoldResponse>(&text).expect("an answer"), expected);
}

#[tokio::test]
async fn an_answer_without_end_is_no_answer() {
    let deep = "{\"Rooms\":[".repeat(5_000) + &"]}".repeat(5_000);
    let read = serde_json::from_str::<ShowHoldResponse>(&format!(r#"{{"RequestId": "1", "Room": {deep}}}"#));
    assert!(read.is_err());
    let harbour = Harbour::answering([json!({"RequestId": "1", "Height": "high"})]).await;
    let answer = harbour.client().set_flag(set().signals([])).await;
    let Err(Error::Decode(error)) = answer else { panic!("a decoding error") };
    assert!(error.to_string().contains("Height"), "{error}");
    assert_eq!(SetFlagResponse::default().height, FlagHeight::Lowered);
}
