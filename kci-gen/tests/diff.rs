//! `kci-gen diff` as a user runs it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn kci_gen(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_kci-gen")).args(arguments).current_dir(folder).output().expect("the command runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("text")
}

/// Writes the spec of KCI to a folder, with one replacement.
fn write(folder: &Path, from: &str, to: &str) {
    for (path, text) in kci_spec::KCI {
        let target: PathBuf = folder.join(path);
        fs::create_dir_all(target.parent().expect("a folder")).expect("created");
        fs::write(target, text.replacen(from, to, 1)).expect("written");
    }
}

fn git(folder: &Path, arguments: &[&str]) {
    let identity = ["-c", "user.name=nobody", "-c", "user.email=nobody@example.com", "-c", "commit.gpgsign=false"];
    let output = Command::new("git").args(identity).args(arguments).current_dir(folder).output().expect("git runs");
    assert!(output.status.success(), "{}", text(&output.stderr));
}

#[test]
fn folders_are_compared() {
    let folder = tempfile::tempdir().expect("a folder");
    write(&folder.path().join("old"), "", "");
    write(&folder.path().join("new"), "\"max_items\": 20", "\"max_items\": 10");
    let output = kci_gen(folder.path(), &["diff", "old", "new", "--fail-on", "wire"]);
    assert_eq!(output.status.code(), Some(1));
    let said = text(&output.stdout);
    assert!(
        said.contains(
            "CreateImageCache request Image.N\n  wire breaking, rust breaking; upper-bound-lowered (20 → 10)"
        ),
        "{said}"
    );
    assert!(said.ends_with("a major step of the version\n"), "{said}");
    assert_eq!(kci_gen(folder.path(), &["diff", "new", "old", "--fail-on", "rust"]).status.code(), Some(0));
    assert_eq!(kci_gen(folder.path(), &["diff", "new", "old", "--fail-on", "any"]).status.code(), Some(1));
}

#[test]
fn a_dump_is_as_good_as_its_folder() {
    let folder = tempfile::tempdir().expect("a folder");
    write(&folder.path().join("old"), "", "");
    write(&folder.path().join("new"), "\"max_items\": 20", "\"max_items\": 10");
    let dump = kci_gen(folder.path(), &["describe", "--json", "--spec", "old"]);
    fs::write(folder.path().join("old.json"), dump.stdout).expect("written");
    let from = |old: &str| text(&kci_gen(folder.path(), &["diff", old, "new", "--format", "json"]).stdout);
    assert_eq!(from("old.json"), from("old"));
}

#[test]
fn revisions_are_compared() {
    let folder = tempfile::tempdir().expect("a folder");
    git(folder.path(), &["init", "--quiet"]);
    for (from, to) in [("", ""), ("\"max_items\": 20", "\"max_items\": 30")] {
        write(&folder.path().join("spec/kci"), from, to);
        git(folder.path(), &["add", "--all"]);
        git(folder.path(), &["commit", "--quiet", "--message", "a state"]);
    }
    for (old, new) in [("HEAD~1", "HEAD"), ("HEAD~1:spec/kci", "spec/kci")] {
        let output = kci_gen(folder.path(), &["diff", old, new, "--format", "changelog"]);
        let said = text(&output.stdout);
        assert!(said.contains("upper-bound-raised (20 → 30)"), "{old} {new}: {said}{}", text(&output.stderr));
    }
}

#[test]
fn what_the_errata_do_to_the_documents_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), "", "");
    let output = kci_gen(folder.path(), &["diff", ".", ".", "--old-no-overlays"]);
    let said = text(&output.stdout);
    for part in ["CreateContainerGroup request ContainerGroupName", "member-added-required", "member-removed"] {
        assert!(said.contains(part), "{part} is not in {said}");
    }
}

#[test]
fn a_side_that_cannot_be_read_is_never_no_change() {
    let folder = tempfile::tempdir().expect("a folder");
    write(&folder.path().join("good"), "", "");
    write(&folder.path().join("broken"), "\"effect\"", "\"efect\"");
    fs::write(folder.path().join("dump.json"), "{}").expect("written");
    for bad in ["broken", "dump.json", "nowhere", "-x", "good:nowhere"] {
        for sides in [["diff", "--", bad, "good"], ["diff", "--", "good", bad]] {
            let output = kci_gen(folder.path(), &sides);
            assert_eq!(output.status.code(), Some(2), "{sides:?}");
            assert!(output.stdout.is_empty() && !output.stderr.is_empty(), "{sides:?}");
        }
    }
}
