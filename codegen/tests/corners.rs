//! Names, texts and overlays at the edges of what the format allows: what is generated is Rust all the same.

mod common;

use common::{ERRATA, Files, LIST, MAKE, SERVICE, WAITERS, compiler, edited, resolved, with, with_entries};
use kci_codegen::ir::{ShapeKind, Type};
use kci_codegen::pattern::Dfa;

const CHAIR: &str = r#""Chair": {"members": [{"name": "Soft", "type": "boolean"}]}"#;

/// The generated code, which is a file of Rust.
fn rust(files: &Files) -> String {
    let code = compiler(files).generate().expect("the spec compiles");
    assert!(syn::parse_file(&code).is_ok(), "the output is Rust:\n{code}");
    code
}

/// The valid spec, with a union in place of the chair that has one variant of this Rust name.
fn with_variant(rust_name: &str) -> Files {
    let union = format!(
        r#""Chair": {{"tag": "T", "variants": [
            {{"value": "One", "rust_name": "{rust_name}", "members": [{{"name": "T", "type": "string"}}]}}]}}"#
    );
    with(MAKE, CHAIR, &union)
}

#[test]
fn a_variant_whose_rust_name_is_a_digit_after_an_underscore_has_a_constructor() {
    assert!(rust(&with_variant("_1")).contains("pub fn _1("));
}

#[test]
fn a_variant_whose_rust_name_is_underscores_has_a_constructor() {
    assert!(rust(&with_variant("__")).contains("pub fn __("));
}

#[test]
fn a_pattern_in_a_shape_whose_rust_name_is_a_digit_after_an_underscore_has_a_matcher() {
    let shape = r#""Chair": {"rust_name": "_1", "members": [{"name": "Soft", "type": "string", "pattern": "^a$"}]}"#;
    assert!(rust(&with(MAKE, CHAIR, shape)).contains("fn _1_soft("));
}

#[test]
fn a_line_end_in_the_name_of_the_service_does_not_end_the_comment() {
    let files = with(SERVICE, r#""service": "tea""#, r#""service": "tea\npub fn evil() {} //""#);
    assert!(!rust(&files).lines().any(|line| line.starts_with("pub fn evil")));
}

#[test]
fn a_line_end_in_the_version_does_not_end_the_comment() {
    let files = with(SERVICE, r#""version": "2024-05-01""#, r#""version": "1\r\npub fn evil() {} //""#);
    assert!(!rust(&files).lines().any(|line| line.starts_with("pub fn evil")));
}

#[test]
fn control_characters_in_any_text_leave_the_output_rust() {
    let harm = r"\r*/\u0000\u001b\r\n*/\u202e";
    let places = [
        (MAKE, r#""unit": "L""#, format!(r#""unit": "{harm}""#)),
        (MAKE, r#"{"season": "summer"}"#, format!(r#"{{"{harm}": "{harm}"}}"#)),
        (MAKE, r#""pattern": "^[a-z]+$""#, format!(r#""pattern": "^[a-z{harm}]+$""#)),
        (MAKE, r#"{"name": "Soft","#, format!(r#"{{"name": "Soft{harm}", "rust_name": "soft","#)),
        (MAKE, r#"{"value": "Black"}"#, format!(r#"{{"value": "Black{harm}", "rust_name": "Black"}}"#)),
        (MAKE, r#"{"value": "MilkTopping","#, format!(r#"{{"value": "Milk{harm}", "rust_name": "Milk","#)),
        (MAKE, r#"{"en": "Who drinks it."}"#, format!(r#"{{"en": "{harm}", "zh": "{harm}"}}"#)),
        (MAKE, r#""section": "Make › Guest""#, format!(r#""section": "{harm}""#)),
        (SERVICE, r#""section": "Errors""#, format!(r#""section": "{harm}""#)),
        (SERVICE, r#"{"en": "The tank is empty."}"#, format!(r#"{{"en": "{harm}"}}"#)),
        (WAITERS, r#""name": "PotReady""#, format!(r#""name": "PotReady{harm}""#)),
        (ERRATA, r#""reason": "Eight chairs"#, format!(r#""reason": "{harm}"#)),
    ];
    for (path, from, to) in &places {
        let code = rust(&with(path, from, to));
        let comments = code.lines().filter(|line| line.trim_start().starts_with("//"));
        for line in comments {
            assert!(!line.chars().any(|letter| letter.is_control() || letter == '\u{202e}'), "{to}: {line:?}");
        }
    }
}

#[test]
fn references_from_another_action_follow_a_renamed_shape() {
    let mut files = with_entries(
        r#"{"id": "e", "reason": "r", "at": {"action": "Make", "side": "request", "shape": "Guest"}, "rename": "Visitor"}"#,
    );
    let list = files.iter_mut().find(|(path, _)| path == LIST).expect("the file");
    list.1 = list.1.replace(
        "\"default\": 20}\n    ]",
        r#""default": 20}, {"name": "Cook", "shape": "Cook"}],
           "shapes": {"Cook": {"same_as": {"action": "Make", "shape": "Guest"}}}"#,
    );
    let ir = resolved(&files).ir;
    let list = ir.actions.iter().find(|action| action.name.wire == "List").expect("the action");
    let ShapeKind::Structure { members } = &ir.shape(list.request).kind else { panic!("a structure") };
    let Type::Shape(cook) = members.last().expect("a member").ty else { panic!("a shape") };
    assert_eq!(ir.shape(cook).name.wire, "Visitor");
}

#[test]
fn references_that_name_their_own_action_follow_a_renamed_shape() {
    let mut files = with_entries(
        r#"{"id": "e", "reason": "r", "at": {"action": "Make", "side": "request", "shape": "Guest"}, "rename": "Visitor"}"#,
    );
    let make = files.iter_mut().find(|(path, _)| path == MAKE).expect("the file");
    make.1 =
        make.1.replace(r#"{"same_as": {"shape": "Guest"}}"#, r#"{"same_as": {"action": "Make", "shape": "Guest"}}"#);
    assert!(resolved(&files).ir.shapes.iter().any(|shape| shape.name.wire == "Visitor"));
}

#[test]
fn a_shape_of_the_same_name_in_another_action_keeps_it() {
    let entry = r#""at": {"action": "Make", "side": "request", "shape": "Chair"}, "rename": "Seat""#;
    let mut files = with_entries(&format!(r#"{{"id": "e", "reason": "r", {entry}}}"#));
    let list = files.iter_mut().find(|(path, _)| path == LIST).expect("the file");
    list.1 = list.1.replace(
        "\"default\": 20}\n    ]",
        r#""default": 20}, {"name": "Chair", "shape": "Chair"}], "shapes": {"Chair": {"members": []}}"#,
    );
    let ir = resolved(&files).ir;
    for name in ["Chair", "Seat"] {
        assert!(ir.shapes.iter().any(|shape| shape.name.wire == name), "{name}");
    }
}

#[test]
fn a_file_that_is_no_json_does_not_make_the_others_wrong() {
    let files = edited(&[(MAKE, r#""effect": "create""#, r#""effect": 'create'"#), (SERVICE, "+08:00", "8")]);
    let found: Vec<_> = common::findings(&files).iter().map(|finding| (finding.file.clone(), finding.code)).collect();
    assert_eq!(found, [(MAKE.to_owned(), "broken-json"), (SERVICE.to_owned(), "bad-offset")]);
}

#[test]
fn a_pattern_of_thousands_of_states_is_refused() {
    assert!(Dfa::new("^[a-z]{1,500}$").is_ok());
    assert!(Dfa::new("^[a-z]{1,4000}$").is_err());
}
