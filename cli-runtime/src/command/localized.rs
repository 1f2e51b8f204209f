//! The words that clap itself puts into help, in the language of the rest.

use clap::builder::{ArgAction, PossibleValue};
use clap::{Arg, Command};

use crate::lang::Lang;

const TEMPLATE: &str = "{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}";

/// The command, and all below it, with headings and the help flag in a language.
pub(crate) fn localized(command: Command, lang: Lang) -> Command {
    if lang == Lang::En {
        return command;
    }
    let help = Arg::new("help").short('h').long("help").action(ArgAction::Help).help("显示帮助");
    let version = Arg::new("version").short('V').long("version").action(ArgAction::Version).help("显示版本");
    let mut command = command
        .help_template(TEMPLATE)
        .subcommand_help_heading("命令")
        .subcommand_value_name("命令")
        .disable_help_flag(true)
        .arg(help);
    if command.get_version().is_some() {
        command = command.disable_version_flag(true).arg(version);
    }
    command.mut_args(argument).mut_subcommands(|below| localized(below, lang))
}

/// An argument with its heading, and with values and default in its help.
fn argument(arg: Arg) -> Arg {
    let heading = if arg.is_positional() { "参数" } else { "选项" };
    let arg = if arg.get_help_heading().is_none() { arg.help_heading(heading) } else { arg };
    let mut more = Vec::new();
    let values = arg.get_possible_values();
    if !values.is_empty() && !arg.is_hide_possible_values_set() {
        let names: Vec<_> = values.iter().filter(|value| !value.is_hide_set()).map(PossibleValue::get_name).collect();
        more.push(format!("可取 {}", names.join(", ")));
    }
    if let ([first, ..], false) = (arg.get_default_values(), arg.is_hide_default_value_set())
        && arg.get_action().takes_values()
    {
        more.push(format!("默认 {}", first.to_string_lossy()));
    }
    if more.is_empty() {
        return arg;
    }
    let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
    arg.help(format!("{help}（{}）", more.join("；"))).hide_possible_values(true).hide_default_value(true)
}
