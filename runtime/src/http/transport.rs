//! The seam between the client and the network.

use bytes::Bytes;

use crate::error::TransportError;
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
