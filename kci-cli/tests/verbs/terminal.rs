//! What people see on a terminal: one line of progress, questions, and commands that have the terminal.

use std::time::Duration;

use kci_emulator::Script;
use kci_sdk::value::RestartPolicy;

use crate::pty::Terminal;
use crate::world::World;

/// A group that runs.
fn web(world: &World) {
    world.group_that("web", "nginx", RestartPolicy::Always);
    world.emulator.advance(Duration::from_secs(5));
}

#[test]
fn waiting_is_one_line_that_goes_away() {
    let world = World::still();
    world.group("web", "nginx");
    let mut terminal = Terminal::start(&world, &["wait", "web", "--interval", "0.01", "--color", "never"], (160, 24));
    terminal.sees("0s ContainerGroupRunning: 0 of 1; container group web");
    world.asked("DescribeContainerGroup", 2);
    world.emulator.advance(Duration::from_secs(5));
    let (code, seen) = terminal.end();
    assert_eq!(code, Some(0), "{seen}");
    let (progress, table) = seen.rsplit_once("\u{1b}[2K").expect("the line is cleared");
    assert!(!progress.contains('\n'), "one line, drawn over: {progress:?}");
    assert!(table.contains("STATUS") && table.contains("Running"), "{table:?}");
}

#[test]
fn a_run_shows_its_log_above_the_line() {
    let world = World::still();
    world.emulator.add_script(Script::new("job").run_seconds(2).exit_code(3).log(["start"]));
    let mut terminal = Terminal::start(&world, &["run", "job:1", "--interval", "0.01"], (80, 24));
    terminal.sees("creating container group run-job-");
    terminal.sees("Pending");
    world.emulator.advance(Duration::from_secs(3));
    terminal.sees("main: start\r\n");
    world.emulator.advance(Duration::from_secs(5));
    let (code, seen) = terminal.end();
    assert_eq!(code, Some(3), "{seen}");
    assert!(world.left().is_empty());
}

#[test]
fn an_interrupted_run_asks_and_leaves_what_it_is_told_to_leave() {
    let world = World::still();
    world.emulator.add_script(Script::new("job").log(["start"]));
    let mut terminal = Terminal::start(&world, &["run", "job:1", "--interval", "0.01"], (80, 24));
    terminal.sees("Pending");
    terminal.signal("INT");
    terminal.sees("? [Y/n] ");
    terminal.types("n\n");
    let (code, seen) = terminal.end();
    assert_eq!(code, Some(130), "{seen}");
    assert!(seen.contains("this container group stays"), "{seen}");
    assert_eq!(world.left().len(), 1);
}

#[test]
fn an_interrupted_run_deletes_where_nothing_else_is_said() {
    let world = World::still();
    let mut terminal = Terminal::start(&world, &["run", "job:1", "--interval", "0.01"], (80, 24));
    terminal.sees("Pending");
    terminal.signal("INT");
    terminal.sees("? [Y/n] ");
    terminal.types("\n");
    assert_eq!(terminal.end().0, Some(130));
    assert!(world.left().is_empty());
}

#[test]
fn a_shell_has_the_keys_the_size_and_its_own_exit_code() {
    let world = World::still();
    web(&world);
    let mut terminal = Terminal::start(&world, &["exec", "web"], (132, 43));
    terminal.is_raw();
    while !terminal.types_and_sees("stty size\r", "\r\n", 2).contains("43 132") {}
    terminal.resize((90, 30));
    terminal.signal("WINCH");
    while !terminal.types_and_sees("stty size\r", "\r\n", 2).contains("30 90") {}
    terminal.types("exit 7\r");
    let (code, seen) = terminal.end();
    assert_eq!(code, Some(7), "{seen}");
}

#[test]
fn the_terminal_is_as_before_after_a_shell() {
    let world = World::still();
    web(&world);
    let mut terminal = Terminal::start(&world, &["exec", "web"], (80, 24));
    terminal.is_raw();
    terminal.types("exit\r");
    assert!(terminal.ends_cooked());
}
