//! `api`: every action by its name, and by `--raw` those that the tables do not have.

use clap::builder::ArgAction;
use clap::{Arg, ArgMatches, Command};
use serde_json::{Value, json};

use super::{Line, action};
use crate::app::App;
use crate::context::Context;
use crate::failure::{Exit, Failure};
use crate::lang::Lang;
use crate::output::{Column, View};
use crate::words;

pub(super) fn command(app: &'static App, line: &Line, lang: Lang) -> Command {
    let about = lang.pick("Call any action of the API, by its name", "按名称调用任意接口");
    let command =
        Command::new("api")
            .about(about)
            .arg(
                Arg::new("action")
                    .value_name("ACTION")
                    .help(lang.pick("Absent: the actions are listed", "不填则列出所有接口")),
            )
            .arg(Arg::new("raw").long("raw").action(ArgAction::SetTrue).requires("action").help(
                lang.pick("An action that is not in the tables; nothing is checked", "调用表中没有的接口，不做检查"),
            ))
            .arg(
                Arg::new("parameters")
                    .value_name("NAME=VALUE")
                    .num_args(0..)
                    .help(lang.pick("With --raw: parameters, as on the wire", "配合 --raw：线上格式的参数")),
            )
            .arg(
                Arg::new("version")
                    .long("version")
                    .value_name("DATE")
                    .requires("raw")
                    .help(lang.pick("With --raw: version of the API", "配合 --raw：接口版本")),
            );
    if line.command.as_deref() != Some("api") {
        return command;
    }
    match line.action {
        Some(action) => {
            let command = command.about(lang.of(action.title)).override_usage(usage(app, action.info.name));
            action::arguments(app, command.mut_args(|arg| arg.hide(true)), action, line, lang)
        }
        None => command,
    }
}

fn usage(app: &App, action: &str) -> String {
    format!("{} api {action} [-f FILE] [--PARAMETER=VALUE]…", app.name)
}

pub(super) async fn run(cx: &Context, matches: &ArgMatches) -> Result<Exit, Failure> {
    let Some(name) = matches.get_one::<String>("action") else {
        return list(cx);
    };
    if matches.get_flag("raw") {
        return raw(cx, name, matches).await;
    }
    let Some(action) = cx.app.service.action(name) else {
        return Err(no_such_action(cx, name));
    };
    if let Some(word) = matches.get_many::<String>("parameters").and_then(|mut words| words.next()) {
        return Err(Failure::usage(format!("`{word}`: parameters are flags, such as --name=value")));
    }
    action::run(cx, action, matches).await
}

/// That there is no action of this name, and what may have been meant.
pub(crate) fn no_such_action(cx: &Context, name: &str) -> Failure {
    let names = cx.app.service.actions.iter().map(|action| action.info.name);
    let failure = Failure::usage(format!("there is no action `{name}`"));
    match words::closest(name, names) {
        Some(close) => failure.with_help(format!("did you mean {close}?")),
        None => failure.with_help(format!("`{} api` lists the actions", cx.app.name)),
    }
}

fn list(cx: &Context) -> Result<Exit, Failure> {
    let row = |action: &crate::table::Action| json!({"Action": action.info.name, "Title": cx.lang.of(action.title), "Effect": format!("{:?}", action.info.effect).to_lowercase()});
    let rows: Vec<Value> = cx.app.service.actions.iter().map(row).collect();
    let view = View::list("")
        .column(Column::new("ACTION", "Action"))
        .column(Column::new("EFFECT", "Effect").wide())
        .column(Column::new("TITLE", "Title"))
        .id("Action")
        .name("Action");
    cx.out.show(&Value::Array(rows), &view)?;
    Ok(Exit::SUCCESS)
}

/// A call of which nothing is known.
async fn raw(cx: &Context, name: &str, matches: &ArgMatches) -> Result<Exit, Failure> {
    let words = matches.get_many::<String>("parameters").into_iter().flatten();
    let pairs = words
        .map(|word| word.split_once('=').ok_or_else(|| Failure::usage(format!("`{word}`: a parameter is NAME=VALUE"))));
    let pairs = pairs.collect::<Result<Vec<_>, _>>()?;
    let version = matches.get_one::<String>("version").map_or(cx.app.service.info.version, String::as_str);
    if cx.settings.dry_run {
        let fixed = [("Action", name), ("Version", version)];
        let lines = fixed.into_iter().chain(pairs).map(|(name, value)| format!("{name}={value}\n"));
        cx.out.data(&lines.collect::<String>())?;
        return Ok(Exit::SUCCESS);
    }
    let answer = cx.service().await?.raw(name).version(version).params(pairs).await?;
    let answer = answer.json();
    let columns = answer.as_object().into_iter().flatten().filter(|(_, value)| !value.is_object());
    let view = columns.fold(View::one(), |view, (name, _)| view.column(Column::new(name.clone(), name.clone())));
    cx.out.show(answer, &view)?;
    Ok(Exit::SUCCESS)
}
