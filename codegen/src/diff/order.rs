//! The order of what both sides have.

use serde_json::json;

use super::finding::Findings;
use super::rules::Level::{self, None};

/// What both sides have, in the order of each.
fn common<'v, S: AsRef<str>>(old: &'v [S], new: &'v [S]) -> (Vec<&'v str>, Vec<&'v str>) {
    let kept = |list: &'v [S], other: &'v [S]| -> Vec<&'v str> {
        let has = |one: &&str| other.iter().any(|other| other.as_ref() == *one);
        list.iter().map(AsRef::as_ref).filter(has).collect()
    };
    (kept(old, new), kept(new, old))
}

/// Whether what both sides have is in another order. What came or went is told elsewhere.
pub(super) fn is_other<S: AsRef<str>>(old: &[S], new: &[S]) -> bool {
    let (before, after) = common(old, new);
    before != after
}

/// Notes another order that nobody relies on.
pub(super) fn compare<S: AsRef<str>>(place: &str, old: &[S], new: &[S], found: &mut Findings) {
    with_rule("order-changed", (None, None), place, (old, new), found);
}

/// Notes another order.
pub(super) fn with_rule<S: AsRef<str>>(
    rule: &'static str,
    levels: (Level, Level),
    place: &str,
    (old, new): (&[S], &[S]),
    found: &mut Findings,
) {
    let (before, after) = common(old, new);
    if before != after {
        found.add(rule, levels, place, &json!(before), &json!(after));
    }
}
