//! Numbers and their rules.

use std::fmt;

use super::{Validator, counted, presence_rules};
use crate::params::rounded_to;
use crate::validate::Rule;

/// Rules about a number.
#[derive(Debug)]
pub struct NumberCheck<'v> {
    v: Validator<'v>,
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

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Integer(number) => number.fmt(f),
            Self::Float(number) => number.fmt(f),
        }
    }
}

impl<'v> NumberCheck<'v> {
    pub(super) fn integer(v: Validator<'v>, name: &'v str, value: Option<i64>) -> Self {
        Self { v, name, present: value.is_some(), value: value.map(Number::Integer) }
    }

    pub(super) fn float(mut v: Validator<'v>, name: &'v str, value: Option<f64>) -> Self {
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
    pub fn min(mut self, least: f64) -> Self {
        if let Some(value) = self.value
            && value.as_f64() < least
        {
            self.v.report(self.name, Rule::Min, format!("{value} is below the minimum {least}"));
        }
        self
    }

    /// At most this.
    pub fn max(mut self, most: f64) -> Self {
        if let Some(value) = self.value
            && value.as_f64() > most
        {
            self.v.report(self.name, Rule::Max, format!("{value} is above the maximum {most}"));
        }
        self
    }

    /// At most what the first row says whose condition holds, otherwise at most `otherwise`.
    /// A row is a condition, the condition in words, and the maximum.
    pub fn max_when(mut self, rows: &[(bool, &str, f64)], otherwise: f64) -> Self {
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

    /// The number must be one of `known`.
    pub fn one_of(mut self, known: &[i64]) -> Self {
        if let Some(Number::Integer(value)) = self.value
            && !known.contains(&value)
        {
            let all: Vec<_> = known.iter().map(ToString::to_string).collect();
            self.v.report(self.name, Rule::Value, format!("{value} is none of {}", all.join(", ")));
        }
        self
    }

    /// At most so many digits after the decimal point. What is within rounding of such a number is sent as that number,
    /// and the rules that follow are about it.
    pub fn decimals(mut self, most: usize) -> Self {
        let Some(Number::Float(value)) = self.value else { return self };
        let rounded = rounded_to(value, most);
        if rounded.is_none() {
            let message = format!("{value} has more than {}", counted(most, "decimal"));
            self.v.report(self.name, Rule::Decimals, message);
        }
        self.value = Some(Number::Float(rounded.unwrap_or(value)));
        self
    }
}

presence_rules!(NumberCheck);
