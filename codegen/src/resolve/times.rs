//! Texts that are times.

use crate::ir::Format;

/// Whether a text is a time of a format, and why not.
pub(super) fn check(format: Format, text: &str) -> Result<(), String> {
    let (is_time, example) = match format {
        Format::Utc => (is_rfc3339(text), "2023-02-27T08:46:08Z"),
        Format::Local => (is_local(text), "2023-02-27 16:45:23"),
    };
    if is_time { Ok(()) } else { Err(format!("`{text}` is no time like {example}")) }
}

fn is_local(text: &str) -> bool {
    text.split_once(' ').is_some_and(|(date, time)| is_date(date) && is_time(time))
}

fn is_rfc3339(text: &str) -> bool {
    let Some((date, rest)) = text.split_once('T') else { return false };
    let (time, offset_is_one) = match rest.strip_suffix('Z') {
        Some(time) => (time, true),
        None => match rest.rfind(['+', '-']).and_then(|at| rest.split_at_checked(at)) {
            Some((time, offset)) => (time, is_offset(offset)),
            None => return false,
        },
    };
    let (time, fraction) = time.split_once('.').unwrap_or((time, "0"));
    let digits = !fraction.is_empty() && fraction.bytes().all(|byte| byte.is_ascii_digit());
    offset_is_one && digits && is_date(date) && is_time(time)
}

/// `+08:00`.
fn is_offset(text: &str) -> bool {
    let hours_and_minutes = text.get(1..).map(|text| numbers(text, ':', [2, 2]));
    matches!(hours_and_minutes.flatten(), Some([0..=23, 0..=59]))
}

fn is_date(text: &str) -> bool {
    let Some([year, month, day]) = numbers(text, '-', [4, 2, 2]) else { return false };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 31,
    };
    (1..=12).contains(&month) && (1..=days).contains(&day)
}

fn is_time(text: &str) -> bool {
    matches!(numbers(text, ':', [2, 2, 2]), Some([0..=23, 0..=59, 0..=59]))
}

/// Numbers between separators, each of so many digits.
fn numbers<const N: usize>(text: &str, separator: char, digits: [usize; N]) -> Option<[u32; N]> {
    let parts: Vec<&str> = text.split(separator).collect();
    let fits = |(part, count): (&&str, usize)| part.len() == count && part.bytes().all(|byte| byte.is_ascii_digit());
    let fit = parts.len() == N && parts.iter().zip(digits).all(fits);
    let values: Vec<u32> = parts.iter().filter(|_| fit).filter_map(|part| part.parse().ok()).collect();
    values.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_those_of_their_format() {
        let utc = ["2023-02-27T08:46:08Z", "2024-02-29T23:59:59.123Z", "2023-02-27T08:46:08+08:00"];
        let local = ["2023-02-27 16:45:23", "2000-02-29 00:00:00"];
        for text in utc {
            assert_eq!((check(Format::Utc, text).is_ok(), check(Format::Local, text).is_ok()), (true, false), "{text}");
        }
        for text in local {
            assert_eq!((check(Format::Utc, text).is_ok(), check(Format::Local, text).is_ok()), (false, true), "{text}");
        }
        let none = [
            "",
            "now",
            "2023-02-27",
            "2023-02-30 00:00:00",
            "1900-02-29 00:00:00",
            "2023-13-01 00:00:00",
            "2023-02-27 24:00:00",
            "2023-2-27 1:00:00",
            "2023-02-27T08:46:08",
            "2023-02-27T08:46:08.Z",
            "2023-02-27T08:46:08+25:00",
            "容T容Z",
        ];
        for text in none {
            assert!(check(Format::Utc, text).is_err() && check(Format::Local, text).is_err(), "{text}");
        }
    }
}
