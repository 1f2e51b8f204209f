//! Values as RFC 3986 writes them in a query or a form, appended to a text.

use std::fmt::Write as _;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC};

use crate::decode::whole;

/// All but RFC 3986's unreserved characters.
pub(crate) const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// Percent-encodes all but RFC 3986's unreserved characters, with upper-case hexadecimal digits.
pub fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    push_encoded(&mut encoded, text);
    encoded
}

/// Whether a byte stands for itself.
const UNRESERVED: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    // No other byte of ASCII does, and none beyond it.
    while byte < 128_u8 {
        table[byte as usize] = byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~');
        byte += 1;
    }
    table
};

/// `%00` to `%FF`, one after the other.
const ESCAPES: &str = {
    const BYTES: [u8; 3 * 256] = {
        const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
        let mut bytes = [b'%'; 3 * 256];
        let mut byte = 0;
        while byte < 256 {
            bytes[3 * byte + 1] = DIGITS[byte >> 4];
            bytes[3 * byte + 2] = DIGITS[byte & 15];
            byte += 1;
        }
        bytes
    };
    match str::from_utf8(&BYTES) {
        Ok(text) => text,
        Err(_) => "",
    }
};

/// Appends a text, of which only unreserved characters stand for themselves.
pub(crate) fn push_encoded(target: &mut String, text: &str) {
    let mut rest = text;
    loop {
        let plain = rest.bytes().position(|byte| !UNRESERVED[usize::from(byte)]).unwrap_or(rest.len());
        let (plain, other) = rest.split_at(plain);
        target.push_str(plain);
        let Some(letter) = other.chars().next() else { return };
        let (letter, following) = other.split_at(letter.len_utf8());
        for byte in letter.bytes() {
            let start = 3 * usize::from(byte);
            target.push_str(ESCAPES.get(start..start + 3).unwrap_or_default());
        }
        rest = following;
    }
}

/// Undoes [`push_encoded`].
pub(crate) fn decoded(text: &str) -> String {
    percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// Appends a whole number.
pub(crate) fn push_integer(target: &mut String, number: i64) {
    if number < 0 {
        target.push('-');
    }
    push_digits(target, number.unsigned_abs());
}

/// Appends a number in decimal.
pub(crate) fn push_digits(target: &mut String, number: u64) {
    if number < 10 {
        return push_digit(target, number);
    }
    let mut unit = 10_u64.pow(number.ilog10());
    while unit > 0 {
        push_digit(target, number / unit % 10);
        unit /= 10;
    }
}

fn push_digit(target: &mut String, digit: u64) {
    target.extend(u32::try_from(digit).ok().and_then(|digit| char::from_digit(digit, 10)));
}

/// Appends the shortest decimal form that reads back as the same number: no exponent, no trailing zeros, `2` for 2.0.
pub(crate) fn push_float(target: &mut String, number: f64) {
    if let Some(thousandths) = thousandths(number) {
        return push_thousandths(target, thousandths);
    }
    // Writing to a string does not fail.
    let _ = write!(target, "{number}");
}

/// The number in thousandths, if that is what it is: a number with at most three decimals, as requests have them.
#[expect(clippy::float_cmp, reason = "only what reads back as exactly the same number is the same number")]
fn thousandths(number: f64) -> Option<i64> {
    // Up to 15 digits, a decimal number is the only one that reads as its double.
    const EXACT: f64 = 1e15;
    let scaled = (number * 1000.0).round();
    if scaled.abs() < EXACT && scaled / 1000.0 == number { whole(scaled) } else { None }
}

fn push_thousandths(target: &mut String, thousandths: i64) {
    if thousandths < 0 {
        target.push('-');
    }
    let thousandths = thousandths.unsigned_abs();
    push_digits(target, thousandths / 1000);
    let mut decimals = thousandths % 1000;
    if decimals > 0 {
        target.push('.');
    }
    while decimals > 0 {
        push_digit(target, decimals / 100);
        decimals = decimals % 100 * 10;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(write: impl FnOnce(&mut String)) -> String {
        let mut text = String::new();
        write(&mut text);
        text
    }

    #[test]
    fn encoding_leaves_only_unreserved_characters_alone() {
        assert_eq!(encode("AZaz09-_.~"), "AZaz09-_.~");
        assert_eq!(encode("中 +*'()/"), "%E4%B8%AD%20%2B%2A%27%28%29%2F");
    }

    #[test]
    fn every_character_but_the_unreserved_is_escaped() {
        for letter in (0..0x500_u32).chain(0x1f600..0x1f610).filter_map(char::from_u32) {
            let expected = percent_encoding::utf8_percent_encode(letter.encode_utf8(&mut [0; 4]), ENCODED).to_string();
            assert_eq!(written(|text| push_encoded(text, &format!("a{letter}b"))), format!("a{expected}b"));
            assert_eq!(decoded(&expected), letter.to_string());
        }
    }

    #[test]
    fn numbers_are_written_as_the_standard_library_writes_them() {
        for number in [0, 1, 9, 10, 99, 100, -1, 65535, i64::MAX, i64::MIN] {
            assert_eq!(written(|text| push_integer(text, number)), number.to_string());
        }
        let floats = [
            0.0,
            2.0,
            0.5,
            0.25,
            0.125,
            0.1,
            0.3,
            1.005,
            1.062,
            0.0625,
            12.34,
            -1.5,
            1e15,
            1e21,
            1e-7,
            0.001,
            0.0005,
            1e300,
            999_999_999_999.999,
        ];
        for number in floats
            .into_iter()
            .chain((0..5000).map(|n| f64::from(n) / 1000.0))
            .chain((0..2000).map(|n| f64::from(n) * 0.0007))
        {
            assert_eq!(written(|text| push_float(text, number)), number.to_string());
        }
    }
}
