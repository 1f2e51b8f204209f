//! Letters: plain text of what a line shows, punctuation of one width, and how two parts of a cell are joined.

use super::phrase::phrases;

phrases! {
    TAG = r"(?i)</?(?:a|b|i|u|p|em|strong|code|span|font|sup|sub|div|li|ul|ol)(?:\s[^<>]*)?/?>";
    LINE_BREAK = r"(?i)\s*<br\s*/?>\s*";
    LINK = r"!?\[([^\[\]]*)\]\([^()\s]*\)";
    STRONG = r"\*\*([^*]+)\*\*|__([^_\s](?:[^_]*[^_\s])?)__";
    CODE = r"`([^`]*)`";
}

/// A cell or a line as plain text: what a link shows, no emphasis, no tags.
pub(crate) fn plain(text: &str) -> String {
    let text = LINE_BREAK.replace(text, "\n");
    let text = TAG.replace(&text, "");
    let text = LINK.replace(&text, "$1");
    let text = STRONG.replace(&text, "$1$2");
    let text = CODE.replace(&text, "$1");
    entities(&text).trim().to_owned()
}

/// The entities that tables use.
fn entities(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    let pairs = [("&nbsp;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    pairs.iter().fold(text.to_owned(), |text, (entity, letter)| text.replace(entity, letter))
}

/// The same text with punctuation of half width, character by character, so that one expression reads both.
pub(crate) fn half_width(text: &str) -> String {
    text.chars()
        .map(|letter| match letter {
            '：' => ':',
            '，' => ',',
            '；' => ';',
            '（' => '(',
            '）' => ')',
            '【' | '［' => '[',
            '】' | '］' => ']',
            '“' | '”' | '‘' | '’' | '＂' | '\'' | '「' | '」' => '"',
            '～' | '—' | '–' | '−' | '〜' => '~',
            '＝' => '=',
            '／' => '/',
            '｜' => '|',
            '？' => '?',
            '\u{3000}' | '\u{a0}' | '\n' | '\r' | '\t' => ' ',
            _ if ('\u{ff10}'..='\u{ff5a}').contains(&letter) => shifted(letter),
            _ => letter,
        })
        .collect()
}

/// The ASCII letter or digit of a full-width one.
fn shifted(letter: char) -> char {
    u32::from(letter).checked_sub(0xfee0).and_then(char::from_u32).filter(char::is_ascii_alphanumeric).unwrap_or(letter)
}

/// Joins two parts of a cell: with a space between words of Latin letters and before marks of lists.
pub(crate) fn glue(start: &mut String, end: &str) {
    let end = end.trim();
    let latin = |letter: char| letter.is_ascii() && !letter.is_ascii_whitespace();
    let words = start.chars().next_back().is_some_and(latin) && end.chars().next().is_some_and(latin);
    if words || end.starts_with(['-', '*', '•']) {
        start.push(' ');
    }
    start.push_str(end);
}

/// Whether a letter is Chinese.
pub(crate) fn is_han(letter: char) -> bool {
    matches!(letter, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{323af}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_tags_and_emphasis_leave_their_text() {
        assert_eq!(plain(r##"Array of <a href="#">Port</a>"##), "Array of Port");
        assert_eq!(plain("Array of [Port](#) "), "Array of Port");
        assert_eq!(plain("**Port** and `Always`<br>next"), "Port and Always\nnext");
        assert_eq!(plain("a &lt; b &amp;&amp; c"), "a < b && c");
    }

    #[test]
    fn what_only_looks_like_a_tag_stays() {
        assert_eq!(plain("vers=<number>, x < y > z"), "vers=<number>, x < y > z");
    }

    #[test]
    fn full_width_marks_become_half_width_one_for_one() {
        let text = "单位：核，［１～２０］";
        assert_eq!(half_width(text), "单位:核,[1~20]");
        assert_eq!(half_width(text).chars().count(), text.chars().count());
    }
}
