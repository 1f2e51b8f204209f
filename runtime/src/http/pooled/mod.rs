//! The transport of a client that is told none: HTTP/1.1 by `hyper`, over connections that are kept.
//!
//! A connection belongs to the call that uses it: it is driven by the call's own future, on the call's own task, so that
//! nothing is spawned and nothing is handed from one task to another. Between calls it rests in the pool. A call that is
//! dropped takes its connection with it, because nobody could say where in an answer it is.

mod connect;
mod connection;
mod pool;
#[cfg(test)]
mod tests;
mod tls;

use std::time::Duration;

use bytes::Bytes;
use http::header::PROXY_AUTHORIZATION;
use http::{Request, Response, Uri};
use http_body_util::Full;
use hyper_util::client::proxy::matcher::Matcher;

use super::Transport;
use crate::error::{Phase, TransportError};
use crate::future::BoxFuture;
use connect::Connector;
#[cfg(feature = "exec")]
pub(crate) use connect::Duplex;
use connection::Broken;
use pool::{Place, Pool};

/// How long a connection that nobody uses is kept.
const IDLE: Duration = Duration::from_secs(90);

/// The default transport.
pub(crate) struct Pooled {
    connector: Connector,
    pool: Pool,
}

impl Pooled {
    /// Connections are made within this time. Proxies are those of the environment; nothing that is on this machine is
    /// reached through one.
    pub(crate) fn new(connect_timeout: Duration, is_loopback: bool) -> Self {
        let proxies = (!is_loopback).then(Matcher::from_env);
        Self { connector: Connector::new(connect_timeout, proxies), pool: Pool::new(IDLE) }
    }

    async fn exchange(&self, request: Request<Bytes>) -> Result<Response<Bytes>, TransportError> {
        let place = Place::of(request.uri())?;
        let (uri, mut request) = self.as_sent(request);
        loop {
            let rested = self.pool.take(&place);
            let has_rested = rested.is_some();
            let mut connection = match rested {
                Some(connection) => connection,
                None => self.connector.connect(&uri).await?,
            };
            match connection.exchange(request).await {
                Ok(answer) => {
                    self.pool.put(place, connection);
                    return Ok(answer);
                }
                // It was closed while it rested, and not a byte of the request was written.
                Err(Broken { unsent: Some(unsent), .. }) if has_rested => request = unsent,
                Err(Broken { error, .. }) => return Err(error),
            }
        }
    }

    /// Where a request goes, and the request as it stands on the wire. One that is handed to a proxy names its place; all
    /// others name only the path.
    fn as_sent(&self, request: Request<Bytes>) -> (Uri, Request<Full<Bytes>>) {
        let (mut parts, body) = request.into_parts();
        let uri = parts.uri;
        if let Some(proxy) = self.connector.forwarding_proxy(&uri) {
            parts.uri = uri.clone();
            if let Some(authorization) = proxy.basic_auth() {
                parts.headers.insert(PROXY_AUTHORIZATION, authorization.clone());
            }
        } else {
            let path = uri.path_and_query().cloned();
            parts.uri = path.map_or_else(|| Uri::from_static("/"), Uri::from);
        }
        (uri, Request::from_parts(parts, Full::new(body)))
    }
}

impl Transport for Pooled {
    fn send(&self, request: Request<Bytes>) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
        Box::pin(self.exchange(request))
    }
}

/// A stream to the place of a URI, made as those of calls are, for what is not HTTP to its end. One that is not encrypted goes
/// through no proxy.
#[cfg(feature = "exec")]
pub(crate) async fn open(uri: &Uri, connect_timeout: Duration) -> Result<Box<dyn Duplex>, TransportError> {
    let proxies = (uri.scheme() == Some(&http::uri::Scheme::HTTPS)).then(Matcher::from_env);
    Connector::new(connect_timeout, proxies).open(uri).await
}

/// An error of connecting: nothing was sent.
fn cannot_connect(why: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> TransportError {
    TransportError::new(Phase::Connect, why)
}
