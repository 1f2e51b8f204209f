//! Many connections, and the end of a server.

use std::time::Duration;

use kci_emulator::Emulator;
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

#[tokio::test]
async fn a_connection_too_many_waits_until_another_ends() {
    let kci = Emulator::builder().connections(2).start().await.expect("the emulator starts");
    let mut served = [connect(&kci).await, connect(&kci).await];
    for stream in &mut served {
        stream.write_all(UNSIGNED).await.expect("sent");
        assert_eq!(answer(stream).await, b"HTTP/1.1 403");
    }
    let mut third = connect(&kci).await;
    third.write_all(UNSIGNED).await.expect("sent");
    // Whoever is served is answered again meanwhile, and then it still waits.
    for stream in &mut served {
        stream.write_all(UNSIGNED).await.expect("sent");
        answer(stream).await;
    }
    assert_eq!(kci.journal().len(), 4);
    drop(served);
    assert_eq!(answer(&mut third).await, b"HTTP/1.1 403");
    assert_eq!(kci.journal().len(), 5);
}

#[tokio::test]
async fn a_server_that_is_full_or_idle_ends_at_once() {
    let kci = Emulator::builder().connections(1).start().await.expect("the emulator starts");
    let mut served = connect(&kci).await;
    served.write_all(UNSIGNED).await.expect("sent");
    answer(&mut served).await;
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
