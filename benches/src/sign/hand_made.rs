//! The least that a signature takes: everything that can be is made before, and only this request is supported.

use std::fmt::Write as _;

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

use super::{ACCESS_KEY, FORM, HOST, Input, REGION, SECRET_KEY, SERVICE, done};
use crate::runner::Contender;

pub fn contender() -> Contender<Input> {
    Contender {
        name: "hand-made minimum",
        start: |input| {
            let body = input.body.clone();
            let time = input.time.strftime("%Y%m%dT%H%M%SZ").to_string();
            let signer = Signer::new(&time);
            Box::new(move || done(signer.sign(&time, body.as_bytes())))
        },
    }
}

/// What holds for a day.
pub struct Signer {
    mac: Hmac<Sha256>,
    scope: String,
}

impl Signer {
    pub fn new(time: &str) -> Self {
        let date = &time[..8];
        let mut key = hmac(format!("AWS4{SECRET_KEY}").as_bytes(), date.as_bytes());
        for part in [REGION, SERVICE, "aws4_request"] {
            key = hmac(&key, part.as_bytes());
        }
        let mac = Hmac::new_from_slice(&key).expect("a key");
        Self { mac, scope: format!("{date}/{REGION}/{SERVICE}/aws4_request") }
    }

    /// The header `Authorization`.
    pub fn sign(&self, time: &str, body: &[u8]) -> String {
        let mut text = String::with_capacity(512);
        let _ = write!(
            text,
            "POST\n/\n\ncontent-type:{FORM}\nhost:{HOST}\nx-amz-date:{time}\n\ncontent-type;host;x-amz-date\n"
        );
        hex(&mut text, &Sha256::digest(body));
        let digest = Sha256::digest(text.as_bytes());
        text.clear();
        let _ = write!(text, "AWS4-HMAC-SHA256\n{time}\n{}\n", self.scope);
        hex(&mut text, &digest);
        let mut mac = self.mac.clone();
        mac.update(text.as_bytes());
        text.clear();
        let _ = write!(
            text,
            "AWS4-HMAC-SHA256 Credential={ACCESS_KEY}/{}, SignedHeaders=content-type;host;x-amz-date, Signature=",
            self.scope
        );
        hex(&mut text, &mac.finalize().into_bytes());
        text
    }
}

fn hmac(key: &[u8], message: &[u8]) -> [u8; 32] {
    let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(key).expect("a key");
    mac.update(message);
    mac.finalize().into_bytes().into()
}

fn hex(text: &mut String, bytes: &[u8]) {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    for byte in bytes {
        text.push(char::from(DIGITS[usize::from(byte >> 4)]));
        text.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
}
