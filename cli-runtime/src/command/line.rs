//! A first look at the command line, before it is parsed: which command and action it is about, and which parameters its
//! flags name. A list may have any number of elements, so there is no end of flags; clap is told of those that are there.

use std::ffi::OsString;

use crate::app::App;
use crate::input::{Flag, resolve};
use crate::lang::Lang;
use crate::settings::{self, When};
use crate::table::Action;

/// What the first look sees.
#[derive(Debug, Default)]
pub(crate) struct Line {
    /// The command.
    pub(crate) command: Option<String>,
    /// The action that it is about.
    pub(crate) action: Option<&'static Action>,
    /// The action that an explanation is wanted of.
    pub(crate) topic: Option<&'static Action>,
    /// The flags that name parameters of it, each once: as written, without dashes.
    pub(crate) flags: Vec<(String, Flag)>,
    /// What is wrong with flags.
    pub(crate) problems: Vec<String>,
    /// Flags that name no parameter, or not yet; for completion.
    pub(crate) partial: Vec<String>,
    /// Options of all commands with their values, for completion.
    pub(crate) options: Vec<(String, String)>,
    pub(crate) lang: Option<Lang>,
    pub(crate) color: Option<When>,
}

/// Options that commands about actions have themselves.
pub(crate) const OWN: [(&str, usize); 8] = [
    ("file", 1),
    ("template", 0),
    ("from", 1),
    ("accept-partial", 0),
    ("until", 1),
    ("timeout", 1),
    ("raw", 0),
    ("version", 1),
];

impl Line {
    pub(crate) fn read(app: &'static App, words: &[OsString]) -> Self {
        let mut line = Self::default();
        let words: Vec<_> = words.iter().skip(1).map(|word| word.to_string_lossy()).collect();
        let mut flags = Vec::new();
        let mut rest = words.iter().map(AsRef::as_ref);
        while let Some(word) = rest.next() {
            if word == "--" {
                break;
            }
            if let Some(flag) = word.strip_prefix("--") {
                let (name, value) = flag.split_once('=').map_or((flag, None), |(name, value)| (name, Some(value)));
                let taken = settings::values_of(name).or_else(|| own(&line, name));
                match taken {
                    Some(1) if value.is_none() => line.option(name, rest.next()),
                    Some(_) => line.option(name, value),
                    None => flags.push(name.to_owned()),
                }
            } else if let Some(letters) = word.strip_prefix('-').filter(|letters| !letters.is_empty()) {
                let takes = |letter| settings::values_of_letter(letter) == Some(1) || letter == 'f';
                // A letter that takes a value has the rest of the word, or the next one.
                if letters.chars().next_back().is_some_and(takes)
                    && letters.chars().filter(|one| takes(*one)).count() == 1
                {
                    rest.next();
                }
            } else {
                line.positional(app, word);
            }
        }
        line.name_flags(flags);
        line
    }

    /// What was typed so far, for completion.
    pub(crate) fn typed(app: &'static App, words: &[OsString]) -> Self {
        let mut line = Self::read(app, words);
        line.problems.clear();
        if words.last().is_some_and(|word| word == "--") {
            line.partial.push(String::new());
        }
        line
    }

    fn option(&mut self, name: &str, value: Option<&str>) {
        self.options.push((name.to_owned(), value.unwrap_or_default().to_owned()));
        match (name, value) {
            ("lang", Some(value)) => self.lang = Some(Lang::of_locale(value)),
            ("color", Some("never")) => self.color = Some(When::Never),
            ("color", Some("always")) => self.color = Some(When::Always),
            _ => {}
        }
    }

    fn positional(&mut self, app: &'static App, word: &str) {
        match self.command.as_deref() {
            None => {
                self.action = app.aliases().find(|alias| alias.name == word).map(|alias| alias.action);
                self.command = Some(word.to_owned());
            }
            Some("api") if self.action.is_none() => self.action = app.service.action(word),
            Some("explain") if self.topic.is_none() => {
                let alias = app.aliases().find(|alias| alias.name == word).map(|alias| alias.action);
                self.topic = alias.or_else(|| app.service.action(word));
            }
            Some(_) => {}
        }
    }

    /// Which parameters the flags name, now that the action is known.
    fn name_flags(&mut self, flags: Vec<String>) {
        let Some(action) = self.action else {
            self.partial = flags;
            return;
        };
        for name in flags {
            if name == "help" || self.flags.iter().any(|(other, _)| *other == name) {
                continue;
            }
            match resolve(action.request, &name) {
                Ok(flag) => self.flags.push((name, flag)),
                Err(problem) => {
                    self.partial.push(name);
                    self.problems.push(problem);
                }
            }
        }
    }
}

fn own(line: &Line, name: &str) -> Option<usize> {
    line.command.as_ref()?;
    OWN.iter().find(|(own, _)| *own == name).map(|(_, values)| *values)
}
