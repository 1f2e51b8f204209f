//! What the headers of an answer say about it.

use std::time::Duration;

use http::HeaderMap;
use http::header::{DATE, HeaderName, LOCATION, RETRY_AFTER};
use jiff::Timestamp;
use jiff::fmt::rfc2822;

/// Headers that a request's id is looked for in.
const REQUEST_ID: [&str; 3] = ["x-ksc-request-id", "x-kop-request-id", "x-amzn-requestid"];

/// The longest that an answer can ask to wait: a day.
const LONGEST: Duration = Duration::from_secs(86_400);

/// The id that the service gave the request.
pub(crate) fn request_id(headers: &HeaderMap) -> Option<String> {
    let values = REQUEST_ID.iter().filter_map(|name| headers.get(*name));
    values.filter_map(|value| value.to_str().ok()).find(|id| !id.is_empty()).map(str::to_owned)
}

/// Where a redirect points to, without its query.
pub(crate) fn location(headers: &HeaderMap) -> Option<String> {
    let location = text(headers, &LOCATION)?;
    location.split(['?', '#']).next().map(str::to_owned)
}

/// What time it was where the answer came from.
pub(crate) fn date(headers: &HeaderMap) -> Option<Timestamp> {
    http_date(text(headers, &DATE)?)
}

/// How long to wait before asking again: seconds, or a date, which is taken from `now`.
pub(crate) fn retry_after(headers: &HeaderMap, now: Timestamp) -> Option<Duration> {
    let text = text(headers, &RETRY_AFTER)?;
    let wait = match text.parse::<u64>() {
        Ok(seconds) => Duration::from_secs(seconds),
        Err(_) => Duration::try_from(http_date(text)? - date(headers).unwrap_or(now)).unwrap_or_default(),
    };
    Some(wait.min(LONGEST))
}

fn text<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<&'h str> {
    headers.get(name)?.to_str().ok().map(str::trim)
}

/// `Tue, 24 Nov 2026 02:55:27 GMT`
fn http_date(text: &str) -> Option<Timestamp> {
    Some(rfc2822::parse(text).ok()?.timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(HeaderName, &'static str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.clone(), value.parse().expect("a value"))).collect()
    }

    const NOW: &str = "Tue, 24 Nov 2026 02:55:27 GMT";

    #[test]
    fn a_date_is_read() {
        let expected: Timestamp = "2026-11-24T02:55:27Z".parse().expect("a time");
        assert_eq!(date(&headers(&[(DATE, NOW)])), Some(expected));
        assert_eq!(date(&headers(&[(DATE, "yesterday")])), None);
        assert_eq!(date(&headers(&[])), None);
    }

    #[test]
    fn a_wait_is_seconds_or_a_date() {
        let after = |value| retry_after(&headers(&[(RETRY_AFTER, value), (DATE, NOW)]), Timestamp::UNIX_EPOCH);
        assert_eq!(after("7"), Some(Duration::from_secs(7)));
        assert_eq!(after("Tue, 24 Nov 2026 02:56:27 GMT"), Some(Duration::from_secs(60)));
        assert_eq!(after("Tue, 24 Nov 2026 02:54:27 GMT"), Some(Duration::ZERO), "it is over");
        assert_eq!(after("99999999999999999"), Some(LONGEST));
        assert_eq!(after("soon"), None);
    }

    #[test]
    fn the_first_id_that_is_one_counts() {
        let names = REQUEST_ID.map(HeaderName::from_static);
        let found = request_id(&headers(&[(names[0].clone(), ""), (names[2].clone(), "third")]));
        assert_eq!(found.as_deref(), Some("third"));
    }
}
