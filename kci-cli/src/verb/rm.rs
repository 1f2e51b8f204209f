//! `kci rm`: deletes container groups.

use clap::{Arg, ArgAction, ArgMatches, Command};
use kci_cli_runtime::output::{Column, View};
use kci_cli_runtime::{Context, Exit, Failure, Lang, LocalFuture, Verb, clap};
use kci_sdk::request::{DeleteContainerGroupRequest, DescribeContainerGroupRequest};
use kci_sdk::{Client, waiter};
use serde_json::json;

use super::arguments::{GROUPS, groups, interval, time, timeout, words};
use super::wait::watched;
use crate::group;

/// The verb.
pub(crate) struct Rm;

impl Verb for Rm {
    fn name(&self) -> &'static str {
        "rm"
    }

    fn command(&self, lang: Lang) -> Command {
        Command::new(self.name())
            .about(lang.pick("Delete container groups", "删除容器组"))
            .arg(groups(lang))
            .arg(
                Arg::new("wait")
                    .long("wait")
                    .action(ArgAction::SetTrue)
                    .help(lang.pick("Wait until they are gone", "等到它们不再存在")),
            )
            .arg(
                Arg::new("ignore-missing")
                    .long("ignore-missing")
                    .action(ArgAction::SetTrue)
                    .help(lang.pick("What is not there is no error", "不存在的不算错误")),
            )
            .arg(timeout(lang, "With --wait: how long at most", "配合 --wait：最长等待时间"))
            .arg(interval(lang))
    }

    fn completes(&self) -> &'static [(&'static str, &'static str)] {
        GROUPS
    }

    fn run<'a>(&'a self, cx: &'a Context, matches: &'a ArgMatches) -> LocalFuture<'a, Result<Exit, Failure>> {
        Box::pin(async move {
            let client: Client = cx.client().await?;
            let words = words(matches);
            let found = if matches.get_flag("ignore-missing") {
                group::look_for(cx, &client, &words).await?.0
            } else {
                group::find_all(cx, &client, &words).await?
            };
            if cx.settings.dry_run {
                for group in &found {
                    cx.show_request(&DeleteContainerGroupRequest::new(&*group.container_group_id))?;
                }
                return Ok(Exit::SUCCESS);
            }
            let ids: Vec<String> = found.iter().map(|group| group.container_group_id.clone()).collect();
            let (mut deleted, mut failed) = (Vec::new(), None);
            for group in &found {
                match delete(&client, &group.container_group_id).await {
                    Ok(()) => deleted.push(json!({
                        "ContainerGroupId": group.container_group_id,
                        "ContainerGroupName": group.container_group_name,
                    })),
                    // The others are still deleted.
                    Err(failure) => failed = Some(more(failed, failure, &group.container_group_id)),
                }
            }
            cx.out.show(&json!(deleted), &view())?;
            if let Some(failure) = failed {
                return Err(failure);
            }
            if matches.get_flag("wait") && !ids.is_empty() {
                let gone =
                    client.describe_container_group(DescribeContainerGroupRequest::new().container_group_ids(ids));
                let gone = gone.wait_for(waiter::ContainerGroupDeleted);
                watched(cx, gone, time(matches, "timeout"), time(matches, "interval")).await?;
            }
            Ok(Exit::SUCCESS)
        })
    }
}

fn view() -> View {
    View::list("")
        .column(Column::new("DELETED", "ContainerGroupId"))
        .column(Column::new("NAME", "ContainerGroupName"))
        .id("ContainerGroupId")
        .name("ContainerGroupName")
}

/// All that failed in one; the first says the status.
pub(super) fn more(before: Option<Failure>, failure: Failure, id: &str) -> Failure {
    let message = format!("{id}: {}", failure.message);
    match before {
        None => Failure { message, ..failure },
        Some(before) => Failure { message: format!("{}\n{message}", before.message), ..before },
    }
}

/// Deletes a group. That it is gone already is as good, where an earlier attempt may have done it.
pub(crate) async fn delete(client: &Client, id: &str) -> Result<(), Failure> {
    let Err(error) = client.delete_container_group(DeleteContainerGroupRequest::new(id)).await else { return Ok(()) };
    if error.may_have_been_done_before() {
        let request = DescribeContainerGroupRequest::new().container_group_ids([id]);
        if group::list(client, request, None).await.is_ok_and(|left| left.is_empty()) {
            return Ok(());
        }
    }
    Err(error.into())
}
