//! Command line of the spec compiler.

mod cli;
mod command;
mod excerpt;
mod report;
mod spec;

use std::process::ExitCode;

use clap::Parser as _;

fn main() -> ExitCode {
    let cli = cli::Cli::parse();
    match command::run(&cli.command) {
        Ok(code) => code,
        Err(failure) => {
            report::failure(&failure);
            failure.exit_code()
        }
    }
}
