//! Whatever the files say, the compiler answers: it never panics, and every finding has a place.

mod common;

use common::Files;
use kci_codegen::Diagnostic;
use proptest::prelude::*;

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
    "1e400",
    "123456789012345678901234567890",
    "\"Type\"",
    "\"Guest\"",
    "\"^(a{1000}){1000}$\"",
    "\"^((((((((((a))))))))))$\"",
    "\"\\u0000\"",
    "\"\\r\"",
    "\"\\n*/ fn f() {}\"",
    "\"_1\"",
    "\"gen\"",
    "\"Self\"",
    "\"ｘ\"",
    "1.5",
    "9223372036854775808",
    "\"__\"",
    "\"A²\"",
    "\"容\"",
    "{\"when\": {}}",
    "[[]]",
    ",",
    "}",
    "\"",
    "\\",
];

/// One change of a text: where (in thousandths of its length), how many bytes go, and what comes.
fn change() -> impl Strategy<Value = (usize, usize, usize, &'static str)> {
    (0..6_usize, 0..1000_usize, 0..40_usize, proptest::sample::select(FRAGMENTS))
}

fn apply(files: &mut Files, (file, at, gone, new): (usize, usize, usize, &str)) {
    let text = &mut files[file].1;
    let boundary = |text: &str, mut at: usize| {
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let start = boundary(text, text.len() * at / 1000);
    let end = boundary(text, (start + gone).min(text.len())).max(start);
    text.replace_range(start..end, new);
}

/// The same change at the edges of values, which leaves the text JSON more often.
fn replace_value(files: &mut Files, (file, at, _, new): (usize, usize, usize, &str)) {
    let text = &mut files[file].1;
    let starts: Vec<usize> = text.match_indices(": ").map(|(start, found)| start + found.len()).collect();
    if starts.is_empty() {
        return;
    }
    let start = starts[starts.len() * at / 1000];
    let end = text[start..].find([',', '}', '\n']).map_or(text.len(), |length| start + length);
    text.replace_range(start..end, new);
}

fn check(files: &Files) -> Result<(), TestCaseError> {
    let findings = common::findings(files);
    // Either verdict is good, but what is generated is Rust.
    match common::compiler(files).generate() {
        Ok(code) => prop_assert!(syn::parse_file(&code).is_ok(), "{}", code),
        Err(error) => prop_assert!(matches!(error, kci_codegen::Error::Spec(_)), "{error}"),
    }
    for Diagnostic { file, span, line, column, .. } in &findings {
        prop_assert!(*line >= 1 && *column >= 1);
        if let Some((_, text)) = files.iter().find(|(path, _)| path == file) {
            prop_assert!(span.start <= span.end && span.end <= text.len());
            prop_assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end));
        }
    }
    Ok(())
}

/// As many cases as `PROPTEST_CASES` says.
fn config() -> ProptestConfig {
    let asked = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok());
    ProptestConfig { cases: asked.unwrap_or(200), failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn on_broken_text(changes in proptest::collection::vec(change(), 1..4)) {
        let mut files = common::tea();
        for change in changes {
            apply(&mut files, change);
        }
        check(&files)?;
    }

    #[test]
    fn on_values_of_the_wrong_kind(changes in proptest::collection::vec(change(), 1..6)) {
        let mut files = common::tea();
        for change in changes {
            replace_value(&mut files, change);
        }
        check(&files)?;
    }

    #[test]
    fn on_any_text(text in "\\PC{0,200}") {
        check(&common::with_file(common::MAKE, &text))?;
    }
}

#[test]
fn on_endless_nesting() {
    for open in ["[", "{\"a\":", "{\"request\": {\"members\": ["] {
        let files = common::with_file(common::MAKE, &open.repeat(100_000));
        assert!(!common::findings(&files).is_empty());
    }
}

/// Shapes in shapes, this many; each is written after the one around it, or before.
fn chain(length: usize, inside_first: bool) -> common::Files {
    let shape = |index: usize| format!(r#""S{index}": {{"members": [{{"name": "M", "shape": "S{}"}}]}}"#, index + 1);
    let mut shapes: Vec<String> = (1..length).map(shape).collect();
    shapes.push(format!(r#""S{length}": {{"members": []}}"#));
    let mut members: Vec<String> =
        (1..=length).map(|index| format!(r#"{{"name": "M{index}", "shape": "S{index}"}}"#)).collect();
    if inside_first {
        members.reverse();
    }
    let (members, shapes) = (members.join(","), shapes.join(","));
    let action = format!(
        r#"{{"action": "Nest", "effect": "read", "response": {{"members": []}},
            "request": {{"members": [{members}], "shapes": {{{shapes}}}}}}}"#
    );
    common::with_file("actions/Nest.json", &action)
}

#[test]
fn on_endless_chains_of_shapes() {
    for inside_first in [true, false] {
        for length in [26, 48, 49, 50, 128, 3000] {
            assert_eq!(common::finding(&chain(length, inside_first)).code, "too-deep", "{length} {inside_first}");
        }
        assert!(common::findings(&chain(24, inside_first)).is_empty());
    }
}

#[test]
fn on_endless_chains_of_references() {
    let same = |index: usize| format!(r#""S{index}": {{"same_as": {{"shape": "S{}"}}}}"#, index + 1);
    let shapes: Vec<String> = (1..3000).map(same).chain([r#""S3000": {"members": []}"#.to_owned()]).collect();
    let action = format!(
        r#"{{"action": "Nest", "effect": "read", "response": {{"members": []}},
            "request": {{"members": [{{"name": "M", "shape": "S1"}}], "shapes": {{{}}}}}}}"#,
        shapes.join(",")
    );
    assert_eq!(common::finding(&common::with_file("actions/Nest.json", &action)).code, "too-deep");
}
