//! Bytes out, bytes in, and what every answer has.

pub(crate) mod envelope;
pub(crate) mod headers;
mod transport;

pub(crate) use transport::Reqwest;
pub use transport::Transport;
