//! Parameters to a signed request. The bytes that are signed are the bytes that are sent.

use std::time::Duration;

use bytes::Bytes;
use http::Uri;
use http::header::{ACCEPT, HeaderMap, HeaderName, HeaderValue, USER_AGENT};
use jiff::Timestamp;

use super::config::Config;
use super::endpoint::Endpoint;
use super::payload::Payload;
use super::site::Site;
use crate::action::Method;
use crate::auth::v4::{Request, Signer};
use crate::auth::{Credentials, KeyCache, Signature, simple};
use crate::error::Error;
use crate::interceptor::AddedHeaders;
use crate::params::Form;

const FORM: &str = "application/x-www-form-urlencoded; charset=utf-8";
const JSON: &str = "application/json; charset=utf-8";

/// What is to be sent.
pub(super) struct Outgoing<'a> {
    pub(super) method: Method,
    pub(super) payload: &'a Payload,
    /// Action and version, where headers say them.
    pub(super) in_headers: Option<(&'a str, &'a str)>,
}

impl Outgoing<'_> {
    /// The type of the body, if there is one.
    fn content_type(&self) -> Option<&'static str> {
        let of_body = if self.payload.json.is_some() { JSON } else { FORM };
        self.method.has_body().then_some(of_body)
    }

    /// The headers that are signed.
    fn signed<'h>(&'h self, host: &'h str) -> Vec<(&'static str, &'h str)> {
        let content_type = self.content_type().map(|value| ("content-type", value));
        let action = self.in_headers.map(|(action, _)| ("x-action", action));
        let version = self.in_headers.map(|(_, version)| ("x-version", version));
        [("host", host)].into_iter().chain(content_type).chain(action).chain(version).collect()
    }

    /// The query and the body, with a simplified signature in it where that signs.
    fn parts(&self, sign_form: impl FnOnce(&Form) -> Option<String>) -> (String, String) {
        let Payload { form, json } = self.payload;
        match json {
            Some(json) => (form.sorted(), json.clone()),
            // The order of parameters in a body is their own.
            None if self.method.has_body() => {
                (String::new(), sign_form(form).unwrap_or_else(|| form.as_str().to_owned()))
            }
            None => (sign_form(form).unwrap_or_else(|| form.sorted()), String::new()),
        }
    }

    /// The simplified signature is over the parameters, so they must have everything.
    fn check_simple(&self) -> Result<(), Error> {
        let beside = match (self.payload.json.is_some(), self.in_headers.is_some()) {
            (true, _) => "a JSON body",
            (_, true) => "headers",
            (false, false) => return Ok(()),
        };
        let message = format!("the simplified signature signs parameters, and {beside} would not be signed: use V4");
        Err(Error::Configuration(message))
    }
}

/// Signs with the algorithm of the client.
pub(super) fn prepare(
    config: &Config,
    keys: &KeyCache,
    site: &Site,
    credentials: &Credentials,
    time: Timestamp,
    outgoing: &Outgoing<'_>,
    added: AddedHeaders,
) -> Result<http::Request<Bytes>, Error> {
    let endpoint = site.endpoint()?;
    let is_simple = config.signature == Signature::Simple;
    if is_simple {
        outgoing.check_simple()?;
    }
    let (query, body) = outgoing
        .parts(|form| is_simple.then(|| simple::sign_form(form, credentials, &site.region, site.service.name, time)));
    let signed = outgoing.signed(endpoint.host());
    let mut headers = headers(config, &signed)?;
    headers.extend(added.unsigned);
    if !is_simple {
        let more = signed_too(&signed, &added.signed);
        let request = Request {
            method: outgoing.method.as_str(),
            path: endpoint.path(),
            query: &query,
            headers: if more.is_empty() { &signed } else { &more },
            body: body.as_bytes(),
        };
        for (name, value) in signer(keys, site, credentials, time).sign(&request).headers() {
            let mut value = header(value)?;
            value.set_sensitive(true);
            headers.insert(HeaderName::from_static(name), value);
        }
    }
    headers.extend(added.signed);
    let mut prepared = http::Request::new(Bytes::from(body));
    *prepared.method_mut() = match outgoing.method {
        Method::Get => http::Method::GET,
        Method::Post => http::Method::POST,
        Method::Put => http::Method::PUT,
        Method::Delete => http::Method::DELETE,
    };
    *prepared.uri_mut() = url(endpoint, &query)?;
    *prepared.headers_mut() = headers;
    Ok(prepared)
}

/// The signed headers, if interceptors added some; or else nothing.
fn signed_too<'h>(own: &[(&'h str, &'h str)], added: &'h HeaderMap) -> Vec<(&'h str, &'h str)> {
    if added.is_empty() {
        return Vec::new();
    }
    let added = added.iter().map(|(name, value)| (name.as_str(), value.to_str().unwrap_or_default()));
    own.iter().copied().chain(added).collect()
}

/// The longest that a presigned URL can hold, in seconds: 7 days.
const LONGEST: u64 = 7 * 24 * 60 * 60;

/// A URL that is the whole request, for so long: GET, with a version 4 signature in the query.
pub(super) fn presign(
    keys: &KeyCache,
    site: &Site,
    credentials: &Credentials,
    time: Timestamp,
    expires: Duration,
    outgoing: &Outgoing<'_>,
) -> Result<Uri, Error> {
    if outgoing.in_headers.is_some() {
        let why = "a URL has no headers, in which this service wants to be told the action";
        return Err(Error::Configuration(why.to_owned()));
    }
    let endpoint = site.endpoint()?;
    let seconds = u32::try_from(expires.as_secs()).ok().filter(|seconds| (1..=LONGEST).contains(&u64::from(*seconds)));
    let wrong = || Error::Configuration(format!("a presigned URL holds from 1 second to 7 days, not {expires:?}"));
    let seconds = seconds.ok_or_else(wrong)?;
    let request = Request {
        method: Method::Get.as_str(),
        path: endpoint.path(),
        query: &outgoing.payload.form.sorted(),
        headers: &[("host", endpoint.host())],
        body: &[],
    };
    let query = signer(keys, site, credentials, time).presign(&request, Some(seconds));
    url(endpoint, &query)
}

fn signer<'c>(keys: &KeyCache, site: &Site, credentials: &'c Credentials, time: Timestamp) -> Signer<'c> {
    Signer::cached(keys, credentials, &site.region, site.service.name, time)
}

fn url(endpoint: &Endpoint, query: &str) -> Result<Uri, Error> {
    // The query is not shown: it may hold secrets.
    let too_long = || Error::Configuration("the request is too long for a URL: send it with POST".to_owned());
    endpoint.with_query(query).ok_or_else(too_long)
}

/// The headers but those of the signature itself.
fn headers(config: &Config, signed: &[(&'static str, &str)]) -> Result<HeaderMap, Error> {
    let mut headers = HeaderMap::new();
    headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
    headers.insert(USER_AGENT, config.user_agent.clone());
    for (name, value) in signed {
        headers.insert(HeaderName::from_static(name), header(value)?);
    }
    Ok(headers)
}

fn header(value: &str) -> Result<HeaderValue, Error> {
    HeaderValue::try_from(value).map_err(|_| Error::Configuration("a header value that cannot be sent".to_owned()))
}
