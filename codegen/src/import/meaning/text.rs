//! A description that is read piece by piece: what was understood is struck out, and what is left can be looked over.

use std::ops::Range;

use regex::Captures;

use super::scope::{has_subject, is_case};
use crate::import::phrase::{Phrase, phrases};
use crate::import::read::half_width;

phrases! {
    /// Words that announce a constraint. A clause with one of them that nobody understood is worth a look.
    HINT = r"最[大小多少长短高低]|不[超大小少多高低]于?过?\s*\d|不得|上限|下限|范围|有效值|可选值|枚举|取值|默认|缺省|[仅只](?:能|可|支持|包含|允许|对)|必须|必填|必选|",
           r"不能|不可|不会生效|生效|以内|长度|字符|小数|单位|开头|结尾|",
           r"(?i)\b(?:defaults?|max(?:imum)?|min(?:imum)?|at (?:most|least)|up to|no (?:more|less) than|must|only|cannot|range|valid|allowed|",
           r"between|characters?|units?|decimals?|required|takes? effect)\b";
    /// `the most that a call returns`: says what a number means, and bounds nothing.
    MEANING = r"返回的?最[大多](?:[\p{Han}]{0,4}?数[目量]?)|(?i)\bmaximum number of \w+(?: \w+)? (?:to return|returned|per page)\b";
}

/// What stands in place of what was understood: no expression matches them. One for each length in UTF-8, so that
/// places in the text stay what they are.
const READ: [char; 4] = ['\u{1}', '\u{80}', '\u{fffc}', '\u{10fffd}'];

/// A description. Both texts have the same number of characters.
#[derive(Clone, Debug)]
pub(crate) struct Text<'t> {
    original: &'t str,
    /// With punctuation of half width.
    text: String,
}

impl<'t> Text<'t> {
    pub(crate) fn new(original: &'t str) -> Self {
        // A mark of this kind in the original would be taken for one of ours.
        let mut text = Self { original, text: half_width(original).replace(READ, "?") };
        while text.take(&MEANING).is_some() {}
        text
    }

    /// What is left to read.
    pub(crate) fn rest(&self) -> &str {
        &self.text
    }

    /// The first match in what is left that holds in every case.
    pub(crate) fn find_general(&self, phrase: &Phrase) -> Option<Captures<'_>> {
        phrase.all(&self.text).into_iter().find(|found| {
            let before = found.get(0).and_then(|whole| self.text.get(..whole.start())).unwrap_or_default();
            !is_case(before, "")
        })
    }

    /// The first match in what is left.
    pub(crate) fn find(&self, phrase: &Phrase) -> Option<Captures<'_>> {
        phrase.captures(&self.text)
    }

    /// The first match, struck out: its groups, with an empty text for those that took no part.
    pub(crate) fn take(&mut self, phrase: &Phrase) -> Option<Vec<String>> {
        self.take_if(phrase, |_, _| true)
    }

    /// The same of the first match that holds for the parameter as a whole, and not in some case only.
    pub(crate) fn take_general(&mut self, phrase: &Phrase) -> Option<Vec<String>> {
        self.take_if(phrase, |before, after| !is_case(before, after) && !has_subject(before))
    }

    /// The same of one that no Chinese word goes on with, either: the last word would be a part of it.
    pub(crate) fn take_whole(&mut self, phrase: &Phrase) -> Option<Vec<String>> {
        let goes_on = |after: &str| after.chars().next().is_some_and(is_han);
        self.take_if(phrase, |before, after| !is_case(before, after) && !has_subject(before) && !goes_on(after))
    }

    fn take_if(&mut self, phrase: &Phrase, fits: impl Fn(&str, &str) -> bool) -> Option<Vec<String>> {
        let (groups, range) = phrase.all(&self.text).iter().find_map(|found| {
            let range = found.get(0)?.range();
            let around = (self.text.get(..range.start)?, self.text.get(range.end..)?);
            // An empty match would be found for ever.
            if range.is_empty() || !fits(around.0, around.1) {
                return None;
            }
            let text = |group: Option<regex::Match<'_>>| group.map_or("", |group| group.as_str()).trim().to_owned();
            Some((found.iter().map(text).collect(), range))
        })?;
        self.strike(range);
        Some(groups)
    }

    /// Notes that a range of bytes was understood.
    pub(crate) fn strike(&mut self, range: Range<usize>) {
        let Some(inner) = self.text.get(range.clone()) else { return };
        let marks: String =
            inner.chars().map(|letter| READ.get(letter.len_utf8() - 1).copied().unwrap_or_default()).collect();
        self.text.replace_range(range, &marks);
    }

    /// What the original says at a range of bytes of what is left.
    pub(crate) fn original(&self, range: Range<usize>) -> String {
        let skip = self.text.get(..range.start).map_or(0, |before| before.chars().count());
        let take = self.text.get(range).map_or(0, |inner| inner.chars().count());
        self.original.chars().skip(skip).take(take).collect::<String>().trim().to_owned()
    }

    /// Where what was understood starts after a byte; the end of the text if nothing was.
    pub(crate) fn read_after(&self, start: usize) -> usize {
        let found = self.text.get(start..).and_then(|after| after.find(READ));
        found.map_or(self.text.len(), |at| start + at)
    }

    /// The clauses that nobody understood and that announce a constraint, as the original has them.
    pub(crate) fn doubtful(&self) -> Vec<String> {
        let mut clauses = Vec::new();
        let mut start = 0;
        let ends = |letter: char| matches!(letter, '。' | ';' | ',') || READ.contains(&letter);
        for (at, letter) in self.text.char_indices().chain([(self.text.len(), '。')]) {
            let sentence = letter == '.' && self.text.get(at + 1..).is_some_and(|rest| rest.starts_with(' '));
            if !ends(letter) && !sentence {
                continue;
            }
            if self.text.get(start..at).is_some_and(|clause| HINT.is_in(clause)) {
                clauses.push(self.original(start..at));
            }
            start = at + letter.len_utf8();
        }
        clauses
    }
}

/// Whether a letter is Chinese.
pub(crate) fn is_han(letter: char) -> bool {
    matches!(letter, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{323af}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::phrase::phrases;

    phrases! {
        NUMBER = r"默认(\d+)";
    }

    #[test]
    fn what_is_taken_is_not_read_again() {
        let mut text = Text::new("数量，默认20");
        assert_eq!(text.take(&NUMBER), Some(vec!["默认20".into(), "20".into()]));
        assert_eq!(text.take(&NUMBER), None);
        assert!(text.doubtful().is_empty());
    }

    #[test]
    fn clauses_with_a_hint_that_are_left_are_doubtful() {
        let text = Text::new("大小，最大一年。说明：无");
        assert_eq!(text.doubtful(), ["最大一年"]);
    }
}
