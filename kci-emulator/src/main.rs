//! The emulator as a server of its own.

use std::io::{self, Write as _};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use kci_emulator::Emulator;
use kci_sdk::auth::Credentials;

/// The KCI API on localhost: signatures verified, requests validated, nothing created anywhere.
#[derive(Debug, Parser)]
#[command(version, about)]
struct Options {
    /// Address to listen on; port 0 is a free one.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8410")]
    listen: SocketAddr,
    /// Access key of the account.
    #[arg(long, value_name = "AK", default_value = "AKLTEMULATOR")]
    access_key: String,
    /// Its secret key.
    #[arg(long, value_name = "SK", default_value = "emulator-secret", hide_default_value = true)]
    secret_key: String,
    /// Number that ids and addresses follow from, unless --state says where they go on.
    #[arg(long, default_value_t = 0)]
    seed: u64,
    /// File that keeps what exists, even if the emulator is killed; it is created if it is not there.
    #[arg(long, value_name = "FILE")]
    state: Option<PathBuf>,
}

#[tokio::main]
async fn main() -> ExitCode {
    let options = Options::parse();
    match run(options).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Nothing is left to say it to if standard error is gone.
            let _ = writeln!(io::stderr(), "kci-emulator: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(options: Options) -> io::Result<()> {
    let account = Credentials::new(&options.access_key, &options.secret_key);
    let mut builder = Emulator::builder().listen(options.listen).account(account).seed(options.seed);
    if let Some(file) = &options.state {
        builder = builder.state(file);
    }
    let emulator = builder.start().await?;
    // Heard from before anybody can know that there is something to stop.
    let stop = stop_signal()?;
    announce(&emulator, &options)?;
    stop.await?;
    emulator.stop().await
}

/// Where it listens, and what points a client at it: lines that a shell can evaluate.
fn announce(emulator: &Emulator, options: &Options) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "# KCI emulator listening on {}", emulator.address())?;
    for (name, value) in [
        ("KSYUN_ENDPOINT", emulator.endpoint()),
        ("KSYUN_ACCESS_KEY", options.access_key.as_str()),
        ("KSYUN_SECRET_KEY", options.secret_key.as_str()),
    ] {
        writeln!(out, "export {name}={}", quoted(value))?;
    }
    out.flush()
}

/// A text as one word of a shell.
fn quoted(text: &str) -> String {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "-_./:+=,@%".contains(letter);
    if !text.is_empty() && text.chars().all(plain) {
        return text.to_owned();
    }
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// Waits for an interrupt, or for the signal that asks a process to end.
#[cfg(unix)]
fn stop_signal() -> io::Result<impl Future<Output = io::Result<()>>> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => Ok(()),
            _ = terminate.recv() => Ok(()),
        }
    })
}

/// Waits for an interrupt.
#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "as on unix")]
fn stop_signal() -> io::Result<impl Future<Output = io::Result<()>>> {
    Ok(tokio::signal::ctrl_c())
}
