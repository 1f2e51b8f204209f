//! Completion: the shell runs the program for it, which knows flags by wire path, values, and what exists.
//!
//! `COMPLETE=bash kci` prints what a shell reads once; then the shell asks with what was typed so far. The engine is
//! clap's; here is what it cannot know.

mod flags;
mod ids;

use std::ffi::OsString;

use clap::Command;
use clap::builder::StyledStr;
use clap_complete::CompleteEnv;
use clap_complete::engine::{ArgValueCandidates, CompletionCandidate};

use crate::app::{App, Verb};
use crate::command::Line;
use crate::lang::{Lang, Text};

/// The variable by which a shell asks.
const ASKED_BY: &str = "COMPLETE";

/// Answers a shell, if it is one that asks; then the program is over.
pub(crate) fn answer(app: &'static App, words: &[OsString], lang: Lang) {
    if std::env::var_os(ASKED_BY).is_none_or(|shell| shell.is_empty()) {
        return;
    }
    // What was typed stands behind `--`, the program's name first.
    let typed = words.iter().position(|word| word == "--").map_or(&[][..], |at| &words[at + 1..]);
    let line = Line::typed(app, typed);
    CompleteEnv::with_factory(|| command(app, &line, lang)).var(ASKED_BY).bin(app.name).complete();
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

fn subcommand(app: &'static App, line: &Line, lang: Lang, mut command: Command) -> Command {
    if let Some(action) = line.action {
        command = flags::arguments(app, action, line, lang, command);
    } else if matches!(command.get_name(), "api" | "explain") {
        command = with_candidates(command, "action", move || actions(app, lang));
    }
    let verb = app.verb(command.get_name());
    for (arg, action) in verb.map(Verb::completes).unwrap_or_default() {
        let around = ids::Around::of(line);
        command = with_candidates(command, arg, move || ids::listed(app, action, &around));
    }
    command
}

fn with_candidates(
    command: Command,
    arg: &str,
    candidates: impl Fn() -> Vec<CompletionCandidate> + Send + Sync + 'static,
) -> Command {
    let candidates = ArgValueCandidates::new(candidates);
    // All are gone through, so that positions stay in their order.
    command.mut_args(|one| if one.get_id() == arg { one.add(candidates.clone()) } else { one })
}

fn candidate(value: &str, help: &str) -> CompletionCandidate {
    CompletionCandidate::new(value).help((!help.is_empty()).then(|| StyledStr::from(help.to_owned())))
}

fn regions(app: &'static App) -> Vec<CompletionCandidate> {
    app.service.info.regions.iter().map(|one| candidate(one.region, &one.zones.join(" "))).collect()
}

/// The actions, and the commands that are one.
fn actions(app: &'static App, lang: Lang) -> Vec<CompletionCandidate> {
    let of = |name: &'static str, title: Text| candidate(name, lang.of(title));
    app.service.actions.iter().map(|action| of(action.info.name, action.title)).collect()
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
