//! Commands in containers, against the emulator's shell.

use kci_emulator::{Clock, Emulator};
use kci_sdk::exec::{self, Output, Session};
use kci_sdk::request::{
    Container, CreateContainerGroupRequest, DescribeContainerGroupRequest, ExecContainerCommandRequest,
};
use kci_sdk::value::{ChargeType, KciType};
use kci_sdk::{Client, Error, ErrorKind, Secret, waiter};

/// The address at which a command is run in a container that runs.
async fn address(client: &Client, tty: bool) -> Secret {
    let charge = ChargeType::HourlyInstantSettlement;
    let group = CreateContainerGroupRequest::new("web", ["sg-1"], KciType::Rbkci, charge)
        .subnet_id("subnet-1")
        .containers([Container::new("main", "hub.kce.ksyun.com/ksyun/nginx:latest")]);
    let id = client.create_container_group(group).await.expect("a group").container_group_id;
    let describe = DescribeContainerGroupRequest::new().container_group_ids([&id]);
    let wait = client.describe_container_group(describe).wait_for(waiter::ContainerGroupRunning);
    wait.await.expect("it runs");
    let request = ExecContainerCommandRequest::new(id, "main", ["/bin/sh"]).tty(tty);
    client.exec_container_command(request).await.expect("an address").web_socket_uri
}

async fn emulator() -> (Emulator, Client) {
    let clock = Clock::stopped_at("2026-11-24T00:00:00Z".parse().expect("a time"));
    let kci = Emulator::builder().clock(clock).start().await.expect("the emulator starts");
    let client = kci.client();
    (kci, client)
}

async fn session(tty: bool) -> (Emulator, Session) {
    let (kci, client) = emulator().await;
    let session = exec::connect(&client, &address(&client, tty).await).await.expect("a session");
    (kci, session)
}

#[tokio::test]
async fn a_command_reads_writes_and_ends_with_a_code() {
    let (_kci, mut session) = session(false).await;
    session.send("echo 中文\nexit 3\n").await.expect("sent");
    let finished = session.finish().await.expect("it ends");
    assert_eq!(String::from_utf8_lossy(&finished.stdout), "echo 中文\n");
    assert!(finished.stderr.is_empty());
    assert_eq!(finished.status.map(|status| status.to_string()).as_deref(), Some("exit code 3"));
}

#[tokio::test]
async fn output_comes_as_it_is_written_and_nothing_follows_the_end() {
    let (_kci, mut session) = session(false).await;
    for line in ["one\n", "two\n"] {
        session.send(line).await.expect("sent");
        let output = session.next().await.expect("no error");
        assert!(matches!(output, Some(Output::Stdout(bytes)) if bytes == line), "{line}");
    }
    session.send("exit\n").await.expect("sent");
    assert!(matches!(session.next().await.expect("no error"), Some(Output::Exit(status)) if status.success()));
    assert_eq!(session.next().await.expect("no error"), None);
    assert_eq!(session.next().await.expect("no error"), None);
}

#[tokio::test]
async fn a_terminal_has_the_size_that_it_is_told() {
    let (_kci, mut session) = session(true).await;
    session.resize(120, 40).await.expect("sent");
    session.send("stty size\rexit\r").await.expect("sent");
    let finished = session.finish().await.expect("it ends");
    assert_eq!(String::from_utf8_lossy(&finished.stdout), "stty size\r\n40 120\r\nexit\r\n");
}

#[tokio::test]
async fn both_directions_can_be_used_by_two_tasks() {
    let (_kci, session) = session(false).await;
    let (mut input, mut outputs) = session.split();
    let reader = tokio::spawn(async move {
        let mut all = Vec::new();
        while let Some(output) = outputs.next().await.expect("no error") {
            if let Output::Stdout(bytes) = output {
                all.extend_from_slice(&bytes);
            }
        }
        all
    });
    for number in 0..100 {
        input.send(format!("{number}\n")).await.expect("sent");
    }
    input.send("exit\n").await.expect("sent");
    let all = reader.await.expect("no panic");
    assert_eq!(String::from_utf8(all).expect("text").lines().count(), 100);
}

#[tokio::test]
async fn an_address_that_was_used_is_refused_and_not_told() {
    let (_kci, client) = emulator().await;
    let address = address(&client, false).await;
    let _first = exec::connect(&client, &address).await.expect("a session");
    let error = exec::connect(&client, &address).await.expect_err("refused");
    assert_eq!((error.kind(), error.http_status()), (ErrorKind::Decode, Some(403)));
    let path = address.expose().rsplit('/').next().expect("its last part");
    assert!(!format!("{error} {error:?}").contains(path), "{error}");
}

#[tokio::test]
async fn what_leads_nowhere_says_so() {
    let kci = kci_emulator::start().await.expect("the emulator starts");
    let strict = kci.client_builder().allow_plain_http(false).build().expect("a client");
    let error = exec::connect(&strict, &Secret::from("ws://exec.example.com/secret")).await.expect_err("refused");
    assert!(matches!(&error, Error::Configuration(why) if why.contains("allow_plain_http") && !why.contains("secret")));
    let endpoint = kci.endpoint().replace("http", "ws");
    kci.stop().await.expect("it stops");
    let error = exec::connect(&strict, &Secret::from(endpoint)).await.expect_err("nobody is there");
    assert_eq!(error.kind(), ErrorKind::Connect);
}

#[tokio::test]
async fn a_session_ends_with_its_server() {
    let (kci, session) = session(false).await;
    kci.stop().await.expect("it stops");
    match session.finish().await {
        Ok(finished) => assert_eq!(finished.status, None),
        Err(error) => assert_eq!(error.kind(), ErrorKind::ConnectionLost),
    }
}
