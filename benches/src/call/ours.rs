//! The SDK: validated, signed, sent, judged, decoded.

use kci_sdk::Client;
use kci_runtime::auth::Credentials;
use kci_sdk::request::DescribeContainerGroupRequest;

use super::{Input, runtime, work};
use crate::runner::Contender;
use crate::sign::{ACCESS_KEY, SECRET_KEY};

pub fn contender() -> Contender<Input> {
    Contender {
        name: "kci-sdk",
        start: |input| {
            let client = Client::builder()
                .credentials(Credentials::new(ACCESS_KEY, SECRET_KEY))
                .endpoint(format!("http://{}{}", input.address, input.path))
                .build()
                .expect("a client");
            work(runtime(), input.at_a_time, move || {
                let client = client.clone();
                async move {
                    let request = DescribeContainerGroupRequest::new().max_results(20);
                    std::hint::black_box(client.describe_container_group(request).await.expect("an answer"));
                }
            })
        },
    }
}
