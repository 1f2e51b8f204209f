//! Command line of the spec compiler.

mod cli;
mod command;
mod excerpt;
mod report;
mod spec;

use std::process::ExitCode;

use clap::{ColorChoice, CommandFactory as _, FromArgMatches as _, ValueEnum as _};

fn main() -> ExitCode {
    // Errors of the command line have colours, too, so that the choice comes before it is read.
    let matches = cli::Cli::command().color(color()).get_matches();
    let cli = match cli::Cli::from_arg_matches(&matches) {
        Ok(cli) => cli,
        Err(error) => error.exit(),
    };
    report::use_color(cli.color);
    match command::run(&cli.command) {
        Ok(code) => code,
        Err(failure) => {
            report::failure(&failure);
            failure.exit_code()
        }
    }
}

/// What `--color` says, before anything else is known of the command line.
fn color() -> ColorChoice {
    let mut arguments = std::env::args().skip(1);
    let mut choice = None;
    while let Some(argument) = arguments.next() {
        choice = match argument.strip_prefix("--color") {
            Some("") => arguments.next(),
            Some(value) => value.strip_prefix('=').map(str::to_owned).or(choice),
            None => choice,
        };
    }
    choice.and_then(|word| ColorChoice::from_str(&word, false).ok()).unwrap_or_default()
}
