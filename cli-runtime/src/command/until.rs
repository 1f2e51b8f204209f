//! `--until`: an action is asked again and again until a state is reached, by a waiter of the tables.

use std::time::Duration;

use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::{Arg, ArgMatches};
use kci_runtime::Params;
use kci_runtime::jiff::SignedDuration;
use serde_json::Value;

use crate::context::Context;
use crate::failure::{Failure, Invalid};
use crate::lang::{Lang, Text};
use crate::table::{Action, WaitOptions, Waiter};

/// The arguments, if there is something to wait for.
pub(super) fn arguments(waiters: &'static [Waiter], action: &Action, lang: Lang) -> Vec<Arg> {
    let values: Vec<_> = of_action(waiters, action).map(|one| PossibleValue::new(one.flag)).collect();
    if values.is_empty() {
        return Vec::new();
    }
    let heading = lang.pick("Waiting", "等待");
    let until = Arg::new("until").long("until").value_name("STATE").value_parser(PossibleValuesParser::new(values));
    let timeout = Arg::new("timeout").long("timeout").value_name("TIME").value_parser(duration).requires("until");
    vec![
        until.help(lang.pick("Ask again until this is so", "反复查询，直到达到该状态")).help_heading(heading),
        timeout
            .help(lang.pick("How long at most, such as 90s or 10m", "最多等待多久，例如 90s 或 10m"))
            .help_heading(heading),
    ]
}

fn of_action(waiters: &'static [Waiter], action: &Action) -> impl Iterator<Item = &'static Waiter> {
    let name = action.info.name;
    waiters.iter().filter(move |waiter| waiter.action == name)
}

/// Reads how long something may take: `90s`, `10m`, `1h 30m`, or a number of seconds.
///
/// # Errors
///
/// When it is none of these; the text says what is one.
pub fn duration(text: &str) -> Result<Duration, Invalid> {
    let seconds = text.trim().parse::<f64>().ok().map(Duration::try_from_secs_f64);
    let parsed = match seconds {
        Some(seconds) => seconds.ok(),
        None => text.parse::<SignedDuration>().ok().and_then(|parsed| Duration::try_from(parsed).ok()),
    };
    parsed.ok_or(Invalid(Text::new("a time is such as 90, 90s, 10m or 1h 30m", "时间写作 90、90s、10m 或 1h 30m")))
}

/// The waiter that was asked for.
pub(super) fn chosen(cx: &Context, action: &Action, matches: &ArgMatches) -> Option<&'static Waiter> {
    let name = matches.try_get_one::<String>("until").ok().flatten()?;
    of_action(cx.app.service.waiters, action).find(|waiter| waiter.flag == name)
}

/// Waits, and gives back the answer that shows the state.
pub(super) async fn wait(
    cx: &Context,
    waiter: &'static Waiter,
    params: &Params,
    matches: &ArgMatches,
) -> Result<Value, Failure> {
    let client = cx.service().await?;
    let mut line = cx.out.progress();
    let options = WaitOptions {
        deadline: matches.try_get_one::<Duration>("timeout").ok().flatten().copied(),
        on_progress: Some(Box::new(move |progress| line.set(progress.to_string()))),
    };
    Ok(waiter.waiting.wait(&client, params, options).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_has_a_unit_or_is_seconds() {
        let seconds =
            ["90", "0.5", "90s", "10m", "1h30m", "1h 30m"].map(|text| duration(text).map(|time| time.as_secs_f64()));
        assert_eq!(seconds, [90.0, 0.5, 90.0, 600.0, 5400.0, 5400.0].map(Ok));
    }

    #[test]
    fn what_is_no_time_is_refused() {
        for text in ["", "soon", "-1", "-1s", "-5m", "nan", "1e400"] {
            assert!(duration(text).is_err(), "{text}");
        }
    }
}
