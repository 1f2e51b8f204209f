//! Times as the service writes them.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::Offset;

/// How a time is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeFormat {
    /// RFC 3339 in UTC: `2026-07-02T04:05:06Z`.
    Utc,
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
            Self::Utc => time.to_string(),
            Self::Local { offset_seconds } => {
                offset(offset_seconds).to_datetime(time).strftime("%Y-%m-%d %H:%M:%S").to_string()
            }
        }
    }

    /// Reads what [`TimeFormat::write`] writes. RFC 3339 with its offset is understood in either format.
    pub(crate) fn read(self, text: &str) -> Option<Timestamp> {
        let text = text.trim();
        if let Ok(time) = text.parse::<Timestamp>() {
            return Some(time);
        }
        match self {
            Self::Utc => None,
            Self::Local { offset_seconds } => offset(offset_seconds).to_timestamp(text.parse::<DateTime>().ok()?).ok(),
        }
    }
}

fn offset(seconds: i32) -> Offset {
    Offset::from_seconds(seconds).unwrap_or(Offset::UTC)
}

#[cfg(test)]
mod tests {
    use super::*;

    const BEIJING: TimeFormat = TimeFormat::Local { offset_seconds: 28_800 };

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
        assert_eq!(TimeFormat::Utc.read("2026-07-03T04:05:06+08:00"), Some(time("2026-07-02T20:05:06Z")));
    }

    #[test]
    fn utc_is_written_as_rfc_3339() {
        assert_eq!(TimeFormat::Utc.write(time("2026-07-02T04:05:06Z")), "2026-07-02T04:05:06Z");
        assert_eq!(TimeFormat::Utc.read("2026-07-03 04:05:06"), None);
    }

    #[test]
    fn what_is_no_time_is_none() {
        for text in ["", "now", "2026-13-01 00:00:00", "9999999999-01-01 00:00:00"] {
            assert_eq!(BEIJING.read(text), None, "{text}");
        }
    }
}
