//! `serde_qs`, which writes brackets where KCI wants dots, and as much of them.

use std::hint::black_box;

use serde::Serialize;

use crate::data::Plan;
use crate::runner::Contender;

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Form<'a> {
    action: &'static str,
    version: &'static str,
    kci_type: &'static str,
    charge_type: &'static str,
    #[serde(flatten)]
    plan: &'a Plan,
}

pub fn contender() -> Contender<Plan> {
    Contender {
        name: "serde_qs",
        start: |plan| {
            let plan = plan.clone();
            Box::new(move || {
                let (action, version) = ("CreateContainerGroup", "2020-07-02");
                let (kci_type, charge_type) = ("RBKCI", "HourlyInstantSettlement");
                let form = Form { action, version, kci_type, charge_type, plan: &plan };
                drop(black_box(::serde_qs::to_string(&form).expect("a form")));
            })
        },
    }
}
