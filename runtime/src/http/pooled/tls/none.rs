//! No TLS at all.

use crate::http::pooled::connect::{BoxError, Duplex};

/// Says what is missing.
pub(in crate::http::pooled) async fn handshake(_: Box<dyn Duplex>, _: &str) -> Result<Box<dyn Duplex>, BoxError> {
    Err("https needs the feature rustls or native-tls".into())
}
