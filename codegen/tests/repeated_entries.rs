//! Entries of an overlay that say what an entry of another says: each overlay is whole without the other.

mod common;

use common::{Files, compiler, tea};
use kci_codegen::ir::{Ir, Member, Provenance};

/// An overlay that also knows that there are more guests, and goes on from there.
const SECOND: &str = r#"{"name": "second", "entries": [
    {"id": "also", "same_as": {"overlay": "errata", "entry": "more-guests"}, "reason": "The hosts say so, too."},
    {"id": "fewest", "at": {"action": "Make", "side": "request", "member": "Guest"},
     "expect": {"max_items": 8}, "set": {"min_items": 2}, "reason": "Nobody drinks alone."}]}"#;

fn files() -> Files {
    let mut files = tea();
    files.push(("overlays/second.json".to_owned(), SECOND.to_owned()));
    files
}

fn guest(ir: &Ir) -> &Member {
    let action = ir.actions.iter().find(|action| action.name.wire == "Make").expect("the action");
    let members = ir.shape(action.request).members();
    members.iter().find(|member| member.name.wire == "Guest").expect("the member")
}

fn resolved(overlays: &[&str]) -> Ir {
    compiler(&files()).overlays(overlays).resolve().expect("the spec compiles").ir
}

#[test]
fn an_overlay_that_repeats_another_is_whole_without_it() {
    let ir = resolved(&["second"]);
    assert_eq!((guest(&ir).constraints.min_items, guest(&ir).constraints.max_items), (Some(2), Some(8)));
}

#[test]
fn what_two_overlays_say_is_applied_once_in_either_order() {
    for order in [["errata", "second"], ["second", "errata"]] {
        let ir = resolved(&order);
        assert_eq!((guest(&ir).constraints.min_items, guest(&ir).constraints.max_items), (Some(2), Some(8)));
    }
}

#[test]
fn the_reason_is_that_of_the_overlay_that_applied_it() {
    let reasons = |overlays: &[&str]| {
        let said = |one: &Provenance| format!("{}/{}: {}", one.overlay, one.entry, one.reason);
        guest(&resolved(overlays)).provenance.iter().map(said).collect::<Vec<_>>()
    };
    assert_eq!(reasons(&["second"]), ["second/also: The hosts say so, too.", "second/fewest: Nobody drinks alone."]);
    assert_eq!(
        reasons(&["errata", "second"]),
        ["errata/more-guests: Eight chairs stand round the table.", "second/fewest: Nobody drinks alone."]
    );
}

#[test]
fn a_repeated_entry_that_no_longer_applies_is_an_error_with_either_overlay() {
    let mut files = files();
    let (_, make) = files.iter_mut().find(|(path, _)| path == common::MAKE).expect("the action");
    assert_eq!(make.matches("\"max_items\": 4").count(), 1);
    *make = make.replace("\"max_items\": 4", "\"max_items\": 8");
    for overlays in [&["errata"][..], &["second"], &["errata", "second"]] {
        let found = compiler(&files).overlays(overlays).resolve().expect_err("the documents were mended");
        let codes: Vec<_> = found.iter().map(|finding| (finding.file.as_str(), finding.code)).collect();
        let expected = [(common::ERRATA, "overlay-expectation-failed"), (common::ERRATA, "overlay-changes-nothing")];
        assert_eq!(codes, expected, "{overlays:?}");
    }
}
