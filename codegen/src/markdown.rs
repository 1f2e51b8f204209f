//! Text of the tables inside Markdown: whatever it says, it is shown as it is written, and breaks nothing.

/// A paragraph: blanks collapsed, characters with a meaning in Markdown escaped, code spans and links kept.
pub(crate) fn prose(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let parts: Vec<&str> = text.split('`').collect();
    if parts.len().is_multiple_of(2) {
        // A backtick without a partner is no code span.
        return at_start(words(&text));
    }
    let parts = parts.iter().enumerate().map(|(index, part)| match (index % 2, part.is_empty()) {
        (0, _) => words(part),
        (_, true) => "\\`\\`".to_owned(),
        (_, false) => format!("`{part}`"),
    });
    at_start(parts.collect())
}

/// A code span of any text.
pub(crate) fn code(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let longest = text.split(|letter| letter != '`').map(str::len).max().unwrap_or(0);
    match longest {
        0 if text.is_empty() => "(empty)".to_owned(),
        0 => format!("`{text}`"),
        count => {
            let fence = "`".repeat(count + 1);
            format!("{fence} {text} {fence}")
        }
    }
}

/// A text for a line of a comment: nothing in it ends the line, or turns the direction of writing.
pub(crate) fn line(text: &str) -> String {
    let harmful =
        |letter: char| letter.is_control() || matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars().map(|letter| if harmful(letter) { '\u{fffd}' } else { letter }).collect()
}

fn words(text: &str) -> String {
    text.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

fn word(word: &str) -> String {
    let bare = word.trim_end_matches(['.', ',', ';', ')', '。', '，', '、', '）']);
    if (bare.starts_with("http://") || bare.starts_with("https://")) && !bare.contains(['<', '>']) {
        return format!("<{bare}>{}", escape(&word[bare.len()..]));
    }
    escape(word)
}

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        if matches!(letter, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&' | '$') {
            escaped.push('\\');
        }
        if letter.is_control() {
            escaped.push('\u{fffd}');
        } else {
            escaped.push(letter);
        }
    }
    escaped
}

/// What would make a heading, a list or a quotation at the start of a line does not.
fn at_start(text: String) -> String {
    let digits = text.len() - text.trim_start_matches(|letter: char| letter.is_ascii_digit()).len();
    match text[digits..].chars().next() {
        Some('.' | ')') if digits > 0 => format!("{}\\{}", &text[..digits], &text[digits..]),
        Some('#' | '-' | '+' | '=') if digits == 0 => format!("\\{text}"),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::{code, prose};

    #[test]
    fn markdown_in_a_description_is_shown_as_it_is_written() {
        assert_eq!(prose("a [list] of <T> * x_y"), r"a \[list\] of \<T\> \* x\_y");
    }

    #[test]
    fn code_spans_and_addresses_stay() {
        assert_eq!(prose("`a_b` at https://example.com/a_b."), "`a_b` at <https://example.com/a_b>.");
    }

    #[test]
    fn a_lone_backtick_is_no_code_span() {
        assert_eq!(prose("a ` b"), r"a \` b");
    }

    #[test]
    fn what_starts_like_a_heading_or_a_list_is_a_sentence() {
        assert_eq!(prose("# one"), r"\# one");
        assert_eq!(prose("1. one"), r"1\. one");
        assert_eq!(prose("- one"), r"\- one");
    }

    #[test]
    fn code_with_backticks_has_a_longer_fence() {
        assert_eq!(code("a`b"), "`` a`b ``");
        assert_eq!(code("^[a-z]$"), "`^[a-z]$`");
    }
}
