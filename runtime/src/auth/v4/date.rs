//! The time of a signature.

use jiff::Timestamp;
use jiff::tz::Offset;

/// A time as `X-Amz-Date` writes it: `20260702T040506Z`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AmzDate {
    text: [u8; 16],
}

impl AmzDate {
    /// The second that a time is in. Of years before the first, only the number is written.
    pub fn new(time: Timestamp) -> Self {
        let time = Offset::UTC.to_datetime(time);
        let year = time.year().unsigned_abs();
        let mut text = *b"00000000T000000Z";
        let parts = [
            (0, year / 100),
            (2, year % 100),
            (4, time.month().unsigned_abs().into()),
            (6, time.day().unsigned_abs().into()),
            (9, time.hour().unsigned_abs().into()),
            (11, time.minute().unsigned_abs().into()),
            (13, time.second().unsigned_abs().into()),
        ];
        for (place, number) in parts {
            for (digit, value) in text.iter_mut().skip(place).zip([number / 10 % 10, number % 10]) {
                // A single digit.
                *digit += u8::try_from(value).unwrap_or_default();
            }
        }
        Self { text }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        str::from_utf8(&self.text).unwrap_or_default()
    }

    /// The day: `20260702`.
    pub fn day(&self) -> &str {
        self.as_str().get(..8).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_to_the_second() {
        for (time, expected) in [
            ("1970-01-01T00:00:00Z", "19700101T000000Z"),
            ("2026-07-02T04:05:06.999Z", "20260702T040506Z"),
            ("2024-02-29T23:59:59Z", "20240229T235959Z"),
            ("9999-12-30T22:00:00Z", "99991230T220000Z"),
        ] {
            let date = AmzDate::new(time.parse().expect("a time"));
            assert_eq!((date.as_str(), date.day()), (expected, &expected[..8]));
        }
    }
}
