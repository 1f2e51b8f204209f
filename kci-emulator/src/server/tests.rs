//! Slow clients, the end of the server while it is at work, and an account with very much in it. Time is the runtime's
//! own, which goes on when everything waits, but for the last.

use kci_sdk::Client;
use kci_sdk::auth::Credentials;
use kci_sdk::request::{Container, CreateContainerGroupRequest, DescribeContainerGroupRequest};
use kci_sdk::value::{ChargeType, KciType};
use serde_json::Value;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::Instant;

use super::*;
use crate::clock::Clock;
use crate::service::Start;
use crate::store::{Change, Group};

const HERE: ([u8; 4], u16) = ([127, 0, 0, 1], 0);

fn account(name: &str) -> Credentials {
    Credentials::new(name, "a secret")
}

fn service() -> Arc<Service> {
    let clock = Clock::stopped_at("2026-11-24T02:55:27Z".parse().expect("a time"));
    Arc::new(Service::new(vec![account("AKLTFIRST"), account("AKLTOTHER")], Start::anew(clock, 0)))
}

async fn server(service: &Arc<Service>) -> Server {
    Server::start(service.clone(), HERE.into(), 10, &account("AKLTFIRST")).await.expect("the server starts")
}

/// What comes back for bytes that are no whole request, and how long it takes until the connection is closed.
async fn unfinished(bytes: &str) -> (String, Duration) {
    let (mut client, served) = tokio::io::duplex(64 * 1024);
    let (_stop, watched) = watch::channel(false);
    let router = router(service(), HERE.into(), &account("AKLTFIRST")).expect("a router");
    let started = Instant::now();
    let place = Places::new(1).take().await.expect("a place");
    let connection = tokio::spawn(connection(served, HERE.into(), router, Stopping(watched), place));
    client.write_all(bytes.as_bytes()).await.expect("sent");
    let mut answer = String::new();
    client.read_to_string(&mut answer).await.expect("text");
    let _ended = connection.await.expect("no panic");
    (answer, started.elapsed())
}

/// Where one moment of the runtime ends and the next begins.
const TICK: Duration = Duration::from_millis(2);

fn assert_patient(waited: Duration) {
    assert!(PATIENCE <= waited && waited <= PATIENCE + TICK, "{waited:?}");
}

#[tokio::test(start_paused = true)]
async fn a_head_that_does_not_end_ends_the_connection() {
    for head in ["", "P", "POST / HTTP/1.1\r\nhost: localhost\r\n"] {
        let (answer, waited) = unfinished(head).await;
        assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 408"), "{answer}");
        assert_patient(waited);
    }
}

#[tokio::test(start_paused = true)]
async fn a_body_that_does_not_end_is_malformed() {
    let head = "POST / HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncontent-length: 10\r\n\r\nAct";
    let (answer, waited) = unfinished(head).await;
    assert!(answer.starts_with("HTTP/1.1 400") && answer.contains("InvalidQueryParameter"), "{answer}");
    assert_patient(waited);
}

#[tokio::test(start_paused = true)]
async fn a_body_for_the_control_that_does_not_end_is_refused() {
    let head = "POST /_kci/reset HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncontent-length: 10\r\n\r\n{";
    let (answer, waited) = unfinished(head).await;
    assert!(answer.starts_with("HTTP/1.1 400") && answer.contains("not sent in time"), "{answer}");
    assert_patient(waited);
}

#[tokio::test(start_paused = true)]
async fn a_client_that_does_not_end_does_not_hold_up_the_end_for_long() {
    let server = server(&service()).await;
    let mut client = TcpStream::connect(server.address).await.expect("a connection");
    client.write_all(b"POST / HTTP/1.1\r\nhost: localhost\r\ncontent-length: 10\r\n\r\nAct").await.expect("sent");
    let started = Instant::now();
    server.stop().await.expect("it ends well");
    assert!(started.elapsed() <= FAREWELL + TICK, "{:?}", started.elapsed());
    // Its connection ends with the server, and not only when patience does.
    assert_eq!(client.read(&mut [0; 1]).await.unwrap_or_default(), 0);
    assert!(started.elapsed() < PATIENCE, "{:?}", started.elapsed());
}

fn client(server: &Server, credentials: Credentials) -> Client {
    let now = || "2026-11-24T02:55:27Z".parse().expect("a time");
    let builder = Client::builder().credentials(credentials).endpoint(format!("http://{}", server.address)).clock(now);
    builder.build().expect("a client")
}

/// Gives the first account 10,000 container groups.
async fn crowd(service: &Service, client: &Client) {
    let request =
        CreateContainerGroupRequest::new("web", ["group-1"], KciType::Rbkci, ChargeType::HourlyInstantSettlement)
            .subnet_id("subnet-1")
            .containers([Container::new("web", "nginx:1")]);
    client.create_container_group(request).await.expect("a group");
    let (tenant, holdings) = service.store.snapshots().remove(0);
    let first = holdings.groups.iter().next().expect("the group");
    let copy = |number| Group { id: format!("group-{number}"), ..Group::clone(first) };
    let copies = (1..10_000).map(|number| Change::GroupCreated(Box::new(copy(number))));
    service.store.change(&tenant, &service.ids, |_| io::Result::Ok(((), copies.collect()))).expect("changed");
}

/// How many groups the pages of a whole list have.
async fn count(client: Client) -> usize {
    let (mut marker, mut count) = (0, 0);
    loop {
        let request = DescribeContainerGroupRequest::new().marker(marker).max_results(100);
        let page = client.describe_container_group(request).await.expect("a page");
        count += page.container_groups.len();
        marker = page.marker;
        if marker == 0 {
            return count;
        }
    }
}

#[tokio::test]
async fn ten_thousand_groups_are_listed_while_others_are_answered() {
    let service = service();
    let server = server(&service).await;
    let (crowded, other) = (client(&server, account("AKLTFIRST")), client(&server, account("AKLTOTHER")));
    crowd(&service, &crowded).await;
    let listing = tokio::spawn(count(crowded));
    // Fewer answers than pages, one after another, are there before the list is.
    for _ in 0..50 {
        let list = other.describe_container_group(DescribeContainerGroupRequest::new()).await.expect("a list");
        assert_eq!(list.total_count, 0);
        assert!(!listing.is_finished());
    }
    assert_eq!(listing.await.expect("no panic"), 10_000);
}

#[tokio::test]
async fn others_are_answered_while_the_state_of_ten_thousand_groups_is_told() {
    let service = service();
    let server = server(&service).await;
    let (crowded, other) = (client(&server, account("AKLTFIRST")), client(&server, account("AKLTOTHER")));
    crowd(&service, &crowded).await;
    let mut stream = TcpStream::connect(server.address).await.expect("a connection");
    let ask = b"GET /_kci/state HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n";
    stream.write_all(ask).await.expect("sent");
    let telling = tokio::spawn(async move {
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await.map(|_| answer)
    });
    for _ in 0..10 {
        other.describe_container_group(DescribeContainerGroupRequest::new()).await.expect("a list");
        assert!(!telling.is_finished());
    }
    let answer = telling.await.expect("no panic").expect("an answer");
    let body = answer.windows(4).position(|window| window == b"\r\n\r\n").expect("a head") + 4;
    let state: Value = serde_json::from_slice(&answer[body..]).expect("JSON");
    assert_eq!(state["holdings"][0]["container_groups"].as_array().map(Vec::len), Some(10_000));
}
