use super::*;
use crate::Secret;

/// What the checks of one value say, each as `rule path: message`.
macro_rules! said {
    (|$v:ident| $check:expr) => {{
        let mut violations = Vec::new();
        let $v = &mut Validator { place: Place::Top, violations: &mut violations };
        $check;
        violations.iter().map(|violation| format!("{} {violation}", violation.rule)).collect::<Vec<_>>()
    }};
}

/// What the checks of this text say.
macro_rules! text {
    ($text:expr, |$c:ident| $check:expr) => {
        said!(|v| {
            let $c = v.text("X", $text);
            $check
        })
    };
}

const NOTHING: [String; 0] = [];

#[test]
fn what_is_required_must_be_there() {
    assert_eq!(text!("", |c| c.required()), ["required X: required"]);
    assert_eq!(text!("a", |c| c.required()), NOTHING);
    assert_eq!(said!(|v| v.integer("X", None).required()), ["required X: required"]);
    assert_eq!(said!(|v| v.integer("X", 0).required()), NOTHING);
    assert_eq!(said!(|v| v.list("X", 0).required()), ["required X: required"]);
    assert_eq!(said!(|v| v.list("X", 1).required()), NOTHING);
    assert_eq!(said!(|v| v.presence("X", false).required()), ["required X: required"]);
    assert_eq!(said!(|v| v.presence("X", true).required()), NOTHING);
}

#[test]
fn what_a_condition_requires_is_named_with_it() {
    let required = |condition| text!("", |c| c.required_when(condition, "ChargeType is Spot"));
    assert_eq!(required(true), ["required X: required when ChargeType is Spot"]);
    assert_eq!(required(false), NOTHING);
}

#[test]
fn a_missing_recommendation_is_a_warning() {
    let mut violations = Vec::new();
    Validator { place: Place::Top, violations: &mut violations }.text("X", "").recommended();
    assert_eq!(violations, [Violation::new("X", Rule::Recommended, "recommended")]);
    assert!(!violations[0].is_error());
}

#[test]
fn an_empty_option_is_absent_and_an_empty_text_in_it_is_not() {
    assert_eq!(said!(|v| v.text("X", &None::<String>).required()), ["required X: required"]);
    assert_eq!(said!(|v| v.text("X", &Some(String::new())).required()), NOTHING);
}

#[test]
fn lengths_are_counted_in_characters() {
    let most = |text: &str| text!(text, |c| c.max_length(3));
    assert_eq!(most("中文字"), NOTHING);
    assert_eq!(most("中文字!"), ["max-length X: 4 characters, at most 3"]);
    let least = |text: &str| text!(text, |c| c.min_length(2));
    assert_eq!(least("ab"), NOTHING);
    assert_eq!(least("a"), ["min-length X: 1 character, at least 2"]);
    assert_eq!(least(""), NOTHING);
}

#[test]
fn a_pattern_is_shown_with_the_text_that_does_not_match() {
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    assert_eq!(text!("12", |c| c.pattern("^[0-9]+$", digits)), NOTHING);
    assert_eq!(text!("1\"", |c| c.pattern("^[0-9]+$", digits)), [r#"pattern X: "1\"" does not match ^[0-9]+$"#]);
    let long = "x".repeat(100);
    let long = text!(&long, |c| c.pattern("^[0-9]+$", digits));
    assert_eq!(long, [format!("pattern X: \"{}\"… does not match ^[0-9]+$", "x".repeat(80))]);
}

#[test]
fn secret_texts_are_hidden() {
    let secret = Secret::new("hunter2");
    let said = said!(|v| v.text("X", &Some(secret)).pattern("^$", |_| false).one_of(&["a"], false).max_length(3));
    assert_eq!(
        said,
        [
            "pattern X: (hidden) does not match ^$",
            "value X: (hidden) is none of a",
            "max-length X: 7 characters, at most 3"
        ]
    );
}

#[test]
fn values_are_known_with_or_without_regard_to_case() {
    let known = ["Always", "Never"];
    assert_eq!(text!("Always", |c| c.one_of(&known, false)), NOTHING);
    assert_eq!(text!("always", |c| c.one_of(&known, false)), ["value X: \"always\" is none of Always, Never"]);
    assert_eq!(text!("always", |c| c.one_of(&known, true)), NOTHING);
    assert_eq!(text!("", |c| c.one_of(&known, true)), NOTHING);
}

#[test]
fn values_under_a_condition_are_named_with_it() {
    let check = |condition| text!("c", |c| c.one_of_when(condition, "Type is A", &["a", "b"]));
    assert_eq!(check(true), ["value X: \"c\" is none of a, b when Type is A"]);
    assert_eq!(check(false), NOTHING);
}

#[test]
fn numbers_have_bounds() {
    let check = |number: i64| said!(|v| v.integer("X", number).min(10.0).max(20.0));
    assert_eq!(check(10), NOTHING);
    assert_eq!(check(20), NOTHING);
    assert_eq!(check(9), ["min X: 9 is below the minimum 10"]);
    assert_eq!(check(21), ["max X: 21 is above the maximum 20"]);
    assert_eq!(said!(|v| v.float("X", 0.25).min(0.5)), ["min X: 0.25 is below the minimum 0.5"]);
    assert_eq!(said!(|v| v.float("X", None).min(0.5)), NOTHING);
}

#[test]
fn the_first_condition_that_holds_sets_the_maximum() {
    let rows = |first, second| [(first, "Type is A", 100.0), (second, "Type is B", 200.0)];
    let check = |first, second, number: i64| said!(|v| v.integer("X", number).max_when(&rows(first, second), 500.0));
    assert_eq!(check(true, true, 101), ["max X: 101 is above the maximum 100 when Type is A"]);
    assert_eq!(check(false, true, 200), NOTHING);
    assert_eq!(check(false, false, 500), NOTHING);
    assert_eq!(check(false, false, 501), ["max X: 501 is above the maximum 500"]);
}

#[test]
fn decimals_are_counted_in_the_number_as_it_is_sent() {
    let check = |number: f64| said!(|v| v.float("X", number).decimals(3));
    assert_eq!(check(1.062), NOTHING);
    assert_eq!(check(1e21), NOTHING);
    assert_eq!(check(1.0625), ["decimals X: 1.0625 has more than 3 decimals"]);
    assert_eq!(check(1e-7), ["decimals X: 0.0000001 has more than 3 decimals"]);
    assert_eq!(said!(|v| v.float("X", 0.25).decimals(1)), ["decimals X: 0.25 has more than 1 decimal"]);
}

#[test]
fn infinity_and_what_is_no_number_cannot_be_sent() {
    let check = |number: f64| said!(|v| v.float("X", number).required().min(1.0).max(2.0).decimals(1));
    assert_eq!(check(f64::NAN), ["type X: NaN is not a finite number"]);
    assert_eq!(check(f64::NEG_INFINITY), ["type X: -inf is not a finite number"]);
}

#[test]
fn lists_have_a_number_of_elements() {
    let check = |count| said!(|v| v.list("X", count).min_items(2).max_items(3));
    assert_eq!(check(0), NOTHING);
    assert_eq!(check(1), ["min-items X: 1 element, at least 2"]);
    assert_eq!(check(2), NOTHING);
    assert_eq!(check(3), NOTHING);
    assert_eq!(check(4), ["max-items X: 4 elements, at most 3"]);
}

#[test]
fn lists_end_at_their_last_position() {
    let check = |count| said!(|v| v.list("X", count).max_index(3));
    assert_eq!(check(3), NOTHING);
    assert_eq!(check(4), ["index X: 4 elements, but the last position is 3"]);
}

#[test]
fn elements_and_members_are_named_by_their_path() {
    struct Port(i64);
    impl Validate for Port {
        fn validate(&self, v: &mut Validator<'_>) {
            v.integer("Port", self.0).max(65535.0);
        }
    }
    struct Container(Vec<Port>, Vec<String>);
    impl Validate for Container {
        fn validate(&self, v: &mut Validator<'_>) {
            v.objects("Port", &self.0);
            v.each("Command", &self.1, |v, command| {
                v.text("", &command).required();
            });
        }
    }
    let containers =
        [Container(vec![], vec![]), Container(vec![Port(80), Port(70_000)], vec!["a".into(), String::new()])];
    let said = said!(|v| {
        v.objects("Container", &containers);
        v.object("Absent", None::<&Port>);
        v.object("Object", Some(&Port(70_001)));
    });
    assert_eq!(
        said,
        [
            "max Container.2.Port.2.Port: 70000 is above the maximum 65535",
            "required Container.2.Command.2: required",
            "max Object.Port: 70001 is above the maximum 65535"
        ]
    );
}

#[test]
fn elements_may_not_be_the_same() {
    let said = said!(|v| v.unique("Filter", "Name", ["a", "", "b", "a", "", "a"]));
    assert_eq!(
        said,
        ["unique Filter.4.Name: the same as Filter.1.Name", "unique Filter.6.Name: the same as Filter.1.Name"]
    );
}
