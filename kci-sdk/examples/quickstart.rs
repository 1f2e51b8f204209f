//! The whole life of an image cache and a container group, and what errors look like.
//!
//! Without credentials in the environment this starts the emulator in process. With `KSYUN_ACCESS_KEY` and
//! `KSYUN_SECRET_KEY` set it talks to the configured endpoint, and wants `--yes` before it creates anything there.
//! `KCI_SUBNET_ID` and `KCI_SECURITY_GROUP_ID` then name where the group goes.
#![allow(clippy::print_stdout, reason = "it is a program")]

use std::error::Error;
use std::time::Duration;

use futures_util::TryStreamExt;
use kci_emulator::Emulator;
use kci_sdk::request::{
    Container, CreateContainerGroupRequest, CreateImageCacheRequest, DeleteContainerGroupRequest,
    DeleteImageCacheRequest, DescribeContainerGroupRequest, DescribeContainerLogRequest, DescribeImageCacheRequest,
    Port,
};
use kci_sdk::response::ContainerGroup;
use kci_sdk::value::{ChargeType, ImagePullPolicy, KciType, Protocol, RestartPolicy};
use kci_sdk::{Client, waiter};

const NGINX: &str = "hub.kce.ksyun.com/ksyun/nginx:latest";

type Result<T> = std::result::Result<T, Box<dyn Error>>;

#[tokio::main]
async fn main() -> Result<()> {
    let Some(place) = Place::choose().await? else {
        return Ok(());
    };
    let cache_id = create_image_cache(&place).await?;
    let group_id = create_container_group(&place, &cache_id).await?;
    list_groups(&place.client).await?;
    print_log(&place.client, &group_id).await?;
    show_errors(&place).await;
    delete(&place.client, &group_id, &cache_id).await
}

/// Where the example runs.
struct Place {
    client: Client,
    subnet_id: String,
    security_group_id: String,
    poll: Duration,
    _emulator: Option<Emulator>,
}

impl Place {
    /// The emulator without credentials, the configured endpoint with `--yes`, nothing otherwise.
    async fn choose() -> Result<Option<Self>> {
        let variable = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        if variable("KSYUN_ACCESS_KEY").is_none() && variable("KSYUN_ACCESS_KEY_ID").is_none() {
            let emulator = kci_emulator::start().await?;
            say(&format!("No credentials in the environment: the emulator runs at {}", emulator.endpoint()));
            return Ok(Some(Self {
                client: emulator.client(),
                subnet_id: "f2ac1919-0e34-4812-9f5e-0c9a3b5d7e11".into(),
                security_group_id: "d46c7672-7ca9-4f51-8a3d-5b1f0e6c2a90".into(),
                poll: Duration::from_millis(250),
                _emulator: Some(emulator),
            }));
        }
        let client = Client::from_env()?;
        say(&format!("Credentials found: this talks to {}", client.endpoint()));
        if !std::env::args().any(|argument| argument == "--yes") {
            println!("It would create an image cache and a container group there, which cost money.");
            println!("Run it again as: cargo run --example quickstart -- --yes");
            return Ok(None);
        }
        let named = |name: &str| variable(name).ok_or_else(|| format!("set {name} to one of yours"));
        Ok(Some(Self {
            client,
            subnet_id: named("KCI_SUBNET_ID")?,
            security_group_id: named("KCI_SECURITY_GROUP_ID")?,
            poll: Duration::from_secs(5),
            _emulator: None,
        }))
    }
}

async fn create_image_cache(place: &Place) -> Result<String> {
    say("Create an image cache, and wait until it is ready");
    let request = CreateImageCacheRequest::new("test-cache", &place.subnet_id, &place.security_group_id, [NGINX])
        .image_cache_size(20)
        .retention_days(10);
    let cache_id = place.client.create_image_cache(request).await?.image_cache_id;
    let describe = DescribeImageCacheRequest::new().image_cache_ids([&cache_id]);
    let ready = place.client.describe_image_cache(describe).wait_for(waiter::ImageCacheReady).delay(place.poll).await?;
    for cache in ready.image_caches {
        println!(
            "  {} {} is {}, {} GB",
            cache.image_cache_id, cache.image_cache_name, cache.status, cache.image_cache_size
        );
    }
    Ok(cache_id)
}

async fn create_container_group(place: &Place, cache_id: &str) -> Result<String> {
    say("Create the container group of the documents' example, and wait until it runs");
    let nginx = Container::new("nginx-container", NGINX)
        .image_pull_policy(ImagePullPolicy::IfNotPresent)
        .ports([Port::new(80).protocol(Protocol::Tcp)]);
    let request = CreateContainerGroupRequest::new(
        "nginx-kci",
        [&place.security_group_id],
        KciType::Rbkci,
        ChargeType::HourlyInstantSettlement,
    )
    .subnet_id(&place.subnet_id)
    .containers([nginx])
    .cpu(2.0)
    .memory(4.0)
    .image_cache_id(cache_id)
    .restart_policy(RestartPolicy::Always);
    let group_id = place.client.create_container_group(request).await?.container_group_id;
    let describe = DescribeContainerGroupRequest::new().container_group_ids([&group_id]);
    let wait = place.client.describe_container_group(describe).wait_for(waiter::ContainerGroupRunning);
    for group in wait.delay(place.poll).await?.container_groups {
        print_group(&group);
    }
    Ok(group_id)
}

async fn list_groups(client: &Client) -> Result<()> {
    say("List all groups, page by page");
    let all = DescribeContainerGroupRequest::new().max_results(20);
    let mut groups = client.describe_container_group(all).items();
    while let Some(group) = groups.try_next().await? {
        print_group(&group);
    }
    Ok(())
}

fn print_group(group: &ContainerGroup) {
    let address = group.network_interface_attributes.first().map_or("no address", |card| &card.private_ip_address);
    let created = group.create_time.map_or_else(String::new, |time| format!(", created {time}"));
    let size = group.cpu.zip(group.memory).map(|(cpu, memory)| format!(", {cpu} cores, {memory} GiB"));
    println!(
        "  {} {} is {} in {} at {address}{}{created}",
        group.container_group_id,
        group.container_group_name,
        group.status,
        group.availability_zone,
        size.unwrap_or_default(),
    );
}

async fn print_log(client: &Client, group_id: &str) -> Result<()> {
    say("The last three lines of its log");
    let log = DescribeContainerLogRequest::new(group_id, "nginx-container").tail(3);
    for line in client.describe_container_log(log).await?.content.lines() {
        println!("  | {line}");
    }
    Ok(())
}

async fn show_errors(place: &Place) {
    say("What is wrong with a request is said before it is sent, all at once");
    let broken =
        CreateContainerGroupRequest::new("Nginx_KCI", [&place.security_group_id], KciType::Rbkci, ChargeType::Spot)
            .subnet_id(&place.subnet_id)
            .containers([Container::new("web", "")]);
    if let Err(error) = place.client.create_container_group(broken).await {
        println!("{error}");
    }
    say("What the service refuses comes back with its code, its message and the request's id");
    let unknown = DeleteContainerGroupRequest::new("00000000-0000-4000-8000-000000000000");
    if let Err(error) = place.client.delete_container_group(unknown).await {
        println!("{error}");
    }
}

async fn delete(client: &Client, group_id: &str, cache_id: &str) -> Result<()> {
    say("Delete both");
    let group = client.delete_container_group(DeleteContainerGroupRequest::new(group_id)).await?;
    println!("  {group_id} is gone (request {})", group.request_id);
    let cache = client.delete_image_cache(DeleteImageCacheRequest::new(cache_id)).await?;
    println!("  {cache_id} is gone (request {})", cache.request_id);
    Ok(())
}

fn say(headline: &str) {
    println!("\n{headline}");
}
