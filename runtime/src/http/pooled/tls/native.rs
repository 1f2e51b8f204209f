//! TLS by the operating system's library.

use tokio::sync::OnceCell;
use tokio_native_tls::{TlsConnector, native_tls};

use crate::http::pooled::connect::{BoxError, Duplex};

/// Encrypts a stream to this host, whose certificate must be one that the platform trusts.
pub(in crate::http::pooled) async fn handshake(
    stream: Box<dyn Duplex>,
    host: &str,
) -> Result<Box<dyn Duplex>, BoxError> {
    static SHARED: OnceCell<TlsConnector> = OnceCell::const_new();
    let connector = SHARED.get_or_try_init(|| async {
        let made = tokio::task::spawn_blocking(native_tls::TlsConnector::new).await?;
        Ok::<_, BoxError>(TlsConnector::from(made?))
    });
    Ok(Box::new(connector.await?.connect(host, stream).await?))
}
