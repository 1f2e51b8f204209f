//! A service of which each action shows something that KCI does not have: it compiles, and calls through to a server.

mod received;

use std::time::Duration;

use kci_runtime::auth::Signature;
use kci_runtime::mock::Mock;
use kci_runtime::{Error, Method, Rule};
use kci_tests::harbour::Client;
use kci_tests::harbour::request::{
    BookBerthsRequest, CargoGrain, CargoOil, Contact, MoveShipRequest, ReleaseBerthsRequest, Ship,
};
use kci_tests::harbour::response::{BookBerthsResponse, MoveShipResponse, ReleaseBerthsResponse};
use kci_tests::{beacon, harbour};
use received::{Harbour, check_signature};
use serde_json::{Value, json};

fn rachel() -> Ship {
    Ship::new("Rachel", 0.1 + 0.2 + 31.0)
        .decks([1, 2])
        .cargos([CargoGrain::new(12.0).into(), CargoOil::new(900).crude(false).into()])
}

fn book() -> BookBerthsRequest {
    BookBerthsRequest::new("A. \"Hab\"\n", [rachel(), Ship::new("Pequod", 27.0)])
        .password("white whale")
        .from("2025-01-02T03:04:05Z".parse::<jiff::Timestamp>().expect("a time"))
        .pilot_wanted(true)
        .contact(Contact::new().channel(16))
}

#[tokio::test]
async fn a_json_body_has_lists_and_objects_numbers_and_truth_values() {
    let harbour = Harbour::answering([json!({"BookingId": "b-1"})]).await;
    let answer = harbour.client().book_berths(book()).await.expect("an answer");
    assert_eq!(answer.booking_id, "b-1");
    let seen = harbour.only().await;
    let expected = json!({
        "Captain": "A. \"Hab\"\n", "Password": "white whale", "From": "2025-01-02 11:04:05", "Pilot.Wanted": true,
        "Ship": [
            {"Name": "Rachel", "Length": 31.3, "Deck": [1, 2], "Cargo": [
                {"Kind": "Grain", "Tons": 12}, {"Kind": "Oil", "Barrels": 900, "Crude": false}]},
            {"Name": "Pequod", "Length": 27}],
        "Contact": {"Channel": 16},
    });
    assert_eq!(serde_json::from_slice::<Value>(&seen.body).expect("JSON"), expected);
    assert_eq!(seen.url.query(), Some("Action=BookBerths&Version=2025-01-01"));
    assert_eq!(seen.headers["content-type"], "application/json; charset=utf-8");
    check_signature(&seen, "harbour");
}

#[tokio::test]
async fn a_json_body_is_checked_like_a_form() {
    let harbour = Harbour::answering([]).await;
    let request = BookBerthsRequest::new("", [Ship::new("R2", 0.5)]);
    let refused = harbour.client().book_berths(request).await;
    let Err(Error::Validation(error)) = refused else { panic!("a validation error") };
    let found: Vec<_> = error.violations().iter().map(|it| (it.path.as_str(), it.rule)).collect();
    let expected = [("Captain", Rule::Required), ("Ship.1.Name", Rule::Pattern), ("Ship.1.Length", Rule::Min)];
    assert_eq!(found, expected);
    assert!(harbour.seen().await.is_empty());
}

#[tokio::test]
async fn put_has_its_parameters_in_the_body_and_delete_in_the_url() {
    let harbour = Harbour::answering([json!({"RequestId": "1"}), json!({"RequestId": "2"})]).await;
    harbour.client().move_ship(MoveShipRequest::new("Rachel", 3)).await.expect("an answer");
    harbour.client().release_berths(ReleaseBerthsRequest::new(["b-1", "b-2"])).await.expect("an answer");
    let [put, delete] = &harbour.seen().await[..] else { panic!("two requests") };
    assert_eq!((put.method.as_str(), put.url.query()), ("PUT", None));
    assert_eq!(put.body, b"Action=MoveShip&Version=2025-01-01&ShipName=Rachel&Berth=3");
    assert_eq!(delete.method.as_str(), "DELETE");
    let query = "Action=ReleaseBerths&BookingId.1=b-1&BookingId.2=b-2&Version=2025-01-01";
    assert_eq!((delete.url.query(), delete.body.as_slice()), (Some(query), &b""[..]));
    check_signature(put, "harbour");
    check_signature(delete, "harbour");
}

#[tokio::test]
async fn the_body_goes_with_the_method() {
    let harbour = Harbour::answering([json!({"RequestId": "1"})]).await;
    let call = harbour.client().release_berths(ReleaseBerthsRequest::new(["b-1"])).method(Method::Post);
    call.await.expect("an answer");
    assert_eq!(harbour.only().await.body, br#"{"BookingId":["b-1"]}"#);
}

#[tokio::test]
async fn a_raw_call_has_the_json_that_it_is_given() {
    let harbour = Harbour::answering([json!({"RequestId": "1"})]).await;
    let call = harbour.client().raw("PaintShip").param("Dry", "yes").json(json!({"Colour": ["red", 3]}));
    call.await.expect("an answer");
    let seen = harbour.only().await;
    assert_eq!(seen.body, br#"{"Colour":["red",3]}"#);
    assert_eq!(seen.url.query(), Some("Action=PaintShip&Dry=yes&Version=2025-01-01"));
    check_signature(&seen, "harbour");
}

#[tokio::test]
async fn the_simplified_signature_refuses_what_it_would_not_sign() {
    let harbour = Harbour::answering([]).await;
    let client = harbour.builder::<Client>().signature(Signature::Simple).build().expect("a client");
    let refused = client.book_berths(book()).await;
    assert!(matches!(&refused, Err(Error::Configuration(why)) if why.contains("a JSON body")), "{refused:?}");
    let client = harbour.builder::<beacon::Client>().signature(Signature::Simple).build().expect("a client");
    let refused = client.switch_light(beacon::request::SwitchLightRequest::new(["li-1"])).await;
    assert!(matches!(&refused, Err(Error::Configuration(why)) if why.contains("headers")), "{refused:?}");
    assert!(harbour.seen().await.is_empty());
}

#[tokio::test]
async fn action_and_version_are_in_signed_headers_where_the_service_wants_them_there() {
    let harbour =
        Harbour::answering([json!({"RequestId": "1"}), json!({"RequestId": "2"}), json!({"RequestId": "3"})]).await;
    let client = harbour.builder::<beacon::Client>().build().expect("a client");
    let switch = || client.switch_light(beacon::request::SwitchLightRequest::new(["li-1"]).on(true));
    switch().await.expect("an answer");
    switch().method(Method::Get).await.expect("an answer");
    client.set_pattern(beacon::request::SetPatternRequest::new([0.5, 2.0])).await.expect("an answer");
    let [post, get, json] = &harbour.seen().await[..] else { panic!("three requests") };
    assert_eq!(post.body, b"LightId.1=li-1&On=true");
    assert_eq!(get.url.query(), Some("LightId.1=li-1&On=true"));
    assert_eq!((json.url.query(), json.body.as_slice()), (None, &br#"{"Seconds":[0.5,2]}"#[..]));
    for (seen, action) in [(post, "SwitchLight"), (get, "SwitchLight"), (json, "SetPattern")] {
        assert_eq!(
            (&seen.headers["x-action"], &seen.headers["x-version"]),
            (&action.parse().expect("a value"), &"2025-05-05".parse().expect("a value"))
        );
        assert!(check_signature(seen, "beacon").contains("x-action;x-amz-date;x-version"));
    }
}

#[tokio::test]
async fn no_url_is_a_whole_request_where_headers_say_the_action() {
    let harbour = Harbour::answering([]).await;
    let client = harbour.builder::<beacon::Client>().build().expect("a client");
    let refused =
        client.switch_light(beacon::request::SwitchLightRequest::new(["li-1"])).presign(Duration::from_secs(60)).await;
    assert!(matches!(&refused, Err(Error::Configuration(why)) if why.contains("a URL has no headers")), "{refused:?}");
}

#[test]
fn a_service_that_recommends_no_method_is_sent_with_its_first() {
    use kci_runtime::Action;
    assert_eq!(<beacon::request::SwitchLightRequest as Action>::INFO.default_method, Method::Post);
    assert_eq!(<harbour::request::ReleaseBerthsRequest as Action>::INFO.default_method, Method::Delete);
}

#[test]
fn requests_of_json_bodies_are_documents_of_the_same_names() {
    let document = serde_json::to_value(book()).expect("a document");
    assert_eq!(document["Ship"][0]["Cargo"][1]["Barrels"], 900);
    assert_eq!(serde_json::from_value::<BookBerthsRequest>(document).expect("a request"), {
        // What is within rounding is sent as documented, and read back so.
        let mut request = book();
        request.ships[0].length = 31.3;
        request
    });
}

#[tokio::test]
async fn a_mock_reads_json_bodies_all_methods_and_actions_in_headers() {
    let mock = Mock::new();
    mock.expect().with(book()).answer(BookBerthsResponse::default().booking_id("b-1"));
    mock.expect().with(MoveShipRequest::new("Rachel", 3)).answer(MoveShipResponse::default());
    mock.expect().with(ReleaseBerthsRequest::new(["b-1", "b-2"])).answer(ReleaseBerthsResponse::default());
    let switch = beacon::request::SwitchLightRequest::new(["li-1"]).on(true);
    let pattern = beacon::request::SetPatternRequest::new([0.5, 2.0]);
    mock.expect().with(switch.clone()).times(2).answer(beacon::response::SwitchLightResponse::default());
    mock.expect().with(pattern.clone()).answer(beacon::response::SetPatternResponse::default());

    let client: Client = mock.client();
    assert_eq!(client.book_berths(book()).await.expect("an answer").booking_id, "b-1");
    client.move_ship(MoveShipRequest::new("Rachel", 3)).await.expect("an answer");
    client.release_berths(ReleaseBerthsRequest::new(["b-1", "b-2"])).await.expect("an answer");
    let client: beacon::Client = mock.client();
    client.switch_light(switch.clone()).await.expect("an answer");
    client.switch_light(switch).method(Method::Get).await.expect("an answer");
    client.set_pattern(pattern).await.expect("an answer");
    mock.verify();
}
