//! Lists of values, and what is said about each.

use crate::import::model::Value;
use crate::import::token::{Cursor, Key, Kind, Token, text_of};

/// Values that were read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Listed {
    pub(super) values: Vec<Value>,
    /// Words that were taken for a list of values, where nothing announced it.
    pub(super) assumed: Option<String>,
    /// The value that the list says is the default.
    pub(super) default: Option<String>,
}

impl Listed {
    fn of(values: Vec<Value>) -> Option<Self> {
        let mut kept: Vec<Value> = Vec::new();
        let mut default = None;
        for mut value in values {
            let said = value.description.trim().to_lowercase();
            if matches!(said.as_str(), "默认" | "默认值" | "缺省" | "缺省值" | "default") {
                default.get_or_insert_with(|| value.value.clone());
                value.description.clear();
            }
            if !kept.iter().any(|one| one.value == value.value) {
                kept.push(value);
            }
        }
        (!kept.is_empty()).then_some(Self { values: kept, assumed: None, default })
    }
}

/// Reads values on one line to the end of the clause: `有效值：A、B`, `支持A/B`, `主（main）、从（side）`.
pub(super) fn listed(cursor: &mut Cursor<'_>, original: &str) -> Option<Listed> {
    let start = cursor.at;
    let mut after = *cursor;
    let announced = intro(&mut after);
    let found = if announced {
        list(&mut after, original, 1)
    } else {
        after = *cursor;
        named(&mut after, original).or_else(|| {
            after = *cursor;
            after.keys(&[Key::Neutral, Key::Only]);
            after.key(Key::Verb).then(|| list(&mut after, original, 2)).flatten()
        })
    };
    let mut listed = Listed::of(found?)?;
    listed.assumed = (!announced).then(|| text_of(original, after.since(start)));
    *cursor = after;
    Some(listed)
}

/// What announces values.
pub(super) fn intro(cursor: &mut Cursor<'_>) -> bool {
    cursor.keys(&[Key::Neutral]);
    let told = cursor.keys(&[Key::Values, Key::Range, Key::Taking]);
    let supported = !told && {
        cursor.key(Key::Only);
        let verb = cursor.key(Key::Verb);
        let several = cursor.keys(&[Key::Several]);
        verb && several
    };
    cursor.keys(&[Key::Several, Key::Kind, Key::Contain]);
    cursor.keys(&[Key::Values, Key::Taking, Key::Copula]);
    told || supported
}

/// Values with something between them, at least so many.
fn list(cursor: &mut Cursor<'_>, original: &str, fewest: usize) -> Option<Vec<Value>> {
    let mut values = vec![item(cursor, original)?];
    let mut used = None;
    loop {
        let mut after = *cursor;
        let (mut mark, mut word) = (None, false);
        while let Some(token) = after.peek() {
            match token.kind {
                Kind::Mark(one @ (',' | ';' | '、' | '/' | '|')) if mark.is_none() => mark = Some(one),
                Kind::Key(Key::Or | Key::And) if !word => word = true,
                _ => break,
            }
            after.next();
        }
        // A comma behind values with something else between them ends them.
        let ends = matches!(mark, Some(',' | ';')) && used.is_some_and(|used| used != mark) && !word;
        if ends || (mark.is_none() && !word) {
            break;
        }
        let mut next = after;
        let Some(value) = item(&mut after, original) else {
            // A value with a remark that nobody understands is one of them, too.
            if next.value().is_some() {
                return None;
            }
            break;
        };
        // Which of two different marks parts the values nobody knows: `a|b、c|d`.
        if mark.is_some() && used.is_some_and(|used: Option<char>| used.is_some() && used != mark) {
            return None;
        }
        if used.is_none_or(|used| used.is_none()) {
            used = Some(mark);
        }
        values.push(value);
        *cursor = after;
    }
    // Two numbers with a dash between them are rather a range.
    let span = values.iter().any(|value| is_span(&value.value));
    let whole = cursor.is_end() && values.len() >= fewest && !span;
    whole.then_some(values)
}

fn is_span(value: &str) -> bool {
    let digits = |part: &str| part.starts_with(|letter: char| letter.is_ascii_digit());
    value.split_once('-').is_some_and(|(low, high)| digits(low) && digits(high))
}

/// A value, with a remark about it.
fn item(cursor: &mut Cursor<'_>, original: &str) -> Option<Value> {
    let value = cursor.value()?;
    let description = remark(cursor, original)?;
    Some(Value { value, description })
}

/// What is in brackets; empty where there are none, nothing where what is in them may bound something.
fn remark(cursor: &mut Cursor<'_>, original: &str) -> Option<String> {
    let Some((end, inner)) = cursor.peek().filter(|token| token.kind == Kind::Mark('(')).and_then(|token| {
        let mut inside = *cursor;
        inside.next();
        let start = inside.at;
        let end = token.partner?;
        inside.at = end;
        Some((end, inside.since(start)))
    }) else {
        return Some(String::new());
    };
    let alone = inner.len() == 1 && inner.iter().any(|token| token.is(Key::Default));
    if !alone && bounds_something(inner) {
        return None;
    }
    cursor.at = end + 1;
    Some(text_of(original, inner))
}

/// Whether words about a value may say something about a number or a default, too.
pub(super) fn bounds_something(tokens: &[Token]) -> bool {
    let number = |token: &Token| matches!(token.kind, Kind::Number(_) | Kind::Odd);
    let limit = |token: &Token| {
        [Key::Max, Key::Min, Key::Range, Key::Greater, Key::Less, Key::Longest, Key::Shortest]
            .iter()
            .any(|key| token.is(*key))
    };
    tokens.iter().any(|token| token.is(Key::Default)) || (tokens.iter().any(limit) && tokens.iter().any(number))
}

/// `主（main）、从（side）`.
fn named(cursor: &mut Cursor<'_>, original: &str) -> Option<Vec<Value>> {
    let mut values = Vec::new();
    loop {
        let start = cursor.at;
        while cursor.peek().is_some_and(is_prose) {
            cursor.next();
        }
        let words = text_of(original, cursor.since(start));
        if words.is_empty() || !cursor.mark('(') {
            return None;
        }
        values.push(Value { value: cursor.value()?, description: words });
        cursor.mark(')').then_some(())?;
        if !(cursor.mark('、') || cursor.keys(&[Key::Or, Key::And])) {
            break;
        }
    }
    (values.len() > 1 && cursor.is_end()).then_some(values)
}

/// Whether a token is Chinese that states nothing.
fn is_prose(token: &Token) -> bool {
    let states =
        |key| matches!(key, Key::Neutral | Key::Kind | Key::Of | Key::Count | Key::Machine | Key::Verb | Key::Several);
    match token.kind {
        Kind::Han | Kind::Letters(_) | Kind::Unit => !token.text.is_ascii(),
        Kind::Key(key) => states(key) && !token.text.is_ascii(),
        _ => false,
    }
}

/// The start of an item of a list with explanations: its value, and where the explanation starts.
#[derive(Clone, Debug)]
pub(super) struct Item {
    pub(super) value: String,
    pub(super) words: usize,
}

/// An item that starts here: `- A：`, `A：`, `- A（`, `- A`.
pub(super) fn item_at(cursor: &Cursor<'_>, dashed: bool) -> Option<Item> {
    let mut after = *cursor;
    let dash = after.peek().is_some_and(|token| token.kind == Kind::Bullet);
    if dash {
        after.next();
    }
    if dash != dashed {
        return None;
    }
    let value = after.value()?;
    let next = after.peek();
    let bracket = next.is_some_and(|token| token.kind == Kind::Mark('('));
    let alone = after.is_end();
    let second_dash = next.is_some_and(|token| matches!(token.kind, Kind::Mark('-')))
        || (dashed && next.is_some_and(is_dash_of(after)));
    if after.key(Key::Copula) || (dashed && second_dash && after.next().is_some()) || (dashed && (bracket || alone)) {
        return Some(Item { value, words: after.at });
    }
    None
}

/// Whether a dash parts a value from the words about it, and starts no item itself.
fn is_dash_of(cursor: Cursor<'_>) -> impl Fn(&Token) -> bool + '_ {
    move |token| {
        token.kind == Kind::Bullet && token.text == "-" && cursor.ahead(1).is_some_and(|next| !next.text.is_ascii())
    }
}

/// The words about a value without what separates them from the next.
pub(super) fn tidy(words: &str) -> String {
    words.trim_end_matches(['；', ';', '，', ',', '、', ' ', '\n']).trim().to_owned()
}

/// Values with their explanations.
pub(super) fn explained(values: Vec<Value>) -> Option<Listed> {
    Listed::of(values)
}
