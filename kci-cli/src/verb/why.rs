//! `kci why`: what is wrong with a container group, and what to change.

use clap::{ArgMatches, Command};
use kci_cli_runtime::output::{Column, Tone, View};
use kci_cli_runtime::{Context, Exit, Failure, Lang, LocalFuture, Verb, clap};
use kci_sdk::Client;
use kci_sdk::request::{DescribeContainerGroupEventsRequest, DescribeContainerLogRequest};
use kci_sdk::response::{Container, ContainerGroup, Event};
use serde_json::{Value, json};

use super::arguments::{GROUPS, group as argument, lines, word};
use crate::cause::{Case, Cause, causes};
use crate::group;

/// The verb.
pub(crate) struct Why;

/// How many lines of a log are shown, unless that is said.
const LINES: u32 = 10;

impl Verb for Why {
    fn name(&self) -> &'static str {
        "why"
    }

    fn command(&self, lang: Lang) -> Command {
        Command::new(self.name())
            .about(
                lang.pick(
                    "Say what is wrong with a container group, and what to change",
                    "说明容器组的问题及应修改的参数",
                ),
            )
            .arg(argument(lang))
            .arg(lines(lang))
    }

    fn completes(&self) -> &'static [(&'static str, &'static str)] {
        GROUPS
    }

    fn run<'a>(&'a self, cx: &'a Context, matches: &'a ArgMatches) -> LocalFuture<'a, Result<Exit, Failure>> {
        Box::pin(async move {
            let client: Client = cx.client().await?;
            let group = group::find(cx, &client, word(matches)).await?;
            let events = events(cx, &client, &group).await;
            let logs = logs(cx, &client, &group, matches.get_one::<u32>("tail").copied().unwrap_or(LINES)).await;
            let case = Case { group: &group, events: &events, logs: &logs };
            let causes = causes(&case);
            if cx.settings.format.is_some() || cx.settings.query.is_some() {
                cx.out.show(&data(cx.lang, &case, &causes), &view())?;
            } else {
                cx.out.data(&report(cx, &case, &causes))?;
            }
            Ok(Exit::SUCCESS)
        })
    }
}

/// What has happened; where that cannot be asked for, what the group itself tells.
async fn events(cx: &Context, client: &Client, group: &ContainerGroup) -> Vec<Event> {
    let request = DescribeContainerGroupEventsRequest::new(&*group.container_group_id);
    match client.describe_container_group_events(request).await {
        Ok(answer) => answer.events,
        Err(error) => {
            cx.out.note(format!("{} {error}", cx.say("its events cannot be read:", "无法读取事件：")));
            group.events.clone()
        }
    }
}

/// The last lines of each container.
async fn logs(cx: &Context, client: &Client, group: &ContainerGroup, tail: u32) -> Vec<(String, Vec<String>)> {
    let mut logs = Vec::new();
    for container in &group.containers {
        let request = DescribeContainerLogRequest::new(&*group.container_group_id, &*container.name);
        match client.describe_container_log(request.tail(i64::from(tail))).await {
            Ok(answer) => logs.push((container.name.clone(), answer.content.lines().map(str::to_owned).collect())),
            Err(error) => {
                let text = cx.say("its log cannot be read:", "无法读取日志：");
                cx.out.note(format!("{}: {text} {error}", container.name));
            }
        }
    }
    logs
}

fn view() -> View {
    View::list("Causes")
        .column(Column::new("CAUSE", "Cause"))
        .column(Column::new("PARAMETER", "Parameter"))
        .column(Column::new("CHANGE", "Change"))
        .id("Parameter")
}

fn data(lang: Lang, case: &Case<'_>, causes: &[Cause]) -> Value {
    let causes: Vec<_> = causes
        .iter()
        .map(|cause| json!({"Cause": cause.what(lang), "Parameter": cause.parameter, "Change": lang.of(cause.change)}))
        .collect();
    let containers: Vec<_> = case
        .group
        .containers
        .iter()
        .map(|container| {
            json!({
                "Name": container.name,
                "CurrentState": container.current_state,
                "PreviousState": container.previous_state,
                "RestartCount": container.restart_count,
                "Log": case.log(&container.name),
            })
        })
        .collect();
    json!({
        "ContainerGroupId": case.group.container_group_id,
        "ContainerGroupName": case.group.container_group_name,
        "Status": case.group.status,
        "Causes": causes,
        "Containers": containers,
        "Events": case.warnings().collect::<Vec<_>>(),
    })
}

/// The same for people.
fn report(cx: &Context, case: &Case<'_>, causes: &[Cause]) -> String {
    let (lang, paint) = (cx.lang, cx.out.stdout_paint());
    let group = case.group;
    let status = group.status.as_str();
    let state = paint.tone(group::tone(status).unwrap_or(Tone::Dim), status);
    let mut lines = vec![format!("{} ({}): {state}", group.container_group_name, group.container_group_id)];
    lines.extend(group.containers.iter().map(|container| format!("  {}", told(cx, container))));
    lines.push(String::new());
    for cause in causes {
        lines.push(format!("{} {}", paint.tone(Tone::Head, cx.say("cause:", "原因：")), cause.what(lang)));
        if !cause.parameter.is_empty() {
            let change = cx.say("change:", "修改：");
            lines.push(format!("{} {}: {}", paint.tone(Tone::Head, change), cause.parameter, lang.of(cause.change)));
        }
    }
    if causes.is_empty() {
        lines.push(cx.say("nothing points at a cause", "没有迹象指向某个原因").to_owned());
    }
    let warnings: Vec<_> = case.warnings().collect();
    section(
        &mut lines,
        cx.say("warnings:", "警告事件："),
        warnings.iter().map(|event| format!("{} ×{}: {}", event.reason, event.count, event.message)),
    );
    for (name, log) in case.logs {
        section(&mut lines, &format!("{} {name}:", cx.say("log of", "日志：")), log.iter().cloned());
    }
    lines.into_iter().map(|line| plain(&line, paint.is_on()) + "\n").collect()
}

/// A headline and what belongs to it; nothing if there is nothing.
fn section(lines: &mut Vec<String>, head: &str, texts: impl Iterator<Item = String>) {
    let mut texts = texts.peekable();
    if texts.peek().is_some() {
        lines.extend([String::new(), head.to_owned()]);
        lines.extend(texts.map(|text| format!("  {text}")));
    }
}

/// `main (nginx:1): waiting, CrashLoopBackOff, exit code 1 before, 3 restarts`
fn told(cx: &Context, container: &Container) -> String {
    let mut words = Vec::new();
    if let Some(state) = &container.current_state {
        words.push(state.state.to_string());
        words.extend(state.reason.clone());
        words.extend(state.exit_code.map(|code| format!("{} {code}", cx.say("exit code", "退出码"))));
    }
    let previous = container.previous_state.as_ref().and_then(|state| state.exit_code);
    words.extend(previous.map(|code| format!("{} {code}", cx.say("before that exit code", "此前退出码"))));
    if container.restart_count > 0 {
        words.push(format!("{} {}", cx.say("restarts", "重启次数"), container.restart_count));
    }
    format!("{} ({}): {}", container.name, container.image, words.join(", "))
}

/// A line in which nothing but the colours of this program commands the terminal.
fn plain(line: &str, has_colors: bool) -> String {
    let is_kept = |letter: char| !letter.is_control() || letter == '\t' || (has_colors && letter == '\u{1b}');
    line.chars().map(|letter| if is_kept(letter) { letter } else { ' ' }).collect()
}
