//! What is read from what.

use jiff::Timestamp;
use proptest::prelude::*;

use super::{Decode, JsonReader, Unreadable, read as read_into};
use crate::time::TimeFormat;

fn read<T: Decode + Default>(json: &str) -> Result<T, String> {
    let mut value = T::default();
    read_into(json, &mut value).map_err(|fault| fault.describe(json))?;
    Ok(value)
}

#[test]
fn numbers_are_read_from_numbers_and_from_text() {
    for json in ["2", "2.0", "\"2\"", "\" 2 \""] {
        assert_eq!(read::<i64>(json), Ok(2), "{json}");
        assert_eq!(read::<f64>(json), Ok(2.0), "{json}");
    }
    assert_eq!(read::<f64>("\"2.5\""), Ok(2.5));
    assert_eq!(read::<f64>("18446744073709551615"), Ok(18_446_744_073_709_551_615.0));
}

#[test]
fn what_is_no_number_is_named() {
    assert_eq!(read::<i64>("2.5"), Err("2.5 is not a whole number at line 1 column 1".into()));
    assert_eq!(read::<i64>("\n \"x\""), Err("\"x\" is not a whole number at line 2 column 2".into()));
    assert_eq!(read::<f64>("[]"), Err("a list is not a single value at line 1 column 1".into()));
    assert!(read::<i64>("18446744073709551615").is_err());
    assert!(read::<f64>("\"NaN\"").is_err());
}

#[test]
fn null_is_the_default() {
    assert_eq!(read::<String>("null"), Ok(String::new()));
    assert_eq!(read::<i64>("null"), Ok(0));
    assert_eq!(read::<bool>("null"), Ok(false));
    assert_eq!(read::<Option<f64>>("null"), Ok(None));
    assert_eq!(read::<Option<f64>>("0"), Ok(Some(0.0)));
}

#[test]
fn texts_are_read_from_any_single_value() {
    assert_eq!(read::<String>("12"), Ok("12".into()));
    assert_eq!(read::<String>("2.50"), Ok("2.5".into()));
    assert_eq!(read::<String>("true"), Ok("true".into()));
    assert_eq!(read::<Option<String>>("\"\\u4e2d\""), Ok(Some("中".into())));
    assert!(read::<String>("{}").is_err());
}

#[test]
fn truth_values_are_read_from_text_of_any_case() {
    assert_eq!(read::<bool>("\"True\""), Ok(true));
    assert_eq!(read::<bool>("\"false\""), Ok(false));
    assert!(read::<bool>("1").is_err());
}

#[test]
fn null_lists_are_empty_and_null_elements_are_left_out() {
    assert_eq!(read::<Vec<String>>("null"), Ok(vec![]));
    assert_eq!(read::<Vec<String>>("[]"), Ok(vec![]));
    assert_eq!(read::<Vec<String>>("[null, \"a\", 1]"), Ok(vec!["a".into(), "1".into()]));
    assert_eq!(read::<Vec<String>>("\"a\""), Err("\"a\" is not a list at line 1 column 1".into()));
}

#[test]
fn times_are_read_and_what_stands_for_none_is_none() {
    let read = |json: &str| JsonReader::new(json).time(TimeFormat::Local { offset_seconds: 28_800 });
    assert_eq!(read("\"1970-01-01 08:00:00\""), Ok(Some(Timestamp::UNIX_EPOCH)));
    for json in ["null", "\"\"", "\"0000-00-00 00:00:00\""] {
        assert_eq!(read(json), Ok(None), "{json}");
    }
    assert!(read("\"soon\"").is_err());
    let times = JsonReader::new("[null, \"1970-01-01T00:00:00Z\"]").times(TimeFormat::Utc { offset_seconds: 28_800 });
    assert_eq!(times, Ok(vec![Timestamp::UNIX_EPOCH]));
}

/// Anything, passed over.
#[derive(Debug, Default, PartialEq)]
struct Skipped;

impl Decode for Skipped {
    fn decode(&mut self, r: &mut JsonReader<'_>) -> super::Decoded {
        r.skip()
    }
}

#[test]
fn json_is_passed_over_and_nothing_else_is() {
    let deep = format!("{}{}", "[".repeat(128), "]".repeat(128));
    for json in ["{}", "[]", " [ 1 , {\"a\" : [ ] , \"b\":{}} , \"\\\"\" ] ", "{\"a\":1,\"a\":null}", "0", &deep] {
        assert_eq!(read(json), Ok(Skipped), "{json}");
    }
    let too_deep = format!("[{deep}]");
    for json in [
        "",
        " ",
        "{",
        "[",
        "}",
        "]",
        "{]",
        "[}",
        "[1,]",
        "[,1]",
        "[1 2]",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{,}",
        "{1:1}",
        "{\"a\":1 \"b\":2}",
        "nul",
        "nulll",
        "True",
        "1 2",
        "'a'",
        "[1]]",
        "{\"a\":1",
        &too_deep,
    ] {
        assert!(read::<Skipped>(json).is_err(), "{json}");
    }
}

#[test]
fn the_path_of_a_fault_leads_to_its_value() {
    let path =
        |json: &str, part: &str| Unreadable::value(json.find(part).unwrap_or(json.len()), String::new()).path(json);
    let json = r#"{"a": [1, {"b\"c": [[], ["x"]]}, null], "d": {"e": "y", "f": {}}}"#;
    assert_eq!(path(json, "\"x\""), "a[1].b\"c[1][0]");
    assert_eq!(path(json, "\"y\""), "d.e");
    assert_eq!(path(json, "{}"), "d.f");
    assert_eq!(path(json, "null"), "a[2]");
    assert_eq!(path(json, "{\"a\""), "");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_json_is_what_serde_json_takes_for_it(text in r#"[{}\[\]",:0125.eE+\-\\unlrtsfa \n]{0,16}"#) {
        let ours = read::<Skipped>(&text).is_ok();
        prop_assert_eq!(ours, serde_json::from_str::<serde_json::Value>(&text).is_ok(), "{}", text);
    }

    #[test]
    fn a_spoiled_answer_is_read_or_refused_and_nothing_else(at in 0..98_usize, by in r#"[{}\[\]",:0e\\n ]"#) {
        let mut json = r#"{"Page": [{"Name": "a\n\u4e2d", "Cpu": 0.5, "Ports": [80, null, "81"]}, {}], "Next": null, "Ok": true}"#.to_owned();
        json.replace_range(at..=at, &by);
        let ours = read::<Skipped>(&json).is_ok();
        prop_assert_eq!(ours, serde_json::from_str::<serde_json::Value>(&json).is_ok(), "{}", json);
    }

    #[test]
    fn texts_are_read_as_they_were_written(text in any::<String>()) {
        prop_assert_eq!(read::<String>(&serde_json::Value::from(text.as_str()).to_string()), Ok(text));
    }

    #[test]
    fn numbers_are_read_as_they_were_written(float in any::<f64>().prop_filter("finite", |float| float.is_finite()), whole in any::<i64>()) {
        prop_assert_eq!(read::<f64>(&serde_json::Value::from(float).to_string()), Ok(float));
        prop_assert_eq!(read::<i64>(&whole.to_string()), Ok(whole));
    }
}
