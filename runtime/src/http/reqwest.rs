//! A `reqwest::Client` of the user's as the transport.

use bytes::Bytes;

use super::Transport;
use super::body::Body;
use crate::error::{Phase, TransportError};
use crate::future::BoxFuture;

/// Sends through this client, which may know a proxy or certificates of its own.
pub(crate) struct Reqwest {
    client: ::reqwest::Client,
}

impl Reqwest {
    pub(crate) fn new(client: ::reqwest::Client) -> Self {
        Self { client }
    }

    async fn exchange(&self, request: http::Request<Bytes>) -> Result<http::Response<Bytes>, TransportError> {
        let request = ::reqwest::Request::try_from(request).map_err(|error| failed(Phase::Connect, error))?;
        let mut response = self.client.execute(request).await.map_err(|error| {
            let phase = if error.is_connect() { Phase::Connect } else { Phase::Send };
            failed(phase, error)
        })?;
        let mut body = Body::new(response.content_length());
        while let Some(piece) = response.chunk().await.map_err(|error| failed(Phase::Receive, error))? {
            body.push(piece)?;
        }
        let mut answer = http::Response::new(body.finish());
        *answer.status_mut() = response.status();
        *answer.headers_mut() = std::mem::take(response.headers_mut());
        Ok(answer)
    }
}

impl Transport for Reqwest {
    fn send(&self, request: http::Request<Bytes>) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        Box::pin(self.exchange(request))
    }
}

/// The query may hold secrets.
fn failed(phase: Phase, error: ::reqwest::Error) -> TransportError {
    TransportError::new(phase, error.without_url())
}
