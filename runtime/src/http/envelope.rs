//! What every answer has: its request id, and either what was asked for or an error.

use std::fmt::Display;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, Response};
use memchr::memmem;
use serde_json::Value;

use super::headers;

use crate::action::ServiceInfo;
use crate::decode::{self, Decode, Decoded, JsonReader};
use crate::error::{DecodeError, Error, History, ServiceError};
use crate::text::quote;

/// An answer that is no error. Only its beginning is known to be JSON.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) http_status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) history: History,
    /// How long the call took, all attempts and the waiting between them included.
    pub(crate) elapsed: Duration,
    body: Bytes,
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
    error: Option<ErrorBody>,
    /// The member that the action exists for, and whether it is there.
    yields: Option<&'static str>,
    is_complete: bool,
}

impl Decode for Envelope {
    fn decode(&mut self, r: &mut JsonReader<'_>) -> Decoded {
        r.object()?;
        while let Some(name) = r.member()? {
            match &*name {
                "RequestId" => self.request_id.decode(r)?,
                "Error" => self.error.decode(r)?,
                other => {
                    self.is_complete |= self.yields == Some(other);
                    r.skip()?;
                }
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

/// Tells answers from errors of this service, and from what somebody else answered. `history` is how the call went so
/// far.
pub(crate) fn open(received: Response<Bytes>, expected: &Expected, history: History) -> Result<Answer, Error> {
    let (parts, body) = received.into_parts();
    let (http_status, is_success) = (parts.status.as_u16(), parts.status.is_success());
    let header_id = headers::request_id(&parts.headers);
    let foreign = |message: String, request_id, history| {
        Error::from(DecodeError::foreign(message, http_status, request_id, &body, history))
    };
    if let Some(location) = headers::location(&parts.headers).filter(|_| parts.status.is_redirection()) {
        return Err(foreign(format!("a redirect to {}, which is not followed", quote(&location)), header_id, history));
    }
    if let Err(message) = looks_like_an_answer(&body) {
        return Err(foreign(message.to_owned(), header_id, history));
    }
    let answer = |body, history| Answer { http_status, headers: parts.headers, history, elapsed: Duration::ZERO, body };
    if is_success && !may_be_error(&body) && (header_id.is_some() || is_surely_complete(&body, expected)) {
        return Ok(answer(body, history));
    }
    let envelope = match envelope(&body, expected.yields) {
        Ok(envelope) => envelope,
        Err(message) => return Err(foreign(message, header_id, history)),
    };
    let request_id = envelope.request_id.filter(|id| !id.is_empty()).or(header_id);
    if let Some(ErrorBody { code, message }) = envelope.error {
        return Err(ServiceError::new(expected.service, code, message, http_status, request_id, history).into());
    }
    if !is_success {
        return Err(foreign("an HTTP error without an Error object".to_owned(), request_id, history));
    }
    if request_id.is_none() && !envelope.is_complete {
        let missing = expected.yields.map_or_else(String::new, |member| format!(" and no {member}"));
        return Err(foreign(format!("JSON with no RequestId{missing}"), None, history));
    }
    Ok(answer(body, history))
}

/// Whether an answer needs no look at whether it is the service's: a long one that names what it should have. A short one
/// is looked at, which costs little.
fn is_surely_complete(body: &[u8], expected: &Expected) -> bool {
    const LONG: usize = 1024;
    let names = |name: &str| memmem::find(body, name.as_bytes()).is_some();
    body.len() >= LONG && (names("\"RequestId\"") || expected.yields.is_some_and(names))
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

fn envelope(body: &[u8], yields: Option<&'static str>) -> Result<Envelope, String> {
    let text = std::str::from_utf8(body).map_err(|error| not_json(&error))?;
    let mut envelope = Envelope { yields, ..Envelope::default() };
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
            let (path, id, history) = (fault.path(text), self.request_id(), self.history.clone());
            DecodeError::typed(message, path, self.http_status, id, &self.body, history).into()
        })
    }

    /// The answer as JSON.
    pub(crate) fn json(&self) -> Result<Value, Error> {
        serde_json::from_slice(&self.body).map_err(|error| self.foreign(not_json(&error)))
    }

    /// The request's id: in the answer, or else in a header. It is looked for when it is asked for.
    pub(crate) fn request_id(&self) -> Option<String> {
        let in_body = envelope(&self.body, None).ok().and_then(|envelope| envelope.request_id);
        in_body.filter(|id| !id.is_empty()).or_else(|| headers::request_id(&self.headers))
    }

    /// An answer of the service that should have been another one.
    pub(crate) fn unexpected(&self, message: &str) -> Error {
        let (id, history) = (self.request_id(), self.history.clone());
        DecodeError::unexpected(message, self.http_status, id, &self.body, history).into()
    }

    /// Why an answer that looked well is none. Sending the request again would bring the same.
    fn foreign(&self, message: String) -> Error {
        DecodeError::foreign(message, self.http_status, self.request_id(), &self.body, self.history.clone()).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::action::{ActionPlace, Outcome};

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

    static SERVICE: ServiceInfo = ServiceInfo {
        name: "s",
        version: "1",
        endpoints: &[],
        default_region: "r",
        regions: &[],
        errors: &[],
        dry_run: None,
        action_in: ActionPlace::Parameters,
    };

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
        let id = |body| opened(received(200, &HEADER_ID, body)).expect("an answer").request_id();
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
    fn an_error_is_seen_whatever_its_name_is_escaped_like() {
        assert_eq!(error(200, r#"{"\u0045rror": {"Code": "Bad"}}"#), "Bad (HTTP 200, request header-id)");
    }

    #[test]
    fn a_value_that_says_error_is_none() {
        assert!(opened(received(200, &HEADER_ID, r#"{"Status": "Error"}"#)).is_ok());
        assert!(opened(received(200, &HEADER_ID, r#"{"A": {"Error": {"Code": "Bad"}}}"#)).is_ok());
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
            let outcome = opened(received(status, &HEADER_ID, body)).and_then(|answer| answer.decode::<Items>());
            let Err(Error::Decode(error)) = outcome else { panic!("{body} is no answer") };
            assert!(error.to_string().contains(part), "{body}: {error}");
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
        let answer = opened(received(200, &HEADER_ID, r#"{"items": [{"cpu": 1}, {"cpu": "x"}]}"#)).expect("an answer");
        let Err(Error::Decode(error)) = answer.decode::<Items>() else { panic!("a decode error") };
        assert_eq!(error.path(), Some("items[1].cpu"));
        assert!(error.message().starts_with("\"x\" is not a number"), "{}", error.message());
    }
}
