//! Completion: the shell runs the program for it, which knows flags by wire path, values, and what exists.
//!
//! `COMPLETE=bash kci` prints what a shell reads once; then the shell asks with what was typed so far. The engine is
//! clap's; here is what it cannot know.

mod bash;
mod flags;
mod ids;

use std::ffi::{OsStr, OsString};

use clap::Command;
use clap::builder::StyledStr;
use clap_complete::CompleteEnv;
use clap_complete::engine::{ArgValueCandidates, ArgValueCompleter, CompletionCandidate};
use clap_complete::env::{Elvish, EnvCompleter, Fish, Powershell, Shells, Zsh};

use crate::app::{App, Verb};
use crate::command::Line;
use crate::lang::{Lang, Text};
use ids::Known;

/// The variable by which a shell asks.
const ASKED_BY: &str = "COMPLETE";

/// Answers a shell, if it is one that asks; then the program is over.
pub(crate) fn answer(app: &'static App, words: &[OsString], lang: Lang) {
    let Some(shell) = std::env::var_os(ASKED_BY).filter(|shell| !shell.is_empty()) else { return };
    // What was typed stands behind `--`, the program's name first.
    let words = words.iter().position(|word| word == "--").map_or(&[][..], |at| &words[at + 1..]);
    let bash = bash::Typed::of(words);
    let words = if shell == "bash" { &bash.words } else { words };
    let line = Line::typed(app, words);
    let shells: [&dyn EnvCompleter; 5] = [&bash, &Zsh, &Fish, &Powershell, &Elvish];
    let env = CompleteEnv::with_factory(|| command(app, &line, lang)).shells(Shells(&shells));
    env.var(ASKED_BY).bin(app.name).complete();
}

/// The command line, with candidates for values.
fn command(app: &'static App, line: &Line, lang: Lang) -> Command {
    let root = app.command(line, lang);
    let root = with_candidates(root, "profile", profiles);
    let root = with_candidates(root, "region", move || regions(app));
    let name = line.command.clone().unwrap_or_default();
    if root.find_subcommand(&name).is_none() {
        return root;
    }
    root.mut_subcommand(&name, |command| subcommand(app, line, lang, command))
}

fn subcommand(app: &'static App, line: &Line, lang: Lang, command: Command) -> Command {
    let around = ids::Around::of(line);
    if let Some(action) = line.action {
        let command = flags::arguments(app, action, line, lang, command);
        let lists = action.found_by.unwrap_or_default();
        return with_candidates(command, "from", move || ids::listed(app, lists, &around, Known::ById));
    }
    match command.get_name() {
        "api" => with_candidates(command, "action", move || actions(app, lang)),
        "help" => with_candidates(command, "topic", move || topics(app, lang)),
        "explain" => explain(app, line, lang, command),
        name => {
            let completes = app.verb(name).map(Verb::completes).unwrap_or_default();
            completes.iter().fold(command, |command, (arg, action)| {
                let around = around.clone();
                with_candidates(command, arg, move || ids::listed(app, action, &around, Known::ByIdOrName))
            })
        }
    }
}

fn explain(app: &'static App, line: &Line, lang: Lang, command: Command) -> Command {
    let command = with_candidates(command, "action", move || {
        let aliases = app.aliases().map(|alias| candidate(alias.name, lang.of(alias.action.title)));
        aliases.chain(actions(app, lang)).collect()
    });
    let Some(action) = line.topic else { return command };
    let shape = if line.partial.iter().any(|flag| flag == "answer") { action.response } else { action.request };
    let below = ArgValueCompleter::new(move |typed: &OsStr| flags::members(shape, &typed.to_string_lossy(), lang));
    command.mut_arg("path", |arg| arg.add(below))
}

/// Candidates for an argument of the command, or of those below it.
fn with_candidates(
    command: Command,
    arg: &str,
    candidates: impl Fn() -> Vec<CompletionCandidate> + Send + Sync + 'static,
) -> Command {
    fn add(command: Command, arg: &str, candidates: &ArgValueCandidates) -> Command {
        // All are gone through, so that positions stay in their order.
        let command = command.mut_args(|one| if one.get_id() == arg { one.add(candidates.clone()) } else { one });
        command.mut_subcommands(|below| add(below, arg, candidates))
    }
    add(command, arg, &ArgValueCandidates::new(candidates))
}

fn candidate(value: &str, help: &str) -> CompletionCandidate {
    CompletionCandidate::new(value).help((!help.is_empty()).then(|| StyledStr::from(help.to_owned())))
}

fn regions(app: &'static App) -> Vec<CompletionCandidate> {
    app.service.info.regions.iter().map(|one| candidate(one.region, &one.zones.join(" "))).collect()
}

/// The actions.
fn actions(app: &'static App, lang: Lang) -> Vec<CompletionCandidate> {
    let of = |name: &'static str, title: Text| candidate(name, lang.of(title));
    app.service.actions.iter().map(|action| of(action.info.name, action.title)).collect()
}

/// What there is help about.
fn topics(app: &'static App, lang: Lang) -> Vec<CompletionCandidate> {
    let commands = app.names().map(|name| candidate(name, ""));
    let options = candidate("options", lang.pick("options of all commands", "所有命令共有的选项"));
    commands.chain([options]).chain(actions(app, lang)).collect()
}

/// The profiles of the vendor's files.
fn profiles() -> Vec<CompletionCandidate> {
    let Some(home) = std::env::home_dir() else { return Vec::new() };
    let texts = ["credentials", "config"].map(|name| std::fs::read_to_string(home.join(".ks").join(name)));
    let parsed = texts.into_iter().flatten().filter_map(|text| kci_runtime::credentials::Profiles::parse(&text).ok());
    let mut names: Vec<String> =
        parsed.flat_map(|all| all.iter().map(|one| plain_name(one.name())).collect::<Vec<_>>()).collect();
    names.sort();
    names.dedup();
    names.iter().map(|name| candidate(name, "")).collect()
}

/// In the second file a profile may be called `profile NAME`.
fn plain_name(name: &str) -> String {
    name.strip_prefix("profile ").unwrap_or(name).trim().to_owned()
}
