//! The pooled client of `hyper-util`, as thin as it comes.

use std::sync::Arc;

use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;

use super::signed::{decode, headers, signer};
use super::{BODY, Input, runtime, work};
use crate::runner::Contender;
use crate::sign::FORM;

pub fn contender() -> Contender<Input> {
    Contender {
        name: "hyper-util by hand",
        start: |input| {
            let signer = Arc::new(signer());
            let mut connector = HttpConnector::new();
            connector.set_nodelay(true);
            let client: Client<HttpConnector, Full<Bytes>> = Client::builder(TokioExecutor::new()).build(connector);
            let url: http::Uri = format!("http://{}{}", input.address, input.path).parse().expect("a URL");
            work(runtime(), input.at_a_time, move || {
                let (client, signer, url) = (client.clone(), Arc::clone(&signer), url.clone());
                async move {
                    let mut request =
                        http::Request::post(url).header("content-type", FORM).header("accept", "application/json");
                    for (name, value) in headers(&signer) {
                        request = request.header(name, value);
                    }
                    let request = request.body(Full::new(Bytes::from_static(BODY.as_bytes()))).expect("a request");
                    let answer = client.request(request).await.expect("an answer");
                    assert!(answer.status().is_success());
                    decode(&answer.into_body().collect().await.expect("a body").to_bytes());
                }
            })
        },
    }
}
