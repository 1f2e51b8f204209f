//! The emulator as a server of its own.
#![cfg(unix)]

use std::io::{BufRead as _, BufReader};
use std::process::{Child, ChildStdout, Command, Stdio};

use kci_sdk::Client;
use kci_sdk::request::DescribeContainerGroupRequest;

/// A running emulator, which ends with the test.
struct Running {
    child: Child,
    lines: BufReader<ChildStdout>,
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn start(arguments: &[&str]) -> Running {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kci-emulator"));
    let mut child = command.args(arguments).stdout(Stdio::piped()).spawn().expect("the emulator starts");
    let lines = BufReader::new(child.stdout.take().expect("its output"));
    Running { child, lines }
}

impl Running {
    fn line(&mut self) -> String {
        let mut line = String::new();
        self.lines.read_line(&mut line).expect("a line");
        line.trim_end().to_owned()
    }
}

#[tokio::test]
async fn it_prints_where_it_listens_and_what_points_a_client_at_it() {
    let mut running = start(&["--listen", "127.0.0.1:0", "--access-key", "AK", "--secret-key", "a secret'"]);
    let address = running.line();
    assert!(address.starts_with("# KCI emulator listening on 127.0.0.1:"), "{address}");
    let exports = [running.line(), running.line(), running.line()];
    assert_eq!(exports[1..], ["export KSYUN_ACCESS_KEY=AK", r"export KSYUN_SECRET_KEY='a secret'\'''"]);
    let endpoint = exports[0].strip_prefix("export KSYUN_ENDPOINT=").expect("the endpoint").to_owned();
    let variables = |name: &str| match name {
        "KSYUN_ENDPOINT" => Some(endpoint.clone()),
        "KSYUN_ACCESS_KEY" => Some("AK".to_owned()),
        "KSYUN_SECRET_KEY" => Some("a secret'".to_owned()),
        _ => None,
    };
    let client = Client::builder().from_variables(variables).build().expect("a client");
    let answer = client.describe_container_group(DescribeContainerGroupRequest::new()).await.expect("an answer");
    assert_eq!(answer.total_count, 0);
}

#[test]
fn it_ends_when_it_is_asked_to() {
    let mut running = start(&["--listen", "127.0.0.1:0"]);
    running.line();
    let asked = Command::new("kill").arg(running.child.id().to_string()).status().expect("kill runs");
    assert!(asked.success());
    assert!(running.child.wait().expect("it ends").success());
}

#[test]
fn an_address_that_is_taken_is_said_and_fails() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = taken.local_addr().expect("its address").to_string();
    let output =
        Command::new(env!("CARGO_BIN_EXE_kci-emulator")).args(["--listen", &address]).output().expect("it runs");
    assert!(!output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains(&address));
}
