//! Listing, looking at, waiting for and deleting container groups and image caches.

use std::time::Duration;

use kci_emulator::{Fault, FaultKind, Script};
use kci_sdk::value::RestartPolicy;

use crate::world::World;

#[test]
fn ls_lists_every_page() {
    let world = World::still();
    let ids: Vec<_> = (0..25).map(|number| world.group(&format!("web-{number:02}"), "nginx")).collect();
    let listed = world.run(&["ls", "-o", "id"]).ok();
    let mut listed: Vec<_> = listed.lines().collect();
    listed.sort_unstable();
    let mut ids: Vec<_> = ids.iter().map(String::as_str).collect();
    ids.sort_unstable();
    assert_eq!(listed, ids);
    assert_eq!(world.run(&["ls", "--limit", "3", "-o", "name"]).ok().lines().count(), 3);
}

#[test]
fn ls_shows_tab_separated_lines_in_a_pipe() {
    let world = World::still();
    let id = world.group("web", "nginx");
    let line = world.run(&["ls"]).ok();
    assert!(line.starts_with(&format!("{id}\tweb\tPending\t2\t4\t")), "{line}");
}

#[test]
fn ls_filters_by_status_and_text() {
    let world = World::still();
    world.group("web", "nginx");
    world.emulator.advance(Duration::from_secs(5));
    world.group("job", "busybox");
    assert_eq!(world.run(&["ls", "--status", "Running", "-o", "name"]).ok(), "web\n");
    assert_eq!(world.run(&["ls", "jo", "-o", "name"]).ok(), "job\n");
}

#[test]
fn get_takes_ids_and_names() {
    let world = World::still();
    let (web, job) = (world.group("web", "nginx"), world.group("job", "busybox"));
    let answer = world.run(&["get", "web", "--query", "Containers[0].Image"]).ok();
    assert_eq!(answer, "nginx\n");
    assert_eq!(world.run(&["get", "job", &web, "-o", "id"]).ok(), format!("{job}\n{web}\n"));
}

#[test]
fn get_says_what_is_not_there() {
    let world = World::still();
    world.group("web", "nginx");
    let said = world.run(&["get", "web", "wob"]).fails(5);
    assert!(said.contains("there is no container group wob"), "{said}");
}

#[test]
fn a_name_that_several_have_is_refused_with_their_ids() {
    let world = World::still();
    let ids = [world.group("web", "nginx"), world.group("web", "nginx")];
    let said = world.run(&["rm", "web"]).fails(2);
    assert!(ids.iter().all(|id| said.contains(id)), "{said}");
    assert_eq!(world.left().len(), 2);
}

#[test]
fn rm_deletes_and_tells_the_ids() {
    let world = World::still();
    let (web, job) = (world.group("web", "nginx"), world.group("job", "busybox"));
    assert_eq!(world.run(&["rm", "web", &job, "-o", "id"]).ok(), format!("{web}\n{job}\n"));
    assert!(world.left().is_empty());
}

#[test]
fn rm_deletes_nothing_where_a_word_is_mistyped() {
    let world = World::still();
    world.group("web", "nginx");
    world.run(&["rm", "web", "jbo"]).fails(5);
    assert_eq!(world.left(), ["web"]);
    world.run(&["rm", "web", "jbo", "--ignore-missing", "--wait"]).ok();
    assert!(world.left().is_empty());
}

#[test]
fn rm_takes_a_lost_answer_for_done() {
    let world = World::still();
    world.group("web", "nginx");
    let lost = Fault::new(FaultKind::Drop { after_effect: true }).of("DeleteContainerGroup");
    world.emulator.add_fault(lost).expect("a fault");
    world.run(&["rm", "web"]).ok();
    assert!(world.left().is_empty());
}

#[test]
fn wait_ends_when_it_runs_and_tells_how_far_it_is() {
    let world = World::still();
    let id = world.group("web", "nginx");
    let running = world.start(&["wait", "web", "--interval", "0.01"]);
    // One to find it, and some that see it pending.
    world.asked("DescribeContainerGroup", 3);
    world.emulator.advance(Duration::from_secs(5));
    let ran = running.end();
    assert!(ran.stderr.contains("ContainerGroupRunning: 0 of 1; container group web"), "{ran:?}");
    assert_eq!(ran.stderr.matches(": Pending").count(), 1, "what is the same is said once: {ran:?}");
    assert!(ran.ok().starts_with(&id));
}

#[test]
fn wait_says_why_it_will_not_come() {
    let world = World::still();
    world.emulator.add_script(Script::new("job").run_seconds(1).exit_code(3));
    world.group("night", "job:1");
    world.emulator.advance(Duration::from_secs(5));
    let said = world.run(&["wait", "night", "--for", "succeeded"]).fails(9);
    assert!(said.contains("night") && said.contains("exit code 3"), "{said}");
}

#[test]
fn wait_ends_with_a_status_of_its_own_when_it_took_too_long() {
    let world = World::still();
    world.group("web", "nginx");
    let said = world.run(&["wait", "web", "--timeout", "0", "--for", "ended"]).fails(6);
    assert!(said.contains("Pending"), "{said}");
}

#[test]
fn wait_for_deleted_is_over_at_once_for_what_is_not_there() {
    let world = World::still();
    world.run(&["wait", "gone", "--for", "deleted"]).ok();
}

#[test]
fn events_tell_what_happened() {
    let world = World::still();
    world.group_that("web", "nginx", RestartPolicy::Always);
    world.emulator.advance(Duration::from_secs(5));
    let events = world.run(&["events", "web", "--query", "Events[].Reason", "-o", "json"]).ok();
    assert!(events.contains("Scheduled") && events.contains("Started"), "{events}");
}

#[test]
fn cache_has_its_own_verbs() {
    let world = World::still();
    let id = world.run(&["cache", "create", "base", "nginx", "redis", "-o", "id"]).ok();
    let running = world.start(&["cache", "wait", "base", "--interval", "0.01", "-o", "id"]);
    world.asked("DescribeImageCache", 3);
    world.emulator.advance(Duration::from_secs(5));
    assert_eq!(running.end().ok(), id);
    assert_eq!(world.run(&["cache", "ls", "--query", "ImageCaches[].Status | [0]"]).ok(), "Ready\n");
    assert_eq!(world.run(&["cache", "events", "base", "--query", "Events[-1].Reason"]).ok(), "Ready\n");
    assert_eq!(world.run(&["cache", "rm", "base", "-o", "id"]).ok(), id);
    let said = world.run(&["cache", "rm", "base"]).fails(5);
    assert!(said.contains("there is no image cache base"), "{said}");
}

#[test]
fn cache_create_asks_for_a_network() {
    let world = World::still();
    let words = ["cache", "create", "base", "nginx", "--profile", "other"];
    let said = world.run(&words).fails(2);
    assert!(said.contains("--subnet"), "{said}");
}

#[test]
fn a_fifth_of_the_calls_throttled_is_not_felt() {
    let world = World::still();
    let throttled = Fault::new(FaultKind::error("LimitExceeded")).rate(0.2, 7);
    let dropped = Fault::new(FaultKind::Drop { after_effect: false }).rate(0.1, 8);
    for number in 0..10 {
        world.group(&format!("web-{number}"), "nginx");
    }
    for fault in [throttled, dropped] {
        world.emulator.add_fault(fault).expect("a fault");
    }
    assert_eq!(world.run(&["ls", "-o", "name"]).ok().lines().count(), 10);
    let names: Vec<_> = (0..10).map(|number| format!("web-{number}")).collect();
    let words: Vec<_> = ["rm"].into_iter().chain(names.iter().map(String::as_str)).collect();
    assert_eq!(world.run(&words).ok().lines().count(), 10);
    assert!(world.emulator.journal().iter().any(|entry| entry.fault));
}

#[test]
fn a_dry_run_deletes_and_creates_nothing() {
    let world = World::still();
    let id = world.group("web", "nginx");
    let shown = world.run(&["rm", "web", "--dry-run"]).ok();
    assert!(
        shown.contains(&format!("Action=DeleteContainerGroup\nVersion=2020-07-02\nContainerGroupId={id}\n")),
        "{shown}"
    );
    let shown = world.run(&["cache", "create", "base", "nginx", "--dry-run"]).ok();
    assert!(shown.contains("Image.1=nginx\n"), "{shown}");
    assert_eq!(world.left(), ["web"]);
    assert!(!world.actions().contains(&"CreateImageCache".to_owned()));
}
