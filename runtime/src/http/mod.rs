//! Bytes out, bytes in, and what every answer has.

pub(crate) mod envelope;
pub(crate) mod headers;
#[cfg(feature = "__rustls")]
mod tls;
mod transport;

pub(crate) use transport::Reqwest;
pub use transport::Transport;
