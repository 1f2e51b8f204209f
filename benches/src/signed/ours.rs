//! The SDK: checked, flattened and signed.

use std::hint::black_box;

use jiff::Timestamp;
use kci_runtime::auth::v4::{Request, Signer};
use kci_runtime::auth::{Credentials, KeyCache};
use kci_runtime::{Form, violations};

use crate::data::Plan;
use crate::runner::Contender;
use crate::sign::{ACCESS_KEY, FORM, HOST, REGION, SECRET_KEY, SERVICE};

pub fn contender() -> Contender<Plan> {
    Contender {
        name: "kci-sdk",
        start: |plan| {
            let request = plan.request();
            let (keys, credentials) = (KeyCache::default(), Credentials::new(ACCESS_KEY, SECRET_KEY));
            let time = Timestamp::new(1_782_965_106, 0).expect("a time");
            Box::new(move || {
                assert!(violations(&request).is_empty());
                let mut form = Form::of_action("CreateContainerGroup", "2020-07-02");
                form.push_request(&request);
                let headers = [("host", HOST), ("content-type", FORM)];
                let body = form.as_str().as_bytes();
                let signer = Signer::cached(&keys, &credentials, REGION, SERVICE, time);
                drop(black_box(signer.sign(&Request { method: "POST", path: "/", query: "", headers: &headers, body })));
                drop(black_box(form));
            })
        },
    }
}
