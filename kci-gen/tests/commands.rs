//! The commands as a user runs them.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn kci_gen(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kci-gen"));
    command.args(arguments).env_remove("COLUMNS").output().expect("the command runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("text")
}

/// What a command prints, if it succeeds.
fn printed(arguments: &[&str]) -> String {
    let output = kci_gen(arguments);
    assert!(output.status.success(), "{}", text(&output.stderr));
    text(&output.stdout)
}

/// A folder with the spec of KCI, and one replacement in one file.
fn changed(file: &str, from: &str, to: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (path, text) in kci_spec::KCI {
        let target = folder.path().join(path);
        fs::create_dir_all(target.parent().expect("a folder")).expect("created");
        let text = if *path == file {
            assert!(text.contains(from), "{file} does not contain {from}");
            text.replacen(from, to, 1)
        } else {
            (*text).to_owned()
        };
        fs::write(target, text).expect("written");
    }
    folder
}

fn path(folder: &tempfile::TempDir) -> &str {
    folder.path().to_str().expect("a path of text")
}

#[test]
fn check_says_what_a_good_spec_holds() {
    let said = printed(&["check"]);
    assert!(said.starts_with("kci 2020-07-02: ") && said.ends_with("no errors\n"), "{said}");
}

#[test]
fn check_shows_the_line_with_a_caret_and_fails() {
    let folder = changed("actions/DeleteContainerGroup.json", "\"effect\"", "\"efect\"");
    let output = kci_gen(&["check", "--spec", path(&folder)]);
    assert_eq!(output.status.code(), Some(1));
    let said = text(&output.stderr);
    for part in [
        "unknown-key",
        "missing-key",
        "DeleteContainerGroup.json:",
        "\"efect\": \"idempotent\"",
        "did you mean `effect`?",
    ] {
        assert!(said.contains(part), "{part} is not in {said}");
    }
    assert!(said.ends_with("2 errors\n"), "{said}");
}

#[test]
fn check_of_a_folder_that_is_not_there_fails() {
    let output = kci_gen(&["check", "--spec", "/nowhere/at/all"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("/nowhere/at/all"), "{}", text(&output.stderr));
}

#[test]
fn generate_prints_formatted_code_of_the_chosen_actions() {
    let code = printed(&["generate", "--actions", "DescribeContainerGroup,DescribeContainerLog"]);
    assert!(code.contains("pub struct DescribeContainerLogRequest"));
    assert!(!code.contains("SystemDisk"), "a shape that only another action reaches");
}

#[test]
fn generate_adds_a_blocking_client_where_it_is_wanted() {
    let arguments = ["generate", "--actions", "DescribeContainerGroup", "--blocking"];
    assert!(printed(&arguments).contains("pub mod blocking {"));
    assert!(!printed(&arguments[..3]).contains("pub mod blocking"));
}

#[test]
fn generate_writes_a_file_only_when_it_changes() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("kci.rs");
    let arguments = ["generate", "--output", file.to_str().expect("text")];
    printed(&arguments);
    let written = |file: &Path| fs::metadata(file).and_then(|about| about.modified()).expect("a time");
    let first = written(&file);
    printed(&arguments);
    assert_eq!(written(&file), first);
}

#[test]
fn generate_of_an_unknown_action_names_the_one_that_was_meant() {
    let output = kci_gen(&["generate", "--actions", "DescribeContainerGrup"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("did you mean `DescribeContainerGroup`?"), "{}", text(&output.stderr));
}

#[test]
fn describe_shows_every_parameter_with_its_constraints() {
    insta::assert_snapshot!(printed(&["describe", "CreateImageCache", "--width", "120"]));
}

#[test]
fn describe_speaks_chinese_too() {
    assert!(printed(&["describe", "CreateImageCache", "--chinese"]).contains("镜像缓存"));
}

#[test]
fn describe_of_an_unknown_action_names_those_that_there_are() {
    let output = kci_gen(&["describe", "Nothing"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("CreateContainerGroup"), "{}", text(&output.stderr));
}

#[test]
fn describe_dumps_the_model_with_and_without_overlays() {
    let model = |arguments: &[&str]| -> serde_json::Value {
        serde_json::from_str(&printed(&[&["describe", "--json"], arguments].concat())).expect("JSON")
    };
    let parameter = |model: &serde_json::Value, name: &str| {
        model["operations"]["CreateContainerGroup"]["request"].get(name).is_some()
    };
    let (live, errata, documents) = (model(&[]), model(&["--overlay", "errata"]), model(&["--no-overlays"]));
    assert!(parameter(&live, "ContainerGroupName") && parameter(&errata, "ContainerGroupName"));
    assert!(parameter(&documents, "ContainerGroup.Name") && !parameter(&documents, "ContainerGroupName"));
    assert!(parameter(&live, "MultiSubnetId.N") && !parameter(&errata, "MultiSubnetId.N"));
    let actions = |model: &serde_json::Value| model["operations"].as_object().map(serde_json::Map::len);
    assert_eq!((actions(&live), actions(&errata), actions(&documents)), (Some(15), Some(7), Some(7)));
}

#[test]
fn schemas_are_written_and_checked() {
    let folder = tempfile::tempdir().expect("a folder");
    assert_eq!(kci_gen(&["schema", path(&folder), "--check"]).status.code(), Some(1));
    assert!(printed(&["schema", path(&folder)]).contains("action.schema.json"));
    assert_eq!(printed(&["schema", path(&folder), "--check"]), "");
}
