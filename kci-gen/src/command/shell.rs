//! `kci-gen completions` and `kci-gen man`: what a shell and a reader of manuals need.

use std::fs;

use clap::CommandFactory as _;

use super::{Failure, print};
use crate::cli::{Cli, Completions, Man};

/// Prints the script that completes the command line in a shell.
pub(super) fn completions(options: &Completions) -> Result<(), Failure> {
    let mut script = Vec::new();
    clap_complete::generate(options.shell, &mut Cli::command(), "kci-gen", &mut script);
    print(&String::from_utf8_lossy(&script))
}

/// Writes a page of the manual for the program and for each of its commands.
pub(super) fn man(options: &Man) -> Result<(), Failure> {
    let failed = |error: std::io::Error| Failure::Other(format!("{}: {error}", options.dir.display()));
    fs::create_dir_all(&options.dir).map_err(failed)?;
    clap_mangen::generate_to(Cli::command(), &options.dir).map_err(failed)
}
