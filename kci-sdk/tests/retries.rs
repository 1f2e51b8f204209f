//! What is sent again, when, and what an error says of it.

mod common;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use common::{NOW, Server, builder, http, ok};
use kci_sdk::request::{CreateImageCacheRequest, DeleteContainerGroupRequest, DescribeContainerGroupRequest};
use kci_sdk::runtime::jiff::{SignedDuration, Timestamp};
use kci_sdk::runtime::{BoxFuture, Clock};
use kci_sdk::{Client, ClientBuilder, Error, ErrorKind, GaveUp, NoRetries, Outcome, RetryQuota, StandardRetries};

/// A clock on which waiting takes no time, and that remembers it.
#[derive(Clone, Default)]
struct Instant(Arc<Mutex<Vec<Duration>>>);

impl Instant {
    fn waited(&self) -> Vec<Duration> {
        self.0.lock().expect("the waits").clone()
    }
}

impl Clock for Instant {
    fn now(&self) -> Timestamp {
        let start: Timestamp = NOW.parse().expect("a time");
        let passed: Duration = self.waited().iter().sum();
        start + SignedDuration::try_from(passed).expect("not for ever")
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        self.0.lock().expect("the waits").push(duration);
        Box::pin(std::future::ready(()))
    }
}

const DONE: &str = r#"{"RequestId": "1", "ImageCacheId": "imc-1"}"#;

fn error(status: &str, code: &str) -> String {
    http(status, &format!(r#"{{"RequestId": "1", "Error": {{"Code": "{code}", "Message": "m"}}}}"#))
}

fn standard(server: &Server, clock: &Instant) -> ClientBuilder {
    server.builder().retries(StandardRetries::new().without_jitter()).clock(clock.clone())
}

async fn serve(answers: impl IntoIterator<Item = String>) -> (Server, Client, Instant) {
    let answers: Vec<_> = answers.into_iter().collect();
    let (server, clock) = (Server::start(answers).await, Instant::default());
    let client = standard(&server, &clock).build().expect("a client");
    (server, client, clock)
}

fn list(client: &Client) -> kci_sdk::Call<DescribeContainerGroupRequest> {
    client.describe_container_group(DescribeContainerGroupRequest::new())
}

fn create(client: &Client) -> kci_sdk::Call<CreateImageCacheRequest> {
    client.create_image_cache(CreateImageCacheRequest::new("cache", "subnet-1", "sg-1", ["nginx:1"]))
}

fn delete(client: &Client) -> kci_sdk::Call<DeleteContainerGroupRequest> {
    client.delete_container_group(DeleteContainerGroupRequest::new("group-1"))
}

#[tokio::test]
async fn a_read_is_sent_again_after_whatever_can_pass() {
    for fault in [
        error("409 Conflict", "LimitExceeded"),
        error("429 Too Many Requests", "Unheard"),
        error("500 Internal Server Error", "ServiceTimeout"),
        error("500 Internal Server Error", "InternalError"),
        error("503 Service Unavailable", "Unheard"),
        http("502 Bad Gateway", "<html>Bad Gateway</html>"),
        String::new(),
        "HTTP/1.1 200 OK\r\nContent-Length: 100\r\nConnection: close\r\n\r\n{\"RequestId\"".to_owned(),
    ] {
        let (server, client, clock) = serve([fault.clone(), ok(DONE)]).await;
        let (_, how) = list(&client).send_with_metadata().await.expect(&fault);
        assert_eq!((how.attempts(), server.seen().len(), clock.waited().len()), (2, 2, 1), "{fault}");
    }
}

#[tokio::test]
async fn what_cannot_pass_is_final() {
    for fault in [
        error("400 Bad Request", "InvalidParameterValue"),
        error("403 Forbidden", "AccessDenied"),
        error("400 Bad Request", "Unheard"),
        ok(r#"{"code": 401, "msg": "login"}"#),
        http("302 Found", ""),
    ] {
        let (server, client, _) = serve([fault.clone(), ok(DONE)]).await;
        let failed = list(&client).await.expect_err(&fault);
        assert_eq!((failed.attempts(), failed.gave_up(), server.seen().len()), (1, None, 1), "{fault}");
    }
}

#[tokio::test]
async fn a_create_is_sent_again_only_if_it_was_not_carried_out() {
    for refused in [error("409 Conflict", "LimitExceeded"), error("429 Too Many Requests", "Unheard")] {
        let (server, client, _) = serve([refused, ok(DONE)]).await;
        assert_eq!(create(&client).await.expect("created").image_cache_id, "imc-1");
        assert_eq!(server.seen().len(), 2);
    }
    for unknown in [
        error("500 Internal Server Error", "ServiceTimeout"),
        error("500 Internal Server Error", "ServiceUnavailable"),
        error("500 Internal Server Error", "InternalError"),
        http("504 Gateway Timeout", "<html>"),
        String::new(),
    ] {
        let (server, client, _) = serve([unknown.clone(), ok(DONE)]).await;
        let failed = create(&client).await.expect_err(&unknown);
        assert!(!failed.is_retryable(), "{failed}");
        assert_eq!((failed.outcome(), failed.gave_up()), (Outcome::Unknown, Some(GaveUp::Outcome)), "{failed}");
        assert_eq!(server.seen().len(), 1, "{unknown}");
    }
}

#[tokio::test]
async fn a_call_or_a_client_can_say_that_twice_is_no_other_than_once() {
    let (server, client, _) = serve([String::new(), ok(DONE)]).await;
    create(&client).idempotent(true).await.expect("created");
    assert_eq!(server.seen().len(), 2);
    let (server, clock) = (Server::start([String::new(), ok(DONE)]).await, Instant::default());
    let client = standard(&server, &clock).idempotent("CreateImageCache", true).build().expect("a client");
    create(&client).await.expect("created");
    let (server, clock) = (Server::start([String::new(), ok(DONE)]).await, Instant::default());
    let client = standard(&server, &clock).idempotent("DescribeContainerGroup", false).build().expect("a client");
    assert_eq!(list(&client).await.expect_err("not sent again").gave_up(), Some(GaveUp::Outcome));
    assert_eq!(server.seen().len(), 1);
}

#[tokio::test]
async fn a_connection_that_was_refused_is_no_request_that_was_sent() {
    let nowhere = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let endpoint = format!("http://{}", nowhere.local_addr().expect("an address"));
    drop(nowhere);
    let clock = Instant::default();
    let client = builder().endpoint(endpoint).clock(clock.clone()).retries(StandardRetries::new().without_jitter());
    let failed = create(&client.build().expect("a client")).await.expect_err("nobody is there");
    assert_eq!((failed.kind(), failed.outcome(), failed.attempts()), (ErrorKind::Connect, Outcome::NotSent, 4));
    assert_eq!(clock.waited(), [200, 400, 800].map(Duration::from_millis));
    assert!(failed.to_string().ends_with(", after 4 attempts"), "{failed}");
}

#[tokio::test]
async fn every_attempt_is_signed_anew() {
    let (server, client, clock) = serve([error("409 Conflict", "LimitExceeded"), ok(DONE)]).await;
    list(&client).await.expect("an answer");
    assert_eq!(clock.waited(), [Duration::from_secs(1)]);
    let dates: Vec<_> = server.seen().iter().map(|seen| seen.header("x-amz-date").map(str::to_owned)).collect();
    assert_eq!(dates, ["20261124T025527Z", "20261124T025528Z"].map(|date| Some(date.to_owned())));
    server.seen().iter().for_each(common::Seen::check_authorization);
}

#[tokio::test]
async fn what_the_service_asks_to_wait_is_waited_and_told() {
    let later = |wait: &str| {
        let body = r#"{"RequestId": "1", "Error": {"Code": "LimitExceeded", "Message": "m"}}"#;
        let length = body.len();
        format!(
            "HTTP/1.1 409 Conflict\r\nRetry-After: {wait}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
        )
    };
    let (_server, client, clock) = serve([later("7"), ok(DONE)]).await;
    list(&client).await.expect("an answer");
    assert_eq!(clock.waited(), [Duration::from_secs(7)]);
    let (server, client, clock) = serve([later("181"), ok(DONE)]).await;
    let failed = list(&client).await.expect_err("it would take longer than the call may");
    assert_eq!((failed.retry_after(), failed.gave_up()), (Some(Duration::from_secs(181)), Some(GaveUp::Deadline)));
    assert_eq!((server.seen().len(), clock.waited().len()), (1, 0));
}

#[tokio::test]
async fn the_calls_own_time_bounds_all_attempts() {
    let (server, client, clock) = serve(std::iter::repeat_n(error("409 Conflict", "LimitExceeded"), 9)).await;
    let retries = StandardRetries::new().without_jitter().max_attempts(9);
    let failed = list(&client).retries(retries).timeout(Duration::from_secs(8)).await.expect_err("throttled");
    assert_eq!((failed.kind(), failed.gave_up()), (ErrorKind::Throttled, Some(GaveUp::Deadline)));
    assert_eq!(clock.waited(), [1, 2, 4].map(Duration::from_secs));
    assert_eq!(server.seen().len(), 4);
}

#[tokio::test]
async fn a_call_can_have_a_policy_of_its_own() {
    let (server, client, _) = serve([String::new(), ok(DONE)]).await;
    let failed = list(&client).retries(NoRetries).await.expect_err("once");
    assert_eq!((failed.attempts(), failed.gave_up(), server.seen().len()), (1, Some(GaveUp::Policy), 1));
    assert!(failed.is_retryable(), "the caller may");
}

#[tokio::test]
async fn an_error_after_a_doubtful_attempt_says_so() {
    let (_server, client, _) = serve([String::new(), error("400 Bad Request", "InvalidParameterValue")]).await;
    let failed = delete(&client).await.expect_err("it is gone");
    assert!(failed.may_have_been_done_before() && failed.outcome() == Outcome::Unknown, "{failed}");
    let text = failed.to_string();
    assert!(text.ends_with(", after 2 attempts; an earlier attempt may have been carried out"), "{text}");
    assert!(matches!(failed, Error::Service(_)));
}

#[tokio::test]
async fn an_empty_quota_lets_calls_fail_at_once_and_says_so() {
    let throttled = std::iter::repeat_n(error("409 Conflict", "LimitExceeded"), 8);
    let (server, clock) = (Server::start(throttled).await, Instant::default());
    let quota = RetryQuota::new(12);
    let client = standard(&server, &clock).retry_quota(quota.clone()).build().expect("a client");
    let failed = list(&client).await.expect_err("throttled");
    assert_eq!((failed.attempts(), failed.gave_up()), (3, Some(GaveUp::Quota)));
    assert!(failed.to_string().contains("the client's quota of retries is used up"), "{failed}");
    let failed = list(&client.clone()).await.expect_err("throttled");
    assert_eq!((failed.attempts(), failed.gave_up(), quota.tokens()), (1, Some(GaveUp::Quota), Some(2)));
}

/// `SignatureDoesNotMatch`, of a server with this `Date`.
fn expired(date: &str) -> String {
    let body = r#"{"RequestId": "1", "Error": {"Code": "SignatureDoesNotMatch", "Message": "Signature expired:x."}}"#;
    let length = body.len();
    format!("HTTP/1.1 403 Forbidden\r\nDate: {date}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}")
}

#[tokio::test]
async fn a_wrong_clock_is_corrected_once_and_the_correction_is_kept() {
    let (server, client, _) = serve([expired("Tue, 24 Nov 2026 04:55:27 GMT"), ok(DONE), ok(DONE)]).await;
    create(&client).await.expect("the second attempt has the right time");
    list(&client).await.expect("so has the next call");
    let dates: Vec<_> = server.seen().iter().filter_map(|seen| seen.header("x-amz-date").map(str::to_owned)).collect();
    assert_eq!(dates, ["20261124T025527Z", "20261124T045527Z", "20261124T045527Z"]);
}

#[tokio::test]
async fn a_bad_signature_under_a_right_clock_is_final() {
    for date in ["Tue, 24 Nov 2026 02:55:40 GMT", "no date at all"] {
        let (server, client, _) = serve([expired(date), ok(DONE)]).await;
        let failed = list(&client).await.expect_err("a wrong key");
        assert_eq!((failed.kind(), server.seen().len()), (ErrorKind::Denied, 1), "{date}");
    }
    let twice = expired("Tue, 24 Nov 2026 04:55:27 GMT");
    let (server, client, _) = serve([twice.clone(), twice.clone(), ok(DONE)]).await;
    list(&client).await.expect_err("it was not the clock");
    assert_eq!(server.seen().len(), 2);
}

#[tokio::test]
async fn an_attempt_that_hangs_is_cut_short_and_made_again() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let endpoint = format!("http://{}", listener.local_addr().expect("an address"));
    let client = builder().endpoint(endpoint).clock(Instant::default()).retries(StandardRetries::new());
    let client = client.attempt_timeout(Duration::from_millis(20)).build().expect("a client");
    let failed = list(&client).await.expect_err("nobody answers");
    assert_eq!((failed.kind(), failed.attempts()), (ErrorKind::Timeout, 4));
    let failed = create(&client).await.expect_err("nobody answers");
    assert_eq!((failed.outcome(), failed.attempts()), (Outcome::Unknown, 1));
}
