//! The rules, as chains: `v.text("Name", &self.name).required().max_length(63)`.
//!
//! A rule about an absent value does nothing; whether it must be there is a rule of its own.

use crate::Secret;
use crate::text::quote;
use crate::validate::Validator;
use crate::violation::Rule;

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

/// The rules that every kind of value has: whether it must be there.
macro_rules! presence_rules {
    ($type:ident) => {
        impl $type<'_> {
            /// The value must be there.
            pub fn required(self) -> Self {
                self.must_be_there(true, Rule::Required, "required")
            }

            /// The value must be there if `condition` holds, which `when` says in words.
            pub fn required_when(self, condition: bool, when: &str) -> Self {
                self.must_be_there(condition, Rule::Required, &format!("required when {when}"))
            }

            /// The value should be there: its absence is a warning.
            pub fn recommended(self) -> Self {
                self.must_be_there(true, Rule::Recommended, "recommended")
            }

            fn must_be_there(self, condition: bool, rule: Rule, message: &str) -> Self {
                if condition && !self.is_present() {
                    self.v.report(self.name, rule, message);
                }
                self
            }
        }
    };
}

presence_rules!(TextCheck);
presence_rules!(NumberCheck);
presence_rules!(PresenceCheck);
presence_rules!(ListCheck);

/// Rules about a text.
#[derive(Debug)]
pub struct TextCheck<'v> {
    v: &'v mut Validator,
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
        if self.secret { "(hidden)".to_owned() } else { quote(self.text) }
    }
}

impl std::fmt::Debug for Shown<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.quoted())
    }
}

impl<'v> TextCheck<'v> {
    pub(super) fn new(v: &'v mut Validator, name: &'v str, text: Option<&'v str>, secret: bool) -> Self {
        Self { v, name, value: text.map(|text| Shown { text, secret }) }
    }

    fn is_present(&self) -> bool {
        self.value.is_some()
    }

    /// At least so many characters.
    pub fn min_length(self, least: usize) -> Self {
        self.length(Rule::MinLength, |length| length < least, "at least", least)
    }

    /// At most so many characters.
    pub fn max_length(self, most: usize) -> Self {
        self.length(Rule::MaxLength, |length| length > most, "at most", most)
    }

    fn length(self, rule: Rule, broken: impl Fn(usize) -> bool, bound: &str, limit: usize) -> Self {
        if let Some(value) = self.value {
            let length = value.text.chars().count();
            if broken(length) {
                self.v.report(self.name, rule, format!("{}, {bound} {limit}", counted(length, "character")));
            }
        }
        self
    }

    /// The text must match a regular expression, which `matches` decides and `pattern` shows.
    pub fn pattern(self, pattern: &str, matches: impl Fn(&str) -> bool) -> Self {
        if let Some(value) = self.value
            && !matches(value.text)
        {
            self.v.report(self.name, Rule::Pattern, format!("{} does not match {pattern}", value.quoted()));
        }
        self
    }

    /// The text must be one of `known`, with or without regard to case.
    pub fn one_of(self, known: &[&str], ignore_case: bool) -> Self {
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
    pub fn one_of_when(self, condition: bool, when: &str, known: &[&str]) -> Self {
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

/// Rules about a number.
#[derive(Debug)]
pub struct NumberCheck<'v> {
    v: &'v mut Validator,
    name: &'v str,
    present: bool,
    value: Option<Number>,
}

#[derive(Clone, Copy, Debug)]
enum Number {
    Integer(i64),
    Float(f64),
}

impl Number {
    /// Exact for whole numbers within 2^53; the documented bounds are far inside.
    #[expect(clippy::cast_precision_loss, reason = "numbers that far out are on the same side of any bound")]
    fn as_f64(self) -> f64 {
        match self {
            Self::Integer(number) => number as f64,
            Self::Float(number) => number,
        }
    }
}

impl std::fmt::Display for Number {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Integer(number) => number.fmt(f),
            Self::Float(number) => number.fmt(f),
        }
    }
}

impl<'v> NumberCheck<'v> {
    pub(super) fn integer(v: &'v mut Validator, name: &'v str, value: Option<i64>) -> Self {
        Self { v, name, present: value.is_some(), value: value.map(Number::Integer) }
    }

    pub(super) fn float(v: &'v mut Validator, name: &'v str, value: Option<f64>) -> Self {
        if let Some(number) = value.filter(|number| !number.is_finite()) {
            v.report(name, Rule::Type, format!("{number} is not a finite number"));
        }
        let finite = value.filter(|number| number.is_finite());
        Self { v, name, present: value.is_some(), value: finite.map(Number::Float) }
    }

    fn is_present(&self) -> bool {
        self.present
    }

    /// At least this.
    pub fn min(self, least: f64) -> Self {
        if let Some(value) = self.value
            && value.as_f64() < least
        {
            self.v.report(self.name, Rule::Min, format!("{value} is below the minimum {least}"));
        }
        self
    }

    /// At most this.
    pub fn max(self, most: f64) -> Self {
        if let Some(value) = self.value
            && value.as_f64() > most
        {
            self.v.report(self.name, Rule::Max, format!("{value} is above the maximum {most}"));
        }
        self
    }

    /// At most what the first row says whose condition holds, otherwise at most `otherwise`.
    /// A row is a condition, the condition in words, and the maximum.
    pub fn max_when(self, rows: &[(bool, &str, f64)], otherwise: f64) -> Self {
        let Some(&(_, when, most)) = rows.iter().find(|(condition, ..)| *condition) else {
            return self.max(otherwise);
        };
        if let Some(value) = self.value
            && value.as_f64() > most
        {
            self.v.report(self.name, Rule::Max, format!("{value} is above the maximum {most} when {when}"));
        }
        self
    }

    /// At most so many digits after the decimal point.
    pub fn decimals(self, most: usize) -> Self {
        if let Some(value) = self.value
            && value.to_string().split_once('.').is_some_and(|(_, decimals)| decimals.len() > most)
        {
            let message = format!("{value} has more than {}", counted(most, "decimal"));
            self.v.report(self.name, Rule::Decimals, message);
        }
        self
    }
}

/// Rules about whether a value is there.
#[derive(Debug)]
pub struct PresenceCheck<'v> {
    v: &'v mut Validator,
    name: &'v str,
    present: bool,
}

impl<'v> PresenceCheck<'v> {
    pub(super) fn new(v: &'v mut Validator, name: &'v str, present: bool) -> Self {
        Self { v, name, present }
    }

    fn is_present(&self) -> bool {
        self.present
    }
}

/// Rules about the number of elements of a list. A list without elements is absent.
#[derive(Debug)]
pub struct ListCheck<'v> {
    v: &'v mut Validator,
    name: &'v str,
    count: usize,
}

impl<'v> ListCheck<'v> {
    pub(super) fn new(v: &'v mut Validator, name: &'v str, count: usize) -> Self {
        Self { v, name, count }
    }

    fn is_present(&self) -> bool {
        self.count > 0
    }

    /// At least so many elements.
    pub fn min_items(self, least: usize) -> Self {
        if self.is_present() && self.count < least {
            self.v.report(self.name, Rule::MinItems, format!("{}, at least {least}", counted(self.count, "element")));
        }
        self
    }

    /// At most so many elements.
    pub fn max_items(self, most: usize) -> Self {
        if self.count > most {
            self.v.report(self.name, Rule::MaxItems, format!("{}, at most {most}", counted(self.count, "element")));
        }
        self
    }

    /// No position after this one.
    pub fn max_index(self, last: usize) -> Self {
        if self.count > last {
            let count = counted(self.count, "element");
            self.v.report(self.name, Rule::Index, format!("{count}, but the last position is {last}"));
        }
        self
    }
}

fn counted(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}
