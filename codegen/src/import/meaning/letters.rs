//! Rules about letters as an anchored pattern.

use std::collections::BTreeSet;

use super::text::Text;
use crate::import::phrase::{Phrase, group, phrases};

/// Words for sets of letters, and what stands between them.
macro_rules! set {
    () => {
        concat!(
            r#"((?:\s*(?:大小写(?:英文)?字母|小写(?:英文)?字母|大写(?:英文)?字母|英文字母|英文|字母|数字|下划线|中划线|短横线|连字符|连接符|"#,
            r#"(?:英文)?句点|点号|点|分隔符|特殊字符|\((?:[^()]|\(\s*\))*\)|"[^"]*"|[-_]|、|,|和|及|以及|或者?|(?i:lower-?\s*case|upper-?\s*case|letters?|alphanumerics?|"#,
            r#"digits?|numbers?|underscores?|hyphens?|dashes|dash|periods?|dots?|separators?|the|a|an|and|or|both|of)\b)\s*)+)"#
        )
    };
}

phrases! {
    /// Not `不能只包含…`, nor `must not contain`: these say something else.
    ONLY = r"(?i)(?:(?:^|[^不能可])(?:(?:只|仅)(?:能|可以?|允许|支持)?(?:包含|由|使用|为|是|含有?)|(?:可以?包含|由|支持|允许包含))|",
           r"(?:^|[\s,;.])(?:only\s+contain|contains?\s+only|consists?\s+(?:only\s+)?of|only))\s*", set!(), "(?:组成|构成)?";
    NOT_AT_BOTH = r"(?:且\s*)?不(?:能|得|可以?|允许|要|应)?以\s*", set!(), r"(?:开头|开始)(?:[或和及、且与]|或者|以及)*\s*(?:不(?:能|得|可)以?)?(?:结尾|结束)";
    NOT_AT_START = r"(?:且\s*)?不(?:能|得|可以?|允许|要|应)?以\s*", set!(), "(?:开头|开始)";
    NOT_AT_END = r"(?:且\s*)?不(?:能|得|可以?|允许|要|应)?以\s*", set!(), "(?:结尾|结束)";
    AT_BOTH = r"(?:且\s*)?(?:必须|须|需要?|只能|应)?以\s*", set!(), r"(?:开头|开始)(?:[或和及、且与]|以及)*(?:以)?(?:结尾|结束)";
    AT_START = r"(?:且\s*)?(?:必须|须|需要?|只能|应)?以\s*", set!(), "(?:开头|开始)";
    AT_END = r"(?:且\s*)?(?:必须|须|需要?|只能|应)?以\s*", set!(), "(?:结尾|结束)";
    NOT_AT_BOTH_EN = r"(?i)(?:cannot|can't|not)\s+(?:start|begin)\s+(?:or|and)\s+end\s+with\s+", set!();
    NOT_AT_START_EN = r"(?i)(?:cannot|can't|not)\s+(?:start|begin)\s+with\s+", set!();
    NOT_AT_END_EN = r"(?i)(?:cannot|can't|not)\s+end\s+with\s+", set!();
    AT_BOTH_EN = r"(?i)(?:must\s+)?(?:starts?|begins?)\s+and\s+ends?\s+with\s+", set!();
    AT_START_EN = r"(?i)(?:must\s+)?(?:starts?|begins?)\s+with\s+", set!();
    AT_END_EN = r"(?i)(?:must\s+)?ends?\s+with\s+", set!();
    /// A word of a set, or letters in quotes.
    WORD = r#"(?i)大小写(?:英文)?字母|小写(?:英文)?字母|大写(?:英文)?字母|lower-?\s*case\s+letters?|upper-?\s*case\s+letters?|英文字母|字母|alphanumerics?|letters?|数字|digits?|numbers?|下划线|underscores?|"#,
           r#"中划线|短横线|连字符|连接符|hyphens?|dashes|dash|(?:英文)?句点|点号|periods?|dots?|分隔符|separators?|"([^"]*)"|[-_.]"#;
}

/// Letters. Lower case, upper case and digits come as a whole only.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Set {
    lower: bool,
    upper: bool,
    digits: bool,
    others: BTreeSet<char>,
}

impl Set {
    /// The set that words name. `separators` is what an earlier part of the rule called so.
    fn of(words: &str, separators: &BTreeSet<char>) -> Self {
        let mut set = Self::default();
        for found in WORD.all(words) {
            let word = found.get(0).map_or("", |word| word.as_str()).to_lowercase();
            let word = word.as_str();
            let starts = |all: &[&str]| all.iter().any(|start| word.starts_with(start));
            if word.starts_with('"') {
                set.others.extend(group(&found, 1).chars().filter(|letter| !letter.is_whitespace()));
            } else if starts(&["小写", "lower"]) {
                set.lower = true;
            } else if starts(&["大写", "upper"]) {
                set.upper = true;
            } else if word.contains("字母") || starts(&["letter"]) {
                (set.lower, set.upper) = (true, true);
            } else if starts(&["alphanumeric"]) {
                (set.lower, set.upper, set.digits) = (true, true, true);
            } else if starts(&["数字", "digit", "number"]) {
                set.digits = true;
            } else if starts(&["下划线", "underscore", "_"]) {
                set.others.insert('_');
            } else if starts(&["中划线", "短横线", "连", "hyphen", "dash", "-"]) {
                set.others.insert('-');
            } else if word.ends_with("句点") || starts(&["点", "period", "dot", "."]) {
                set.others.insert('.');
            } else {
                set.others.extend(separators);
            }
        }
        set
    }

    fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    fn without(&self, other: &Self) -> Self {
        Self {
            lower: self.lower && !other.lower,
            upper: self.upper && !other.upper,
            digits: self.digits && !other.digits,
            others: self.others.difference(&other.others).copied().collect(),
        }
    }

    /// What both have: a rule about the ends says nothing of letters that the whole may not have.
    fn both(&self, other: &Self) -> Self {
        self.without(&self.without(other))
    }

    /// As a class of a regular expression.
    fn class(&self) -> String {
        let mut class = String::from("[");
        let ranges = [(self.upper, "A-Z"), (self.lower, "a-z"), (self.digits, "0-9")];
        class.extend(ranges.iter().filter(|(there, _)| *there).map(|(_, range)| *range));
        // The hyphen comes last, where it is no range.
        for letter in self.others.iter().rev().filter(|letter| **letter != '-') {
            if matches!(letter, '\\' | ']' | '[' | '^' | '&' | '~') {
                class.push('\\');
            }
            class.push(*letter);
        }
        if self.others.contains(&'-') {
            class.push('-');
        }
        class + "]"
    }
}

/// Reads a rule about letters. Returns what was read and makes no sense.
pub(super) fn read(text: &mut Text<'_>) -> (Option<String>, Vec<String>) {
    if !text.find_general(&ONLY).is_some_and(|found| WORD.is_in(group(&found, 1))) {
        return (None, Vec::new());
    }
    let words = text.take(&ONLY).unwrap_or_default();
    let empty = BTreeSet::new();
    let whole = Set::of(words.get(1).map_or("", String::as_str), &empty);
    let mut ends = (whole.clone(), whole.clone());
    let mut rule = |phrases: [&Phrase; 2], (start, end): (bool, bool), not: bool| {
        for phrase in phrases {
            let Some(found) = text.take(phrase) else { continue };
            let set = Set::of(found.get(1).map_or("", String::as_str), &whole.others);
            let allowed = if not { whole.without(&set) } else { whole.both(&set) };
            if start {
                ends.0 = ends.0.both(&allowed);
            }
            if end {
                ends.1 = ends.1.both(&allowed);
            }
        }
    };
    rule([&NOT_AT_BOTH, &NOT_AT_BOTH_EN], (true, true), true);
    rule([&NOT_AT_START, &NOT_AT_START_EN], (true, false), true);
    rule([&NOT_AT_END, &NOT_AT_END_EN], (false, true), true);
    rule([&AT_BOTH, &AT_BOTH_EN], (true, true), false);
    rule([&AT_START, &AT_START_EN], (true, false), false);
    rule([&AT_END, &AT_END_EN], (false, true), false);
    if whole.is_empty() || ends.0.is_empty() || ends.1.is_empty() {
        return (None, words.into_iter().take(1).collect());
    }
    (Some(pattern(&whole, &ends.0, &ends.1)), Vec::new())
}

fn pattern(whole: &Set, start: &Set, end: &Set) -> String {
    match (start == whole, end == whole) {
        (true, true) => format!("^{}+$", whole.class()),
        (false, true) => format!("^{}{}*$", start.class(), whole.class()),
        (true, false) => format!("^{}*{}$", whole.class(), end.class()),
        (false, false) if start == end => {
            format!("^{}(?:{}*{})?$", start.class(), whole.class(), end.class())
        }
        // One letter alone is both the first and the last.
        (false, false) => {
            let (first, last, any) = (start.class(), end.class(), whole.class());
            let both = start.both(end);
            let alone = if both.is_empty() { String::new() } else { format!("|{}", both.class()) };
            format!("^(?:{first}{any}*{last}{alone})$")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pattern_of(text: &str) -> Option<String> {
        read(&mut Text::new(text)).0
    }

    #[test]
    fn separators_may_be_barred_from_both_ends() {
        let pattern = pattern_of("名称，只能包含小写字母、数字、和分隔符（“-”，“.”），不能以分隔符开头或结尾。");
        assert_eq!(pattern.as_deref(), Some("^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$"));
    }

    #[test]
    fn both_ends_may_be_told_what_they_are() {
        let pattern = pattern_of("只能包含小写字母、数字及分隔符(\"-\"), 且必须以小写字母、数字开头和结尾");
        assert_eq!(pattern.as_deref(), Some("^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$"));
    }

    #[test]
    fn the_first_letter_may_be_told_what_it_is() {
        let pattern = pattern_of("只能包含字母、数字及分隔符(\"-\",\"_\",\".\"), 且必须以字母或分隔符开头");
        assert_eq!(pattern.as_deref(), Some("^[A-Za-z_.-][A-Za-z0-9_.-]*$"));
    }

    #[test]
    fn english_rules_read_the_same() {
        let pattern = pattern_of("Only lowercase letters, digits and hyphens. Must start with a lowercase letter.");
        assert_eq!(pattern.as_deref(), Some("^[a-z][a-z0-9-]*$"));
        let pattern = pattern_of("May contain only letters and underscores; cannot start or end with an underscore.");
        assert_eq!(pattern.as_deref(), Some("^[A-Za-z](?:[A-Za-z_]*[A-Za-z])?$"));
    }

    #[test]
    fn texts_without_a_rule_have_no_pattern() {
        assert_eq!(pattern_of("容器的名字，可以重复"), None);
        assert_eq!(pattern_of("支持按量付费"), None);
    }

    #[test]
    fn a_rule_that_leaves_no_first_letter_is_doubted() {
        let (pattern, doubts) = read(&mut Text::new("只能包含数字，必须以字母开头"));
        assert_eq!(pattern, None);
        assert_eq!(doubts.len(), 1);
    }
}
