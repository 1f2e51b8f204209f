//! Texts and their rules.

use std::fmt;

use super::{Validator, counted, presence_rules};
use crate::Secret;
use crate::secret::HIDDEN;
use crate::text::quote;
use crate::validate::Rule;

/// A value that is a text, or may be one.
pub trait TextValue {
    /// The text; `None` if the value is absent.
    fn text_value(&self) -> Option<&str>;

    /// Whether messages must not show the text.
    fn is_secret(&self) -> bool {
        false
    }
}

fn unless_empty(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

impl TextValue for str {
    fn text_value(&self) -> Option<&str> {
        unless_empty(self)
    }
}

impl TextValue for String {
    fn text_value(&self) -> Option<&str> {
        unless_empty(self)
    }
}

impl TextValue for Secret {
    fn text_value(&self) -> Option<&str> {
        unless_empty(self.expose())
    }

    fn is_secret(&self) -> bool {
        true
    }
}

impl<T: TextValue + ?Sized> TextValue for &T {
    fn text_value(&self) -> Option<&str> {
        (**self).text_value()
    }

    fn is_secret(&self) -> bool {
        (**self).is_secret()
    }
}

/// Only `None` is absent: an empty text that somebody set is a text.
impl<T: TextValue> TextValue for Option<T> {
    fn text_value(&self) -> Option<&str> {
        self.as_ref().map(|value| value.text_value().unwrap_or_default())
    }

    fn is_secret(&self) -> bool {
        self.as_ref().is_some_and(TextValue::is_secret)
    }
}

/// Rules about a text.
#[derive(Debug)]
pub struct TextCheck<'v> {
    v: Validator<'v>,
    name: &'v str,
    value: Option<Shown<'v>>,
}

/// A text, and whether messages may show it.
#[derive(Clone, Copy)]
struct Shown<'v> {
    text: &'v str,
    secret: bool,
}

impl Shown<'_> {
    fn quoted(self) -> String {
        if self.secret { HIDDEN.to_owned() } else { quote(self.text) }
    }
}

impl fmt::Debug for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.quoted())
    }
}

impl<'v> TextCheck<'v> {
    #[inline]
    pub(super) fn new(v: Validator<'v>, name: &'v str, text: Option<&'v str>, secret: bool) -> Self {
        Self { v, name, value: text.map(|text| Shown { text, secret }) }
    }

    fn is_present(&self) -> bool {
        self.value.is_some()
    }

    /// Messages do not show the text, as they do not show a [`Secret`].
    pub fn private(mut self) -> Self {
        self.value = self.value.map(|value| Shown { secret: true, ..value });
        self
    }

    /// At least so many characters.
    pub fn min_length(mut self, least: usize) -> Self {
        if let Some(value) = self.value
            && value.text.chars().nth(least.saturating_sub(1)).is_none()
            && least > 0
        {
            self.report_length(Rule::MinLength, value.text, "at least", least);
        }
        self
    }

    /// At most so many characters.
    pub fn max_length(mut self, most: usize) -> Self {
        if let Some(value) = self.value
            && value.text.len() > most
            && value.text.chars().count() > most
        {
            self.report_length(Rule::MaxLength, value.text, "at most", most);
        }
        self
    }

    fn report_length(&mut self, rule: Rule, text: &str, bound: &str, limit: usize) {
        let length = counted(text.chars().count(), "character");
        self.v.report(self.name, rule, format!("{length}, {bound} {limit}"));
    }

    /// The text must match a regular expression, which `matches` decides and `pattern` shows.
    pub fn pattern(mut self, pattern: &str, matches: impl Fn(&str) -> bool) -> Self {
        if let Some(value) = self.value
            && !matches(value.text)
        {
            self.v.report(self.name, Rule::Pattern, format!("{} does not match {pattern}", value.quoted()));
        }
        self
    }

    /// The text must be one of `known`, with or without regard to case.
    pub fn one_of(mut self, known: &[&str], ignore_case: bool) -> Self {
        let same = |known: &&str, text: &str| {
            if ignore_case { known.eq_ignore_ascii_case(text) } else { *known == text }
        };
        if let Some(value) = self.value
            && !known.iter().any(|known| same(known, value.text))
        {
            self.v.report(self.name, Rule::Value, format!("{} is none of {}", value.quoted(), known.join(", ")));
        }
        self
    }

    /// The text must be one of `known` if `condition` holds, which `when` says in words.
    pub fn one_of_when(mut self, condition: bool, when: &str, known: &[&str]) -> Self {
        if let Some(value) = self.value
            && condition
            && !known.contains(&value.text)
        {
            let message = format!("{} is none of {} when {when}", value.quoted(), known.join(", "));
            self.v.report(self.name, Rule::Value, message);
        }
        self
    }
}

presence_rules!(TextCheck);
