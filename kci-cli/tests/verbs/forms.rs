//! Every command has every form of output.

use std::time::Duration;

use kci_emulator::Script;
use kci_sdk::value::RestartPolicy;

use crate::world::World;

/// What shows data, whatever the state of what it shows.
const COMMANDS: &[&[&str]] = &[
    &["api"],
    &["api", "DescribeContainerGroup"],
    &["api", "DescribeContainerLog", "--container-group-id=ID", "--container-name=main"],
    &["api", "DescribeImageCache"],
    &["api", "--raw", "DescribeContainerGroup"],
    &["explain", "create"],
    &["explain", "create", "container.image"],
    &["ls"],
    &["get", "web"],
    &["get", "web", "job"],
    &["logs", "web"],
    &["events", "web"],
    &["why", "web"],
    &["wait", "web"],
    &["cache", "ls"],
    &["cache", "events", "base"],
    &["cache", "wait", "base"],
];

/// What changes something, in an order in which each can be done once.
const CHANGES: &[&[&str]] = &[
    &["create", "-f", "FILE"],
    &["cache", "create", "more", "nginx"],
    &["cache", "rm", "base"],
    &["api", "DeleteImageCache", "--image-cache-id=CACHE"],
    &["api", "DeleteContainerGroup", "--container-group-id=ID"],
    &["rm", "job"],
];

const FORMS: [&str; 7] = ["table", "wide", "tsv", "json", "yaml", "id", "name"];

struct Things {
    world: World,
    id: String,
    cache: String,
}

fn things() -> Things {
    let world = World::still();
    world.emulator.add_script(Script::new("nginx").log(["ready"]));
    let id = world.group_that("web", "nginx", RestartPolicy::Always);
    world.group_that("job", "nginx", RestartPolicy::Always);
    world.run(&["cache", "create", "base", "nginx"]).ok();
    let cache = world.run(&["cache", "create", "spare", "nginx", "-o", "id"]).ok().trim().to_owned();
    world.emulator.advance(Duration::from_secs(10));
    let group = "ContainerGroupName: new\nKciType: RBKCI\nChargeType: HourlyInstantSettlement\nContainer: [{Name: a, Image: nginx}]\n";
    std::fs::write(world.home().join("g.yaml"), group).expect("a file");
    Things { world, id, cache }
}

/// The data of a command in a form.
fn shown(things: &Things, words: &[&str], form: &str) -> String {
    let file = things.world.home().join("g.yaml").display().to_string();
    let words: Vec<_> =
        words.iter().map(|word| word.replace("ID", &things.id).replace("CACHE", &things.cache)).collect();
    let mut words: Vec<_> =
        words.iter().map(|word| if word == "FILE" { file.as_str() } else { word.as_str() }).collect();
    words.extend(["-q", "-o", form]);
    let ran = things.world.run(&words);
    assert_eq!(ran.code, Some(0), "{words:?}: {ran:?}");
    assert!(!ran.stdout.is_empty(), "{words:?}");
    ran.stdout
}

#[test]
fn every_command_shows_data_in_every_form() {
    let things = things();
    for words in COMMANDS {
        for form in FORMS {
            shown(&things, words, form);
        }
    }
}

#[test]
fn every_change_is_told_in_every_form() {
    for form in FORMS {
        let things = things();
        for words in CHANGES {
            shown(&things, words, form);
        }
    }
}

#[test]
fn ids_and_names_are_one_a_line_and_nothing_else() {
    let things = things();
    for words in COMMANDS.iter().filter(|words| words[0] != "logs") {
        for form in ["id", "name"] {
            let text = shown(&things, words, form);
            assert!(text.lines().all(|line| !line.contains(['\t', '{'])), "{words:?} -o {form}: {text}");
        }
    }
}
