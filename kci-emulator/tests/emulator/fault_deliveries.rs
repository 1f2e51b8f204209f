//! Faults of the connection: answers that come late, in part or not at all, and how the SDK reports them.

use std::time::{Duration, Instant};

use kci_emulator::{Emulator, Fault, FaultKind};
use kci_sdk::request::{DescribeContainerGroupRequest, DescribeRegionsRequest};
use kci_sdk::runtime::call;
use kci_sdk::runtime::serde_json::json;
use kci_sdk::{Error, Outcome, Phase};

use crate::common::{emulator, exchange};
use crate::control::command;
use crate::typed::{group, once};

/// Soon, for a call that nobody means to wait for.
const SOON: Duration = Duration::from_millis(200);
/// Long, for one that is waited for but for a defect.
const LONG: Duration = Duration::from_secs(8);

fn add(kci: &Emulator, fault: FaultKind) {
    kci.add_fault(Fault::new(fault)).expect("a fault");
}

/// How a call fails that changes nothing.
async fn reading(kci: &Emulator) -> Error {
    let request = DescribeRegionsRequest::new();
    call(once(kci).as_ref(), request).timeout(SOON).await.expect_err("no answer")
}

/// How the creation of a group fails, and how many groups there are then.
async fn creation(kci: &Emulator) -> (Error, i64) {
    let request = group("web", &["nginx:1"]);
    let error = call(once(kci).as_ref(), request).timeout(SOON).await.expect_err("no answer");
    let list = once(kci).describe_container_group(DescribeContainerGroupRequest::new()).await.expect("a list");
    (error, list.total_count)
}

fn phase(error: &Error) -> Option<Phase> {
    let Error::Transport(error) = error else { return None };
    Some(error.phase())
}

/// How often an action was called.
fn calls(kci: &Emulator, action: &str) -> usize {
    kci.journal().iter().filter(|entry| entry.action.as_deref() == Some(action)).count()
}

#[tokio::test]
async fn a_connection_is_closed_before_the_call_has_taken_effect() {
    let kci = emulator().await;
    command(&kci, "/faults", &json!({ "fault": { "drop": {} } })).await;
    let (error, groups) = creation(&kci).await;
    assert_eq!((phase(&error), groups), (Some(Phase::Send), 0), "{error}");
}

#[tokio::test]
async fn a_connection_is_closed_after_the_call_has_taken_effect() {
    let kci = emulator().await;
    command(&kci, "/faults", &json!({ "fault": { "drop": { "after_effect": true } } })).await;
    let (error, groups) = creation(&kci).await;
    assert_eq!((phase(&error), groups), (Some(Phase::Send), 1), "{error}");
}

#[tokio::test]
async fn nothing_at_all_comes_over_a_connection_that_is_closed() {
    let kci = emulator().await;
    add(&kci, FaultKind::Drop { after_effect: false });
    let request = "POST / HTTP/1.1\r\nhost: localhost\r\ncontent-length: 0\r\n\r\n";
    assert_eq!(exchange(&kci, request.as_bytes(), false).await, b"");
}

#[tokio::test]
async fn a_call_that_hangs_has_taken_effect_and_is_never_answered() {
    let kci = emulator().await;
    command(&kci, "/faults", &json!({ "fault": { "hang": {} } })).await;
    let (error, groups) = creation(&kci).await;
    assert!(matches!(error, Error::Timeout(_)) && !error.is_retryable(), "{error}");
    assert_eq!(groups, 1);
}

#[tokio::test]
async fn a_call_that_hangs_may_have_had_no_effect() {
    let kci = emulator().await;
    command(&kci, "/faults", &json!({ "fault": { "hang": { "after_effect": false } } })).await;
    let (error, groups) = creation(&kci).await;
    assert!(matches!(error, Error::Timeout { .. }), "{error}");
    assert_eq!(groups, 0);
}

#[tokio::test]
async fn a_slow_call_is_answered_in_time_or_has_taken_effect_without() {
    let kci = emulator().await;
    add(&kci, FaultKind::Slow { milliseconds: 20 });
    let started = Instant::now();
    once(&kci).describe_regions(DescribeRegionsRequest::new()).await.expect("an answer");
    assert!(started.elapsed() >= Duration::from_millis(20));
    add(&kci, FaultKind::Slow { milliseconds: u64::MAX });
    let (error, groups) = creation(&kci).await;
    assert!(matches!(error, Error::Timeout { .. }), "{error}");
    assert_eq!(groups, 1);
}

#[tokio::test]
async fn an_answer_breaks_off_after_so_many_bytes() {
    let kci = emulator().await;
    for bytes in [0, 1, 20] {
        add(&kci, FaultKind::Truncate { bytes });
        let unsigned = "POST / HTTP/1.1\r\nhost: localhost\r\ncontent-length: 0\r\n\r\n";
        let answer = exchange(&kci, unsigned.as_bytes(), false).await;
        let text = String::from_utf8(answer).expect("text");
        let (head, body) = text.split_once("\r\n\r\n").expect("a whole head");
        assert!(head.starts_with("HTTP/1.1 403"), "{head}");
        assert_eq!(body.len(), bytes, "{text}");
    }
}

#[tokio::test]
async fn an_answer_that_breaks_off_is_told_as_such() {
    let kci = emulator().await;
    for bytes in [0, 10] {
        command(&kci, "/faults", &json!({ "fault": { "truncate": { "bytes": bytes } } })).await;
        let error = reading(&kci).await;
        assert_eq!(phase(&error), Some(Phase::Receive), "{error}");
    }
    add(&kci, FaultKind::Truncate { bytes: 10 });
    let (error, groups) = creation(&kci).await;
    assert_eq!((phase(&error), groups), (Some(Phase::Receive), 1), "{error}");
}

#[tokio::test]
async fn an_answer_that_is_shorter_than_it_may_be_is_whole() {
    let kci = emulator().await;
    add(&kci, FaultKind::Truncate { bytes: usize::MAX });
    once(&kci).describe_regions(DescribeRegionsRequest::new()).await.expect("an answer");
}

#[tokio::test]
async fn what_creates_is_sent_once_and_never_again() {
    let kci = emulator().await;
    for (number, fault) in [
        FaultKind::Drop { after_effect: false },
        FaultKind::Drop { after_effect: true },
        FaultKind::hang(),
        FaultKind::Truncate { bytes: 10 },
        FaultKind::error("ServiceTimeout"),
        FaultKind::html(503),
    ]
    .into_iter()
    .enumerate()
    {
        add(&kci, fault);
        let (error, _) = creation(&kci).await;
        assert!(!error.is_retryable() && error.outcome() == Outcome::Unknown, "{error}");
        assert_eq!(calls(&kci, "CreateContainerGroup"), number + 1);
    }
}

#[tokio::test]
async fn what_changes_nothing_may_be_sent_again_by_the_caller() {
    let kci = emulator().await;
    let faults =
        [FaultKind::Drop { after_effect: true }, FaultKind::hang(), FaultKind::Truncate { bytes: 10 }].into_iter();
    for (number, fault) in faults.enumerate() {
        add(&kci, fault);
        let error = reading(&kci).await;
        assert!(error.is_retryable(), "{error}");
        assert_eq!(calls(&kci, "DescribeRegions"), number + 1);
    }
}

#[tokio::test]
async fn the_journal_tells_that_no_answer_was_sent() {
    let kci = emulator().await;
    for fault in [FaultKind::Drop { after_effect: false }, FaultKind::Drop { after_effect: true }, FaultKind::hang()] {
        add(&kci, fault);
        reading(&kci).await;
        let entry = kci.journal().pop().expect("an entry");
        assert_eq!((entry.status, entry.code, entry.fault), (0, None, true));
    }
}

#[tokio::test]
async fn a_call_that_hangs_or_is_late_does_not_hold_up_the_end() {
    let kci = emulator().await;
    let client = once(&kci);
    let call = || {
        let client = client.clone();
        tokio::spawn(async move { client.describe_regions(DescribeRegionsRequest::new()).await })
    };
    add(&kci, FaultKind::hang());
    let hanging = call();
    until(|| kci.journal().len() == 1).await;
    add(&kci, FaultKind::Slow { milliseconds: u64::MAX });
    let late = call();
    until(|| kci.journal().len() == 2).await;
    tokio::time::timeout(LONG, kci.stop()).await.expect("it ends soon").expect("it ends well");
    late.await.expect("no panic").expect("the answer is sent before the end");
    assert_eq!(phase(&hanging.await.expect("no panic").expect_err("no answer")), Some(Phase::Send));
}

/// Lets others go on until something is so.
async fn until(is_so: impl Fn() -> bool) {
    while !is_so() {
        tokio::task::yield_now().await;
    }
}
