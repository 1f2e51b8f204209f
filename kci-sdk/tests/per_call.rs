//! What one call says otherwise than its client, and clients that are made of others.

mod common;

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use common::{ACCESS_KEY, NOW, SECRET_KEY, Server, builder, http, nothing, ok};
use kci_sdk::auth::{Credentials, Signature};
use kci_sdk::credentials::{SharedCredentials, from_fn};
use kci_sdk::request::{CreateImageCacheRequest, DescribeContainerGroupRequest};
use kci_sdk::runtime::Method;
use kci_sdk::runtime::jiff::Timestamp;
use kci_sdk::{Call, Client, ClientBuilder, Error, ErrorKind, Outcome, RetryQuota, StandardRetries};

fn list(client: &Client) -> Call<DescribeContainerGroupRequest> {
    client.describe_container_group(DescribeContainerGroupRequest::new())
}

fn create(client: &Client) -> Call<CreateImageCacheRequest> {
    client.create_image_cache(CreateImageCacheRequest::new("cache", "subnet-1", "sg-1", ["nginx:1"]))
}

fn error(status: &str, code: &str) -> String {
    http(status, &format!(r#"{{"RequestId": "1", "Error": {{"Code": "{code}", "Message": "m"}}}}"#))
}

/// Who signed the requests that came, and for which region.
fn signers(server: &Server) -> Vec<(String, String)> {
    let signer = |seen: &common::Seen| {
        let text = seen.header("authorization").expect("a signature");
        let (_, scope) = text.split_once("Credential=").expect("a credential");
        let parts: Vec<_> = scope.split('/').collect();
        (parts[0].to_owned(), parts[2].to_owned())
    };
    server.seen().iter().map(signer).collect()
}

#[tokio::test]
async fn a_call_can_go_to_another_region() {
    let client = builder().build().expect("a client");
    let url = list(&client).region("cn-shanghai-2").presign(Duration::from_secs(60)).await.expect("a URL");
    assert_eq!(url.host(), Some("kci.cn-shanghai-2.api.ksyun.com"));
    assert!(url.query().is_some_and(|query| query.contains("cn-shanghai-2%2Fkci")), "{url}");
    let url = list(&client).presign(Duration::from_secs(60)).await.expect("a URL");
    assert_eq!(url.host(), Some("kci.cn-beijing-6.api.ksyun.com"), "the client stays where it is");

    let error = list(&client).region("no.region").await.expect_err("refused");
    assert_eq!(error.to_string(), r#""no.region" is no region: letters, digits and hyphens"#);
}

#[tokio::test]
async fn a_given_endpoint_stays_while_the_region_is_signed() {
    let server = Server::start([nothing(), nothing(), nothing()]).await;
    let client = server.client();
    list(&client).region("cn-shanghai-2").await.expect("an answer");
    client.raw("List").region("cn-shanghai-2").await.expect("an answer");
    list(&client).await.expect("an answer");
    let regions: Vec<_> = signers(&server).into_iter().map(|(_, region)| region).collect();
    assert_eq!(regions, ["cn-shanghai-2", "cn-shanghai-2", "cn-beijing-6"]);
}

#[tokio::test]
async fn a_call_can_be_sent_by_somebody_else() {
    let server = Server::start([nothing(), nothing(), nothing()]).await;
    let client = server.client();
    let asked = Arc::new(AtomicU32::new(0));
    let counter = asked.clone();
    let other = SharedCredentials::new(from_fn("vault", move || {
        counter.fetch_add(1, Ordering::Relaxed);
        async { Ok::<_, std::io::Error>(Credentials::new("AKother", "another key")) }
    }));
    list(&client).credentials(other.clone()).await.expect("an answer");
    client.raw("List").credentials(other).await.expect("an answer");
    list(&client).await.expect("an answer");
    let keys: Vec<_> = signers(&server).into_iter().map(|(key, _)| key).collect();
    assert_eq!(keys, ["AKother", "AKother", ACCESS_KEY]);
    assert_eq!(asked.load(Ordering::Relaxed), 1, "who is kept is asked once");
    server.seen()[2].check_authorization();
}

#[tokio::test]
async fn credentials_of_a_call_expire_by_the_clock_of_its_client() {
    let expiry: Timestamp = NOW.parse().expect("a time");
    let client = builder().build().expect("a client");
    let over = Credentials::new("AK", SECRET_KEY).with_expiry(expiry);
    let error = list(&client).credentials(over).await.expect_err("over");
    assert!(matches!(&error, Error::Credentials(text) if text.contains("expired")), "{error}");
}

#[tokio::test]
async fn a_dry_run_is_asked_for_by_a_parameter_and_succeeds_by_an_error() {
    let would = || error("412 Precondition Failed", "DryRunOperation");
    let server = Server::start([would(), would(), would(), nothing()]).await;
    let client = server.client();
    create(&client).dry_run().await.expect("it would succeed");
    create(&client).method(Method::Get).dry_run().await.expect("it would succeed");
    client.raw("CreateImageCache").dry_run().await.expect("it would succeed");
    list(&client).await.expect("an answer");
    let flags: Vec<_> = server.seen().iter().map(|seen| seen.parameter("DryRun")).collect();
    assert_eq!(flags, [Some("true".to_owned()), Some("true".to_owned()), Some("true".to_owned()), None]);
}

#[tokio::test]
async fn a_dry_run_that_would_not_succeed_says_why() {
    let server = Server::start([error("403 Forbidden", "AccessDenied")]).await;
    let error = create(&server.client()).dry_run().await.expect_err("refused");
    assert_eq!((error.kind(), error.http_status()), (ErrorKind::Denied, Some(403)));
}

#[tokio::test]
async fn a_dry_run_that_was_carried_out_is_an_error() {
    let server = Server::start([ok(r#"{"RequestId": "1", "ImageCacheId": "imc-1"}"#)]).await;
    let error = create(&server.client()).dry_run().await.expect_err("carried out");
    assert_eq!((error.kind(), error.outcome(), error.request_id()), (ErrorKind::Decode, Outcome::Done, Some("1")));
    assert!(error.to_string().contains("a dry run was answered as if it had been carried out"), "{error}");
}

#[tokio::test]
async fn all_calls_of_a_client_can_be_dry_runs() {
    let would = || error("412 Precondition Failed", "DryRunOperation");
    let server = Server::start([would(), would(), would()]).await;
    let client = server.builder().dry_run(true).build().expect("a client");
    let error = create(&client).await.expect_err("only tried");
    assert_eq!((error.kind(), error.outcome()), (ErrorKind::DryRun, Outcome::Refused));
    create(&client).dry_run().await.expect("it would succeed");
    client.raw("List").dry_run().await.expect("it would succeed");
    assert!(server.seen().iter().all(|seen| seen.parameter("DryRun").as_deref() == Some("true")));
}

fn by_variable(value: &'static str) -> ClientBuilder {
    let value = move |name: &str| (name == "KSYUN_DRY_RUN").then(|| value.to_owned());
    builder().from_variables(value)
}

#[tokio::test]
async fn the_environment_can_make_all_calls_dry_runs_unless_code_says_otherwise() {
    for (value, code, expected) in [
        ("true", None, true),
        ("1", None, true),
        (" TRUE ", None, true),
        ("false", None, false),
        ("0", None, false),
        ("", None, false),
        ("true", Some(false), false),
        ("0", Some(true), true),
    ] {
        let builder = by_variable(value);
        let builder = code.into_iter().fold(builder, ClientBuilder::dry_run);
        let url = list(&builder.build().expect("a client")).presign(Duration::from_secs(60)).await.expect("a URL");
        assert_eq!(url.to_string().contains("DryRun=true"), expected, "{value} {code:?}");
    }
    let error = by_variable("maybe").build().expect_err("neither");
    assert_eq!(error.to_string(), r#"environment variable KSYUN_DRY_RUN is "maybe": give it true or false"#);
}

#[tokio::test]
async fn a_client_is_made_of_another_to_change_one_setting() {
    let server = Server::start([nothing(), nothing()]).await;
    let builder = server.builder().method(Method::Get).signature(Signature::Simple).user_agent_suffix("shop/1");
    let client = builder.build().expect("a client");
    let other = client.to_builder().region("cn-shanghai-2").build().expect("a client");
    assert_eq!((client.region(), other.region()), ("cn-beijing-6", "cn-shanghai-2"));
    for client in [&client, &other] {
        list(client).await.expect("an answer");
    }
    let seen = server.seen();
    assert_eq!([0, 1].map(|index| seen[index].header("user-agent")), [Some("kci-rust/0.1.0 shop/1"); 2]);
    assert_eq!([0, 1].map(|index| seen[index].parameter("SignatureMethod").is_some()), [true; 2]);
    assert_eq!([0, 1].map(|index| seen[index].method.as_str()), ["GET"; 2]);
}

#[tokio::test]
async fn clients_that_are_made_of_another_share_its_credentials_and_its_quota() {
    let busy = || error("500 Internal Server Error", "InternalError");
    let server = Server::start([nothing(), nothing(), busy(), busy()]).await;
    let asked = Arc::new(AtomicU32::new(0));
    let counter = asked.clone();
    let provider = from_fn("vault", move || {
        counter.fetch_add(1, Ordering::Relaxed);
        async { Ok::<_, std::io::Error>(Credentials::new("AK", "key")) }
    });
    let retries = StandardRetries::new().base(Duration::ZERO);
    let quota = RetryQuota::new(5);
    let builder = server.builder().credentials(provider).retries(retries).retry_quota(quota.clone());
    let client = builder.build().expect("a client");
    let other = client.to_builder().timeout(Duration::from_secs(9)).build().expect("a client");
    list(&client).await.expect("an answer");
    list(&other).await.expect("an answer");
    assert_eq!(asked.load(Ordering::Relaxed), 1);
    list(&other).await.expect_err("it fails twice");
    assert_eq!(quota.tokens(), Some(0));
}

#[tokio::test]
async fn clients_that_are_made_of_another_know_how_wrong_the_clock_is() {
    let wrong = error("403 Forbidden", "SignatureDoesNotMatch");
    let wrong = wrong.replace("\r\nContent", "\r\nDate: Tue, 24 Nov 2026 05:00:00 GMT\r\nContent");
    let server = Server::start([wrong, nothing(), nothing(), nothing()]).await;
    let client = server.client();
    list(&client).await.expect("an answer");
    list(&client.to_builder().region("cn-shanghai-2").build().expect("a client")).await.expect("an answer");
    let other = client.to_builder().clock(|| NOW.parse().expect("a time")).build().expect("a client");
    list(&other).await.expect("an answer");
    let dates: Vec<_> =
        server.seen().iter().map(|seen| seen.header("x-amz-date").expect("a date").to_owned()).collect();
    let (wrong, right) = ("20261124T025527Z", "20261124T050000Z");
    assert_eq!(dates, [wrong, right, right, wrong], "what was learned is of the clock");
}
