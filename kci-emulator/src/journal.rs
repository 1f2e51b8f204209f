//! The journal: every request as it was received and as it was understood, and what came of it.
//!
//! The values of secret parameters and of environment variables, signatures and tokens are left out, and long texts and lists are cut: an entry is no
//! larger than a few dozen kilobytes.

use std::collections::VecDeque;

use http::{HeaderMap, HeaderValue};
use kci_sdk::auth::v4::ALGORITHM;
use kci_sdk::runtime::Params;
use kci_sdk::runtime::jiff::Timestamp;
use serde::Serialize;

use crate::facts::{is_private, is_sensitive};

/// How many entries are kept; older ones make room.
pub(crate) const KEPT: usize = 1_000;

/// The longest text of an entry that is kept whole, in bytes.
const LONGEST: usize = 1_024;

/// Most parameters of an entry that are kept.
const MOST: usize = 500;

/// How much of the parameters or headers of an entry is kept, in bytes.
const LARGEST: usize = 16 * 1_024;

/// What stands for a value that is left out.
const HIDDEN: &str = "***";

/// A request, and what came of it.
///
/// ```
/// use kci_sdk::request::{DeleteImageCacheRequest, DescribeContainerGroupRequest};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let kci = kci_emulator::start().await?;
/// let request = DescribeContainerGroupRequest::new().container_group_ids(["a", "b"]);
/// kci.client().describe_container_group(request).await?;
/// kci.client().delete_image_cache(DeleteImageCacheRequest::new("nobody")).await.expect_err("there is none");
///
/// let [described, deleted] = &kci.journal()[..] else { panic!("two requests") };
/// assert_eq!(described.understood[1], ("ContainerGroupId.2".to_owned(), "b".to_owned()));
/// assert_eq!((described.status, deleted.status), (200, 400));
/// assert_eq!(deleted.code.as_deref(), Some("InvalidParameterValue"));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct JournalEntry {
    /// Its number: 1 for the first request of this run.
    pub number: u64,
    /// When it came, by the emulator's clock.
    pub time: Option<Timestamp>,
    /// Its method: `POST`.
    pub method: String,
    /// Its path, without the query.
    pub path: String,
    /// Its headers, without what is secret in them.
    pub headers: Vec<(String, String)>,
    /// Its parameters as they were received, decoded; none if they could not be read.
    pub received: Vec<(String, String)>,
    /// The parameters of its action as they were understood, lists numbered from 1; none if it did not come to that.
    pub understood: Vec<(String, String)>,
    /// The action that it names, if any.
    pub action: Option<String>,
    /// The access key that signed it, if the signature was good.
    pub access_key: Option<String>,
    /// The region that it was signed for, if the signature was good.
    pub region: Option<String>,
    /// The `RequestId` of the answer.
    pub request_id: String,
    /// The HTTP status of the answer; 0 if a scripted fault kept it from being sent.
    pub status: u16,
    /// The code of the error, if the request was refused.
    pub code: Option<String>,
    /// The message of the error, if the request was refused.
    pub message: Option<String>,
    /// Whether a scripted fault met it.
    pub fault: bool,
}

/// The newest entries.
#[derive(Debug, Default)]
pub(crate) struct Journal {
    entries: VecDeque<JournalEntry>,
    written: u64,
}

impl Journal {
    /// Adds an entry, and gives it its number.
    pub(crate) fn write(&mut self, mut entry: JournalEntry) {
        self.written += 1;
        entry.number = self.written;
        if self.entries.len() == KEPT {
            self.entries.pop_front();
        }
        self.entries.push_back(entry);
    }

    /// The entries with a higher number than `after`, oldest first.
    pub(crate) fn after(&self, after: u64) -> Vec<JournalEntry> {
        self.entries.iter().filter(|entry| entry.number > after).cloned().collect()
    }
}

/// An entry of a request of which only the head is known yet.
pub(crate) fn entry(time: Timestamp, method: &str, path: &str, headers: &HeaderMap) -> JournalEntry {
    let headers = headers.iter().map(|(name, value)| (name.to_string(), header(name.as_str(), value)));
    JournalEntry {
        time: Some(time),
        method: cut(method),
        path: cut(path),
        headers: some(headers),
        ..JournalEntry::default()
    }
}

/// Parameters for an entry.
pub(crate) fn parameters<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<(String, String)> {
    some(pairs.map(|(key, value)| (cut(key), if is_hidden(key) { HIDDEN.to_owned() } else { cut(value) })))
}

/// The same of a request as it was understood.
pub(crate) fn understood(params: &Params) -> Vec<(String, String)> {
    parameters(params.iter())
}

/// The message of an error for an entry. Some repeat an `Authorization` header, at their end but for a full stop.
pub(crate) fn message(text: &str) -> String {
    const HEADER: &str = "Authorization=";
    let Some((before, secret)) = text.split_once(HEADER) else { return cut(text) };
    let stop = if secret.ends_with('.') { "." } else { "" };
    cut(&format!("{before}{HEADER}{HIDDEN}{stop}"))
}

/// As many of the pairs as an entry has room for.
fn some(pairs: impl Iterator<Item = (String, String)>) -> Vec<(String, String)> {
    let mut room = LARGEST;
    let fits = |(key, value): &(String, String)| {
        room = room.saturating_sub(key.len() + value.len());
        room > 0
    };
    pairs.take(MOST).take_while(fits).collect()
}

fn header(name: &str, value: &HeaderValue) -> String {
    let text = String::from_utf8_lossy(value.as_bytes());
    match name {
        "authorization" => match text.split_once("Signature=") {
            Some((before, _)) if before.starts_with(ALGORITHM) => cut(&format!("{before}Signature={HIDDEN}")),
            _ => HIDDEN.to_owned(),
        },
        "cookie" | "proxy-authorization" => HIDDEN.to_owned(),
        _ if ["token", "signature"].iter().any(|secret| name.contains(secret)) => HIDDEN.to_owned(),
        _ => cut(&text),
    }
}

fn is_hidden(key: &str) -> bool {
    let lower = key.to_ascii_lowercase();
    let is_signature = lower.ends_with("token") || lower == "signature" || lower == "x-amz-signature";
    is_signature || is_sensitive(key) || is_private(key)
}

/// A text that is no longer than an entry has room for.
pub(crate) fn cut(text: &str) -> String {
    if text.len() <= LONGEST {
        return text.to_owned();
    }
    let end = (0..=LONGEST).rev().find(|end| text.is_char_boundary(*end)).unwrap_or_default();
    format!("{}…", text.get(..end).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_entries_make_room() {
        let mut journal = Journal::default();
        for _ in 0..KEPT + 5 {
            journal.write(JournalEntry::default());
        }
        let numbers: Vec<_> = journal.after(0).iter().map(|entry| entry.number).collect();
        assert_eq!((numbers.len(), numbers.first(), numbers.last()), (KEPT, Some(&6), Some(&1_005)));
        assert_eq!(journal.after(1_003).len(), 2);
    }

    #[test]
    fn secret_parameters_are_left_out_however_they_are_spelt() {
        for key in [
            "ImageRegistryCredential.1.Password",
            "ImageRegistryCredential.1.Password.2",
            "imageregistrycredential[1].PASSWORD",
            "Volume.1.ConfigFileVolume.ConfigFileToPath.1.Content",
            "KubeConfig",
            "Signature",
            "X-Amz-Signature",
            "SecurityToken",
            "X-Amz-Security-Token",
            "Container.1.EnvironmentVar.2.Value",
            "InitContainer.0.EnvironmentVar.1.Value",
            "container[1].environmentvars[2].value",
            "EnvironmentVar.1.Value.1",
        ] {
            assert_eq!(parameters([(key, "hunter2")].into_iter()), [(key.to_owned(), HIDDEN.to_owned())]);
        }
        for key in
            ["Name", "SignatureMethod", "SignatureVersion", "X-Amz-SignedHeaders", "Passwords", "Filter.1.Value.1"]
        {
            assert_eq!(parameters([(key, "web")].into_iter()), [(key.to_owned(), "web".to_owned())]);
        }
        for key in ["Container.1.EnvironmentVar.1.Key", "Container.1.EnvironmentVar.1.ValueFrom.FieldRef.FieldPath"] {
            assert_eq!(parameters([(key, "web")].into_iter()), [(key.to_owned(), "web".to_owned())]);
        }
    }

    #[test]
    fn secret_headers_are_left_out() {
        let of = |name, value| header(name, &HeaderValue::from_static(value));
        let signed = "AWS4-HMAC-SHA256 Credential=AK/x, SignedHeaders=host, Signature=abc";
        assert_eq!(of("authorization", signed), "AWS4-HMAC-SHA256 Credential=AK/x, SignedHeaders=host, Signature=***");
        for (name, value) in [
            ("authorization", "Basic YTpi"),
            ("authorization", "Bearer abc Signature="),
            ("authorization", "abc"),
            ("proxy-authorization", "Basic YTpi"),
            ("cookie", "a=b"),
            ("x-amz-security-token", "abc"),
            ("x-amz-signature", "abc"),
        ] {
            assert_eq!(of(name, value), HIDDEN, "{name}: {value}");
        }
        assert_eq!(of("host", "127.0.0.1"), "127.0.0.1");
    }

    #[test]
    fn a_message_does_not_repeat_a_header_that_is_secret() {
        assert_eq!(message("no 'Date'. Authorization=Basic YTpi."), "no 'Date'. Authorization=***.");
        assert_eq!(message("Authorization header format error."), "Authorization header format error.");
    }

    #[test]
    fn an_entry_has_room_for_so_much() {
        let (key, value) = ("k".repeat(100_000), "v".repeat(100_000));
        let pairs: Vec<_> = (0..10_000).map(|_| (key.as_str(), value.as_str())).collect();
        let size = |kept: &[(String, String)]| kept.iter().map(|(key, value)| key.len() + value.len()).sum::<usize>();
        let kept = parameters(pairs.into_iter());
        assert!(!kept.is_empty() && size(&kept) <= LARGEST, "{}", size(&kept));
        assert_eq!(parameters((0..10_000).map(|_| ("A", "1"))).len(), MOST);
    }

    #[test]
    fn long_texts_are_cut_between_characters() {
        let text = cut(&"中".repeat(1_000));
        assert!(text.len() <= LONGEST + 3 && text.ends_with("中…"));
    }
}
