//! Regular expressions that are compiled when they are first used.

use std::sync::LazyLock;

use regex::{Captures, Regex};

/// A regular expression of this module tree. One that does not compile matches nothing; a test holds that all do.
pub(crate) struct Phrase(LazyLock<Option<Regex>>);

impl Phrase {
    /// Of a function that gives the expression; `phrase!` writes that function.
    pub(crate) const fn new(compile: fn() -> Option<Regex>) -> Self {
        Self(LazyLock::new(compile))
    }

    /// The first match in a text.
    pub(crate) fn captures<'t>(&self, text: &'t str) -> Option<Captures<'t>> {
        self.0.as_ref()?.captures(text)
    }

    /// All matches in a text.
    pub(crate) fn all<'t>(&self, text: &'t str) -> Vec<Captures<'t>> {
        self.0.as_ref().map(|regex| regex.captures_iter(text).collect()).unwrap_or_default()
    }

    /// Whether it matches somewhere.
    pub(crate) fn is_in(&self, text: &str) -> bool {
        self.0.as_ref().is_some_and(|regex| regex.is_match(text))
    }

    /// The text with every match replaced.
    pub(crate) fn replace(&self, text: &str, with: &str) -> String {
        self.0.as_ref().map_or_else(|| text.to_owned(), |regex| regex.replace_all(text, with).into_owned())
    }

    /// Whether the expression compiles.
    #[cfg(test)]
    pub(crate) fn compiles(&self) -> bool {
        self.0.is_some()
    }
}

/// A static regular expression, and, in tests, a list of all of a module.
macro_rules! phrases {
    ($($(#[$doc:meta])* $name:ident = $($part:expr),+;)*) => {
        $($(#[$doc])* pub(crate) static $name: $crate::import::phrase::Phrase =
            $crate::import::phrase::Phrase::new(|| regex::Regex::new(concat!($($part),+)).ok());)*

        #[cfg(test)]
        #[test]
        fn every_phrase_compiles() {
            $(assert!($name.compiles(), stringify!($name));)*
        }
    };
}

pub(crate) use phrases;

/// The text of a group, trimmed; empty where the group took no part.
pub(crate) fn group<'t>(captures: &Captures<'t>, index: usize) -> &'t str {
    captures.get(index).map_or("", |found| found.as_str().trim())
}
