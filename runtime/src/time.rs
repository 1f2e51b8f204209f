//! Times as the service writes them.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::Offset;

/// How a time is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeFormat {
    /// RFC 3339 in UTC: `2026-07-02T04:05:06Z`.
    Utc {
        /// How far a time is ahead of UTC that comes without its zone all the same, in seconds.
        offset_seconds: i32,
    },
    /// Local time without its zone: `2026-07-02 12:05:06`. Parts of a second are cut off.
    Local {
        /// How far local time is ahead of UTC, in seconds: 28800 for UTC+8.
        offset_seconds: i32,
    },
}

impl TimeFormat {
    /// The time as text.
    pub(crate) fn write(self, time: Timestamp) -> String {
        match self {
            Self::Utc { .. } => time.to_string(),
            Self::Local { offset_seconds } => {
                offset(offset_seconds).to_datetime(time).strftime("%Y-%m-%d %H:%M:%S").to_string()
            }
        }
    }

    /// Reads a time in either format, whichever this is: the service does not always keep to what its documents say.
    pub(crate) fn read(self, text: &str) -> Option<Timestamp> {
        let text = text.trim();
        let (Self::Utc { offset_seconds } | Self::Local { offset_seconds }) = self;
        let local = |time: DateTime| offset(offset_seconds).to_timestamp(time).ok();
        match plain(text) {
            Some((time, true)) => Offset::UTC.to_timestamp(time).ok(),
            Some((time, false)) => local(time),
            None => text.parse::<Timestamp>().ok().or_else(|| local(text.parse::<DateTime>().ok()?)),
        }
    }
}

/// A time written as nearly all are: `2026-07-02 12:05:06`, perhaps with a `T`, and with a `Z` if it is in UTC.
fn plain(text: &str) -> Option<(DateTime, bool)> {
    let bytes = text.as_bytes();
    let (digits, is_utc) = match bytes {
        [digits @ .., b'Z'] => (digits, true),
        digits => (digits, false),
    };
    let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2, b' ' | b'T', h1, h2, b':', n1, n2, b':', s1, s2] = digits else {
        return None;
    };
    let two = |tens: u8, ones: u8| {
        let is_number = tens.is_ascii_digit() && ones.is_ascii_digit();
        is_number.then(|| i8::try_from((tens - b'0') * 10 + (ones - b'0')).ok()).flatten()
    };
    let year = i16::from(two(y1, y2)?) * 100 + i16::from(two(y3, y4)?);
    let (month, day) = (two(m1, m2)?, two(d1, d2)?);
    let time = DateTime::new(year, month, day, two(h1, h2)?, two(n1, n2)?, two(s1, s2)?, 0).ok()?;
    Some((time, is_utc))
}

fn offset(seconds: i32) -> Offset {
    Offset::from_seconds(seconds).unwrap_or(Offset::UTC)
}

#[cfg(test)]
mod tests {
    use super::*;

    const BEIJING: TimeFormat = TimeFormat::Local { offset_seconds: 28_800 };

    const UTC: TimeFormat = TimeFormat::Utc { offset_seconds: 28_800 };

    fn time(text: &str) -> Timestamp {
        text.parse().expect("a time")
    }

    #[test]
    fn local_time_is_written_without_its_zone() {
        assert_eq!(BEIJING.write(time("2026-07-02T20:05:06.789Z")), "2026-07-03 04:05:06");
    }

    #[test]
    fn local_time_is_read_at_its_offset() {
        assert_eq!(BEIJING.read("2026-07-03 04:05:06"), Some(time("2026-07-02T20:05:06Z")));
        assert_eq!(BEIJING.read("2026-07-03T04:05:06"), Some(time("2026-07-02T20:05:06Z")));
    }

    #[test]
    fn a_time_with_its_zone_is_read_in_either_format() {
        assert_eq!(BEIJING.read("2026-07-03T04:05:06Z"), Some(time("2026-07-03T04:05:06Z")));
        assert_eq!(UTC.read("2026-07-03T04:05:06+08:00"), Some(time("2026-07-02T20:05:06Z")));
    }

    #[test]
    fn utc_is_written_as_rfc_3339() {
        assert_eq!(UTC.write(time("2026-07-02T04:05:06Z")), "2026-07-02T04:05:06Z");
    }

    #[test]
    fn a_time_without_its_zone_is_local_where_rfc_3339_is_documented_too() {
        assert_eq!(UTC.read("2026-01-12 10:23:45"), Some(time("2026-01-12T02:23:45Z")));
    }

    #[test]
    fn what_is_read_at_a_glance_is_read_as_the_library_reads_it() {
        let digits = ["2026-02-28 23:59:59", "2024-02-29T00:00:00", "0000-01-01 00:00:00", "9999-12-30 23:59:59"];
        for text in digits {
            let (time, is_utc) = plain(text).expect("a plain time");
            assert_eq!((Some(time), is_utc), (text.parse().ok(), false), "{text}");
            assert_eq!(plain(&format!("{text}Z")), Some((time, true)), "{text}");
        }
        for text in [
            "2026-02-29 00:00:00",
            "2026-02-28 24:00:00",
            "2026-2-28 00:00:00",
            "2026-02-28 00:00:60",
            "+026-02-28 00:00:00",
        ] {
            assert_eq!(plain(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_no_time_is_none() {
        for text in ["", "now", "2026-13-01 00:00:00", "9999999999-01-01 00:00:00"] {
            assert_eq!(BEIJING.read(text), None, "{text}");
        }
    }
}
