//! The SDK's validators.

use kci_runtime::violations;

use crate::data::Plan;
use crate::runner::Contender;

pub fn contender() -> Contender<Plan> {
    Contender {
        name: "kci-sdk",
        start: |plan| {
            let request = plan.request();
            Box::new(move || assert!(violations(&request).is_empty()))
        },
    }
}
