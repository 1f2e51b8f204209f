//! The generated matchers of KCI against a regular-expression engine, on random texts.

use kci_sdk::runtime::Rule;
use kci_tests::model::{self, Pair, join};
use kci_tests::typed;
use proptest::prelude::*;
use regex::Regex;

/// A member with a pattern: the action, its key, what leads there, and the pattern.
type Subject = (String, String, Vec<Pair>, String);

fn subjects() -> Vec<Subject> {
    let ir = model::kci();
    let mut subjects = Vec::new();
    for action in &ir.actions {
        for place in model::places(&ir, action.request) {
            if let Some(pattern) = &place.member.constraints.pattern {
                let key = join(&place.prefix, &place.member.name.wire);
                let key = if place.member.list { format!("{key}.1") } else { key };
                subjects.push((action.name.wire.clone(), key, place.way.clone(), pattern.clone()));
            }
        }
    }
    assert!(subjects.len() >= 5, "only {} patterns: the model lost some", subjects.len());
    subjects
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_generated_matcher_agrees_with_the_engine(
        (action, key, way, pattern) in proptest::sample::select(subjects()),
        text in prop_oneof!["[a-z0-9.-]{1,6}", "[A-Za-z0-9_.-]{1,6}", "\\PC{1,6}"],
    ) {
        let pairs = model::replace(&way, &key, vec![(key.clone(), text.clone())]);
        let request = typed::request(&action, &pairs);
        let objects = request.violations.iter().any(|violation| violation.rule == Rule::Pattern && violation.path == key);
        let engine = Regex::new(&pattern).expect("a pattern");
        prop_assert_eq!(objects, !engine.is_match(&text), "{} with {:?} against {}", key, text, pattern);
    }
}
