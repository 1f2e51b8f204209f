//! The SDK's waiters against lifecycles, in the emulator's time: whoever waits moves it on.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use kci_emulator::{Emulator, Fault, FaultKind, Script};
use kci_sdk::request::{DescribeContainerGroupRequest, DescribeImageCacheRequest, InitContainer};
use kci_sdk::runtime::{Subject, WaiterState};
use kci_sdk::value::{ContainerGroupStatus, RestartPolicy};
use kci_sdk::{Error, WaiterEnd, WaiterError, waiter};

use crate::fixture::{START, World, container, group, group_of, nginx, seconds, world};

const SECOND: Duration = Duration::from_secs(1);

fn of(id: &str) -> DescribeContainerGroupRequest {
    DescribeContainerGroupRequest::new().container_group_ids([id])
}

fn all() -> DescribeContainerGroupRequest {
    DescribeContainerGroupRequest::new()
}

/// How a wait failed.
fn failed<T: std::fmt::Debug>(result: Result<T, Error>) -> WaiterError {
    match result.expect_err("the state is not reached") {
        Error::Waiter(error) => *error,
        other => panic!("not of the waiter: {other}"),
    }
}

/// Seconds since the beginning.
fn now(world: &World) -> i64 {
    seconds(world.kci.clock().now())
}

/// How often a parameter of the calls that were made had each value.
fn parameters(kci: &Emulator, action: &str, name: &str) -> Vec<Option<String>> {
    let journal = kci.journal();
    let of_action = journal.iter().filter(|entry| entry.action.as_deref() == Some(action));
    of_action.map(|entry| entry.received.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone())).collect()
}

#[tokio::test]
async fn a_group_is_waited_for_until_it_runs() {
    let world = world().await;
    let id = world.create(group("web")).await;
    let wait = world.client.describe_container_group(of(&id)).wait_for(waiter::ContainerGroupRunning);
    let answer = wait.await.expect("running");
    assert_eq!(answer.container_groups[0].status.to_string(), "Running");
    assert!((START..START + 10).contains(&now(&world)), "{}", now(&world));
}

/// Twenty groups that run soon, and one that does after a hundred seconds more, which is listed last.
async fn twenty_and_one(world: &World) -> Vec<String> {
    world.kci.add_script(Script::new("slow").run_seconds(100));
    let mut ids = world.create_many(20).await;
    let slow = InitContainer::new().name("init").image("slow:1");
    ids.push(world.create(group("slow").init_containers([slow])).await);
    ids
}

#[tokio::test]
async fn of_twenty_one_groups_the_last_is_waited_for_too() {
    let world = world().await;
    twenty_and_one(&world).await;
    let call = world.client.describe_container_group(all().max_results(20));
    let answer = call.wait_for(waiter::ContainerGroupRunning).await.expect("running");
    assert_eq!(answer.container_groups.len(), 21);
    assert_eq!(answer.container_groups[20].container_group_name, "slow", "it is on the second page");
    assert!(answer.container_groups.iter().all(|group| group.status == ContainerGroupStatus::Running));
    assert!(now(&world) >= START + 100, "{}", now(&world));
}

#[tokio::test]
async fn pages_are_as_large_as_they_can_be_unless_the_request_says_how_large() {
    let world = world().await;
    twenty_and_one(&world).await;
    world.at(1_000);
    let ask = async |request| {
        let before = parameters(&world.kci, "DescribeContainerGroup", "MaxResults").len();
        let wait = world.client.describe_container_group(request).wait_for(waiter::ContainerGroupRunning);
        assert_eq!(wait.await.expect("running").container_groups.len(), 21);
        parameters(&world.kci, "DescribeContainerGroup", "MaxResults").split_off(before)
    };
    assert_eq!(ask(all()).await, [Some("100".to_owned())]);
    assert_eq!(ask(all().max_results(10)).await, vec![Some("10".to_owned()); 3]);
}

#[tokio::test]
async fn all_groups_are_waited_for_until_they_have_ended_well() {
    let world = world().await;
    world.kci.add_script(Script::new("slow").run_seconds(60));
    world.create(group_of(RestartPolicy::Never, [nginx("one")])).await;
    world.create(group_of(RestartPolicy::Never, [container("one", "slow:1")])).await;
    let wait = world.client.describe_container_group(all()).wait_for(waiter::ContainerGroupSucceeded);
    assert_eq!(wait.await.expect("ended").container_groups.len(), 2);
    assert!(now(&world) >= START + 60);
}

#[tokio::test]
async fn a_group_that_has_ended_badly_has_ended() {
    let world = world().await;
    world.kci.add_script(Script::new("nginx").run_seconds(5).exit_code(1));
    world.create(group_of(RestartPolicy::Never, [nginx("one")])).await;
    world.create(group_of(RestartPolicy::Never, [container("one", "job:1")])).await;
    let wait = world.client.describe_container_group(all()).wait_for(waiter::ContainerGroupEnded);
    let states: Vec<_> =
        wait.await.expect("ended").container_groups.iter().map(|group| group.status.to_string()).collect();
    assert_eq!(states.len(), 2);
    assert!(states.contains(&"Failed".to_owned()) && states.contains(&"Succeeded".to_owned()), "{states:?}");
}

#[tokio::test]
async fn a_failure_says_what_ended_with_which_code_and_where_to_look() {
    let world = world().await;
    world.kci.add_script(Script::new("job").run_seconds(1).exit_code(3));
    world.create(group_of(RestartPolicy::Never, [nginx("fine")])).await;
    let id = world.create(group_of(RestartPolicy::Never, [container("main", "job:1")])).await;
    let error = failed(
        world.client.describe_container_group(all()).wait_for(waiter::ContainerGroupSucceeded).delay(SECOND).await,
    );
    assert_eq!((error.end(), error.waiter()), (WaiterEnd::Failed, "ContainerGroupSucceeded"));
    let culprits: Vec<&Subject> = error.culprits().collect();
    let [culprit] = culprits.as_slice() else { panic!("{culprits:?}") };
    assert_eq!((culprit.id(), culprit.state()), (Some(id.as_str()), Some("Failed")));
    let part = &culprit.parts()[0];
    assert_eq!((part.name(), part.reason(), part.exit_code()), (Some("main"), Some("Error"), Some(3)));
    assert_eq!(error.subjects().len(), 2);
    let (told, last) = (error.to_string(), error.response::<DescribeContainerGroupRequest>().expect("the last answer"));
    assert_eq!(last.container_groups.len(), 2);
    let expected = format!(
        "container group web ({id}): Failed; container main: terminated, Error, exit code 3; \
         Failed: container main ended with exit code 3 -- a container ended by itself: DescribeContainerLog has its log"
    );
    assert!(told.ends_with(&expected) && !told.contains('\n'), "{told}");
}

#[tokio::test]
async fn a_group_that_has_ended_before_it_was_seen_to_run_says_what_to_wait_for() {
    let world = world().await;
    world.kci.add_script(Script::new("nginx").run_seconds(0));
    let id = world.create(group_of(RestartPolicy::Never, [nginx("one")])).await;
    world.at(100);
    let error = failed(world.client.describe_container_group(of(&id)).wait_for(waiter::ContainerGroupRunning).await);
    assert_eq!(error.looks(), 1);
    assert!(error.hint().is_some_and(|hint| hint.contains("ContainerGroupSucceeded")), "{error}");
}

#[tokio::test]
async fn an_image_that_cannot_be_pulled_says_so_after_a_minute() {
    let world = world().await;
    world.kci.add_script(Script::new("nginx").pull_error("no such image"));
    let id = world.create(group("web")).await;
    let wait = world.client.describe_container_group(of(&id)).wait_for(waiter::ContainerGroupRunning);
    let error = failed(wait.await);
    assert_eq!(error.end(), WaiterEnd::Failed);
    // A minute from the first look that saw it, which may be the very first.
    assert!((60..START + 90).contains(&now(&world)), "{}", now(&world));
    let told = error.to_string();
    for part in
        ["container nginx: waiting, ImagePullBackOff", "times: cannot pull image", "no such image", "name and tag"]
    {
        assert!(told.contains(part), "{part} in {told}");
    }
    let standing = error.subjects()[0].standing();
    assert_eq!(standing, Some(WaiterState::FailureAfter(60 * SECOND)));
}

#[tokio::test]
async fn a_service_that_never_ends_is_given_up_at_the_deadline() {
    let world = world().await;
    let id = world.create(group("web")).await;
    let call = world.client.describe_container_group(of(&id));
    let error = failed(call.wait_for(waiter::ContainerGroupEnded).deadline(90 * SECOND).await);
    assert_eq!((error.end(), error.elapsed(), now(&world)), (WaiterEnd::Deadline, 90 * SECOND, 90));
    assert!(error.hint().is_some_and(|hint| hint.contains("RestartPolicy is Always")), "{error}");
}

#[tokio::test]
async fn with_a_deadline_of_nothing_it_asks_once() {
    let world = world().await;
    let id = world.create(group("web")).await;
    let call = world.client.describe_container_group(of(&id));
    let error = failed(call.wait_for(waiter::ContainerGroupRunning).deadline(Duration::ZERO).await);
    assert_eq!((error.end(), error.looks(), now(&world)), (WaiterEnd::Deadline, 1, 0));
}

#[tokio::test]
async fn a_mistyped_id_ends_the_waiting_after_the_grace() {
    let world = world().await;
    let id = world.create(group("web")).await;
    let request = || all().container_group_ids([id.as_str(), "no-such-group"]);
    let call = world.client.describe_container_group(request());
    let error = failed(call.wait_for(waiter::ContainerGroupRunning).await);
    assert_eq!((error.end(), error.missing()), (WaiterEnd::Missing, ["no-such-group".to_owned()].as_slice()));
    assert!((15..31).contains(&now(&world)), "{}", now(&world));
    assert!(error.to_string().contains("not there: no-such-group"), "{error}");
    let call = world.client.describe_container_group(request());
    let error = failed(call.wait_for(waiter::ContainerGroupRunning).grace(Duration::ZERO).await);
    assert_eq!((error.end(), error.looks()), (WaiterEnd::Missing, 1));
}

#[tokio::test]
async fn an_id_that_comes_late_is_waited_for() {
    let world = world().await;
    let id = world.create(group("web")).await;
    world.delete(&id).await;
    // Ids follow from a seed: the same one comes again after a reset.
    world.kci.reset(0).expect("a reset");
    let wait = world.client.describe_container_group(of(&id)).wait_for(waiter::ContainerGroupRunning);
    let create = async {
        world.kci.clock().sleep(10 * SECOND).await;
        world.create(group("web")).await
    };
    let (answer, late) = tokio::join!(wait.into_future(), create);
    assert_eq!(late, id);
    assert_eq!(answer.expect("running").container_groups[0].container_group_id, id);
}

#[tokio::test]
async fn a_group_that_is_deleted_meanwhile_is_missed() {
    let world = world().await;
    let id = world.create(group("web")).await;
    let wait = world.client.describe_container_group(of(&id)).wait_for(waiter::ContainerGroupEnded);
    let delete = async {
        world.kci.clock().sleep(100 * SECOND).await;
        world.delete(&id).await;
    };
    let (answer, ()) = tokio::join!(wait.into_future(), delete);
    let error = failed(answer);
    assert_eq!((error.end(), error.missing()), (WaiterEnd::Missing, [id].as_slice()));
    assert!((115..180).contains(&now(&world)), "{}", now(&world));
}

#[tokio::test]
async fn a_deleted_group_is_waited_for_until_it_is_gone() {
    let world = world().await;
    let ids = [world.create(group("web")).await, world.create(group("api")).await];
    let request = all().container_group_ids(ids.clone());
    let wait = world.client.describe_container_group(request).wait_for(waiter::ContainerGroupDeleted);
    let delete = async {
        for id in &ids {
            world.kci.clock().sleep(40 * SECOND).await;
            world.delete(id).await;
        }
    };
    let (answer, ()) = tokio::join!(wait.into_future(), delete);
    assert!(answer.expect("gone").container_groups.is_empty());
    assert!((80..100).contains(&now(&world)), "{}", now(&world));
}

#[tokio::test]
async fn a_group_that_is_not_deleted_is_shown_at_the_deadline() {
    let world = world().await;
    let ids = [world.create(group("web")).await, "gone-already".to_owned()];
    let call = world.client.describe_container_group(all().container_group_ids(ids.clone()));
    let error = failed(call.wait_for(waiter::ContainerGroupDeleted).deadline(30 * SECOND).await);
    assert_eq!((error.end(), error.missing().len()), (WaiterEnd::Deadline, 0));
    assert!(error.to_string().contains(&format!("container group web ({}): Running", ids[0])), "{error}");
}

#[tokio::test]
async fn an_image_cache_is_waited_for_until_it_is_ready() {
    let world = world().await;
    let id = world.create_image_cache().await;
    let call = world.client.describe_image_cache(DescribeImageCacheRequest::new().image_cache_ids([&id]));
    let answer = call.wait_for(waiter::ImageCacheReady).await.expect("ready");
    assert_eq!(answer.image_caches[0].status.to_string(), "Ready");
}

#[tokio::test]
async fn an_image_cache_that_has_failed_says_why() {
    let world = world().await;
    world.kci.add_script(Script::new("nginx").pull_error("no such image"));
    let id = world.create_image_cache().await;
    let call = world.client.describe_image_cache(DescribeImageCacheRequest::new().image_cache_ids([&id]));
    let error = failed(call.wait_for(waiter::ImageCacheReady).await);
    let told = error.to_string();
    assert!(told.contains(&format!("image cache cache ({id}): Failed, ")) && told.contains("no such image"), "{told}");
    assert!(error.hint().is_some_and(|hint| hint.contains("registry")), "{told}");
}

#[tokio::test]
async fn progress_is_told_as_long_as_it_goes_on() {
    let world = world().await;
    let id = twenty_and_one(&world).await.pop().expect("the slow one");
    let told = Arc::new(Mutex::new(Vec::new()));
    let kept = told.clone();
    let wait = world.client.describe_container_group(all()).wait_for(waiter::ContainerGroupRunning);
    let wait = wait.on_progress(move |progress| {
        kept.lock().expect("lines").push((progress.reached(), progress.expected(), progress.to_string()));
    });
    wait.await.expect("running");
    let told = told.lock().expect("lines");
    assert_eq!((told[0].0, told[0].1), (0, 21));
    let (reached, expected, line) = told.last().expect("a line");
    assert_eq!((*reached, *expected), (20, 21));
    assert!(line.starts_with("ContainerGroupRunning: 20 of 21 after "), "{line}");
    assert!(line.contains(&format!("; container group slow ({id}): Pending")), "{line}");
}

#[tokio::test]
async fn it_asks_less_and_less_often_and_each_seed_in_its_own_way() {
    let times = async |seed: u64| {
        let world = world().await;
        let id = world.create(group("web")).await;
        let client = world.kci.client_builder().seed(seed).build().expect("a client");
        let call = client.describe_container_group(of(&id));
        failed(call.wait_for(waiter::ContainerGroupEnded).deadline(300 * SECOND).await);
        let journal = world.kci.journal();
        let asked = journal.iter().filter(|entry| entry.action.as_deref() == Some("DescribeContainerGroup"));
        let times: Vec<f64> = asked
            .filter_map(|entry| entry.time)
            .map(|time| time.duration_since(crate::fixture::time(0)).as_secs_f64())
            .collect();
        times
    };
    let (one, same, other) = (times(1).await, times(1).await, times(2).await);
    assert_eq!(one, same);
    assert_ne!(one, other);
    let delays: Vec<f64> = one.windows(2).map(|pair| pair[1] - pair[0]).collect();
    for (delay, most) in delays.iter().zip([2.0, 4.0, 8.0, 16.0, 30.0, 30.0]) {
        assert!((most / 2.0 - 0.001..=most + 0.001).contains(delay), "{delays:?}");
    }
    assert_eq!(one.last().copied(), Some(300.0));
}

#[tokio::test]
async fn an_outage_is_waited_out() {
    let world = world().await;
    let id = world.create(group("web")).await;
    let unavailable = Fault::new(FaultKind::error("ServiceUnavailable")).of("DescribeContainerGroup").times(30);
    world.kci.add_fault(unavailable).expect("a fault");
    let call = world.client.describe_container_group(of(&id));
    call.wait_for(waiter::ContainerGroupRunning).max_delay(SECOND).await.expect("running");
}

#[tokio::test]
async fn an_outage_that_lasts_until_the_deadline_is_told() {
    let world = world().await;
    let id = world.create(group("web")).await;
    let unavailable = Fault::new(FaultKind::error("ServiceUnavailable")).of("DescribeContainerGroup").times(10_000);
    world.kci.add_fault(unavailable).expect("a fault");
    let call = world.client.describe_container_group(of(&id));
    let error = failed(call.wait_for(waiter::ContainerGroupRunning).deadline(60 * SECOND).await);
    assert_eq!(error.end(), WaiterEnd::Deadline);
    assert!(error.service_error().is_some_and(|error| error.code() == "ServiceUnavailable"), "{error}");
}

#[tokio::test]
async fn a_wait_that_is_dropped_asks_no_more() {
    let world = world().await;
    let id = world.create(group("web")).await;
    let call = world.client.describe_container_group(of(&id));
    tokio::select! {
        answer = call.wait_for(waiter::ContainerGroupEnded).into_future() => panic!("{answer:?}"),
        () = world.kci.clock().sleep(20 * SECOND) => {}
    }
    let asked = world.kci.journal().len();
    world.kci.clock().sleep(1_000 * SECOND).await;
    assert_eq!(world.kci.journal().len(), asked);
}

#[tokio::test]
async fn many_wait_at_once_in_one_time() {
    let world = world().await;
    world.kci.add_script(Script::new("job").run_seconds(600));
    let mut ids = Vec::new();
    for name in ["a", "b", "c", "d"] {
        let request = group_of(RestartPolicy::Never, [container(name, "job:1")]);
        ids.push(world.create(request).await);
    }
    let wait = |id: &str| {
        let call = world.client.describe_container_group(of(id));
        call.wait_for(waiter::ContainerGroupEnded).into_future()
    };
    let (one, two, three, four) = tokio::join!(wait(&ids[0]), wait(&ids[1]), wait(&ids[2]), wait(&ids[3]));
    for answer in [one, two, three, four] {
        answer.expect("ended");
    }
    assert!((602..640).contains(&now(&world)), "{}", now(&world));
}
