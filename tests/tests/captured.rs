//! Requests of other people's clients, as they were seen on the wire: the emulator serves each, byte for byte, and
//! refuses each in which a signed byte was changed.

use kci_emulator::{Clock, Emulator};
use kci_sdk::auth::Credentials;
use kci_sdk::runtime::jiff::Timestamp;
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

struct Sample {
    id: String,
    raw: Vec<u8>,
    now: Timestamp,
    credentials: Credentials,
    expect: Value,
}

fn samples() -> Vec<Sample> {
    let file: Value = serde_json::from_str(include_str!("../vectors/captured_samples.json")).expect("samples");
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let sample = |sample: &Value| Sample {
        id: text(&sample["id"]),
        // Each character is a byte.
        raw: text(&sample["raw"]).chars().map(|byte| u8::try_from(u32::from(byte)).expect("a byte")).collect(),
        now: Timestamp::from_second(sample["now"].as_i64().expect("seconds")).expect("a time"),
        credentials: Credentials::new(text(&sample["access_key"]), text(&sample["secret_key"])),
        expect: sample["expect"].clone(),
    };
    let samples: Vec<_> = file["requests"].as_array().expect("a list").iter().map(sample).collect();
    assert!(samples.len() >= 6, "only {} samples", samples.len());
    samples
}

/// Status and body of the answer to the very bytes.
async fn send(sample: &Sample, raw: &[u8]) -> (u16, Value) {
    let clock = Clock::stopped_at(sample.now);
    let builder = Emulator::builder().account(sample.credentials.clone()).clock(clock);
    let emulator = builder.start().await.expect("the emulator starts");
    let mut stream = TcpStream::connect(emulator.address()).await.expect("a connection");
    stream.write_all(raw).await.expect("sent");
    read_answer(&mut stream).await
}

async fn read_answer(stream: &mut TcpStream) -> (u16, Value) {
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
        if body.len() >= length.parse().expect("a number") {
            let status = head.split(' ').nth(1).expect("a status").parse().expect("a number");
            return (status, serde_json::from_str(body).expect("JSON"));
        }
    }
}

#[tokio::test]
async fn every_captured_request_is_answered_as_expected() {
    for sample in samples() {
        let (status, body) = send(&sample, &sample.raw).await;
        assert_eq!(u64::from(status), sample.expect["status"].as_u64().expect("a status"), "{}: {body}", sample.id);
        assert_eq!(body["Error"]["Code"], sample.expect["error_code"], "{}", sample.id);
        assert!(body["RequestId"].is_string(), "{}: {body}", sample.id);
    }
}

#[tokio::test]
async fn a_changed_parameter_is_a_signature_that_does_not_match() {
    for sample in samples() {
        let raw = String::from_utf8(sample.raw.clone()).expect("text");
        let changed = raw.replacen("DescribeContainerGroup", "DescribeContainerGrouq", 1);
        assert_ne!(changed, raw, "{}", sample.id);
        let (status, body) = send(&sample, changed.as_bytes()).await;
        assert_eq!((status, &body["Error"]["Code"]), (403, &"SignatureDoesNotMatch".into()), "{}: {body}", sample.id);
    }
}

#[tokio::test]
async fn a_signature_of_another_time_is_expired() {
    for sample in samples() {
        let late = Sample { now: sample.now + kci_sdk::runtime::jiff::SignedDuration::from_hours(24 * 365), ..sample };
        let (status, body) = send(&late, &late.raw).await;
        assert_eq!(status, 403, "{}", late.id);
        let message = body["Error"]["Message"].as_str().expect("a message");
        assert!(message.starts_with("Signature expired"), "{}: {message}", late.id);
    }
}
