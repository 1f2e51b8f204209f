//! The SDK's response.

use std::hint::black_box;

use kci_sdk::response::DescribeContainerGroupResponse;
use kci_runtime::read_json;

use crate::runner::Contender;

pub fn contender() -> Contender<str> {
    Contender {
        name: "kci-sdk",
        start: |page| {
            let page = page.to_owned();
            Box::new(move || {
                let mut response = DescribeContainerGroupResponse::default();
                read_json(&page, &mut response).expect("a page");
                drop(black_box(response));
            })
        },
    }
}
