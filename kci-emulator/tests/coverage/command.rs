//! `kci-emulator coverage`.

use std::process::{Command, Output, Stdio};

use kci_emulator::coverage::{State, coverage};
use serde_json::Value;

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kci-emulator"));
    command.arg("coverage").args(arguments).env_remove("COLUMNS");
    command
}

/// What it prints.
fn printed(arguments: &[&str]) -> String {
    let Output { status, stdout, stderr } = command(arguments).output().expect("it runs");
    assert!(status.success() && stderr.is_empty(), "{}", String::from_utf8_lossy(&stderr));
    String::from_utf8(stdout).expect("text")
}

fn json(arguments: &[&str]) -> Vec<Value> {
    let json: Value = serde_json::from_str(&printed(arguments)).expect("JSON");
    json["rows"].as_array().expect("rows").clone()
}

#[test]
fn every_row_is_printed_with_what_is_known_of_it() {
    let coverage = coverage().expect("the files");
    let text = printed(&["--width", "500"]);
    for row in &coverage.rows {
        let subject = row.subject.to_string();
        let name = subject.split_once('.').map_or(subject.as_str(), |(_, path)| path);
        let name = subject.strip_prefix("error ").unwrap_or(name);
        assert!(text.contains(name), "{name}");
        assert!(row.proven_by.iter().chain(&row.unknown).all(|known| text.contains(known)), "{name}");
    }
    assert!(coverage.unknown.iter().all(|unknown| text.contains(&unknown.en)));
}

#[test]
fn the_end_says_how_many_there_are() {
    let coverage = coverage().expect("the files");
    let text = printed(&[]);
    let last: Vec<_> = text.trim_end().lines().rev().take(4).collect();
    let starts = ["things unknown", "errors: ", "parameters: ", "actions: "];
    assert!(last.iter().zip(starts).all(|(line, start)| line.contains(start)), "{last:?}");
    let counted: usize = last[1..].iter().filter_map(|line| line.split(' ').next()?.parse::<usize>().ok()).sum();
    assert_eq!(counted, coverage.rows.len());
}

#[test]
fn machines_read_the_same() {
    let coverage = coverage().expect("the files");
    assert_eq!(Value::from(json(&["--json"])), serde_json::to_value(&coverage.rows).expect("JSON"));
}

#[test]
fn what_is_proven_can_be_left_out() {
    let missing = coverage().expect("the files").rows.into_iter().filter(|row| row.state != State::Proven).count();
    let rows = json(&["--json", "--missing"]);
    assert_eq!(rows.len(), missing);
    assert!(rows.iter().all(|row| row["state"] != "proven"));
}

#[test]
fn the_reasons_are_there_in_chinese() {
    let coverage = coverage().expect("the files");
    let text = printed(&["--chinese", "--width", "500"]);
    assert!(coverage.unknown.iter().all(|unknown| text.contains(&unknown.zh)));
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let mut child = command(&[]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it runs");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    assert!(output.status.success() && output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}
