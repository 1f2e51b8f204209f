//! What can go wrong with a call.

mod decode;
mod history;
mod interceptor;
mod kind;
mod service;
mod timeout;
mod transport;
mod validation;
mod waiter;

use std::fmt;
use std::time::Duration;

pub use decode::DecodeError;
pub use history::GaveUp;
pub(crate) use history::History;
pub use interceptor::InterceptorError;
pub use kind::ErrorKind;
pub use service::ServiceError;
pub use timeout::TimeoutError;
pub use transport::{Phase, TransportError};
pub use validation::ValidationError;
pub(crate) use waiter::Seen;
pub use waiter::{Subject, SubjectEvent, SubjectPart, WaiterEnd, WaiterError, WaiterState, first};

use crate::action::{Fault, Outcome};
use crate::text::plain;

/// Why a call has no answer.
///
/// `Display` says everything on its own, causes included. All but [`Error::Validation`], which has a line for each
/// violation, are one line, whatever the service sends.
///
/// What to do about it is in [`kind`](Self::kind), [`outcome`](Self::outcome) and
/// [`is_retryable`](Self::is_retryable).
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The request breaks rules of the documents, and was not sent.
    Validation(ValidationError),
    /// There are no credentials, or none that can be sent. The text says what is missing.
    Credentials(String),
    /// Something that the client was told does not work: an endpoint, a region, a user agent. The text says what.
    Configuration(String),
    /// The request did not get through, or its answer did not get back.
    Transport(Box<TransportError>),
    /// There was no answer in time.
    Timeout(Box<TimeoutError>),
    /// The service answered that it does not do what was asked.
    Service(Box<ServiceError>),
    /// The answer is not what the documents describe.
    Decode(Box<DecodeError>),
    /// An interceptor did not let it through.
    Interceptor(Box<InterceptorError>),
    /// What was waited for did not come.
    Waiter(Box<WaiterError>),
}

/// What the error inside says.
impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Credentials(text) | Self::Configuration(text) => f.write_str(text),
            Self::Validation(error) => error.fmt(f),
            Self::Transport(error) => error.fmt(f),
            Self::Timeout(error) => error.fmt(f),
            Self::Service(error) => error.fmt(f),
            Self::Decode(error) => error.fmt(f),
            Self::Interceptor(error) => error.fmt(f),
            Self::Waiter(error) => error.fmt(f),
        }
    }
}

/// The source of the error inside.
impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Credentials(_) | Self::Configuration(_) => None,
            Self::Validation(error) => error.source(),
            Self::Transport(error) => error.source(),
            Self::Timeout(error) => error.source(),
            Self::Service(error) => error.source(),
            Self::Decode(error) => error.source(),
            Self::Interceptor(error) => error.source(),
            Self::Waiter(error) => error.source(),
        }
    }
}

impl Error {
    /// What kind of error it is, as a stable enum and label.
    pub fn kind(&self) -> ErrorKind {
        match self {
            Self::Validation(_) => ErrorKind::Validation,
            Self::Credentials(_) => ErrorKind::Credentials,
            Self::Configuration(_) => ErrorKind::Configuration,
            Self::Transport(error) if error.phase() == Phase::Connect => ErrorKind::Connect,
            Self::Transport(error) if error.phase() == Phase::TooLong => ErrorKind::Decode,
            Self::Transport(error) if error.phase() == Phase::Refused => ErrorKind::Configuration,
            Self::Transport(_) => ErrorKind::ConnectionLost,
            Self::Timeout(_) => ErrorKind::Timeout,
            Self::Service(error) => error.kind(),
            Self::Decode(_) => ErrorKind::Decode,
            Self::Interceptor(_) => ErrorKind::Interceptor,
            Self::Waiter(_) => ErrorKind::Waiter,
        }
    }

    /// What became of the request: whether it was carried out, over all attempts.
    pub fn outcome(&self) -> Outcome {
        match self.last_outcome() {
            Outcome::NotSent | Outcome::Refused if self.may_have_been_done_before() => Outcome::Unknown,
            outcome => outcome,
        }
    }

    /// Whether an attempt before the last one may have been carried out. A delete that then says that there is no such
    /// thing may have deleted it.
    pub fn may_have_been_done_before(&self) -> bool {
        self.history().is_some_and(|history| history.earlier_unknown)
    }

    /// Whether the same request can succeed later, and sending it again does no harm: it was not carried out, or
    /// carrying it out twice is no other than once.
    pub fn is_retryable(&self) -> bool {
        let is_safe = match self.outcome() {
            Outcome::NotSent | Outcome::Refused => true,
            Outcome::Unknown => self.history().is_some_and(|history| history.is_repeatable),
            Outcome::Done => false,
        };
        is_safe && self.is_transient()
    }

    /// How long the service asks to wait before the next attempt, if it says so.
    pub fn retry_after(&self) -> Option<Duration> {
        self.history()?.retry_after
    }

    /// How often the request was sent, or tried to be: 0 if it never came to that.
    pub fn attempts(&self) -> u32 {
        self.history().map_or(0, |history| history.attempts)
    }

    /// Why the client did not send it again, if it might have helped.
    pub fn gave_up(&self) -> Option<GaveUp> {
        self.history()?.gave_up
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

    /// What became of the last attempt.
    pub(crate) fn last_outcome(&self) -> Outcome {
        match self {
            Self::Validation(_) | Self::Credentials(_) | Self::Configuration(_) | Self::Interceptor(_) => {
                Outcome::NotSent
            }
            Self::Transport(error) if matches!(error.phase(), Phase::Connect | Phase::Refused) => Outcome::NotSent,
            Self::Transport(_) | Self::Timeout(_) => Outcome::Unknown,
            Self::Service(error) => error.outcome(),
            Self::Decode(error) => error.outcome(),
            Self::Waiter(_) => Outcome::Done,
        }
    }

    /// Whether the same request can succeed later, whatever it does.
    pub(crate) fn is_transient(&self) -> bool {
        match self {
            Self::Transport(error) => !matches!(error.phase(), Phase::TooLong | Phase::Refused),
            Self::Timeout(_) => true,
            Self::Service(error) => error.is_transient(),
            Self::Decode(error) => error.is_transient(),
            Self::Validation(_)
            | Self::Credentials(_)
            | Self::Configuration(_)
            | Self::Interceptor(_)
            | Self::Waiter(_) => false,
        }
    }

    fn history(&self) -> Option<&History> {
        match self {
            Self::Transport(error) => Some(&error.history),
            Self::Timeout(error) => Some(&error.history),
            Self::Service(error) => Some(&error.history),
            Self::Decode(error) => Some(&error.history),
            Self::Interceptor(error) => Some(&error.history),
            _ => None,
        }
    }

    pub(crate) fn history_mut(&mut self) -> Option<&mut History> {
        match self {
            Self::Transport(error) => Some(&mut error.history),
            Self::Timeout(error) => Some(&mut error.history),
            Self::Service(error) => Some(&mut error.history),
            Self::Decode(error) => Some(&mut error.history),
            Self::Interceptor(error) => Some(&mut error.history),
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

impl From<TransportError> for Error {
    fn from(error: TransportError) -> Self {
        Self::Transport(Box::new(error))
    }
}

impl From<InterceptorError> for Error {
    fn from(error: InterceptorError) -> Self {
        Self::Interceptor(Box::new(error))
    }
}

impl From<TimeoutError> for Error {
    fn from(error: TimeoutError) -> Self {
        Self::Timeout(Box::new(error))
    }
}

/// `HTTP 403, request 1234`, for the end of a message.
fn origin(http_status: u16, request_id: Option<&str>) -> String {
    match request_id {
        Some(id) => format!("HTTP {http_status}, request {}", plain(id)),
        None => format!("HTTP {http_status}"),
    }
}

/// What an answer of an unknown code, or none, means by its status: whether it was carried out.
fn outcome_of_status(http_status: u16) -> Outcome {
    match http_status {
        408 | 499 => Outcome::Unknown,
        300..=499 => Outcome::Refused,
        _ => Outcome::Unknown,
    }
}

/// Whether an answer of an unknown code, or none, can be another one later.
fn status_is_transient(http_status: u16) -> bool {
    matches!(http_status, 408 | 425 | 429 | 500..=599)
}

fn fault_of_status(http_status: u16) -> Option<Fault> {
    match http_status {
        400..=499 => Some(Fault::Client),
        500..=599 => Some(Fault::Server),
        _ => None,
    }
}
