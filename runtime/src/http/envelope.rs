//! What every answer has: its request id, and either what was asked for or an error.

use bytes::Bytes;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::action::ServiceInfo;
use crate::decode::de::lenient;
use crate::error::{DecodeError, Error, ServiceError};
use crate::http::transport::Received;
use crate::text::quote;

/// An answer that is JSON and no error.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) http_status: u16,
    pub(crate) request_id: Option<String>,
    pub(crate) body: Bytes,
}

/// The members that every answer may have.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Envelope {
    #[serde(rename = "RequestId", deserialize_with = "lenient")]
    request_id: Option<String>,
    #[serde(rename = "Error")]
    error: Value,
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

/// Tells answers from errors of this service. `safe_to_repeat`: the action creates nothing.
pub(crate) fn open(received: Received, service: &ServiceInfo, safe_to_repeat: bool) -> Result<Answer, Error> {
    let Received { http_status, request_id, location, body } = received;
    let foreign = |message: String, request_id| {
        Error::from(DecodeError::foreign(message, http_status, request_id, &body, safe_to_repeat))
    };
    if let Some(location) = location.filter(|_| (300..400).contains(&http_status)) {
        return Err(foreign(format!("a redirect to {}, which is not followed", quote(&location)), request_id));
    }
    let envelope = match parse(&body) {
        Ok(envelope) => envelope,
        Err(message) => return Err(foreign(message, request_id)),
    };
    let request_id = envelope.request_id.filter(|id| !id.is_empty()).or(request_id);
    if let Some(error) = service_error(service, envelope.error, http_status, request_id.as_deref()) {
        return Err(error.into());
    }
    if !(200..300).contains(&http_status) {
        return Err(foreign("an HTTP error without an Error object".to_owned(), request_id));
    }
    Ok(Answer { http_status, request_id, body })
}

fn parse(body: &[u8]) -> Result<Envelope, String> {
    match body.trim_ascii().first() {
        None => Err("an empty body".to_owned()),
        Some(b'{') => serde_json::from_slice(body).map_err(|error| format!("not JSON as documented: {error}")),
        Some(_) => Err("not a JSON object".to_owned()),
    }
}

fn service_error(
    service: &ServiceInfo,
    error: Value,
    http_status: u16,
    request_id: Option<&str>,
) -> Option<ServiceError> {
    let body = match error {
        Value::Null => return None,
        Value::Object(_) => serde_json::from_value(error).unwrap_or_default(),
        other => ErrorBody { code: String::new(), message: other.to_string() },
    };
    Some(ServiceError::new(service, body.code, body.message, http_status, request_id.map(str::to_owned)))
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
        DecodeError::typed(message, path, self.http_status, self.request_id.clone(), &self.body).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static SERVICE: ServiceInfo =
        ServiceInfo { name: "s", version: "1", endpoints: &[], default_region: "r", regions: &[], errors: &[] };

    fn received(http_status: u16, body: &str) -> Received {
        let header_id = Some("header-id".to_owned());
        Received { http_status, request_id: header_id, location: None, body: Bytes::copy_from_slice(body.as_bytes()) }
    }

    fn opened(received: Received) -> Result<Answer, Error> {
        open(received, &SERVICE, true)
    }

    fn error(http_status: u16, body: &str) -> String {
        opened(received(http_status, body)).expect_err("an error").to_string()
    }

    #[test]
    fn the_request_id_is_in_the_body_or_else_in_a_header() {
        let id = |body| opened(received(200, body)).expect("an answer").request_id;
        assert_eq!(id(r#"{"RequestId": "body-id"}"#), Some("body-id".into()));
        assert_eq!(id(r#"{"RequestId": null}"#), Some("header-id".into()));
        assert_eq!(id("{}"), Some("header-id".into()));
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
        assert!(opened(received(200, r#"{"Error": null}"#)).is_ok());
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
            assert!(matches!(opened(received(status, body)), Err(Error::Decode(_))), "{body}");
            assert!(error(status, body).contains(part), "{body}: {}", error(status, body));
        }
    }

    #[test]
    fn a_redirect_is_named_and_not_followed() {
        let redirect = Received { location: Some("https://elsewhere/".into()), ..received(302, "") };
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
        let answer = opened(received(200, r#"{"items": [{"cpu": 1}, {"cpu": "x"}]}"#)).expect("an answer");
        let Err(Error::Decode(error)) = answer.decode::<Items>() else { panic!("a decode error") };
        assert_eq!(error.path(), Some("items[1].cpu"));
        assert!(error.message().starts_with("\"x\" is not a number"), "{}", error.message());
    }
}
