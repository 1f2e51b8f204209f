//! Restart policies: what happens to a container that has ended.

use kci_emulator::Script;
use kci_sdk::value::RestartPolicy;

use crate::common::proves;
use crate::fixture::{START, World, container, group, group_of, nginx, short, time, world};

/// A group with a container that ends after five seconds, at a time.
async fn ended(policy: RestartPolicy, exit_code: i32, seconds: i64) -> (World, String) {
    let world = world().await;
    world.kci.add_script(Script::new("nginx").run_seconds(5).exit_code(exit_code));
    let id = world.create(group_of(policy, [nginx("nginx")])).await;
    world.at(seconds);
    (world, id)
}

/// What is described: status, current state, previous state, and how often it was started again.
async fn described(world: &World, id: &str) -> (String, String, String, i64) {
    let group = world.describe(id).await;
    let container = &group.containers[0];
    let states = [&container.current_state, &container.previous_state].map(|state| short(state.as_ref()));
    let [current, previous] = states;
    (group.status.to_string(), current, previous, container.restart_count)
}

async fn check(policy: RestartPolicy, code: i32, seconds: i64, expected: (&str, &str, &str, i64)) {
    let (world, id) = ended(policy.clone(), code, seconds).await;
    let (status, current, previous, restarts) = described(&world, &id).await;
    assert_eq!((status.as_str(), current.as_str(), previous.as_str(), restarts), expected, "{policy} {code} {seconds}");
}

#[tokio::test]
async fn never_means_that_a_container_stays_as_it_ended() {
    let ended = "terminated Completed 2-7 (0)";
    check(RestartPolicy::Never, 0, 7, ("Succeeded", ended, "none", 0)).await;
    check(RestartPolicy::Never, 0, 1_000, ("Succeeded", ended, "none", 0)).await;
    check(RestartPolicy::Never, 1, 1_000, ("Failed", "terminated Error 2-7 (1)", "none", 0)).await;
}

#[tokio::test]
async fn on_failure_means_that_a_good_end_is_the_last() {
    check(RestartPolicy::OnFailure, 0, 1_000, ("Succeeded", "terminated Completed 2-7 (0)", "none", 0)).await;
}

#[tokio::test]
async fn on_failure_means_that_a_bad_end_is_not() {
    for policy in [RestartPolicy::OnFailure, RestartPolicy::Always] {
        let ended = "terminated Error 2-7 (1)";
        check(policy.clone(), 1, 7, ("Running", "waiting CrashLoopBackOff", ended, 0)).await;
        check(policy.clone(), 1, 16, ("Running", "waiting CrashLoopBackOff", ended, 0)).await;
        check(policy.clone(), 1, 17, ("Running", "running 17-", ended, 1)).await;
        let again = "terminated Error 17-22 (1)";
        check(policy.clone(), 1, 22, ("Running", "waiting CrashLoopBackOff", again, 1)).await;
        check(policy.clone(), 1, 42, ("Running", "running 42-", again, 2)).await;
    }
}

#[tokio::test]
async fn always_means_that_a_good_end_is_not_the_last_either() {
    let ended = "terminated Completed 2-7 (0)";
    check(RestartPolicy::Always, 0, 7, ("Running", "waiting CrashLoopBackOff", ended, 0)).await;
    check(RestartPolicy::Always, 0, 17, ("Running", "running 17-", ended, 1)).await;
}

#[tokio::test]
async fn always_is_what_happens_where_nothing_is_said() {
    let world = world().await;
    world.kci.add_script(Script::new("nginx").run_seconds(5));
    let id = world.create(group("web")).await;
    world.at(17);
    assert_eq!(world.describe(&id).await.restart_policy, Some(RestartPolicy::Always));
    assert_eq!(world.container(&id).await.restart_count, 1);
}

#[tokio::test]
async fn the_wait_before_a_restart_grows_to_five_minutes() {
    let (world, id) = ended(RestartPolicy::Always, 1, 0).await;
    let mut starts = Vec::new();
    let mut known = None;
    while starts.len() < 9 {
        world.kci.jump().expect("a change");
        let state = short(world.container(&id).await.current_state.as_ref());
        if state.starts_with("running") && known.as_ref() != Some(&state) {
            starts.push(state.clone());
            known = Some(state);
        }
    }
    let expected = [2, 17, 42, 87, 172, 337, 642, 947, 1_252].map(|start| format!("running {start}-"));
    assert_eq!(starts, expected);
}

#[tokio::test]
async fn a_container_that_is_ended_while_it_runs_waits_and_starts_again() {
    let world = world().await;
    let id = world.create(group("web")).await;
    world.at(100);
    world.kci.exit(&id, "nginx", 137).expect("running");
    let (_, current, previous, restarts) = described(&world, &id).await;
    assert_eq!((current.as_str(), restarts), ("waiting CrashLoopBackOff", 0));
    assert_eq!(previous, "terminated Error 2-100 (137)");
    world.at(110);
    assert_eq!(described(&world, &id).await.1, "running 110-");
    world.at(1_000_000);
    assert_eq!(world.container(&id).await.restart_count, 1);
}

#[tokio::test]
async fn a_service_that_ran_for_long_and_was_ended_once_has_restarted_once() {
    let world = world().await;
    let id = world.create(group("web")).await;
    world.at(START + 3_600);
    world.kci.exit(&id, "nginx", 1).expect("running");
    world.at(1_000_000);
    assert_eq!(world.container(&id).await.restart_count, 1);
    assert_eq!(world.states(&id).await, ["running 3612-"]);
}

#[tokio::test]
async fn the_exit_code_that_is_ordered_decides_what_comes_then() {
    for (policy, code, status) in [
        (RestartPolicy::Never, 0, "Succeeded"),
        (RestartPolicy::Never, 1, "Failed"),
        (RestartPolicy::OnFailure, 0, "Succeeded"),
        (RestartPolicy::OnFailure, 1, "Running"),
        (RestartPolicy::Always, 0, "Running"),
    ] {
        let world = world().await;
        let id = world.create(group_of(policy.clone(), [nginx("nginx")])).await;
        world.at(10);
        world.kci.exit(&id, "nginx", code).expect("running");
        assert_eq!(world.status(&id).await, status, "{policy} {code}");
    }
}

#[tokio::test]
async fn a_container_that_does_not_run_cannot_be_ended() {
    let world = world().await;
    let id = world.create(group_of(RestartPolicy::OnFailure, [nginx("nginx")])).await;
    let exit = |code| world.kci.exit(&id, "nginx", code).map_err(|error| error.to_string());
    let not_running = Err("the container nginx is not running".to_owned());
    assert_eq!(exit(0), not_running);
    world.just_before(START);
    assert_eq!(exit(0), not_running);
    world.at(START);
    assert_eq!(exit(1), Ok(()));
    assert_eq!(exit(1), not_running);
    world.at(START + 10);
    assert_eq!(exit(0), Ok(()));
    world.at(1_000);
    assert_eq!(exit(0), not_running);
}

#[tokio::test]
async fn an_end_that_was_ordered_stays_so_when_the_clock_is_turned_back() {
    let world = world().await;
    let id = world.create(group_of(RestartPolicy::Never, [nginx("nginx")])).await;
    world.at(20);
    world.kci.exit(&id, "nginx", 1).expect("running");
    world.at(10);
    assert_eq!(world.states(&id).await, ["running 2-"]);
    assert_eq!(world.kci.jump(), Some(time(20)));
    assert_eq!(world.states(&id).await, ["terminated Error 2-20 (1)"]);
}

#[tokio::test]
async fn a_container_that_is_not_there_cannot_be_ended() {
    let world = world().await;
    let id = world.create(group("web")).await;
    world.at(START);
    assert!(world.kci.exit(&id, "redis", 0).is_err());
    assert!(world.kci.exit("nobody", "nginx", 0).is_err());
    world.delete(&id).await;
    assert!(world.kci.exit(&id, "nginx", 0).is_err());
}

#[tokio::test]
async fn containers_of_a_group_end_and_start_on_their_own() {
    let world = world().await;
    world.kci.add_script(Script::new("job").run_seconds(5));
    world.kci.add_script(Script::new("crash").run_seconds(5).exit_code(1));
    let containers = [container("one", "job:1"), container("two", "crash:1"), nginx("three")];
    let id = world.create(group_of(RestartPolicy::OnFailure, containers)).await;
    world.at(18);
    assert_eq!(world.states(&id).await, ["terminated Completed 2-7 (0)", "running 17-", "running 2-"]);
    let counts: Vec<_> = world.describe(&id).await.containers.iter().map(|one| one.restart_count).collect();
    assert_eq!(counts, [0, 1, 0]);
    world.at(10_000);
    assert_eq!(world.status(&id).await, "Running");
    world.at(17 + 5 + 20);
    world.kci.exit(&id, "two", 0).expect("running");
    assert_eq!(world.status(&id).await, "Succeeded");
    proves(&world.kci, &["CreateContainerGroup.RestartPolicy", "CreateContainerGroup.Container.N"]);
}
