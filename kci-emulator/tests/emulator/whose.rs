//! What is asked of one thing is told of that one and no other.

use std::time::Duration;

use kci_sdk::request::{Container, DescribeContainerGroupEventsRequest, DescribeImageCacheEventRequest, Port};

use crate::common::proves;
use crate::fixture::{container, group, nginx, world};
use crate::typed::{cache, create_cache};

/// A container that listens on a port.
fn listening(port: i64) -> Container {
    nginx("nginx").ports([Port::new(port)])
}

#[tokio::test]
async fn a_log_is_of_the_group_that_is_named() {
    let world = world().await;
    let one = world.create(group("one").containers([listening(80)])).await;
    let two = world.create(group("two").containers([listening(443)])).await;
    world.at(10);
    for (id, port, other) in [(&one, "80", "443"), (&two, "443", "80")] {
        let log = world.log(id, "nginx").await;
        let listens = |port: &str| log.iter().any(|line| line.ends_with(&format!("listening on {port}")));
        assert_eq!([listens(port), listens(other)], [true, false], "{log:?}");
    }
    proves(
        &world.kci,
        &[
            "DescribeContainerLog.ContainerGroupId",
            "CreateContainerGroup.Container.N.Port.N",
            "CreateContainerGroup.Container.N.Port.N.Port",
        ],
    );
}

#[tokio::test]
async fn events_are_of_the_group_that_is_named() {
    let world = world().await;
    let one = world.create(group("one").containers([container("one", "one:1")])).await;
    let two = world.create(group("two").containers([container("two", "two:1")])).await;
    world.at(10);
    for (id, image, other) in [(&one, "one:1", "two:1"), (&two, "two:1", "one:1")] {
        let request = DescribeContainerGroupEventsRequest::new(id);
        let events = world.client.describe_container_group_events(request).await.expect("events").events;
        let names = |image: &str| events.iter().any(|event| event.message.contains(image));
        assert_eq!([names(image), names(other)], [true, false], "{events:?}");
    }
    proves(&world.kci, &["DescribeContainerGroupEvents.ContainerGroupId"]);
}

#[tokio::test]
async fn events_are_of_the_image_cache_that_is_named() {
    let world = world().await;
    let old = create_cache(&world.client, cache("old", &["one:1"])).await;
    world.kci.advance(Duration::from_secs(2));
    let new = create_cache(&world.client, cache("new", &["two:1"])).await;
    for (id, count) in [(&old, 3), (&new, 1)] {
        let request = DescribeImageCacheEventRequest::new(id);
        let events = world.client.describe_image_cache_event(request).await.expect("events").events;
        assert_eq!(events.len(), count, "{events:?}");
    }
    proves(&world.kci, &["DescribeImageCacheEvent.ImageCacheId"]);
}
