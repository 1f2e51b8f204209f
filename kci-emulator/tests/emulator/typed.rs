//! Requests through the SDK's client, in short.

use std::time::Duration;

use kci_emulator::Emulator;
use kci_sdk::request::{Container, CreateContainerGroupRequest, CreateImageCacheRequest, DescribeImageCacheRequest};
use kci_sdk::response::ImageCache;
use kci_sdk::runtime::ServiceError;
use kci_sdk::value::{ChargeType, KciType};
use kci_sdk::{Client, Error, NoRetries};

/// A container group with a container of each image.
pub(crate) fn group(name: &str, images: &[&str]) -> CreateContainerGroupRequest {
    let containers = images.iter().enumerate().map(|(number, image)| Container::new(format!("c{number}"), *image));
    CreateContainerGroupRequest::new(name, ["group-1"], KciType::Rbkci, ChargeType::HourlyInstantSettlement)
        .subnet_id("subnet-1")
        .containers(containers)
}

/// An image cache of these images.
pub(crate) fn cache(name: &str, images: &[&str]) -> CreateImageCacheRequest {
    CreateImageCacheRequest::new(name, "subnet-1", "group-1", images.iter().copied())
}

/// Creates a container group, and gives its id.
pub(crate) async fn create_group(client: &Client, request: CreateContainerGroupRequest) -> String {
    client.create_container_group(request).await.expect("a group").container_group_id
}

/// Begins to build an image cache, and gives its id.
pub(crate) async fn create_cache(client: &Client, request: CreateImageCacheRequest) -> String {
    client.create_image_cache(request).await.expect("an image cache").image_cache_id
}

/// Builds an image cache, and gives its id.
pub(crate) async fn ready_cache(kci: &Emulator, name: &str, images: &[&str]) -> String {
    let id = create_cache(&kci.client(), cache(name, images)).await;
    kci.advance(Duration::from_secs(3));
    id
}

/// The image cache of an id, if it is there.
pub(crate) async fn find_cache(client: &Client, id: &str) -> Option<ImageCache> {
    let request = DescribeImageCacheRequest::new().image_cache_ids([id]);
    client.describe_image_cache(request).await.expect("a list").image_caches.into_iter().next()
}

/// The image cache of an id, which is there.
pub(crate) async fn describe_cache(client: &Client, id: &str) -> ImageCache {
    find_cache(client, id).await.expect("the image cache")
}

/// The error that the service answered.
pub(crate) fn service_error<T: std::fmt::Debug>(answer: Result<T, Error>) -> ServiceError {
    match answer {
        Err(Error::Service(error)) => *error,
        other => panic!("no error of the service: {other:?}"),
    }
}

/// Panics unless a parameter of this name was refused for its value.
pub(crate) fn assert_invalid<T: std::fmt::Debug>(answer: Result<T, Error>, parameter: &str) {
    let error = service_error(answer);
    assert_eq!(error.code(), "InvalidParameterValue");
    assert!(error.message().ends_with(&format!("input parameter {parameter}.")), "{error}");
}

/// A client that sends everything once, so that a fault shows.
pub(crate) fn once(kci: &Emulator) -> Client {
    kci.client_builder().retries(NoRetries).build().expect("a client")
}
