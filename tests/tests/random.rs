//! The spec of KCI and dumps of its model, changed at random: the readers answer and never panic, every finding has a
//! place, and what is accepted becomes code. `PROPTEST_CASES` says how many cases there are.

use kci_codegen::diff::{Model, diff};
use kci_codegen::{Compiler, Error};
use proptest::prelude::*;
use serde_json::Value;

type Files = Vec<(String, String)>;

/// Texts that are put in place of others.
const FRAGMENTS: &[&str] = &[
    "null",
    "true",
    "{}",
    "[]",
    "\"\"",
    "\"x\"",
    "0",
    "-1",
    "1.5",
    "1e400",
    "9223372036854775808",
    "\"N\"",
    "\"gen\"",
    "\"Self\"",
    "\"ｘ\"",
    "\"容\"",
    "\"^(a|b)*$\"",
    "{\"when\": {}}",
    "[[]]",
    ",",
    "}",
    "\"",
];

fn config(cases: u32) -> ProptestConfig {
    let asked = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok());
    ProptestConfig { cases: asked.unwrap_or(cases), failure_persistence: None, ..ProptestConfig::default() }
}

fn fragment() -> impl Strategy<Value = &'static str> {
    proptest::sample::select(FRAGMENTS)
}

/// A text in which one value, or a piece of the text, is another.
fn change(text: &mut String, at: usize, whole_value: bool, new: &str) {
    let starts: Vec<usize> = text.match_indices(": ").map(|(start, found)| start + found.len()).collect();
    let Some(&start) = starts.get(starts.len() * at / 1000) else { return };
    let rest = &text[start..];
    let length =
        if whole_value { rest.find(['\n', ',']).unwrap_or(rest.len()) } else { usize::from(rest.starts_with('"')) };
    text.replace_range(start..start + length, new);
}

fn check(files: &Files) -> Result<(), TestCaseError> {
    let compiler = Compiler::new().files(files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    let findings = match compiler.generate() {
        Ok(code) => {
            prop_assert!(code.contains("pub static SERVICE"));
            return Ok(());
        }
        Err(Error::Spec(findings)) => findings,
        Err(other) => return Err(TestCaseError::fail(other.to_string())),
    };
    prop_assert!(findings.has_errors());
    for finding in &findings {
        prop_assert!(finding.line >= 1 && finding.column >= 1 && !finding.message.is_empty());
        if let Some((_, text)) = files.iter().find(|(path, _)| *path == finding.file) {
            prop_assert!(text.get(finding.span.clone()).is_some(), "{finding}");
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(config(24))]

    #[test]
    fn a_spec_that_is_changed_anywhere_is_answered(
        changes in proptest::collection::vec((any::<prop::sample::Index>(), 0..1000_usize, any::<bool>(), fragment()), 1..4)
    ) {
        let mut files: Files = kci_spec::KCI.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
        for (file, at, whole, new) in changes {
            let count = files.len();
            change(&mut files[file.index(count)].1, at, whole, new);
        }
        check(&files)?;
    }
}

proptest! {
    #![proptest_config(config(64))]

    #[test]
    fn a_dump_that_is_changed_anywhere_is_compared_or_refused(
        changes in proptest::collection::vec((0..1000_usize, fragment()), 1..4)
    ) {
        let compiled = Compiler::new().files(kci_spec::KCI).actions(["DescribeContainerLog"]).resolve().expect("a spec");
        let whole = Model::from(&compiled.ir);
        let mut text = format!("{:#}", kci_codegen::describe::json(&compiled.ir));
        for (at, new) in changes {
            change(&mut text, at, true, new);
        }
        match Model::from_dump(&text) {
            Err(error) => prop_assert!(!error.to_string().is_empty()),
            Ok(model) => {
                let same = serde_json::from_str::<Value>(&text).ok() == Some(kci_codegen::describe::json(&compiled.ir));
                let report = diff(&whole, &model);
                prop_assert!(!same || report.findings().is_empty(), "{report}");
                prop_assert!(!diff(&model, &whole).to_string().is_empty());
            }
        }
    }
}
