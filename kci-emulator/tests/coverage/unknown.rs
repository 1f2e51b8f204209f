//! What is written by hand: what is unknown in the real service.

use std::fs;

use kci_emulator::coverage::{Subject, coverage};

use crate::own;

#[test]
fn what_is_unknown_is_about_rows_that_there_are() {
    let coverage = coverage().expect("the files");
    for unknown in &coverage.unknown {
        for about in &unknown.about {
            let known = match about.strip_suffix(".*") {
                Some(action) => Subject::named(action).is_some(),
                None => Subject::named(about).is_some(),
            };
            assert!(known, "{}: {about} is no row", unknown.id);
        }
    }
}

#[test]
fn what_is_unknown_is_told_once_and_in_both_languages() {
    let coverage = coverage().expect("the files");
    let mut ids: Vec<_> = coverage.unknown.iter().map(|unknown| unknown.id.as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), coverage.unknown.len());
    for unknown in &coverage.unknown {
        assert!(unknown.en.ends_with('.') && unknown.en.is_ascii(), "{}: {}", unknown.id, unknown.en);
        let chinese = unknown.zh.chars().any(|letter| ('\u{4e00}'..='\u{9fff}').contains(&letter));
        assert!(unknown.zh.ends_with('。') && chinese, "{}: {}", unknown.id, unknown.zh);
    }
}

#[test]
fn the_readmes_name_the_most_important_of_it() {
    let coverage = coverage().expect("the files");
    let important: Vec<_> = coverage.unknown.iter().filter(|unknown| unknown.important).collect();
    assert!(!important.is_empty());
    for (name, chinese) in [("../README.md", false), ("../README.zh-CN.md", true)] {
        let joined = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let readme = joined(&fs::read_to_string(own(name)).expect("a readme"));
        for unknown in &important {
            let text = if chinese { &unknown.zh } else { &unknown.en };
            assert!(readme.contains(&joined(text)), "{name} does not say: {text}");
        }
    }
}
