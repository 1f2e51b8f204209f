//! `kci-gen openapi` as a user runs it.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

fn openapi(arguments: &[&str]) -> Output {
    let program = env!("CARGO_BIN_EXE_kci-gen");
    Command::new(program).arg("openapi").args(arguments).output().expect("the program runs")
}

fn document(arguments: &[&str]) -> Value {
    let output = openapi(arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("JSON")
}

fn parameters_of_create(document: &Value) -> &Value {
    &document["components"]["schemas"]["request.CreateContainerGroupRequest"]["properties"]
}

#[test]
fn the_document_of_kci_is_printed() {
    let document = document(&[]);
    assert_eq!(document["openapi"], "3.1.0");
    assert!(parameters_of_create(&document).get("ContainerGroupName").is_some());
}

#[test]
fn without_overlays_it_says_what_the_documents_say() {
    let document = document(&["--no-overlays"]);
    assert!(parameters_of_create(&document).get("ContainerGroup.Name").is_some());
    assert!(parameters_of_create(&document).get("ContainerGroupName").is_none());
}

#[test]
fn another_spec_is_described_into_a_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let service =
        r#"{"service": "tea", "version": "1", "endpoints": {"rows": [{"name": "e", "host": "tea.example.com"}]}}"#;
    let action = r#"{"action": "Make", "effect": "create", "request": {"members": []}, "response": {"members": []}}"#;
    std::fs::write(folder.path().join("service.json"), service).expect("written");
    std::fs::create_dir(folder.path().join("actions")).expect("created");
    std::fs::write(folder.path().join("actions/Make.json"), action).expect("written");
    let file = folder.path().join("openapi.json");
    let text = |path: &Path| path.to_str().expect("UTF-8").to_owned();
    let output = openapi(&["--spec", &text(folder.path()), "--no-overlays", "--output", &text(&file)]);
    assert!(output.status.success() && output.stdout.is_empty());
    let document: Value = serde_json::from_slice(&std::fs::read(&file).expect("a file")).expect("JSON");
    assert_eq!(document["servers"][0]["url"], "https://tea.example.com");
    let paths: Vec<_> = document["paths"].as_object().expect("paths").keys().collect();
    assert_eq!(paths, ["/", "/Make"]);
}

#[test]
fn a_spec_that_is_wrong_makes_no_document() {
    let folder = tempfile::tempdir().expect("a folder");
    let output = openapi(&["--spec", folder.path().to_str().expect("UTF-8")]);
    assert!(!output.status.success());
    assert!(output.stdout.is_empty());
    assert!(String::from_utf8_lossy(&output.stderr).contains("no-service"));
}
