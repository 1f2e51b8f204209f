//! Many connections, and the end of a server.

use std::time::Duration;

use kci_emulator::{Emulator, Fault, FaultKind};
use kci_sdk::request::DescribeRegionsRequest;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::common::emulator;

/// A request that is answered, though not with what it asks for, over a connection that stays open.
const UNSIGNED: &[u8] = b"POST / HTTP/1.1\r\nhost: localhost\r\ncontent-length: 0\r\n\r\n";

async fn connect(kci: &Emulator) -> TcpStream {
    TcpStream::connect(kci.address()).await.expect("a connection")
}

/// How an answer begins; it is read to its end. Nothing where the connection is closed.
async fn answer(stream: &mut TcpStream) -> Vec<u8> {
    let mut answer = Vec::new();
    while !answer.ends_with(b"\"}") && stream.read_buf(&mut answer).await.is_ok_and(|read| read > 0) {}
    answer.truncate(12);
    answer
}

/// Asks over a connection that was made, and is answered.
async fn ask(stream: &mut TcpStream) {
    stream.write_all(UNSIGNED).await.expect("sent");
    assert_eq!(answer(stream).await, b"HTTP/1.1 403");
}

#[tokio::test]
async fn the_connection_that_has_been_idle_longest_gives_way_to_a_new_one() {
    let kci = Emulator::builder().connections(2).start().await.expect("the emulator starts");
    let [mut first, mut second] = [connect(&kci).await, connect(&kci).await];
    ask(&mut first).await;
    ask(&mut second).await;
    ask(&mut first).await;
    let mut third = connect(&kci).await;
    ask(&mut third).await;
    assert_eq!(second.read(&mut [0; 1]).await.unwrap_or_default(), 0);
    ask(&mut first).await;
    assert_eq!(kci.journal().len(), 5);
}

#[tokio::test]
async fn many_more_connections_than_are_served_at_a_time_are_answered_at_once() {
    let kci = Emulator::builder().connections(4).start().await.expect("the emulator starts");
    let mut open = Vec::new();
    for _ in 0..100 {
        let mut stream = connect(&kci).await;
        ask(&mut stream).await;
        open.push(stream);
    }
    assert_eq!(kci.journal().len(), 100);
}

#[tokio::test]
async fn where_all_connections_are_at_work_a_new_one_waits() {
    let kci = Emulator::builder().connections(1).start().await.expect("the emulator starts");
    kci.add_fault(Fault::new(FaultKind::hang())).expect("a fault");
    let mut at_work = connect(&kci).await;
    at_work.write_all(UNSIGNED).await.expect("sent");
    while kci.journal().is_empty() {
        tokio::task::yield_now().await;
    }
    let mut waiting = connect(&kci).await;
    waiting.write_all(UNSIGNED).await.expect("sent");
    for _ in 0..1_000 {
        tokio::task::yield_now().await;
    }
    assert_eq!(kci.journal().len(), 1);
    drop(at_work);
    assert_eq!(answer(&mut waiting).await, b"HTTP/1.1 403");
    assert_eq!(kci.journal().len(), 2);
}

#[tokio::test]
async fn a_server_that_is_full_or_idle_ends_at_once() {
    let kci = Emulator::builder().connections(1).start().await.expect("the emulator starts");
    let mut served = connect(&kci).await;
    served.write_all(UNSIGNED).await.expect("sent");
    answer(&mut served).await;
    kci.add_fault(Fault::new(FaultKind::hang())).expect("a fault");
    served.write_all(UNSIGNED).await.expect("sent");
    let mut waiting = connect(&kci).await;
    tokio::time::timeout(Duration::from_secs(8), kci.stop()).await.expect("soon").expect("well");
    waiting.write_all(UNSIGNED).await.ok();
    assert_eq!(answer(&mut waiting).await, b"");
}

#[tokio::test]
async fn no_request_is_taken_once_it_has_ended() {
    let kci = emulator().await;
    let client = kci.client();
    client.describe_regions(DescribeRegionsRequest::new()).await.expect("an answer");
    kci.stop().await.expect("it ends");
    let error = client.describe_regions(DescribeRegionsRequest::new()).await.expect_err("nobody is there");
    assert!(error.is_retryable(), "{error}");
}
