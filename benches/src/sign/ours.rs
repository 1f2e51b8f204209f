//! The SDK's signer.

use kci_runtime::auth::v4::{Request, Signer};
use kci_runtime::auth::{Credentials, KeyCache};

use super::{ACCESS_KEY, FORM, HOST, Input, REGION, SECRET_KEY, SERVICE, done};
use crate::runner::Contender;

pub fn contender() -> Contender<Input> {
    Contender {
        name: "kci-sdk",
        start: |input| {
            let Input { body, time } = input.clone();
            let credentials = Credentials::new(ACCESS_KEY, SECRET_KEY);
            let keys = KeyCache::default();
            Box::new(move || {
                let signer = Signer::cached(&keys, &credentials, REGION, SERVICE, time);
                let headers = [("host", HOST), ("content-type", FORM)];
                done(signer.sign(&Request { method: "POST", path: "/", query: "", headers: &headers, body: body.as_bytes() }));
            })
        },
    }
}
