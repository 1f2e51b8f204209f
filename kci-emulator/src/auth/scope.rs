//! The credential of a version 4 signature: `accesskeyid/date/region/service/aws4_request`.

use kci_sdk::SERVICE;
use kci_sdk::auth::v4::Scope;
use kci_sdk::runtime::jiff::Timestamp;
use kci_sdk::runtime::jiff::civil::DateTime;
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

/// Reads `20261124T025527Z`, and `20261124T025527+00:00` as one of the vendor's clients writes it.
pub(super) fn basic_time(text: &str) -> Result<Timestamp, Refusal> {
    let broken = || Refusal::row("IncompleteSignature", "Date must be in ISO-8601", &[text]);
    let bare = text.strip_suffix('Z').or_else(|| text.strip_suffix("+00:00")).ok_or_else(broken)?;
    let exact = bare.len() == 15 && bare.bytes().enumerate().all(|(at, byte)| (at == 8) == (byte == b'T'));
    let time = DateTime::strptime("%Y%m%dT%H%M%S", bare).map_err(|_| broken())?;
    if !exact {
        return Err(broken());
    }
    Offset::UTC.to_timestamp(time).map_err(|_| broken())
}

/// Reads a `Date` header: an HTTP date, or the basic format. Gives the time, and its text as it is signed.
pub(super) fn date_header(text: &str) -> Result<(Timestamp, String), Refusal> {
    if let Ok(time) = strtime::parse("%a, %d %b %Y %H:%M:%S GMT", text).and_then(|parsed| parsed.to_datetime())
        && let Ok(time) = Offset::UTC.to_timestamp(time)
    {
        return Ok((time, kci_sdk::auth::v4::amz_date(time)));
    }
    basic_time(text).map(|time| (time, text.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_spellings_of_utc_are_the_same_time() {
        let time = "2026-11-24T02:55:27Z".parse().expect("a time");
        assert_eq!(basic_time("20261124T025527Z"), Ok(time));
        assert_eq!(basic_time("20261124T025527+00:00"), Ok(time));
    }

    #[test]
    fn other_spellings_are_incomplete_signatures() {
        for text in ["", "Z", "2026-11-24T02:55:27Z", "20261124T025527", "20261124025527Z", "20261324T025527Z"] {
            assert_eq!(basic_time(text).expect_err("refused").code, "IncompleteSignature", "{text}");
        }
    }

    #[test]
    fn a_date_header_may_be_an_http_date() {
        let (time, text) = date_header("Tue, 24 Nov 2026 02:55:27 GMT").expect("a time");
        assert_eq!((time.to_string().as_str(), text.as_str()), ("2026-11-24T02:55:27Z", "20261124T025527Z"));
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
