//! `reqsign`, which looks at no body: its digest is given to it in a header.

use std::pin::pin;
use std::task::{Context as Task, Waker};

use reqsign_aws_v4::{Credential, RequestSigner};
use reqsign_core::{Context, SignRequest};
use sha2::{Digest, Sha256};

use super::{ACCESS_KEY, FORM, HOST, Input, REGION, SECRET_KEY, SERVICE, done};
use crate::runner::Contender;

pub fn contender() -> Contender<Input> {
    Contender {
        name: "reqsign",
        start: |input| {
            let body = input.body.clone();
            let signer = RequestSigner::new(SERVICE, REGION);
            let context = Context::new();
            let credential = Credential {
                access_key_id: ACCESS_KEY.into(),
                secret_access_key: SECRET_KEY.into(),
                session_token: None,
                expires_in: None,
            };
            Box::new(move || {
                let digest: String = Sha256::digest(body.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
                let request = http::Request::post(format!("https://{HOST}/"))
                    .header("content-type", FORM)
                    .header("x-amz-content-sha256", digest)
                    .body(());
                let (mut parts, ()) = request.expect("a request").into_parts();
                {
                    let signing = pin!(signer.sign_request(&context, &mut parts, Some(&credential), None));
                    // It is asynchronous in name only.
                    assert!(signing.poll(&mut Task::from_waker(Waker::noop())).is_ready());
                }
                done(parts);
            })
        },
    }
}
