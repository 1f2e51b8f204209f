//! Bytes out, bytes in, and what every answer has.

pub(crate) mod envelope;
#[cfg(feature = "__rustls")]
mod tls;
pub(crate) mod transport;
