//! The seam between the client and the network.

use bytes::{Bytes, BytesMut};
use reqwest::redirect::Policy;
use std::time::Duration;

use crate::error::{Error, Phase, TransportError};
use crate::future::BoxFuture;

/// Sends a request that is signed and reads the whole answer. Nothing here knows an action.
///
/// An implementation sends each request once, to the place that its URI names, without changing a byte of it: no
/// redirects, no retries. Time limits are the caller's.
pub trait Transport: Send + Sync + 'static {
    /// Sends the request.
    ///
    /// # Errors
    ///
    /// A [`TransportError`] says how far the request got, because whether it is sent again hangs on that.
    fn send(&self, request: http::Request<Bytes>) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>>;
}

/// The most that is read of an answer, in bytes: 64 MiB.
const MOST: usize = 64 << 20;

/// The transport of a client that is told none: `reqwest`.
pub(crate) struct Reqwest {
    client: reqwest::Client,
}

impl Reqwest {
    /// Through this client, which may know a proxy or certificates of its own.
    pub(crate) fn new(client: reqwest::Client) -> Self {
        Self { client }
    }

    /// Nothing that is on this machine is reached through a proxy.
    pub(crate) fn with_defaults(connect_timeout: Duration, is_loopback: bool) -> Result<Self, Error> {
        let builder = reqwest::Client::builder()
            .redirect(Policy::none())
            .retry(reqwest::retry::never())
            .tcp_nodelay(true)
            .connect_timeout(connect_timeout);
        let builder = if is_loopback { builder.no_proxy() } else { builder };
        #[cfg(feature = "__rustls")]
        let builder = builder.tls_backend_preconfigured(super::tls::config()?);
        let client = builder.build();
        client.map(Self::new).map_err(|error| Error::Configuration(format!("no HTTP client: {}", causes(&error))))
    }
}

impl Transport for Reqwest {
    fn send(&self, request: http::Request<Bytes>) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        Box::pin(exchange(&self.client, request))
    }
}

async fn exchange(
    client: &reqwest::Client,
    request: http::Request<Bytes>,
) -> Result<http::Response<Bytes>, TransportError> {
    // The query may hold secrets.
    let failed = |phase, error: reqwest::Error| TransportError::new(phase, error.without_url());
    let request = reqwest::Request::try_from(request).map_err(|error| failed(Phase::Connect, error))?;
    let mut response = client.execute(request).await.map_err(|error| {
        let phase = if error.is_connect() { Phase::Connect } else { Phase::Send };
        failed(phase, error)
    })?;
    let announced = response.content_length().and_then(|length| usize::try_from(length).ok()).unwrap_or_default();
    let mut body = BytesMut::with_capacity(announced.min(1 << 20));
    while let Some(chunk) = response.chunk().await.map_err(|error| failed(Phase::Receive, error))? {
        if body.len() + chunk.len() > MOST {
            return Err(TransportError::new(Phase::TooLong, "longer than 64 MiB"));
        }
        body.extend_from_slice(&chunk);
    }
    let mut answer = http::Response::new(body.freeze());
    *answer.status_mut() = response.status();
    *answer.headers_mut() = std::mem::take(response.headers_mut());
    Ok(answer)
}

/// An error and its causes, on one line.
fn causes(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(Some(error), |error| error.source());
    causes.map(ToString::to_string).collect::<Vec<_>>().join(": ")
}
