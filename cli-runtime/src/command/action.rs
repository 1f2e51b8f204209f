//! One action: its input by flags and files, checked before it is sent, and its answer.

use clap::builder::{ArgAction, PossibleValue, PossibleValuesParser};
use clap::{Arg, ArgMatches, Command, value_parser};
use kci_runtime::{ActionInfo, Body, Effect, Params, ServiceClient};
use serde_json::Value;

use super::{Alias, Line, brief, curl, pages, request, template, until, view};
use crate::app::App;
use crate::context::Context;
use crate::defaults;
use crate::failure::{Exit, Failure};
use crate::input::{Flag, resolve};
use crate::lang::Lang;
use crate::table::{Action, Kind, Member, Required};

/// The command that is an action under another name.
pub(crate) fn alias(app: &'static App, alias: Alias, line: &Line, lang: Lang) -> Command {
    let command = Command::new(alias.name).about(lang.of(alias.action.title));
    if line.command.as_deref() == Some(alias.name) {
        arguments(app, command, alias.action, line, lang)
    } else {
        command
    }
}

/// The arguments of a command that is about an action.
pub(crate) fn arguments(
    app: &'static App,
    command: Command,
    action: &'static Action,
    line: &Line,
    lang: Lang,
) -> Command {
    let waiting = until::arguments(app.service.waiters, action, lang);
    let mut command = command.args(request::arguments(app, action, lang)).args(waiting).next_line_help(false);
    let mut taken: Vec<String> = Vec::new();
    for (written, flag) in &line.flags {
        command = command.arg(parameter(written, flag, lang).hide(!is_simple(flag)));
        taken.push(flag.path.clone());
    }
    // Those of the first level, for help and suggestions: what need not be there is named only.
    let mut others = Vec::new();
    for member in action.request.members() {
        let is_there = taken.iter().any(|path| path == member.name);
        if is_there || super::line::OWN.iter().any(|(own, _)| *own == member.flag) || is_common(member.flag) {
            continue;
        }
        if let Ok(flag) = resolve(action.request, member.flag) {
            let is_needed = brief::is_needed(&member.required);
            command = command.arg(parameter(member.flag, &flag, lang).hide(!is_needed));
            others.extend((!is_needed).then(|| format!("--{}", member.flag)));
        }
    }
    command.after_help(brief::after_help(app.name, action, &others, lang))
}

pub(super) fn is_common(flag: &str) -> bool {
    crate::settings::values_of(flag).is_some()
}

fn is_simple(flag: &Flag) -> bool {
    !flag.path.contains('.')
}

fn mark(member: &Member, lang: Lang) -> &'static str {
    if matches!(member.required, Required::Always) { lang.pick("(required) ", "（必填）") } else { "" }
}

/// The argument of a flag that names a parameter.
pub(crate) fn parameter(written: &str, flag: &Flag, lang: Lang) -> Arg {
    let arg = Arg::new(written.to_owned()).long(written.to_owned()).action(ArgAction::Append);
    let Some(member) = flag.member else {
        let values = flag.tags.iter().map(|value| PossibleValue::new(*value));
        return arg.value_parser(PossibleValuesParser::new(values)).hide_possible_values(true);
    };
    let help = format!("{}{}", mark(member, lang), brief::sentence(lang.of(member.description)));
    let arg = arg.help(help).value_parser(value_parser!(String)).value_name(value_name(member));
    let arg = if matches!(member.kind, Kind::Boolean) {
        arg.num_args(0..=1).require_equals(true).default_missing_value("true")
    } else {
        arg.allow_hyphen_values(true)
    };
    if flag.adds { arg } else { arg.overrides_with(written.to_owned()) }
}

fn value_name(member: &Member) -> &'static str {
    match member.kind {
        Kind::Integer | Kind::Long | Kind::Float | Kind::IntegerEnum(_) => "N",
        Kind::Boolean => "true|false",
        Kind::Time(_) => "TIME",
        _ => "TEXT",
    }
}

/// Does what is asked with an action.
pub(crate) async fn run(cx: &Context, action: &'static Action, matches: &ArgMatches) -> Result<Exit, Failure> {
    let written = request::flags(action, matches);
    let defaults = defaults::of_action(cx, action)?;
    let documents = request::documents(cx, action, matches)?;
    if matches.get_flag("template") {
        let from = matches.try_get_one::<String>("from").ok().flatten().map(String::as_str);
        template::run(cx, action, &written, from, (defaults.as_ref(), &documents)).await?;
        return Ok(Exit::SUCCESS);
    }
    let checked = request::check(cx, action, &documents, defaults.as_ref(), &written, matches)?;
    for params in checked {
        send(cx, action, &params, matches).await?;
    }
    Ok(Exit::SUCCESS)
}

/// Sends a request, or shows it, and shows the answer.
async fn send(cx: &Context, action: &'static Action, params: &Params, matches: &ArgMatches) -> Result<(), Failure> {
    if cx.settings.dry_run {
        return show(cx, action, params);
    }
    let answer = match (&action.pages, until::chosen(cx, action, matches)) {
        (_, Some(waiter)) => until::wait(cx, waiter, params, matches).await?,
        (Some(pages), None) if params.get(pages.start).is_none() => pages::all(cx, action, pages, params).await?,
        _ => call(cx, action, params).await?,
    };
    cx.out.show(&answer, &view::of_answer(cx, action))
}

/// Calls an action with parameters that were checked.
pub(crate) async fn call(cx: &Context, action: &'static Action, params: &Params) -> Result<Value, Failure> {
    call_with(&cx.service().await?, action, params).await
}

/// The same through this client.
pub(crate) async fn call_with(
    client: &ServiceClient,
    action: &'static Action,
    params: &Params,
) -> Result<Value, Failure> {
    let ActionInfo { name, default_method: method, body, .. } = *action.info;
    let call = client.raw(name).method(method);
    let call = match body {
        Body::Json if method.has_body() => call.json(action.operation.document(params)),
        _ => call.params(params.iter()),
    };
    let answer = call.idempotent(action.info.effect != Effect::Create).await?;
    Ok(answer.json().clone())
}

/// What would be sent.
pub(crate) fn show(cx: &Context, action: &'static Action, params: &Params) -> Result<(), Failure> {
    let shown = curl::without_secrets(action, params);
    if cx.settings.curl {
        let client = cx.service_unsigned()?;
        if client.endpoint().is_empty() {
            return Err(Failure::new(
                Exit::SETTINGS,
                cx.say("no region is known: give --region", "未指定地域：请用 --region"),
            ));
        }
        return cx.out.data(&curl::command(action, &client, &shown));
    }
    let fixed = [("Action", action.info.name), ("Version", action.info.service.version)];
    let pairs = fixed.into_iter().chain(shown.iter());
    let lines = pairs.map(|(name, value)| format!("{name}={value}\n"));
    cx.out.data(&lines.collect::<String>())
}
