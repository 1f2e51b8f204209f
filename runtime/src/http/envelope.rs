//! What every answer has: its request id, and either what was asked for or an error.

use std::fmt::Display;

use bytes::Bytes;
use memchr::memmem;
use serde_json::Value;

use crate::action::ServiceInfo;
use crate::decode::{self, Decode, Decoded, JsonReader};
use crate::error::{DecodeError, Error, ServiceError};
use crate::http::transport::Received;
use crate::text::quote;

/// An answer that is no error. Only its beginning is known to be JSON.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) http_status: u16,
    /// The request's id, if a header says it.
    header_id: Option<String>,
    body: Bytes,
}

/// The members that every answer may have.
#[derive(Default)]
struct Envelope {
    request_id: Option<String>,
    error: Option<ErrorBody>,
}

impl Decode for Envelope {
    fn decode(&mut self, r: &mut JsonReader<'_>) -> Decoded {
        r.object()?;
        while let Some(name) = r.member()? {
            match &*name {
                "RequestId" => self.request_id.decode(r)?,
                "Error" => self.error.decode(r)?,
                _ => r.skip()?,
            }
        }
        Ok(())
    }
}

/// The members of an error.
#[derive(Default)]
struct ErrorBody {
    code: String,
    message: String,
}

impl Decode for ErrorBody {
    fn decode(&mut self, r: &mut JsonReader<'_>) -> Decoded {
        if !r.is_object() {
            r.raw()?.clone_into(&mut self.message);
            return Ok(());
        }
        r.object()?;
        while let Some(name) = r.member()? {
            match &*name {
                "Code" => self.code = r.text_or_nothing()?.into_owned(),
                "Message" => self.message = r.text_or_nothing()?.into_owned(),
                _ => r.skip()?,
            }
        }
        Ok(())
    }
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
    if let Err(message) = looks_like_an_answer(&body) {
        return Err(foreign(message.to_owned(), request_id));
    }
    let is_success = (200..300).contains(&http_status);
    if is_success && !may_be_error(&body) {
        return Ok(Answer { http_status, header_id: request_id, body });
    }
    let envelope = match envelope(&body) {
        Ok(envelope) => envelope,
        Err(message) => return Err(foreign(message, request_id)),
    };
    let header_id = envelope.request_id.filter(|id| !id.is_empty()).or(request_id);
    if let Some(ErrorBody { code, message }) = envelope.error {
        return Err(ServiceError::new(service, code, message, http_status, header_id).into());
    }
    if !is_success {
        return Err(foreign("an HTTP error without an Error object".to_owned(), header_id));
    }
    Ok(Answer { http_status, header_id, body })
}

fn looks_like_an_answer(body: &[u8]) -> Result<(), &'static str> {
    match body.trim_ascii_start().first() {
        None => Err("an empty body"),
        Some(b'{') => Ok(()),
        Some(_) => Err("not a JSON object"),
    }
}

/// Whether it is worth while to look for a member `Error`: its name occurs, or could, with escapes in it.
fn may_be_error(body: &[u8]) -> bool {
    memmem::find(body, b"\"Error\"").is_some() || memmem::find(body, b"\\u00").is_some()
}

fn envelope(body: &[u8]) -> Result<Envelope, String> {
    let text = std::str::from_utf8(body).map_err(|error| not_json(&error))?;
    let mut envelope = Envelope::default();
    decode::read(text, &mut envelope).map_err(|fault| not_json(&fault.describe(text)))?;
    Ok(envelope)
}

fn not_json(why: &dyn Display) -> String {
    format!("not JSON as documented: {why}")
}

impl Answer {
    /// The answer as a value of its type.
    pub(crate) fn decode<T: Decode + Default>(&self) -> Result<T, Error> {
        let mut value = T::default();
        self.decode_into(&mut value)?;
        Ok(value)
    }

    fn decode_into(&self, value: &mut dyn Decode) -> Result<(), Error> {
        let text = std::str::from_utf8(&self.body).map_err(|error| self.foreign(not_json(&error)))?;
        decode::read(text, value).map_err(|fault| {
            let message = fault.describe(text);
            if !fault.is_json() {
                return self.foreign(not_json(&message));
            }
            DecodeError::typed(message, fault.path(text), self.http_status, self.request_id(), &self.body).into()
        })
    }

    /// The answer as JSON.
    pub(crate) fn json(&self) -> Result<Value, Error> {
        serde_json::from_slice(&self.body).map_err(|error| self.foreign(not_json(&error)))
    }

    /// The request's id: in the answer, or else in a header. It is looked for when it is asked for.
    pub(crate) fn request_id(&self) -> Option<String> {
        let in_body = envelope(&self.body).ok().and_then(|envelope| envelope.request_id);
        in_body.filter(|id| !id.is_empty()).or_else(|| self.header_id.clone())
    }

    /// Why an answer that looked well is none. Sending the request again would bring the same.
    fn foreign(&self, message: String) -> Error {
        DecodeError::foreign(message, self.http_status, self.request_id(), &self.body, false).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Default)]
    struct Item {
        cpu: f64,
    }

    impl Decode for Item {
        fn decode(&mut self, r: &mut JsonReader<'_>) -> Decoded {
            r.object()?;
            while let Some(name) = r.member()? {
                match &*name {
                    "cpu" => self.cpu.decode(r)?,
                    _ => r.skip()?,
                }
            }
            Ok(())
        }
    }

    #[derive(Debug, Default)]
    struct Items {
        items: Vec<Item>,
    }

    impl Decode for Items {
        fn decode(&mut self, r: &mut JsonReader<'_>) -> Decoded {
            r.object()?;
            while let Some(name) = r.member()? {
                match &*name {
                    "items" => self.items.decode(r)?,
                    _ => r.skip()?,
                }
            }
            Ok(())
        }
    }

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
        let id = |body| opened(received(200, body)).expect("an answer").request_id();
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
    fn an_error_is_seen_whatever_its_name_is_escaped_like() {
        assert_eq!(error(200, r#"{"\u0045rror": {"Code": "Bad"}}"#), "Bad (HTTP 200, request header-id)");
    }

    #[test]
    fn a_value_that_says_error_is_none() {
        assert!(opened(received(200, r#"{"Status": "Error"}"#)).is_ok());
        assert!(opened(received(200, r#"{"A": {"Error": {"Code": "Bad"}}}"#)).is_ok());
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
            (500, "{\"a\": ", "not JSON"),
            (404, "{}", "an HTTP error without an Error object"),
        ] {
            let outcome = opened(received(status, body)).and_then(|answer| answer.decode::<Items>());
            let Err(Error::Decode(error)) = outcome else { panic!("{body} is no answer") };
            assert!(error.to_string().contains(part), "{body}: {error}");
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
        let answer = opened(received(200, r#"{"items": [{"cpu": 1}, {"cpu": "x"}]}"#)).expect("an answer");
        let Err(Error::Decode(error)) = answer.decode::<Items>() else { panic!("a decode error") };
        assert_eq!(error.path(), Some("items[1].cpu"));
        assert!(error.message().starts_with("\"x\" is not a number"), "{}", error.message());
    }
}
