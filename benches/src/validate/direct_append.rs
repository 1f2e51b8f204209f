//! The floor: appending to one buffer by hand, every key written out.

use std::hint::black_box;

use crate::data::Plan;
use crate::encode::direct_append;
use crate::runner::Contender;

pub fn contender() -> Contender<Plan> {
    Contender {
        name: "direct append",
        start: |plan| {
            let plan = plan.clone();
            Box::new(move || drop(black_box(direct_append(&plan))))
        },
    }
}
