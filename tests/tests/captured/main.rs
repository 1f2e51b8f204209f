//! Requests of other people's clients, as they were seen on the wire: the emulator serves each, byte for byte, and
//! refuses each in which a signed byte was changed.

mod changed;
mod dates;
mod meaning;
mod wire;

use kci_sdk::runtime::jiff::SignedDuration;
use wire::{Connection, samples};

/// How far the time of a request may be from the clock.
const SKEW: SignedDuration = SignedDuration::from_mins(15);

#[tokio::test]
async fn every_captured_request_is_answered_as_expected() {
    for sample in samples() {
        let answer = Connection::new(&sample.emulator().await).send(&sample.raw).await;
        assert_eq!((answer.status, answer.code()), (sample.status, sample.code.as_deref()), "{}", sample.id);
        assert!(answer.body["RequestId"].is_string(), "{}: {}", sample.id, answer.body);
    }
}

#[tokio::test]
async fn a_clock_that_is_a_little_wrong_does_no_harm() {
    for sample in samples() {
        for off in [-SKEW, sample.validity(SKEW)] {
            let emulator = sample.emulator().await;
            emulator.clock().set(sample.now + off);
            let answer = Connection::new(&emulator).send(&sample.raw).await;
            assert_eq!(answer.status, sample.status, "{} {off:#}: {}", sample.id, answer.body);
        }
    }
}

#[tokio::test]
async fn a_clock_that_is_wrong_is_an_expired_signature() {
    let second = SignedDuration::from_secs(1);
    for sample in samples() {
        for off in [-SKEW - second, sample.validity(SKEW) + second, SignedDuration::from_hours(24 * 365)] {
            let emulator = sample.emulator().await;
            emulator.clock().set(sample.now + off);
            let answer = Connection::new(&emulator).send(&sample.raw).await;
            assert_eq!((answer.status, answer.code()), (403, Some("SignatureDoesNotMatch")), "{} {off:#}", sample.id);
            let message = answer.body["Error"]["Message"].as_str().expect("a message");
            assert!(message.starts_with("Signature expired"), "{} {off:#}: {message}", sample.id);
        }
    }
}
