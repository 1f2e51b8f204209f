//! TLS by rustls: whose cryptography, and whose certificates are trusted.

use std::sync::Arc;

use rustls::ClientConfig;
use rustls::crypto::CryptoProvider;
use rustls::pki_types::ServerName;
use rustls_platform_verifier::BuilderVerifierExt as _;
use tokio::sync::OnceCell;
use tokio_rustls::TlsConnector;

use crate::http::pooled::connect::{BoxError, Duplex};

/// Encrypts a stream to this host, whose certificate must be one that the platform trusts.
pub(in crate::http::pooled) async fn handshake(
    stream: Box<dyn Duplex>,
    host: &str,
) -> Result<Box<dyn Duplex>, BoxError> {
    static SHARED: OnceCell<TlsConnector> = OnceCell::const_new();
    let connector = SHARED.get_or_try_init(|| async {
        let config = tokio::task::spawn_blocking(config).await?;
        Ok::<_, BoxError>(TlsConnector::from(Arc::new(config.map_err(|error| format!("cannot set up TLS: {error}"))?)))
    });
    let name = ServerName::try_from(host.to_owned())?;
    Ok(Box::new(connector.await?.connect(name, stream).await?))
}

/// Trusts what the platform trusts. The cryptography is what the program has installed as its default, so that one which
/// must be FIPS 140 is, or else that of the chosen feature.
fn config() -> Result<ClientConfig, rustls::Error> {
    let provider = CryptoProvider::get_default().cloned().unwrap_or_else(|| Arc::new(provider()));
    let config = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
    let mut config = config.with_platform_verifier()?.with_no_client_auth();
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(config)
}

#[cfg(feature = "rustls-aws-lc")]
fn provider() -> CryptoProvider {
    rustls::crypto::aws_lc_rs::default_provider()
}

#[cfg(not(feature = "rustls-aws-lc"))]
fn provider() -> CryptoProvider {
    rustls::crypto::ring::default_provider()
}
