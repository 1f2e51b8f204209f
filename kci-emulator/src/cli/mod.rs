//! The command line: options that commands share, and the commands beside serving.

mod accounts;
pub(crate) mod coverage;
mod credentials_file;
pub(crate) mod env;
mod problem;

use std::io::{self, Write};
use std::net::SocketAddr;

use clap::Args;

pub(crate) use accounts::{Accounts, Origin};
pub(crate) use problem::Problem;

/// Where the emulator is, and who may ask it.
#[derive(Args)]
pub(crate) struct Target {
    /// Address to listen on; port 0 is a free one.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8410", env = "KCI_EMULATOR_LISTEN")]
    pub(crate) listen: SocketAddr,
    #[command(flatten)]
    pub(crate) accounts: accounts::AccountOptions,
}

/// Writes lines that set environment variables when a shell evaluates them.
pub(crate) fn export(out: &mut impl Write, variables: &[(&str, &str)]) -> io::Result<()> {
    for (name, value) in variables {
        writeln!(out, "export {name}={}", quoted(value))?;
    }
    Ok(())
}

/// A text as one word of a shell.
fn quoted(text: &str) -> String {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "-_./:+=,@%".contains(letter);
    if !text.is_empty() && text.chars().all(plain) {
        return text.to_owned();
    }
    format!("'{}'", text.replace('\'', r"'\''"))
}
