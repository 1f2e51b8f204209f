//! `kci logs`: the log of a container, and what is added to it.

use std::time::Duration;

use clap::{Arg, ArgAction, ArgMatches, Command};
use kci_cli_runtime::output::{Column, View};
use kci_cli_runtime::{Context, Exit, Failure, Lang, LocalFuture, Verb, clap};
use kci_sdk::request::{DescribeContainerGroupRequest, DescribeContainerLogRequest};
use kci_sdk::response::ContainerGroup;
use kci_sdk::value::ContainerGroupStatus;
use kci_sdk::{Client, Error};
use serde_json::json;

use super::arguments::{GROUPS, container, group as argument, interval, lines, time, word};
use crate::follow::reader::{INTERVAL, Reader, tell};
use crate::group;

/// The verb.
pub(crate) struct Logs;

/// How often in a row the service may not answer before following is given up.
const PATIENCE: u32 = 10;

impl Verb for Logs {
    fn name(&self) -> &'static str {
        "logs"
    }

    fn command(&self, lang: Lang) -> Command {
        Command::new(self.name())
            .about(lang.pick("Show the log of a container", "查看容器日志"))
            .arg(argument(lang))
            .arg(container(lang))
            .arg(
                Arg::new("follow")
                    .short('f')
                    .long("follow")
                    .action(ArgAction::SetTrue)
                    .help(lang.pick("Go on until the containers have ended", "持续输出，直到容器结束")),
            )
            .arg(lines(lang))
            .arg(interval(lang))
    }

    fn completes(&self) -> &'static [(&'static str, &'static str)] {
        GROUPS
    }

    fn run<'a>(&'a self, cx: &'a Context, matches: &'a ArgMatches) -> LocalFuture<'a, Result<Exit, Failure>> {
        Box::pin(async move {
            let client: Client = cx.client().await?;
            let group = group::find(cx, &client, word(matches)).await?;
            let name = matches.get_one::<String>("container").map(String::as_str);
            let name = group::container(cx, &group, name)?.name.clone();
            let tail = matches.get_one::<u32>("tail").copied();
            if matches.get_flag("follow") {
                let every = time(matches, "interval").unwrap_or(INTERVAL);
                follow(cx, &client, &group, &name, tail, every).await?;
            } else {
                once(cx, &client, &group, &name, tail).await?;
            }
            Ok(Exit::SUCCESS)
        })
    }
}

async fn once(
    cx: &Context,
    client: &Client,
    group: &ContainerGroup,
    name: &str,
    tail: Option<u32>,
) -> Result<(), Failure> {
    let mut request = DescribeContainerLogRequest::new(&*group.container_group_id, name);
    request.tail = tail.map(i64::from);
    let answer = client.describe_container_log(request).await?;
    if cx.settings.format.is_some() || cx.settings.query.is_some() {
        let view = View::one().column(Column::new("CONTENT", "Content"));
        return cx.out.show(&json!({ "Content": answer.content }), &view);
    }
    cx.out.data(&answer.content)
}

/// Tells what is in the log, or the last lines of it, and what is added, until nothing more can come.
async fn follow(
    cx: &Context,
    client: &Client,
    group: &ContainerGroup,
    name: &str,
    tail: Option<u32>,
    interval: Duration,
) -> Result<(), Failure> {
    let mut reader = Reader::new(cx, client, &group.container_group_id, name);
    let mut first = tail.map(|tail| usize::try_from(tail).unwrap_or(usize::MAX));
    let (mut restarts, mut failures) = (None, 0);
    loop {
        // The state first: what is read after the end is all there is.
        let look = async {
            let state = state(client, &group.container_group_id, name).await?;
            if restarts.is_some_and(|before| before != state.restarts) {
                reader.restarted();
            }
            restarts = Some(state.restarts);
            Ok::<_, Error>((state.has_ended, reader.read(state.has_ended).await?))
        };
        let pause = match look.await {
            Ok((has_ended, mut news)) => {
                failures = 0;
                if let Some(first) = first.take() {
                    news.lines.drain(..news.lines.len().saturating_sub(first));
                }
                tell(cx, None, &news)?;
                if has_ended {
                    return Ok(());
                }
                reader.pause(news.lines.len(), interval)
            }
            Err(error) if error.is_retryable() && failures < PATIENCE => {
                failures += 1;
                cx.out.note(format!("{} {error}", cx.say("the log cannot be read now:", "暂时无法读取日志：")));
                interval
            }
            Err(error) => return Err(error.into()),
        };
        tokio::time::sleep(pause).await;
    }
}

/// What of a group says how its logs are to be read.
struct State {
    has_ended: bool,
    restarts: i64,
}

async fn state(client: &Client, id: &str, container: &str) -> Result<State, Error> {
    let request = DescribeContainerGroupRequest::new().container_group_ids([id]);
    let answer = client.describe_container_group(request).await?;
    let group = answer.container_groups.iter().find(|group| group.container_group_id == id);
    let container = group.and_then(|group| group.containers.iter().find(|one| one.name == container));
    Ok(State {
        // One that is gone has ended.
        has_ended: group
            .is_none_or(|group| matches!(group.status, ContainerGroupStatus::Succeeded | ContainerGroupStatus::Failed)),
        restarts: container.map_or(0, |container| container.restart_count),
    })
}
