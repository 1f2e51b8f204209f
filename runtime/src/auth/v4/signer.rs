//! Signing: the headers, or the query, that a signature adds to a request.

use std::cmp::Ordering;
use std::fmt;
use std::sync::Arc;

use hmac::Mac;
use jiff::Timestamp;
use sha2::{Digest, Sha256};

use super::{ALGORITHM, AmzDate, canonical_path, encode, hex, join_sorted, push_hex};
use crate::Secret;
use crate::auth::cache::ScopedKey;
use crate::auth::{Credentials, KeyCache};

const DATE: &str = "x-amz-date";
const TOKEN: &str = "x-amz-security-token";

/// A request before it is signed.
#[derive(Clone, Copy)]
pub struct Request<'a> {
    /// The method: `GET`.
    pub method: &'a str,
    /// The path as it is sent: `/`.
    pub path: &'a str,
    /// The query as it is sent, sorted: what [`canonical_query`](super::canonical_query) makes.
    pub query: &'a str,
    /// The headers to sign. `host` must be among them.
    pub headers: &'a [(&'a str, &'a str)],
    /// The body.
    pub body: &'a [u8],
}

/// Who signs, where and when.
#[derive(Debug)]
pub struct Signer<'a> {
    credentials: &'a Credentials,
    key: Arc<ScopedKey>,
    date: AmzDate,
}

/// What a signature adds to a request. `Debug` does not show it.
pub struct Signed<'a> {
    date: Option<AmzDate>,
    token: Option<&'a str>,
    authorization: String,
}

impl Signed<'_> {
    /// The headers to add, with names in lower case: `x-amz-date` and, with temporary credentials,
    /// `x-amz-security-token`, unless the request has them; then `authorization`.
    pub fn headers(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let date = self.date.as_ref().map(|date| (DATE, date.as_str()));
        let token = self.token.map(|token| (TOKEN, token));
        date.into_iter().chain(token).chain([("authorization", self.authorization.as_str())])
    }
}

impl fmt::Debug for Signed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Signed").field("date", &self.date).finish_non_exhaustive()
    }
}

/// Room for what is signed and for the header, in bytes.
const ROOM: usize = 1024;

impl<'a> Signer<'a> {
    /// A signer for one moment.
    pub fn new(credentials: &'a Credentials, region: &str, service: &str, time: Timestamp) -> Self {
        let date = AmzDate::new(time);
        let key = Arc::new(ScopedKey::new(credentials.secret_key().expose(), &date, region, service));
        Self { credentials, key, date }
    }

    /// A signer for one moment, whose key is remembered from the last one of the same day.
    pub fn cached(keys: &KeyCache, credentials: &'a Credentials, region: &str, service: &str, time: Timestamp) -> Self {
        let date = AmzDate::new(time);
        let key = keys.key(credentials.secret_key().expose(), &date, region, service);
        Self { credentials, key, date }
    }

    /// Signs a request by headers.
    pub fn sign(&self, request: &Request<'_>) -> Signed<'a> {
        let has = |name: &str| request.headers.iter().any(|(other, _)| other.eq_ignore_ascii_case(name));
        let date = (!has(DATE)).then_some(self.date);
        let token = self.credentials.session_token().filter(|_| !has(TOKEN)).map(Secret::expose);
        let added = [(DATE, date.as_ref().map(AmzDate::as_str)), (TOKEN, token)];
        let added = added.iter().filter_map(|(name, value)| Some((*name, (*value)?)));
        let headers = sorted(request.headers.iter().copied().chain(added));

        // All is written into one text, one after the other: what is signed, then the header.
        let mut text = String::with_capacity(ROOM + request.query.len());
        let signature = self.signature_over(&mut text, request, request.query, &headers);
        let start = text.len();
        text.extend([
            ALGORITHM,
            " Credential=",
            self.credentials.access_key(),
            "/",
            &self.key.scope,
            ", SignedHeaders=",
        ]);
        push_names(&mut text, &headers);
        text.push_str(", Signature=");
        push_hex(&mut text, &signature);
        text.drain(..start);
        Signed { date, token, authorization: text }
    }

    /// The query of a request that needs no headers but those it signs: the request's own, and the signature.
    ///
    /// `expires_seconds` is how long it holds, if the service looks at that.
    pub fn presign(&self, request: &Request<'_>, expires_seconds: Option<u32>) -> String {
        let headers = sorted(request.headers.iter().copied());
        let mut signed_headers = String::new();
        push_names(&mut signed_headers, &headers);
        let parameters = [
            ("X-Amz-Algorithm", Some(ALGORITHM.to_owned())),
            ("X-Amz-Credential", Some(format!("{}/{}", self.credentials.access_key(), self.key.scope))),
            ("X-Amz-Date", Some(self.date.as_str().to_owned())),
            ("X-Amz-Expires", expires_seconds.map(|seconds| seconds.to_string())),
            ("X-Amz-Security-Token", self.credentials.session_token().map(|token| token.expose().to_owned())),
            ("X-Amz-SignedHeaders", Some(signed_headers)),
        ];
        let own = request.query.split('&').filter(|pair| !pair.is_empty());
        let own = own.map(|pair| pair.split_once('=').unwrap_or((pair, "")));
        let mut pairs: Vec<_> = own.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        pairs.extend(parameters.into_iter().filter_map(|(name, value)| Some((name.to_owned(), encode(&value?)))));
        let query = join_sorted(pairs);
        let mut text = String::with_capacity(ROOM + query.len());
        let signature = self.signature_over(&mut text, request, &query, &headers);
        format!("{query}&X-Amz-Signature={}", hex(&signature))
    }

    /// Writes the text that is signed to the end of `text`, and signs it. The headers are [`sorted`].
    fn signature_over(
        &self,
        text: &mut String,
        request: &Request<'_>,
        query: &str,
        headers: &[(&str, &str)],
    ) -> [u8; 32] {
        text.extend([request.method, "\n"]);
        push_path(text, request.path);
        text.extend(["\n", query, "\n"]);
        for same in by_name(headers) {
            push_line(text, same);
        }
        text.push('\n');
        push_names(text, headers);
        text.push('\n');
        push_hex(text, &Sha256::digest(request.body).into());
        let digest = Sha256::digest(text.as_bytes()).into();
        let start = text.len();
        text.extend([ALGORITHM, "\n", self.date.as_str(), "\n", &self.key.scope, "\n"]);
        push_hex(text, &digest);
        let mut mac = self.key.key.mac();
        mac.update(text.get(start..).unwrap_or_default().as_bytes());
        mac.finalize().into_bytes().into()
    }
}

fn push_path(text: &mut String, path: &str) {
    // Nearly all paths are this one.
    if path == "/" { text.push('/') } else { text.push_str(&canonical_path(path)) }
}

/// Headers in the order in which they are signed. Those of the same name stay in their order.
fn sorted<'h>(headers: impl Iterator<Item = (&'h str, &'h str)>) -> Vec<(&'h str, &'h str)> {
    let mut headers: Vec<_> = headers.collect();
    headers.sort_by(|(one, _), (other, _)| compare(one, other));
    headers
}

/// Compares names as if they were in lower case.
fn compare(one: &str, other: &str) -> Ordering {
    one.bytes().map(|byte| byte.to_ascii_lowercase()).cmp(other.bytes().map(|byte| byte.to_ascii_lowercase()))
}

/// Sorted headers, those of each name together.
fn by_name<'a, 'h>(headers: &'a [(&'h str, &'h str)]) -> impl Iterator<Item = &'a [(&'h str, &'h str)]> {
    headers.chunk_by(|(one, _), (other, _)| one.eq_ignore_ascii_case(other))
}

/// Writes `host;x-amz-date`.
fn push_names(text: &mut String, headers: &[(&str, &str)]) {
    for (index, same) in by_name(headers).enumerate() {
        if index > 0 {
            text.push(';');
        }
        push_name(text, same);
    }
}

/// Writes the line of a name: the values of its headers, joined by commas, with runs of spaces made one.
fn push_line(text: &mut String, same: &[(&str, &str)]) {
    push_name(text, same);
    for (index, (_, value)) in same.iter().enumerate() {
        text.push(if index == 0 { ':' } else { ',' });
        for (index, word) in value.split_ascii_whitespace().enumerate() {
            if index > 0 {
                text.push(' ');
            }
            text.push_str(word);
        }
    }
    text.push('\n');
}

/// Writes the name of headers of one name, in lower case.
fn push_name(text: &mut String, same: &[(&str, &str)]) {
    let start = text.len();
    text.extend(same.first().map(|(name, _)| *name));
    if let Some(name) = text.get_mut(start..) {
        name.make_ascii_lowercase();
    }
}
