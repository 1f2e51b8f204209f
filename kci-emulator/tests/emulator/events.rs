//! Events: the story of a container group.

use kci_emulator::Script;
use kci_sdk::request::DescribeContainerGroupEventsRequest;
use kci_sdk::value::RestartPolicy;

use crate::common::proves;
use crate::fixture::{IMAGE, container, group, group_of, nginx, world};

#[tokio::test]
async fn a_group_that_is_not_placed_has_no_events() {
    let world = world().await;
    let id = world.create(group("web")).await;
    assert!(world.events(&id).await.is_empty());
}

#[tokio::test]
async fn the_events_of_a_service_are_told_in_order() {
    let world = world().await;
    let id = world.create(group("web")).await;
    world.at(100);
    let described = world.describe(&id).await;
    let address = world.address(&id).await;
    let expected = [
        format!("Normal Scheduled x1 1: placed in {} with the address {address}", described.availability_zone),
        format!("Normal Pulling x1 1: pulling image {IMAGE}"),
        format!("Normal Pulled x1 2: pulled image {IMAGE}"),
        "Normal Started x1 2: started container nginx".to_owned(),
    ];
    assert_eq!(world.events(&id).await, expected);
    proves(&world.kci, &["DescribeContainerGroupEvents"]);
}

#[tokio::test]
async fn an_image_in_a_cache_is_not_pulled() {
    let world = world().await;
    let cache = world.create_image_cache().await;
    world.at(100);
    let id = world.create(group("web").image_cache_id(&cache)).await;
    world.at(101);
    let events = world.events(&id).await;
    assert_eq!(events[1], format!("Normal Pulled x1 101: image {IMAGE} is in the image cache {cache}"));
    assert!(!events.iter().any(|event| event.contains("Pulling")), "{events:?}");
}

#[tokio::test]
async fn an_image_of_several_containers_is_pulled_once() {
    let world = world().await;
    let id = world.create(group("web").containers([nginx("one"), nginx("two")])).await;
    world.at(100);
    let events = world.events(&id).await;
    assert_eq!(events.iter().filter(|event| event.contains("Pull")).count(), 2, "{events:?}");
    assert_eq!(events.iter().filter(|event| event.contains("Started")).count(), 2, "{events:?}");
}

#[tokio::test]
async fn a_job_tells_how_it_ended() {
    for (code, told) in [
        (0, "Normal Completed x1 7: container nginx ended with exit code 0"),
        (3, "Warning Failed x1 7: container nginx ended with exit code 3"),
    ] {
        let world = world().await;
        world.kci.add_script(Script::new("nginx").run_seconds(5).exit_code(code));
        let id = world.create(group_of(RestartPolicy::Never, [nginx("nginx")])).await;
        world.at(100);
        assert_eq!(world.events(&id).await.last().map(String::as_str), Some(told));
    }
}

#[tokio::test]
async fn what_happens_again_is_one_event_with_a_count() {
    let world = world().await;
    world.kci.add_script(Script::new("nginx").run_seconds(5).exit_code(1));
    let id = world.create(group("web")).await;
    let back_off = "container nginx ended with exit code 1 and starts again after a while";
    for (at, starts, ends) in [
        (6, "x1 2", None),
        (7, "x1 2", Some("x1 7")),
        (17, "x2 2-17", Some("x1 7")),
        (22, "x2 2-17", Some("x2 7-22")),
        (42, "x3 2-42", Some("x2 7-22")),
    ] {
        world.at(at);
        let mut expected = vec![format!("Normal Started {starts}: started container nginx")];
        expected.extend(ends.map(|ends| format!("Warning BackOff {ends}: {back_off}")));
        assert_eq!(world.events(&id).await[3..], expected, "at {at}");
    }
}

#[tokio::test]
async fn a_container_that_ends_for_good_after_restarts_tells_all_of_it() {
    let world = world().await;
    world.kci.add_script(Script::new("nginx").run_seconds(5).exit_code(1));
    let id = world.create(group_of(RestartPolicy::OnFailure, [nginx("nginx")])).await;
    world.at(18);
    world.kci.exit(&id, "nginx", 0).expect("running");
    assert_eq!(
        world.events(&id).await[3..],
        [
            "Normal Started x2 2-17: started container nginx",
            "Warning BackOff x1 7: container nginx ended with exit code 1 and starts again after a while",
            "Normal Completed x1 18: container nginx ended with exit code 0",
        ]
    );
}

#[tokio::test]
async fn every_try_to_pull_an_image_is_counted() {
    let world = world().await;
    world.kci.add_script(Script::new("redis").pull_error("no such image"));
    let id = world.create(group("web").containers([container("redis", "redis:7")])).await;
    for (at, told) in [(2, "x1 2"), (11, "x1 2"), (12, "x2 2-12"), (32, "x3 2-32")] {
        world.at(at);
        let expected = format!("Warning Failed {told}: cannot pull image redis:7: no such image");
        assert_eq!(world.events(&id).await.last(), Some(&expected), "at {at}");
    }
}

#[tokio::test]
async fn events_are_the_same_in_the_description_and_on_their_own() {
    let world = world().await;
    let id = world.create(group("web")).await;
    world.at(100);
    let request = DescribeContainerGroupEventsRequest::new(&id);
    let own = world.client.describe_container_group_events(request).await.expect("events");
    assert_eq!(own.events.len(), 4);
    assert_eq!(world.describe(&id).await.events, own.events);
}

#[tokio::test]
async fn events_have_times_in_utc() {
    let world = world().await;
    let id = world.create(group("web")).await;
    world.at(100);
    let json = world.raw("DescribeContainerGroupEvents", &[("ContainerGroupId", &id)]).await.json;
    assert_eq!(json["Events"][0]["FirstTimestamp"], "2026-11-24T02:55:28Z");
    assert_eq!(json["Events"][0]["LastTimestamp"], "2026-11-24T02:55:28Z");
}

#[tokio::test]
async fn a_group_that_is_not_there_has_no_story() {
    let world = world().await;
    let answer = world.raw("DescribeContainerGroupEvents", &[("ContainerGroupId", "nobody")]).await;
    assert_eq!(answer.told(), ("InvalidParameterValue", "ContainerGroupId"));
}
