//! A server that answers with given bytes and keeps what it was sent.
#![allow(dead_code, reason = "each test program uses a part")]

use std::sync::{Arc, Mutex};

use kci_sdk::auth::Credentials;
use kci_sdk::auth::v4::{
    Scope, canonical_headers, canonical_path, canonical_query, canonical_request, sha256_hex, signature, signing_key,
    string_to_sign,
};
use kci_sdk::runtime::jiff::Timestamp;
use kci_sdk::{Client, ClientBuilder, NoRetries};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

pub(crate) const ACCESS_KEY: &str = "AKLTtest";
pub(crate) const SECRET_KEY: &str = "secret+key/with==signs";
pub(crate) const TOKEN: &str = "session/token+with==signs";
pub(crate) const NOW: &str = "2026-11-24T02:55:27Z";
/// What a query or a form could spoil.
pub(crate) const HOSTILE: &str = "中文 + & = % ~ / * ' ( ) %20 \"🦀\" # ? ; \u{1} end";

/// A request as it came.
#[derive(Clone, Debug, Default)]
pub(crate) struct Seen {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) query: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Seen {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// The parameters in the query or the body, decoded.
    pub(crate) fn parameters(&self) -> Vec<(String, String)> {
        decoded(if self.body.is_empty() { &self.query } else { &self.body })
    }

    pub(crate) fn parameter(&self, name: &str) -> Option<String> {
        self.parameters().into_iter().find(|(key, _)| key == name).map(|(_, value)| value)
    }

    /// The signature of version 4 that this request should have, over exactly what came.
    pub(crate) fn signature(&self, signed_headers: &str, query: &str, date: &str) -> String {
        let names: Vec<_> = signed_headers.split(';').collect();
        let headers = self.headers.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let lines = canonical_headers(headers, &names);
        let hash = sha256_hex(self.body.as_bytes());
        let canonical = canonical_request(&self.method, &canonical_path(&self.path), query, &lines, &hash);
        let time: Timestamp =
            format!("{}-{}-{}T00:00:00Z", &date[..4], &date[4..6], &date[6..8]).parse().expect("a day");
        let scope = Scope::new(time, "cn-beijing-6", "kci");
        signature(&signing_key(SECRET_KEY, &scope), &string_to_sign(date, &scope.to_string(), &canonical))
    }

    /// Checks the signature in the `Authorization` header.
    pub(crate) fn check_authorization(&self) {
        let authorization = self.header("authorization").expect("an Authorization header");
        let date = self.header("x-amz-date").expect("a date");
        let part = |name: &str| {
            let (_, rest) = authorization.split_once(name).unwrap_or_else(|| panic!("{name} in {authorization}"));
            rest.split(", ").next().expect("a value").to_owned()
        };
        let expected = self.signature(&part("SignedHeaders="), &canonical(&self.query), date);
        assert_eq!(part("Signature="), expected, "{self:?}");
        assert_eq!(part("Credential="), format!("{ACCESS_KEY}/{}/cn-beijing-6/kci/aws4_request", &date[..8]));
    }
}

/// The canonical form of a query as it came.
pub(crate) fn canonical(query: &str) -> String {
    let pairs = decoded(query);
    canonical_query(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())))
}

pub(crate) fn decoded(query: &str) -> Vec<(String, String)> {
    let decode = |text: &str| percent_encoding::percent_decode_str(text).decode_utf8().expect("UTF-8").into_owned();
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    pairs.map(|pair| pair.split_once('=').expect("a pair")).map(|(k, v)| (decode(k), decode(v))).collect()
}

/// A server on this machine.
pub(crate) struct Server {
    pub(crate) endpoint: String,
    seen: Arc<Mutex<Vec<Seen>>>,
}

impl Server {
    /// Answers each connection with the next of these; after the last, connections are closed without an answer.
    pub(crate) async fn start(answers: impl IntoIterator<Item = String> + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let endpoint = format!("http://{}", listener.local_addr().expect("an address"));
        let seen = Arc::new(Mutex::new(Vec::new()));
        let kept = seen.clone();
        let mut answers: std::collections::VecDeque<_> = answers.into_iter().collect();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                answer(stream, answers.pop_front(), &kept).await;
            }
        });
        Self { endpoint, seen }
    }

    /// What came, in order.
    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.seen.lock().expect("the requests").clone()
    }

    /// The only request that came.
    pub(crate) fn only(&self) -> Seen {
        let seen = self.seen();
        assert_eq!(seen.len(), 1, "{seen:?}");
        seen[0].clone()
    }

    pub(crate) fn builder(&self) -> ClientBuilder {
        builder().endpoint(&self.endpoint)
    }

    pub(crate) fn client(&self) -> Client {
        self.builder().build().expect("a client")
    }
}

async fn answer(mut stream: TcpStream, answer: Option<String>, seen: &Mutex<Vec<Seen>>) {
    if let Some(request) = receive(&mut stream).await {
        seen.lock().expect("the requests").push(request);
        let _ = stream.write_all(answer.unwrap_or_default().as_bytes()).await;
        let _ = stream.shutdown().await;
    }
}

async fn receive(stream: &mut TcpStream) -> Option<Seen> {
    let mut bytes = Vec::new();
    loop {
        if let Some(request) = parse(&bytes) {
            return Some(request);
        }
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    }
}

/// The request, once all of it is there.
fn parse(bytes: &[u8]) -> Option<Seen> {
    let text = std::str::from_utf8(bytes).ok()?;
    let (head, body) = text.split_once("\r\n\r\n")?;
    let mut lines = head.split("\r\n");
    let mut start = lines.next()?.split(' ');
    let (method, target) = (start.next()?.to_owned(), start.next()?);
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let headers = lines.filter_map(|line| line.split_once(": ")).map(|(name, value)| (name.into(), value.into()));
    let seen = Seen { method, path: path.into(), query: query.into(), headers: headers.collect(), body: body.into() };
    let length = seen.header("content-length").map_or(0, |length| length.parse().expect("a length"));
    (body.len() >= length).then_some(seen)
}

/// An answer with a status line, a body and its length.
pub(crate) fn http(status: &str, body: &str) -> String {
    format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len())
}

pub(crate) fn ok(body: &str) -> String {
    http("200 OK", body)
}

/// A builder with credentials, at a fixed time, of clients that send everything once.
pub(crate) fn builder() -> ClientBuilder {
    let credentials = Credentials::new(ACCESS_KEY, SECRET_KEY);
    Client::builder().credentials(credentials).retries(NoRetries).clock(|| NOW.parse().expect("a time"))
}

/// An answer that says nothing but that it is one.
pub(crate) fn nothing() -> String {
    ok(r#"{"RequestId": "1"}"#)
}
