//! Writing answers as the service does. The functions are for `#[serde(serialize_with = "…")]`.

use jiff::Timestamp;
use serde::{Serialize, Serializer};

use crate::Secret;
use crate::decode::whole;
use crate::time::TimeFormat;

/// A number, as JSON writes it: `2` rather than `2.0` when it is whole.
struct Tidy(f64);

impl Serialize for Tidy {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match whole(self.0) {
            Some(number) => serializer.serialize_i64(number),
            None => serializer.serialize_f64(self.0),
        }
    }
}

/// Something that may hold a value: the value itself, or an `Option` of it.
pub trait Maybe<T> {
    /// The value, if there is one.
    fn as_option(&self) -> Option<&T>;
}

impl<T> Maybe<T> for T {
    fn as_option(&self) -> Option<&T> {
        Some(self)
    }
}

impl<T> Maybe<T> for Option<T> {
    fn as_option(&self) -> Option<&T> {
        self.as_ref()
    }
}

/// Writes a number, without a fraction where it has none.
pub fn number<S: Serializer>(number: &impl Maybe<f64>, serializer: S) -> Result<S::Ok, S::Error> {
    number.as_option().copied().map(Tidy).serialize(serializer)
}

/// Writes a list of numbers, without fractions where they have none.
pub fn numbers<S: Serializer>(numbers: &[f64], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(numbers.iter().copied().map(Tidy))
}

/// Writes a secret text as it is.
pub fn secret<S: Serializer>(secret: &impl Maybe<Secret>, serializer: S) -> Result<S::Ok, S::Error> {
    secret.as_option().map(Secret::expose).serialize(serializer)
}

/// Writes a list of secret texts as they are.
pub fn secrets<S: Serializer>(secrets: &[Secret], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(secrets.iter().map(Secret::expose))
}

/// Writes a time in RFC 3339.
pub fn utc_time<S: Serializer>(time: &Option<Timestamp>, serializer: S) -> Result<S::Ok, S::Error> {
    time.map(|time| TimeFormat::Utc { offset_seconds: 0 }.write(time)).serialize(serializer)
}

/// Writes a list of times in RFC 3339.
pub fn utc_times<S: Serializer>(times: &[Timestamp], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(times.iter().map(|time| TimeFormat::Utc { offset_seconds: 0 }.write(*time)))
}

/// Writes a time without its zone, `OFFSET` seconds ahead of UTC.
pub fn local_time<const OFFSET: i32, S: Serializer>(
    time: &Option<Timestamp>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    time.map(|time| TimeFormat::Local { offset_seconds: OFFSET }.write(time)).serialize(serializer)
}

/// Writes a list of times without their zone, `OFFSET` seconds ahead of UTC.
pub fn local_times<const OFFSET: i32, S: Serializer>(times: &[Timestamp], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(times.iter().map(|time| TimeFormat::Local { offset_seconds: OFFSET }.write(*time)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json<T>(write: impl FnOnce(&mut serde_json::Serializer<Vec<u8>>) -> serde_json::Result<T>) -> String {
        let mut serializer = serde_json::Serializer::new(Vec::new());
        write(&mut serializer).expect("JSON");
        String::from_utf8(serializer.into_inner()).expect("text")
    }

    #[test]
    fn whole_numbers_have_no_fraction() {
        assert_eq!(json(|s| number(&2.0, s)), "2");
        assert_eq!(json(|s| number(&Some(0.25), s)), "0.25");
        assert_eq!(json(|s| number(&None::<f64>, s)), "null");
        assert_eq!(json(|s| numbers(&[1.0, 1.5], s)), "[1,1.5]");
    }

    #[test]
    fn times_are_written_in_their_format() {
        let time = Some(Timestamp::UNIX_EPOCH);
        assert_eq!(json(|s| utc_time(&time, s)), "\"1970-01-01T00:00:00Z\"");
        assert_eq!(json(|s| local_time::<28_800, _>(&time, s)), "\"1970-01-01 08:00:00\"");
        assert_eq!(json(|s| local_time::<28_800, _>(&None, s)), "null");
    }

    #[test]
    fn secrets_are_written_as_they_are() {
        assert_eq!(json(|s| secret(&Some(Secret::new("a")), s)), "\"a\"");
        assert_eq!(json(|s| secrets(&["a".into()], s)), "[\"a\"]");
    }
}
