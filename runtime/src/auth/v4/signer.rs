//! Signing: the headers, or the query, that a signature adds to a request.

use jiff::Timestamp;

use super::{
    ALGORITHM, Scope, SigningKey, amz_date, canonical_headers, canonical_path, canonical_request, encode, join_sorted,
    sha256_hex, signature, signed_headers, signing_key, string_to_sign,
};
use crate::auth::Credentials;

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
    scope: Scope,
    key: SigningKey,
    time: Timestamp,
}

impl<'a> Signer<'a> {
    /// A signer for one moment.
    pub fn new(credentials: &'a Credentials, region: &str, service: &str, time: Timestamp) -> Self {
        Self::with_key(credentials, region, service, time, signing_key)
    }

    /// A signer for one moment, whose key `derive` finds: from a cache, for example.
    pub fn with_key(
        credentials: &'a Credentials,
        region: &str,
        service: &str,
        time: Timestamp,
        derive: impl FnOnce(&str, &Scope) -> SigningKey,
    ) -> Self {
        let scope = Scope::new(time, region, service);
        let key = derive(credentials.secret_key().expose(), &scope);
        Self { credentials, scope, key, time }
    }

    /// The headers to add, with names in lower case: `x-amz-date` and, with temporary credentials,
    /// `x-amz-security-token`, unless the request has them; then `authorization`.
    pub fn sign(&self, request: &Request<'_>) -> Vec<(&'static str, String)> {
        let date = amz_date(self.time);
        let token = self.credentials.session_token().map(|token| token.expose().to_owned());
        let mut added: Vec<_> = [(DATE, Some(date.clone())), (TOKEN, token)]
            .into_iter()
            .filter(|(name, _)| !request.headers.iter().any(|(other, _)| other.eq_ignore_ascii_case(name)))
            .filter_map(|(name, value)| Some((name, value?)))
            .collect();
        let all = request.headers.iter().copied().chain(added.iter().map(|(name, value)| (*name, value.as_str())));
        let lines = sorted_lines(all);
        let signature = self.signature_over(request, request.query, &lines, &date);
        let authorization = format!(
            "{ALGORITHM} Credential={}, SignedHeaders={}, Signature={signature}",
            self.credential(),
            signed_headers(&lines)
        );
        added.push(("authorization", authorization));
        added
    }

    /// The query of a request that needs no headers but those it signs: the request's own, and the signature.
    ///
    /// `expires_seconds` is how long it holds, if the service looks at that.
    pub fn presign(&self, request: &Request<'_>, expires_seconds: Option<u32>) -> String {
        let lines = sorted_lines(request.headers.iter().copied());
        let date = amz_date(self.time);
        let parameters = [
            ("X-Amz-Algorithm", Some(ALGORITHM.to_owned())),
            ("X-Amz-Credential", Some(self.credential())),
            ("X-Amz-Date", Some(date.clone())),
            ("X-Amz-Expires", expires_seconds.map(|seconds| seconds.to_string())),
            ("X-Amz-Security-Token", self.credentials.session_token().map(|token| token.expose().to_owned())),
            ("X-Amz-SignedHeaders", Some(signed_headers(&lines))),
        ];
        let own = request.query.split('&').filter(|pair| !pair.is_empty());
        let own = own.map(|pair| pair.split_once('=').unwrap_or((pair, "")));
        let mut pairs: Vec<_> = own.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        pairs.extend(parameters.into_iter().filter_map(|(name, value)| Some((name.to_owned(), encode(&value?)))));
        let query = join_sorted(pairs);
        let signature = self.signature_over(request, &query, &lines, &date);
        format!("{query}&X-Amz-Signature={signature}")
    }

    fn credential(&self) -> String {
        format!("{}/{}", self.credentials.access_key(), self.scope)
    }

    fn signature_over(&self, request: &Request<'_>, query: &str, lines: &[(String, String)], date: &str) -> String {
        let path = canonical_path(request.path);
        let canonical = canonical_request(request.method, &path, query, lines, &sha256_hex(request.body));
        signature(&self.key, &string_to_sign(date, &self.scope.to_string(), &canonical))
    }
}

/// One line for each name, sorted.
fn sorted_lines<'a>(headers: impl Iterator<Item = (&'a str, &'a str)> + Clone) -> Vec<(String, String)> {
    let mut names: Vec<_> = headers.clone().map(|(name, _)| name.to_ascii_lowercase()).collect();
    names.sort();
    names.dedup();
    let names: Vec<_> = names.iter().map(String::as_str).collect();
    canonical_headers(headers, &names)
}
