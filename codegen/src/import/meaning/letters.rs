//! Rules about letters as an anchored pattern.

use std::collections::BTreeSet;

use crate::import::token::{Cursor, Key, Kind, Letters};

/// Letters. Lower case, upper case and digits come as a whole only.
#[allow(clippy::struct_excessive_bools)]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Set {
    lower: bool,
    upper: bool,
    digits: bool,
    /// Whether it has those that the whole calls separators.
    separators: bool,
    others: BTreeSet<char>,
}

/// A rule about letters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Rule {
    /// All letters that there may be.
    Whole(Set),
    /// What there may be, or not, at one end or both.
    Ends { set: Set, start: bool, end: bool, not: bool },
}

/// Reads a rule to the end of its clause.
pub(super) fn rule(cursor: &mut Cursor<'_>) -> Option<Rule> {
    let mut after = *cursor;
    let rule = ends(&mut after).or_else(|| {
        after = *cursor;
        whole(&mut after)
    })?;
    after.key(Key::Compose);
    after.is_end().then_some(())?;
    *cursor = after;
    Some(rule)
}

/// `只能包含…`, `由…组成`, `only …`.
fn whole(cursor: &mut Cursor<'_>) -> Option<Rule> {
    cursor.keys(&[Key::Neutral, Key::And]);
    let must = cursor.key(Key::Must);
    let only = cursor.key(Key::Only);
    let mut told = only;
    while cursor.keys(&[Key::Contain, Key::Verb]) {
        told = true;
        cursor.keys(&[Key::Neutral]);
    }
    let only = only | cursor.key(Key::Only);
    cursor.keys(&[Key::Copula]);
    // `must contain a digit` says what there must be, not what there may be.
    (only || (told && !must)).then_some(())?;
    set(cursor).map(Rule::Whole)
}

/// `不能以…开头或结尾`, `must start with …`.
fn ends(cursor: &mut Cursor<'_>) -> Option<Rule> {
    cursor.keys(&[Key::And, Key::Neutral]);
    let not = cursor.keys(&[Key::MustNot, Key::Not]);
    cursor.keys(&[Key::Must, Key::Only, Key::Neutral]);
    let ends = |cursor: &mut Cursor<'_>| {
        let (start, end) = (cursor.key(Key::Start), cursor.key(Key::End));
        let joined = cursor.keys(&[Key::And, Key::Or]) || cursor.mark('、');
        let more = joined.then(|| {
            let again = cursor.keys(&[Key::MustNot, Key::Not]);
            cursor.key(Key::With);
            (!again || not) && cursor.key(Key::End)
        });
        ((start || end) && more != Some(false)).then_some((start, end || more == Some(true)))
    };
    if cursor.key(Key::With) {
        let set = set(cursor)?;
        let (start, end) = ends(cursor)?;
        return Some(Rule::Ends { set, start, end, not });
    }
    let (start, end) = ends(cursor)?;
    cursor.key(Key::With).then_some(())?;
    Some(Rule::Ends { set: set(cursor)?, start, end, not })
}

/// Letters, one after the other: all of what is named, or nothing.
fn set(cursor: &mut Cursor<'_>) -> Option<Set> {
    let mut set = Set::default();
    let mut named = false;
    loop {
        let mut after = *cursor;
        if named {
            let mut parted = false;
            while after.mark('、') || after.mark(',') || after.mark('/') || after.keys(&[Key::And, Key::Or]) {
                parted = true;
            }
            if !parted {
                break;
            }
        }
        after.keys(&[Key::Neutral]);
        if !set.take(&mut after) {
            break;
        }
        named = true;
        *cursor = after;
    }
    named.then_some(set)
}

impl Set {
    /// Adds what comes next. Returns whether it is letters.
    fn take(&mut self, cursor: &mut Cursor<'_>) -> bool {
        let Some(token) = cursor.next() else { return false };
        match &token.kind {
            Kind::Letters(letters) => self.add(*letters),
            Kind::Quoted(inner) => {
                self.others.extend(inner.chars().filter(|letter| !letter.is_whitespace()));
                return inner.chars().all(|letter| letter.is_ascii_punctuation() || letter.is_whitespace());
            }
            Kind::Mark(letter @ ('-' | '.')) => drop(self.others.insert(*letter)),
            Kind::Word if token.text == "_" => drop(self.others.insert('_')),
            _ => return false,
        }
        !cursor.peek().is_some_and(|token| token.kind == Kind::Mark('(')) || self.remark(cursor)
    }

    fn add(&mut self, letters: Letters) {
        match letters {
            Letters::Any => (self.lower, self.upper) = (true, true),
            Letters::Lower => self.lower = true,
            Letters::Upper => self.upper = true,
            Letters::Digits => self.digits = true,
            Letters::AnyOrDigits => (self.lower, self.upper, self.digits) = (true, true, true),
            Letters::Underscore => drop(self.others.insert('_')),
            Letters::Hyphen => drop(self.others.insert('-')),
            Letters::Dot => drop(self.others.insert('.')),
            Letters::Separators => self.separators = true,
        }
    }

    /// `(“-”，“.”)`: the letters themselves.
    fn remark(&mut self, cursor: &mut Cursor<'_>) -> bool {
        cursor.mark('(');
        while let Some(token) = cursor.next() {
            match &token.kind {
                Kind::Mark(')') => return true,
                Kind::Quoted(inner) => {
                    let marks = inner.chars().filter(|letter| !letter.is_whitespace());
                    let all = inner.chars().all(|letter| letter.is_ascii_punctuation() || letter.is_whitespace());
                    if !all {
                        return false;
                    }
                    self.others.extend(marks);
                }
                Kind::Mark(letter @ ('-' | '.' | '@' | '#' | '/' | '+')) => drop(self.others.insert(*letter)),
                Kind::Word if token.text == "_" => drop(self.others.insert('_')),
                Kind::Letters(letters @ (Letters::Hyphen | Letters::Underscore | Letters::Dot)) => self.add(*letters),
                Kind::Mark(',' | '、' | '。') | Kind::Key(Key::And | Key::Or) => {}
                _ => return false,
            }
        }
        false
    }

    fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The same with what the whole calls separators.
    fn resolved(&self, whole: &Self) -> Self {
        let mut set = self.clone();
        if set.separators {
            set.others.extend(&whole.others);
        }
        set.separators = false;
        set
    }

    fn without(&self, other: &Self) -> Self {
        Self {
            lower: self.lower && !other.lower,
            upper: self.upper && !other.upper,
            digits: self.digits && !other.digits,
            separators: false,
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

/// The pattern of all rules together; nothing where they leave no letter, or where none says which there are.
pub(super) fn pattern(rules: &[&Rule]) -> Option<String> {
    let mut wholes = rules.iter().filter_map(|rule| match rule {
        Rule::Whole(set) => Some(set),
        Rule::Ends { .. } => None,
    });
    let (whole, None) = (wholes.next()?, wholes.next()) else { return None };
    // Separators that nothing names are not known.
    if whole.separators && whole.others.is_empty() {
        return None;
    }
    let whole = whole.resolved(whole);
    let mut ends = (whole.clone(), whole.clone());
    for rule in rules {
        let Rule::Ends { set, start, end, not } = rule else { continue };
        let set = set.resolved(&whole);
        let allowed = if *not { whole.without(&set) } else { whole.both(&set) };
        if *start {
            ends.0 = ends.0.both(&allowed);
        }
        if *end {
            ends.1 = ends.1.both(&allowed);
        }
    }
    let empty = whole.is_empty() || ends.0.is_empty() || ends.1.is_empty();
    (!empty).then(|| expression(&whole, &ends.0, &ends.1))
}

fn expression(whole: &Set, start: &Set, end: &Set) -> String {
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
