//! AWS Signature Version 4, as pure functions.
//!
//! A [`Signer`] makes what a client sends. The steps that it takes are public, because a server verifies a signature
//! by the same steps over what it received.

mod date;
mod signer;

use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use percent_encoding::{AsciiSet, utf8_percent_encode};
use secrecy::zeroize::Zeroizing;
use sha2::{Digest, Sha256};

use crate::params::ENCODED;
pub use crate::params::encode;
pub use date::AmzDate;
pub use signer::{Request, Signed, Signer};

/// The algorithm's name, with which `Authorization` and `X-Amz-Algorithm` say what they are.
pub const ALGORITHM: &str = "AWS4-HMAC-SHA256";

/// All but RFC 3986's unreserved characters and slashes: for a whole path.
const ENCODED_IN_PATH: &AsciiSet = &ENCODED.remove(b'/');

/// What a signing key is good for: one day, one region, one service.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Scope {
    /// The day in UTC: `20260702`.
    pub date: String,
    /// The region: `cn-beijing-6`.
    pub region: String,
    /// The service: `kci`.
    pub service: String,
}

impl Scope {
    /// The scope of a moment.
    pub fn new(time: Timestamp, region: impl Into<String>, service: impl Into<String>) -> Self {
        Self { date: AmzDate::new(time).day().to_owned(), region: region.into(), service: service.into() }
    }
}

/// `20260702/cn-beijing-6/kci/aws4_request`
impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}/{}/aws4_request", self.date, self.region, self.service)
    }
}

/// A time as `X-Amz-Date` writes it: `20260702T040506Z`.
pub fn amz_date(time: Timestamp) -> String {
    AmzDate::new(time).as_str().to_owned()
}

/// The query that is signed, from decoded pairs: encoded, then sorted by name and by value.
pub fn canonical_query<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    join_sorted(pairs.into_iter().map(|(name, value)| (encode(name), encode(value))).collect())
}

/// A query of encoded pairs, sorted.
fn join_sorted<T: AsRef<str> + Ord>(mut pairs: Vec<(T, T)>) -> String {
    pairs.sort();
    let mut query = String::new();
    for (name, value) in pairs {
        if !query.is_empty() {
            query.push('&');
        }
        query.push_str(name.as_ref());
        query.push('=');
        query.push_str(value.as_ref());
    }
    query
}

/// The path that is signed, from the path that is sent: without `.`, `..` and empty segments, and encoded once more.
pub fn canonical_path(path: &str) -> String {
    let normalized = normalize_path(path);
    utf8_percent_encode(&normalized, ENCODED_IN_PATH).to_string()
}

/// Takes `.`, `..` and empty segments out of a path. A slash at the end stays.
pub fn normalize_path(path: &str) -> String {
    let mut segments = Vec::new();
    for segment in path.split('/') {
        match segment {
            "" | "." => {}
            ".." => drop(segments.pop()),
            _ => segments.push(segment),
        }
    }
    let is_folder = ["/", "/.", "/.."].iter().any(|end| path.ends_with(end)) && !segments.is_empty();
    format!("/{}{}", segments.join("/"), if is_folder { "/" } else { "" })
}

/// The header lines that are signed, one for each of `signed`, in that order: the name in lower case, and the values
/// of all headers of that name, trimmed, with runs of spaces made one, joined by commas.
pub fn canonical_headers<'a>(
    headers: impl IntoIterator<Item = (&'a str, &'a str)>,
    signed: &[&str],
) -> Vec<(String, String)> {
    let headers: Vec<_> = headers.into_iter().collect();
    let values_of = |name: &str| {
        let values = headers.iter().filter(|(other, _)| other.eq_ignore_ascii_case(name));
        values.map(|(_, value)| collapse_spaces(value)).collect::<Vec<_>>().join(",")
    };
    signed.iter().map(|name| (name.to_ascii_lowercase(), values_of(name))).collect()
}

fn collapse_spaces(value: &str) -> String {
    value.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
}

/// The names of canonical header lines as `SignedHeaders` lists them: `host;x-amz-date`.
pub fn signed_headers(headers: &[(String, String)]) -> String {
    headers.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join(";")
}

/// The request that is signed.
///
/// `path` comes from [`canonical_path`], `query` from [`canonical_query`], `headers` from [`canonical_headers`], and
/// `payload_hash` is [`sha256_hex`] of the body.
pub fn canonical_request(
    method: &str,
    path: &str,
    query: &str,
    headers: &[(String, String)],
    payload_hash: &str,
) -> String {
    let lines: String = headers.iter().flat_map(|(name, value)| [name, ":", value, "\n"]).collect();
    format!("{method}\n{path}\n{query}\n{lines}\n{}\n{payload_hash}", signed_headers(headers))
}

/// The text whose HMAC is the signature. `time` is the text of `X-Amz-Date`, `scope` the text of a [`Scope`].
pub fn string_to_sign(time: &str, scope: &str, canonical_request: &str) -> String {
    format!("{ALGORITHM}\n{time}\n{scope}\n{}", sha256_hex(canonical_request.as_bytes()))
}

/// The SHA-256 digest in lower-case hexadecimal.
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes).into())
}

/// A key derived from a secret key for one [`Scope`]. `Debug` does not show it, and it is wiped from memory when dropped.
#[derive(Clone)]
pub struct SigningKey {
    /// HMAC with the key read in already.
    mac: Hmac<Sha256>,
}

impl SigningKey {
    pub(super) fn mac(&self) -> Hmac<Sha256> {
        self.mac.clone()
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SigningKey(hidden)")
    }
}

/// Derives the key for a scope.
pub fn signing_key(secret_key: &str, scope: &Scope) -> SigningKey {
    let seed = Zeroizing::new(["AWS4", secret_key].concat());
    let mut key = Zeroizing::new(hmac(seed.as_bytes(), scope.date.as_bytes()));
    for part in [scope.region.as_str(), &scope.service, "aws4_request"] {
        key = Zeroizing::new(hmac(&*key, part.as_bytes()));
    }
    SigningKey { mac: keyed(&*key) }
}

/// The signature of a [`string_to_sign`], in lower-case hexadecimal.
pub fn signature(key: &SigningKey, string_to_sign: &str) -> String {
    let mut mac = key.mac();
    mac.update(string_to_sign.as_bytes());
    hex(&mac.finalize().into_bytes().into())
}

fn keyed(key: &[u8]) -> Hmac<Sha256> {
    <Hmac<Sha256> as KeyInit>::new_from_slice(key).expect("HMAC takes keys of any length")
}

/// HMAC-SHA256.
pub(super) fn hmac(key: &[u8], message: &[u8]) -> [u8; 32] {
    let mut mac = keyed(key);
    mac.update(message);
    mac.finalize().into_bytes().into()
}

/// Lower-case hexadecimal digits.
pub(super) fn hex(digest: &[u8; 32]) -> String {
    let mut text = String::with_capacity(2 * digest.len());
    push_hex(&mut text, digest);
    text
}

fn push_hex(target: &mut String, digest: &[u8; 32]) {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = [0; 64];
    for (pair, byte) in text.chunks_exact_mut(2).zip(digest) {
        pair.copy_from_slice(&[DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]);
    }
    // Digits are ASCII.
    target.push_str(str::from_utf8(&text).unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queries_are_sorted_as_encoded_by_name_and_then_by_value() {
        let pairs = [("a.b", "1"), ("a", "2"), ("a", "1"), ("中", "0"), ("Z", "")];
        assert_eq!(canonical_query(pairs), "%E4%B8%AD=0&Z=&a=1&a=2&a.b=1");
        assert_eq!(canonical_query([]), "");
    }

    #[test]
    fn paths_lose_dots_and_double_slashes_and_are_encoded_once_more() {
        let cases = [
            ("/", "/"),
            ("", "/"),
            ("//", "/"),
            ("/a/..", "/"),
            ("/a/./b/../c", "/a/c"),
            ("//a//", "/a/"),
            ("/../..", "/"),
            ("/a%20b", "/a%2520b"),
        ];
        for (path, expected) in cases {
            assert_eq!(canonical_path(path), expected, "{path}");
        }
    }

    #[test]
    fn values_of_a_repeated_header_are_joined() {
        let headers = [("Host", "h"), ("X-A", " b  c "), ("x-a", "a")];
        let lines = canonical_headers(headers, &["host", "X-A"]);
        assert_eq!(lines, [("host".into(), "h".into()), ("x-a".into(), "b c,a".into())]);
    }

    #[test]
    fn a_header_that_is_signed_twice_has_two_lines() {
        let lines = canonical_headers([("host", "h")], &["host", "host"]);
        assert_eq!(signed_headers(&lines), "host;host");
        assert!(canonical_request("GET", "/", "", &lines, "").contains("host:h\nhost:h\n"));
    }

    #[test]
    fn keys_do_not_show() {
        let scope = Scope { date: "20260702".into(), region: "r".into(), service: "s".into() };
        assert_eq!(format!("{:?}", signing_key("secret", &scope)), "SigningKey(hidden)");
        assert_eq!(scope.to_string(), "20260702/r/s/aws4_request");
    }
}
