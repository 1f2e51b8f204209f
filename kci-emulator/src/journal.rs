//! The journal: every request as it was received and as it was understood, and what came of it.
//!
//! The values of secret parameters, signatures and tokens are left out.

use std::collections::VecDeque;

use kci_sdk::runtime::Params;
use kci_sdk::runtime::jiff::Timestamp;
use serde::Serialize;

use crate::facts::is_sensitive;

/// How many entries are kept; older ones make room.
pub(crate) const KEPT: usize = 1_000;

/// The longest text of an entry that is kept whole, in bytes.
const LONGEST: usize = 1_024;

/// Most parameters of an entry that are kept.
const MOST: usize = 500;

/// What stands for a value that is left out.
const HIDDEN: &str = "***";

/// A request, and what came of it.
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
    /// The HTTP status of the answer.
    pub status: u16,
    /// The code of the error, if the answer is one.
    pub code: Option<String>,
    /// The message of the error, if the answer is one.
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

/// Parameters for an entry: secrets are left out, long ones cut.
pub(crate) fn parameters<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<(String, String)> {
    pairs.take(MOST).map(|(key, value)| (cut(key), if is_hidden(key) { HIDDEN.into() } else { cut(value) })).collect()
}

/// The same of a request as it was understood.
pub(crate) fn understood(params: &Params) -> Vec<(String, String)> {
    parameters(params.iter())
}

/// Headers for an entry.
pub(crate) fn headers(headers: &http::HeaderMap) -> Vec<(String, String)> {
    headers.iter().map(|(name, value)| (name.to_string(), header(name.as_str(), value))).collect()
}

fn header(name: &str, value: &http::HeaderValue) -> String {
    let text = String::from_utf8_lossy(value.as_bytes());
    match name {
        "authorization" => cut(text.split_once("Signature=").map_or(HIDDEN, |(before, _)| before)),
        _ if name.contains("token") || name == "cookie" => HIDDEN.to_owned(),
        _ => cut(&text),
    }
}

fn is_hidden(key: &str) -> bool {
    key == "Signature" || key == "X-Amz-Signature" || key.ends_with("Token") || is_sensitive(key)
}

fn cut(text: &str) -> String {
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
    fn secrets_are_left_out() {
        let pairs = [("ImageRegistryCredential.1.Password", "hunter2"), ("X-Amz-Signature", "abc"), ("Name", "web")];
        let values: Vec<_> = parameters(pairs.into_iter()).into_iter().map(|(_, value)| value).collect();
        assert_eq!(values, ["***", "***", "web"]);
        let value =
            http::HeaderValue::from_static("AWS4-HMAC-SHA256 Credential=AK/x, SignedHeaders=host, Signature=abc");
        assert!(!header("authorization", &value).contains("abc"));
    }

    #[test]
    fn long_texts_are_cut_between_characters() {
        let text = cut(&"中".repeat(1_000));
        assert!(text.len() <= LONGEST + 3 && text.ends_with("中…"));
    }
}
