//! `kci-emulator env`: the lines that point a client at an emulator that runs already.

use std::io::{self, Write as _};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

use axum::body::{Body, to_bytes};
use clap::Args;
use hyper::client::conn::http1::handshake;
use hyper_util::rt::TokioIo;
use kci_sdk::SERVICE;
use serde::Deserialize;
use tokio::net::TcpStream;

use super::{Problem, Target, export};

/// How long the emulator may take to answer.
const PATIENCE: Duration = Duration::from_secs(2);
/// Largest answer that is read, in bytes.
const LARGEST: usize = 64 * 1024;

/// Options of `env`.
#[derive(Args)]
pub(crate) struct Options {
    #[command(flatten)]
    target: Target,
    /// Region that the client is to use.
    #[arg(long, default_value = SERVICE.default_region, env = "KCI_EMULATOR_REGION")]
    region: String,
    /// Prints the lines even if no emulator answers.
    #[arg(long)]
    no_check: bool,
}

/// What the emulator tells its page.
#[derive(Deserialize)]
struct Told {
    access_key: String,
}

/// Prints the lines.
pub(crate) async fn run(options: &Options) -> Result<(), Problem> {
    let accounts = options.target.accounts.read()?;
    let address = reachable(options.target.listen)?;
    let endpoint = format!("http://{address}");
    let access_key = accounts.first.access_key();
    if !options.no_check {
        let asked = tokio::time::timeout(PATIENCE, ask(address)).await;
        let told = asked.unwrap_or_else(|_| Err(format!("nothing came for {} s", PATIENCE.as_secs())));
        let told = told.map_err(|reason| Problem::NoAnswer { endpoint: endpoint.clone(), reason })?;
        if told.access_key != access_key {
            let other = &told.access_key;
            let text = format!("the first account of the emulator at {endpoint} is {other}, not {access_key}");
            // Nothing is left to say it to if standard error is gone.
            let _ = writeln!(io::stderr(), "kci-emulator: {text}: start both with the same options");
        }
    }
    let mut out = io::stdout().lock();
    let variables = [
        ("KSYUN_ENDPOINT", endpoint.as_str()),
        ("KSYUN_ACCESS_KEY", access_key),
        ("KSYUN_SECRET_KEY", accounts.first.secret_key().expose()),
        ("KSYUN_REGION", options.region.as_str()),
    ];
    export(&mut out, &variables)?;
    Ok(out.flush()?)
}

/// Where a client on this machine reaches an emulator that listens on an address.
fn reachable(listen: SocketAddr) -> Result<SocketAddr, Problem> {
    if listen.port() == 0 {
        return Err(Problem::NoPort);
    }
    let ip = match listen.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    Ok((ip, listen.port()).into())
}

/// Asks what answers there whether it is an emulator.
async fn ask(address: SocketAddr) -> Result<Told, String> {
    let stream = TcpStream::connect(address).await.map_err(|error| error.to_string())?;
    let (mut sender, connection) = handshake(TokioIo::new(stream)).await.map_err(|error| error.to_string())?;
    tokio::spawn(connection);
    let request = http::Request::get("/_kci/page/account").header("host", address.to_string()).body(Body::empty());
    let request = request.map_err(|error| error.to_string())?;
    let answer = sender.send_request(request).await.map_err(|error| error.to_string())?;
    let body = to_bytes(Body::new(answer.into_body()), LARGEST).await.map_err(|error| error.to_string())?;
    serde_json::from_slice(&body).map_err(|_| "something else answers there".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(listen: &str) -> Option<String> {
        reachable(listen.parse().expect("an address")).ok().map(|address| address.to_string())
    }

    #[test]
    fn an_address_of_all_of_the_machines_becomes_one_that_can_be_reached() {
        let listen = ["127.0.0.1:8410", "0.0.0.0:8410", "[::]:8410", "192.0.2.1:80"];
        let expected = ["127.0.0.1:8410", "127.0.0.1:8410", "[::1]:8410", "192.0.2.1:80"];
        assert_eq!(listen.map(told), expected.map(|text| Some(text.to_owned())));
        assert_eq!(told("127.0.0.1:0"), None);
    }
}
