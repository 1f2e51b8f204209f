//! `kci wait`: until container groups are in a state.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgMatches, Command};
use kci_cli_runtime::{Context, Exit, Failure, Lang, LocalFuture, Verb, clap};
use kci_sdk::request::DescribeContainerGroupRequest;
use kci_sdk::runtime::Action;
use kci_sdk::{Client, Wait, Waiter, waiter};
use serde_json::json;

use super::arguments::{GROUPS, groups, interval, time, timeout, words};
use crate::group;

/// The verb.
pub(crate) struct WaitFor;

impl Verb for WaitFor {
    fn name(&self) -> &'static str {
        "wait"
    }

    fn command(&self, lang: Lang) -> Command {
        let states = ["running", "succeeded", "ended", "deleted"];
        Command::new(self.name())
            .about(lang.pick("Wait for container groups", "等待容器组"))
            .arg(groups(lang))
            .arg(
                Arg::new("for")
                    .long("for")
                    .value_name("STATE")
                    .value_parser(PossibleValuesParser::new(states))
                    .default_value("running")
                    .help(lang.pick("What is waited for", "等待的状态")),
            )
            .arg(timeout(lang, "How long at most", "最长等待时间"))
            .arg(interval(lang))
    }

    fn completes(&self) -> &'static [(&'static str, &'static str)] {
        GROUPS
    }

    fn run<'a>(&'a self, cx: &'a Context, matches: &'a ArgMatches) -> LocalFuture<'a, Result<Exit, Failure>> {
        Box::pin(async move {
            let client: Client = cx.client().await?;
            let state = matches.get_one::<String>("for").map_or("running", String::as_str);
            let words = words(matches);
            let ids = if state == "deleted" {
                // What is not there is what is waited for; an id that cannot be seen yet is waited for too.
                let (found, missing) = group::look_for(cx, &client, &words).await?;
                found.into_iter().map(|group| group.container_group_id).chain(missing).collect::<Vec<_>>()
            } else {
                let found = group::find_all(cx, &client, &words).await?;
                found.into_iter().map(|group| group.container_group_id).collect()
            };
            let call = client.describe_container_group(DescribeContainerGroupRequest::new().container_group_ids(ids));
            let (most, every) = (time(matches, "timeout"), time(matches, "interval"));
            let answer = match state {
                "succeeded" => watched(cx, call.wait_for(waiter::ContainerGroupSucceeded), most, every).await?,
                "ended" => watched(cx, call.wait_for(waiter::ContainerGroupEnded), most, every).await?,
                "deleted" => watched(cx, call.wait_for(waiter::ContainerGroupDeleted), most, every).await?,
                _ => watched(cx, call.wait_for(waiter::ContainerGroupRunning), most, every).await?,
            };
            let groups = json!({ "ContainerGroups": answer.container_groups });
            cx.out.show(&groups, &group::list_view("ContainerGroups"))?;
            Ok(Exit::SUCCESS)
        })
    }
}

/// Waits, and says how far it is.
pub(super) async fn watched<W: Waiter>(
    cx: &Context,
    mut wait: Wait<W>,
    timeout: Option<Duration>,
    interval: Option<Duration>,
) -> Result<<W::Action as Action>::Response, Failure> {
    if let Some(timeout) = timeout {
        wait = wait.deadline(timeout);
    }
    if let Some(interval) = interval {
        wait = wait.delay(interval).max_delay(interval);
    }
    let line = Arc::new(Mutex::new(cx.out.progress()));
    let shown = line.clone();
    let is_watched = cx.out.is_watched();
    let wait = wait.on_progress(move |progress| {
        // Where each text is a line of its own, the time alone is no news.
        let text = crate::progress::of_wait(progress, is_watched);
        shown.lock().unwrap_or_else(PoisonError::into_inner).set(text);
    });
    let answer = wait.await;
    drop(line);
    Ok(answer?)
}
