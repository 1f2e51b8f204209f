//! What the log has at trace level, with the lines of all libraries below: nothing that is secret.
#![cfg(target_os = "linux")]

use std::convert::Infallible;
use std::io;
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use http_body_util::{BodyExt as _, Full};
use hyper::body::{Bytes, Incoming};
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto;
use kci_sdk::auth::v4::encode;
use kci_sdk::auth::{Credentials, Signature};
use kci_sdk::request::{
    ConfigFileToPath, ConfigFileVolume, Container, CreateContainerGroupRequest, ImageRegistryCredential, Volume,
};
use kci_sdk::runtime::Method;
use kci_sdk::value::{ChargeType, KciType};
use kci_sdk::{Client, ClientBuilder, NoRetries, Validation};
use regex::Regex;
use rustls::ServerConfig;
use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

const AUTHORITY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../kci-sdk/tests/tls/authority.pem");
const SECRET_KEY: &str = "secret+key/hunter1==";
const TOKEN: &str = "session/token+hunter2==";
const PASSWORD: &str = "registry password hunter3";
const VARIABLE: &str = "environment value hunter4";
const FILE: &str = "content of a file hunter5";

/// What is logged.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().expect("the log")).into_owned()
    }
}

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().expect("the log").extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The signatures that were received.
#[derive(Clone, Default)]
struct Signatures(Arc<Mutex<Vec<String>>>);

impl Signatures {
    /// Keeps the signature of a request, and answers it.
    async fn answer(self, request: Request<Incoming>) -> Result<Response<Full<Bytes>>, Infallible> {
        let head = request.uri().to_string();
        let authorization = request.headers().get("authorization").and_then(|text| text.to_str().ok());
        let authorization = authorization.unwrap_or_default().to_owned();
        let body = request.into_body().collect().await.expect("a body").to_bytes();
        let all = format!("{head} {authorization} {}", String::from_utf8_lossy(&body));
        let signature = Regex::new("Signature=([0-9a-f]{64})").expect("a pattern");
        let found = signature.captures(&all).expect("a signed request");
        self.0.lock().expect("the signatures").push(found[1].to_owned());
        Ok(Response::new(Full::from(r#"{"RequestId": "1", "ContainerGroupId": "c-1"}"#)))
    }

    async fn serve(self, stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static) {
        let service = service_fn(move |request| self.clone().answer(request));
        let _ = auto::Builder::new(TokioExecutor::new()).serve_connection(TokioIo::new(stream), service).await;
    }

    /// A server that takes whatever is signed, in HTTP 1 and 2, perhaps over TLS. Its address.
    async fn server(&self, tls: Option<TlsAcceptor>) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address").to_string();
        let this = self.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (this, tls) = (this.clone(), tls.clone());
                tokio::spawn(async move {
                    match tls {
                        Some(tls) => this.serve(tls.accept(stream).await.expect("a handshake")).await,
                        None => this.serve(stream).await,
                    }
                });
            }
        });
        address
    }
}

fn acceptor() -> TlsAcceptor {
    let certificate = include_bytes!("../../kci-sdk/tests/tls/server.pem");
    let certificate = CertificateDer::from_pem_slice(certificate).expect("a certificate");
    let key = include_bytes!("../../kci-sdk/tests/tls/server.key");
    let key = PrivateKeyDer::from_pem_slice(key).expect("a key");
    let settings = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()));
    let settings = settings.with_safe_default_protocol_versions().expect("versions").with_no_client_auth();
    TlsAcceptor::from(Arc::new(settings.with_single_cert(vec![certificate], key).expect("a key that fits")))
}

/// A request with everything in it that is secret.
fn request() -> CreateContainerGroupRequest {
    let (kci_type, charge_type) = (KciType::Rbkci, ChargeType::HourlyInstantSettlement);
    let file = ConfigFileToPath::new().path("a").content(FILE);
    CreateContainerGroupRequest::new("web", ["sg-1"], kci_type, charge_type)
        .subnet_id("subnet-1")
        .containers([Container::new("nginx", "nginx:1").environment_vars([("PASSWORD", VARIABLE)])])
        .image_registry_credentials([ImageRegistryCredential::new("hub", "me", PASSWORD)])
        .volumes([Volume::config_file("files", ConfigFileVolume::new([file]))])
}

/// One call of everything that there is, sent and failed.
async fn call_all(builder: ClientBuilder) {
    let client = builder.retries(NoRetries).attempt_timeout(Duration::from_secs(20)).build().expect("a client");
    let create = |client: &Client| client.create_container_group(request());
    for signature in [Signature::V4, Signature::Simple] {
        for method in [Method::Get, Method::Post] {
            let client = client.to_builder().signature(signature).method(method).build().expect("a client");
            create(&client).await.expect("an answer");
            client.raw("Unheard").param("Password", PASSWORD).method(method).await.expect("an answer");
            create(&client).dry_run().await.expect_err("it was carried out");
            let nobody = client.to_builder().endpoint("http://127.0.0.1:1").build().expect("a client");
            create(&nobody).await.expect_err("there is nobody");
        }
    }
    create(&client).presign(Duration::from_secs(60)).await.expect("a URL");
    let unnamed = ImageRegistryCredential::new("", "", PASSWORD);
    let invalid = request().image_registry_credentials([unnamed]).volumes([]);
    client.create_container_group(invalid.clone()).await.expect_err("invalid");
    client.create_container_group(invalid).validation(Validation::Warn).await.expect("an answer");
}

#[test]
fn nothing_secret_shows_at_trace_level() {
    // The log is one for the whole process, and so is whose certificates it trusts.
    let mut command = Command::new(std::env::current_exe().expect("this program"));
    command.args(["--exact", "--ignored", "says_everything"]).env("SSL_CERT_FILE", AUTHORITY);
    let output = command.output().expect("a process");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && said.contains("1 passed"), "{said}");
}

#[tokio::test]
#[ignore = "run by the test above, in a process of its own"]
async fn says_everything() {
    let (log, signatures) = (Log::default(), Signatures::default());
    let writer = log.clone();
    let lines = tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_ansi(false);
    lines.with_writer(move || writer.clone()).init();

    let credentials = Credentials::new("AKLTtest", SECRET_KEY).with_session_token(TOKEN);
    let builder = || Client::builder().credentials(credentials.clone());
    let plain = format!("http://{}", signatures.server(None).await);
    let encrypted = format!("https://{}", signatures.server(Some(acceptor())).await);
    let http1 = reqwest::Client::builder().no_proxy().build().expect("an HTTP client");
    let http2 = reqwest::Client::builder().no_proxy().http2_prior_knowledge().build().expect("an HTTP client");
    for endpoint in [&plain, &encrypted] {
        call_all(builder().endpoint(endpoint)).await;
        call_all(builder().endpoint(endpoint).http_client(http1.clone())).await;
    }
    call_all(builder().endpoint(&plain).http_client(http2)).await;

    let text = log.text();
    for library in ["kci_runtime", "hyper_util", "reqwest", "rustls", "h2"] {
        assert!(text.contains(&format!(" {library}::")), "no line of {library}");
    }
    let signatures = signatures.0.lock().expect("the signatures").clone();
    assert!(signatures.len() > 50, "{}", signatures.len());
    let secrets = [SECRET_KEY, TOKEN, PASSWORD, VARIABLE, FILE].map(str::to_owned);
    let encoded = secrets.clone().map(|secret| encode(&secret));
    let parts = ["hunter1", "hunter2", "hunter3", "hunter4", "hunter5"].map(str::to_owned);
    for secret in secrets.into_iter().chain(encoded).chain(parts).chain(signatures) {
        let line = text.lines().find(|line| line.contains(&secret));
        assert_eq!(line, None, "{secret}");
    }
}
