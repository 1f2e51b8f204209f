//! Hostile names and texts, round and round: keywords, names of the prelude, names that differ in case only, digits
//! first, other alphabets. That the generated code compiles without a warning is seen by this crate's library.

use std::collections::BTreeSet;
use std::time::Duration;

use kci_codegen::Compiler;
use kci_codegen::ir::Ir;
use kci_sdk::auth::Credentials;
use kci_sdk::runtime::{self, Paginate, Waiter, WaiterState};
use kci_tests::deep;
use kci_tests::hostile::request::{
    CloneRequest, Empty, Nothing, OptionShape, RawRequest, ResultShape, ResultShapeErr, Try, VecShape,
};
use kci_tests::hostile::response::{self, CloneResponse, Item, RawResponse};
use kci_tests::hostile::value::{BoxValue, ErrorCode, Mode, StringValue};
use kci_tests::hostile::{Client, waiter};
use kci_tests::strategy::parameters;
use kci_tests::{model, typed};
use proptest::prelude::*;

fn hostile() -> Ir {
    let spec = concat!(env!("CARGO_MANIFEST_DIR"), "/specs/hostile");
    Compiler::new().dir(spec).resolve().expect("the spec compiles").ir
}

fn raw() -> RawRequest {
    RawRequest::new("text", Empty::new(1), "2023-02-27T08:46:08Z".parse().expect("a time"))
}

fn any_raw() -> BoxedStrategy<Vec<model::Pair>> {
    let ir = hostile();
    let action = ir.actions.iter().find(|action| action.name.wire == "Raw").expect("the action");
    parameters(&ir, action.request, "")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn requests_are_written_as_they_were_read(pairs in any_raw()) {
        let (request, _) = typed::both::<RawRequest>(&pairs, None);
        prop_assert!(request.unreadable.is_empty(), "{:?}", request.unreadable);
        let written: BTreeSet<_> = request.written.into_iter().collect();
        prop_assert_eq!(written, pairs.into_iter().collect::<BTreeSet<_>>());
    }
}

#[test]
fn responses_are_written_as_they_were_read() {
    let ir = hostile();
    let action = ir.actions.iter().find(|action| action.name.wire == "Raw").expect("the action");
    let json = model::response(&ir, action.response);
    let read: RawResponse = serde_json::from_value(json.clone()).expect("a response");
    assert_eq!(serde_json::to_value(&read).expect("JSON"), json);
}

#[test]
fn a_wire_name_never_comes_from_a_rust_name() {
    let request = raw()
        .kind("K")
        .self_(1)
        .self_2(2)
        .with_new("n")
        .n3d("3")
        .名称("名")
        .option(OptionShape::new().none("nothing"))
        .vecs([VecShape::new("a").vecs(["x", "y"])])
        .results([ResultShape::ok("fine"), ResultShapeErr::new(Empty::new(2)).into(), ResultShape::result()]);
    let params = runtime::Params::from_request(&request);
    let written: BTreeSet<_> = params.iter().map(|(key, value)| format!("{key}={value}")).collect();
    let expected = [
        "type=text",
        "Type=K",
        "self=1",
        "Self=2",
        "new=n",
        "3d=3",
        "名称=名",
        "Option.None=nothing",
        "Vec.1.key=a",
        "Vec.1.Vec.1=x",
        "Vec.1.Vec.2=y",
        "Result.1.Kind=Ok",
        "Result.1.Value=fine",
        "Result.2.Kind=Err",
        "Result.2.Error.Value=2",
        "Result.3.Kind=Result",
        "Required.Value=1",
        "At=2023-02-27T08:46:08Z",
    ];
    assert_eq!(written, expected.map(str::to_owned).into());
}

#[test]
fn an_unknown_value_survives_and_is_not_the_known_one_called_other() {
    assert_eq!(StringValue::from("Other"), StringValue::OtherValue);
    assert_eq!(StringValue::from("Elsewhere"), StringValue::Other("Elsewhere".to_owned()));
    assert_eq!(StringValue::from("Elsewhere").as_str(), "Elsewhere");
    assert_eq!(StringValue::from("other"), StringValue::LowerOther);
    assert_eq!(ErrorCode::from("Other"), ErrorCode::OtherValue);
    assert_eq!(BoxValue::from("bOX"), BoxValue::Box);
}

#[test]
fn a_secret_is_nowhere_in_debug() {
    let text = format!("{:?}", raw().password("hunter2").tokens(["hunter3"]));
    assert!(!text.contains("hunter"), "{text}");
}

#[test]
fn a_private_text_is_nowhere_in_debug_nor_in_what_is_wrong_with_it() {
    let request = raw().r#use("Hunter2").whispers(["Hunter3", ""]);
    let text = format!("{request:?}");
    assert!(!text.contains("Hunter"), "{text}");
    assert!(text.contains(r#"use: Some((hidden)), whispers: [(hidden), ""]"#), "{text}");
    let violations = runtime::violations(&request);
    let messages: Vec<_> = violations.iter().map(ToString::to_string).collect();
    assert_eq!(messages, ["Wish: (hidden) does not match ^[a-z]*$", "Whispers.2: required"]);
}

#[test]
fn calls_with_the_deepest_lists_can_be_sent_between_threads() {
    fn sendable<T: Send>(_: T) {}
    let client = deep::Client::builder().credentials(Credentials::new("AKLTdeep", "secret"));
    let client = client.endpoint("http://localhost:1").region("north-1").build().expect("a client");
    sendable(async move {
        let answer = async { Some(client.dive(deep::request::DiveRequest::new()).await) };
        let shared = std::sync::Arc::new(std::sync::Mutex::new(vec![Box::new(answer.await)]));
        let _ = shared.lock().map(|answers| format!("{answers:?}"));
    });
}

#[test]
fn what_was_described_is_asked_for_again() {
    let tried = |tag: &str| response::Tried::default().r#type(tag.into());
    let item = response::Item::default()
        .state("hunter2")
        .count([1, 2])
        .value("Other".into())
        .mode("None")
        .inner([response::Inner::default().self_(0.5), response::Inner::default().r#type("text").self_(0.5)])
        .tries([tried("Ok"), tried("Err").inner(response::Void::default())])
        .described(response::Void::default());
    let request = CloneRequest::try_from(item.clone()).expect("a request");
    let expected = CloneRequest::new("text")
        .state("hunter2")
        .counts([1, 2])
        .value("Other")
        .mode(Mode::from("None"))
        .asyncs([0.5])
        .tries([Try::ok(), Try::err(Nothing::new())])
        .described(Nothing::new());
    assert_eq!(request, expected);
    let path = |item: response::Item| CloneRequest::try_from(item).expect_err("an error").path().to_owned();
    assert_eq!(path(item.clone().inner([])), "Inner.N.type");
    assert_eq!(path(item.clone().tries([tried("Ok"), tried("Err")])), "Tries.2.Inner");
    assert_eq!(path(item.one(tried("Untold"))), "One.type");
}

#[test]
fn a_condition_on_a_member_that_is_absent_looks_at_its_default() {
    let violations = |request: &RawRequest| {
        runtime::violations(request).into_iter().map(|violation| violation.path).collect::<Vec<_>>()
    };
    assert_eq!(violations(&raw().depends(6)), ["Depends"], "`String` is `None` by default, which allows 5");
    assert!(violations(&raw().depends(6).string(StringValue::Some)).is_empty());
    assert_eq!(violations(&raw().crate_(true)), ["Password"]);
}

#[test]
fn a_paginator_follows_its_string_token_to_the_end() {
    let request = CloneRequest::new("text");
    let next = request.next_page(&CloneResponse::default().next("t")).expect("a page");
    assert_eq!(next.next.as_deref(), Some("t"));
    for last in [CloneResponse::default(), CloneResponse::default().next(""), CloneResponse::default().next("-")] {
        assert_eq!(request.next_page(&last), None);
    }
}

#[test]
fn acceptors_are_tried_in_order() {
    let answer = |state: &str, counts: &[i64]| {
        let item = Item::default().state(state).count(counts.iter().copied());
        waiter::DefaultWaiter.check(Ok(&CloneResponse::default().items([item])), true)
    };
    assert_eq!(answer("Busy", &[0]), None);
    assert_eq!(answer("Idle", &[0, 0]), Some(WaiterState::Success));
    assert_eq!(answer("Idle", &[0, 1]), None);
    let idle = CloneResponse::default().items([Item::default().state("Idle").count([0])]);
    assert_eq!(waiter::DefaultWaiter.check(Ok(&idle), false), None, "something that was asked for is not there");
    assert_eq!(answer("Idle", &[]), None, "no value matches neither");
    assert_eq!(waiter::Emptied.check(Ok(&CloneResponse::default()), true), Some(WaiterState::Success));
}

#[tokio::test]
async fn an_action_named_like_a_method_of_the_client_is_called_all_the_same() {
    let client = Client::builder().credentials(Credentials::new("AKLTexample", "secret")).build().expect("a client");
    let url =
        client.clone_action(CloneRequest::new("text").next("t")).presign(Duration::from_secs(60)).await.expect("a URL");
    assert_eq!(url.host(), Some("hostile.example.com"));
    let query: Vec<_> = url.query().expect("a query").split('&').collect();
    for pair in ["Action=Clone", "Version=1", "next=t"] {
        assert!(query.contains(&pair), "{pair} is not in {url}");
    }
}
