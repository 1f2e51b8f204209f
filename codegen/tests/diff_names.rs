//! What a change of a spec does to names in Rust, where the wire stays as it is.

mod common;

use common::{Files, MAKE, resolved, tea, with};
use kci_codegen::diff::{Level, Model, diff};

/// The rules and places of what changed, all of it breaking in Rust only; what people read is not looked at.
fn renamed(old: &Files, new: &Files) -> Vec<(&'static str, String, String, String)> {
    let report = diff(&Model::from(&resolved(old).ir), &Model::from(&resolved(new).ir));
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let told = report.findings().iter().filter(|finding| finding.rust > Level::None).map(|finding| {
        assert_eq!((finding.wire, finding.rust), (Level::None, Level::Breaking), "{report}");
        (finding.rule, finding.place.clone(), text(&finding.old), text(&finding.new))
    });
    told.collect()
}

/// Replaces a snippet of the action, and expects one rename there and the opposite one back.
#[track_caller]
fn check(from: &str, to: &str, (rule, place, old, new): (&'static str, &str, &str, &str)) {
    let changed = with(MAKE, from, to);
    let owned = |old: &str, new: &str| vec![(rule, place.to_owned(), old.to_owned(), new.to_owned())];
    assert_eq!(renamed(&tea(), &changed), owned(old, new));
    assert_eq!(renamed(&changed, &tea()), owned(new, old));
}

#[test]
fn a_field_gets_another_name() {
    let to = r#"{"name": "Water", "rust_name": "litres","#;
    check(r#"{"name": "Water","#, to, ("rust-name-changed", "Make request Water", "water", "litres"));
}

#[test]
fn a_method_gets_another_name() {
    let (from, to) = (r#""action": "Make","#, r#""action": "Make", "rust_name": "brew","#);
    let found = renamed(&tea(), &with(MAKE, from, to));
    assert!(
        found.contains(&("rust-name-changed", "Make".to_owned(), "make".to_owned(), "brew".to_owned())),
        "{found:?}"
    );
    let back = renamed(&with(MAKE, from, to), &tea());
    assert!(back.contains(&("rust-name-changed", "Make".to_owned(), "brew".to_owned(), "make".to_owned())), "{back:?}");
}

#[test]
fn an_enum_gets_another_name() {
    let to = r#"{"name": "Leaf", "enum_name": "Sort","#;
    check(r#"{"name": "Leaf","#, to, ("rust-type-renamed", "Make request Leaf", "Leaf", "Sort"));
}

#[test]
fn a_value_gets_another_name() {
    let to = r#"{"value": "Green", "rust_name": "Verdant"}"#;
    check(r#"{"value": "Green"}"#, to, ("rust-name-changed", "Make request Leaf value Green", "Green", "Verdant"));
}

#[test]
fn a_structure_gets_another_name() {
    let to = r#""Chair": {"rust_name": "Seat", "members":"#;
    // It is told of where it occurs first.
    check(r#""Chair": {"members":"#, to, ("rust-type-renamed", "Make request Guest.N.Chair", "Chair", "Seat"));
}

#[test]
fn a_variant_gets_another_name_and_its_structure_too() {
    let (from, to) = (r#"{"value": "MilkTopping","#, r#"{"value": "MilkTopping", "rust_name": "Cream","#);
    let told = |old: &str, new: &str| {
        let structure = |name: &str| format!("Topping{name}");
        vec![
            (
                "rust-type-renamed",
                "Make request Topping.N variant MilkTopping".to_owned(),
                structure(old),
                structure(new),
            ),
            (
                "rust-name-changed",
                "Make request Topping.N.Type value MilkTopping".to_owned(),
                old.to_owned(),
                new.to_owned(),
            ),
        ]
    };
    let changed = with(MAKE, from, to);
    assert_eq!(renamed(&tea(), &changed), told("Milk", "Cream"));
    assert_eq!(renamed(&changed, &tea()), told("Cream", "Milk"));
}

#[test]
fn a_secret_becomes_public_and_back() {
    let told = ("secrecy-changed", "Make request Token", "", "");
    check(r#""required": "recommended", "sensitive": true"#, r#""required": "recommended""#, told);
}
