//! What is counted and measured.

mod common;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use common::{NOW, Server, http, ok};
use kci_sdk::request::DescribeContainerGroupRequest;
use kci_sdk::runtime::jiff::Timestamp;
use kci_sdk::runtime::{BoxFuture, Clock};
use kci_sdk::{Client, NoRetries, RetryQuota, StandardRetries};
use metrics::{
    Counter, CounterFn, Gauge, GaugeFn, Histogram, HistogramFn, Key, KeyName, Metadata, Recorder, SharedString, Unit,
};

/// Everything that was recorded, in order, by name and labels.
#[derive(Clone, Default)]
struct Kept(Arc<Mutex<BTreeMap<String, Vec<f64>>>>);

/// A place in it.
struct Place(String, Kept);

impl Kept {
    fn at(&self, key: &Key) -> Arc<Place> {
        let mut labels: Vec<_> = key.labels().map(|label| format!("{}={}", label.key(), label.value())).collect();
        labels.sort();
        Arc::new(Place(format!("{}{{{}}}", key.name(), labels.join(",")), self.clone()))
    }

    fn all(&self) -> BTreeMap<String, Vec<f64>> {
        self.0.lock().expect("what is kept").clone()
    }

    /// What was recorded under this name with these labels, and those of the one action that is called.
    fn get(&self, name: &str, more: &str) -> Vec<f64> {
        let key = format!("{name}{{{more}rpc.method=DescribeContainerGroup,rpc.service=kci}}");
        self.all().remove(&key).unwrap_or_default()
    }
}

impl Place {
    fn push(&self, value: f64) {
        self.1.0.lock().expect("what is kept").entry(self.0.clone()).or_default().push(value);
    }
}

impl CounterFn for Place {
    fn increment(&self, value: u64) {
        self.push(f64::from(u32::try_from(value).expect("a small number")));
    }

    fn absolute(&self, _: u64) {
        panic!("counters only grow");
    }
}

impl GaugeFn for Place {
    fn increment(&self, _: f64) {
        panic!("gauges are set");
    }

    fn decrement(&self, _: f64) {
        panic!("gauges are set");
    }

    fn set(&self, value: f64) {
        self.push(value);
    }
}

impl HistogramFn for Place {
    fn record(&self, value: f64) {
        self.push(value);
    }
}

impl Recorder for Kept {
    fn describe_counter(&self, key: KeyName, _: Option<Unit>, _: SharedString) {
        Place(key.as_str().to_owned(), self.clone()).push(0.0);
    }

    fn describe_gauge(&self, key: KeyName, unit: Option<Unit>, text: SharedString) {
        self.describe_counter(key, unit, text);
    }

    fn describe_histogram(&self, key: KeyName, unit: Option<Unit>, text: SharedString) {
        self.describe_counter(key, unit, text);
    }

    fn register_counter(&self, key: &Key, _: &Metadata<'_>) -> Counter {
        Counter::from_arc(self.at(key))
    }

    fn register_gauge(&self, key: &Key, _: &Metadata<'_>) -> Gauge {
        Gauge::from_arc(self.at(key))
    }

    fn register_histogram(&self, key: &Key, _: &Metadata<'_>) -> Histogram {
        Histogram::from_arc(self.at(key))
    }
}

/// A clock on which waiting takes no time.
struct Still;

impl Clock for Still {
    fn now(&self) -> Timestamp {
        NOW.parse().expect("a time")
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'static, ()> {
        Box::pin(std::future::ready(()))
    }
}

fn done() -> String {
    ok(r#"{"RequestId": "1"}"#)
}

fn error(status: &str, code: &str) -> String {
    http(status, &format!(r#"{{"RequestId": "1", "Error": {{"Code": "{code}", "Message": "m"}}}}"#))
}

async fn list(client: &Client) -> Result<(), kci_sdk::Error> {
    client.describe_container_group(DescribeContainerGroupRequest::new().max_results(20)).await.map(drop)
}

#[tokio::test]
async fn a_call_is_counted_with_its_attempts_retries_and_the_quota() {
    let kept = Kept::default();
    let _guard = metrics::set_default_local_recorder(&kept);
    let server = Server::start([error("409 Conflict", "LimitExceeded"), done(), done()]).await;
    let retries = StandardRetries::new().without_jitter().throttled_base(Duration::from_secs(7));
    let client = server.builder().retries(retries).clock(Still).build().expect("a client");
    list(&client).await.expect("an answer");
    list(&client).await.expect("an answer");

    assert_eq!(kept.get("rpc.client.calls", ""), [1.0, 1.0]);
    assert_eq!(kept.get("rpc.client.call.attempts", ""), [2.0, 1.0]);
    let durations = kept.get("rpc.client.call.duration", "");
    assert!(
        durations.len() == 2 && durations[0] >= 7.0 && durations[1] < 7.0,
        "in seconds, with waiting {durations:?}"
    );
    assert_eq!(kept.get("rpc.client.attempt.duration", "").len(), 2);
    assert_eq!(kept.get("rpc.client.attempt.duration", "error.type=throttled,").len(), 1);
    assert_eq!(kept.get("rpc.client.retries", "error.type=throttled,"), [1.0]);
    assert_eq!(kept.get("rpc.client.throttled", ""), [1.0]);
    assert_eq!(kept.all()["rpc.client.retry_quota{rpc.service=kci}"], [495.0, 500.0, 500.0]);
    assert_eq!(kept.all().len(), 8, "and nothing else is: {:?}", kept.all().keys());
}

#[tokio::test]
async fn a_call_that_fails_is_counted_by_its_kind_and_by_why_it_was_given_up() {
    let kept = Kept::default();
    let _guard = metrics::set_default_local_recorder(&kept);
    let busy = || error("500 Internal Server Error", "Unheard");
    let server = Server::start([busy(), busy(), error("403 Forbidden", "AccessDenied")]).await;
    let builder = server.builder().retries(StandardRetries::new()).retry_quota(RetryQuota::new(4)).clock(Still);
    let client = builder.build().expect("a client");
    list(&client).await.expect_err("it fails");
    let once = client.to_builder().retries(NoRetries).build().expect("a client");
    list(&once).await.expect_err("it fails");
    list(&client).await.expect_err("denied");

    assert_eq!(kept.get("rpc.client.calls", "error.type=service_fault,"), [1.0, 1.0]);
    assert_eq!(kept.get("rpc.client.calls", "error.type=denied,"), [1.0]);
    let gave_up = |reason: &str| {
        let key = "rpc.client.gave_up{reason=REASON,rpc.method=DescribeContainerGroup,rpc.service=kci}";
        kept.all().remove(&key.replace("REASON", reason)).unwrap_or_default()
    };
    assert_eq!((gave_up("quota"), gave_up("policy")), (vec![1.0], vec![1.0]));
}

#[tokio::test]
async fn what_is_not_sent_is_no_call() {
    let kept = Kept::default();
    let _guard = metrics::set_default_local_recorder(&kept);
    let server = Server::start([]).await;
    let request = DescribeContainerGroupRequest::new().max_results(1000);
    server.client().describe_container_group(request).await.expect_err("invalid");
    assert_eq!(kept.all().len(), 0);
}

#[test]
fn all_of_them_are_described() {
    let kept = Kept::default();
    metrics::with_local_recorder(&kept, kci_sdk::metrics::describe);
    let names: Vec<_> = kept.all().into_keys().collect();
    assert_eq!(
        names,
        [
            "rpc.client.attempt.duration",
            "rpc.client.call.attempts",
            "rpc.client.call.duration",
            "rpc.client.calls",
            "rpc.client.gave_up",
            "rpc.client.retries",
            "rpc.client.retry_quota",
            "rpc.client.throttled",
        ]
    );
}
