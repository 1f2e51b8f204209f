//! Arguments that several verbs have.

use std::time::Duration;

use clap::{Arg, ArgMatches, value_parser};
use kci_cli_runtime::{Lang, clap, duration};

/// One container group or more, each by id or name.
pub(super) fn groups(lang: Lang) -> Arg {
    group(lang).num_args(1..)
}

/// A container group, by id or name.
pub(super) fn group(lang: Lang) -> Arg {
    Arg::new("group")
        .value_name("GROUP")
        .required(true)
        .help(lang.pick("Id or name of a container group", "容器组的 ID 或名称"))
}

/// What completes [`group`] and [`groups`]: what this action lists.
pub(super) const GROUPS: &[(&str, &str)] = &[("group", "DescribeContainerGroup")];

/// The word of [`group`].
pub(super) fn word(matches: &ArgMatches) -> &str {
    matches.get_one::<String>("group").map_or("", String::as_str)
}

/// The words of [`groups`].
pub(super) fn words(matches: &ArgMatches) -> Vec<String> {
    let words = matches.get_many::<String>("group").into_iter().flatten();
    let mut told: Vec<String> = Vec::new();
    for word in words {
        if !told.contains(word) {
            told.push(word.clone());
        }
    }
    told
}

/// The name of a container.
pub(super) fn container(lang: Lang) -> Arg {
    Arg::new("container")
        .short('c')
        .long("container")
        .value_name("NAME")
        .help(lang.pick("Container [default: the first]", "容器（默认第一个）"))
}

/// How long something may take.
pub(super) fn timeout(lang: Lang, en: &'static str, zh: &'static str) -> Arg {
    Arg::new("timeout").long("timeout").value_name("TIME").value_parser(duration).help(lang.pick(en, zh))
}

/// How often the service is asked.
pub(super) fn interval(lang: Lang) -> Arg {
    Arg::new("interval")
        .long("interval")
        .value_name("TIME")
        .value_parser(duration)
        .help(lang.pick("Longest time between two questions", "两次查询之间最长间隔"))
}

/// The value of an option that is a time.
pub(in crate::verb) fn time(matches: &ArgMatches, id: &str) -> Option<Duration> {
    matches.get_one::<Duration>(id).copied()
}

/// How many lines of a log, from its end.
pub(super) fn lines(lang: Lang) -> Arg {
    Arg::new("tail")
        .short('n')
        .long("tail")
        .value_name("LINES")
        .value_parser(value_parser!(u32).range(1..))
        .help(lang.pick("How many lines from the end", "末尾的多少行"))
}
