//! What is wrong, and what to change.

use std::time::Duration;

use kci_emulator::Script;
use kci_sdk::value::RestartPolicy;

use crate::world::World;

#[test]
fn a_program_that_fails_is_told_with_its_code_and_its_last_lines() {
    let world = World::still();
    world.emulator.add_script(Script::new("job").run_seconds(1).exit_code(1).log(["start", "error: no queue"]));
    world.group("night", "job:1");
    world.emulator.advance(Duration::from_secs(5));
    let told = world.run(&["why", "night"]).ok();
    assert!(told.contains("main (job:1): terminated, Error, exit code 1"), "{told}");
    assert!(told.contains("cause: main: the program ended with an error of its own (exit code 1;"), "{told}");
    assert!(told.contains("change: Container.1.Command"), "{told}");
    assert!(told.trim_end().ends_with("error: no queue"), "{told}");
}

#[test]
fn an_image_that_cannot_be_pulled_is_told_with_what_the_registry_said() {
    let world = World::still();
    world.emulator.add_script(Script::new("job").pull_error("unauthorized: log in first"));
    world.group("night", "job:1");
    world.emulator.advance(Duration::from_secs(5));
    let found = world.run(&["why", "night", "--query", "Causes[0].Parameter"]).ok();
    assert_eq!(found, "ImageRegistryCredential.1\n");
}

#[test]
fn too_little_memory_is_told_in_chinese_too() {
    let world = World::still();
    world.emulator.add_script(Script::new("job").run_seconds(1).exit_code(137));
    world.group_that("night", "job:1", RestartPolicy::Always);
    world.emulator.advance(Duration::from_secs(5));
    let told = world.run(&["why", "night", "--lang", "zh"]).ok();
    assert!(told.contains("内存不足") && told.contains("Container.1.Memory"), "{told}");
}

#[test]
fn what_runs_is_fine() {
    let world = World::still();
    world.group("web", "nginx");
    world.emulator.advance(Duration::from_secs(5));
    assert!(world.run(&["why", "web"]).ok().contains("nothing is wrong: it runs"));
}
