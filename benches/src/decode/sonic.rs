//! `sonic-rs` into the hand-written model.

use std::hint::black_box;

use super::serde_derive::Page;
use crate::runner::Contender;

pub fn contender() -> Contender<str> {
    Contender {
        name: "sonic-rs, hand-written model",
        start: |page| {
            let page = page.to_owned();
            Box::new(move || drop(black_box(sonic_rs::from_str::<Page>(&page).expect("a page"))))
        },
    }
}
