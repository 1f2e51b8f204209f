//! A request as it came in: its bytes, and the parameters in them.
//!
//! Every parameter is looked at a fixed number of times, so a request costs no more than its length.

mod json;

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use axum::http::request::Parts;
use bytes::Bytes;
use percent_encoding::percent_decode_str;

use crate::refusal::Refusal;

/// Key and value, decoded.
pub(crate) type Pair = (String, String);

/// Most parameters that a query or a body may have. The documents name no limit; a container group of 20 containers
/// with 100 variables each has 4,000.
const MOST_PARAMETERS: usize = 10_000;

/// Common parameters that may stand in the URL of a POST, because some of the vendor's clients put them there.
const IN_URL: [&str; 2] = ["Action", "Version"];

/// Headers that say the same where they are signed: the parameters they stand for. One of the vendor's older clients
/// sends them, and for some of its protocols nothing else.
const IN_HEADERS: [(&str, &str); 2] = [("x-action", "Action"), ("x-version", "Version")];

/// Parameters that say how a request is signed or who sends it, not what it asks for.
const COMMON: [&str; 21] = [
    "Accesskey",
    "Action",
    "DryRun",
    "Format",
    "Language",
    "Region",
    "SdkVersion",
    "SecurityToken",
    "Service",
    "Signature",
    "SignatureMethod",
    "SignatureVersion",
    "Timestamp",
    "Version",
    "X-Amz-Algorithm",
    "X-Amz-Credential",
    "X-Amz-Date",
    "X-Amz-Expires",
    "X-Amz-Security-Token",
    "X-Amz-Signature",
    "X-Amz-SignedHeaders",
];

/// A request, read as far as its parameters.
#[derive(Debug)]
pub(crate) struct Received {
    pub(crate) head: Parts,
    pub(crate) body: Bytes,
    /// What stands in the URL.
    pub(crate) query: Vec<Pair>,
    /// What stands in the body.
    pub(crate) form: Vec<Pair>,
    /// What stands in signed headers.
    in_headers: Vec<Pair>,
}

impl Received {
    /// Reads the parameters.
    pub(crate) fn new(head: Parts, body: Bytes) -> Result<Self, Refusal> {
        let query = pairs("query", head.uri.query().unwrap_or_default())?;
        let form = match head.method.as_str() {
            "GET" if body.is_empty() => Vec::new(),
            "GET" => return Err(Refusal::malformed("body")),
            "POST" => form(content_type(&head).as_deref(), &body)?,
            other => return Err(Refusal::method(other)),
        };
        let in_headers = in_headers(&head);
        Ok(Self { head, body, query, form, in_headers })
    }

    /// All parameters; one that stands in several of the URL, the body and the headers counts once if all say the same.
    ///
    /// Of those that say how the request is signed or who sends it, each is there once at most.
    pub(crate) fn parameters(&self) -> Result<Vec<&Pair>, Refusal> {
        let mut all = if self.head.method == "GET" { self.query.iter().collect() } else { self.merged()? };
        let mut seen = HashSet::new();
        if let Some((twice, _)) = all.iter().find(|(key, _)| is_common(key) && !seen.insert(key)) {
            return Err(Refusal::malformed(twice));
        }
        for pair in &self.in_headers {
            match all.iter().find(|(key, _)| *key == pair.0) {
                Some(other) if *other == pair => {}
                None => all.push(pair),
                Some(_) => return Err(Refusal::malformed(&pair.0)),
            }
        }
        Ok(all)
    }

    /// The parameters of the body, and those of the URL that may stand there.
    fn merged(&self) -> Result<Vec<&Pair>, Refusal> {
        let in_body: HashMap<_, _> = self.form.iter().map(|(key, value)| (key, value)).collect();
        let mut all: Vec<&Pair> = self.form.iter().collect();
        for pair in &self.query {
            let (key, value) = pair;
            match in_body.get(key) {
                Some(other) if *other == value => {}
                None if IN_URL.contains(&key.as_str()) || key.starts_with("X-Amz-") => all.push(pair),
                _ => return Err(Refusal::malformed(key)),
            }
        }
        Ok(all)
    }

    /// The first value of a header, where it is text.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head.headers.get(name)?.to_str().ok()
    }
}

/// Whether a parameter says how a request is signed or who sends it.
pub(crate) fn is_common(key: &str) -> bool {
    COMMON.contains(&key)
}

/// Value of the first parameter of a name.
pub(crate) fn value<'a>(parameters: &[&'a Pair], name: &str) -> Option<&'a str> {
    parameters.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
}

/// One of the parts of an `Authorization` header, which follow the algorithm: `Credential=…, SignedHeaders=…`.
pub(crate) fn authorization_part<'a>(parts: &'a str, name: &str) -> Option<&'a str> {
    let mut parts = parts.split(',').filter_map(|part| part.trim().split_once('='));
    parts.find(|(key, _)| *key == name).map(|(_, value)| value)
}

/// Parameters in headers that the `Authorization` header lists as signed; others mean nothing.
fn in_headers(head: &Parts) -> Vec<Pair> {
    let text = |name: &str| head.headers.get(name)?.to_str().ok();
    let authorization = text("authorization").and_then(|text| text.split_once(' '));
    let signed = authorization.and_then(|(_, parts)| authorization_part(parts, "SignedHeaders"));
    let signed: Vec<&str> = signed.unwrap_or_default().split(';').collect();
    let known = IN_HEADERS.iter().filter(|(header, _)| signed.contains(header));
    known.filter_map(|(header, key)| Some(((*key).to_owned(), text(header)?.trim().to_owned()))).collect()
}

fn content_type(head: &Parts) -> Option<String> {
    let value = String::from_utf8_lossy(head.headers.get("content-type")?.as_bytes());
    Some(value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase())
}

fn form(content_type: Option<&str>, body: &Bytes) -> Result<Vec<Pair>, Refusal> {
    match content_type {
        None | Some("" | "application/x-www-form-urlencoded") => {
            let text = std::str::from_utf8(body).map_err(|_| Refusal::malformed("body"))?;
            pairs("body", text)
        }
        Some("application/json") => {
            let pairs = json::flat(body)?;
            if pairs.len() > MOST_PARAMETERS { Err(Refusal::malformed("body")) } else { Ok(pairs) }
        }
        Some(_) => Err(Refusal::invalid("Content-Type")),
    }
}

/// `k=v&k=v`, decoded; a `+` is a space. `place` is where the text stands.
fn pairs(place: &str, text: &str) -> Result<Vec<Pair>, Refusal> {
    let parts = || text.split('&').filter(|part| !part.is_empty());
    if parts().nth(MOST_PARAMETERS).is_some() {
        return Err(Refusal::malformed(place));
    }
    parts()
        .map(|part| {
            let (key, value) = part.split_once('=').unwrap_or((part, ""));
            let key = decode(key).filter(|decoded| !decoded.is_empty()).ok_or_else(|| Refusal::malformed(key))?;
            let value = decode(value).ok_or_else(|| Refusal::malformed(&key))?;
            Ok((key, value))
        })
        .collect()
}

/// Nothing where an escape is cut or the bytes are no UTF-8.
fn decode(text: &str) -> Option<String> {
    let text = text.replace('+', " ");
    let whole = |rest: &str| rest.len() >= 2 && rest.bytes().take(2).all(|byte| byte.is_ascii_hexdigit());
    if !text.split('%').skip(1).all(whole) {
        return None;
    }
    percent_decode_str(&text).decode_utf8().ok().map(Cow::into_owned)
}

#[cfg(test)]
mod tests {
    use axum::http::Request;

    use super::*;

    fn received(method: &str, uri: &str, content_type: &str, body: &'static str) -> Result<Received, Refusal> {
        let request = Request::builder().method(method).uri(uri).header("content-type", content_type).body(());
        let (head, ()) = request.expect("a request").into_parts();
        Received::new(head, Bytes::from_static(body.as_bytes()))
    }

    const FORM: &str = "application/x-www-form-urlencoded; charset=utf-8";

    fn keys(received: &Received) -> Vec<&str> {
        received.parameters().expect("parameters").into_iter().map(|(key, _)| key.as_str()).collect()
    }

    #[test]
    fn a_form_is_decoded() {
        let received = received("POST", "/", FORM, "A=a+b%2Bc&B=%E4%B8%AD&C").expect("a request");
        let expected = [("A", "a b+c"), ("B", "中"), ("C", "")].map(|(key, value)| (key.to_owned(), value.to_owned()));
        assert_eq!(received.form, expected);
    }

    #[test]
    fn cut_escapes_and_bytes_that_are_no_text_are_refused() {
        for query in ["A=%", "A=%4", "A=%zz", "A=%ff", "%ff=1"] {
            let refusal = received("GET", &format!("/?{query}"), FORM, "").expect_err("refused");
            assert_eq!(refusal.code, "InvalidQueryParameter", "{query}");
        }
    }

    #[test]
    fn the_action_may_stand_in_the_url_of_a_post() {
        assert_eq!(
            keys(&received("POST", "/?Action=A&Version=1", FORM, "X=1").expect("a request")),
            ["X", "Action", "Version"]
        );
        assert_eq!(keys(&received("POST", "/?Action=A", FORM, "Action=A").expect("a request")), ["Action"]);
    }

    #[test]
    fn parameters_do_not_stand_in_the_url_and_in_the_body() {
        for (uri, body) in [("/?X=1", "Action=A"), ("/?Action=A", "Action=B")] {
            let received = received("POST", uri, FORM, body).expect("a request");
            assert_eq!(received.parameters().expect_err("refused").code, "InvalidQueryParameter");
        }
        assert_eq!(received("GET", "/?Action=A", FORM, "X=1").expect_err("refused").code, "InvalidQueryParameter");
    }

    fn with_headers(signed: &str, uri: &str) -> Received {
        let request = Request::builder()
            .uri(uri)
            .header("authorization", format!("AWS4-HMAC-SHA256 Credential=c, SignedHeaders={signed}, Signature=s"))
            .header("x-action", "A")
            .header("x-version", "1")
            .body(());
        let (head, ()) = request.expect("a request").into_parts();
        Received::new(head, Bytes::new()).expect("readable")
    }

    #[test]
    fn the_action_may_stand_in_signed_headers() {
        let signed = "host;x-action;x-version";
        assert_eq!(keys(&with_headers(signed, "/?X=1")), ["X", "Action", "Version"]);
        assert_eq!(keys(&with_headers(signed, "/?Action=A")), ["Action", "Version"]);
        let other = with_headers(signed, "/?Action=B");
        assert_eq!(other.parameters().expect_err("refused").code, "InvalidQueryParameter");
    }

    #[test]
    fn headers_that_are_not_signed_say_nothing() {
        assert_eq!(keys(&with_headers("host", "/?X=1")), ["X"]);
        assert_eq!(keys(&with_headers("host", "/?Action=B")), ["Action"]);
    }

    #[test]
    fn what_says_who_sends_a_request_is_there_once() {
        for (method, uri, body) in [("GET", "/?Action=A&Action=A", ""), ("POST", "/", "DryRun=true&DryRun=false")] {
            let received = received(method, uri, FORM, body).expect("a request");
            assert_eq!(received.parameters().expect_err("refused").code, "InvalidQueryParameter", "{uri} {body}");
        }
    }

    #[test]
    fn other_methods_and_types_are_refused() {
        assert_eq!(received("PUT", "/", FORM, "").expect_err("refused").code, "InvalidMethod");
        assert_eq!(received("POST", "/", "text/xml", "<a/>").expect_err("refused").code, "InvalidParameterValue");
        assert_eq!(
            received("POST", "/", "application/json", "[1]").expect_err("refused").code,
            "InvalidQueryParameter"
        );
    }
}
