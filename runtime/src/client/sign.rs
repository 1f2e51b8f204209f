//! Parameters to a signed request. The bytes that are signed are the bytes that are sent.

use std::time::Duration;

use bytes::Bytes;
use http::Uri;
use http::header::{ACCEPT, CONTENT_TYPE, HOST, HeaderMap, HeaderName, HeaderValue, USER_AGENT};
use jiff::Timestamp;

use super::config::Config;
use super::endpoint::Endpoint;
use super::site::Site;
use crate::action::Method;
use crate::auth::v4::{Request, Signer};
use crate::auth::{Credentials, KeyCache, Signature, simple};
use crate::error::Error;
use crate::interceptor::AddedHeaders;
use crate::params::Form;

const FORM: &str = "application/x-www-form-urlencoded; charset=utf-8";

/// What is to be sent. The form has `Action` and `Version` already.
pub(super) struct Outgoing<'a> {
    pub(super) method: Method,
    pub(super) form: &'a Form,
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
    let Outgoing { method, form } = *outgoing;
    let form = match (config.signature, method) {
        // The order of parameters in a body is their own.
        (Signature::V4, Method::Post) => form.as_str().to_owned(),
        (Signature::V4, Method::Get) => form.sorted(),
        (Signature::Simple, _) => simple::sign_form(form, credentials, &site.region, site.service.name, time),
    };
    let (query, body) = match method {
        Method::Get => (form, String::new()),
        Method::Post => (String::new(), form),
    };
    let mut headers = headers(config, endpoint, method)?;
    headers.extend(added.unsigned);
    if config.signature == Signature::V4 {
        let signed = [("host", endpoint.host()), ("content-type", FORM)];
        let signed = if method == Method::Post { &signed[..] } else { &signed[..1] };
        let more = signed_too(signed, &added.signed);
        let request = Request {
            method: method.as_str(),
            path: endpoint.path(),
            query: &query,
            headers: if more.is_empty() { signed } else { &more },
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
    *prepared.method_mut() = match method {
        Method::Get => http::Method::GET,
        Method::Post => http::Method::POST,
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
    let endpoint = site.endpoint()?;
    let seconds = u32::try_from(expires.as_secs()).ok().filter(|seconds| (1..=LONGEST).contains(&u64::from(*seconds)));
    let wrong = || Error::Configuration(format!("a presigned URL holds from 1 second to 7 days, not {expires:?}"));
    let seconds = seconds.ok_or_else(wrong)?;
    let request = Request {
        method: Method::Get.as_str(),
        path: endpoint.path(),
        query: &outgoing.form.sorted(),
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

/// The headers that need no signature.
fn headers(config: &Config, endpoint: &Endpoint, method: Method) -> Result<HeaderMap, Error> {
    let mut headers = HeaderMap::new();
    headers.insert(HOST, header(endpoint.host())?);
    headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
    headers.insert(USER_AGENT, config.user_agent.clone());
    if method == Method::Post {
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(FORM));
    }
    Ok(headers)
}

fn header(value: &str) -> Result<HeaderValue, Error> {
    HeaderValue::try_from(value).map_err(|_| Error::Configuration("a header value that cannot be sent".to_owned()))
}
