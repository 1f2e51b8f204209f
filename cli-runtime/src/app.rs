//! A program: its command line, and the way from words to an exit status.

use std::ffi::OsString;
use std::fmt;
use std::io::{self, IsTerminal as _, Write as _};
use std::pin::Pin;
use std::process::ExitCode;

use clap::builder::Styles;
use clap::error::ErrorKind;
use clap::{ArgMatches, Command};
use kci_runtime::auth::Credentials;

use crate::command::{self, Alias};
use crate::complete;
use crate::context::Context;
use crate::debug;
use crate::failure::{Exit, Failure};
use crate::input::Form;
use crate::lang::{Lang, Text};
use crate::output::{Paint, Tone, say};
use crate::settings::{self, Settings, When};
use crate::table::Service;
use crate::usage;

/// A future of a command; it stays on its thread.
pub type LocalFuture<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// A command written by hand.
pub trait Verb: Sync {
    /// Its name on the command line.
    fn name(&self) -> &'static str;

    /// Its arguments and their help, under its name.
    fn command(&self, lang: Lang) -> Command;

    /// The arguments, by their ids, whose values are ids of what an action lists, and that action.
    fn completes(&self) -> &'static [(&'static str, &'static str)] {
        &[]
    }

    /// Does it.
    fn run<'a>(&'a self, cx: &'a Context, matches: &'a ArgMatches) -> LocalFuture<'a, Result<Exit, Failure>>;
}

/// Finds an emulator of the service on this machine, or starts one.
pub type Local = fn(&Context) -> LocalFuture<'_, Result<Connection, Failure>>;

/// Where an emulator is.
pub struct Connection {
    /// Its URL.
    pub endpoint: String,
    /// Who may ask it.
    pub credentials: Credentials,
    /// What keeps it running until the command is over.
    pub alive: Option<Box<dyn std::any::Any>>,
}

/// A program around the tables of a service.
pub struct App {
    /// Its name: `kci`.
    pub name: &'static str,
    /// Its version.
    pub version: &'static str,
    /// What it is, in a sentence.
    pub about: Text,
    /// The tables.
    pub service: &'static Service,
    /// The commands written by hand, in the order of the help.
    pub verbs: &'static [&'static dyn Verb],
    /// Commands that are actions under another name: `create` and `CreateContainerGroup`.
    pub aliases: &'static [(&'static str, &'static str)],
    /// Other kinds of documents that actions take in the place of their own.
    pub forms: &'static [&'static dyn Form],
    /// What `configure` asks for beside keys and region: an action, a member of its request, and what it is.
    pub asks: &'static [(&'static str, &'static str, Text)],
    /// How `--local` finds an emulator.
    pub local: Option<Local>,
}

impl fmt::Debug for App {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("App").field("name", &self.name).field("version", &self.version).finish_non_exhaustive()
    }
}

impl App {
    /// A program that has no verbs of its own, named after the service.
    pub const fn new(service: &'static Service) -> Self {
        Self {
            name: service.info.name,
            version: service.info.version,
            about: service.title,
            service,
            verbs: &[],
            aliases: &[],
            forms: &[],
            asks: &[],
            local: None,
        }
    }

    /// Runs the program.
    pub fn run(&'static self, words: impl IntoIterator<Item = OsString>) -> ExitCode {
        let words: Vec<_> = words.into_iter().collect();
        let line = command::Line::read(self, &words);
        let lang = line.lang.unwrap_or_else(|| Lang::of_environment(|name| std::env::var(name).ok()));
        complete::answer(self, &words, lang);
        let exit = match self.matches(&line, words, lang) {
            Ok(matches) => self.dispatch(&matches, lang),
            Err(exit) => exit,
        };
        exit.into()
    }

    /// The command line as far as `line` needs it: the command that it names alone, or all where it names none; and what
    /// belongs to one action only where it names the action. Every command has a copy of the common options, so that all
    /// commands together take a while to build.
    pub(crate) fn command(&'static self, line: &command::Line, lang: Lang) -> Command {
        let typed = line.command.as_deref().and_then(|name| self.names().find(|one| *one == name));
        let names: Vec<_> = typed.map_or_else(|| self.names().collect(), |name| vec![name]);
        let root = Command::new(self.name)
            .version(self.version)
            .about(lang.of(self.about))
            .args(settings::arguments(lang, true))
            .subcommand_required(true)
            .arg_required_else_help(true)
            .disable_help_subcommand(true)
            .styles(Styles::styled())
            .subcommands(names.into_iter().filter_map(|name| self.subcommand(name, line, lang)))
            .after_help(command::root_hint(self.name, lang));
        command::localized(root, lang)
    }

    /// The names of all commands, in the order of the help.
    pub(crate) fn names(&'static self) -> impl Iterator<Item = &'static str> {
        let verbs = self.verbs.iter().map(|verb| verb.name());
        verbs.chain(self.aliases().map(|alias| alias.name)).chain(command::BUILTIN)
    }

    fn subcommand(&'static self, name: &str, line: &command::Line, lang: Lang) -> Option<Command> {
        if let Some(verb) = self.verb(name) {
            return Some(verb.command(lang).after_help(command::hint(self.name, lang)));
        }
        match self.aliases().find(|alias| alias.name == name) {
            Some(alias) => Some(command::action::alias(self, alias, line, lang)),
            None => command::builtin(self, name, line, lang),
        }
    }

    pub(crate) fn verb(&self, name: &str) -> Option<&'static dyn Verb> {
        self.verbs.iter().find(|verb| verb.name() == name).copied()
    }

    pub(crate) fn aliases(&'static self) -> impl Iterator<Item = Alias> {
        self.aliases.iter().filter_map(|(name, action)| Some(Alias { name, action: self.service.action(action)? }))
    }

    fn matches(&'static self, line: &command::Line, words: Vec<OsString>, lang: Lang) -> Result<ArgMatches, Exit> {
        if let Some(problem) = line.problems.first() {
            report(&Failure::usage(problem.clone()), When::Auto, lang);
            return Err(Exit::USAGE);
        }
        self.command(line, lang).try_get_matches_from(words).map_err(|error| {
            let color = line.color.unwrap_or_default();
            match error.kind() {
                ErrorKind::DisplayHelp
                | ErrorKind::DisplayVersion
                | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => help(&error, color, lang),
                _ => report(&usage::failure(&error, lang), color, lang),
            }
            if error.use_stderr() { Exit::USAGE } else { Exit::SUCCESS }
        })
    }

    fn dispatch(&'static self, matches: &ArgMatches, lang: Lang) -> Exit {
        let Some((name, below)) = matches.subcommand() else { return Exit::USAGE };
        let settings = Settings::of(below);
        let color = settings.color;
        if settings.debug {
            debug::start();
        }
        let cx = Context::new(self, settings, lang);
        let done = block_on(async {
            match self.verb(name) {
                Some(verb) => verb.run(&cx, below).await,
                None => command::run(&cx, name, below).await,
            }
        });
        match done {
            Ok(exit) => exit,
            Err(failure) => {
                report(&failure, color, lang);
                failure.exit
            }
        }
    }
}

/// Runs a future on this thread.
fn block_on(future: impl Future<Output = Result<Exit, Failure>>) -> Result<Exit, Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.map_err(|error| Failure::other(error.to_string()))?.block_on(future)
}

/// Shows what clap has made of a wish for help.
fn help(error: &clap::Error, color: When, lang: Lang) {
    let is_terminal = if error.use_stderr() { io::stderr().is_terminal() } else { io::stdout().is_terminal() };
    let text = error.render();
    let text = if Paint::new(color, is_terminal).is_on() { text.ansi().to_string() } else { text.to_string() };
    let text = usage::placeholders(&text, lang);
    let written = if error.use_stderr() {
        io::stderr().lock().write_all(text.as_bytes())
    } else {
        io::stdout().lock().write_all(text.as_bytes())
    };
    // Nobody is left to be told where it cannot be written.
    drop(written);
}

fn report(failure: &Failure, color: When, lang: Lang) {
    if failure.message.is_empty() {
        return;
    }
    let paint = Paint::new(color, io::stderr().is_terminal());
    say(&format!("{}: {}", paint.tone(Tone::Bad, lang.pick("error", "错误")), failure.message));
    if let Some(help) = &failure.help {
        say(&format!("{}: {help}", paint.tone(Tone::Good, lang.pick("help", "帮助"))));
    }
}
