//! Emulators with a state file, and what exists in them.

use std::path::Path;

use kci_emulator::{Builder, Emulator};
use kci_sdk::Client;
use kci_sdk::request::{Container, CreateContainerGroupRequest, CreateImageCacheRequest};
use kci_sdk::value::{ChargeType, KciType};
use serde_json::Value;

/// An image.
pub(crate) const NGINX: &str = "hub.kce.ksyun.com/ksyun/nginx:latest";

/// Starts to build an emulator whose state is in `file`.
pub(crate) fn builder(file: &Path) -> Builder {
    Emulator::builder().state(file)
}

/// An emulator whose state is in `file`.
pub(crate) async fn started(file: &Path) -> Emulator {
    builder(file).start().await.expect("the emulator starts")
}

/// A container group, to be asked for.
pub(crate) fn group(name: &str) -> CreateContainerGroupRequest {
    let charge = ChargeType::HourlyInstantSettlement;
    CreateContainerGroupRequest::new(name, ["sg-1"], KciType::Rbkci, charge)
        .subnet_id("subnet-1")
        .containers([Container::new("nginx", NGINX)])
}

/// The id of a new container group.
pub(crate) async fn create_group(client: &Client, name: &str) -> String {
    client.create_container_group(group(name)).await.expect("a group").container_group_id
}

/// The id of a new image cache.
pub(crate) async fn create_image_cache(client: &Client, name: &str) -> String {
    let request = CreateImageCacheRequest::new(name, "subnet-1", "sg-1", [NGINX]);
    client.create_image_cache(request).await.expect("an image cache").image_cache_id
}

/// What `GET /_kci/PATH` answers.
pub(crate) async fn look(endpoint: &str, path: &str) -> Value {
    let answer = reqwest::get(format!("{endpoint}/_kci/{path}")).await.expect("an answer");
    serde_json::from_str(&answer.text().await.expect("a body")).expect("JSON")
}

/// Sends a command.
pub(crate) async fn send(endpoint: &str, path: &str, body: &Value) -> reqwest::Result<reqwest::Response> {
    let request = reqwest::Client::new().post(format!("{endpoint}/_kci/{path}"));
    request.header("content-type", "application/json").body(body.to_string()).send().await
}

/// Sends a command that is carried out.
pub(crate) async fn command(endpoint: &str, path: &str, body: &Value) {
    let answer = send(endpoint, path, body).await.expect("an answer");
    assert!(answer.status().is_success(), "{path}: {}", answer.text().await.unwrap_or_default());
}
