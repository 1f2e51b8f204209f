//! The SDK's request.

use std::hint::black_box;

use kci_sdk::runtime::Params;

use crate::data::Plan;
use crate::runner::Contender;

pub fn contender() -> Contender<Plan> {
    Contender {
        name: "kci-sdk",
        start: |plan| {
            let request = plan.request();
            Box::new(move || drop(black_box(Params::from_request(&request).encode())))
        },
    }
}
