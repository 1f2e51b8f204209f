//! Reading single values.

use serde_json::Value;

use super::{ParamReader, ReadParam};
use crate::Secret;

impl ReadParam for String {
    const ABSENCE_SHOWS: bool = true;

    fn is_present(r: &ParamReader<'_>) -> bool {
        r.has_text()
    }

    fn read_param(r: &mut ParamReader<'_>) -> Self {
        r.text().unwrap_or_default().to_owned()
    }
}

impl ReadParam for Secret {
    const ABSENCE_SHOWS: bool = true;

    fn is_present(r: &ParamReader<'_>) -> bool {
        r.has_text()
    }

    fn read_param(r: &mut ParamReader<'_>) -> Self {
        Self::from(r.text().unwrap_or_default())
    }
}

/// `true` and `false` in any case.
impl ReadParam for bool {
    fn is_present(r: &ParamReader<'_>) -> bool {
        r.has_text()
    }

    fn read_param(r: &mut ParamReader<'_>) -> Self {
        r.parse("true or false", |text| text.to_ascii_lowercase().parse().ok())
    }
}

impl ReadParam for i64 {
    fn is_present(r: &ParamReader<'_>) -> bool {
        r.has_text()
    }

    fn read_param(r: &mut ParamReader<'_>) -> Self {
        r.parse("a whole number", |text| text.parse().ok())
    }
}

impl ReadParam for Value {
    fn is_present(r: &ParamReader<'_>) -> bool {
        r.has_text()
    }

    fn read_param(r: &mut ParamReader<'_>) -> Self {
        r.parse("JSON", |text| serde_json::from_str(text).ok())
    }
}

/// Decimal, with or without an exponent.
impl ReadParam for f64 {
    fn is_present(r: &ParamReader<'_>) -> bool {
        r.has_text()
    }

    fn read_param(r: &mut ParamReader<'_>) -> Self {
        r.parse("a number", |text| text.parse().ok().filter(|number: &Self| number.is_finite()))
    }
}
