//! `simd-json` into the hand-written model. It writes into its input, so it is given a copy, as from a socket.

use std::hint::black_box;

use super::serde_derive::Page;
use crate::runner::Contender;

pub fn contender() -> Contender<str> {
    Contender {
        name: "simd-json, hand-written model",
        start: |page| {
            let page = page.as_bytes().to_vec();
            Box::new(move || {
                let mut page = page.clone();
                drop(black_box(simd_json::from_slice::<Page>(&mut page).expect("a page")));
            })
        },
    }
}
