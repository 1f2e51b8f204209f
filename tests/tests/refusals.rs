//! What the emulator refuses, and with which row of the error table.

use kci_emulator::Emulator;
use kci_sdk::request::{
    Container, CreateContainerGroupRequest, CreateImageCacheRequest, DeleteImageCacheRequest,
    DescribeContainerLogRequest,
};
use kci_sdk::value::{ChargeType, ErrorCode, KciType};
use kci_sdk::{Client, Error, ServiceError};

async fn emulator() -> Emulator {
    kci_emulator::start().await.expect("the emulator starts")
}

fn refusal<T: std::fmt::Debug>(answer: Result<T, Error>) -> ServiceError {
    match answer {
        Err(Error::Service(error)) => *error,
        other => panic!("not a service error: {other:?}"),
    }
}

async fn raw(client: &Client, action: &str, parameters: &[(&str, &str)]) -> ServiceError {
    let mut call = client.raw(action);
    for (key, value) in parameters {
        call = call.param(*key, *value);
    }
    refusal(call.await)
}

fn assert_row(error: &ServiceError, code: &ErrorCode, status: u16, message: &str) {
    assert_eq!((&error.code(), error.http_status(), error.message()), (code, status, message));
    assert!(error.request_id().is_some_and(|id| !id.is_empty()));
}

#[tokio::test]
async fn a_missing_parameter_is_named() {
    let kci = emulator().await;
    let error = raw(&kci.client(), "DeleteContainerGroup", &[]).await;
    let message = "An value must be supplied for the input parameter ContainerGroupId.";
    assert_row(&error, &ErrorCode::MissingParameter, 400, message);
}

#[tokio::test]
async fn a_value_out_of_range_is_named() {
    let kci = emulator().await;
    let error = raw(&kci.client(), "DescribeContainerGroup", &[("MaxResults", "101")]).await;
    let message = "An invalid or out-of-range value was supplied for the input parameter MaxResults.";
    assert_row(&error, &ErrorCode::InvalidParameterValue, 400, message);
}

#[tokio::test]
async fn an_action_that_does_not_exist_is_no_such_entity() {
    let kci = emulator().await;
    let message = "Request was rejected because it referenced an 'InnerApi' that does not exist.";
    let error = raw(&kci.client(), "MakeTea", &[]).await;
    assert_row(&error, &ErrorCode::NoSuchEntity, 404, message);
}

#[tokio::test]
async fn a_version_that_does_not_exist_is_no_such_entity() {
    let kci = emulator().await;
    let error = refusal(kci.client().raw("DescribeContainerGroup").version("1999-12-31").await);
    assert_eq!(error.code(), ErrorCode::NoSuchEntity);
}

#[tokio::test]
async fn a_dry_run_would_have_succeeded() {
    let kci = emulator().await;
    let error = raw(&kci.client(), "DescribeContainerGroup", &[("DryRun", "true")]).await;
    let message = "Request would have succeeded, but DryRun flag is set";
    assert_row(&error, &ErrorCode::DryRunOperation, 412, message);
}

#[tokio::test]
async fn the_rules_of_filters_are_kept() {
    let kci = emulator().await;
    let client = kci.client();
    let twice = [
        ("Filter.1.Name", "vpc-id"),
        ("Filter.2.Name", "vpc-id"),
        ("Filter.1.Value.1", "a"),
        ("Filter.2.Value.1", "b"),
    ];
    assert_eq!(raw(&client, "DescribeContainerGroup", &twice).await.code(), ErrorCode::InvalidParameterValue);
    let no_name = [("Filter.1.Value.1", "vpc-1")];
    assert_eq!(raw(&client, "DescribeContainerGroup", &no_name).await.code(), ErrorCode::MissingParameter);
    let no_value = [("Filter.1.Name", "vpc-id")];
    assert_eq!(raw(&client, "DescribeContainerGroup", &no_value).await.code(), ErrorCode::MissingParameter);
    let same_key = [("Filter.1.Name", "vpc-id"), ("Filter.1.Value.1", "a"), ("Filter.1.Value.1", "b")];
    assert_eq!(raw(&client, "DescribeContainerGroup", &same_key).await.code(), ErrorCode::InvalidQueryParameter);
    let beyond = [("ContainerGroupId.101", "a")];
    assert_eq!(raw(&client, "DescribeContainerGroup", &beyond).await.code(), ErrorCode::InvalidParameterValue);
    let within = [
        ("Filter.1.Name", "vpc-id"),
        ("Filter.1.Value.100", "a"),
        ("Filter.100.Name", "subnet-id"),
        ("Filter.100.Value.1", "b"),
    ];
    let mut call = client.raw("DescribeContainerGroup");
    for (key, value) in within {
        call = call.param(key, value);
    }
    assert_eq!(call.await.expect("an answer").json()["TotalCount"], 0);
}

#[tokio::test]
async fn an_image_cache_in_preparation_is_neither_deleted_nor_used() {
    let kci = emulator().await;
    kci.clock().set("2026-01-01T00:00:00Z".parse().expect("a time"));
    let client = kci.client();
    let request = CreateImageCacheRequest::new("test-cache", "subnet-1", "sg-1", ["nginx:latest"]);
    let id = client.create_image_cache(request).await.expect("a cache").image_cache_id;
    let deleted = refusal(client.delete_image_cache(DeleteImageCacheRequest::new(&id)).await);
    assert!(deleted.message().contains("ImageCacheId"), "{deleted}");
    let charge = ChargeType::HourlyInstantSettlement;
    let container = Container::new("web", "nginx:latest");
    let group = CreateContainerGroupRequest::new("web", ["sg-1"], KciType::Rbkci, charge)
        .subnet_id("subnet-1")
        .containers([container])
        .image_cache_id(&id);
    let used = refusal(client.create_container_group(group).await);
    assert!(used.message().contains("ImageCacheId"), "{used}");
}

#[tokio::test]
async fn the_log_of_an_unknown_container_is_an_invalid_value() {
    let kci = emulator().await;
    let error = refusal(kci.client().describe_container_log(DescribeContainerLogRequest::new("nobody", "web")).await);
    assert_eq!(error.code(), ErrorCode::InvalidParameterValue);
}

#[tokio::test]
async fn a_request_without_a_signature_is_missing_its_token() {
    let kci = emulator().await;
    let url = format!("{}/?Action=DescribeContainerGroup&Version=2020-07-02", kci.endpoint());
    let answer = reqwest::get(url).await.expect("an answer");
    assert_eq!(answer.status(), 403);
    let body: serde_json::Value = serde_json::from_str(&answer.text().await.expect("text")).expect("JSON");
    assert_eq!(body["Error"]["Code"], "MissingAuthenticationToken");
}

#[tokio::test]
async fn one_region_does_not_see_the_groups_of_another() {
    let kci = emulator().await;
    let request = CreateImageCacheRequest::new("test-cache", "subnet-1", "sg-1", ["nginx:latest"]);
    kci.client().create_image_cache(request).await.expect("a cache");
    let there = kci.client_builder().region("cn-shanghai-2").build().expect("a client");
    let answer = there.raw("DescribeImageCache").await.expect("an answer");
    assert_eq!(answer.json()["TotalCount"], 0);
}
