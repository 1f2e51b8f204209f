//! Calls over TLS: whose certificates are trusted, and the way through a proxy.
//!
//! `tls/` has an authority of these tests, and a server's certificate for `kci.test` and `127.0.0.1` with its key, all of
//! them for a hundred years.
#![cfg(target_os = "linux")]

mod common;

use std::process::Command;
use std::sync::Arc;

use common::{builder, nothing};
use kci_sdk::request::DescribeContainerGroupRequest;
use kci_sdk::{Error, ErrorKind, Phase};
use rustls::ServerConfig;
use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;

const AUTHORITY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/tls/authority.pem");

/// A server that answers over TLS, and its address.
async fn server() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address").to_string();
    let acceptor = TlsAcceptor::from(Arc::new(settings()));
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            // Whoever does not trust the certificate goes away.
            let Ok(mut stream) = acceptor.accept(stream).await else { continue };
            let mut request = Vec::new();
            while !request.windows(4).any(|window| window == b"\r\n\r\n") {
                assert_ne!(stream.read_buf(&mut request).await.expect("a request"), 0);
            }
            stream.write_all(nothing().as_bytes()).await.expect("an open connection");
            stream.shutdown().await.expect("an open connection");
        }
    });
    address
}

fn settings() -> ServerConfig {
    let certificate = CertificateDer::from_pem_slice(include_bytes!("tls/server.pem")).expect("a certificate");
    let key = PrivateKeyDer::from_pem_slice(include_bytes!("tls/server.key")).expect("a key");
    let settings = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()));
    let settings = settings.with_safe_default_protocol_versions().expect("versions").with_no_client_auth();
    settings.with_single_cert(vec![certificate], key).expect("a key that fits")
}

/// A proxy that leads all that want to `kci.test` to this address, and its own address.
async fn proxy(to: String) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address").to_string();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut head = Vec::new();
            while !head.ends_with(b"\r\n\r\n") {
                assert_ne!(stream.read_buf(&mut head).await.expect("a request"), 0);
            }
            assert!(head.starts_with(b"CONNECT kci.test:443 HTTP/1.1\r\n"));
            stream.write_all(b"HTTP/1.1 200 Established\r\n\r\n").await.expect("an open connection");
            let mut server = TcpStream::connect(&to).await.expect("a server");
            let _ = tokio::io::copy_bidirectional(&mut stream, &mut server).await;
        }
    });
    address
}

async fn call(endpoint: &str) -> Result<(), Error> {
    let client = builder().endpoint(endpoint).build().expect("a client");
    client.describe_container_group(DescribeContainerGroupRequest::new()).await.map(drop)
}

#[tokio::test]
async fn a_certificate_that_nobody_trusts_ends_the_connection_before_anything_is_sent() {
    let error = call(&format!("https://{}", server().await)).await.expect_err("it is not trusted");
    assert!(matches!(&error, Error::Transport(error) if error.phase() == Phase::Connect), "{error:?}");
    assert_eq!(error.kind(), ErrorKind::Connect);
    assert!(error.to_string().contains("certificate"), "{error}");
}

/// Runs one of the ignored tests below in a process of its own, with this environment.
async fn run(test: &'static str, environment: Vec<(&'static str, String)>) {
    let run = move || {
        let mut command = Command::new(std::env::current_exe().expect("this program"));
        command.args(["--exact", "--ignored", test]).envs(environment).output().expect("a process")
    };
    let output = tokio::task::spawn_blocking(run).await.expect("a result");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && said.contains("1 passed"), "{said}");
}

#[tokio::test]
async fn a_certificate_that_the_platform_trusts_is_accepted() {
    let environment =
        vec![("SSL_CERT_FILE", AUTHORITY.to_owned()), ("ENDPOINT", format!("https://{}", server().await))];
    run("calls_the_endpoint", environment).await;
}

#[tokio::test]
async fn a_call_over_tls_goes_through_the_proxy_of_the_environment() {
    let proxy = format!("http://{}", proxy(server().await).await);
    let environment = vec![
        ("SSL_CERT_FILE", AUTHORITY.to_owned()),
        ("HTTPS_PROXY", proxy),
        ("ENDPOINT", "https://kci.test".to_owned()),
    ];
    run("calls_the_endpoint", environment).await;
}

#[tokio::test]
#[ignore = "run by the tests above, with an environment"]
async fn calls_the_endpoint() {
    call(&std::env::var("ENDPOINT").expect("an endpoint")).await.expect("an answer");
}
