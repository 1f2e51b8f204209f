//! Appending by hand, and the hand-made signature over it.

use std::hint::black_box;

use crate::data::Plan;
use crate::encode::direct_append;
use crate::runner::Contender;
use crate::sign::hand_made::Signer;

pub fn contender() -> Contender<Plan> {
    Contender {
        name: "direct append, then the hand-made signature",
        start: |plan| {
            let plan = plan.clone();
            let time = "20260702T040506Z";
            let signer = Signer::new(time);
            Box::new(move || {
                let form = direct_append(&plan);
                drop(black_box((signer.sign(time, form.as_bytes()), form)));
            })
        },
    }
}
