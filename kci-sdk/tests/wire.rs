//! What is sent: signatures over exactly the bytes that arrive.

mod common;

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use common::{ACCESS_KEY, HOSTILE, SECRET_KEY, Seen, Server, TOKEN, builder, canonical, decoded, nothing, ok};
use kci_sdk::auth::{Credentials, Signature, simple};
use kci_sdk::request::{DescribeContainerGroupRequest, Filter};
use kci_sdk::runtime::Method;
use kci_sdk::runtime::jiff::Timestamp;
use kci_sdk::value::FilterName;
use kci_sdk::{Client, ClientBuilder};

fn hostile_request() -> DescribeContainerGroupRequest {
    let filter = Filter::new(FilterName::SubnetId, [HOSTILE, "b"]);
    DescribeContainerGroupRequest::new().container_group_ids([HOSTILE]).filters([filter]).max_results(5)
}

/// Sends the hostile request and gives back what arrived.
async fn sent(change: impl FnOnce(ClientBuilder) -> ClientBuilder) -> Seen {
    let server = Server::start([nothing()]).await;
    let client = change(server.builder()).build().expect("a client");
    client.describe_container_group(hostile_request()).await.expect("an answer");
    server.only()
}

fn temporary() -> Credentials {
    Credentials::new(ACCESS_KEY, SECRET_KEY).with_session_token(TOKEN)
}

fn has_all_parameters(pairs: &[(String, String)]) {
    for (key, value) in [
        ("Action", "DescribeContainerGroup"),
        ("Version", "2020-07-02"),
        ("ContainerGroupId.1", HOSTILE),
        ("Filter.1.Name", "subnet-id"),
        ("Filter.1.Value.1", HOSTILE),
        ("Filter.1.Value.2", "b"),
        ("MaxResults", "5"),
    ] {
        assert!(pairs.contains(&(key.into(), value.into())), "{key}: {pairs:?}");
    }
}

#[tokio::test]
async fn get_has_all_parameters_in_a_query_that_is_signed_as_it_is_sent() {
    let seen = sent(|builder| builder.method(Method::Get)).await;
    assert_eq!((seen.method.as_str(), seen.path.as_str(), seen.body.as_str()), ("GET", "/", ""));
    assert_eq!(seen.query, canonical(&seen.query));
    has_all_parameters(&seen.parameters());
    seen.check_authorization();
}

#[tokio::test]
async fn post_has_all_parameters_in_a_form_that_is_signed_as_it_is_sent() {
    let seen = sent(|builder| builder.method(Method::Post)).await;
    assert_eq!((seen.method.as_str(), seen.path.as_str(), seen.query.as_str()), ("POST", "/", ""));
    assert_eq!(seen.header("content-type"), Some("application/x-www-form-urlencoded; charset=utf-8"));
    assert!(seen.header("authorization").is_some_and(|text| text.contains("=content-type;host;x-amz-date,")));
    has_all_parameters(&seen.parameters());
    seen.check_authorization();
}

#[tokio::test]
async fn a_session_token_is_a_signed_header() {
    let seen = sent(|builder| builder.credentials(temporary())).await;
    assert_eq!(seen.header("x-amz-security-token"), Some(TOKEN));
    assert!(seen.header("authorization").is_some_and(|text| text.contains(";x-amz-security-token,")));
    seen.check_authorization();
}

#[tokio::test]
async fn the_path_of_an_endpoint_is_signed() {
    let server = Server::start([nothing()]).await;
    let client = builder().endpoint(format!("{}/a%20b//c/", server.endpoint)).build().expect("a client");
    client.describe_container_group(hostile_request()).await.expect("an answer");
    assert_eq!(server.only().path, "/a%20b//c/");
    server.only().check_authorization();
}

#[tokio::test]
async fn the_simplified_signature_is_over_all_parameters_of_either_method() {
    for method in [Method::Get, Method::Post] {
        for credentials in [Credentials::new(ACCESS_KEY, SECRET_KEY), temporary()] {
            let token = credentials.session_token().map(|token| token.expose().to_owned());
            let seen = sent(|b| b.credentials(credentials).signature(Signature::Simple).method(method)).await;
            let pairs = seen.parameters();
            has_all_parameters(&pairs);
            let signed = simple::canonical(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())));
            assert_eq!(seen.parameter("Signature"), Some(simple::signature(SECRET_KEY, &signed)));
            assert_eq!(seen.parameter("SecurityToken"), token);
            assert_eq!(seen.parameter("Timestamp").as_deref(), Some("2026-11-24T02:55:27Z"));
            assert_eq!(seen.header("authorization"), None);
        }
    }
}

#[tokio::test]
async fn a_presigned_url_is_the_whole_call() {
    let server = Server::start([nothing()]).await;
    let client = server.builder().credentials(temporary()).build().expect("a client");
    let url =
        client.describe_container_group(hostile_request()).presign(Duration::from_millis(90_500)).await.expect("a URL");
    reqwest::Client::builder()
        .no_proxy()
        .build()
        .expect("a client")
        .get(url.to_string())
        .send()
        .await
        .expect("an answer");
    let seen = server.only();
    has_all_parameters(&seen.parameters());
    assert_eq!(seen.parameter("X-Amz-Security-Token").as_deref(), Some(TOKEN));
    assert_eq!(seen.parameter("X-Amz-Expires").as_deref(), Some("90"));
    let (unsigned, signature) = seen.query.rsplit_once("&X-Amz-Signature=").expect("a signature");
    assert_eq!(unsigned, canonical(unsigned));
    assert_eq!(signature, seen.signature("host", unsigned, "20261124T025527Z"));
}

#[tokio::test]
async fn a_presigned_url_holds_from_a_second_to_seven_days() {
    let client = builder().build().expect("a client");
    let week = 7 * 24 * 3600;
    let presign = async |time: Duration| {
        let list = client.describe_container_group(hostile_request()).presign(time).await.is_ok();
        assert_eq!(list, client.raw("List").presign(time).await.is_ok());
        list
    };
    for (millis, holds) in [(999, false), (1000, true), (week * 1000 + 999, true), ((week + 1) * 1000, false)] {
        assert_eq!(presign(Duration::from_millis(millis)).await, holds, "{millis}");
    }
    assert!(!presign(Duration::MAX).await);
}

#[tokio::test]
async fn the_signing_key_changes_at_midnight() {
    let midnight = "2026-11-25T00:00:00Z".parse::<Timestamp>().expect("a time").as_second();
    let clock = Arc::new(AtomicI64::new(midnight - 1));
    let server = Server::start([nothing(), nothing(), nothing(), nothing()]).await;
    let now = clock.clone();
    let now = move || Timestamp::from_second(now.load(Ordering::Relaxed)).expect("a time");
    let client = server.builder().clock(now).build().expect("a client");
    for second in [-1, 0, 1, -1] {
        clock.store(midnight + second, Ordering::Relaxed);
        client.describe_container_group(hostile_request()).await.expect("an answer");
    }
    let seen = server.seen();
    let days: Vec<_> = seen.iter().map(|seen| &seen.header("x-amz-date").expect("a date")[..8]).collect();
    assert_eq!(days, ["20261124", "20261125", "20261125", "20261124"]);
    seen.iter().for_each(Seen::check_authorization);
}

#[tokio::test]
async fn the_method_is_the_calls_or_the_clients_or_the_actions() {
    let server = Server::start([nothing(), nothing(), nothing()]).await;
    let call = |client: &Client| client.describe_container_group(DescribeContainerGroupRequest::new());
    let post = server.builder().method(Method::Post).build().expect("a client");
    call(&post).method(Method::Get).await.expect("an answer");
    call(&post).await.expect("an answer");
    call(&server.client()).await.expect("an answer");
    let recommended = <DescribeContainerGroupRequest as kci_sdk::runtime::Action>::INFO.default_method;
    let methods: Vec<_> = server.seen().into_iter().map(|seen| seen.method).collect();
    assert_eq!(methods, ["GET", "POST", recommended.as_str()]);
}

#[tokio::test]
async fn a_raw_call_sends_what_it_is_told() {
    let server = Server::start([ok(r#"{"RequestId": "1", "Answer": 42}"#)]).await;
    let call = server.client().raw("NewAction").version("2030-01-01").param("A", HOSTILE).params([("B.1", "b")]);
    let answer = call.method(Method::Get).await.expect("an answer");
    assert_eq!(
        (answer.json()["Answer"].as_i64(), answer.request_id(), answer.http_status()),
        (Some(42), Some("1"), 200)
    );
    let seen = server.only();
    let expected = [("A", HOSTILE), ("Action", "NewAction"), ("B.1", "b"), ("Version", "2030-01-01")];
    assert_eq!(decoded(&seen.query), expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
    seen.check_authorization();
}

#[tokio::test]
async fn headers_say_who_asks_and_what_is_understood() {
    let seen = sent(|builder| builder.user_agent_suffix("my-tool/2")).await;
    assert_eq!(seen.header("user-agent"), Some(concat!("kci-rust/", env!("CARGO_PKG_VERSION"), " my-tool/2")));
    assert_eq!(seen.header("accept"), Some("application/json"));
    assert_eq!(seen.headers.iter().filter(|(name, _)| name.eq_ignore_ascii_case("host")).count(), 1);
}
