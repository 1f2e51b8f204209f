//! A service that answers what a test says.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use kci_sdk::auth::Signature;
use kci_sdk::mock::Mock;
use kci_sdk::request::{
    Container, CreateContainerGroupRequest, DeleteContainerGroupRequest, DescribeContainerGroupRequest,
    ImageRegistryCredential,
};
use kci_sdk::response::{
    ContainerGroup, CreateContainerGroupResponse, DeleteContainerGroupResponse, DescribeContainerGroupResponse,
};
use kci_sdk::runtime::Method;
use kci_sdk::runtime::serde_json::json;
use kci_sdk::value::{ChargeType, ContainerGroupStatus, ErrorCode, KciType};
use kci_sdk::{Client, Error, ErrorKind, Outcome, Phase, waiter};

fn list() -> DescribeContainerGroupRequest {
    DescribeContainerGroupRequest::new().max_results(20)
}

fn create() -> CreateContainerGroupRequest {
    let (kci_type, charge_type) = (KciType::Rbkci, ChargeType::HourlyInstantSettlement);
    CreateContainerGroupRequest::new("web", ["sg-1"], kci_type, charge_type)
        .subnet_id("subnet-1")
        .containers([Container::new("nginx", "nginx:1")])
        .image_registry_credentials([ImageRegistryCredential::new("hub", "me", "hunter2")])
}

fn delete(id: &str) -> DeleteContainerGroupRequest {
    DeleteContainerGroupRequest::new(id)
}

fn group(status: ContainerGroupStatus) -> DescribeContainerGroupResponse {
    let group = ContainerGroup::default().container_group_id("g-1").status(status).cpu(0.5);
    DescribeContainerGroupResponse::default().container_groups([group]).total_count(1)
}

/// What a mock that is not satisfied says when it is dropped.
fn complaint(mock: Mock) -> String {
    let panic = catch_unwind(AssertUnwindSafe(|| drop(mock))).expect_err("it is not satisfied");
    panic.downcast_ref::<String>().expect("a text").clone()
}

#[tokio::test]
async fn typed_requests_come_and_typed_answers_go_whatever_the_signature_and_the_method() {
    for signature in [Signature::V4, Signature::Simple] {
        for method in [Method::Get, Method::Post] {
            let mock = Mock::new();
            mock.expect().with(list()).answer(group(ContainerGroupStatus::Running));
            mock.expect::<CreateContainerGroupRequest>()
                .matching(|request| request.image_registry_credentials[0].password.expose() == "hunter2")
                .answer(CreateContainerGroupResponse::default().container_group_id("g-2").request_id("id"));
            let client = mock.builder::<Client>().signature(signature).method(method).build().expect("a client");
            let listed = client.describe_container_group(list()).await.expect("an answer");
            assert_eq!(listed.container_groups, group(ContainerGroupStatus::Running).container_groups);
            assert_eq!(listed.request_id, "mock-request-id");
            let created = client.create_container_group(create()).await.expect("an answer");
            assert_eq!((created.container_group_id.as_str(), created.request_id.as_str()), ("g-2", "id"));
            assert_eq!(mock.requests::<DescribeContainerGroupRequest>(), [list()]);
            assert_eq!(mock.requests::<DeleteContainerGroupRequest>(), []);
            mock.verify();
        }
    }
}

#[tokio::test]
async fn an_invalid_request_never_comes() {
    let mock = Mock::new();
    let client: Client = mock.client();
    let error = client.describe_container_group(list().max_results(1000)).await.expect_err("invalid");
    assert!(matches!(error, Error::Validation(_)));
    mock.verify();
}

#[tokio::test]
async fn a_call_that_nothing_expects_is_an_error_and_then_a_panic() {
    let mock = Mock::new();
    mock.expect().with(delete("g-1")).answer(DeleteContainerGroupResponse::default());
    let client: Client = mock.client();
    let error = client.delete_container_group(delete("g-2")).await.expect_err("unexpected");
    assert_eq!((error.kind(), error.outcome(), error.attempts()), (ErrorKind::Configuration, Outcome::NotSent, 1));
    let expected = "not sent: the mock does not expect DeleteContainerGroup with DeleteContainerGroupRequest { \
                    container_group_id: \"g-2\"";
    assert!(error.to_string().starts_with(expected), "{error}");
    client.describe_container_group(list()).await.expect_err("unexpected");
    let complaint = complaint(mock);
    let lines: Vec<_> = complaint.lines().collect();
    assert_eq!(lines[0], "the mock is not satisfied:");
    assert!(lines[1].starts_with("- nothing expected DeleteContainerGroup with DeleteContainerGroupRequest {"));
    assert_eq!(lines[2], r#"- nothing expected DescribeContainerGroup with Params["MaxResults"]"#);
    assert_eq!(lines[3], "- DeleteContainerGroup is expected 1 time, and came 0 times");
    assert_eq!(lines.len(), 4, "{complaint}");
}

#[tokio::test]
async fn what_is_not_expected_is_shown_without_its_secrets() {
    let mock = Mock::new();
    mock.expect::<CreateContainerGroupRequest>().matching(|_| false).answer(CreateContainerGroupResponse::default());
    let client: Client = mock.client();
    let error = client.create_container_group(create()).await.expect_err("unexpected").to_string();
    assert!(error.contains("nginx:1") && !error.contains("hunter2"), "{error}");
    assert!(!complaint(mock).contains("hunter2"));
}

#[tokio::test]
async fn the_first_expectation_that_is_left_answers() {
    let mock = Mock::new();
    mock.expect::<DescribeContainerGroupRequest>().times(2).answer(group(ContainerGroupStatus::Pending));
    mock.expect::<DescribeContainerGroupRequest>().any_times().answer(group(ContainerGroupStatus::Running));
    mock.expect::<DeleteContainerGroupRequest>().any_times().answer(DeleteContainerGroupResponse::default());
    let client: Client = mock.client();
    let mut seen = Vec::new();
    for _ in 0..4 {
        let answer = client.describe_container_group(list()).await.expect("an answer");
        seen.push(answer.container_groups[0].status.clone());
    }
    let (pending, running) = (ContainerGroupStatus::Pending, ContainerGroupStatus::Running);
    assert_eq!(seen, [pending.clone(), pending, running.clone(), running]);
    mock.verify();
}

#[tokio::test]
async fn in_order_means_in_order() {
    let mock = Mock::new().in_order();
    mock.expect().with(delete("g-1")).answer(DeleteContainerGroupResponse::default());
    mock.expect::<DescribeContainerGroupRequest>().any_times().answer(group(ContainerGroupStatus::Running));
    mock.expect().with(delete("g-2")).times(2).answer(DeleteContainerGroupResponse::default());
    let client: Client = mock.client();
    client.delete_container_group(delete("g-2")).await.expect_err("too early");
    client.delete_container_group(delete("g-1")).await.expect("its turn");
    client.delete_container_group(delete("g-2")).await.expect("what may come any times may be left out");
    client.describe_container_group(list()).await.expect_err("too late");
    let complaint = complaint(mock);
    assert_eq!(complaint.matches("nothing expected").count(), 2, "{complaint}");
    assert!(
        complaint.ends_with(
            "- DeleteContainerGroup is expected 2 times, and came 1 time
"
        ),
        "{complaint}"
    );
}

#[tokio::test]
async fn documented_errors_are_tried_again_as_with_the_service() {
    let mock = Mock::new();
    mock.expect::<DeleteContainerGroupRequest>().times(2).fail(ErrorCode::LimitExceeded);
    mock.expect::<DeleteContainerGroupRequest>().answer(DeleteContainerGroupResponse::default());
    let client: Client = mock.client();
    let (_, metadata) = client.delete_container_group(delete("g-1")).send_with_metadata().await.expect("an answer");
    assert_eq!(metadata.attempts(), 3);
    assert_eq!(mock.requests::<DeleteContainerGroupRequest>().len(), 3);
    mock.verify();
}

#[tokio::test]
async fn errors_and_broken_connections_say_what_became_of_the_request() {
    let mock = Mock::new();
    mock.expect::<CreateContainerGroupRequest>().fail_as(403, "NotYours", "go away");
    mock.expect::<CreateContainerGroupRequest>().break_at(Phase::Receive);
    mock.expect::<CreateContainerGroupRequest>().times(4).break_at(Phase::Connect);
    let client: Client = mock.client();
    let mut ends = Vec::new();
    for _ in 0..3 {
        let error = client.create_container_group(create()).await.expect_err("it fails");
        ends.push((error.kind(), error.outcome(), error.attempts()));
    }
    assert_eq!(
        ends,
        [
            (ErrorKind::Denied, Outcome::Refused, 1),
            (ErrorKind::ConnectionLost, Outcome::Unknown, 1),
            (ErrorKind::Connect, Outcome::NotSent, 4),
        ]
    );
    mock.verify();
}

#[tokio::test]
async fn answers_are_made_of_the_request_or_of_json() {
    let mock = Mock::new();
    mock.expect::<CreateContainerGroupRequest>().times(2).answer_with(|request| {
        CreateContainerGroupResponse::default().container_group_id(format!("of-{}", request.container_group_name))
    });
    mock.expect::<DeleteContainerGroupRequest>().answer_json(json!({"RequestId": "id", "Unheard": [1]}));
    let client: Client = mock.client();
    for name in ["a", "b"] {
        let mut request = create();
        name.clone_into(&mut request.container_group_name);
        let created = client.create_container_group(request).await.expect("an answer");
        assert_eq!(created.container_group_id, format!("of-{name}"));
    }
    assert_eq!(client.delete_container_group(delete("g-1")).await.expect("an answer").request_id, "id");
    mock.verify();
}

#[test]
fn an_error_that_nobody_documents_is_told_at_once() {
    let expecting = || Mock::new().expect::<DeleteContainerGroupRequest>().fail("Unheard");
    let panic = catch_unwind(expecting).expect_err("no such error");
    let text = panic.downcast_ref::<String>().expect("a text");
    assert_eq!(text, "kci documents no error Unheard: say its status and message");
}

#[test]
fn a_panic_of_the_test_itself_is_not_hidden_by_the_mocks() {
    let panic = catch_unwind(|| {
        let mock = Mock::new();
        mock.expect::<DeleteContainerGroupRequest>().answer(DeleteContainerGroupResponse::default());
        panic!("the test's own");
    });
    let panic = panic.expect_err("a panic");
    assert_eq!(panic.downcast_ref::<&str>(), Some(&"the test's own"));
}

#[tokio::test]
async fn a_wait_takes_no_time() {
    let mock = Mock::new();
    let states = [ContainerGroupStatus::Pending, ContainerGroupStatus::ImagePulling, ContainerGroupStatus::Running];
    mock.expect::<DescribeContainerGroupRequest>().answer_each(states.map(group));
    let client: Client = mock.client();
    let request = DescribeContainerGroupRequest::new().container_group_ids(["g-1"]);
    let begin = std::time::Instant::now();
    client.describe_container_group(request).wait_for(waiter::ContainerGroupRunning).await.expect("it runs");
    assert!(begin.elapsed() < Duration::from_secs(4), "its delays alone would be longer");
    mock.verify();
}
