//! TLS by rustls: whose cryptography, and whose certificates are trusted.

use std::sync::Arc;

use rustls::ClientConfig;
use rustls::crypto::CryptoProvider;
use rustls_platform_verifier::BuilderVerifierExt as _;

use crate::error::Error;

/// Trusts what the platform trusts. The cryptography is what the program has installed as its default, so that one which
/// must be FIPS 140 is, or else that of the chosen feature.
pub(super) fn config() -> Result<ClientConfig, Error> {
    let provider = CryptoProvider::get_default().cloned().unwrap_or_else(|| Arc::new(provider()));
    let trusting = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .and_then(rustls::ConfigBuilder::with_platform_verifier);
    let trusting = trusting.map_err(|error| Error::Configuration(format!("cannot set up TLS: {error}")))?;
    let mut config = trusting.with_no_client_auth();
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
