//! Requests as bytes, signed or not, and their answers.

use kci_codegen::Compiler;
use kci_codegen::ir::Ir;
use kci_emulator::{Clock, Emulator};
use kci_sdk::SERVICE;
use kci_sdk::auth::Credentials;
use kci_sdk::auth::v4::{Request as Unsigned, Signer, amz_date, canonical_query};
use kci_sdk::runtime::Params;
use kci_sdk::runtime::jiff::Timestamp;
use kci_sdk::runtime::serde_json::{self, Value};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

pub(crate) use crate::proof::proves;

/// Content type of a POST whose parameters are a form.
pub(crate) const FORM: &str = "application/x-www-form-urlencoded";

/// The moment at which the clock of [`emulator`] stands.
pub(crate) const NOW: &str = "2026-11-24T02:55:27Z";

/// An emulator whose clock stands still at [`NOW`].
pub(crate) async fn emulator() -> Emulator {
    let now: Timestamp = NOW.parse().expect("a time");
    Emulator::builder().clock(Clock::stopped_at(now)).start().await.expect("the emulator starts")
}

/// The API as the emulator's spec describes it.
pub(crate) fn api() -> Ir {
    Compiler::new().files(kci_spec::KCI).resolve().expect("a spec").ir
}

/// A request. Nothing about it is checked before it is sent.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    method: String,
    path: String,
    query: String,
    headers: Vec<(String, Vec<u8>)>,
    body: Vec<u8>,
}

impl Request {
    /// A request of this method for `/`, with nothing in it.
    pub(crate) fn new(method: &str) -> Self {
        let (path, query) = ("/".to_owned(), String::new());
        Self { method: method.to_owned(), path, query, headers: Vec::new(), body: Vec::new() }
    }

    /// A GET with parameters, which are encoded and sorted.
    pub(crate) fn get(parameters: &[(&str, &str)]) -> Self {
        Self::new("GET").query(&canonical_query(parameters.iter().copied()))
    }

    /// A POST with parameters as a form, which are encoded in the order given.
    pub(crate) fn post(parameters: &[(&str, &str)]) -> Self {
        let form: Params = parameters.iter().copied().collect();
        Self::new("POST").header("content-type", FORM).body(form.encode())
    }

    /// A POST of an action of the documented version.
    pub(crate) fn action(action: &str, parameters: &[(&str, &str)]) -> Self {
        let common = [("Action", action), ("Version", SERVICE.version)];
        Self::post(&[&common, parameters].concat())
    }

    /// With this path, as it is sent.
    pub(crate) fn path(self, path: &str) -> Self {
        Self { path: path.to_owned(), ..self }
    }

    /// With this query, as it is sent. For a good signature its parameters must be sorted.
    pub(crate) fn query(self, query: &str) -> Self {
        Self { query: query.to_owned(), ..self }
    }

    /// With one more header. `Host`, `Content-Length` and `Connection` are added where they are not given.
    pub(crate) fn header(mut self, name: &str, value: impl AsRef<[u8]>) -> Self {
        self.headers.push((name.to_owned(), value.as_ref().to_vec()));
        self
    }

    /// With this body.
    pub(crate) fn body(self, body: impl Into<Vec<u8>>) -> Self {
        Self { body: body.into(), ..self }
    }

    /// Signed by the first account at the emulator's time, for the default region: version 4, in the header.
    pub(crate) fn signed(self, kci: &Emulator) -> Self {
        self.signed_by(kci, &kci.credentials())
    }

    /// The same, by somebody else.
    pub(crate) fn signed_by(self, kci: &Emulator, credentials: &Credentials) -> Self {
        let host = kci.address().to_string();
        let unsigned = Unsigned {
            method: &self.method,
            path: &self.path,
            query: &self.query,
            headers: &[("host", &host)],
            body: &self.body,
        };
        let signer = Signer::new(credentials, SERVICE.default_region, SERVICE.name, kci.clock().now());
        let headers = signer.sign(&unsigned);
        headers.headers().fold(self, |request, (name, value)| request.header(name, value))
    }

    /// With an `Authorization` and the emulator's time, as given and whether or not they fit.
    pub(crate) fn authorized(self, kci: &Emulator, authorization: &str) -> Self {
        self.header("x-amz-date", amz_date(kci.clock().now())).header("authorization", authorization)
    }

    /// The answer to it.
    pub(crate) async fn send(self, kci: &Emulator) -> Answer {
        let host = self.header_or("host", &kci.address().to_string());
        let length = self.header_or("content-length", &self.body.len().to_string());
        self.send_without_host(kci, &[host, length].concat()).await
    }

    /// The answer to it as it is: no header is added but what closes the connection, and `more` as it is.
    pub(crate) async fn send_without_host(self, kci: &Emulator, more: &str) -> Answer {
        let target = if self.query.is_empty() { self.path } else { format!("{}?{}", self.path, self.query) };
        let mut bytes = format!("{} {target} HTTP/1.1\r\n{more}connection: close\r\n", self.method).into_bytes();
        for (name, value) in &self.headers {
            bytes.extend([name.as_bytes(), b": ", value, b"\r\n"].concat());
        }
        bytes.extend([b"\r\n".as_slice(), &self.body].concat());
        Answer::read(&exchange(kci, &bytes, false).await)
    }

    /// A header line, unless there is one of this name, or one that says the same.
    fn header_or(&self, name: &str, value: &str) -> String {
        let same = |other: &str| name == other || (name, other) == ("content-length", "transfer-encoding");
        let given = self.headers.iter().any(|(other, _)| same(&other.to_ascii_lowercase()));
        if given { String::new() } else { format!("{name}: {value}\r\n") }
    }
}

/// Sends bytes, and reads until the emulator closes the connection. With `and_no_more`, it learns that this was all;
/// that ends requests that are not whole, and some that are before they are answered.
pub(crate) async fn exchange(kci: &Emulator, bytes: &[u8], and_no_more: bool) -> Vec<u8> {
    let (mut from, mut to) = TcpStream::connect(kci.address()).await.expect("a connection").into_split();
    let mut answer = Vec::new();
    // An emulator that has read enough may close the connection before it has all; what it answered still counts.
    let send = async {
        to.write_all(bytes).await.ok();
        if and_no_more {
            to.shutdown().await.ok();
        }
    };
    tokio::join!(send, async { from.read_to_end(&mut answer).await.ok() });
    answer
}

/// An answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// The head, with names in lower case.
    pub(crate) head: String,
    /// The body; null where there is none.
    pub(crate) json: Value,
}

impl Answer {
    fn read(bytes: &[u8]) -> Self {
        let end = bytes.windows(4).position(|window| window == b"\r\n\r\n").expect("the end of a head");
        let head = String::from_utf8_lossy(&bytes[..end]).to_ascii_lowercase();
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
        let body = &bytes[end + 4..];
        let json = if body.is_empty() { Value::Null } else { serde_json::from_slice(body).expect("JSON") };
        Self { status, head, json }
    }

    /// The error's code; nothing where it is no error.
    pub(crate) fn code(&self) -> &str {
        self.json["Error"]["Code"].as_str().unwrap_or_default()
    }

    /// The error's message; nothing where it is no error.
    pub(crate) fn message(&self) -> &str {
        self.json["Error"]["Message"].as_str().unwrap_or_default()
    }

    /// The code, and what the message says instead of the row's `%s`: the parameter, in most rows.
    pub(crate) fn told(&self) -> (&str, &str) {
        let named = SERVICE.errors.iter().filter(|row| row.code == self.code()).find_map(|row| {
            let (before, after) = row.message.split_once("%s")?;
            self.message().strip_prefix(before)?.strip_suffix(after)
        });
        (self.code(), named.unwrap_or_default())
    }

    /// Panics unless it is what the documents say of answers: JSON with a request id; either status 200, or an error
    /// of a row of the table, with that row's status.
    pub(crate) fn check_shape(&self) {
        assert!(self.head.contains("content-type: application/json"), "{self:?}");
        let request_id = self.json["RequestId"].as_str().unwrap_or_default();
        assert!(!request_id.is_empty(), "{self:?}");
        if self.status == 200 {
            assert!(self.json.get("Error").is_none(), "{self:?}");
            return;
        }
        let mut rows = SERVICE.errors.iter();
        assert!(rows.any(|row| (row.code, row.http_status) == (self.code(), self.status)), "{self:?}");
        let at_fault = if self.status >= 500 { "Receiver" } else { "Sender" };
        let error = serde_json::json!({ "Type": at_fault, "Code": self.code(), "Message": self.message() });
        assert_eq!(self.json, serde_json::json!({ "RequestId": request_id, "Error": error }));
        assert!(!self.message().is_empty(), "{self:?}");
    }
}
