//! Which credentials a call is signed with.

mod common;

use std::borrow::Cow;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::time::Duration;

use common::{Server, http, nothing};
use kci_sdk::auth::Credentials;
use kci_sdk::credentials::{CredentialsError, ProvideCredentials};
use kci_sdk::request::DescribeContainerGroupRequest;
use kci_sdk::runtime::jiff::Timestamp;
use kci_sdk::runtime::{BoxFuture, Clock, StandardRetries};

/// Has other credentials each time that it is asked.
struct Rotating(AtomicUsize);

impl ProvideCredentials for Rotating {
    fn name(&self) -> Cow<'_, str> {
        "rotating".into()
    }

    fn provide(&self) -> BoxFuture<'_, Result<Credentials, CredentialsError>> {
        let number = self.0.fetch_add(1, SeqCst) + 1;
        Box::pin(std::future::ready(Ok(Credentials::new(format!("AK{number}"), "SK"))))
    }

    fn has_changed(&self) -> bool {
        true
    }
}

/// A clock by which nobody waits.
struct Still;

impl Clock for Still {
    fn now(&self) -> Timestamp {
        common::NOW.parse().expect("a time")
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'static, ()> {
        Box::pin(std::future::ready(()))
    }
}

#[tokio::test]
async fn a_retry_is_signed_with_the_credentials_of_its_own_time() {
    let busy = http("503 Service Unavailable", r#"{"RequestId": "1", "Error": {"Code": "ServiceUnavailable"}}"#);
    let server = Server::start([busy, nothing()]).await;
    let builder = server.builder().credentials(Rotating(AtomicUsize::new(0))).retries(StandardRetries::new());
    let client = builder.clock(Still).build().expect("a client");
    client.describe_container_group(DescribeContainerGroupRequest::new()).await.expect("an answer");
    let seen = server.seen();
    let signed = seen.iter().filter_map(|seen| seen.header("authorization")?.split(['=', '/']).nth(1));
    assert_eq!(signed.collect::<Vec<_>>(), ["AK1", "AK2"]);
}
