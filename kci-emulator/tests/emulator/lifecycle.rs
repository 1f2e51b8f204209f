//! The stages of a container group, to the nanosecond.

use kci_emulator::Script;
use kci_sdk::request::{CreateImageCacheRequest, InitContainer};
use kci_sdk::value::RestartPolicy;

use crate::common::proves;
use crate::fixture::{IMAGE, START, World, container, group, group_of, nginx, seconds, world};

/// The status just before a time, and at it.
async fn around(world: &World, id: &str, seconds: i64) -> [String; 2] {
    world.just_before(seconds);
    let before = world.status(id).await;
    world.at(seconds);
    [before, world.status(id).await]
}

fn init(name: &str, image: &str) -> InitContainer {
    InitContainer::new().name(name).image(image)
}

#[tokio::test]
async fn a_group_is_placed_then_pulls_then_runs() {
    let world = world().await;
    let id = world.create(group("web")).await;
    assert_eq!(around(&world, &id, 1).await, ["Pending", "ImagePulling"]);
    assert_eq!(around(&world, &id, 2).await, ["ImagePulling", "Running"]);
    assert_eq!(around(&world, &id, 1_000_000_000).await, ["Running", "Running"]);
    proves(&world.kci, &["CreateContainerGroup"]);
}

#[tokio::test]
async fn a_container_waits_until_its_group_runs() {
    let world = world().await;
    let id = world.create(group("web")).await;
    world.just_before(START);
    assert_eq!(world.states(&id).await, ["waiting ContainerCreating"]);
    world.at(START);
    assert_eq!(world.states(&id).await, ["running 2-"]);
}

#[tokio::test]
async fn a_job_succeeds_after_half_a_minute() {
    for policy in [RestartPolicy::Never, RestartPolicy::OnFailure] {
        let world = world().await;
        let id = world.create(group_of(policy, [nginx("nginx")])).await;
        assert_eq!(around(&world, &id, START + 30).await, ["Running", "Succeeded"]);
        assert_eq!(world.states(&id).await, ["terminated Completed 2-32 (0)"]);
        let succeeded = world.describe(&id).await.succeeded_time.expect("a time");
        assert_eq!(seconds(succeeded), 32);
        assert_eq!(around(&world, &id, 1_000_000_000).await, ["Succeeded", "Succeeded"]);
    }
}

#[tokio::test]
async fn a_group_that_runs_or_has_failed_has_no_time_of_success() {
    let world = world().await;
    world.kci.add_script(Script::new("nginx").run_seconds(5).exit_code(1));
    let id = world.create(group_of(RestartPolicy::Never, [nginx("nginx")])).await;
    assert_eq!(around(&world, &id, START + 5).await, ["Running", "Failed"]);
    assert_eq!(world.describe(&id).await.succeeded_time, None);
    world.at(START);
    assert_eq!(world.describe(&id).await.succeeded_time, None);
}

#[tokio::test]
async fn an_image_cache_leaves_nothing_to_pull() {
    let world = world().await;
    let cache = world.create_image_cache().await;
    world.at(100);
    let matched = world.create(group("web").auto_match_image_cache(true)).await;
    let named = world.create(group("web").image_cache_id(&cache)).await;
    for id in [matched, named] {
        assert_eq!(around(&world, &id, 101).await, ["Pending", "Running"]);
        assert_eq!(world.states(&id).await, ["running 101-"]);
    }
    proves(&world.kci, &["CreateContainerGroup.AutoMatchImageCache", "CreateContainerGroup.ImageCacheId"]);
}

#[tokio::test]
async fn an_image_cache_that_nobody_asked_for_is_not_used() {
    let world = world().await;
    world.create_image_cache().await;
    world.at(100);
    let id = world.create(group("web")).await;
    assert_eq!(around(&world, &id, 102).await, ["ImagePulling", "Running"]);
}

#[tokio::test]
async fn an_image_cache_that_is_not_ready_cannot_be_named_and_is_not_matched() {
    let world = world().await;
    let cache = world.create_image_cache().await;
    let request = group("web").image_cache_id(&cache);
    world.client.create_container_group(request).await.expect_err("not ready");
    let matched = world.create(group("web").auto_match_image_cache(true)).await;
    assert_eq!(around(&world, &matched, 2).await, ["ImagePulling", "Running"]);
}

#[tokio::test]
async fn an_image_cache_without_one_of_the_images_saves_nothing() {
    let world = world().await;
    let cache = world.create_image_cache().await;
    world.at(100);
    let containers = || [nginx("nginx"), container("redis", "redis:7")];
    let named = world.create(group("web").containers(containers()).image_cache_id(&cache)).await;
    let matched = world.create(group("web").containers(containers()).auto_match_image_cache(true)).await;
    for id in [named, matched] {
        assert_eq!(around(&world, &id, 102).await, ["ImagePulling", "Running"]);
    }
}

#[tokio::test]
async fn a_named_image_cache_comes_before_a_matching_one() {
    let world = world().await;
    let other = CreateImageCacheRequest::new("other", "subnet-1", "sg-1", ["redis:7"]);
    let other = world.client.create_image_cache(other).await.expect("an image cache").image_cache_id;
    world.create_image_cache().await;
    world.at(100);
    let id = world.create(group("web").image_cache_id(&other).auto_match_image_cache(true)).await;
    assert_eq!(around(&world, &id, 102).await, ["ImagePulling", "Running"]);
}

#[tokio::test]
async fn an_image_that_cannot_be_pulled_is_pulled_for_ever() {
    let world = world().await;
    world.kci.add_script(Script::new("redis").pull_error("no such image"));
    let id = world.create(group_of(RestartPolicy::Never, [nginx("nginx"), container("redis", "redis:7")])).await;
    for seconds in [START, 1_000, 1_000_000_000] {
        world.at(seconds);
        assert_eq!(world.status(&id).await, "ImagePulling");
        assert_eq!(world.states(&id).await[1], "waiting ImagePullBackOff");
    }
    proves(&world.kci, &["CreateContainerGroup.Container.N.Image"]);
}

#[tokio::test]
async fn an_image_in_a_cache_need_not_be_pulled_again() {
    let world = world().await;
    world.create_image_cache().await;
    world.at(100);
    world.kci.add_script(Script::new("nginx").pull_error("no such image"));
    let id = world.create(group("web").auto_match_image_cache(true)).await;
    assert_eq!(around(&world, &id, 101).await, ["Pending", "Running"]);
}

#[tokio::test]
async fn init_containers_run_one_after_another_before_the_others() {
    let world = world().await;
    let id = world.create(group("web").init_containers([init("one", IMAGE), init("two", IMAGE)])).await;
    assert_eq!(around(&world, &id, 2).await, ["ImagePulling", "Pending"]);
    assert_eq!(around(&world, &id, 4).await, ["Pending", "Running"]);
    assert_eq!(world.states(&id).await, ["running 4-"]);
    let events = world.events(&id).await;
    let started: Vec<_> = events.iter().filter(|event| event.contains("Started")).map(String::as_str).collect();
    assert_eq!(
        started,
        [
            "Normal Started x1 2: started container one",
            "Normal Started x1 3: started container two",
            "Normal Started x1 4: started container nginx",
        ]
    );
    proves(&world.kci, &["CreateContainerGroup.InitContainer.N", "CreateContainerGroup.InitContainer.N.Name"]);
}

#[tokio::test]
async fn an_init_container_runs_as_long_as_its_script_says() {
    let world = world().await;
    world.kci.add_script(Script::new("migrate").run_seconds(60));
    let id = world.create(group("web").init_containers([init("one", "migrate:1")])).await;
    assert_eq!(around(&world, &id, START + 60).await, ["Pending", "Running"]);
    proves(&world.kci, &["CreateContainerGroup.InitContainer.N.Image"]);
}

#[tokio::test]
async fn a_failing_init_container_fails_a_group_that_never_restarts() {
    let world = world().await;
    world.kci.add_script(Script::new("migrate").exit_code(3));
    let containers = [init("one", "migrate:1"), init("two", IMAGE)];
    let id = world.create(group_of(RestartPolicy::Never, [nginx("nginx")]).init_containers(containers)).await;
    assert_eq!(around(&world, &id, START + 1).await, ["Pending", "Failed"]);
    world.at(1_000);
    assert_eq!(world.states(&id).await, ["waiting ContainerCreating"]);
    let events = world.events(&id).await;
    assert_eq!(events.last().map(String::as_str), Some("Warning Failed x1 3: container one ended with exit code 3"));
}

#[tokio::test]
async fn a_failing_init_container_is_tried_again_under_the_other_policies() {
    for policy in [RestartPolicy::OnFailure, RestartPolicy::Always] {
        let world = world().await;
        world.kci.add_script(Script::new("migrate").exit_code(3));
        let request = group_of(policy, [nginx("nginx")]).init_containers([init("one", "migrate:1")]);
        let id = world.create(request).await;
        world.at(START + 11);
        assert_eq!(world.status(&id).await, "Pending");
        let events = world.events(&id).await;
        assert!(events.contains(&"Normal Started x2 2-13: started container one".to_owned()), "{events:?}");
        world.at(1_000_000);
        assert_eq!(world.status(&id).await, "Pending");
    }
}

#[tokio::test]
async fn a_group_has_ended_when_its_last_container_has() {
    let world = world().await;
    world.kci.add_script(Script::new("long").run_seconds(100));
    world.kci.add_script(Script::new("short").run_seconds(5));
    let containers = [container("one", "long:1"), container("two", "short:1")];
    let id = world.create(group_of(RestartPolicy::Never, containers)).await;
    world.at(START + 5);
    assert_eq!(world.states(&id).await, ["running 2-", "terminated Completed 2-7 (0)"]);
    assert_eq!(around(&world, &id, START + 100).await, ["Running", "Succeeded"]);
    assert_eq!(world.describe(&id).await.succeeded_time.map(seconds), Some(102));
}

#[tokio::test]
async fn a_group_has_failed_when_one_of_its_containers_has() {
    let world = world().await;
    world.kci.add_script(Script::new("bad").run_seconds(5).exit_code(1));
    let id = world.create(group_of(RestartPolicy::Never, [nginx("good"), container("bad", "bad:1")])).await;
    world.at(START + 29);
    assert_eq!(world.status(&id).await, "Running");
    world.at(START + 30);
    assert_eq!(world.status(&id).await, "Failed");
    assert_eq!(world.states(&id).await, ["terminated Completed 2-32 (0)", "terminated Error 2-7 (1)"]);
}

#[tokio::test]
async fn a_script_counts_for_groups_that_are_created_after_it() {
    let world = world().await;
    let before = world.create(group_of(RestartPolicy::Never, [nginx("nginx")])).await;
    world.kci.add_script(Script::new("nginx").run_seconds(5));
    let after = world.create(group_of(RestartPolicy::Never, [nginx("nginx")])).await;
    world.at(START + 5);
    assert_eq!([world.status(&before).await, world.status(&after).await], ["Running", "Succeeded"]);
}

#[tokio::test]
async fn the_last_script_that_fits_counts() {
    let world = world().await;
    world.kci.add_script(Script::new("ksyun/nginx").run_seconds(5));
    world.kci.add_script(Script::new("nginx").run_seconds(7));
    world.kci.add_script(Script::new("redis").run_seconds(9));
    let id = world.create(group_of(RestartPolicy::Never, [nginx("nginx")])).await;
    assert_eq!(around(&world, &id, START + 7).await, ["Running", "Succeeded"]);
}
