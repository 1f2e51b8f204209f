//! The credential of a version 4 signature: `accesskeyid/date/region/service/aws4_request`.

use kci_sdk::SERVICE;
use kci_sdk::auth::v4::Scope;
use kci_sdk::runtime::jiff::Timestamp;
use kci_sdk::runtime::jiff::fmt::strtime;
use kci_sdk::runtime::jiff::tz::Offset;

use crate::refusal::Refusal;

/// The access key and its scope.
pub(super) struct Credential<'a> {
    pub(super) access_key: &'a str,
    pub(super) scope: Scope,
}

impl<'a> Credential<'a> {
    /// Reads and checks one; `time` is when the request was signed.
    pub(super) fn new(text: &'a str, time: Timestamp) -> Result<Self, Refusal> {
        let parts: Vec<&str> = text.split('/').collect();
        let [access_key, date, region, service, end] = parts.as_slice() else {
            return Err(Refusal::row("IncompleteSignature", "Credential must have exactly 5", &[text]));
        };
        if *end != "aws4_request" {
            let start = "Credential should be scoped with a valid terminator";
            return Err(Refusal::row("SignatureDoesNotMatch", start, &[end]));
        }
        if !SERVICE.regions.iter().any(|known| known.region == *region) {
            let start = "Credential should be scoped to a valid region";
            return Err(Refusal::row("SignatureDoesNotMatch", start, &[region]));
        }
        if *service != SERVICE.name {
            let start = "Credential should be scoped to correct service";
            return Err(Refusal::row("SignatureDoesNotMatch", start, &[SERVICE.name]));
        }
        let scope = Scope::new(time, *region, *service);
        if *date != scope.date {
            return Err(Refusal::row("SignatureDoesNotMatch", "Date in Credential scope", &[]));
        }
        Ok(Self { access_key, scope })
    }
}

/// The time of an `X-Amz-Date` parameter, and of that header as nearly all clients write it.
const BASIC: &str = "%Y%m%dT%H%M%SZ";
/// The header of the official Node SDK, whose `Z` is a placeholder that its formatter fills in.
const BASIC_WITH_OFFSET: &str = "%Y%m%dT%H%M%S+00:00";
/// A `Date` header as HTTP writes it.
const HTTP_DATE: &str = "%a, %d %b %Y %H:%M:%S GMT";

/// Reads an `X-Amz-Date` parameter: `20261124T025527Z`.
pub(super) fn basic_time(text: &str) -> Result<Timestamp, Refusal> {
    exactly(BASIC, text).ok_or_else(|| broken(text))
}

/// Reads an `X-Amz-Date` header: `20261124T025527Z`, or `20261124T025527+00:00`.
pub(super) fn amz_date_header(text: &str) -> Result<Timestamp, Refusal> {
    exactly(BASIC, text).or_else(|| exactly(BASIC_WITH_OFFSET, text)).ok_or_else(|| broken(text))
}

/// Reads a `Date` header: an HTTP date, or the basic format. Gives the time, and its text as it is signed.
pub(super) fn date_header(text: &str) -> Result<(Timestamp, String), Refusal> {
    let time = exactly(HTTP_DATE, text).or_else(|| exactly(BASIC, text)).ok_or_else(|| broken(text))?;
    Ok((time, kci_sdk::auth::v4::amz_date(time)))
}

/// Reads a time in UTC. Whatever is written in another way than `format` writes it is none: parsers take single
/// digits, other cases and the wrong weekday.
pub(super) fn exactly(format: &str, text: &str) -> Option<Timestamp> {
    let time = strtime::parse(format, text).and_then(|parsed| parsed.to_datetime()).ok()?;
    let time = Offset::UTC.to_timestamp(time).ok()?;
    (time.strftime(format).to_string() == text).then_some(time)
}

fn broken(text: &str) -> Refusal {
    Refusal::row("IncompleteSignature", "Date must be in ISO-8601", &[text])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What none of the three takes, spelt in ways that lenient parsers take.
    const OTHERS: [&str; 14] = [
        "",
        "Z",
        "2026-11-24T02:55:27Z",
        "20261124T025527",
        "20261124T025527z",
        "20261124t025527Z",
        "20261124T025527.0Z",
        "20261124T025527+0000",
        "20261124T025527+08:00",
        " 20261124T025527Z",
        "20261124025527Z",
        "20261324T025527Z",
        "20261124T025560Z",
        "2026112T0255270Z",
    ];

    #[test]
    fn a_time_is_read_as_the_clients_write_it() {
        let time = "2026-11-24T02:55:27Z".parse().expect("a time");
        assert_eq!(basic_time("20261124T025527Z"), Ok(time));
        assert_eq!(amz_date_header("20261124T025527Z"), Ok(time));
        assert_eq!(amz_date_header("20261124T025527+00:00"), Ok(time));
    }

    #[test]
    fn other_spellings_are_incomplete_signatures() {
        for text in OTHERS {
            assert_eq!(basic_time(text).expect_err("refused").code, "IncompleteSignature", "{text}");
            assert_eq!(amz_date_header(text).expect_err("refused").code, "IncompleteSignature", "{text}");
            assert_eq!(date_header(text).expect_err("refused").code, "IncompleteSignature", "{text}");
        }
    }

    #[test]
    fn the_offset_stands_in_a_header_only() {
        assert!(basic_time("20261124T025527+00:00").is_err());
        assert!(date_header("20261124T025527+00:00").is_err());
    }

    #[test]
    fn a_date_header_may_be_an_http_date() {
        let signed = ("2026-11-24T02:55:27Z".parse().expect("a time"), "20261124T025527Z".to_owned());
        assert_eq!(date_header("Tue, 24 Nov 2026 02:55:27 GMT"), Ok(signed.clone()));
        assert_eq!(date_header("20261124T025527Z"), Ok(signed));
    }

    #[test]
    fn other_dates_of_headers_are_incomplete_signatures() {
        for text in [
            "Mon, 24 Nov 2026 02:55:27 GMT",
            "Tue, 24 Nov 2026 02:55:27 UTC",
            "Tue, 24 Nov 2026 02:55:27 -0000",
            "tue, 24 nov 2026 02:55:27 gmt",
            "Tuesday, 24-Nov-26 02:55:27 GMT",
            "Tue Nov 24 02:55:27 2026",
            "Sun, 1 Nov 2026 02:55:27 GMT",
        ] {
            assert_eq!(date_header(text).expect_err("refused").code, "IncompleteSignature", "{text}");
            assert!(amz_date_header(text).is_err(), "{text}");
        }
    }

    #[test]
    fn each_part_of_a_credential_is_checked() {
        let time = "2026-11-24T02:55:27Z".parse().expect("a time");
        let cases = [
            ("AK/20261124/cn-beijing-6/kci", "IncompleteSignature", "exactly 5"),
            ("AK/20261124/cn-beijing-6/kci/aws3_request", "SignatureDoesNotMatch", "not: aws3_request"),
            ("AK/20261124/mars-1/kci/aws4_request", "SignatureDoesNotMatch", "not:mars-1"),
            ("AK/20261124/cn-beijing-6/iam/aws4_request", "SignatureDoesNotMatch", "correct service: kci"),
            ("AK/20261123/cn-beijing-6/kci/aws4_request", "SignatureDoesNotMatch", "Date in Credential"),
        ];
        for (text, code, message) in cases {
            let refusal = Credential::new(text, time).err().expect("refused");
            assert_eq!(refusal.code, code, "{text}");
            assert!(refusal.message.contains(message), "{text}: {}", refusal.message);
        }
    }
}
