//! Bytes out, bytes in, and what every answer has.

mod body;
pub(crate) mod envelope;
pub(crate) mod headers;
mod pooled;
#[cfg(feature = "reqwest")]
mod reqwest;
mod transport;

pub(crate) use pooled::Pooled;
#[cfg(feature = "exec")]
pub(crate) use pooled::{Duplex, open};
#[cfg(feature = "reqwest")]
pub(crate) use reqwest::Reqwest;
pub use transport::Transport;
