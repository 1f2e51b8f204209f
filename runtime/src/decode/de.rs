//! Reading answers with tolerance: `null` where a value is documented, numbers written as text, and the other way round.
//!
//! The functions are for `#[serde(deserialize_with = "…")]`.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use jiff::Timestamp;
use serde::de::{Deserialize, Deserializer, Error, Visitor};

use crate::Secret;
use crate::text::quote;
use crate::time::TimeFormat;

/// A JSON value that is neither a list nor an object.
#[derive(Clone, Debug, PartialEq)]
pub enum Scalar<'a> {
    /// `null`.
    Null,
    /// `true` or `false`.
    Boolean(bool),
    /// A whole number.
    Integer(i64),
    /// A whole number too large for `i64`.
    Unsigned(u64),
    /// Any other number.
    Float(f64),
    /// A text.
    Text(Cow<'a, str>),
}

impl Scalar<'_> {
    /// The value as text; empty for `null`.
    pub fn into_text(self) -> String {
        match self {
            Self::Null => String::new(),
            Self::Boolean(value) => value.to_string(),
            Self::Integer(value) => value.to_string(),
            Self::Unsigned(value) => value.to_string(),
            Self::Float(value) => value.to_string(),
            Self::Text(value) => value.into_owned(),
        }
    }

    /// The value of a text; the default for an empty one, which stands for `null`.
    fn parse<T: std::str::FromStr + Default>(text: &str) -> Option<T> {
        let text = text.trim();
        if text.is_empty() { Some(T::default()) } else { text.parse().ok() }
    }
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

/// A value that can be made of any scalar that means it.
pub trait Lenient: Sized {
    /// Makes the value; the error says what is wrong with the scalar.
    fn from_scalar(scalar: Scalar<'_>) -> Result<Self, String>;
}

impl Lenient for String {
    fn from_scalar(scalar: Scalar<'_>) -> Result<Self, String> {
        Ok(scalar.into_text())
    }
}

impl Lenient for Secret {
    fn from_scalar(scalar: Scalar<'_>) -> Result<Self, String> {
        Ok(Self::new(scalar.into_text()))
    }
}

impl Lenient for bool {
    fn from_scalar(scalar: Scalar<'_>) -> Result<Self, String> {
        match &scalar {
            Scalar::Null => Some(false),
            Scalar::Boolean(value) => Some(*value),
            Scalar::Text(text) => Scalar::parse(&text.to_ascii_lowercase()),
            Scalar::Integer(_) | Scalar::Unsigned(_) | Scalar::Float(_) => None,
        }
        .ok_or_else(|| format!("{scalar} is neither true nor false"))
    }
}

impl Lenient for i64 {
    fn from_scalar(scalar: Scalar<'_>) -> Result<Self, String> {
        match &scalar {
            Scalar::Null => Some(0),
            Scalar::Integer(value) => Some(*value),
            Scalar::Float(value) => whole(*value),
            Scalar::Text(text) => Scalar::parse(text),
            Scalar::Boolean(_) | Scalar::Unsigned(_) => None,
        }
        .ok_or_else(|| format!("{scalar} is not a whole number"))
    }
}

/// The same number without its fraction, if it has none and `f64` holds it exactly.
#[expect(clippy::cast_possible_truncation, reason = "checked to be whole and within 2^53")]
pub(crate) fn whole(number: f64) -> Option<i64> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    (number.fract() == 0.0 && number.abs() <= EXACT).then_some(number as i64)
}

impl Lenient for f64 {
    #[expect(clippy::cast_precision_loss, reason = "a double is what JSON's numbers are")]
    fn from_scalar(scalar: Scalar<'_>) -> Result<Self, String> {
        match &scalar {
            Scalar::Null => Some(0.0),
            Scalar::Integer(value) => Some(*value as f64),
            Scalar::Unsigned(value) => Some(*value as f64),
            Scalar::Float(value) => Some(*value),
            Scalar::Text(text) => Scalar::parse(text),
            Scalar::Boolean(_) => None,
        }
        .filter(|number| number.is_finite())
        .ok_or_else(|| format!("{scalar} is not a number"))
    }
}

impl<T: Lenient> Lenient for Option<T> {
    fn from_scalar(scalar: Scalar<'_>) -> Result<Self, String> {
        if scalar == Scalar::Null { Ok(None) } else { T::from_scalar(scalar).map(Some) }
    }
}

struct ScalarVisitor<T>(PhantomData<T>);

impl<T: Lenient> ScalarVisitor<T> {
    fn make<E: Error>(scalar: Scalar<'_>) -> Result<T, E> {
        T::from_scalar(scalar).map_err(E::custom)
    }
}

impl<'de, T: Lenient> Visitor<'de> for ScalarVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a single value")
    }

    fn visit_unit<E: Error>(self) -> Result<T, E> {
        Self::make(Scalar::Null)
    }

    fn visit_none<E: Error>(self) -> Result<T, E> {
        Self::make(Scalar::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<T, E> {
        Self::make(Scalar::Boolean(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<T, E> {
        Self::make(Scalar::Integer(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<T, E> {
        Self::make(i64::try_from(value).map_or(Scalar::Unsigned(value), Scalar::Integer))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<T, E> {
        Self::make(Scalar::Float(value))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<T, E> {
        Self::make(Scalar::Text(value.into()))
    }

    fn visit_string<E: Error>(self, value: String) -> Result<T, E> {
        Self::make(Scalar::Text(value.into()))
    }
}

/// Reads a text, a number, a truth value or an enum, or an `Option` of one. `null` is the default.
pub fn lenient<'de, T: Lenient, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_any(ScalarVisitor(PhantomData))
}

struct Element<T>(T);

impl<'de, T: Lenient> Deserialize<'de> for Element<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        lenient(deserializer).map(Self)
    }
}

/// Reads a list of objects. `null` is an empty list, and elements that are `null` are left out.
pub fn list<'de, T: Deserialize<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<T>, D::Error> {
    let elements = Option::<Vec<Option<T>>>::deserialize(deserializer)?;
    Ok(elements.into_iter().flatten().flatten().collect())
}

/// Reads a list of texts, numbers, truth values or enums. `null` is an empty list, and elements that are `null` are
/// left out.
pub fn scalars<'de, T: Lenient, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<T>, D::Error> {
    let elements: Vec<Element<T>> = list(deserializer)?;
    Ok(elements.into_iter().map(|Element(value)| value).collect())
}

/// A time as text; nothing where the text stands for no time.
fn time(text: &str, format: TimeFormat) -> Result<Option<Timestamp>, String> {
    if text.trim().is_empty() || text.starts_with("0000-00-00") {
        return Ok(None);
    }
    format.read(text).map(Some).ok_or_else(|| format!("{} is not a time", quote(text)))
}

fn one_time<'de, D: Deserializer<'de>>(deserializer: D, format: TimeFormat) -> Result<Option<Timestamp>, D::Error> {
    let text: String = lenient(deserializer)?;
    time(&text, format).map_err(D::Error::custom)
}

fn many_times<'de, D: Deserializer<'de>>(deserializer: D, format: TimeFormat) -> Result<Vec<Timestamp>, D::Error> {
    let texts: Vec<String> = scalars(deserializer)?;
    texts.iter().filter_map(|text| time(text, format).transpose()).collect::<Result<_, _>>().map_err(D::Error::custom)
}

/// Reads a time in RFC 3339. `null`, an empty text and a date of zeros are `None`.
pub fn utc_time<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Timestamp>, D::Error> {
    one_time(deserializer, TimeFormat::Utc)
}

/// Reads a list of times in RFC 3339.
pub fn utc_times<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Timestamp>, D::Error> {
    many_times(deserializer, TimeFormat::Utc)
}

/// Reads a time without its zone, `OFFSET` seconds ahead of UTC. `null`, an empty text and a date of zeros are `None`.
pub fn local_time<'de, const OFFSET: i32, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Timestamp>, D::Error> {
    one_time(deserializer, TimeFormat::Local { offset_seconds: OFFSET })
}

/// Reads a list of times without their zone, `OFFSET` seconds ahead of UTC.
pub fn local_times<'de, const OFFSET: i32, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Timestamp>, D::Error> {
    many_times(deserializer, TimeFormat::Local { offset_seconds: OFFSET })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read<T: Lenient>(json: &str) -> Result<T, String> {
        lenient(&mut serde_json::Deserializer::from_str(json)).map_err(|error: serde_json::Error| error.to_string())
    }

    #[test]
    fn numbers_are_read_from_numbers_and_from_text() {
        for json in ["2", "2.0", "\"2\"", "\" 2 \""] {
            assert_eq!(read::<i64>(json), Ok(2), "{json}");
            assert_eq!(read::<f64>(json), Ok(2.0), "{json}");
        }
        assert_eq!(read::<f64>("\"2.5\""), Ok(2.5));
        assert_eq!(read::<f64>("18446744073709551615"), Ok(18_446_744_073_709_551_615.0));
    }

    #[test]
    fn what_is_no_number_is_named() {
        assert_eq!(read::<i64>("2.5"), Err("2.5 is not a whole number at line 1 column 3".into()));
        assert_eq!(read::<i64>("\"x\""), Err("\"x\" is not a whole number at line 1 column 3".into()));
        assert!(read::<i64>("18446744073709551615").is_err());
        assert!(read::<f64>("\"NaN\"").is_err());
        assert!(read::<f64>("[]").is_err());
    }

    #[test]
    fn null_is_the_default() {
        assert_eq!(read::<String>("null"), Ok(String::new()));
        assert_eq!(read::<i64>("null"), Ok(0));
        assert_eq!(read::<bool>("null"), Ok(false));
        assert_eq!(read::<Option<f64>>("null"), Ok(None));
        assert_eq!(read::<Option<f64>>("0"), Ok(Some(0.0)));
    }

    #[test]
    fn texts_are_read_from_any_single_value() {
        assert_eq!(read::<String>("12"), Ok("12".into()));
        assert_eq!(read::<String>("true"), Ok("true".into()));
        assert_eq!(read::<Option<String>>("\"\\u4e2d\""), Ok(Some("中".into())));
        assert!(read::<String>("{}").is_err());
    }

    #[test]
    fn truth_values_are_read_from_text_of_any_case() {
        assert_eq!(read::<bool>("\"True\""), Ok(true));
        assert_eq!(read::<bool>("\"false\""), Ok(false));
        assert!(read::<bool>("1").is_err());
    }

    #[test]
    fn null_lists_are_empty_and_null_elements_are_left_out() {
        let read = |json: &str| scalars::<String, _>(&mut serde_json::Deserializer::from_str(json)).ok();
        assert_eq!(read("null"), Some(vec![]));
        assert_eq!(read("[null, \"a\", 1]"), Some(vec!["a".into(), "1".into()]));
        assert_eq!(read("\"a\""), None);
    }

    #[test]
    fn times_are_read_and_what_stands_for_none_is_none() {
        let read = |json: &str| local_time::<28_800, _>(&mut serde_json::Deserializer::from_str(json));
        assert_eq!(read("\"1970-01-01 08:00:00\"").ok(), Some(Some(Timestamp::UNIX_EPOCH)));
        for json in ["null", "\"\"", "\"0000-00-00 00:00:00\""] {
            assert_eq!(read(json).ok(), Some(None), "{json}");
        }
        assert!(read("\"soon\"").is_err());
    }
}
