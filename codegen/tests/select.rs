//! A selection of actions, and files that are written only when they change.

mod common;

use std::fs;

use kci_codegen::Error;

#[test]
fn what_no_wanted_action_reaches_is_left_out() {
    let code = common::compiler(&common::tea()).actions(["List"]).generate().expect("the spec compiles");
    assert!(code.contains("pub struct ListRequest") && code.contains("pub struct PotReady"));
    for gone in ["MakeRequest", "Guest", "Leaf", "Topping", "mod pattern"] {
        assert!(!code.contains(gone), "{gone} is still there");
    }
}

#[test]
fn waiters_and_paginators_of_unwanted_actions_are_left_out() {
    let compiled = common::compiler(&common::tea()).actions(["Make"]).resolve().expect("the spec compiles");
    assert!(compiled.ir.waiters.is_empty() && compiled.ir.paginators.is_empty());
    assert_eq!(compiled.ir.actions.len(), 1);
}

#[test]
fn an_unknown_action_is_an_error_that_names_what_was_meant() {
    let Err(findings) = common::compiler(&common::tea()).actions(["Lists"]).resolve() else { panic!("an error") };
    let finding = findings.iter().next().expect("a finding");
    assert_eq!((finding.code, finding.help.as_deref()), ("unknown-action", Some("did you mean `List`?")));
}

#[test]
fn a_mistake_in_an_unwanted_action_is_found_all_the_same() {
    let files = common::with(common::MAKE, r#""default": "Green""#, r#""default": "Red""#);
    let found = common::compiler(&files).actions(["List"]).resolve().expect_err("a finding");
    assert!(found.iter().any(|finding| finding.code == "default-not-in-enum"));
}

#[test]
fn a_file_is_written_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("tea.rs");
    let compiler = common::compiler(&common::tea());
    assert!(compiler.write_to(&path).expect("written"));
    assert!(!compiler.write_to(&path).expect("the same"));
    assert!(compiler.runtime("crate::runtime").write_to(&path).expect("written again"));
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1, "nothing is left beside it");
}

#[test]
fn a_folder_that_cannot_be_written_to_is_said() {
    let written = common::compiler(&common::tea()).write_to("/nowhere/at/all/tea.rs");
    assert!(matches!(written, Err(Error::Write { .. })), "{written:?}");
}

#[test]
fn a_runtime_that_is_no_path_is_said() {
    let generated = common::compiler(&common::tea()).runtime("not a path").generate();
    assert!(generated.is_err_and(|error| error.to_string().contains("not a path")));
}
