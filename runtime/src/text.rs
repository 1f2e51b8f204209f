//! Foreign text in messages: quoted, and not too much of it.

/// The text in quotes, control characters escaped, cut after 80 characters.
pub(crate) fn quote(text: &str) -> String {
    const MOST: usize = 80;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{:?}…", text.get(..end).unwrap_or_default()),
        None => format!("{text:?}"),
    }
}

/// The text on one line and plain: every run of white space and control characters becomes one space, what does not
/// print or turns the direction of writing is escaped, and what is longer than 1,000 characters is cut.
pub(crate) fn plain(text: &str) -> String {
    const MOST: usize = 1000;
    let mut line = String::with_capacity(text.len().min(MOST));
    let mut letters = text.chars();
    for letter in letters.by_ref().take(MOST) {
        if letter.is_whitespace() || letter.is_control() {
            if !line.is_empty() && !line.ends_with(' ') {
                line.push(' ');
            }
        } else if matches!(letter, '"' | '\'' | '\\') {
            line.push(letter);
        } else {
            line.extend(letter.escape_debug());
        }
    }
    if letters.next().is_some() {
        line.push('…');
    }
    line.truncate(line.trim_end().len());
    line
}

/// The first `most` characters of bytes that should be text. What is not UTF-8 becomes `U+FFFD`.
pub(crate) fn head(bytes: &[u8], most: usize) -> String {
    // A character has at most four bytes, so no more than this need be looked at.
    let enough = bytes.get(..most.saturating_mul(4)).unwrap_or(bytes);
    String::from_utf8_lossy(enough).chars().take(most).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_text_is_cut_at_80_characters() {
        assert_eq!(quote(&"中".repeat(80)), format!("\"{}\"", "中".repeat(80)));
        assert_eq!(quote(&"中".repeat(81)), format!("\"{}\"…", "中".repeat(80)));
    }

    #[test]
    fn line_breaks_become_spaces() {
        assert_eq!(plain("\n a\r\n  b\tc\n"), "a b c");
        assert_eq!(plain("a\u{2028}b\u{85}c\0"), "a b c");
    }

    #[test]
    fn what_does_not_print_is_escaped_and_quotes_are_not() {
        assert_eq!(plain("中文 \"it's\" C:\\"), "中文 \"it's\" C:\\");
        assert_eq!(plain("a\u{202e}b\u{200b}"), "a\\u{202e}b\\u{200b}");
    }

    #[test]
    fn a_line_has_an_end() {
        assert_eq!(plain(&"中".repeat(1001)), format!("{}…", "中".repeat(1000)));
    }

    #[test]
    fn the_head_of_bytes_is_cut_in_characters() {
        assert_eq!(head("中文字".as_bytes(), 2), "中文");
        assert_eq!(head(b"\xffab", 2), "\u{fffd}a");
        assert_eq!(head(b"", 2), "");
    }
}
