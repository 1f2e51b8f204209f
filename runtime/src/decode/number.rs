//! Numbers.

use super::reader::JsonReader;
use super::scalar::Scalar;
use super::unreadable::Unreadable;

impl<'a> JsonReader<'a> {
    /// Reads a number, which the reader is at.
    pub(super) fn number(&mut self) -> Result<Scalar<'a>, Unreadable> {
        let start = self.at;
        let negative = self.byte() == Some(b'-');
        self.at += usize::from(negative);
        let first = self.byte();
        let (digits, whole) = self.digits();
        if digits == 0 || (digits > 1 && first == Some(b'0')) {
            return Err(self.broken("expected a value"));
        }
        if !matches!(self.byte(), Some(b'.' | b'e' | b'E')) {
            if let Some(number) = whole.and_then(|number| signed(number, negative)) {
                return Ok(number);
            }
            return self.float(start);
        }
        if self.byte() == Some(b'.') {
            self.at += 1;
            if self.digits().0 == 0 {
                return Err(self.broken("expected a digit"));
            }
        }
        if matches!(self.byte(), Some(b'e' | b'E')) {
            self.at += 1;
            self.at += usize::from(matches!(self.byte(), Some(b'+' | b'-')));
            if self.digits().0 == 0 {
                return Err(self.broken("expected a digit"));
            }
        }
        self.float(start)
    }

    fn float(&self, start: usize) -> Result<Scalar<'a>, Unreadable> {
        let number = self.text.get(start..self.at).and_then(|text| text.parse::<f64>().ok());
        match number.filter(|number| number.is_finite()) {
            Some(number) => Ok(Scalar::Float(number)),
            None => Err(Unreadable::syntax(start, "a number that is too large")),
        }
    }

    /// Passes over digits: how many, and the number they are, if it fits.
    fn digits(&mut self) -> (usize, Option<u64>) {
        let start = self.at;
        let mut number = Some(0_u64);
        while let Some(digit @ b'0'..=b'9') = self.byte() {
            number = number.and_then(|number| number.checked_mul(10)?.checked_add(u64::from(digit - b'0')));
            self.at += 1;
        }
        (self.at - start, number)
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }
}

/// A whole number with its sign. `-0` is none: it stays what it is as a fraction.
fn signed(number: u64, negative: bool) -> Option<Scalar<'static>> {
    match (i64::try_from(number), negative) {
        (Ok(0), true) => None,
        (Ok(number), false) => Some(Scalar::Integer(number)),
        (Ok(number), true) => Some(Scalar::Integer(-number)),
        (Err(_), false) => Some(Scalar::Unsigned(number)),
        (Err(_), true) => 0_i64.checked_sub_unsigned(number).map(Scalar::Integer),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Option<Scalar<'_>> {
        let mut r = JsonReader::new(json);
        let number = r.number().ok()?;
        r.end().is_ok().then_some(number)
    }

    #[test]
    fn numbers_are_read_as_json_writes_them() {
        assert_eq!(read("0"), Some(Scalar::Integer(0)));
        assert_eq!(read("-120"), Some(Scalar::Integer(-120)));
        assert_eq!(read("-9223372036854775808"), Some(Scalar::Integer(i64::MIN)));
        assert_eq!(read("18446744073709551615"), Some(Scalar::Unsigned(u64::MAX)));
        assert_eq!(read("18446744073709551616"), Some(Scalar::Float(18_446_744_073_709_551_616.0)));
        for (json, number) in
            [("0.5", 0.5), ("2.0", 2.0), ("-1.5e3", -1500.0), ("1E+2", 100.0), ("25e-1", 2.5), ("-0", -0.0)]
        {
            assert_eq!(read(json), Some(Scalar::Float(number)), "{json}");
        }
    }

    #[test]
    fn what_json_does_not_call_a_number_is_refused() {
        for json in ["", "-", "01", "-01", "1.", ".5", "1e", "1e+", "+1", "1x", "0x1", "1e999", "NaN"] {
            assert_eq!(read(json), None, "{json}");
        }
    }
}
