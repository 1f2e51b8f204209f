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
        let headers = request.headers.iter().copied().chain(added);

        // All is written into one text, one after the other: what is signed, then the header.
        let mut text = String::with_capacity(ROOM);
        let signature = self.signature_over(&mut text, request, request.query, headers.clone());
        let start = text.len();
        text.extend([
            ALGORITHM,
            " Credential=",
            self.credentials.access_key(),
            "/",
            &self.key.scope,
            ", SignedHeaders=",
        ]);
        push_names(&mut text, headers);
        text.push_str(", Signature=");
        push_hex(&mut text, &signature);
        text.drain(..start);
        Signed { date, token, authorization: text }
    }

    /// The query of a request that needs no headers but those it signs: the request's own, and the signature.
    ///
    /// `expires_seconds` is how long it holds, if the service looks at that.
    pub fn presign(&self, request: &Request<'_>, expires_seconds: Option<u32>) -> String {
        let headers = request.headers.iter().copied();
        let mut signed_headers = String::new();
        push_names(&mut signed_headers, headers.clone());
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
        let signature = self.signature_over(&mut String::with_capacity(ROOM), request, &query, headers);
        format!("{query}&X-Amz-Signature={}", hex(&signature))
    }

    /// Writes the text that is signed to the end of `text`, and signs it.
    fn signature_over<'h>(
        &self,
        text: &mut String,
        request: &Request<'_>,
        query: &str,
        headers: impl Iterator<Item = (&'h str, &'h str)> + Clone,
    ) -> [u8; 32] {
        text.extend([request.method, "\n", &canonical_path(request.path), "\n", query, "\n"]);
        for name in names(headers.clone()) {
            push_line(text, name, headers.clone());
        }
        text.push('\n');
        push_names(text, headers);
        text.push('\n');
        push_hex(text, &Sha256::digest(request.body));
        let digest = Sha256::digest(text.as_bytes());
        let start = text.len();
        text.extend([ALGORITHM, "\n", self.date.as_str(), "\n", &self.key.scope, "\n"]);
        push_hex(text, &digest);
        let mut mac = self.key.key.mac();
        mac.update(text.get(start..).unwrap_or_default().as_bytes());
        mac.finalize().into_bytes().into()
    }
}

/// The names of headers, each once, in the order in which they are signed. Nothing is copied: there are few of them, and
/// the next one is looked for each time.
fn names<'h>(headers: impl Iterator<Item = (&'h str, &'h str)> + Clone) -> impl Iterator<Item = &'h str> {
    let next = move |last: Option<&str>| {
        let names = headers.clone().map(|(name, _)| name);
        let later = names.filter(|name| last.is_none_or(|last| compare(last, name) == Ordering::Less));
        later.min_by(|one, other| compare(one, other))
    };
    std::iter::successors(next(None), move |last| next(Some(last)))
}

/// Compares names as if they were in lower case.
fn compare(one: &str, other: &str) -> Ordering {
    one.bytes().map(|byte| byte.to_ascii_lowercase()).cmp(other.bytes().map(|byte| byte.to_ascii_lowercase()))
}

/// Writes `host;x-amz-date`.
fn push_names<'h>(text: &mut String, headers: impl Iterator<Item = (&'h str, &'h str)> + Clone) {
    for (index, name) in names(headers).enumerate() {
        if index > 0 {
            text.push(';');
        }
        push_lower(text, name);
    }
}

/// Writes the line of a name: the values of all headers of that name, joined by commas, with runs of spaces made one.
fn push_line<'h>(text: &mut String, name: &str, headers: impl Iterator<Item = (&'h str, &'h str)>) {
    push_lower(text, name);
    let values = headers.filter(|(other, _)| other.eq_ignore_ascii_case(name)).map(|(_, value)| value);
    for (index, value) in values.enumerate() {
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

fn push_lower(text: &mut String, name: &str) {
    let start = text.len();
    text.push_str(name);
    if let Some(name) = text.get_mut(start..) {
        name.make_ascii_lowercase();
    }
}
