//! The same spec makes the same bytes, whatever order its files and keys come in.

mod common;

use common::{Files, MAKE, edited};
use proptest::prelude::*;

fn code(files: &Files) -> String {
    common::compiler(files).generate().expect("the spec compiles")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn of_files(files in Just(common::tea()).prop_shuffle()) {
        prop_assert!(code(&files) == code(&common::tea()));
    }

    #[test]
    fn of_files_with_mistakes(files in Just(edited(&[(MAKE, r#""default": "Green""#, r#""default": "Red""#)])).prop_shuffle()) {
        let sorted = edited(&[(MAKE, r#""default": "Green""#, r#""default": "Red""#)]);
        prop_assert_eq!(common::findings(&files), common::findings(&sorted));
    }
}

#[test]
fn of_keys() {
    let before = r#"{"name": "Cups", "type": "integer", "required": {"when": {"member": "Guest", "absent": true}}, "min": 1, "max": 12}"#;
    let after = r#"{"max": 12, "required": {"when": {"absent": true, "member": "Guest"}}, "type": "integer", "min": 1, "name": "Cups"}"#;
    assert!(code(&edited(&[(MAKE, before, after)])) == code(&common::tea()));
}

#[test]
fn generating_twice_makes_the_same() {
    assert!(code(&common::tea()) == code(&common::tea()));
}
