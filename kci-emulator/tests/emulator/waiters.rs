//! The SDK's waiters against lifecycles: every time that the client looks at the clock, it is a second later.

use std::time::Duration;

use kci_emulator::Script;
use kci_sdk::request::{DescribeContainerGroupRequest, DescribeImageCacheRequest};
use kci_sdk::value::RestartPolicy;
use kci_sdk::{Client, Error, waiter};

use crate::fixture::{START, World, container, group, group_of, nginx, seconds, world};

/// A client whose clock is the emulator's, and a second later every time it is asked.
fn turning(world: &World) -> Client {
    let clock = world.kci.clock().clone();
    let builder = world.kci.client_builder().clock(move || {
        clock.advance(Duration::from_secs(1));
        clock.now()
    });
    builder.build().expect("a client")
}

fn of(id: &str) -> DescribeContainerGroupRequest {
    DescribeContainerGroupRequest::new().container_group_ids([id])
}

/// The attempts of a wait that failed, whether the state will not be reached, and the error.
fn failed<T: std::fmt::Debug>(result: Result<T, Error>) -> (u64, bool) {
    match result.expect_err("the state is not reached") {
        Error::Waiter(error) => (error.attempts(), error.is_failure()),
        other => panic!("not of the waiter: {other}"),
    }
}

#[tokio::test]
async fn a_group_is_waited_for_until_it_runs() {
    let world = world().await;
    let id = world.create(group("web")).await;
    let call = turning(&world).describe_container_group(of(&id));
    let answer = call.wait_for(waiter::ContainerGroupRunning).delay(Duration::ZERO).await.expect("running");
    assert_eq!(answer.container_groups[0].status.to_string(), "Running");
    assert!(seconds(world.kci.clock().now()) >= START);
}

#[tokio::test]
async fn all_groups_are_waited_for() {
    let world = world().await;
    world.kci.add_script(Script::new("slow").run_seconds(60));
    world.create(group_of(RestartPolicy::Never, [nginx("one")])).await;
    world.create(group_of(RestartPolicy::Never, [container("one", "slow:1")])).await;
    let call = turning(&world).describe_container_group(DescribeContainerGroupRequest::new());
    let answer = call.wait_for(waiter::ContainerGroupSucceeded).delay(Duration::ZERO).await.expect("ended");
    assert_eq!(answer.container_groups.len(), 2);
    assert!(seconds(world.kci.clock().now()) >= START + 60);
}

#[tokio::test]
async fn waiting_for_a_group_to_run_ends_when_it_has_failed() {
    let world = world().await;
    world.kci.add_script(Script::new("nginx").run_seconds(0).exit_code(1));
    let id = world.create(group_of(RestartPolicy::Never, [nginx("nginx")])).await;
    let call = turning(&world).describe_container_group(of(&id));
    let (_, is_failure) = failed(call.wait_for(waiter::ContainerGroupRunning).delay(Duration::ZERO).await);
    assert!(is_failure);
}

#[tokio::test]
async fn waiting_for_success_ends_when_a_group_has_failed() {
    let world = world().await;
    world.kci.add_script(Script::new("nginx").run_seconds(5).exit_code(1));
    let id = world.create(group_of(RestartPolicy::Never, [nginx("nginx")])).await;
    let call = turning(&world).describe_container_group(of(&id));
    let (_, is_failure) = failed(call.wait_for(waiter::ContainerGroupSucceeded).delay(Duration::ZERO).await);
    assert!(is_failure);
}

#[tokio::test]
async fn waiting_ends_after_as_many_attempts_as_it_may_have() {
    let world = world().await;
    world.kci.add_script(Script::new("nginx").pull_error("no such image"));
    let id = world.create(group("web")).await;
    let call = turning(&world).describe_container_group(of(&id));
    let wait = call.wait_for(waiter::ContainerGroupRunning).delay(Duration::ZERO).max_attempts(9);
    assert_eq!(failed(wait.await), (9, false));
}

#[tokio::test]
async fn a_deleted_group_is_waited_for_until_it_is_gone() {
    let world = world().await;
    let id = world.create(group("web")).await;
    let wait = || {
        let call = world.client.describe_container_group(of(&id));
        call.wait_for(waiter::ContainerGroupDeleted).delay(Duration::ZERO).max_attempts(2)
    };
    assert_eq!(failed(wait().await), (2, false));
    world.delete(&id).await;
    wait().await.expect("gone");
}

#[tokio::test]
async fn an_image_cache_is_waited_for_until_it_is_ready() {
    let world = world().await;
    let id = world.create_image_cache().await;
    let call = turning(&world).describe_image_cache(DescribeImageCacheRequest::new().image_cache_ids([&id]));
    let answer = call.wait_for(waiter::ImageCacheReady).delay(Duration::ZERO).await.expect("ready");
    assert_eq!(answer.image_caches[0].status.to_string(), "Ready");
}

#[tokio::test]
async fn waiting_for_an_image_cache_ends_when_it_has_failed() {
    let world = world().await;
    world.kci.add_script(Script::new("nginx").pull_error("no such image"));
    let id = world.create_image_cache().await;
    let call = turning(&world).describe_image_cache(DescribeImageCacheRequest::new().image_cache_ids([&id]));
    let (_, is_failure) = failed(call.wait_for(waiter::ImageCacheReady).delay(Duration::ZERO).await);
    assert!(is_failure);
}
