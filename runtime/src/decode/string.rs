//! Texts in quotes.

use std::borrow::Cow;

use super::reader::JsonReader;
use super::unreadable::Unreadable;

impl<'a> JsonReader<'a> {
    /// Reads a text in quotes, which the reader is at.
    #[inline]
    pub(super) fn string(&mut self) -> Result<Cow<'a, str>, Unreadable> {
        self.at += 1;
        let plain = self.run()?;
        if self.text.as_bytes().get(self.at) == Some(&b'"') {
            self.at += 1;
            return Ok(Cow::Borrowed(plain));
        }
        let mut text = plain.to_owned();
        loop {
            match self.text.as_bytes().get(self.at) {
                Some(b'\\') => text.push(self.escape()?),
                Some(b'"') => {
                    self.at += 1;
                    return Ok(Cow::Owned(text));
                }
                _ => return Err(self.broken("a control character inside of a text")),
            }
            text.push_str(self.run()?);
        }
    }

    /// What comes before the next quote, backslash or control character, where the reader then is.
    #[inline]
    fn run(&mut self) -> Result<&'a str, Unreadable> {
        let start = self.at;
        let rest = self.text.as_bytes().get(start..).unwrap_or_default();
        let length = plain(rest);
        self.at += length;
        match self.text.get(start..self.at) {
            Some(run) if self.at < self.text.len() => Ok(run),
            _ => Err(self.broken("")),
        }
    }

    /// Reads an escape, whose backslash the reader is at.
    fn escape(&mut self) -> Result<char, Unreadable> {
        let letter = self.text.as_bytes().get(self.at + 1).copied();
        let character = match letter {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode_escape(),
            _ => return Err(self.broken("no such escape")),
        };
        self.at += 2;
        Ok(character)
    }

    /// `\u4e2d`, or two of them that are one character together.
    fn unicode_escape(&mut self) -> Result<char, Unreadable> {
        let first = self.hex_escape()?;
        if let Some(character) = char::from_u32(first) {
            return Ok(character);
        }
        let is_pair = first < 0xdc00 && self.text.as_bytes().get(self.at..self.at + 2) == Some(b"\\u");
        let second = if is_pair { self.hex_escape()? } else { 0 };
        if (0xdc00..0xe000).contains(&second) {
            let character = 0x1_0000 + ((first - 0xd800) << 10) + (second - 0xdc00);
            return char::from_u32(character).ok_or_else(|| self.broken("no such character"));
        }
        Err(self.broken("half of a character"))
    }

    /// The number in `\u4e2d`.
    fn hex_escape(&mut self) -> Result<u32, Unreadable> {
        let digits = self.text.get(self.at + 2..self.at + 6);
        let digits = digits.filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let number = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
        let number = number.ok_or_else(|| self.broken("expected four hexadecimal digits"))?;
        self.at += 6;
        Ok(number)
    }
}

/// How many bytes come before the first quote, backslash or control character. Looks at eight bytes at a time.
#[inline]
fn plain(bytes: &[u8]) -> usize {
    let (words, _) = bytes.as_chunks::<8>();
    let mut length = 0;
    for word in words {
        let found = special(u64::from_le_bytes(*word));
        if found != 0 {
            return length + (found.trailing_zeros() / 8) as usize;
        }
        length += 8;
    }
    let rest = bytes.get(length..).unwrap_or_default();
    length + rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | 0..=31)).unwrap_or(rest.len())
}

/// The high bits of the bytes that are a quote, a backslash or a control character. Only the lowest is sure to be right.
#[inline]
fn special(word: u64) -> u64 {
    const LOW: u64 = u64::MAX / 255;
    const HIGH: u64 = LOW << 7;
    let less_than = |word: u64, limit: u64| word.wrapping_sub(LOW * limit) & !word;
    let equal = |byte: u8| less_than(word ^ (LOW * u64::from(byte)), 1);
    (less_than(word, 32) | equal(b'"') | equal(b'\\')) & HIGH
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Option<String> {
        let mut r = JsonReader::new(json);
        let text = r.string().ok()?.into_owned();
        r.end().is_ok().then_some(text)
    }

    #[test]
    fn the_end_of_plain_text_is_found_wherever_it_is() {
        for special in ['"', '\\', '\u{1f}', '\0', '\n'] {
            for before in 0..40 {
                for after in 0..10 {
                    let text = format!(
                        "{}{special}{}",
                        "中~ aé\u{7f}"[..].repeat(9).chars().take(before).collect::<String>(),
                        "\"".repeat(after)
                    );
                    assert_eq!(plain(text.as_bytes()), text.find(special).unwrap_or_default(), "{text:?}");
                }
            }
        }
        assert_eq!(plain("中文 and so on".as_bytes()), "中文 and so on".len());
    }

    #[test]
    fn escapes_are_undone() {
        assert_eq!(read(r#""a\"\\\/\b\f\n\r\t\u4e2d\uD83E\udd80z""#), Some("a\"\\/\u{8}\u{c}\n\r\t中🦀z".into()));
        assert_eq!(read(r#""""#), Some(String::new()));
    }

    #[test]
    fn what_is_no_text_is_refused() {
        for json in [
            "\"",
            "\"a",
            "\"\\",
            "\"\\\"",
            "\"\n\"",
            r#""\x""#,
            r#""\u12""#,
            r#""\u+123""#,
            r#""\uD83E""#,
            r#""\uD83Ea""#,
            r#""\uDD80""#,
            r#""\uD83E\u0041""#,
        ] {
            assert_eq!(read(json), None, "{json}");
        }
    }
}
