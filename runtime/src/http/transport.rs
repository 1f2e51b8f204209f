//! Sending a request that is signed, and getting the answer's bytes. Nothing here knows an action.

use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::header::{HeaderMap, LOCATION};
use reqwest::redirect::Policy;

use crate::error::{DecodeError, Error, Phase, TransportError};

/// A request, ready to be sent.
pub(crate) struct Prepared {
    pub(crate) method: http::Method,
    pub(crate) url: url::Url,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

/// An answer as it came.
#[derive(Debug)]
pub(crate) struct Received {
    pub(crate) http_status: u16,
    /// The request's id, if a header says it.
    pub(crate) request_id: Option<String>,
    /// Where a redirect points to, without its query.
    pub(crate) location: Option<String>,
    pub(crate) body: Bytes,
}

/// The most that is read of an answer, in bytes: 64 MiB.
const MOST: usize = 64 << 20;

/// Headers that a request's id is looked for in.
const REQUEST_ID: [&str; 3] = ["x-ksc-request-id", "x-kop-request-id", "x-amzn-requestid"];

/// The HTTP client of an SDK client. Signed requests are sent once and to one place: no redirects, no retries. Nothing
/// that is on this machine is reached through a proxy.
pub(crate) fn http_client(connect_timeout: Duration, is_loopback: bool) -> Result<reqwest::Client, Error> {
    let builder = reqwest::Client::builder()
        .redirect(Policy::none())
        .retry(reqwest::retry::never())
        .tcp_nodelay(true)
        .connect_timeout(connect_timeout);
    let builder = if is_loopback { builder.no_proxy() } else { builder };
    #[cfg(feature = "__rustls")]
    let builder = builder.tls_backend_preconfigured(super::tls::config()?);
    builder.build().map_err(|error| Error::Configuration(format!("cannot make an HTTP client: {}", causes(&error))))
}

/// Sends the request once and reads the whole answer, within `timeout`.
pub(crate) async fn send(
    http: &reqwest::Client,
    request: Prepared,
    timeout: Duration,
    safe_to_repeat: bool,
) -> Result<Received, Error> {
    tokio::time::timeout(timeout, exchange(http, request, safe_to_repeat))
        .await
        .unwrap_or(Err(Error::Timeout { after: timeout, safe_to_repeat }))
}

async fn exchange(http: &reqwest::Client, request: Prepared, safe_to_repeat: bool) -> Result<Received, Error> {
    let failed = |phase, error: reqwest::Error| {
        // The query may hold secrets.
        Error::Transport(TransportError::new(phase, safe_to_repeat, error.without_url()))
    };
    let sending = http.request(request.method, request.url).headers(request.headers).body(request.body).send();
    let mut response = sending.await.map_err(|error| {
        let phase = if error.is_connect() { Phase::Connect } else { Phase::Send };
        failed(phase, error)
    })?;
    let http_status = response.status().as_u16();
    let (request_id, location) = (request_id(response.headers()), location(response.headers()));
    let announced = response.content_length().and_then(|length| usize::try_from(length).ok()).unwrap_or_default();
    let mut body = BytesMut::with_capacity(announced.min(1 << 20));
    while let Some(chunk) = response.chunk().await.map_err(|error| failed(Phase::Receive, error))? {
        if body.len() + chunk.len() > MOST {
            let message = "longer than 64 MiB";
            return Err(DecodeError::foreign(message, http_status, request_id, &body, safe_to_repeat).into());
        }
        body.extend_from_slice(&chunk);
    }
    Ok(Received { http_status, request_id, location, body: body.freeze() })
}

fn request_id(headers: &HeaderMap) -> Option<String> {
    let values = REQUEST_ID.iter().filter_map(|name| headers.get(*name));
    values.filter_map(|value| value.to_str().ok()).find(|id| !id.is_empty()).map(str::to_owned)
}

fn location(headers: &HeaderMap) -> Option<String> {
    let location = headers.get(LOCATION)?.to_str().ok()?;
    location.split(['?', '#']).next().map(str::to_owned)
}

/// An error and its causes, on one line.
fn causes(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(Some(error), |error| error.source());
    causes.map(ToString::to_string).collect::<Vec<_>>().join(": ")
}
