//! The requests, and a way to send the very bytes.

use kci_emulator::{Clock, Emulator};
use kci_sdk::auth::Credentials;
use kci_sdk::runtime::jiff::{SignedDuration, Timestamp};
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// A request, who sent it, and what is to be answered.
#[derive(Clone)]
pub(crate) struct Sample {
    pub(crate) id: String,
    pub(crate) raw: Vec<u8>,
    pub(crate) now: Timestamp,
    credentials: Credentials,
    pub(crate) status: u16,
    pub(crate) code: Option<String>,
}

/// Those that were handed to the project with what is expected of them, and those that it captured itself.
pub(crate) fn samples() -> Vec<Sample> {
    let given = read(include_str!("../../vectors/captured_samples.json"));
    let own = read(include_str!("../../clients/samples.json"));
    assert!(given.len() >= 6 && own.len() >= 16, "only {} and {} samples", given.len(), own.len());
    given.into_iter().chain(own).collect()
}

/// One of them.
pub(crate) fn sample(id: &str) -> Sample {
    samples().into_iter().find(|sample| sample.id == id).expect("a sample of this id")
}

fn read(file: &str) -> Vec<Sample> {
    let file: Value = serde_json::from_str(file).expect("samples");
    let sample = |sample: &Value| {
        let text = |name: &str| sample.get(name).unwrap_or(&file[name]).as_str().expect("a text").to_owned();
        let expected = &sample["expect"];
        Sample {
            id: text("id"),
            // Each character is a byte.
            raw: text("raw").chars().map(|byte| u8::try_from(u32::from(byte)).expect("a byte")).collect(),
            now: Timestamp::from_second(sample["now"].as_i64().expect("seconds")).expect("a time"),
            credentials: Credentials::new(text("access_key"), text("secret_key")),
            status: expected["status"].as_u64().map_or(200, |status| u16::try_from(status).expect("a status")),
            code: expected["error_code"].as_str().map(ToOwned::to_owned),
        }
    };
    file["requests"].as_array().expect("a list").iter().map(sample).collect()
}

impl Sample {
    /// An emulator whose account and clock are the sample's.
    pub(crate) async fn emulator(&self) -> Emulator {
        let builder = Emulator::builder().account(self.credentials.clone()).clock(Clock::stopped_at(self.now));
        builder.start().await.expect("the emulator starts")
    }

    /// How long it holds: as long as others, or as long as a presigned one says.
    pub(crate) fn validity(&self, others: SignedDuration) -> SignedDuration {
        let text = String::from_utf8_lossy(&self.raw);
        let said = text.split_once("X-Amz-Expires=").map(|(_, rest)| rest.split('&').next().expect("a first part"));
        said.map_or(others, |seconds| SignedDuration::from_secs(seconds.parse().expect("seconds")))
    }

    /// Where the body begins.
    pub(crate) fn body_start(&self) -> usize {
        self.raw.windows(4).position(|end| end == b"\r\n\r\n").expect("the end of the head") + 4
    }
}

/// An answer; one that the HTTP server itself gives has no body.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: Value,
    pub(crate) text: String,
    closes: bool,
}

impl Answer {
    pub(crate) fn code(&self) -> Option<&str> {
        self.body["Error"]["Code"].as_str()
    }
}

/// A connection to an emulator, opened when something is sent and kept as long as the emulator keeps it.
pub(crate) struct Connection {
    address: std::net::SocketAddr,
    stream: Option<TcpStream>,
}

impl Connection {
    pub(crate) fn new(emulator: &Emulator) -> Self {
        Self { address: emulator.address(), stream: None }
    }

    /// Sends one request and reads one answer.
    pub(crate) async fn send(&mut self, raw: &[u8]) -> Answer {
        let mut stream = match self.stream.take() {
            Some(stream) => stream,
            None => TcpStream::connect(self.address).await.expect("a connection"),
        };
        stream.write_all(raw).await.expect("sent");
        let answer = read_answer(&mut stream).await;
        if !answer.closes {
            self.stream = Some(stream);
        }
        answer
    }
}

async fn read_answer(stream: &mut TcpStream) -> Answer {
    let mut answer = Vec::new();
    loop {
        let mut chunk = [0; 4096];
        let count = stream.read(&mut chunk).await.expect("an answer");
        assert!(count > 0, "the answer was cut: {}", String::from_utf8_lossy(&answer));
        answer.extend_from_slice(&chunk[..count]);
        let text = String::from_utf8_lossy(&answer);
        let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
        let head = head.to_ascii_lowercase();
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).expect("a length");
        let Some(body) = body.get(..length.parse().expect("a number")) else { continue };
        return Answer {
            status: head.split(' ').nth(1).expect("a status").parse().expect("a number"),
            body: if body.is_empty() { Value::Null } else { serde_json::from_str(body).expect("JSON") },
            text: body.to_owned(),
            closes: head.contains("connection: close"),
        };
    }
}
