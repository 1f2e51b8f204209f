//! One clause as a statement: every token of it, or nothing.

use super::bounds::{Bounds, bounds, measure, remark};
use super::letters::{self, Rule};
use super::values::{self, Listed};
use crate::import::condition::{self, Case, Condition};
use crate::import::token::{Cursor, Key, Kind, Token, canonical_unit, is_unit, text_of};

/// What a clause says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Says {
    Default(Literal),
    Bounds(Bounds),
    /// A unit, and whether it is a known one.
    Unit(String, bool),
    Decimals(u64),
    Letters(Rule),
    Values(Listed),
    Effective(Condition),
}

/// In which case it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    Always,
    /// Where the member itself is not given.
    Unset,
    When(Condition),
    /// For this value of some other member, which the whole table tells.
    Value(String),
    /// For all values but those before.
    Others,
}

/// A statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Statement {
    pub(super) holds: Holds,
    pub(super) says: Says,
}

/// A value as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Literal {
    pub(super) text: String,
    /// The number that it is, if it is one.
    pub(super) number: Option<String>,
    pub(super) unit: Option<String>,
}

/// Reads the clause that starts here. `first`: the description starts here, with words that name the member.
pub(super) fn statement(cursor: &mut Cursor<'_>, original: &str, first: bool) -> Option<Statement> {
    if let Some(statement) = effective(cursor) {
        return Some(statement);
    }
    let mut after = *cursor;
    let case = condition::case(&mut after);
    if case.is_some() {
        while after.mark(',') {}
    }
    let (holds, says) = match case {
        Some(case) => (holds(case), machine(&mut after).or_else(|| Some((None, says(&mut after, original, false)?)))?),
        None => match machine(&mut after) {
            Some(found) => (Holds::Always, found),
            None => return alone(cursor, original, first),
        },
    };
    let (own, says) = says;
    let holds = match (holds, own) {
        (holds, None) => holds,
        (Holds::Always | Holds::Unset, Some(own)) => own,
        _ => return None,
    };
    *cursor = after;
    Some(Statement { holds, says })
}

fn holds(case: Case) -> Holds {
    match case {
        Case::Unset => Holds::Unset,
        Case::When(condition) => Holds::When(condition),
    }
}

/// A statement without a condition before it.
fn alone(cursor: &mut Cursor<'_>, original: &str, first: bool) -> Option<Statement> {
    let mut after = *cursor;
    if let Some(says) = says(&mut after, original, first) {
        *cursor = after;
        return Some(Statement { holds: Holds::Always, says });
    }
    after = *cursor;
    let holds = if after.key(Key::Else) { Holds::Others } else { Holds::Value(after.value()?) };
    after.keys(&[Key::Kind, Key::Time, Key::Of, Key::Neutral]);
    // Only bounds are told for values without more words.
    let bounds @ Bounds { low: None, length: false, .. } = bounds(&mut after)? else { return None };
    *cursor = after;
    Some(Statement { holds, says: Says::Bounds(bounds) })
}

/// `CPU机型默认为20GB`.
fn machine(cursor: &mut Cursor<'_>) -> Option<(Option<Holds>, Says)> {
    let mut after = *cursor;
    let kind = after.name()?.to_lowercase();
    after.key(Key::Machine).then_some(())?;
    after.key(Key::Of);
    let says = default(&mut after)?;
    *cursor = after;
    Some((Some(Holds::When(Condition::Machine(kind))), says))
}

/// `当X为Y时生效`, `takes effect only when X is Y`.
fn effective(cursor: &mut Cursor<'_>) -> Option<Statement> {
    let mut after = *cursor;
    let first = after.key(Key::Effective);
    let Case::When(condition) = condition::case(&mut after).or_else(|| bare_case(&mut after, first))? else {
        return None;
    };
    while after.mark(',') {}
    after.key(Key::Then);
    ((first || after.key(Key::Effective)) && after.is_end()).then_some(())?;
    *cursor = after;
    Some(Statement { holds: Holds::Always, says: Says::Effective(condition) })
}

/// The condition behind `takes effect`, which needs no word that closes it.
fn bare_case(cursor: &mut Cursor<'_>, first: bool) -> Option<Case> {
    let mut after = *cursor;
    after.key(Key::Only);
    (first && after.key(Key::If)).then_some(())?;
    let name = after.name()?;
    after.key(Key::Copula).then_some(())?;
    let value = after.value()?;
    *cursor = after;
    Some(Case::When(Condition::Equals(name, value)))
}

/// Reads one kind of statement to the end of its clause.
type Attempt<'f> = dyn Fn(&mut Cursor<'_>) -> Option<Says> + 'f;

fn says(cursor: &mut Cursor<'_>, original: &str, first: bool) -> Option<Says> {
    let attempts: [&Attempt<'_>; 6] = [
        &decimals,
        &default,
        &|cursor| unit(cursor, original),
        &|cursor| letters::rule(cursor).map(Says::Letters),
        &|cursor| values::listed(cursor, original).map(Says::Values),
        &|cursor| bounds(cursor).map(Says::Bounds),
    ];
    let start = *cursor;
    for attempt in attempts {
        if let Some(says) = attempt(cursor) {
            return Some(says);
        }
        *cursor = start;
    }
    // The words that a description starts with name the member itself.
    if first && subject(cursor) {
        let start = *cursor;
        for attempt in [&default as &Attempt<'_>, &|cursor: &mut Cursor<'_>| bounds(cursor).map(Says::Bounds)] {
            if let Some(says) = attempt(cursor) {
                return Some(says);
            }
            *cursor = start;
        }
    }
    None
}

/// What a description may call its member.
const NOUNS: [&str; 9] = ["名称", "名字", "数量", "个数", "总数", "数目", "大小", "容量", "时长"];

/// Passes Chinese that names something and limits nothing, up to a word for what is named. Returns whether there is one.
fn subject(cursor: &mut Cursor<'_>) -> bool {
    let mut after = *cursor;
    let mut named = false;
    while let Some(token) = after.next() {
        let fits = match token.kind {
            Kind::Han => true,
            Kind::Key(key) => matches!(key, Key::Neutral | Key::Kind | Key::Of),
            _ => false,
        };
        if !fits || token.text.is_ascii() {
            break;
        }
        if NOUNS.contains(&token.text.as_str()) {
            named = true;
            *cursor = after;
        }
    }
    named
}

fn default(cursor: &mut Cursor<'_>) -> Option<Says> {
    cursor.keys(&[Key::Neutral, Key::Of]);
    cursor.key(Key::Default).then_some(())?;
    cursor.keys(&[Key::Copula, Key::To, Key::Neutral, Key::Then]);
    let start = *cursor;
    let literal = number_with_unit(cursor).or_else(|| {
        *cursor = start;
        let text = cursor.value()?;
        cursor.is_end().then_some(Literal { text, number: None, unit: None })
    });
    literal
        .or_else(|| {
            *cursor = start;
            path(cursor)
        })
        .map(Says::Default)
}

fn number_with_unit(cursor: &mut Cursor<'_>) -> Option<Literal> {
    let text = cursor.peek()?.text.clone();
    let number = cursor.number()?.to_owned();
    cursor.key(Key::Count);
    let unit = measure(cursor);
    remark(cursor)?;
    cursor.is_end().then_some(Literal { text, number: Some(number), unit })
}

/// A default with marks in it, such as a path.
fn path(cursor: &mut Cursor<'_>) -> Option<Literal> {
    let mut text = String::new();
    while let Some(token) = cursor.peek().filter(|token| text.is_empty() || !token.spaced) {
        let part = match token.kind {
            Kind::Word | Kind::Number(_) | Kind::Unit | Kind::Key(_) => token.text.is_ascii(),
            Kind::Mark(mark) => matches!(mark, '/' | '.' | '-' | '_'),
            _ => false,
        };
        if !part {
            break;
        }
        text.push_str(&token.text);
        cursor.next();
    }
    let says = text.starts_with(['/', '.']) || text.starts_with(|letter: char| letter.is_ascii_alphabetic());
    (says && cursor.is_end()).then_some(Literal { text, number: None, unit: None })
}

fn decimals(cursor: &mut Cursor<'_>) -> Option<Says> {
    cursor.keys(&[Key::Neutral, Key::Max, Key::Verb, Key::Precise, Key::Contain]);
    let pointed = cursor.key(Key::DecimalPoint);
    let count = cursor.count()?;
    cursor.key(Key::Digits);
    (pointed || cursor.key(Key::Decimals)).then_some(())?;
    cursor.is_end().then_some(Says::Decimals(count))
}

/// `单位：核`, `in GB`.
fn unit(cursor: &mut Cursor<'_>, original: &str) -> Option<Says> {
    let start = cursor.at;
    let told = cursor.key(Key::UnitIntro);
    if !told {
        // `Size in GB`: words before it are prose.
        while cursor.peek().is_some_and(|token| {
            !cursor.is_end() && matches!(token.kind, Kind::Word | Kind::Key(Key::Neutral | Key::Of | Key::For))
        }) {
            cursor.next();
        }
        let of = cursor.since(start).last().is_some_and(|token| token.text.eq_ignore_ascii_case("in"));
        let word = cursor.next().filter(|token| of && token.text.is_ascii() && is_unit(&token.text))?;
        return cursor.is_end().then(|| Says::Unit(canonical_unit(&word.text), true));
    }
    cursor.keys(&[Key::Copula]);
    let start = cursor.at;
    while cursor.peek().is_some_and(|token| !cursor.is_end() && is_unit_part(token)) {
        cursor.next();
    }
    let word = text_of(original, cursor.since(start));
    (!word.is_empty() && cursor.is_end()).then(|| Says::Unit(canonical_unit(&word), is_unit(&word)))
}

fn is_unit_part(token: &Token) -> bool {
    matches!(token.kind, Kind::Unit | Kind::Word | Kind::Han | Kind::Mark('/') | Kind::Key(Key::Count | Key::Chars))
}
