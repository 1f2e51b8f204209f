//! Foreign text in messages: quoted, and not too much of it.

/// The text in quotes, control characters escaped, cut after 80 characters.
pub(crate) fn quote(text: &str) -> String {
    const MOST: usize = 80;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{:?}…", text.get(..end).unwrap_or_default()),
        None => format!("{text:?}"),
    }
}

/// The text on one line: every run of white space and control characters becomes one space.
pub(crate) fn one_line(text: &str) -> String {
    text.split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
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
        assert_eq!(one_line("a\r\n  b\tc\n"), "a b c");
    }

    #[test]
    fn the_head_of_bytes_is_cut_in_characters() {
        assert_eq!(head("中文字".as_bytes(), 2), "中文");
        assert_eq!(head(b"\xffab", 2), "\u{fffd}a");
        assert_eq!(head(b"", 2), "");
    }
}
