//! The commands that every program has, a file each.

pub(crate) mod action;
mod api;
mod brief;
mod completion;
mod configure;
mod curl;
mod explain;
mod help;
mod line;
mod localized;
mod man;
mod pages;
mod recreate;
mod request;
mod template;
mod until;
mod view;

use clap::{ArgMatches, Command};

pub(crate) use brief::sentence;
pub(crate) use explain::shape_at;
pub(crate) use help::{hint, root_hint};
pub(crate) use line::Line;
pub(crate) use localized::localized;
pub use until::duration;

use crate::app::App;
use crate::context::Context;
use crate::failure::{Exit, Failure};
use crate::lang::Lang;
use crate::table::Action;

/// A command that is an action under another name.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Alias {
    pub(crate) name: &'static str,
    pub(crate) action: &'static Action,
}

/// Their names, in the order of the help.
pub(crate) const BUILTIN: [&str; 6] = ["api", "explain", "configure", "completion", "man", "help"];

/// The one of this name.
pub(crate) fn builtin(app: &'static App, name: &str, line: &Line, lang: Lang) -> Option<Command> {
    let command = match name {
        "api" => api::command(app, line, lang),
        "explain" => explain::command(lang),
        "configure" => configure::command(app, lang),
        "completion" => completion::command(lang),
        "man" => man::command(lang).hide(true),
        "help" => help::command(lang),
        _ => return None,
    };
    // Of an action it stands there already.
    let has_hint = command.get_after_help().is_some();
    Some(if has_hint { command } else { command.after_help(hint(app.name, lang)) })
}

/// Runs one of them.
pub(crate) async fn run(cx: &Context, name: &str, matches: &ArgMatches) -> Result<Exit, Failure> {
    if let Some(alias) = cx.app.aliases().find(|alias| alias.name == name) {
        return action::run(cx, alias.action, matches).await;
    }
    match name {
        "api" => api::run(cx, matches).await,
        "explain" => explain::run(cx, matches),
        "configure" => configure::run(cx, matches).await,
        "completion" => completion::run(cx, matches),
        "man" => man::run(cx, matches),
        "help" => help::run(cx, matches),
        _ => Err(Failure::usage(format!("there is no command `{name}`"))),
    }
}
