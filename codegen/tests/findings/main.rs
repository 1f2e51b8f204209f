//! What is said about every mistake, word for word: code, place, message, help, and nothing else beside it.

mod case;
#[path = "../common/mod.rs"]
mod common;
mod constraints;
mod creating;
mod json;
mod members;
mod overlays;
mod paging;
mod places;
mod service;
mod shapes;

use std::collections::BTreeSet;

#[test]
fn every_error_that_a_text_can_provoke_is_in_the_table() {
    let tables = [
        constraints::CASES,
        creating::CASES,
        json::CASES,
        members::CASES,
        overlays::CASES,
        paging::CASES,
        places::CASES,
        service::CASES,
        shapes::CASES,
    ];
    // What no single text provokes is tried beside the other findings about files.
    let files = ["duplicate-file", "no-action", "no-service", "unexpected-file", "unreadable-file"];
    let tried: BTreeSet<&str> =
        tables.iter().flat_map(|cases| cases.iter().map(|case| case.code)).chain(files).collect();
    assert_eq!(tried, kci_codegen::CODES.iter().map(|(code, _)| *code).collect());
}
