//! `kci events`: what has happened to a container group.

use clap::{ArgMatches, Command};
use kci_cli_runtime::output::{Cell, Column, Tone, View};
use kci_cli_runtime::{Context, Exit, Failure, Lang, LocalFuture, Verb, clap};
use kci_sdk::Client;
use kci_sdk::request::DescribeContainerGroupEventsRequest;
use serde_json::json;

use super::arguments::{GROUPS, group as argument, words};
use crate::group;

/// The verb.
pub(crate) struct Events;

impl Verb for Events {
    fn name(&self) -> &'static str {
        "events"
    }

    fn command(&self, lang: Lang) -> Command {
        Command::new(self.name())
            .about(lang.pick("Show what happened to a container group", "查看容器组发生过的事件"))
            .arg(argument(lang))
    }

    fn completes(&self) -> &'static [(&'static str, &'static str)] {
        GROUPS
    }

    fn run<'a>(&'a self, cx: &'a Context, matches: &'a ArgMatches) -> LocalFuture<'a, Result<Exit, Failure>> {
        Box::pin(async move {
            let client: Client = cx.client().await?;
            for group in group::find_all(cx, &client, &words(matches)).await? {
                let request = DescribeContainerGroupEventsRequest::new(group.container_group_id);
                let events = client.describe_container_group_events(request).await?.events;
                cx.out.show(&json!({ "Events": events }), &view())?;
            }
            Ok(Exit::SUCCESS)
        })
    }
}

/// What a list of events shows.
pub(super) fn view() -> View {
    View::list("Events")
        .column(Column::new("LAST", "LastTimestamp").of(Cell::Time))
        .column(Column::new("TYPE", "Type").of(Cell::State(tone)))
        .column(Column::new("REASON", "Reason"))
        .column(Column::new("COUNT", "Count"))
        .column(Column::new("MESSAGE", "Message"))
        .column(Column::new("FIRST", "FirstTimestamp").of(Cell::Time).wide())
        .id("Reason")
}

fn tone(kind: &str) -> Option<Tone> {
    (kind != "Normal").then_some(Tone::Warning)
}
