//! Values that are neither a list nor an object.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use super::reader::JsonReader;
use super::unreadable::Unreadable;
use crate::text::quote;

/// A JSON value that is neither a list nor an object.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Scalar<'a> {
    Null,
    Boolean(bool),
    /// A whole number.
    Integer(i64),
    /// A whole number too large for `i64`.
    Unsigned(u64),
    /// Any other number.
    Float(f64),
    Text(Cow<'a, str>),
}

impl<'a> Scalar<'a> {
    /// The value as text; empty for `null`.
    pub(super) fn into_text(self) -> Cow<'a, str> {
        match self {
            Self::Null => Cow::Borrowed(""),
            Self::Boolean(value) => Cow::Borrowed(if value { "true" } else { "false" }),
            Self::Integer(value) => Cow::Owned(value.to_string()),
            Self::Unsigned(value) => Cow::Owned(value.to_string()),
            Self::Float(value) => Cow::Owned(value.to_string()),
            Self::Text(value) => value,
        }
    }

    pub(super) fn boolean(&self) -> Option<bool> {
        match self {
            Self::Null => Some(false),
            Self::Boolean(value) => Some(*value),
            Self::Text(text) => parse(&text.to_ascii_lowercase()),
            Self::Integer(_) | Self::Unsigned(_) | Self::Float(_) => None,
        }
    }

    pub(super) fn integer(&self) -> Option<i64> {
        match self {
            Self::Null => Some(0),
            Self::Integer(value) => Some(*value),
            Self::Float(value) => whole(*value),
            Self::Text(text) => parse(text),
            Self::Boolean(_) | Self::Unsigned(_) => None,
        }
    }

    #[expect(clippy::cast_precision_loss, reason = "a double is what JSON's numbers are")]
    pub(super) fn float(&self) -> Option<f64> {
        match self {
            Self::Null => Some(0.0),
            Self::Integer(value) => Some(*value as f64),
            Self::Unsigned(value) => Some(*value as f64),
            Self::Float(value) => Some(*value),
            Self::Text(text) => parse(text),
            Self::Boolean(_) => None,
        }
        .filter(|number| number.is_finite())
    }
}

/// The value of a text; the default for an empty one, which stands for `null`.
fn parse<T: FromStr + Default>(text: &str) -> Option<T> {
    let text = text.trim();
    if text.is_empty() { Some(T::default()) } else { text.parse().ok() }
}

/// The same number without its fraction, if it has none and `f64` holds it exactly.
#[expect(clippy::cast_possible_truncation, reason = "checked to be whole and within 2^53")]
pub(crate) fn whole(number: f64) -> Option<i64> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    (number.fract() == 0.0 && number.abs() <= EXACT).then_some(number as i64)
}

impl fmt::Display for Scalar<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Boolean(value) => value.fmt(f),
            Self::Integer(value) => value.fmt(f),
            Self::Unsigned(value) => value.fmt(f),
            Self::Float(value) => value.fmt(f),
            Self::Text(value) => f.write_str(&quote(value)),
        }
    }
}

impl<'a> JsonReader<'a> {
    /// Reads a value that is neither a list nor an object.
    pub(super) fn scalar(&mut self) -> Result<Scalar<'a>, Unreadable> {
        match self.peek() {
            Some(b'"') => self.string().map(Scalar::Text),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(b'n') => self.word("null").map(|()| Scalar::Null),
            Some(b't') => self.word("true").map(|()| Scalar::Boolean(true)),
            Some(b'f') => self.word("false").map(|()| Scalar::Boolean(false)),
            Some(b'{' | b'[') => Err(self.no("a single value")),
            _ => Err(self.broken("expected a value")),
        }
    }

    /// Reads a text, or any other single value as one; `null` is empty.
    #[inline]
    pub fn text(&mut self) -> Result<Cow<'a, str>, Unreadable> {
        if self.peek() == Some(b'"') { self.string() } else { self.scalar().map(Scalar::into_text) }
    }

    /// Reads a single value as text; a list or an object is passed over.
    pub fn text_or_nothing(&mut self) -> Result<Cow<'a, str>, Unreadable> {
        match self.peek() {
            Some(b'{' | b'[') => self.skip().map(|()| Cow::Borrowed("")),
            _ => self.text(),
        }
    }

    /// Reads a single value, from which `make` makes what is wanted, if it can.
    pub(super) fn made<T>(
        &mut self,
        wanted: &str,
        make: impl FnOnce(&Scalar<'a>) -> Option<T>,
    ) -> Result<T, Unreadable> {
        self.peek();
        let at = self.at;
        let scalar = self.scalar()?;
        make(&scalar).ok_or_else(|| Unreadable::value(at, format!("{scalar} is {wanted}")))
    }
}
