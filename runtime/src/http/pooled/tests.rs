//! Which connection a request goes over, and what is said when it does not.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use http::Request;
use hyper_util::client::proxy::matcher::Matcher;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use super::{Connector, IDLE, Pool, Pooled};
use crate::error::{Phase, TransportError};
use crate::http::Transport as _;

/// Heads of requests, each with the number of the connection that it came over.
type Seen = Arc<Mutex<Vec<(usize, String)>>>;

/// Answers requests without bodies for as long as they come, and closes a connection after so many.
struct Server {
    url: String,
    seen: Seen,
}

const ANSWER: &[u8] = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\none\r\n3\r\ntwo\r\n0\r\n\r\n";

impl Server {
    async fn start(answers_a_connection: usize) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}/path?query", listener.local_addr().expect("an address"));
        let seen = Seen::default();
        let kept = seen.clone();
        tokio::spawn(async move {
            for number in 1.. {
                let (stream, _) = listener.accept().await.expect("a connection");
                tokio::spawn(serve(stream, number, answers_a_connection, kept.clone()));
            }
        });
        Self { url, seen }
    }

    fn address(&self) -> &str {
        self.url.trim_start_matches("http://").trim_end_matches("/path?query")
    }

    /// The connections that requests came over.
    fn connections(&self) -> Vec<usize> {
        self.seen.lock().expect("what was seen").iter().map(|(number, _)| *number).collect()
    }

    fn heads(&self) -> Vec<String> {
        self.seen.lock().expect("what was seen").iter().map(|(_, head)| head.clone()).collect()
    }

    fn only(&self) -> String {
        let heads = self.heads();
        assert_eq!(heads.len(), 1, "{heads:?}");
        heads.concat()
    }
}

async fn serve(mut stream: TcpStream, number: usize, answers: usize, seen: Seen) {
    for _ in 0..answers {
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            if stream.read_buf(&mut head).await.unwrap_or_default() == 0 {
                return;
            }
        }
        seen.lock().expect("what was seen").push((number, String::from_utf8(head).expect("a head")));
        stream.write_all(ANSWER).await.expect("an open connection");
    }
}

fn pooled(proxies: Option<Matcher>, rests: Duration) -> Pooled {
    Pooled { connector: Connector::new(Duration::from_secs(10), proxies), pool: Pool::new(rests) }
}

async fn get(transport: &Pooled, url: &str) -> Result<Bytes, TransportError> {
    let request = Request::get(url).body(Bytes::new()).expect("a request");
    Ok(transport.send(request).await?.into_body())
}

async fn get_twice(transport: &Pooled, server: &Server) -> Vec<usize> {
    for _ in 0..2 {
        assert_eq!(get(transport, &server.url).await.expect("an answer"), "onetwo");
    }
    server.connections()
}

#[tokio::test]
async fn a_connection_is_used_again() {
    let server = Server::start(2).await;
    assert_eq!(get_twice(&pooled(None, IDLE), &server).await, [1, 1]);
    assert!(server.heads()[0].starts_with("GET /path?query HTTP/1.1\r\n"));
}

#[tokio::test]
async fn a_connection_that_rested_too_long_is_not_used_again() {
    let server = Server::start(2).await;
    assert_eq!(get_twice(&pooled(None, Duration::ZERO), &server).await, [1, 2]);
}

#[tokio::test]
async fn a_request_goes_over_another_connection_if_the_first_was_closed_while_it_rested() {
    let server = Server::start(1).await;
    let transport = pooled(None, IDLE);
    get(&transport, &server.url).await.expect("an answer");
    // While this one is answered, the end of the first comes through.
    get(&pooled(None, IDLE), &server.url).await.expect("an answer");
    get(&transport, &server.url).await.expect("an answer");
    assert_eq!(server.connections(), [1, 2, 3]);
}

#[tokio::test]
async fn a_call_that_was_dropped_takes_its_connection_with_it() {
    let server = Server::start(2).await;
    let silent = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let transport = pooled(None, IDLE);
    let url = format!("http://{}/", silent.local_addr().expect("an address"));
    let first = tokio::time::timeout(Duration::from_millis(20), get(&transport, &url)).await;
    assert!(first.is_err() && transport.pool.is_empty());
    assert_eq!(get_twice(&transport, &server).await, [1, 1]);
}

#[test]
fn a_connection_is_used_in_the_runtime_that_made_it() {
    let runtime = || tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let (servers, first, second) = (
        tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a runtime"),
        runtime(),
        runtime(),
    );
    let server = servers.block_on(Server::start(9));
    let transport = pooled(None, IDLE);
    for runtime in [&first, &second, &first] {
        runtime.block_on(get(&transport, &server.url)).expect("an answer");
    }
    assert_eq!(server.connections(), [1, 2, 1]);
}

#[tokio::test]
async fn connections_that_nobody_uses_are_dropped_and_then_nothing_waits() {
    let server = Server::start(9).await;
    let transport = pooled(None, Duration::from_millis(5));
    get(&transport, &server.url).await.expect("an answer");
    while !transport.pool.is_empty() {
        tokio::task::yield_now().await;
    }
    assert!(!transport.pool.is_swept());
}

fn proxy(server: &Server) -> Matcher {
    Matcher::builder().all(format!("http://user:word@{}", server.address())).no("near.test").build()
}

#[tokio::test]
async fn a_proxy_is_handed_requests_with_their_whole_url() {
    let server = Server::start(1).await;
    let transport = pooled(Some(proxy(&server)), IDLE);
    assert_eq!(get(&transport, "http://far.test:81/path?query").await.expect("an answer"), "onetwo");
    let head = server.only();
    assert!(head.starts_with("GET http://far.test:81/path?query HTTP/1.1\r\n"), "{head}");
    assert!(head.to_lowercase().contains("\r\nproxy-authorization: basic dxnlcjp3b3jk\r\n"), "{head}");
}

#[tokio::test]
async fn what_is_encrypted_goes_through_a_tunnel() {
    let server = Server::start(1).await;
    let error =
        get(&pooled(Some(proxy(&server)), IDLE), "https://far.test/path?query").await.expect_err("no TLS there");
    assert_eq!(error.phase(), Phase::Connect, "{error}");
    let head = server.only();
    assert!(head.starts_with("CONNECT far.test:443 HTTP/1.1\r\nHost: far.test:443\r\n"), "{head}");
    assert!(head.contains("Proxy-Authorization: Basic dXNlcjp3b3Jk\r\n"), "{head}");
}

#[tokio::test]
async fn a_place_that_needs_no_proxy_is_not_reached_through_one() {
    let server = Server::start(1).await;
    let error = get(&pooled(Some(proxy(&server)), IDLE), "http://near.test/").await.expect_err("no such host");
    assert_eq!(error.phase(), Phase::Connect, "{error}");
    assert!(server.connections().is_empty());
}

#[tokio::test]
async fn a_proxy_of_another_kind_is_named() {
    let transport = pooled(Some(Matcher::builder().all("socks5://127.0.0.1:1").build()), IDLE);
    let error = get(&transport, "https://far.test/").await.expect_err("no such proxy").to_string();
    assert!(error.starts_with("cannot connect: a proxy that speaks socks5"), "{error}");
}

#[tokio::test]
async fn connecting_has_a_limit_of_its_own() {
    let silent = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let proxy = Matcher::builder().all(format!("http://{}", silent.local_addr().expect("an address"))).build();
    let connector = Connector::new(Duration::from_millis(20), Some(proxy));
    let error = get(&Pooled { connector, pool: Pool::new(IDLE) }, "https://far.test/").await.expect_err("too late");
    assert_eq!(error.to_string(), "cannot connect: not within 20ms");
}
