//! Numbers and their rules.

use std::fmt;

use super::{Spot, counted, presence_rules};
use crate::params::rounded_to;
use crate::validate::Rule;

/// Rules about a number.
#[derive(Debug)]
pub struct NumberCheck<'v> {
    spot: Spot<'v>,
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
    #[inline]
    fn as_f64(self) -> f64 {
        match self {
            Self::Integer(number) => number as f64,
            Self::Float(number) => number,
        }
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Integer(number) => number.fmt(f),
            Self::Float(number) => number.fmt(f),
        }
    }
}

impl<'v> NumberCheck<'v> {
    #[inline]
    pub(super) fn integer(spot: Spot<'v>, value: Option<i64>) -> Self {
        Self { spot, present: value.is_some(), value: value.map(Number::Integer) }
    }

    #[inline]
    pub(super) fn float(mut spot: Spot<'v>, value: Option<f64>) -> Self {
        let finite = value.filter(|number| number.is_finite());
        if let Some(number) = value
            && finite.is_none()
        {
            spot.again().report(Rule::Type, format_args!("{number} is not a finite number"));
        }
        Self { spot, present: value.is_some(), value: finite.map(Number::Float) }
    }

    #[inline]
    fn is_present(&self) -> bool {
        self.present
    }

    /// At least this.
    #[inline]
    pub fn min(mut self, least: f64) -> Self {
        if let Some(value) = self.value
            && value.as_f64() < least
        {
            self.spot.again().report(Rule::Min, format_args!("{value} is below the minimum {least}"));
        }
        self
    }

    /// At most this.
    #[inline]
    pub fn max(mut self, most: f64) -> Self {
        if let Some(value) = self.value
            && value.as_f64() > most
        {
            self.spot.again().report(Rule::Max, format_args!("{value} is above the maximum {most}"));
        }
        self
    }

    /// At most what the first row says whose condition holds, otherwise at most `otherwise`.
    /// A row is a condition, the condition in words, and the maximum.
    #[inline]
    pub fn max_when(mut self, rows: &[(bool, &str, f64)], otherwise: f64) -> Self {
        let Some(&(_, when, most)) = rows.iter().find(|(condition, ..)| *condition) else {
            return self.max(otherwise);
        };
        if let Some(value) = self.value
            && value.as_f64() > most
        {
            self.spot.again().report(Rule::Max, format_args!("{value} is above the maximum {most} when {when}"));
        }
        self
    }

    /// The number must be one of `known`.
    #[inline]
    pub fn one_of(mut self, known: &[i64]) -> Self {
        if let Some(Number::Integer(value)) = self.value
            && !known.contains(&value)
        {
            self.spot.again().unknown_number(value, known);
        }
        self
    }

    /// At most so many digits after the decimal point. What is within rounding of such a number is sent as that number,
    /// and the rules that follow are about it.
    #[inline]
    pub fn decimals(mut self, most: usize) -> Self {
        let Some(Number::Float(value)) = self.value else { return self };
        let rounded = rounded_to(value, most);
        if rounded.is_none() {
            let most = counted(most, "decimal");
            self.spot.again().report(Rule::Decimals, format_args!("{value} has more than {most}"));
        }
        self.value = Some(Number::Float(rounded.unwrap_or(value)));
        self
    }
}

impl Spot<'_> {
    /// Reports a number that is not known.
    #[cold]
    fn unknown_number(self, value: i64, known: &[i64]) {
        let all: Vec<_> = known.iter().map(ToString::to_string).collect();
        let all = all.join(", ");
        self.report(Rule::Value, format_args!("{value} is none of {all}"));
    }
}

presence_rules!(NumberCheck);
