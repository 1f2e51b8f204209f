//! JMESPath: what a query finds in data.

use serde_json::Value;

use super::cell;
use super::format::Format;
use super::{json, yaml};
use crate::failure::Failure;

/// What a query finds.
pub(super) fn search(query: &str, data: &Value) -> Result<Value, Failure> {
    let wrong = |error: jmespath::JmespathError| Failure::usage(format!("--query: {error}"));
    let expression = jmespath::compile(query).map_err(wrong)?;
    let found = expression.search(data).map_err(wrong)?;
    serde_json::to_value(&*found).map_err(|error| Failure::other(format!("--query: {error}")))
}

/// What was found, as a text: by itself, single values are as they are, and lists of lists are tab-separated.
pub(super) fn text(found: &Value, format: Format) -> Result<String, Failure> {
    match format {
        Format::Json => return json(found),
        Format::Yaml => return yaml(found),
        _ => {}
    }
    let is_single = |value: &Value| !value.is_array() && !value.is_object();
    let line = |value: &Value| match value {
        Value::Array(cells) if cells.iter().all(is_single) => {
            Some(cells.iter().map(|value| cell::plain(&cell::single(value))).collect::<Vec<_>>().join("\t"))
        }
        value if is_single(value) => Some(cell::single(value).into_owned()),
        _ => None,
    };
    let lines: Option<Vec<String>> = match found {
        Value::Array(rows) => rows.iter().map(line).collect(),
        other => line(other).map(|line| vec![line]),
    };
    match lines {
        Some(lines) => Ok(lines.into_iter().map(|line| line + "\n").collect()),
        None => json(found),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn single_values_stand_on_lines_and_rows_have_tabs() {
        let data = json!({"a": [{"b": "x", "c": 1}, {"b": "y", "c": 2}]});
        let show = |query| text(&search(query, &data).expect("found"), Format::Plain).expect("a text");
        assert_eq!(show("a[].b"), "x\ny\n");
        assert_eq!(show("a[].[b, c]"), "x\t1\ny\t2\n");
        assert_eq!(show("length(a)"), "2\n");
        assert_eq!(show("a[0]"), "{\n  \"b\": \"x\",\n  \"c\": 1\n}\n");
    }

    #[test]
    fn a_query_that_is_none_says_where_it_goes_wrong() {
        let failure = search("a[", &json!({})).expect_err("no query");
        assert!(failure.message.starts_with("--query: ") && failure.message.contains('^'), "{}", failure.message);
    }
}
