//! Arguments that several verbs have.

use std::time::Duration;

use clap::{Arg, ArgMatches, value_parser};
use kci_cli_runtime::{Lang, clap};
use kci_sdk::runtime::jiff::SignedDuration;

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

/// `90`, `90s`, `10m`, `1h 30m`: seconds where nothing else is said.
fn duration(text: &str) -> Result<Duration, String> {
    let parsed = if let Ok(seconds) = text.trim().parse::<f64>() {
        Duration::try_from_secs_f64(seconds).map_err(|error| error.to_string())
    } else {
        let parsed: Result<SignedDuration, _> = text.parse();
        parsed
            .map_err(|error| error.to_string())
            .and_then(|parsed| Duration::try_from(parsed).map_err(|_| "a time is no less than nothing".to_owned()))
    };
    parsed.map_err(|problem| format!("{problem}; write 90, 90s, 10m or 1h30m"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_seconds_or_says_what_it_is() {
        let seconds = ["90", "0.5", "90s", "10m", "1h30m"].map(|text| duration(text).map(|time| time.as_secs_f64()));
        assert_eq!(seconds, [90.0, 0.5, 90.0, 600.0, 5400.0].map(Ok));
    }

    #[test]
    fn what_is_no_time_is_refused() {
        for text in ["", "soon", "-1", "-5m", "nan", "1e400"] {
            assert!(duration(text).is_err(), "{text}");
        }
    }
}
