//! `aws-sigv4`, which signs for the AWS SDKs.

use std::time::{Duration, SystemTime};

use aws_credential_types::Credentials;
use aws_sigv4::http_request::{SignableBody, SignableRequest, SigningSettings, sign};
use aws_sigv4::sign::v4;
use aws_smithy_runtime_api::client::identity::Identity;

use super::{ACCESS_KEY, FORM, HOST, Input, REGION, SECRET_KEY, SERVICE, done};
use crate::runner::Contender;

pub fn contender() -> Contender<Input> {
    Contender {
        name: "aws-sigv4",
        start: |input| {
            let body = input.body.clone();
            let time = SystemTime::UNIX_EPOCH + Duration::from_secs(input.time.as_second().unsigned_abs());
            let identity: Identity = Credentials::new(ACCESS_KEY, SECRET_KEY, None, None, "bench").into();
            Box::new(move || {
                let params = v4::SigningParams::builder()
                    .identity(&identity)
                    .region(REGION)
                    .name(SERVICE)
                    .time(time)
                    .settings(SigningSettings::default())
                    .build()
                    .expect("all is set")
                    .into();
                let headers = [("host", HOST), ("content-type", FORM)].into_iter();
                let body = SignableBody::Bytes(body.as_bytes());
                let request = SignableRequest::new("POST", "/", headers, body).expect("a request");
                done(sign(request, &params).expect("a signature"));
            })
        },
    }
}
