//! A container while it runs: how far it is, what it writes, and how it ended.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use clap::ArgMatches;
use kci_cli_runtime::output::Progress;
use kci_cli_runtime::{Context, Exit, Failure, clap};
use kci_sdk::request::DescribeContainerGroupRequest;
use kci_sdk::response::ContainerGroup;
use kci_sdk::runtime::Subject;
use kci_sdk::value::ContainerGroupStatus;
use kci_sdk::{Client, waiter};

use super::request::CONTAINER;
use crate::follow::reader::{INTERVAL, Reader, tell};
use crate::status::status;
use crate::verb::arguments::time;

/// Longer than anything runs.
const FOR_EVER: Duration = Duration::from_secs(u32::MAX as u64);

/// How often the last lines are asked for, beside what the client itself tries again.
const TRIES: u32 = 3;

/// Watches a group until its container has ended; the container's status.
pub(super) async fn watch(cx: &Context, client: &Client, id: &str, matches: &ArgMatches) -> Result<Exit, Failure> {
    let interval = time(matches, "interval").unwrap_or(INTERVAL);
    let line = Arc::new(Mutex::new(cx.out.progress()));
    let has_started = Arc::new(AtomicBool::new(false));
    let wait = client
        .describe_container_group(DescribeContainerGroupRequest::new().container_group_ids([id]))
        .wait_for(waiter::ContainerGroupEnded)
        .deadline(time(matches, "timeout").unwrap_or(FOR_EVER))
        .delay(interval / 2)
        .max_delay(interval)
        .on_progress({
            let (line, has_started, is_watched) = (line.clone(), has_started.clone(), cx.out.is_watched());
            move |progress| {
                let states = progress.subjects().iter().flat_map(Subject::parts).filter_map(|part| part.state());
                has_started.fetch_or(states.clone().any(|state| state != "waiting"), Ordering::Relaxed);
                lock(&line).set(crate::progress::of_run(progress, is_watched));
            }
        });
    let mut reader = Reader::new(cx, client, id, CONTAINER);
    let ended = {
        let reading = read(cx, &mut reader, &line, &has_started, interval);
        tokio::select! {
            ended = wait => ended,
            Err(failure) = reading => return Err(failure),
        }
    };
    if has_started.load(Ordering::Relaxed) || ended.is_ok() {
        finish(cx, &mut reader, &line, interval).await?;
    }
    drop(line);
    let answer = ended?;
    let group = answer.container_groups.iter().find(|group| group.container_group_id == id);
    exit(cx, group)
}

/// Tells what is written, from when the container has started.
async fn read(
    cx: &Context,
    reader: &mut Reader,
    line: &Mutex<Progress>,
    has_started: &AtomicBool,
    interval: Duration,
) -> Result<(), Failure> {
    let mut pause = interval;
    loop {
        tokio::time::sleep(pause).await;
        if !has_started.load(Ordering::Relaxed) {
            continue;
        }
        // What cannot be read now can be read later, or else it is said at the end.
        if let Ok(news) = reader.read(false).await {
            pause = reader.pause(news.lines.len(), interval);
            tell(cx, Some(&lock(line)), &news)?;
        }
    }
}

/// Tells the last lines.
async fn finish(cx: &Context, reader: &mut Reader, line: &Mutex<Progress>, interval: Duration) -> Result<(), Failure> {
    let mut tries = 0;
    loop {
        tries += 1;
        match reader.read(true).await {
            Ok(news) => return tell(cx, Some(&lock(line)), &news),
            Err(error) if tries == TRIES => {
                let text = cx.say("the end of the log could not be read:", "无法读取日志的末尾：");
                lock(line).suspend(|| cx.out.warn(format!("{text} {error}")));
                return Ok(());
            }
            Err(_) => tokio::time::sleep(interval).await,
        }
    }
}

/// With what the container ended.
fn exit(cx: &Context, group: Option<&ContainerGroup>) -> Result<Exit, Failure> {
    let container = group.and_then(|group| group.containers.iter().find(|container| container.name == CONTAINER));
    let states = container.into_iter().flat_map(|container| [&container.current_state, &container.previous_state]);
    match states.flatten().find_map(|state| state.exit_code) {
        Some(code) => Ok(Exit(status(code))),
        None if group.is_some_and(|group| group.status == ContainerGroupStatus::Succeeded) => Ok(Exit::SUCCESS),
        None => Err(Failure::other(cx.say(
            "the container group failed, and nothing says with what its container ended",
            "容器组已失败，且没有容器的退出码",
        ))),
    }
}

fn lock(line: &Mutex<Progress>) -> MutexGuard<'_, Progress> {
    line.lock().unwrap_or_else(PoisonError::into_inner)
}
