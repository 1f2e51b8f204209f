//! The options that every command has.

use clap::builder::{ArgAction, PossibleValuesParser};
use clap::{Arg, ArgMatches, Command, value_parser};

use crate::lang::{Lang, Text};
use crate::output::Format;

/// What the options that every command has say.
#[derive(Clone, Debug, Default)]
#[allow(clippy::struct_excessive_bools, reason = "each is an option of its own")]
pub struct Settings {
    /// The form of the data; absent: a table on a terminal, tab-separated in a pipe.
    pub format: Option<Format>,
    /// What is wanted of the data, as JMESPath.
    pub query: Option<String>,
    /// How many elements of a list are wanted; absent: all.
    pub limit: Option<usize>,
    /// The profile of the vendor's files.
    pub profile: Option<String>,
    /// The region.
    pub region: Option<String>,
    /// Where the service is.
    pub endpoint: Option<String>,
    /// Whether to use an emulator on this machine.
    pub local: bool,
    /// Whether to show what would be sent instead of sending it.
    pub dry_run: bool,
    /// Whether to show that as a command of curl.
    pub curl: bool,
    /// Whether to tell each attempt.
    pub debug: bool,
    /// Whether times are in UTC.
    pub utc: bool,
    /// Whether nothing but data, warnings and errors is wanted.
    pub quiet: bool,
    /// When there are colours.
    pub color: When,
}

/// When something is done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum When {
    /// Where it makes sense.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// One of the options: its name, its letter, what stands for its value, what it is.
struct Option_ {
    long: &'static str,
    short: Option<char>,
    value: Option<&'static str>,
    help: Text,
}

const fn flag(long: &'static str, en: &'static str, zh: &'static str) -> Option_ {
    Option_ { long, short: None, value: None, help: Text::new(en, zh) }
}

const fn takes(long: &'static str, value: &'static str, en: &'static str, zh: &'static str) -> Option_ {
    Option_ { long, short: None, value: Some(value), help: Text::new(en, zh) }
}

const OPTIONS: &[Option_] = &[
    Option_ {
        long: "output", short: Some('o'), value: Some("FORM"), help: Text::new("Form of the data", "输出格式")
    },
    flag("json", "The same as -o json", "等同于 -o json"),
    flag("yaml", "The same as -o yaml", "等同于 -o yaml"),
    takes("query", "JMESPATH", "Show what this finds in the data", "只显示该 JMESPath 表达式的结果"),
    takes("limit", "N", "Most elements of a list [default: all]", "列表最多显示几个元素（默认全部）"),
    takes(
        "profile",
        "NAME",
        "Profile of ~/.ks/credentials and ~/.ks/config",
        "~/.ks/credentials 与 ~/.ks/config 中的配置名",
    ),
    takes("region", "REGION", "Region", "地域"),
    takes("endpoint", "URL", "Where the service is", "服务地址"),
    flag("local", "Use the emulator on this machine, or start one", "使用本机的模拟器，没有则启动一个"),
    flag("dry-run", "Send nothing: show the parameters", "不发送，只显示将要发送的参数"),
    flag("curl", "With --dry-run: as a command of curl", "配合 --dry-run：以 curl 命令的形式显示"),
    flag("debug", "Tell each attempt and request id", "显示每次尝试和请求标识"),
    flag("utc", "Times in UTC", "时间以 UTC 显示"),
    Option_ {
        long: "quiet",
        short: Some('q'),
        value: None,
        help: Text::new("No notes and no progress", "不显示提示和进度"),
    },
    takes("color", "WHEN", "auto, always or never", "auto、always 或 never"),
    takes("lang", "LANG", "en or zh", "en 或 zh"),
];

/// The options, as arguments of the whole program.
pub(crate) fn arguments(lang: Lang, hidden: bool) -> Vec<Arg> {
    let heading = lang.pick("Options of all commands", "所有命令共有的选项");
    let argument = |option: &Option_| {
        let mut arg = Arg::new(option.long).long(option.long).help(lang.of(option.help)).global(true).hide(hidden);
        arg = arg.help_heading(heading);
        if let Some(letter) = option.short {
            arg = arg.short(letter);
        }
        match option.value {
            None => arg.action(ArgAction::SetTrue),
            Some(name) => typed(arg.value_name(name), option.long),
        }
    };
    OPTIONS.iter().map(argument).collect()
}

fn typed(arg: Arg, long: &str) -> Arg {
    match long {
        "output" => arg.value_parser(value_parser!(Format)).conflicts_with_all(["json", "yaml"]),
        "limit" => arg.value_parser(value_parser!(usize)),
        "color" => arg.value_parser(PossibleValuesParser::new(["auto", "always", "never"])).hide_possible_values(true),
        "lang" => arg.value_parser(PossibleValuesParser::new(["en", "zh"])).hide_possible_values(true),
        _ => arg,
    }
}

/// How many words an option of this name takes after itself; `None`: it is none of these.
pub(crate) fn values_of(long: &str) -> Option<usize> {
    OPTIONS.iter().find(|option| option.long == long).map(|option| usize::from(option.value.is_some()))
}

/// The same by its letter.
pub(crate) fn values_of_letter(letter: char) -> Option<usize> {
    OPTIONS.iter().find(|option| option.short == Some(letter)).map(|option| usize::from(option.value.is_some()))
}

/// A line for each option, for help.
pub(crate) fn help(lang: Lang) -> String {
    let mut command = Command::new("options").args(arguments(lang, false)).disable_help_flag(true);
    command = crate::command::localized(command.help_template("{options}"), lang).help_template("{options}");
    command.render_help().to_string()
}

impl Settings {
    pub(crate) fn of(matches: &ArgMatches) -> Self {
        let text = |name: &str| matches.get_one::<String>(name).cloned();
        let is_set = |name: &str| matches.get_flag(name);
        let short = if is_set("json") {
            Some(Format::Json)
        } else if is_set("yaml") {
            Some(Format::Yaml)
        } else {
            None
        };
        Self {
            format: matches.get_one::<Format>("output").copied().or(short),
            query: text("query"),
            limit: matches.get_one::<usize>("limit").copied(),
            profile: text("profile"),
            region: text("region"),
            endpoint: text("endpoint"),
            local: is_set("local"),
            dry_run: is_set("dry-run") || is_set("curl"),
            curl: is_set("curl"),
            debug: is_set("debug"),
            utc: is_set("utc"),
            quiet: is_set("quiet"),
            color: match text("color").as_deref() {
                Some("always") => When::Always,
                Some("never") => When::Never,
                _ => When::Auto,
            },
        }
    }
}
