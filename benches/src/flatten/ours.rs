//! The SDK's request.

use std::hint::black_box;

use kci_runtime::Form;

use crate::data::Plan;
use crate::runner::Contender;

pub fn contender() -> Contender<Plan> {
    Contender {
        name: "kci-sdk",
        start: |plan| {
            let request = plan.request();
            Box::new(move || {
                let mut form = Form::of_action("CreateContainerGroup", "2020-07-02");
                form.push_request(&request);
                drop(black_box(form));
            })
        },
    }
}
