//! The program as people use it, against an emulator that the test starts.

mod configure;
mod help;
mod input;
mod output;
mod pod;
mod template;
mod transcripts;

use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use kci_emulator::{Clock, Emulator};

/// An emulator whose clock stands at the same time always, so that ids and times are the same in every run.
fn emulator() -> Emulator {
    let start = "2026-11-24T00:00:00Z".parse().expect("a time");
    Emulator::builder().clock(Clock::stopped_at(start)).seed(7).start_blocking().expect("an emulator")
}

/// The program with nothing of this machine around it but an empty home folder.
fn kci(home: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kci"));
    command.args(arguments).env_clear().env("HOME", home).env("LANG", "en_US.UTF-8").stdin(Stdio::null());
    command
}

/// The program, pointed at an emulator.
fn kci_at(emulator: &Emulator, home: &Path, arguments: &[&str]) -> Command {
    let mut command = kci(home, arguments);
    for (name, value) in around(emulator) {
        command.env(name, value);
    }
    command
}

fn around(emulator: &Emulator) -> [(&'static str, String); 3] {
    let credentials = emulator.credentials();
    [
        ("KSYUN_ENDPOINT", emulator.endpoint().to_owned()),
        ("KSYUN_ACCESS_KEY", credentials.access_key().to_owned()),
        ("KSYUN_SECRET_KEY", credentials.secret_key().expose().to_owned()),
    ]
}

fn run(command: &mut Command) -> Output {
    command.output().expect("the program runs")
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

fn home() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder")
}

/// Creates a container group of this name by the program, and lets it run. Returns its id.
fn create(emulator: &Emulator, home: &Path, name: &str) -> String {
    let arguments = [
        "create",
        "-q",
        "-o",
        "id",
        "--container-group-name",
        name,
        "--subnet-id=subnet-1",
        "--security-group-id=sg-1",
        "--kci-type=RBKCI",
        "--charge-type=HourlyInstantSettlement",
        "--container.1.name=app",
        "--container.1.image=nginx:1.27",
        "--container.1.image-pull-policy=IfNotPresent",
    ];
    let output = run(&mut kci_at(emulator, home, &arguments));
    assert!(output.status.success(), "{}", stderr(&output));
    emulator.advance(Duration::from_secs(10));
    stdout(&output).trim().to_owned()
}
