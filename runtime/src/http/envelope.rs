//! What every answer has: its request id, and either what was asked for or an error.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, Response};
use serde::Deserialize;
use serde::de::{DeserializeOwned, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::Value;

use super::headers;
use crate::action::ServiceInfo;
use crate::decode::de::lenient;
use crate::error::{DecodeError, Error, History, ServiceError};
use crate::text::quote;

/// An answer that is JSON, the service's, and no error.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) http_status: u16,
    pub(crate) request_id: Option<String>,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    pub(crate) history: History,
    /// How long the call took, all attempts and the waiting between them included.
    pub(crate) elapsed: Duration,
}

/// What an answer is judged by.
pub(crate) struct Expected {
    pub(crate) service: &'static ServiceInfo,
    /// The member that the action exists for.
    pub(crate) yields: Option<&'static str>,
}

/// The members that every answer may have.
#[derive(Default)]
struct Envelope {
    request_id: Option<String>,
    error: Value,
    /// Whether the member is there that the action exists for.
    is_complete: bool,
}

/// The members of an error.
#[derive(Default, Deserialize)]
#[serde(default)]
struct ErrorBody {
    #[serde(rename = "Code", deserialize_with = "lenient")]
    code: String,
    #[serde(rename = "Message", deserialize_with = "lenient")]
    message: String,
}

/// Tells answers from errors of this service, and from what somebody else answered. `history` is how the call went so
/// far.
pub(crate) fn open(received: Response<Bytes>, expected: &Expected, history: History) -> Result<Answer, Error> {
    let (parts, body) = received.into_parts();
    let http_status = parts.status.as_u16();
    let header_id = headers::request_id(&parts.headers);
    let foreign = |message: String, request_id, history| {
        Error::from(DecodeError::foreign(message, http_status, request_id, &body, history))
    };
    if let Some(location) = headers::location(&parts.headers).filter(|_| parts.status.is_redirection()) {
        return Err(foreign(format!("a redirect to {}, which is not followed", quote(&location)), header_id, history));
    }
    let envelope = match parse(&body, expected.yields) {
        Ok(envelope) => envelope,
        Err(message) => return Err(foreign(message, header_id, history)),
    };
    let request_id = envelope.request_id.filter(|id| !id.is_empty()).or(header_id);
    if !envelope.error.is_null() {
        return Err(service_error(expected.service, envelope.error, http_status, request_id, history).into());
    }
    if !parts.status.is_success() {
        return Err(foreign("an HTTP error without an Error object".to_owned(), request_id, history));
    }
    if request_id.is_none() && !envelope.is_complete {
        let missing = expected.yields.map_or_else(String::new, |member| format!(" and no {member}"));
        return Err(foreign(format!("JSON with no RequestId{missing}"), None, history));
    }
    Ok(Answer { http_status, request_id, headers: parts.headers, body, history, elapsed: Duration::ZERO })
}

fn parse(body: &[u8], yields: Option<&'static str>) -> Result<Envelope, String> {
    match body.trim_ascii().first() {
        None => Err("an empty body".to_owned()),
        Some(b'{') => {
            let mut json = serde_json::Deserializer::from_slice(body);
            let envelope = json.deserialize_map(EnvelopeVisitor { yields }).and_then(|envelope| {
                json.end()?;
                Ok(envelope)
            });
            envelope.map_err(|error| format!("not JSON as documented: {error}"))
        }
        Some(_) => Err("not a JSON object".to_owned()),
    }
}

struct EnvelopeVisitor {
    yields: Option<&'static str>,
}

impl<'de> Visitor<'de> for EnvelopeVisitor {
    type Value = Envelope;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Envelope, M::Error> {
        let mut envelope = Envelope::default();
        while let Some(key) = map.next_key::<Key>()? {
            match key.0.as_str() {
                "RequestId" => envelope.request_id = map.next_value::<Text>()?.0,
                "Error" => envelope.error = map.next_value()?,
                name if self.yields == Some(name) => {
                    envelope.is_complete = true;
                    map.next_value::<IgnoredAny>()?;
                }
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(envelope)
    }
}

#[derive(Deserialize)]
struct Key(String);

#[derive(Deserialize)]
struct Text(#[serde(deserialize_with = "lenient")] Option<String>);

fn service_error(
    service: &ServiceInfo,
    error: Value,
    http_status: u16,
    request_id: Option<String>,
    history: History,
) -> ServiceError {
    let body = match error {
        Value::Object(_) => serde_json::from_value(error).unwrap_or_default(),
        other => ErrorBody { code: String::new(), message: other.to_string() },
    };
    ServiceError::new(service, body.code, body.message, http_status, request_id, history)
}

impl Answer {
    /// The answer as a value of its type.
    pub(crate) fn decode<T: DeserializeOwned>(&self) -> Result<T, Error> {
        let mut json = serde_json::Deserializer::from_slice(&self.body);
        serde_path_to_error::deserialize(&mut json)
            .map_err(|error| self.undecodable(error.inner().to_string(), error.path().to_string()))
    }

    /// The answer as JSON.
    pub(crate) fn json(&self) -> Result<Value, Error> {
        self.decode()
    }

    fn undecodable(&self, message: String, path: String) -> Error {
        let id = self.request_id.clone();
        DecodeError::typed(message, path, self.http_status, id, &self.body, self.history.clone()).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::action::Outcome;

    static SERVICE: ServiceInfo =
        ServiceInfo { name: "s", version: "1", endpoints: &[], default_region: "r", regions: &[], errors: &[] };

    fn received(http_status: u16, headers: &[(&'static str, &str)], body: &str) -> Response<Bytes> {
        let mut response = Response::builder().status(http_status);
        for (name, value) in headers {
            response = response.header(*name, *value);
        }
        response.body(Bytes::copy_from_slice(body.as_bytes())).expect("a response")
    }

    fn opened(received: Response<Bytes>) -> Result<Answer, Error> {
        open(received, &Expected { service: &SERVICE, yields: Some("Items") }, History::first(true))
    }

    const HEADER_ID: [(&str, &str); 1] = [("x-ksc-request-id", "header-id")];

    fn error(http_status: u16, body: &str) -> String {
        opened(received(http_status, &HEADER_ID, body)).expect_err("an error").to_string()
    }

    #[test]
    fn the_request_id_is_in_the_body_or_else_in_a_header() {
        let id = |body| opened(received(200, &HEADER_ID, body)).expect("an answer").request_id;
        assert_eq!(id(r#"{"RequestId": "body-id"}"#), Some("body-id".into()));
        assert_eq!(id(r#"{"RequestId": null}"#), Some("header-id".into()));
        assert_eq!(id("{}"), Some("header-id".into()));
    }

    #[test]
    fn an_answer_has_a_request_id_or_what_the_action_exists_for() {
        for body in ["{}", r#"{"code": 401, "msg": "login"}"#, r#"{"RequestId": ""}"#, r#"{"RequestId": null}"#] {
            let error = opened(received(200, &[], body)).expect_err("not the service's");
            assert!(error.to_string().contains("JSON with no RequestId and no Items (HTTP 200)"), "{error}");
            assert_eq!(error.outcome(), Outcome::Unknown);
        }
        for body in [r#"{"RequestId": "1"}"#, r#"{"Items": []}"#, r#"{"Items": null}"#] {
            assert!(opened(received(200, &[], body)).is_ok(), "{body}");
        }
    }

    #[test]
    fn an_error_object_is_a_service_error_whatever_the_status() {
        let body = r#"{"RequestId": "1", "Error": {"Type": "Sender", "Code": "Bad", "Message": "no"}}"#;
        assert_eq!(error(400, body), "Bad: no (HTTP 400, request 1)");
        assert_eq!(error(200, body), "Bad: no (HTTP 200, request 1)");
    }

    #[test]
    fn members_of_an_error_may_be_missing_or_null() {
        assert_eq!(error(400, r#"{"Error": {"Code": "Bad"}}"#), "Bad (HTTP 400, request header-id)");
        let body = r#"{"RequestId": 7, "Error": {"Code": 12, "Message": null}}"#;
        assert_eq!(error(400, body), "12 (HTTP 400, request 7)");
        assert_eq!(
            error(400, r#"{"Error": "broken"}"#),
            "error without a code: \"broken\" (HTTP 400, request header-id)"
        );
        assert!(opened(received(200, &HEADER_ID, r#"{"Error": null}"#)).is_ok());
    }

    #[test]
    fn anything_else_cannot_be_understood() {
        for (status, body, part) in [
            (200, "", "an empty body"),
            (200, " \n", "an empty body"),
            (200, "[]", "not a JSON object"),
            (200, "<html>", "not a JSON object"),
            (200, "{\"a\": ", "not JSON"),
            (200, "{} x", "not JSON"),
            (404, "{}", "an HTTP error without an Error object"),
        ] {
            assert!(matches!(opened(received(status, &HEADER_ID, body)), Err(Error::Decode(_))), "{body}");
            assert!(error(status, body).contains(part), "{body}: {}", error(status, body));
        }
    }

    #[test]
    fn a_redirect_is_named_and_not_followed() {
        let redirect = received(302, &[("location", "https://elsewhere/?token=t")], "");
        let error = opened(redirect).expect_err("an error");
        assert!(error.to_string().contains("a redirect to \"https://elsewhere/\", which is not followed"), "{error}");
        assert_eq!(error.http_status(), Some(302));
    }

    #[test]
    fn what_cannot_be_decoded_is_named_by_its_path() {
        #[derive(Debug, Deserialize)]
        #[expect(dead_code, reason = "only read")]
        struct Item {
            #[serde(deserialize_with = "lenient")]
            cpu: f64,
        }
        #[derive(Debug, Deserialize)]
        #[expect(dead_code, reason = "only read")]
        struct Items {
            #[serde(deserialize_with = "crate::decode::de::list")]
            items: Vec<Item>,
        }
        let answer = opened(received(200, &HEADER_ID, r#"{"items": [{"cpu": 1}, {"cpu": "x"}]}"#)).expect("an answer");
        let Err(Error::Decode(error)) = answer.decode::<Items>() else { panic!("a decode error") };
        assert_eq!(error.path(), Some("items[1].cpu"));
        assert!(error.message().starts_with("\"x\" is not a number"), "{}", error.message());
    }
}
