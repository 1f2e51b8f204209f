//! Making a connection: by name or address, perhaps through a proxy, perhaps encrypted.

use std::error::Error;
use std::task::{Context, Poll};
use std::time::Duration;

use http::Uri;
use http::uri::Scheme;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::connect::proxy::Tunnel;
use hyper_util::client::proxy::matcher::{Intercept, Matcher};
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};
use tower_service::Service;

use super::connection::Connection;
use super::{TransportError, cannot_connect, tls};
use crate::future::BoxFuture;

/// What bytes go over, whatever it is.
pub(super) type Stream = TokioIo<Box<dyn Duplex>>;

/// Bytes out and in.
pub(crate) trait Duplex: AsyncRead + AsyncWrite + Send + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Unpin> Duplex for T {}

pub(super) type BoxError = Box<dyn Error + Send + Sync>;

/// How often the other side of a connection that says nothing is asked whether it is there.
const PROBE: Duration = Duration::from_secs(15);

/// Makes connections.
pub(super) struct Connector {
    dial: Dial,
    /// Which proxy leads where, if any is used.
    proxies: Option<Matcher>,
    timeout: Duration,
}

impl Connector {
    pub(super) fn new(timeout: Duration, proxies: Option<Matcher>) -> Self {
        let mut tcp = HttpConnector::new();
        tcp.enforce_http(false);
        tcp.set_nodelay(true);
        tcp.set_connect_timeout(Some(timeout));
        tcp.set_keepalive(Some(PROBE));
        tcp.set_keepalive_interval(Some(PROBE));
        tcp.set_keepalive_retries(Some(3));
        Self { dial: Dial { tcp }, proxies, timeout }
    }

    /// The proxy that a request which is not encrypted is handed to.
    pub(super) fn forwarding_proxy(&self, uri: &Uri) -> Option<Intercept> {
        if uri.scheme() == Some(&Scheme::HTTP) { self.proxy(uri) } else { None }
    }

    fn proxy(&self, uri: &Uri) -> Option<Intercept> {
        self.proxies.as_ref()?.intercept(uri)
    }

    /// A connection that leads to the place of a URI.
    pub(super) async fn connect(&self, uri: &Uri) -> Result<Box<Connection>, TransportError> {
        Connection::new(self.reach_in_time(uri).await?).await
    }

    /// What such a connection goes over.
    #[cfg(feature = "exec")]
    pub(super) async fn open(&self, uri: &Uri) -> Result<Box<dyn Duplex>, TransportError> {
        Ok(self.reach_in_time(uri).await?.into_inner())
    }

    async fn reach_in_time(&self, uri: &Uri) -> Result<Stream, TransportError> {
        let stream = tokio::time::timeout(self.timeout, self.reach(uri)).await;
        let stream = stream.map_err(|_| cannot_connect(format!("not within {:?}", self.timeout)))?;
        stream.map_err(cannot_connect)
    }

    async fn reach(&self, uri: &Uri) -> Result<Stream, BoxError> {
        let Some(proxy) = self.proxy(uri) else { return self.dial.clone().call(uri.clone()).await };
        let to_proxy = proxy.uri().clone();
        if !matches!(to_proxy.scheme_str(), Some("http" | "https")) {
            let scheme = to_proxy.scheme_str().unwrap_or_default();
            return Err(format!("a proxy that speaks {scheme}: only http and https are supported").into());
        }
        if uri.scheme() == Some(&Scheme::HTTP) {
            return self.dial.clone().call(to_proxy).await;
        }
        let mut tunnel = Tunnel::new(to_proxy, self.dial.clone());
        if let Some(authorization) = proxy.basic_auth() {
            tunnel = tunnel.with_auth(authorization.clone());
        }
        encrypted(tunnel.call(uri.clone()).await?, uri).await
    }
}

async fn encrypted(stream: Stream, uri: &Uri) -> Result<Stream, BoxError> {
    let host = uri.host().unwrap_or_default().trim_start_matches('[').trim_end_matches(']');
    Ok(TokioIo::new(tls::handshake(stream.into_inner(), host).await?))
}

/// Reaches the place of a URI without a detour.
#[derive(Clone)]
struct Dial {
    tcp: HttpConnector,
}

impl Service<Uri> for Dial {
    type Response = Stream;
    type Error = BoxError;
    type Future = BoxFuture<'static, Result<Stream, BoxError>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.tcp.poll_ready(cx).map_err(Into::into)
    }

    fn call(&mut self, uri: Uri) -> Self::Future {
        let connecting = self.tcp.call(uri.clone());
        Box::pin(async move {
            let tcp: Box<dyn Duplex> = Box::new(connecting.await?.into_inner());
            let stream = TokioIo::new(tcp);
            if uri.scheme() == Some(&Scheme::HTTPS) { encrypted(stream, &uri).await } else { Ok(stream) }
        })
    }
}
