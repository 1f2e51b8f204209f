//! What a clause that was not understood may be about.

use super::statement::Says;
use crate::import::token::{Cursor, Key, Kind, Token};

/// A thing that statements are about. What was said of one of them is written only if all of it was understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Topic {
    Default,
    Bounds,
    Values,
    Unit,
    Letters,
    Other,
}

/// Words that announce a constraint by themselves.
const ANNOUNCE: [Key; 18] = [
    Key::Default,
    Key::ByDefault,
    Key::Max,
    Key::Min,
    Key::Longest,
    Key::Shortest,
    Key::Range,
    Key::Between,
    Key::Taking,
    Key::Values,
    Key::Length,
    Key::UnitIntro,
    Key::DecimalPoint,
    Key::Decimals,
    Key::MustNot,
    Key::Must,
    Key::Effective,
    Key::Regex,
];

/// Whether a clause announces a constraint: it is worth a look if nobody understood it.
pub(super) fn is_constraint(clause: &[Token]) -> bool {
    let announces = |token: &Token| match token.kind {
        Kind::Key(Key::Effective) => token.text != "有效",
        Kind::Key(key) => {
            ANNOUNCE.contains(&key) || (key == Key::Only && token.text.chars().count() > 1 && !token.text.is_ascii())
        }
        Kind::Pattern => true,
        _ => false,
    };
    let limits = |pair: &[Token]| {
        let [one, other] = pair else { return false };
        let number = is_number(other);
        (number && (one.is(Key::Greater) || one.is(Key::Less) || one.is(Key::Turn)))
            || (one.is(Key::Only) && [Key::Verb, Key::Contain, Key::For, Key::Copula].iter().any(|key| other.is(*key)))
            || (one.is(Key::Turn) && matches!(other.kind, Kind::Word | Kind::Quoted(_)))
    };
    let refused = clause.iter().position(is_refusal);
    let value = |token: &Token| matches!(token.kind, Kind::Word | Kind::Quoted(_) | Kind::Number(_));
    let denies = refused.is_some_and(|at| clause.iter().skip(at).any(value));
    let with = clause.iter().position(|token| token.is(Key::With));
    let ends =
        with.is_some_and(|with| clause.iter().skip(with).any(|token| token.is(Key::Start) || token.is(Key::End)));
    clause.iter().any(announces)
        || clause.windows(2).any(limits)
        || ends
        || denies
        || is_span(clause)
        || counts_letters(clause)
}

/// `does not take`.
fn is_refusal(token: &Token) -> bool {
    token.is(Key::Not) && matches!(token.text.as_str(), "不支持" | "禁止")
}

/// Whether there are two numbers with a dash or a comma in brackets between them.
fn is_span(clause: &[Token]) -> bool {
    let number = is_number;
    let part = |token: &Token| matches!(token.kind, Kind::Mark('-' | '~')) || token.is(Key::To);
    let dashed =
        clause.windows(3).any(|three| matches!(three, [low, dash, high] if number(low) && part(dash) && number(high)));
    let open = clause.iter().position(|token| token.kind == Kind::Mark('['));
    let inner = open.map(|at| clause.get(at..).unwrap_or_default()).unwrap_or_default();
    let inner = || inner.iter().take_while(|token| token.kind != Kind::Mark(']'));
    dashed || (inner().any(number) && inner().any(|token| token.kind == Kind::Mark(',')))
}

fn counts_letters(clause: &[Token]) -> bool {
    clause.windows(2).any(|pair| matches!(pair, [number, chars] if is_number(number) && chars.is(Key::Chars)))
}

/// Whether a token is a number, in digits or in Chinese.
fn is_number(token: &Token) -> bool {
    const DIGITS: &str = "一二两三四五六七八九十百千万亿半几数";
    match token.kind {
        Kind::Number(_) | Kind::Odd | Kind::Pattern => true,
        Kind::Word => token.text.starts_with(|letter: char| letter.is_ascii_digit()),
        Kind::Han => token.text.chars().all(|letter| DIGITS.contains(letter)),
        _ => false,
    }
}

/// What a clause that was not understood says something about, so that nothing else about it can be relied on.
pub(super) fn topics(clause: &[Token]) -> Vec<Topic> {
    let mut topics = Vec::new();
    let has = |keys: &[Key]| clause.iter().any(|token| keys.iter().any(|key| token.is(*key)));
    if clause.iter().enumerate().any(|(at, token)| {
        (token.is(Key::Default) || token.is(Key::ByDefault)) && clause.get(at + 1..).is_some_and(states_value)
    }) {
        topics.push(Topic::Default);
    }
    let bounds =
        [Key::Max, Key::Min, Key::Longest, Key::Shortest, Key::Range, Key::Between, Key::Greater, Key::Less, Key::Turn];
    if (has(&bounds) && clause.iter().any(is_number)) || is_span(clause) || counts_letters(clause) {
        topics.push(Topic::Bounds);
    }
    if has(&[Key::Values, Key::Taking, Key::Range])
        || (has(&[Key::Turn]) && clause.iter().any(|token| token.kind == Kind::Word))
    {
        topics.push(Topic::Values);
    }
    if has(&[Key::UnitIntro]) {
        topics.push(Topic::Unit);
    }
    let letters = clause.iter().any(|token| matches!(token.kind, Kind::Letters(_)));
    if has(&[Key::Contain, Key::Verb, Key::Compose]) || letters {
        topics.push(Topic::Letters);
    }
    topics
}

/// Whether a value follows, perhaps after words such as `will be`.
fn states_value(after: &[Token]) -> bool {
    let link = |token: &&Token| match token.kind {
        Kind::Key(key) => matches!(key, Key::Copula | Key::Neutral | Key::To | Key::Then | Key::Of | Key::Not),
        _ => matches!(token.text.as_str(), "会" | "将" | "取"),
    };
    let first = after.iter().find(|token| !link(token));
    first.is_some_and(|token| is_number(token) || matches!(token.kind, Kind::Word | Kind::Quoted(_)))
}

/// Whether a clause says no more than values, which the clause before it must have led to: `或[20,30]`, `-1`.
pub(super) fn is_bare(clause: &[Token]) -> bool {
    clause.iter().all(|token| match token.kind {
        Kind::Number(_) | Kind::Odd | Kind::Word | Kind::Quoted(_) | Kind::Unit => true,
        Kind::Key(key) => matches!(key, Key::Or | Key::And | Key::Copula | Key::Count),
        Kind::Mark(mark) => matches!(mark, '[' | ']' | '(' | ')' | ',' | '-' | '~' | '、' | '/' | '|' | '.'),
        _ => false,
    })
}

/// Whether a clause takes back some of what was said before it: `但…`, `不含…`, `或者…`.
pub(super) fn turns(clause: &[Token]) -> bool {
    let first = clause.iter().find(|token| !token.is(Key::Neutral));
    first.is_some_and(|token| [Key::Or, Key::Turn, Key::Else].iter().any(|key| token.is(*key)))
}

/// Whether words stand before what a clause announces: they may name the case that it is about.
pub(super) fn has_subject(clause: &[Token]) -> bool {
    let announces =
        |token: &&Token| matches!(token.kind, Kind::Key(key) if ANNOUNCE.contains(&key) || key == Key::Only);
    let mut before = clause.iter().take_while(|token| !announces(token));
    before.any(|token| matches!(token.kind, Kind::Han | Kind::Word | Kind::Quoted(_)))
}

/// The numbers of a clause that stand alone.
pub(super) fn numbers(clause: &[Token]) -> Vec<&str> {
    clause.iter().filter(|token| is_number(token)).map(|token| token.text.as_str()).collect()
}

/// What a statement is about.
pub(super) fn topic(says: &Says) -> Topic {
    match says {
        Says::Default(_) => Topic::Default,
        Says::Bounds(_) => Topic::Bounds,
        Says::Unit(..) => Topic::Unit,
        Says::Letters(_) => Topic::Letters,
        Says::Values(_) => Topic::Values,
        Says::Decimals(_) | Says::Effective(_) => Topic::Other,
    }
}

/// Whether notes are announced here.
pub(super) fn is_note(cursor: &Cursor<'_>) -> bool {
    let note = cursor.peek().is_some_and(|token| token.is(Key::Note));
    note && cursor.ahead(1).is_some_and(|next| next.is(Key::Copula))
}
