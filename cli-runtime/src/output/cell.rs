//! Values of JSON as texts of a table.

use std::borrow::Cow;

use kci_runtime::jiff::{Timestamp, civil, tz};
use serde_json::Value;

/// In which time zone times are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Times {
    Local,
    Utc,
}

/// The values at a path, such as `Containers.Name`: lists on the way are walked.
pub(crate) fn values<'v>(value: &'v Value, path: &str) -> Vec<&'v Value> {
    let mut found = vec![value];
    for name in path.split('.').filter(|name| !name.is_empty()) {
        found = found.into_iter().flat_map(elements).filter_map(|value| value.get(name)).collect();
    }
    found.into_iter().flat_map(elements).filter(|value| !value.is_null()).collect()
}

fn elements(value: &Value) -> Vec<&Value> {
    match value {
        Value::Array(list) => list.iter().collect(),
        other => vec![other],
    }
}

/// The value at a path without lists on the way.
pub(super) fn get_mut<'v>(value: &'v mut Value, path: &str) -> Option<&'v mut Value> {
    path.split('.').filter(|name| !name.is_empty()).try_fold(value, |value, name| value.get_mut(name))
}

/// One value on one line.
pub(super) fn single(value: &Value) -> Cow<'_, str> {
    match value {
        Value::String(text) => Cow::Borrowed(text),
        Value::Null => Cow::Borrowed(""),
        Value::Array(list) => Cow::Owned(list.iter().map(single).collect::<Vec<_>>().join(",")),
        other => Cow::Owned(other.to_string()),
    }
}

/// A text on one line, in which nothing commands the terminal.
pub(super) fn plain(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect()
}

/// A time as people read it; the text itself if it is no time. `offset` is that of local times of the service, in seconds.
pub(super) fn time(text: &str, offset: i32, times: Times) -> String {
    let Some(at) = timestamp(text, offset) else { return text.to_owned() };
    match times {
        Times::Utc => at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
        Times::Local => tz::TimeZone::system().to_datetime(at).strftime("%Y-%m-%d %H:%M:%S").to_string(),
    }
}

/// The point in time that a text of the service is.
pub(super) fn timestamp(text: &str, offset: i32) -> Option<Timestamp> {
    if let Ok(at) = text.parse::<Timestamp>() {
        return Some(at);
    }
    let local: civil::DateTime = text.replace(' ', "T").parse().ok()?;
    let offset = tz::Offset::from_seconds(offset).ok()?;
    offset.to_timestamp(local).ok()
}

/// How long ago a time is, roughly: `5s`, `3m`, `2h`, `4d`.
pub(super) fn age(text: &str, offset: i32, now: Timestamp) -> String {
    let Some(at) = timestamp(text, offset) else { return text.to_owned() };
    let seconds = now.as_second().saturating_sub(at.as_second()).max(0);
    match seconds {
        0..120 => format!("{seconds}s"),
        120..7200 => format!("{}m", seconds / 60),
        7200..172_800 => format!("{}h", seconds / 3600),
        _ => format!("{}d", seconds / 86400),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn lists_on_the_way_are_walked() {
        let value = json!({"A": [{"B": 1}, {"B": [2, 3]}, {"C": 4}, {"B": null}]});
        assert_eq!(values(&value, "A.B"), [&json!(1), &json!(2), &json!(3)]);
    }

    #[test]
    fn a_time_without_an_offset_is_the_services() {
        assert_eq!(time("2023-02-27 16:45:23", 28_800, Times::Utc), "2023-02-27T08:45:23Z");
        assert_eq!(time("2023-02-27T08:45:23Z", 28_800, Times::Utc), "2023-02-27T08:45:23Z");
        assert_eq!(time("soon", 28_800, Times::Utc), "soon");
    }

    #[test]
    fn an_age_is_rough() {
        let now: Timestamp = "2023-02-27T10:45:24Z".parse().expect("a time");
        assert_eq!(age("2023-02-27T10:45:23Z", 0, now), "1s");
        assert_eq!(age("2023-02-27T08:45:23Z", 0, now), "2h");
        assert_eq!(age("2022-02-27T08:45:23Z", 0, now), "365d");
    }
}
