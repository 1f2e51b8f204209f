//! `serde_json::Value`: no model at all.

use std::hint::black_box;

use crate::runner::Contender;

pub fn contender() -> Contender<str> {
    Contender {
        name: "serde_json::Value",
        start: |page| {
            let page = page.to_owned();
            Box::new(move || drop(black_box(serde_json::from_str::<serde_json::Value>(&page).expect("a page"))))
        },
    }
}
