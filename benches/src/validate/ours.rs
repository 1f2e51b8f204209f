//! The SDK's validators.

use kci_sdk::runtime::{Validate, Validator};

use crate::data::Plan;
use crate::runner::Contender;

pub fn contender() -> Contender<Plan> {
    Contender {
        name: "kci-sdk",
        start: |plan| {
            let request = plan.request();
            Box::new(move || {
                let mut validator = Validator::new();
                request.validate(&mut validator);
                assert!(validator.into_violations().is_empty());
            })
        },
    }
}
