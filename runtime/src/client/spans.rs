//! The spans of calls and attempts, and what is logged in them.

use std::time::Duration;

use tracing::Span;
use tracing::field::Empty;

use super::{ServiceClient, Target};
use crate::error::Error;
use crate::http::envelope::Answer;

/// The span of a call, with OpenTelemetry's names. Nothing in it is secret.
pub(super) fn of_call(client: &ServiceClient, target: &Target) -> Span {
    tracing::debug_span!(
        "call",
        otel.kind = "client",
        rpc.service = client.site().service.name,
        rpc.method = %target.action,
        http.request.method = target.method.as_str(),
        server.address = client.host(),
        http.response.status_code = Empty,
        error.type = Empty,
        request_id = Empty,
        attempts = Empty,
    )
}

/// The span of an attempt.
pub(super) fn of_attempt(target: &Target, attempt: u32) -> Span {
    tracing::debug_span!(
        "attempt",
        rpc.method = %target.action,
        http.request.resend_count = attempt - 1,
    )
}

/// What became of a call, for its span and the log.
pub(super) fn told(span: &Span, answer: &Result<Answer, Error>, elapsed: Duration) {
    let (status, request_id, attempts) = match answer {
        Ok(answer) => (Some(answer.http_status), answer.request_id(), answer.history.attempts),
        Err(error) => (error.http_status(), error.request_id().map(str::to_owned), error.attempts()),
    };
    span.record("http.response.status_code", status);
    span.record("request_id", request_id.as_deref().map(crate::text::plain));
    span.record("attempts", attempts);
    match answer {
        Ok(_) => tracing::debug!(?elapsed, "answered"),
        Err(error) => {
            let code = match error {
                Error::Service(error) => crate::text::plain(error.code()),
                _ => String::new(),
            };
            span.record("error.type", error.kind().as_str());
            tracing::debug!(?elapsed, kind = error.kind().as_str(), code, "failed");
        }
    }
}
