//! What a shell, a reader of manuals and a person who mistypes get.

use std::fs;
use std::process::{Command, Output};

use tempfile::TempDir;

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_kci-gen")).args(arguments).output().expect("kci-gen runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn every_shell_gets_a_script_that_knows_the_commands() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let output = run(&["completions", shell]);
        assert!(output.status.success(), "{shell}: {}", text(&output.stderr));
        let script = text(&output.stdout);
        assert!(script.contains("describe") && script.contains("no-overlays"), "{shell}");
    }
}

#[test]
fn every_command_has_a_page_of_the_manual() {
    let folder = TempDir::new().expect("a folder");
    let dir = folder.path().join("man");
    let output = run(&["man", dir.to_str().expect("a path")]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    for page in ["kci-gen.1", "kci-gen-import.1", "kci-gen-actions.1"] {
        let text = fs::read_to_string(dir.join(page)).unwrap_or_else(|error| panic!("{page}: {error}"));
        assert!(text.contains(".TH"), "{page}");
    }
}

#[test]
fn actions_are_listed_with_what_they_do() {
    let output = run(&["actions"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let listed = text(&output.stdout);
    let line = listed.lines().find(|line| line.starts_with("CreateContainerGroup ")).expect("the action");
    assert!(line.contains("create") && line.contains("container group"), "{line}");
    let names = text(&run(&["actions", "--names"]).stdout);
    assert_eq!(names.lines().count(), listed.lines().count());
    assert!(names.lines().any(|name| name == "DeleteImageCache"));
    assert!(text(&run(&["actions", "--chinese"]).stdout).contains("创建容器组"));
}

#[test]
fn a_mistyped_action_is_guessed() {
    let output = run(&["describe", "CreateContainerGruop"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        text(&output.stderr),
        "error: there is no action CreateContainerGruop; did you mean CreateContainerGroup?\n"
    );
    let other = text(&run(&["describe", "RunInstances"]).stderr);
    assert!(other.contains("there are ") && other.contains("DeleteImageCache"), "{other}");
}

#[test]
fn colours_are_used_when_they_are_asked_for() {
    let folder = TempDir::new().expect("a folder");
    fs::write(folder.path().join("service.json"), "{\"service\": 1}\n").expect("written");
    let spec = folder.path().to_str().expect("a path");
    let colored = |arguments: &[&str]| text(&run(arguments).stderr).contains('\u{1b}');
    assert!(colored(&["check", "--spec", spec, "--color", "always"]));
    assert!(colored(&["--color=always", "check", "--spec", spec]));
    assert!(!colored(&["check", "--spec", spec]), "standard error is no terminal here");
    assert!(!colored(&["check", "--spec", spec, "--color", "never"]));
    assert!(colored(&["--color=always", "no-such-command"]), "errors of the command line, too");
    assert!(!colored(&["--color=never", "no-such-command"]));
}
