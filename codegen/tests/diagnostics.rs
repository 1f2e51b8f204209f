//! Findings about whole specs: files that are missing, unreadable or not expected, and several mistakes at once. What a
//! single mistake leads to is in `findings`.

mod common;

use common::{MAKE, PAGINATORS, SERVICE, WAITERS, edited};
use kci_codegen::{CODES, Severity};

#[test]
fn the_valid_spec_has_no_findings() {
    let findings = common::findings(&common::tea());
    assert!(findings.is_empty(), "{findings}");
}

#[test]
fn a_file_that_comes_twice_is_named() {
    let mut files = common::tea();
    files.push((MAKE.to_owned(), "{}".to_owned()));
    assert!(common::findings(&files).iter().any(|finding| finding.code == "duplicate-file" && finding.file == MAKE));
}

#[test]
fn a_spec_without_a_service_is_none() {
    let mut files = common::tea();
    files.retain(|(path, _)| path != SERVICE);
    assert!(common::findings(&files).iter().any(|finding| finding.code == "no-service"));
}

#[test]
fn a_folder_that_is_not_there_is_unreadable() {
    let findings = kci_codegen::Compiler::new().dir("/nowhere/at/all").resolve().expect_err("unreadable");
    assert!(
        findings.iter().any(|finding| finding.code == "unreadable-file" && finding.file == "/nowhere/at/all"),
        "{findings}"
    );
}

#[test]
fn everything_wrong_in_all_files_is_said_at_once_in_order() {
    let files = edited(&[
        (MAKE, r#""name": "Minutes""#, r#""name": "Cups""#),
        (MAKE, r#""default": "Green""#, r#""default": "Red""#),
        (PAGINATORS, r#""items": "Pots""#, r#""items": "Pot""#),
        (WAITERS, r#""action": "List""#, r#""action": "Lists""#),
        (SERVICE, r#""+08:00""#, r#""8""#),
    ]);
    let findings = common::compiler(&files).no_overlays().resolve().expect_err("findings");
    let said: Vec<_> = findings.iter().map(|finding| (finding.file.as_str(), finding.code)).collect();
    let expected = [
        (MAKE, "default-not-in-enum"),
        (MAKE, "duplicate-member"),
        (PAGINATORS, "paginator-unknown-member"),
        (SERVICE, "bad-offset"),
        (WAITERS, "waiter-unknown-action"),
    ];
    assert_eq!(said, expected);
}

#[test]
fn a_warning_does_not_keep_a_spec_from_being_compiled() {
    let mut files = common::tea();
    files.push(("notes.json".to_owned(), "{}".to_owned()));
    let warnings = common::resolved(&files).warnings;
    let said: Vec<_> = warnings.iter().map(|finding| (finding.code, finding.severity)).collect();
    assert_eq!(said, [("unexpected-file", Severity::Warning)]);
}

#[test]
fn the_list_of_codes_is_sorted() {
    assert!(CODES.is_sorted_by_key(|(code, _)| code));
}

/// A folder with the valid spec, and this beside it.
fn folder_with(path: &str, bytes: &[u8]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (path, text) in common::tea()
        .into_iter()
        .map(|(path, text)| (path, text.into_bytes()))
        .chain([(path.to_owned(), bytes.to_vec())])
    {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("created");
        std::fs::write(path, text).expect("written");
    }
    folder
}

#[test]
fn a_file_that_is_no_utf8_is_told_of_where_that_begins() {
    let folder = folder_with(common::MAKE, b"{\n  \"a\": \"\xe8\x8c\xb6 \xff\"}");
    let findings = kci_codegen::Compiler::new().dir(folder.path()).resolve().expect_err("no UTF-8");
    let found: Vec<_> = findings.iter().map(|finding| (finding.code, finding.line, finding.column)).collect();
    assert_eq!(found, [("unreadable-file", 2, 11)], "{findings}");
}

#[cfg(unix)]
#[test]
fn a_pipe_is_not_waited_for() {
    let folder = folder_with(common::MAKE, b"{}");
    let pipe = folder.path().join("actions/Pipe.json");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status().expect("mkfifo runs");
    assert!(made.success());
    let findings = kci_codegen::Compiler::new().dir(folder.path()).resolve().expect_err("unreadable");
    let found = findings.iter().find(|finding| finding.code == "unreadable-file").expect("a finding");
    assert!(found.message.ends_with("it is no regular file") && found.file.ends_with("Pipe.json"), "{findings}");
}

#[test]
fn a_spec_without_an_action_is_an_error() {
    let service: common::Files = common::tea().into_iter().filter(|(path, _)| path == common::SERVICE).collect();
    let findings = common::findings(&service);
    assert!(findings.iter().any(|finding| finding.code == "no-action" && finding.line == 2), "{findings}");
}
