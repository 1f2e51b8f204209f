//! Whether a pattern takes every text of another, against texts that show that it does not.

use kci_codegen::pattern::Dfa;
use proptest::prelude::*;

/// Patterns, some of which hold others.
const PATTERNS: &[&str] = &[
    "^$",
    "^a$",
    "^a*$",
    "^[ab]*$",
    "^[a-c]*$",
    "^[^c]*$",
    "^a{2,4}$",
    "^a{1,5}$",
    "^(ab)*$",
    "^(ab|ba)+$",
    "^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$",
    "^[a-zA-Z0-9][a-zA-Z0-9-]*$",
    "^.*$",
];

fn includes(one: &str, other: &str) -> bool {
    let dfa = |pattern| Dfa::new(pattern).expect("a pattern");
    dfa(one).includes(&dfa(other))
}

#[test]
fn a_pattern_includes_one_of_fewer_texts_and_not_the_other_way() {
    let cases = [
        ("^[a-z]+$", "^[a-f]+$"),
        ("^a{1,5}$", "^a{2,4}$"),
        ("^[^x]*$", "^[a-c]*$"),
        ("^[a-zA-Z0-9]([-a-zA-Z0-9._]*[a-zA-Z0-9])?$", "^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$"),
        ("^\\p{Han}*$", "^[\u{4e00}-\u{4e10}]$"),
        ("^a*$", "^$"),
    ];
    for (more, fewer) in cases {
        assert!(includes(more, fewer), "{more} holds {fewer}");
        assert!(!includes(fewer, more), "{fewer} does not hold {more}");
    }
}

#[test]
fn patterns_that_match_the_same_include_each_other() {
    for (one, other) in [("^(ab|ac)$", "^a[bc]$"), ("^a?a?$", "^a{0,2}$"), ("^[a-c]$", "^(a|b|c)$")] {
        assert!(includes(one, other) && includes(other, one), "{one} {other}");
    }
}

#[test]
fn patterns_that_overlap_do_not_include_each_other() {
    assert!(!includes("^[a-m]$", "^[f-z]$") && !includes("^[f-z]$", "^[a-m]$"));
}

proptest! {
    #[test]
    fn no_text_of_an_included_pattern_is_refused(text in "[abcz0-]{0,6}") {
        for one in PATTERNS {
            for other in PATTERNS {
                let dfa = |pattern: &str| Dfa::new(pattern).expect("a pattern");
                if dfa(other).matches(&text) && !dfa(one).matches(&text) {
                    prop_assert!(!includes(one, other), "{one} does not take {text:?} of {other}");
                }
            }
        }
    }
}
