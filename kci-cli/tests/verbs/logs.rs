//! Logs, and following them.

use std::time::Duration;

use kci_emulator::{Fault, FaultKind, Script};
use kci_sdk::value::RestartPolicy;

use crate::world::{Running, World};

/// A group that runs, whose container logs nothing by itself but one line.
fn running(world: &World) -> String {
    world.emulator.add_script(Script::new("quiet").log(["ready"]));
    let id = world.group_that("web", "quiet:1", RestartPolicy::Always);
    world.emulator.advance(Duration::from_secs(5));
    id
}

#[test]
fn logs_are_written_as_they_are() {
    let world = World::still();
    let id = running(&world);
    world.emulator.log(&id, "main", ["one", "two"]).expect("lines");
    let log = world.run(&["logs", "web"]).ok();
    let texts: Vec<_> = log.lines().filter_map(|line| line.rsplit(' ').next()).collect();
    assert_eq!(texts, ["ready", "one", "two"]);
    assert!(world.run(&["logs", "web", "-n", "1"]).ok().ends_with("main: two\n"));
    assert_eq!(world.run(&["logs", "web", "--json", "--query", "length(Content) > `0`"]).ok(), "true\n");
}

#[test]
fn logs_of_a_container_that_is_not_there_name_those_that_are() {
    let world = World::still();
    running(&world);
    let said = world.run(&["logs", "web", "-c", "side"]).fails(5);
    assert!(said.contains("it has: main"), "{said}");
}

/// The id of a job whose log is followed, past its first line.
fn followed(world: &World) -> (String, Running) {
    world.emulator.add_script(Script::new("job").log(["start"]));
    let id = world.group("job", "job:1");
    world.emulator.advance(Duration::from_secs(3));
    let mut following = world.start(&["logs", "-f", "job", "--interval", "0.01"]);
    following.reads("start\n");
    (id, following)
}

#[test]
fn following_tells_each_line_once_and_ends_with_the_container() {
    let world = World::still();
    let (id, mut following) = followed(&world);
    // The same line a hundred times, at the same moment.
    for count in 1..=100 {
        world.emulator.log(&id, "main", ["tick"]).expect("a line");
        if count % 10 == 0 {
            following.reads("tick\n");
        }
    }
    world.emulator.exit(&id, "main", 0).expect("an end");
    let rest = following.end();
    assert_eq!(rest.stderr, "");
    assert_eq!(10 + rest.ok().matches("tick\n").count(), 100);
}

#[test]
fn following_says_where_lines_may_be_missing() {
    let world = World::still();
    let id = running(&world);
    let mut following = world.start(&["logs", "-f", "web", "--interval", "0.01"]);
    following.reads("ready\n");
    let lines: Vec<_> = (0..2_500).map(|number| format!("line {number}")).collect();
    world.emulator.log(&id, "main", lines).expect("lines");
    following.says("lines may be missing here");
    following.reads("line 2499\n");
    // Ctrl-C does not end what was started with it ignored, as the programs of a script in the background are.
    following.signal("TERM");
    assert!(!following.end().stdout.contains("line"));
}

#[test]
fn following_says_that_the_container_started_again() {
    let world = World::still();
    let id = running(&world);
    let mut following = world.start(&["logs", "-f", "web", "--interval", "0.01"]);
    following.reads("ready\n");
    world.emulator.exit(&id, "main", 1).expect("an end");
    world.emulator.advance(Duration::from_secs(20));
    following.says("the log begins anew");
    following.reads("ready\n");
    world.run(&["rm", "web"]).ok();
}

#[test]
fn following_goes_on_while_the_service_does_not_answer() {
    let world = World::still();
    let (id, mut following) = followed(&world);
    let throttled = Fault::new(FaultKind::error("LimitExceeded")).rate(0.2, 7);
    let dropped = Fault::new(FaultKind::Drop { after_effect: false }).rate(0.1, 8);
    for fault in [throttled, dropped] {
        world.emulator.add_fault(fault).expect("a fault");
    }
    for number in 0..10 {
        world.emulator.log(&id, "main", [format!("line {number}")]).expect("a line");
        following.reads(&format!("line {number}\n"));
    }
    world.emulator.exit(&id, "main", 0).expect("an end");
    following.end().ok();
    assert!(world.emulator.journal().iter().any(|entry| entry.fault));
}
