use std::time::{Duration, Instant};

use super::*;
use crate::Secret;
use crate::time::TimeFormat;

#[derive(Debug, Default, PartialEq)]
struct Port {
    port: i64,
    protocol: Option<String>,
}

impl ReadParam for Port {
    fn read_param(r: &mut ParamReader<'_>) -> Self {
        Self { port: r.required("Port", &[]), protocol: r.optional("Protocol", &["Proto"]) }
    }
}

#[derive(Debug, Default, PartialEq)]
struct Group {
    name: String,
    cpu: Option<f64>,
    spot: Option<bool>,
    ports: Vec<Port>,
    images: Vec<String>,
    children: Vec<Group>,
}

impl ReadParam for Group {
    fn read_param(r: &mut ParamReader<'_>) -> Self {
        let three = ListRule { min_index: None, max_index: Some(3) };
        Self {
            name: r.required("Name", &[]),
            cpu: r.optional("Cpu", &[]),
            spot: r.optional("Spot", &[]),
            ports: r.list("Port", &[], three),
            images: r.list("Image", &["Images"], ListRule::default()),
            children: r.list("Child", &[], ListRule::default()),
        }
    }
}

fn group(pairs: &[(&str, &str)]) -> (Group, Vec<String>) {
    let (group, violations) = read(pairs.iter().copied());
    (group, violations.iter().map(|violation| format!("{} {violation}", violation.rule)).collect())
}

fn port(port: i64) -> Port {
    Port { port, protocol: None }
}

#[test]
fn lists_are_read_from_one_and_from_zero_alike() {
    let from_one = group(&[("Port.1.Port", "80"), ("Port.2.Port", "81"), ("Image.1", "a")]);
    let from_zero = group(&[("Port.0.Port", "80"), ("Port.1.Port", "81"), ("Image.0", "a")]);
    assert_eq!(from_one.0.ports, [port(80), port(81)]);
    assert_eq!(from_one, from_zero);
    assert!(from_one.1.is_empty(), "{:?}", from_one.1);
}

#[test]
fn positions_are_in_the_order_of_numbers_and_gaps_are_closed() {
    let keys: Vec<_> = (1..=12).rev().map(|number| (format!("Image.{}", number * 2), number.to_string())).collect();
    let (group, violations) = read::<Group>(keys.iter().map(|(key, value)| (key.as_str(), value.as_str())));
    assert_eq!(group.images, (1..=12).map(|number| number.to_string()).collect::<Vec<_>>());
    assert!(violations.is_empty(), "{violations:?}");
}

#[test]
fn the_range_of_positions_is_one_lower_for_lists_from_zero() {
    assert!(group(&[("Port.3.Port", "1")]).1.is_empty());
    assert_eq!(group(&[("Port.4.Port", "1")]).1, ["index Port.4: the last position is 3"]);
    let (read, violations) = group(&[("Port.0.Port", "1"), ("Port.3.Port", "2")]);
    assert_eq!(read.ports.len(), 2);
    assert_eq!(violations, ["index Port.3: the last position is 2"]);
}

#[test]
fn what_is_no_position_is_refused() {
    for position in ["01", "+1", "-1", "", "4294967296", "99999999999999999999", "一", "Name"] {
        let key = format!("Image.{position}");
        let (read, violations) = group(&[(&key, "a")]);
        assert_eq!(read, Group::default(), "{key}");
        assert_eq!(violations, [format!("index {key}: not a position")]);
    }
    let (_, violations) = group(&[("Port.x.Port", "1"), ("Port.x.Protocol", "TCP"), ("Port.y.Port", "2")]);
    assert_eq!(violations, ["index Port.x: not a position", "index Port.y: not a position"]);
}

#[test]
fn an_element_of_another_kind_is_refused() {
    let (read, violations) = group(&[("Image.2.Name", "a"), ("Port.3", "80")]);
    assert_eq!(read, Group::default());
    assert_eq!(
        violations,
        [
            "type Port.1: a single value, where names of members belong",
            "type Image.1: names of members, where a single value belongs",
            "unknown-parameter Image.2.Name: no such parameter"
        ]
    );
}

#[test]
fn malformed_values_are_reported_and_read_as_nothing() {
    let (read, violations) =
        group(&[("Cpu", "two"), ("Spot", "TRUE"), ("Port.1.Port", "80.5"), ("Child.1.Cpu", "NaN")]);
    assert_eq!((read.cpu, read.spot), (Some(0.0), Some(true)));
    assert_eq!(
        violations,
        [
            "type Cpu: \"two\" is not a number",
            "type Port.1.Port: \"80.5\" is not a whole number",
            "type Child.1.Cpu: \"NaN\" is not a number"
        ]
    );
}

#[test]
fn a_required_member_that_is_absent_is_reported_where_a_validator_would_look() {
    let (_, violations) = group(&[("Port.0.Port", "1"), ("Port.7.Protocol", "TCP")]);
    assert_eq!(violations, ["required Port.2.Port: required", "index Port.7: the last position is 2"]);
}

#[test]
fn inside_an_absent_object_nothing_more_is_said() {
    struct Outer;
    impl ReadParam for Outer {
        fn read_param(r: &mut ParamReader<'_>) -> Self {
            let _: Port = r.required("First", &[]);
            Self
        }
    }
    let (Outer, violations) = read([]);
    assert_eq!(violations, [Violation::new("First", Rule::Required, "required")]);
}

#[test]
fn an_alias_is_read_when_the_name_is_absent() {
    let (read, violations) = group(&[("Port.1.Port", "1"), ("Port.1.Proto", "UDP"), ("Images.1", "a")]);
    assert_eq!(read.ports, [Port { port: 1, protocol: Some("UDP".into()) }]);
    assert_eq!(read.images, ["a"]);
    assert!(violations.is_empty(), "{violations:?}");
}

#[test]
fn of_a_parameter_that_is_there_twice_the_first_counts() {
    let (read, violations) = group(&[("Name", "a"), ("Cpu", "1"), ("Name", "b"), ("Name", "c")]);
    assert_eq!(read.name, "a");
    assert_eq!(violations, ["duplicate Name: there more than once"]);
}

#[test]
fn a_value_that_has_members_is_a_duplicate() {
    let (_, violations) = group(&[("Image", "a"), ("Image-x", "b"), ("Image.1", "c")]);
    assert_eq!(
        violations,
        [
            "duplicate Image: both a value and the start of other names (Image.…)",
            "unknown-parameter Image: no such parameter",
            "unknown-parameter Image-x: no such parameter"
        ]
    );
}

#[test]
fn unknown_parameters_are_warnings() {
    let (_, violations) = read::<Group>([("Name", "a"), ("Nmae", "b")]);
    assert_eq!(violations, [Violation::new("Nmae", Rule::UnknownParameter, "no such parameter")]);
    assert!(!violations[0].is_error());
}

#[test]
fn a_union_is_told_by_its_tag() {
    struct Union(usize);
    impl ReadParam for Union {
        fn read_param(r: &mut ParamReader<'_>) -> Self {
            Self(r.tag("Type", &["A", "B"]))
        }
    }
    let tag = |pairs: &[(&'static str, &'static str)]| {
        let (Union(index), violations) = read(pairs.iter().copied());
        (index, violations.iter().map(ToString::to_string).collect::<Vec<_>>())
    };
    assert_eq!(tag(&[("Type", "B")]), (1, vec![]));
    assert_eq!(tag(&[("Type", "b")]), (0, vec!["Type: \"b\" is none of A, B".into()]));
    assert_eq!(tag(&[]), (0, vec!["Type: required".into()]));
}

#[test]
fn times_are_read_in_their_format() {
    struct Times(jiff::Timestamp, Vec<jiff::Timestamp>);
    impl ReadParam for Times {
        fn read_param(r: &mut ParamReader<'_>) -> Self {
            let local = TimeFormat::Local { offset_seconds: 28_800 };
            Self(
                r.required_time("At", &[], TimeFormat::Utc { offset_seconds: 0 }),
                r.times("On", &[], ListRule::default(), local),
            )
        }
    }
    let (Times(at, on), violations) =
        read([("At", "1970-01-01T00:00:01Z"), ("On.1", "1970-01-01 08:00:02"), ("On.2", "soon")]);
    assert_eq!((at.as_second(), on[0].as_second()), (1, 2));
    assert_eq!(violations.iter().map(ToString::to_string).collect::<Vec<_>>(), ["On.2: \"soon\" is not a time"]);
    let (Times(..), violations) = read([]);
    assert_eq!(violations, [Violation::new("At", Rule::Required, "required")]);
}

#[test]
fn absent_secrets_are_left_to_their_validator() {
    struct Login(Secret);
    impl ReadParam for Login {
        fn read_param(r: &mut ParamReader<'_>) -> Self {
            Self(r.required("Password", &[]))
        }
    }
    let (Login(password), violations) = read([]);
    assert_eq!((password.expose(), violations.len()), ("", 0));
}

#[test]
fn hostile_keys_are_unknown_parameters() {
    for key in ["", ".", "..", "A..B", "A.1.", ".Name", "Name.", "\0", "中"] {
        let (read, violations) = group(&[(key, "x")]);
        assert_eq!(read, Group::default(), "{key:?}");
        assert_eq!(violations, [format!("unknown-parameter {key}: no such parameter")], "{key:?}");
    }
}

#[test]
fn a_type_within_itself_is_read_to_a_limit_and_no_further() {
    let deep = "Child.1.".repeat(10_000) + "Name";
    let (read, violations) = group(&[(&deep, "x")]);
    let depth = std::iter::successors(Some(&read), |group| group.children.first()).count();
    assert!((20..=64).contains(&depth), "{depth}");
    assert_eq!(violations.len(), 1);
}

#[test]
fn a_hundred_thousand_parameters_are_read_in_a_moment() {
    type Key = fn(usize) -> String;
    let shapes: [(&str, Key); 6] = [
        ("elements", |number| format!("Image.{number}")),
        ("objects", |number| format!("Child.{number}.Name")),
        ("objects in an object", |number| format!("Child.1.Child.{number}.Cpu")),
        ("unknown", |number| format!("X{number}")),
        ("the same", |_| "Name".to_owned()),
        ("names that differ before the dot", |number| format!("Name{}.{number}", "!".repeat(number % 100))),
    ];
    for (name, key) in shapes {
        let keys: Vec<_> = (0..100_000).map(key).collect();
        let start = Instant::now();
        let (_, violations) = read::<Group>(keys.iter().map(|key| (key.as_str(), "1")));
        let elapsed = start.elapsed();
        assert!(violations.len() <= keys.len(), "{name}");
        assert!(elapsed < Duration::from_secs(5), "{name}: {elapsed:?}");
    }
}

proptest::proptest! {
    #[test]
    fn whatever_the_parameters_are_reading_ends(
        pairs in proptest::collection::vec(("((Name|Cpu|Port|Image|Child|[0-9]{1,3}|[^.]?)\\.?){0,6}", "\\PC{0,4}"), 0..20)
    ) {
        let (_, violations) = read::<Group>(pairs.iter().map(|(key, value)| (key.as_str(), value.as_str())));
        let unknown = violations.iter().filter(|violation| violation.rule == Rule::UnknownParameter).count();
        proptest::prop_assert!(unknown <= pairs.len());
    }
}
