//! The commands, one file each.

mod actions;
mod check;
mod describe;
mod diff;
mod generate;
mod import;
mod openapi;
mod schema;
mod shell;

use std::io;
use std::process::ExitCode;

use kci_codegen::Diagnostics;

use crate::cli::{Command, Spec};
use crate::report;

/// Why a command failed.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The spec is wrong: the rendered diagnostics.
    Spec(String),
    /// A side of a comparison cannot be read or compiled: which, and why. Exit status 2, so that it is never taken for a
    /// verdict.
    Unreadable(String),
    /// Anything else, in one sentence.
    Other(String),
}

impl Failure {
    /// Status that the program ends with.
    pub(crate) fn exit_code(&self) -> ExitCode {
        match self {
            Self::Unreadable(_) => ExitCode::from(2),
            Self::Spec(_) | Self::Other(_) => ExitCode::FAILURE,
        }
    }

    /// Of everything that is wrong with a spec.
    fn of_spec(spec: &Spec, diagnostics: &Diagnostics) -> Self {
        Self::Spec(report::render(diagnostics, |file| spec.text(file)))
    }
}

/// Runs a command.
pub(crate) fn run(command: &Command) -> Result<ExitCode, Failure> {
    let done = match command {
        Command::Diff(options) => return diff::run(options),
        Command::Import(options) => return import::run(options),
        Command::Actions(options) => actions::run(options),
        Command::Check(spec) => check::run(spec),
        Command::Generate(options) => generate::run(options),
        Command::Describe(options) => describe::run(options),
        Command::Openapi(options) => openapi::run(options),
        Command::Schema(options) => schema::run(options),
        Command::Completions(options) => shell::completions(options),
        Command::Man(options) => shell::man(options),
    };
    done.map(|()| ExitCode::SUCCESS)
}

/// Writes to standard output. A reader that went away is no failure.
fn print(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match io::Write::write_all(&mut out, text.as_bytes()).and_then(|()| io::Write::flush(&mut out)) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Failure::Other(error.to_string())),
        _ => Ok(()),
    }
}
