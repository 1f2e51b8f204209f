//! `completion`: what a shell reads to complete this program.

use std::io::Write as _;

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgMatches, Command};
use clap_complete::env::Shells;

use crate::context::Context;
use crate::failure::{Exit, Failure};
use crate::lang::Lang;

pub(super) fn command(lang: Lang) -> Command {
    Command::new("completion").about(lang.pick("Print what makes a shell complete this", "输出 shell 补全脚本")).arg(
        Arg::new("shell").required(true).value_name("SHELL").value_parser(PossibleValuesParser::new([
            "bash",
            "zsh",
            "fish",
            "powershell",
            "elvish",
        ])),
    )
}

pub(super) fn run(cx: &Context, matches: &ArgMatches) -> Result<Exit, Failure> {
    let name = matches.get_one::<String>("shell").map(String::as_str).unwrap_or_default();
    let shells = Shells::builtins();
    let shell = shells.completer(name).ok_or_else(|| Failure::usage(format!("no such shell: {name}")))?;
    let mut script = Vec::new();
    let program = cx.app.name;
    let written = shell.write_registration("COMPLETE", program, program, program, &mut script);
    written.and_then(|()| script.flush()).map_err(|error| Failure::other(error.to_string()))?;
    cx.out.data(&String::from_utf8_lossy(&script))?;
    Ok(Exit::SUCCESS)
}
