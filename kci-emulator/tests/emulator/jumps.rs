//! The clock: jumping to the next change, turning it ahead and back.

use std::time::Duration;

use kci_emulator::Script;
use kci_sdk::request::InitContainer;
use kci_sdk::value::RestartPolicy;

use crate::common::proves;
use crate::fixture::{IMAGE, group, group_of, nginx, seconds, world};

#[tokio::test]
async fn jumping_passes_through_every_change_and_ends() {
    let world = world().await;
    let init = InitContainer::new().name("one").image(IMAGE);
    let id = world.create(group_of(RestartPolicy::Never, [nginx("nginx")]).init_containers([init])).await;
    let mut seen = vec![(0, world.status(&id).await)];
    while let Some(time) = world.kci.jump() {
        assert_eq!(world.kci.clock().now(), time);
        seen.push((seconds(time), world.status(&id).await));
    }
    let seen: Vec<_> = seen.iter().map(|(time, status)| (*time, status.as_str())).collect();
    assert_eq!(seen, [(0, "Pending"), (1, "ImagePulling"), (2, "Pending"), (3, "Running"), (33, "Succeeded")]);
    assert_eq!(seconds(world.kci.clock().now()), 33);
}

#[tokio::test]
async fn jumping_passes_through_restarts() {
    let world = world().await;
    world.kci.add_script(Script::new("nginx").run_seconds(5).exit_code(1));
    world.create(group("web")).await;
    let jumps: Vec<_> = (0..8).filter_map(|_| world.kci.jump()).map(seconds).collect();
    assert_eq!(jumps, [1, 2, 7, 17, 22, 42, 47, 87]);
}

#[tokio::test]
async fn jumping_stops_where_a_kept_address_is_given_up() {
    let world = world().await;
    let id = world.create(group("web").retain_ip(true).retain_ip_hours(2)).await;
    world.at(100);
    world.delete(&id).await;
    assert_eq!(world.kci.jump().map(seconds), Some(100 + 7_200));
    assert_eq!(world.kci.jump(), None);
    proves(&world.kci, &["CreateContainerGroup.RetainIpHours"]);
}

#[tokio::test]
async fn there_is_nothing_to_jump_to_where_nothing_exists() {
    let world = world().await;
    assert_eq!(world.kci.jump(), None);
    assert_eq!(seconds(world.kci.clock().now()), 0);
}

#[tokio::test]
async fn turning_the_clock_back_turns_everything_back() {
    let world = world().await;
    world.kci.add_script(Script::new("nginx").run_seconds(5).exit_code(1));
    let id = world.create(group("web")).await;
    world.at(18);
    let then = world.describe(&id).await;
    world.at(1_000_000);
    assert!(world.container(&id).await.restart_count > 1_000);
    world.at(18);
    assert_eq!(world.describe(&id).await, then);
    world.at(0);
    assert_eq!(world.status(&id).await, "Pending");
}

#[tokio::test]
async fn the_clock_is_turned_ahead_by_parts_of_a_second() {
    let world = world().await;
    let id = world.create(group("web")).await;
    world.kci.advance(Duration::from_millis(999));
    assert_eq!(world.status(&id).await, "Pending");
    world.kci.advance(Duration::from_millis(1));
    assert_eq!(world.status(&id).await, "ImagePulling");
}
