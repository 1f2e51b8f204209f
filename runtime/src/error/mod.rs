//! What can go wrong with a call.

mod decode;
mod service;
mod transport;
mod validation;
mod waiter;

use std::time::Duration;

pub use decode::DecodeError;
pub use service::ServiceError;
pub use transport::{Phase, TransportError};
pub use validation::ValidationError;
pub(crate) use waiter::Seen;
pub use waiter::{Subject, SubjectEvent, SubjectPart, WaiterEnd, WaiterError, WaiterState, first};

/// Why a call has no answer.
///
/// `Display` says everything on its own, causes included.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The request breaks rules of the documents, and was not sent.
    #[error(transparent)]
    Validation(ValidationError),
    /// There are no credentials, or none that can be sent. The text says what is missing.
    #[error("{0}")]
    Credentials(String),
    /// Something that the client was told does not work: an endpoint, a region, a user agent. The text says what.
    #[error("{0}")]
    Configuration(String),
    /// The request did not get through, or its answer did not get back.
    #[error(transparent)]
    Transport(TransportError),
    /// There was no answer in time. It is not known whether the request was carried out.
    #[error("no answer within {after:?}")]
    Timeout {
        /// How long the call waited.
        after: Duration,
        /// Whether sending the request again does no harm, because the action creates nothing.
        safe_to_repeat: bool,
    },
    /// The service answered that it does not do what was asked.
    #[error(transparent)]
    Service(Box<ServiceError>),
    /// The answer is not what the documents describe.
    #[error(transparent)]
    Decode(Box<DecodeError>),
    /// What was waited for did not come.
    #[error(transparent)]
    Waiter(Box<WaiterError>),
}

impl Error {
    /// Whether the same request can succeed later, and sending it again does no harm.
    ///
    /// A service error says so by its code. After a failure that leaves open whether the request was carried out, only
    /// actions that create nothing are retryable.
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::Transport(error) => error.is_retryable(),
            Self::Timeout { safe_to_repeat, .. } => *safe_to_repeat,
            Self::Service(error) => error.is_retryable(),
            Self::Decode(error) => error.is_retryable(),
            Self::Validation(_) | Self::Credentials(_) | Self::Configuration(_) | Self::Waiter(_) => false,
        }
    }

    /// The id that the service gave the request, if it answered with one.
    pub fn request_id(&self) -> Option<&str> {
        match self {
            Self::Service(error) => error.request_id(),
            Self::Decode(error) => error.request_id(),
            Self::Waiter(error) => error.last_error()?.request_id(),
            _ => None,
        }
    }

    /// The HTTP status of the answer, if there was one.
    pub fn http_status(&self) -> Option<u16> {
        match self {
            Self::Service(error) => Some(error.http_status()),
            Self::Decode(error) => Some(error.http_status()),
            _ => None,
        }
    }
}

impl From<ServiceError> for Error {
    fn from(error: ServiceError) -> Self {
        Self::Service(Box::new(error))
    }
}

impl From<DecodeError> for Error {
    fn from(error: DecodeError) -> Self {
        Self::Decode(Box::new(error))
    }
}

/// `HTTP 403, request 1234`, for the end of a message.
fn origin(http_status: u16, request_id: Option<&str>) -> String {
    match request_id {
        Some(id) => format!("HTTP {http_status}, request {id}"),
        None => format!("HTTP {http_status}"),
    }
}
