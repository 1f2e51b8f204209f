//! Enumerations and what is said about their values.

use std::ops::Range;

use super::Subject;
use super::text::{Text, is_han};
use crate::import::cells::Type;
use crate::import::model::{Facts, Value};
use crate::import::phrase::{group, phrases};
use crate::import::report::quoted;

macro_rules! token {
    () => {
        r#""?[A-Za-z0-9_](?:[A-Za-z0-9_.\-]*[A-Za-z0-9_])?"?"#
    };
}

/// What announces values.
macro_rules! intro {
    () => {
        concat!(
            r"(?i)(?:有效值|可选值|合法值|枚举值|取值范围|取值|可取值|候选值|支持(?:以下)?(?:[一二三四五六七八九十两\d]+种)?(?:类型|取值|值)|",
            r"\b(?:valid|allowed|possible|supported|accepted)\s+values?\b|\bone of\b|\bvalues\b)\s*(?:是|为|有|包括|包含|are|is)?\s*:?\s*"
        )
    };
}

macro_rules! between {
    () => {
        r"\s*(?:[、,/|;]\s*(?:(?:or|and)\s+)?|或者?|和|以及|及|\s(?:or|and)\s)\s*"
    };
}

phrases! {
    LIST = intro!(), "(", token!(), r"(?:\([^()]*\))?(?:", between!(), token!(), r"(?:\([^()]*\))?)*)";
    LIST_ITEM = "(", token!(), r")(?:\(([^()]*)\))?";
    ITEMS = intro!(), r"[-*•·]\s*", token!(), r"\s*(?::|\s-\s|\()";
    ITEM = r"(?:^|[\s;,。:\x01\x{80}\x{fffc}\x{10fffd}])[-*•·]\s*(", token!(), r")\s*(?::|\s-\s|(\())";
    PLAIN_ITEMS = intro!(), token!(), r"\s*:\s*[^\s\d]";
    PLAIN_ITEM = r"(?:^|[\s;,、。:])(", token!(), r")\s*:";
    /// `主（main）、从（side）`.
    NAMED = r#"(?:^|[,。:;\s])\s*((?:[\p{Han}]+\(\s*"?[A-Za-z][A-Za-z0-9_.\-]*"?\s*\)\s*[、,;或和]?\s*){2,})(?:[。.]|$)"#;
    NAMED_ITEM = r#"([\p{Han}]+)\(\s*"?([A-Za-z][A-Za-z0-9_.\-]*)"?\s*\)"#;
    SLASHED = r"支持\s*(", token!(), r"(?:\s*[/、]\s*", token!(), ")+)";
    NOTE = r"(?i)(?:注意?|说明|\bnotes?)\s*:\s*(?:\d+[.、)]\s*)?";
    SPAN = r"^\d+[-.]+\d+$";
    NUMBER = r"(?:^|\s)\d+[.、)]\s+";
}

/// Reads the values that a member can have.
pub(super) fn read(subject: &Subject<'_>, text: &mut Text<'_>, facts: &mut Facts) -> Vec<String> {
    let notes = Notes::find(text);
    let Some(Listed { values, words }) = listed(text, notes.start) else { return Vec::new() };
    let names: Vec<_> = values.iter().map(|value| value.value.clone()).collect();
    let [.., last] = names.as_slice() else { return Vec::new() };
    match subject.ty {
        // One value that looks like a range is none.
        Type::Scalar("string") if names.len() > 1 || !SPAN.is_in(last) => facts.values = distinct(values),
        // A boolean has these two anyway.
        Type::Scalar("boolean") if names.iter().all(|name| is_boolean(name)) => return Vec::new(),
        _ => return vec![format!("values {}", names.join("、"))],
    }
    if let Some(words) = words {
        facts.assumed.push(format!("{} are its values", quoted(&words)));
    }
    for note in notes.each {
        attach(text, facts, note);
    }
    Vec::new()
}

fn is_boolean(name: &str) -> bool {
    matches!(name.to_lowercase().as_str(), "true" | "false")
}

/// Each value once.
fn distinct(values: Vec<Value>) -> Vec<Value> {
    let mut kept: Vec<Value> = Vec::new();
    for value in values {
        if !kept.iter().any(|one| one.value == value.value) {
            kept.push(value);
        }
    }
    kept
}

/// Values that were found, and the words that were taken for a list of them, where nothing announced it.
struct Listed {
    values: Vec<Value>,
    words: Option<String>,
}

/// The values in whatever form they are listed, struck out.
fn listed(text: &mut Text<'_>, limit: Option<usize>) -> Option<Listed> {
    let announced = |values| Listed { values, words: None };
    items(text, limit).map(announced).or_else(|| named(text)).or_else(|| list(text))
}

fn unquoted(token: &str) -> String {
    token.trim().trim_matches('"').to_owned()
}

/// `- a：one - b：two`, or the same without dashes.
fn items(text: &mut Text<'_>, limit: Option<usize>) -> Option<Vec<Value>> {
    let (dashed, start) = match (text.find_general(&ITEMS), text.find_general(&PLAIN_ITEMS)) {
        (Some(found), _) => (true, found.get(0)?.start()),
        (None, Some(found)) => (false, found.get(0)?.start()),
        (None, None) => return None,
    };
    let end = limit.filter(|limit| *limit > start).unwrap_or(text.rest().len());
    let part = text.rest().get(start..end)?;
    let found: Vec<_> = (if dashed { &ITEM } else { &PLAIN_ITEM })
        .all(part)
        .iter()
        .filter_map(|found| {
            // A bracket belongs to the words.
            let words = found.get(2).map_or(found.get(0)?.end(), |bracket| bracket.start());
            Some((start + found.get(0)?.start(), start + words, unquoted(group(found, 1))))
        })
        .collect();
    let ends = found.iter().skip(1).map(|next| next.0).chain([end]);
    // Words end where something else was understood.
    let ranges: Vec<_> = found
        .iter()
        .zip(ends)
        .map(|((_, words, _), end)| *words..end.min(text.read_after(*words)).max(*words))
        .collect();
    let values: Vec<_> = found
        .iter()
        .zip(&ranges)
        .map(|((_, _, value), words)| Value { value: value.clone(), description: tidy(&text.original(words.clone())) })
        .collect();
    let first = found.first().map_or(start, |(at, ..)| *at);
    text.strike(start..first);
    for ((at, ..), words) in found.iter().zip(ranges) {
        text.strike(*at..words.end);
    }
    (!values.is_empty()).then_some(values)
}

/// The words about a value without what separates them from the next.
fn tidy(words: &str) -> String {
    words.trim_end_matches(['；', ';', '，', ',', '、', ' ', '\n']).trim().to_owned()
}

/// `主（main）、从（side）`.
fn named(text: &mut Text<'_>) -> Option<Listed> {
    let found = text.find_general(&NAMED)?;
    let part = found.get(1)?;
    let values = NAMED_ITEM.all(part.as_str());
    let values =
        values.iter().map(|item| Value { value: unquoted(group(item, 2)), description: group(item, 1).to_owned() });
    let (values, range) = (values.collect(), part.range());
    let words = text.original(range.clone());
    text.strike(range);
    Some(Listed { values, words: Some(words) })
}

/// `a、b、c`, `a/b`.
fn list(text: &mut Text<'_>) -> Option<Listed> {
    let (range, announced, items) = {
        let whole = |found: &regex::Captures<'_>| {
            let end = found.get(0)?.end();
            // A value that goes on with a Chinese word is none, and neither is the list.
            let goes_on = text.rest().get(end..)?.chars().next().is_some_and(is_han);
            (!goes_on).then_some(found.get(0)?.start()..end)
        };
        let list = text.find_general(&LIST).filter(|found| whole(found).is_some());
        let announced = list.is_some();
        let found = list.or_else(|| text.find_general(&SLASHED))?;
        let range = whole(&found)?;
        let words = found.get(1)?;
        let items: Vec<_> = LIST_ITEM
            .all(words.as_str())
            .iter()
            .filter(|item| !matches!(group(item, 1), "or" | "and"))
            .filter_map(|item| {
                let inner = item.get(2).map(|inner| words.start() + inner.start()..words.start() + inner.end());
                Some((unquoted(item.get(1)?.as_str()), inner))
            })
            .collect();
        (range, announced, items)
    };
    let values: Vec<_> = items
        .into_iter()
        .map(|(value, words)| Value { value, description: words.map(|words| text.original(words)).unwrap_or_default() })
        .collect();
    let words = text.original(range.clone());
    text.strike(range);
    (!values.is_empty()).then_some(Listed { values, words: (!announced).then_some(words) })
}

/// Notes at the end of a description.
#[derive(Default)]
struct Notes {
    /// Where they start.
    start: Option<usize>,
    /// The bytes of each.
    each: Vec<Range<usize>>,
}

impl Notes {
    fn find(text: &Text<'_>) -> Self {
        let Some(mark) = text.find(&NOTE).and_then(|found| found.get(0).map(|found| found.range())) else {
            return Self::default();
        };
        let rest = text.rest().get(mark.end..).unwrap_or_default();
        let cuts = NUMBER.all(rest);
        let cuts: Vec<_> = cuts.iter().filter_map(|found| found.get(0).map(|found| found.range())).collect();
        let starts = cuts.iter().map(|cut| cut.end);
        let ends = cuts.iter().map(|cut| cut.start).chain([rest.len()]);
        let each =
            [0].into_iter().chain(starts).zip(ends).map(|(start, end)| mark.end + start..mark.end + end.max(start));
        Self { start: Some(mark.start), each: each.collect() }
    }
}

/// Adds a note to the values that it names.
fn attach(text: &mut Text<'_>, facts: &mut Facts, range: Range<usize>) {
    let note = text.rest().get(range.clone()).unwrap_or_default().to_owned();
    let words: Vec<_> =
        note.split(|letter: char| !(letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-'))).collect();
    let about: Vec<_> = facts.values.iter_mut().filter(|value| words.contains(&value.value.as_str())).collect();
    if about.is_empty() {
        return;
    }
    let words = text.original(range.clone());
    for value in about {
        if !value.description.is_empty() && !value.description.ends_with(['。', '.']) {
            value.description.push('。');
        }
        value.description.push_str(&words);
    }
    text.strike(range);
}
