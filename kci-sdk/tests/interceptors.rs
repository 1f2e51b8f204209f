//! What interceptors see, change and stop.

mod common;

use std::error::Error as StdError;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use common::{Server, http, ok};
use kci_sdk::auth::Signature;
use kci_sdk::request::{CreateContainerGroupRequest, DescribeContainerGroupRequest, ImageRegistryCredential};
use kci_sdk::runtime::{BoxFuture, Method};
use kci_sdk::value::{ChargeType, KciType};
use kci_sdk::{
    AfterResponse, BeforeSigning, Call, Client, Error, ErrorKind, Interceptor, OnError, Outcome, StandardRetries,
};

type Hook<'a> = BoxFuture<'a, Result<(), Box<dyn StdError + Send + Sync>>>;

/// Writes down what it sees, under its name.
#[derive(Clone, Default)]
struct Told(Arc<Mutex<Vec<String>>>);

struct Teller(&'static str, Told);

/// How many attempts an interceptor has seen of a call.
#[derive(Clone, Copy)]
struct Seen(u32);

impl Told {
    fn named(&self, name: &'static str) -> Teller {
        Teller(name, self.clone())
    }

    fn lines(&self) -> Vec<String> {
        self.0.lock().expect("the lines").clone()
    }
}

impl Teller {
    fn tell(&self, text: &str) {
        self.1.0.lock().expect("the lines").push(format!("{}: {text}", self.0));
    }
}

impl Interceptor for Teller {
    fn before_signing<'a>(&'a self, request: &'a mut BeforeSigning<'_>) -> Hook<'a> {
        Box::pin(async move {
            let seen = request.extensions_mut().get::<Seen>().map_or(0, |seen| seen.0) + 1;
            request.extensions_mut().insert(Seen(seen));
            let attempt = request.attempt();
            self.tell(&format!("{} {} attempt {}", attempt.action, attempt.region, attempt.number));
            Ok(())
        })
    }

    fn after_response<'a>(&'a self, response: &'a mut AfterResponse<'_>) -> BoxFuture<'a, ()> {
        Box::pin(async move {
            let length = response.headers().get("content-length").is_some();
            self.tell(&format!("{} {:?} {length}", response.http_status(), response.request_id()));
        })
    }

    fn on_error<'a>(&'a self, failure: &'a mut OnError<'_>) -> BoxFuture<'a, ()> {
        Box::pin(async move {
            let seen = failure.extensions_mut().get::<Seen>().map_or(0, |seen| seen.0);
            let (kind, again) = (failure.error().kind(), failure.retry_delay());
            self.tell(&format!("{kind} at attempt {}, seen {seen}, again {again:?}", failure.attempt().number));
        })
    }
}

/// Sets headers, signed or not.
struct Headers(&'static [(&'static str, &'static str)], bool);

impl Interceptor for Headers {
    fn before_signing<'a>(&'a self, request: &'a mut BeforeSigning<'_>) -> Hook<'a> {
        Box::pin(async move {
            for (name, value) in self.0 {
                if self.1 {
                    request.insert_signed_header(*name, *value)?;
                } else {
                    request.insert_header(*name, *value)?;
                }
            }
            Ok(())
        })
    }
}

/// An interceptor that is a function of the request.
struct Before<F>(F);

impl<F> Interceptor for Before<F>
where
    F: Fn(&mut BeforeSigning<'_>) -> Result<(), Box<dyn StdError + Send + Sync>> + Send + Sync + 'static,
{
    fn before_signing<'a>(&'a self, request: &'a mut BeforeSigning<'_>) -> Hook<'a> {
        Box::pin(std::future::ready((self.0)(request)))
    }
}

fn list(client: &Client) -> Call<DescribeContainerGroupRequest> {
    client.describe_container_group(DescribeContainerGroupRequest::new().max_results(20))
}

fn done() -> String {
    ok(r#"{"RequestId": "id-1"}"#)
}

#[tokio::test]
async fn they_come_in_order_before_and_in_reverse_after() {
    let server = Server::start([done(), done()]).await;
    let told = Told::default();
    let client = server.builder().interceptor(told.named("a")).interceptor(told.named("b")).build();
    let client = client.expect("a client");
    list(&client).interceptor(told.named("c")).await.expect("an answer");
    let before = "DescribeContainerGroup cn-beijing-6 attempt 1";
    let expected = ["a", "b", "c"].map(|name| format!("{name}: {before}"));
    let after = ["c", "b", "a"].map(|name| format!("{name}: 200 None true"));
    assert_eq!(told.lines(), [expected, after].concat());
    client.raw("List").await.expect("an answer");
    assert_eq!(told.lines().len(), 6 + 4, "the one of the call was of that call");
}

#[tokio::test]
async fn they_see_every_attempt_and_keep_what_they_like_between_them() {
    let busy = http("503 Service Unavailable", r#"{"Error": {"Code": "ServiceUnavailable", "Message": "m"}}"#);
    let busy = busy.replace("\r\nContent", "\r\nX-Ksc-Request-Id: id-0\r\nContent");
    let server = Server::start([busy.clone(), busy]).await;
    let told = Told::default();
    let retries = StandardRetries::new().without_jitter().base(Duration::from_millis(1)).max_attempts(2);
    let client = server.builder().retries(retries).interceptor(told.named("a")).build().expect("a client");
    list(&client).await.expect_err("it is busy");
    assert_eq!(
        told.lines(),
        [
            "a: DescribeContainerGroup cn-beijing-6 attempt 1",
            r#"a: 503 Some("id-0") true"#,
            "a: service_fault at attempt 1, seen 1, again Some(1ms)",
            "a: DescribeContainerGroup cn-beijing-6 attempt 2",
            r#"a: 503 Some("id-0") true"#,
            "a: service_fault at attempt 2, seen 2, again None",
        ]
    );
}

#[tokio::test]
async fn headers_are_added_and_those_that_should_be_are_signed() {
    for method in [Method::Get, Method::Post] {
        let server = Server::start([done()]).await;
        let own = Headers(&[("x-order", "4711"), ("User-Agent", "shop/1"), ("x-twice", "unsigned")], false);
        let signed = Headers(&[("X-Audit", "a  b"), ("x-twice", "signed")], true);
        let client = server.builder().method(method).interceptor(own).interceptor(signed).build().expect("a client");
        list(&client).await.expect("an answer");
        let seen = server.only();
        for (name, value) in [("x-order", "4711"), ("user-agent", "shop/1"), ("x-audit", "a  b"), ("x-twice", "signed")]
        {
            let values: Vec<_> = seen.headers.iter().filter(|(key, _)| key.eq_ignore_ascii_case(name)).collect();
            assert_eq!((values.len(), seen.header(name)), (1, Some(value)), "{name}");
        }
        seen.check_authorization();
        let authorization = seen.header("authorization").expect("a signature");
        assert!(authorization.contains("x-amz-date;x-audit;x-twice,"), "{authorization}");
    }
}

#[tokio::test]
async fn the_simplified_signature_sends_signed_headers_as_others() {
    let server = Server::start([done()]).await;
    let builder = server.builder().signature(Signature::Simple).interceptor(Headers(&[("x-audit", "a")], true));
    list(&builder.build().expect("a client")).await.expect("an answer");
    assert_eq!(server.only().header("x-audit"), Some("a"));
}

#[tokio::test]
async fn headers_of_the_client_and_what_is_no_header_stop_the_call() {
    let server = Server::start([]).await;
    let client = server.client();
    for (name, value, expected) in [
        ("Host", "a", "the header host is the client's own"),
        ("content-length", "1", "the header content-length is the client's own"),
        ("Authorization", "a", "the header authorization is the client's own"),
        ("x-amz-security-token", "a", "the header x-amz-security-token is the client's own"),
        ("a b", "a", "no name of a header"),
        ("x-a", "a\nb", "no value of a header, of x-a"),
    ] {
        for signed in [false, true] {
            let header = Before(move |request: &mut BeforeSigning<'_>| {
                let set = if signed { BeforeSigning::insert_signed_header } else { BeforeSigning::insert_header };
                Ok(set(request, name, value)?)
            });
            let error = list(&client).interceptor(header).await.expect_err("refused").to_string();
            assert_eq!(error, format!("stopped by an interceptor: {expected}"));
        }
    }
    let foreign = Before(|request: &mut BeforeSigning<'_>| Ok(request.insert_signed_header("x-a", "层")?));
    let error = list(&client).interceptor(foreign).await.expect_err("refused").to_string();
    assert_eq!(error, "stopped by an interceptor: the header x-a cannot be signed: it is not visible ASCII");
    assert!(server.seen().is_empty());
}

#[tokio::test]
async fn what_an_interceptor_does_not_let_through_is_not_sent() {
    let server = Server::start([done()]).await;
    let client = server.builder().retries(StandardRetries::new()).build().expect("a client");
    let closed = Before(|_: &mut BeforeSigning<'_>| Err("closed on Sundays".into()));
    let error = list(&client).interceptor(closed).await.expect_err("stopped");
    assert_eq!(error.to_string(), "stopped by an interceptor: closed on Sundays");
    assert_eq!((error.kind(), error.outcome(), error.attempts()), (ErrorKind::Interceptor, Outcome::NotSent, 1));
    assert!(matches!(&error, Error::Interceptor(error) if error.source().is_some()));
    assert!(server.seen().is_empty());
}

#[tokio::test]
async fn an_interceptor_may_take_no_longer_than_an_attempt() {
    struct Stuck;
    impl Interceptor for Stuck {
        fn before_signing<'a>(&'a self, _: &'a mut BeforeSigning<'_>) -> Hook<'a> {
            Box::pin(std::future::pending())
        }
    }
    struct Slow;
    impl Interceptor for Slow {
        fn after_response<'a>(&'a self, _: &'a mut AfterResponse<'_>) -> BoxFuture<'a, ()> {
            Box::pin(std::future::pending())
        }
    }
    let server = Server::start([done()]).await;
    let client = server.builder().attempt_timeout(Duration::from_millis(50)).build().expect("a client");
    let error = list(&client).interceptor(Stuck).await.expect_err("stuck").to_string();
    assert!(error.starts_with("stopped by an interceptor: no end within "), "{error}");
    let patient = client.to_builder().attempt_timeout(Duration::from_secs(2)).build().expect("a client");
    list(&patient).interceptor(Slow).attempt_timeout(Duration::from_secs(1)).await.expect("an answer");
}

#[tokio::test]
async fn they_see_the_parameters_and_do_not_show_them() {
    let server = Server::start([ok(r#"{"RequestId": "1", "ContainerGroupId": "c-1"}"#)]).await;
    let told = Told::default();
    let teller = told.named("a");
    let look = Before(move |request: &mut BeforeSigning<'_>| {
        let parameters = request.parameters();
        teller.tell(parameters.get("ImageRegistryCredential.1.Password").unwrap_or_default());
        teller.tell(&format!("{request:?} {parameters:?}"));
        Ok(())
    });
    let (kci_type, charge_type) = (KciType::Rbkci, ChargeType::HourlyInstantSettlement);
    let request = CreateContainerGroupRequest::new("web", ["sg-1"], kci_type, charge_type)
        .subnet_id("subnet-1")
        .containers([kci_sdk::request::Container::new("nginx", "nginx:1")])
        .image_registry_credentials([ImageRegistryCredential::new("hub", "me", "hunter2")]);
    let client = server.client();
    let call = client.create_container_group(request).interceptor(look);
    assert!(!format!("{call:?}").contains("hunter2"));
    call.await.expect("an answer");
    let lines = told.lines();
    assert_eq!(lines[0], "a: hunter2");
    assert!(lines[1].contains("CreateContainerGroup") && !lines[1].contains("hunter2"), "{}", lines[1]);
}
