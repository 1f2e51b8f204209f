//! What the emulator refuses because of what there is, or is not.

use kci_emulator::Emulator;
use kci_sdk::request::{
    Container, CreateContainerGroupRequest, CreateImageCacheRequest, DeleteImageCacheRequest,
    DescribeContainerLogRequest,
};
use kci_sdk::value::{ChargeType, ErrorCode, KciType};
use kci_sdk::{Error, ServiceError};

async fn emulator() -> Emulator {
    kci_emulator::start().await.expect("the emulator starts")
}

fn refusal<T: std::fmt::Debug>(answer: Result<T, Error>) -> ServiceError {
    match answer {
        Err(Error::Service(error)) => *error,
        other => panic!("not a service error: {other:?}"),
    }
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
    assert!(error.is(ErrorCode::InvalidParameterValue), "{error}");
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
