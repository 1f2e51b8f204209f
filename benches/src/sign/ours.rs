//! The SDK's signer.

use std::sync::OnceLock;

use kci_sdk::auth::Credentials;
use kci_sdk::auth::v4::{Request, Signer, SigningKey, signing_key};

use super::{ACCESS_KEY, FORM, HOST, Input, REGION, SECRET_KEY, SERVICE, done};
use crate::runner::Contender;

pub fn contender() -> Contender<Input> {
    Contender {
        name: "kci-sdk",
        start: |input| {
            let Input { body, time } = input.clone();
            let credentials = Credentials::new(ACCESS_KEY, SECRET_KEY);
            let key: OnceLock<SigningKey> = OnceLock::new();
            Box::new(move || {
                let signer = Signer::with_key(&credentials, REGION, SERVICE, time, |secret, scope| {
                    key.get_or_init(|| signing_key(secret, scope)).clone()
                });
                let headers = [("host", HOST), ("content-type", FORM)];
                done(signer.sign(&Request { method: "POST", path: "/", query: "", headers: &headers, body: body.as_bytes() }));
            })
        },
    }
}
