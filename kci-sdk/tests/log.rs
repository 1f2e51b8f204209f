//! What a call leaves in the log.

mod common;

use std::fmt::{self, Write};
use std::sync::{Arc, Mutex};

use common::{ACCESS_KEY, HOSTILE, SECRET_KEY, Server, TOKEN, http, ok};
use kci_sdk::Validation;
use kci_sdk::auth::{Credentials, Signature};
use kci_sdk::request::DescribeContainerGroupRequest;
use kci_sdk::runtime::Method;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

/// Writes down every field of the SDK's own spans and events.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<String>>);

struct Line<'a>(&'a mut String);

impl Visit for Line<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        write!(self.0, "{}={value:?} ", field.name()).expect("a text takes all");
    }
}

impl Log {
    fn write(&self, record: impl FnOnce(&mut Line<'_>)) {
        record(&mut Line(&mut self.0.lock().expect("the log")));
    }

    fn take(&self) -> String {
        std::mem::take(&mut self.0.lock().expect("the log"))
    }
}

impl Subscriber for Log {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("kci_runtime")
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        self.write(|line| span.record(line));
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        self.write(|line| values.record(line));
    }

    fn event(&self, event: &Event<'_>) {
        self.write(|line| {
            write!(line.0, "{} ", event.metadata().level()).expect("a text takes all");
            event.record(line);
        });
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

#[tokio::test]
async fn a_call_is_logged_with_its_outcome_and_without_its_parameters() {
    let log = Log::default();
    let _guard = tracing::subscriber::set_default(log.clone());
    let unavailable = r#"{"RequestId": "id-2", "Error": {"Code": "ServiceUnavailable", "Message": "hunter2"}}"#;
    let server = Server::start([
        ok(r#"{"RequestId": "id-1", "Content": "hunter2"}"#),
        http("503 Service Unavailable", unavailable),
        String::new(),
    ])
    .await;
    let credentials = Credentials::new(ACCESS_KEY, SECRET_KEY).with_session_token(TOKEN);
    let client = server.builder().credentials(credentials).validation(Validation::Warn);
    let client = client.signature(Signature::Simple).method(Method::Get).build().expect("a client");
    let request = DescribeContainerGroupRequest::new().container_group_ids([HOSTILE, ""]);
    let call = || client.describe_container_group(request.clone());
    let mut all = String::new();
    for (is_ok, parts) in [
        (
            true,
            [
                "rpc.method=DescribeContainerGroup",
                "http.request.method=\"GET\"",
                "http.response.status_code=200",
                "request_id=\"id-1\"",
                "attempts=1",
                "elapsed=",
            ],
        ),
        (
            false,
            [
                "http.response.status_code=503",
                "request_id=\"id-2\"",
                "kind=\"service_fault\"",
                "code=\"ServiceUnavailable\"",
                "failed",
                "elapsed=",
            ],
        ),
        (
            false,
            [
                "error.type=\"connection_lost\"",
                "failed",
                "http.request.resend_count=0",
                "elapsed=",
                "WARN",
                "path=\"ContainerGroupId.2\" rule=required",
            ],
        ),
    ] {
        assert_eq!(call().await.is_ok(), is_ok);
        let lines = log.take();
        for part in parts {
            assert!(lines.contains(part), "{part} in {lines}");
        }
        all += &lines;
    }
    for secret in [SECRET_KEY, TOKEN, HOSTILE, "中文", "ContainerGroupId.1", "Signature", "hunter2"] {
        assert!(!all.contains(secret), "{secret} in {all}");
    }
}
