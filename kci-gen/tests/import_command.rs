//! `kci-gen import` as a person runs it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/import").join(name)
}

fn run(page: &Path, folder: &Path, options: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kci-gen"));
    command.arg("import").arg(page).arg("--output").arg(folder).args(options).output().expect("kci-gen runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn a_page_becomes_a_spec_that_checks() {
    let folder = TempDir::new().expect("a folder");
    let page = folder.path().join("page.txt");
    let host = "服务地址：crates.region.api.example.com\n\n";
    fs::write(&page, host.to_owned() + &fs::read_to_string(fixture("crates.txt")).expect("a page")).expect("written");
    let spec = folder.path().join("spec");
    let output = run(&page, &spec, &["--service", "crates"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert!(text(&output.stdout).contains("2 actions; 0 places not understood"), "{}", text(&output.stdout));
    let check =
        Command::new(env!("CARGO_BIN_EXE_kci-gen")).args(["check", "--spec"]).arg(&spec).output().expect("it runs");
    assert!(check.status.success(), "{}", text(&check.stderr));
    assert!(text(&check.stdout).starts_with("crates 2024-05-06: 2 actions"), "{}", text(&check.stdout));
}

#[test]
fn a_second_import_changes_nothing() {
    let folder = TempDir::new().expect("a folder");
    assert!(run(&fixture("crates.txt"), folder.path(), &[]).status.success());
    let output = run(&fixture("crates.html"), folder.path(), &[]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert_eq!(text(&output.stdout).matches(": unchanged").count(), 2);
}

#[test]
fn files_of_people_are_not_overwritten_without_merge() {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("actions/mine.json");
    fs::create_dir_all(folder.path().join("actions")).expect("a folder");
    let mine = r#"{"action": "DeleteCrate", "title": {"en": "Mine"}, "effect": "create", "request": {"members": []}, "response": {"members": []}}"#;
    fs::write(&path, mine).expect("written");
    let refused = run(&fixture("crates.txt"), folder.path(), &[]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(text(&refused.stderr).contains("--merge"), "{}", text(&refused.stderr));
    assert_eq!(fs::read_to_string(&path).expect("the file"), mine);
    assert!(!folder.path().join("actions/CreateCrate.json").exists(), "nothing is written unless all of it can be");
    let merged = run(&fixture("crates.txt"), folder.path(), &["--merge"]);
    assert!(merged.status.success());
    assert!(text(&merged.stdout).contains("DeleteCrate request.CrateId: added"), "{}", text(&merged.stdout));
    let value: serde_json::Value = serde_json::from_str(&fs::read_to_string(&path).expect("the file")).expect("JSON");
    assert_eq!((&value["title"]["en"], &value["effect"]), (&"Mine".into(), &"create".into()));
}

#[test]
fn strict_fails_and_writes_nothing_where_something_was_not_understood() {
    let folder = TempDir::new().expect("a folder");
    let output = run(&fixture("doubts.txt"), folder.path(), &["--strict"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("line 16: not understood: FeedAnimal.Animal"), "{}", text(&output.stderr));
    assert!(!folder.path().join("actions").exists());
    assert!(run(&fixture("crates.txt"), folder.path(), &["--strict"]).status.success());
}

#[test]
fn what_is_lost_fails_the_import_and_is_never_merged() {
    let folder = TempDir::new().expect("a folder");
    let merged = run(&fixture("doubts.txt"), folder.path(), &["--merge"]);
    assert_eq!(merged.status.code(), Some(1));
    assert!(!folder.path().join("actions").exists(), "a row that is lost would be taken for one that is gone");
    let output = run(&fixture("doubts.txt"), folder.path(), &[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("lost: FeedAnimal: “Amount” has a second row"), "{}", text(&output.stderr));
    assert!(folder.path().join("actions/FeedAnimal.json").exists(), "what was found is a start");
}

#[test]
fn pages_that_cannot_be_read_or_have_no_action_fail_with_a_sentence() {
    let folder = TempDir::new().expect("a folder");
    let missing = run(Path::new("no-such-page.txt"), folder.path(), &[]);
    assert_eq!(missing.status.code(), Some(1));
    assert!(text(&missing.stderr).starts_with("error: no-such-page.txt: "), "{}", text(&missing.stderr));
    let empty = folder.path().join("empty.txt");
    fs::write(&empty, "nothing\n").expect("written");
    let output = run(&empty, folder.path(), &[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("there is no action in it"), "{}", text(&output.stderr));
    let broken = folder.path().join("broken.txt");
    fs::write(&broken, [0xff, 0xfe, 0x00]).expect("written");
    assert!(text(&run(&broken, folder.path(), &[]).stderr).contains("no UTF-8"));
}

#[test]
fn a_format_that_is_asked_for_is_the_one_that_is_read() {
    let folder = TempDir::new().expect("a folder");
    let output = run(&fixture("crates.md"), folder.path(), &["--format", "text"]);
    assert!(text(&output.stdout).contains("not understood") && !text(&output.stdout).contains(" 0 places"));
}
