//! The floor: what a program without an SDK does with `reqwest`.

use std::sync::Arc;

use super::signed::{decode, headers, signer};
use super::{BODY, Input, runtime, work};
use crate::runner::Contender;
use crate::sign::FORM;

pub fn contender() -> Contender<Input> {
    Contender {
        name: "reqwest by hand",
        start: |input| {
            let signer = Arc::new(signer());
            let client = ::reqwest::Client::builder().no_proxy().build().expect("a client");
            let url = format!("http://{}{}", input.address, input.path);
            work(runtime(), input.at_a_time, move || {
                let (client, signer, url) = (client.clone(), Arc::clone(&signer), url.clone());
                async move {
                    let mut request = client.post(url).header("content-type", FORM).header("accept", "application/json");
                    for (name, value) in headers(&signer) {
                        request = request.header(name, value);
                    }
                    let answer = request.body(BODY).send().await.expect("an answer");
                    assert!(answer.status().is_success());
                    decode(&answer.bytes().await.expect("a body"));
                }
            })
        },
    }
}
