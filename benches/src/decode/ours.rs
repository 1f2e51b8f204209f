//! The SDK's response.

use std::hint::black_box;

use kci_sdk::response::DescribeContainerGroupResponse;

use crate::runner::Contender;

pub fn contender() -> Contender<str> {
    Contender {
        name: "kci-sdk",
        start: |page| {
            let page = page.to_owned();
            Box::new(move || {
                drop(black_box(serde_json::from_str::<DescribeContainerGroupResponse>(&page).expect("a page")))
            })
        },
    }
}
