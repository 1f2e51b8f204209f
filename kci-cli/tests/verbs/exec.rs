//! Commands in containers, without a terminal; `terminal.rs` has those with one.

use std::time::Duration;

use kci_sdk::value::RestartPolicy;

use crate::world::World;

fn world() -> World {
    let world = World::still();
    world.group_that("web", "nginx", RestartPolicy::Always);
    world.emulator.advance(Duration::from_secs(5));
    world
}

#[test]
fn it_passes_input_and_output_on_and_ends_with_the_commands_code() {
    let world = world();
    let ran = world.run_with(&["exec", "web", "-i", "--", "sh"], "hello\nexit 7\n");
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(7), "hello\n"), "{ran:?}");
}

#[test]
fn without_a_terminal_it_asks_for_a_command() {
    let said = world().run(&["exec", "web"]).fails(2);
    assert!(said.contains("after --"), "{said}");
}

#[test]
fn a_container_that_does_not_run_is_no_exit_code_of_a_command() {
    let world = World::still();
    world.group("web", "nginx");
    world.run(&["exec", "web", "--", "true"]).fails(125);
}

#[test]
fn a_dry_run_shows_the_request() {
    let world = world();
    let shown = world.run(&["exec", "web", "--dry-run", "--", "ls", "-l"]).ok();
    assert!(shown.contains("Command.1=ls\nCommand.2=-l\n"), "{shown}");
    assert!(!world.actions().contains(&"ExecContainerCommand".to_owned()));
}
