//! Answers that are none, and connections that break.

mod common;

use std::error::Error as _;
use std::time::Duration;

use common::{SECRET_KEY, Server, TOKEN, builder, http, nothing, ok};
use kci_sdk::auth::{Credentials, Signature};
use kci_sdk::request::DescribeContainerGroupRequest;
use kci_sdk::runtime::Method;
use kci_sdk::value::ErrorCode;
use kci_sdk::{Client, DecodeError, Error, ErrorKind, Phase, ServiceError, TransportError};
use tokio::net::TcpListener;

fn list(client: &Client) -> kci_sdk::runtime::Call<DescribeContainerGroupRequest> {
    client.describe_container_group(DescribeContainerGroupRequest::new())
}

async fn error_of(answer: String) -> Error {
    let server = Server::start([answer]).await;
    list(&server.client()).await.expect_err("an error")
}

async fn undecodable(answer: String) -> DecodeError {
    match error_of(answer).await {
        Error::Decode(error) => *error,
        other => panic!("not a decode error: {other}"),
    }
}

async fn refused(answer: String) -> ServiceError {
    match error_of(answer).await {
        Error::Service(error) => *error,
        other => panic!("not a service error: {other}"),
    }
}

async fn broken(answer: String) -> TransportError {
    match error_of(answer).await {
        Error::Transport(error) => *error,
        other => panic!("not a transport error: {other}"),
    }
}

#[tokio::test]
async fn an_answer_of_no_known_kind_says_how_it_begins() {
    let error = undecodable(http("502 Bad Gateway", "<html>\n<h1>Bad Gateway</h1>")).await;
    assert_eq!(error.http_status(), 502);
    assert_eq!(error.body_head(), "<html>\n<h1>Bad Gateway</h1>");
    let text = error.to_string();
    assert!(text.contains("HTTP 502") && text.contains("Bad Gateway") && !text.contains('\n'), "{text}");
}

#[tokio::test]
async fn an_empty_body_is_said_to_be_empty() {
    assert_eq!(undecodable(ok("")).await.message(), "an empty body");
}

#[tokio::test]
async fn json_that_ends_too_early_is_no_answer() {
    let error = undecodable(ok(r#"{"ContainerGroups": [{"#)).await;
    assert!(error.message().contains("the text ends too early"), "{}", error.message());
}

#[tokio::test]
async fn a_body_that_is_cut_off_is_a_broken_connection() {
    let cut = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\nConnection: close\r\n\r\n{\"RequestId\"".to_owned();
    assert_eq!(broken(cut).await.phase(), Phase::Receive);
}

#[tokio::test]
async fn a_connection_that_is_closed_without_an_answer_broke_while_sending() {
    assert_eq!(broken(String::new()).await.phase(), Phase::Send);
}

#[tokio::test]
async fn what_is_no_http_is_a_broken_connection() {
    assert_eq!(broken("SSH-2.0-OpenSSH_9.6\r\n".to_owned()).await.phase(), Phase::Send);
}

#[tokio::test]
async fn a_member_of_the_wrong_type_is_named_by_its_path() {
    let body = r#"{"RequestId": "1234", "ContainerGroups": [{"Cpu": 2}, {"Cpu": {"Password": "hunter2"}}]}"#;
    let error = undecodable(ok(body)).await;
    assert_eq!(error.path(), Some("ContainerGroups[1].Cpu"));
    assert_eq!(error.request_id(), Some("1234"));
    assert!(!format!("{error} {error:?}").contains("hunter2"));
}

#[tokio::test]
async fn an_error_object_is_an_error_even_with_status_200() {
    let body = r#"{"RequestId": "1234", "Error": {"Code": "SignatureDoesNotMatch", "Message": "no\nmatch"}}"#;
    for status in ["200 OK", "403 Forbidden"] {
        let error = refused(http(status, body)).await;
        assert_eq!(ErrorCode::from(error.code()), ErrorCode::SignatureDoesNotMatch);
        assert_eq!(error.to_string(), format!("SignatureDoesNotMatch: no match (HTTP {}, request 1234)", &status[..3]));
        assert_eq!(error.kind(), ErrorKind::Denied);
    }
}

#[tokio::test]
async fn an_error_says_which_answer_it_was() {
    let unknown = r#"{"RequestId": "1", "Error": {"Code": "Unheard.Of", "Message": "?"}}"#;
    let error = error_of(http("503 Service Unavailable", unknown)).await;
    assert_eq!((error.http_status(), error.request_id(), error.attempts()), (Some(503), Some("1"), 1));
}

#[tokio::test]
async fn a_request_id_in_a_header_is_found() {
    let answer = "HTTP/1.1 500 Oops\r\nX-Ksc-Request-Id: abc\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    assert_eq!(error_of(answer.to_owned()).await.request_id(), Some("abc"));
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let target = Server::start([nothing()]).await;
    let answer = format!(
        "HTTP/1.1 302 Found\r\nLocation: {}/?token=hunter2\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
        target.endpoint
    );
    let error = undecodable(answer).await;
    assert!(error.message().contains("redirect") && error.message().contains(&target.endpoint), "{error}");
    assert!(!error.to_string().contains("hunter2"), "{error}");
    assert!(target.seen().is_empty());
}

#[tokio::test]
async fn a_server_that_says_nothing_is_a_timeout() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let endpoint = format!("http://{}", listener.local_addr().expect("an address"));
    let client = builder().endpoint(endpoint).build().expect("a client");
    let error = list(&client).timeout(Duration::from_millis(50)).await.expect_err("an error");
    assert!(matches!(&error, Error::Timeout(error) if error.after() == Duration::from_millis(50)), "{error}");
    assert!(error.is_retryable(), "reading again does no harm");
    let error = client.raw("CreateSomething").timeout(Duration::from_millis(50)).await.expect_err("an error");
    assert!(!error.is_retryable(), "what it does is not known");
}

/// An address at which nobody listens.
async fn nowhere() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    format!("http://{}", listener.local_addr().expect("an address"))
}

#[tokio::test]
async fn a_refused_connection_is_told_from_one_that_broke() {
    let client = builder().endpoint(nowhere().await).build().expect("a client");
    let error = list(&client).await.expect_err("an error");
    let text = error.to_string();
    assert!(matches!(&error, Error::Transport(error) if error.phase() == Phase::Connect), "{error:?}");
    assert!(error.is_retryable() && error.source().is_some());
    assert!(text.starts_with("cannot connect: ") && text.to_lowercase().contains("refused"), "{text}");
}

#[tokio::test]
async fn errors_of_a_connection_do_not_show_the_query() {
    let credentials = Credentials::new("AK", SECRET_KEY).with_session_token(TOKEN);
    let client = builder().credentials(credentials).signature(Signature::Simple).method(Method::Get);
    let client = client.endpoint(nowhere().await).build().expect("a client");
    let error = list(&client).await.expect_err("an error");
    let shown = format!("{error} {error:?}");
    assert!(!shown.contains("token") && !shown.contains("Signature"), "{shown}");
}
