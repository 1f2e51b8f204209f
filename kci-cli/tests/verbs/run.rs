//! Running one container, from its creation to its end, whatever comes in between.

use std::time::Duration;

use kci_emulator::{Fault, FaultKind, JournalEntry, Script};

use crate::world::{Running, World};

const RUN: [&str; 4] = ["run", "job:1", "--interval", "0.01"];

/// A world where `job` logs `start`, runs for two seconds, and ends with this code.
fn world(code: i32) -> World {
    let world = World::still();
    world.emulator.add_script(Script::new("job").run_seconds(2).exit_code(code).log(["start"]));
    world
}

/// Waits until an action has been asked for.
fn seen(world: &World, action: &str) {
    seen_that(world, action, |_| true);
}

fn seen_that(world: &World, action: &str, fits: impl Fn(&JournalEntry) -> bool) {
    let fits = |entry: &&JournalEntry| entry.action.as_deref() == Some(action) && fits(entry);
    world.until(action, |journal| journal.iter().filter(fits).count());
}

/// Waits until the group is asked after by its id, as only waiting does.
fn is_waited_for(world: &World) {
    let by_id = |entry: &JournalEntry| entry.understood.iter().any(|(name, _)| name == "ContainerGroupId.1");
    seen_that(world, "DescribeContainerGroup", by_id);
}

/// Starts it, and goes on until it has written its first line.
fn started(world: &World, words: &[&str]) -> Running {
    let mut running = world.start(words);
    seen(world, "CreateContainerGroup");
    world.emulator.advance(Duration::from_secs(3));
    running.reads("start\n");
    running
}

fn fault(world: &World, action: &str, kind: FaultKind) {
    world.emulator.add_fault(Fault::new(kind).of(action)).expect("a fault");
}

#[test]
fn it_ends_with_the_containers_own_code_and_leaves_nothing() {
    let world = world(3);
    let running = started(&world, &RUN);
    world.emulator.advance(Duration::from_secs(5));
    let ran = running.end();
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(3), ""), "{ran:?}");
    assert!(ran.stderr.contains("creating container group run-job-"), "{ran:?}");
    assert!(world.left().is_empty());
}

#[test]
fn what_is_written_before_the_end_is_shown_though_it_was_never_seen_running() {
    let world = world(0);
    let running = world.start(&RUN);
    seen(&world, "CreateContainerGroup");
    world.emulator.advance(Duration::from_secs(60));
    assert!(running.end().ok().ends_with("main: start\n"));
    assert!(world.left().is_empty());
}

#[test]
fn kept_groups_stay_and_are_named() {
    let world = world(0);
    let running = started(&world, &["run", "job:1", "--interval", "0.01", "--keep", "--name", "night"]);
    world.emulator.advance(Duration::from_secs(5));
    let ran = running.end();
    assert!(ran.stderr.contains("kept: container group"), "{ran:?}");
    ran.ok();
    let [name] = &world.left()[..] else { panic!("one group") };
    assert!(name.starts_with("night-"), "{name}");
}

#[test]
fn flags_become_parameters_over_those_of_the_profile() {
    let world = world(0);
    let flags =
        ["--env", "A=b=c", "--cpu", "0.5", "-m", "1", "--mount", "type=empty,target=/tmp/x", "--entrypoint", "sh"];
    let words: Vec<_> = [&["run", "job:1", "--dry-run"][..], &flags, &["--", "-c", "echo hi"]].concat();
    let shown = world.run(&words).ok();
    for parameter in [
        "SubnetId=subnet-1",
        "SecurityGroupId.1=sg-1",
        "RestartPolicy=Never",
        "Cpu=0.5",
        "Memory=1",
        "Container.1.Image=job:1",
        "Container.1.Command.1=sh",
        "Container.1.Arg.1=-c",
        "Container.1.Arg.2=echo hi",
        "Container.1.EnvironmentVar.1.Key=A",
        "Container.1.VolumeMount.1.MountPath=/tmp/x",
        "Volume.1.Type=EmptyDirVolume",
    ] {
        assert!(shown.lines().any(|line| line == parameter), "{parameter} in {shown}");
    }
    assert!(world.actions().is_empty());
}

#[test]
fn without_a_network_it_says_how_to_give_one() {
    let world = world(0);
    let said = world.run(&["run", "job:1", "--profile", "other"]).fails(2);
    assert!(said.contains("--subnet") && said.contains("kci configure"), "{said}");
}

#[test]
fn what_is_wrong_with_the_request_is_said_before_anything_is_sent() {
    let world = world(0);
    let said = world.run(&["run", "job:1", "--name", "Ünfit"]).fails(125);
    assert!(said.contains("ContainerGroupName"), "{said}");
    assert!(!world.actions().contains(&"CreateContainerGroup".to_owned()));
}

#[test]
fn a_lost_answer_does_not_make_two() {
    let world = world(0);
    fault(&world, "CreateContainerGroup", FaultKind::Drop { after_effect: true });
    let running = started(&world, &RUN);
    assert_eq!(world.left().len(), 1);
    world.emulator.advance(Duration::from_secs(5));
    assert_eq!(running.end().code, Some(0));
    assert!(world.left().is_empty());
}

#[test]
fn a_fifth_of_the_calls_throttled_and_others_dropped_is_not_felt() {
    let world = world(3);
    let throttled = Fault::new(FaultKind::error("LimitExceeded")).rate(0.2, 7);
    let dropped = Fault::new(FaultKind::Drop { after_effect: false }).rate(0.1, 8);
    for fault in [throttled, dropped] {
        world.emulator.add_fault(fault).expect("a fault");
    }
    let running = world.start(&RUN);
    seen_that(&world, "CreateContainerGroup", |entry| entry.status == 200);
    world.emulator.advance(Duration::from_secs(60));
    assert_eq!(running.end().code, Some(3));
    assert!(world.emulator.journal().iter().any(|entry| entry.fault));
    // As the others would be asked.
    let left: Vec<_> = world
        .emulator
        .journal()
        .into_iter()
        .filter(|one| one.action.as_deref() == Some("DeleteContainerGroup"))
        .collect();
    assert!(left.iter().any(|entry| entry.status == 200), "{left:?}");
}

#[test]
fn an_image_that_cannot_be_pulled_is_said_and_nothing_stays() {
    let world = World::still();
    world.emulator.add_script(Script::new("job").pull_error("manifest unknown"));
    let running = world.start(&["run", "job:1", "--interval", "0.01", "--timeout", "1"]);
    seen(&world, "CreateContainerGroup");
    world.emulator.advance(Duration::from_secs(5));
    let said = running.end().fails(125);
    assert!(said.contains("ImagePullBackOff") && said.contains("an image cannot be pulled"), "{said}");
    assert!(world.left().is_empty());
}

#[test]
fn what_takes_too_long_is_ended_and_nothing_stays() {
    let world = world(0);
    let said = world.run(&["run", "job:1", "--interval", "0.01", "--timeout", "0.2"]).fails(125);
    assert!(said.contains("Pending"), "{said}");
    assert!(world.left().is_empty());
}

#[test]
fn interrupted_before_it_is_created_nothing_stays() {
    let world = world(0);
    fault(&world, "DescribeContainerGroup", FaultKind::Slow { milliseconds: 300 });
    let running = world.start(&RUN);
    seen(&world, "DescribeContainerGroup");
    running.interrupt();
    running.end().fails(130);
    assert!(world.left().is_empty());
}

#[test]
fn interrupted_while_it_is_created_nothing_stays() {
    let world = world(0);
    fault(&world, "CreateContainerGroup", FaultKind::Slow { milliseconds: 300 });
    let running = world.start(&RUN);
    seen(&world, "CreateContainerGroup");
    assert_eq!(world.left().len(), 1);
    running.interrupt();
    let said = running.end().fails(130);
    assert!(said.contains("interrupted: waiting for the answer"), "{said}");
    assert!(world.left().is_empty());
}

#[test]
fn interrupted_twice_while_it_is_created_it_says_what_may_stay() {
    let world = world(0);
    fault(&world, "CreateContainerGroup", FaultKind::hang());
    let mut running = world.start(&RUN);
    seen(&world, "CreateContainerGroup");
    running.interrupt();
    running.says("interrupted: waiting for the answer");
    running.interrupt();
    let said = running.end().fails(130);
    let [name] = &world.left()[..] else { panic!("one group") };
    assert!(said.contains(&format!("kci rm {name}")), "{said}");
}

#[test]
fn interrupted_while_it_starts_nothing_stays() {
    let world = world(0);
    let running = world.start(&RUN);
    is_waited_for(&world);
    running.interrupt();
    running.end().fails(130);
    assert!(world.left().is_empty());
}

#[test]
fn interrupted_while_it_runs_nothing_stays() {
    let world = world(0);
    let running = started(&world, &RUN);
    running.interrupt();
    running.end().fails(130);
    assert!(world.left().is_empty());
}

#[test]
fn told_to_end_it_leaves_nothing_either() {
    let world = world(0);
    let running = started(&world, &RUN);
    running.signal("TERM");
    running.end().fails(130);
    assert!(world.left().is_empty());
}

#[test]
fn interrupted_while_it_is_deleted_it_is_still_deleted() {
    let world = world(4);
    fault(&world, "DeleteContainerGroup", FaultKind::Slow { milliseconds: 300 });
    let running = started(&world, &RUN);
    world.emulator.advance(Duration::from_secs(5));
    seen(&world, "DeleteContainerGroup");
    running.interrupt();
    let said = running.end().fails(4);
    assert!(said.contains("interrupted: it is being deleted"), "{said}");
    assert!(world.left().is_empty());
}

#[test]
fn interrupted_twice_while_it_is_deleted_it_says_what_stays() {
    let world = world(0);
    fault(&world, "DeleteContainerGroup", FaultKind::Hang { after_effect: false });
    let running = started(&world, &RUN);
    running.interrupt();
    seen(&world, "DeleteContainerGroup");
    running.interrupt();
    let said = running.end().fails(130);
    assert!(said.contains("this container group stays") && said.contains("kci rm "), "{said}");
    assert_eq!(world.left().len(), 1);
}

#[test]
fn a_kept_group_is_not_deleted_when_it_is_interrupted() {
    let world = world(0);
    let running = started(&world, &["run", "job:1", "--interval", "0.01", "--keep"]);
    running.interrupt();
    let said = running.end().fails(130);
    assert!(said.contains("this container group stays"), "{said}");
    assert_eq!(world.left().len(), 1);
}

#[test]
fn a_reader_that_goes_away_ends_it_and_nothing_stays() {
    let world = world(0);
    let mut running = started(&world, &RUN);
    running.stops_reading();
    let [id] = &world.ids()[..] else { panic!("one group") };
    world.emulator.log(id, "main", ["more"]).expect("a line");
    assert_eq!(running.end().code, Some(141));
    assert!(world.left().is_empty());
}
