//! The words that clap itself puts into help, in the language of the rest.

use clap::builder::ArgAction;
use clap::{Arg, Command};

use crate::lang::Lang;

const TEMPLATE: &str = "{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}";

/// The command, and all below it, with headings and the help flag in a language.
pub(crate) fn localized(command: Command, lang: Lang) -> Command {
    if lang == Lang::En {
        return command;
    }
    let help = Arg::new("help").short('h').long("help").action(ArgAction::Help).help("显示帮助");
    let command =
        command.help_template(TEMPLATE).subcommand_help_heading("命令").disable_help_flag(true).arg(help).mut_args(
            |arg| match (arg.get_help_heading(), arg.is_positional()) {
                (Some(_), _) => arg,
                (None, true) => arg.help_heading("参数"),
                (None, false) => arg.help_heading("选项"),
            },
        );
    command.mut_subcommands(|below| localized(below, lang))
}
