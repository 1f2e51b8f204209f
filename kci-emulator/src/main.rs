//! The emulator as a server of its own.

mod cli;

use std::io::{self, Write as _};
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use kci_emulator::{Builder, Clock, Emulator};
use kci_sdk::runtime::jiff::Timestamp;

use crate::cli::{Accounts, Origin, Problem, Target, coverage, env, export};

/// The KCI API on localhost: signatures verified, requests validated, nothing created anywhere.
///
/// Without a command it serves until it is interrupted, and a browser is shown at the same address what it holds.
#[derive(Parser)]
#[command(version, args_conflicts_with_subcommands = true)]
struct Options {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    target: Target,
    /// Number that ids and addresses follow from, unless --state says where they go on.
    #[arg(long, default_value_t = 0, env = "KCI_EMULATOR_SEED")]
    seed: u64,
    /// File that keeps what exists, even if the emulator is killed; it is created if it is not there.
    #[arg(long, value_name = "FILE", env = "KCI_EMULATOR_STATE")]
    state: Option<PathBuf>,
    /// Time at which the clock stands still until it is turned: 2026-11-24T00:00:00Z [default: the machine's clock].
    #[arg(long, value_name = "TIME", env = "KCI_EMULATOR_CLOCK")]
    clock: Option<Timestamp>,
    /// Connections that are served at a time: idle ones give way, or others wait [default: 1024].
    #[arg(long, value_name = "N", env = "KCI_EMULATOR_CONNECTIONS")]
    connections: Option<NonZeroUsize>,
}

#[derive(Subcommand)]
enum Command {
    /// Prints the lines that point clients at an emulator that runs: eval "$(kci-emulator env)".
    Env(env::Options),
    /// Prints what of the API is proven, accepted without effect, or unknown in the real service.
    Coverage(coverage::Options),
}

#[tokio::main]
async fn main() -> ExitCode {
    let options = Options::parse();
    let done = match &options.command {
        Some(Command::Env(options)) => env::run(options).await,
        Some(Command::Coverage(options)) => coverage::run(options).map_err(Problem::from),
        None => serve(&options).await,
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Nothing is left to say it to if standard error is gone.
            let _ = writeln!(io::stderr(), "kci-emulator: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn serve(options: &Options) -> Result<(), Problem> {
    let accounts = options.target.accounts.read()?;
    let listen = options.target.listen;
    let mut builder = Emulator::builder().listen(listen).account(accounts.first.clone()).seed(options.seed);
    builder = accounts.others.iter().cloned().fold(builder, Builder::account);
    if let Some(time) = options.clock {
        builder = builder.clock(Clock::stopped_at(time));
    }
    if let Some(connections) = options.connections {
        builder = builder.connections(connections.get());
    }
    if let Some(file) = &options.state {
        builder = builder.state(file);
    }
    let emulator = builder.start().await?;
    // Whoever reads the first line may already ask it to end.
    let stopped = stop_signal()?;
    announce(&emulator, &accounts)?;
    stopped.await;
    Ok(emulator.stop().await?)
}

/// Where it listens, and what points a client at it: lines that a shell can evaluate. The secret key of a file is not
/// among them, since these lines end up in logs.
fn announce(emulator: &Emulator, accounts: &Accounts) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "# KCI emulator listening on {}", emulator.address())?;
    export(&mut out, &[("KSYUN_ENDPOINT", emulator.endpoint()), ("KSYUN_ACCESS_KEY", accounts.first.access_key())])?;
    match accounts.origin {
        Origin::Options => export(&mut out, &[("KSYUN_SECRET_KEY", accounts.first.secret_key().expose())])?,
        Origin::File => writeln!(out, "# KSYUN_SECRET_KEY is in the file of credentials.")?,
    }
    out.flush()
}

/// What ends with an interrupt, or with the signal that asks a process to end. Both are heeded from the call on.
#[cfg(unix)]
fn stop_signal() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// What ends with an interrupt.
#[cfg(not(unix))]
fn stop_signal() -> io::Result<impl Future<Output = ()>> {
    Ok(async {
        let _ = tokio::signal::ctrl_c().await;
    })
}
