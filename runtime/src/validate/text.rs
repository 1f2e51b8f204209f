//! Texts and their rules.

use std::fmt;

use super::{Spot, counted, presence_rules};
use crate::Secret;
use crate::secret::HIDDEN;
use crate::text::quote;
use crate::validate::Rule;

/// A value that is a text, or may be one.
pub trait TextValue {
    /// The text; `None` if the value is absent.
    fn text_value(&self) -> Option<&str>;

    /// Whether messages must not show the text.
    #[inline]
    fn is_secret(&self) -> bool {
        false
    }
}

#[inline]
fn unless_empty(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

impl TextValue for str {
    #[inline]
    fn text_value(&self) -> Option<&str> {
        unless_empty(self)
    }
}

impl TextValue for String {
    #[inline]
    fn text_value(&self) -> Option<&str> {
        unless_empty(self)
    }
}

impl TextValue for Secret {
    #[inline]
    fn text_value(&self) -> Option<&str> {
        unless_empty(self.expose())
    }

    #[inline]
    fn is_secret(&self) -> bool {
        true
    }
}

impl<T: TextValue + ?Sized> TextValue for &T {
    #[inline]
    fn text_value(&self) -> Option<&str> {
        (**self).text_value()
    }

    #[inline]
    fn is_secret(&self) -> bool {
        (**self).is_secret()
    }
}

/// Only `None` is absent: an empty text that somebody set is a text.
impl<T: TextValue> TextValue for Option<T> {
    #[inline]
    fn text_value(&self) -> Option<&str> {
        self.as_ref().map(|value| value.text_value().unwrap_or_default())
    }

    #[inline]
    fn is_secret(&self) -> bool {
        self.as_ref().is_some_and(TextValue::is_secret)
    }
}

/// Rules about a text.
#[derive(Debug)]
pub struct TextCheck<'v> {
    spot: Spot<'v>,
    value: Option<Shown<'v>>,
}

/// A text, and whether messages may show it.
#[derive(Clone, Copy)]
struct Shown<'v> {
    text: &'v str,
    secret: bool,
}

/// In quotes, if it may be shown.
impl fmt::Debug for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.secret { f.write_str(HIDDEN) } else { f.write_str(&quote(self.text)) }
    }
}

impl<'v> TextCheck<'v> {
    #[inline]
    pub(super) fn new(spot: Spot<'v>, text: Option<&'v str>, secret: bool) -> Self {
        Self { spot, value: text.map(|text| Shown { text, secret }) }
    }

    #[inline]
    fn is_present(&self) -> bool {
        self.value.is_some()
    }

    /// Messages do not show the text, as they do not show a [`Secret`].
    #[inline]
    pub fn private(mut self) -> Self {
        self.value = self.value.map(|value| Shown { secret: true, ..value });
        self
    }

    /// At least so many characters.
    #[inline]
    pub fn min_length(mut self, least: usize) -> Self {
        // Of so many bytes there are enough characters, whatever they are.
        if let Some(value) = self.value
            && value.text.len() / LONGEST < least
        {
            self.spot.again().few(value.text, least);
        }
        self
    }

    /// At most so many characters.
    #[inline]
    pub fn max_length(mut self, most: usize) -> Self {
        if let Some(value) = self.value
            && value.text.len() > most
        {
            self.spot.again().many(value.text, most);
        }
        self
    }

    /// The text must match a regular expression, which `matches` decides and `pattern` shows.
    #[inline]
    pub fn pattern(mut self, pattern: &str, matches: impl Fn(&str) -> bool) -> Self {
        if let Some(value) = self.value
            && !matches(value.text)
        {
            let message = format_args!("{value:?} does not match {pattern}");
            self.spot.again().report(Rule::Pattern, message);
        }
        self
    }

    /// The text must be one of `known`, with or without regard to case.
    #[inline]
    pub fn one_of(mut self, known: &[&str], ignore_case: bool) -> Self {
        if let Some(value) = self.value
            && !is_among(value.text, known, ignore_case)
        {
            self.spot.again().unknown(value, known, format_args!(""));
        }
        self
    }

    /// The text must be one of `known` if `condition` holds, which `when` says in words.
    #[inline]
    pub fn one_of_when(mut self, condition: bool, when: &str, known: &[&str]) -> Self {
        if let Some(value) = self.value
            && condition
            && !is_among(value.text, known, false)
        {
            self.spot.again().unknown(value, known, format_args!(" when {when}"));
        }
        self
    }
}

/// How long a character can be, in bytes.
const LONGEST: usize = 4;

fn is_among(text: &str, known: &[&str], ignore_case: bool) -> bool {
    if ignore_case { known.iter().any(|known| known.eq_ignore_ascii_case(text)) } else { known.contains(&text) }
}

impl Spot<'_> {
    /// Reports a text of too few characters, if that is what it is.
    fn few(self, text: &str, least: usize) {
        let length = text.chars().count();
        if length < least {
            let length = counted(length, "character");
            self.report(Rule::MinLength, format_args!("{length}, at least {least}"));
        }
    }

    /// Reports a text of too many characters, if that is what it is.
    #[cold]
    fn many(self, text: &str, most: usize) {
        let length = text.chars().count();
        if length > most {
            let length = counted(length, "character");
            self.report(Rule::MaxLength, format_args!("{length}, at most {most}"));
        }
    }

    /// Reports a value that is not known, `when` something is so.
    #[cold]
    fn unknown(self, value: Shown<'_>, known: &[&str], when: fmt::Arguments<'_>) {
        let known = known.join(", ");
        self.report(Rule::Value, format_args!("{value:?} is none of {known}{when}"));
    }
}

presence_rules!(TextCheck);
