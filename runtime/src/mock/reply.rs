//! What a mock answers.

use bytes::Bytes;
use http::{Response, StatusCode};
use serde::Serialize;
use serde_json::{Value, json};

use crate::action::ServiceInfo;
use crate::error::{Phase, TransportError};

/// The answer to one call.
#[derive(Clone)]
pub(super) enum Reply {
    /// This status, and this JSON.
    Json(StatusCode, Value),
    /// The connection breaks.
    Broken(Phase),
}

/// The id that answers have which say none.
const REQUEST_ID: &str = "mock-request-id";

impl Reply {
    /// A typed answer.
    ///
    /// # Panics
    ///
    /// If it is no JSON object.
    #[track_caller]
    pub(super) fn typed(response: &impl Serialize) -> Self {
        Self::json(serde_json::to_value(response).expect("an answer is JSON"))
    }

    /// An answer as JSON.
    ///
    /// # Panics
    ///
    /// If it is no object.
    #[track_caller]
    pub(super) fn json(mut value: Value) -> Self {
        let object = value.as_object_mut().expect("an answer is a JSON object");
        if object.get("RequestId").and_then(Value::as_str).unwrap_or_default().is_empty() {
            object.insert("RequestId".to_owned(), json!(REQUEST_ID));
        }
        Self::Json(StatusCode::OK, value)
    }

    /// An error of the service: the first row of its table that has this code.
    ///
    /// # Panics
    ///
    /// If the table does not have it.
    #[track_caller]
    pub(super) fn row(service: &ServiceInfo, code: &str) -> Self {
        let row = service.errors.iter().find(|row| row.code == code);
        let row =
            row.unwrap_or_else(|| panic!("{} documents no error {code}: say its status and message", service.name));
        Self::error(row.http_status, code, row.message)
    }

    /// An error of the service.
    ///
    /// # Panics
    ///
    /// If the status is none.
    #[track_caller]
    pub(super) fn error(http_status: u16, code: &str, message: &str) -> Self {
        let status = StatusCode::from_u16(http_status).expect("an HTTP status");
        let error = json!({"RequestId": REQUEST_ID, "Error": {"Code": code, "Message": message}});
        Self::Json(status, error)
    }

    /// What the client receives.
    pub(super) fn send(self) -> Result<Response<Bytes>, TransportError> {
        match self {
            Self::Json(status, value) => {
                let mut response = Response::new(Bytes::from(value.to_string()));
                *response.status_mut() = status;
                Ok(response)
            }
            Self::Broken(phase) => Err(TransportError::new(phase, "the mock breaks the connection")),
        }
    }
}
