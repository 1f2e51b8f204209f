//! Examples: the parameters of a request, and JSON that a page break cut in two.

use super::cells::Type;
use super::model::{Action, Code, Example, Kind, Member, Shape, Side};
use super::phrase::{group, phrases};
use super::report::{FindingKind, Report, quoted};

phrases! {
    LOCAL_TIME = r"^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$";
    UTC_TIME = r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z$";
    TIME_NAME = r"(?:Time|Timestamp|Date|At)$";
    PAIR = r"(?:^|[?&\s])([A-Za-z][A-Za-z0-9_.\-]*)=([^&\n]*)";
}

/// The parameters of a request, in order.
pub(crate) fn parameters(example: &Example, place: &str, report: &mut Report) -> Vec<(String, String)> {
    let text = example.request.iter().map(|code| code.text.trim()).collect::<Vec<_>>().join("\n");
    let pairs = PAIR.all(&text);
    if pairs.is_empty() {
        report.add(FindingKind::NotUnderstood, example.line, place, "an example without parameters was left out");
    }
    pairs.iter().map(|pair| (group(pair, 1).to_owned(), group(pair, 2).to_owned())).collect()
}

/// The response, if its code is JSON, or becomes so when the pieces are put together.
pub(crate) fn response(example: &Example, place: &str, report: &mut Report) -> Option<String> {
    let first = example.response.first()?;
    let whole = example.response.iter().map(|code| code.text.trim()).collect::<Vec<_>>().join("\n");
    if is_json(&whole) {
        return Some(whole);
    }
    let pieces = match example.response.as_slice() {
        [first, second] => Some((first.clone(), second.clone())),
        _ => cut(&whole, first.line),
    };
    if let Some((first, second)) = pieces
        && let Some(joined) = join(&first, &second)
    {
        let why = "the JSON of the response was cut in two; it was put together in the one way that fits";
        report.add(FindingKind::Mended, second.line, place, why);
        return Some(joined);
    }
    let why = format!("the response is no JSON: {}", quoted(&whole));
    report.add(FindingKind::NotUnderstood, first.line, place, why);
    None
}

fn is_json(text: &str) -> bool {
    serde_json::from_str::<serde_json::Value>(text).is_ok_and(|value| value.is_object())
}

/// Puts the second piece where the first was closed too early: some closing brackets at the end of the first are an
/// invention of the extraction, and some at the end of the second were lost. Nothing if that fits in several ways.
fn join(first: &Code, second: &Code) -> Option<String> {
    const DEEPEST: usize = 32;
    let mut start = first.text.trim_end();
    let mut found: Vec<String> = Vec::new();
    for _ in 0..DEEPEST {
        let Some(shorter) = start.strip_suffix(['}', ']']) else { break };
        start = shorter.trim_end();
        let joined = format!("{start},\n{}", second.text.trim());
        let joined = format!("{joined}{}", missing(&joined));
        if is_json(&joined) {
            found.push(joined);
        }
    }
    match found.as_slice() {
        [one] => Some(one.clone()),
        _ => None,
    }
}

/// A text in two: where its first bracket is closed, too early.
fn cut(whole: &str, line: usize) -> Option<(Code, Code)> {
    let mut state = Brackets::default();
    let closed =
        |(at, letter): (usize, char)| (state.read(letter) && state.open.is_empty()).then_some(at + letter.len_utf8());
    let start = whole.char_indices().find_map(closed);
    let (first, second) = whole.split_at_checked(start?)?;
    let lines = first.matches('\n').count() + 1;
    (!second.trim().is_empty()).then(|| {
        let code = |line: usize, text: &str| Code { line, text: text.trim().to_owned() };
        (code(line, first), code(line + lines, second))
    })
}

/// The closing brackets that a text lacks.
fn missing(text: &str) -> String {
    let mut state = Brackets::default();
    for letter in text.chars() {
        state.read(letter);
    }
    state.open.iter().rev().collect()
}

/// Brackets that are open, while a text is read.
#[derive(Default)]
struct Brackets {
    open: Vec<char>,
    in_string: bool,
    escaped: bool,
}

impl Brackets {
    /// Reads a letter. Returns whether it closes a bracket.
    fn read(&mut self, letter: char) -> bool {
        match letter {
            _ if self.escaped => self.escaped = false,
            '\\' if self.in_string => self.escaped = true,
            '"' => self.in_string = !self.in_string,
            _ if self.in_string => {}
            '{' => self.open.push('}'),
            '[' => self.open.push(']'),
            '}' | ']' => {
                self.open.pop();
                return true;
            }
            _ => {}
        }
        false
    }
}

/// Finds out from the response's values which strings are times, and of which format.
pub(crate) fn formats(action: &mut Action, response: &serde_json::Value, report: &mut Report) {
    let mut found: Vec<(Option<String>, String, &'static str)> = Vec::new();
    walk(&action.response, &action.response.members, None, response, 0, &mut found);
    let name = action.name.clone();
    let side = &mut action.response;
    apply(&name, None, &mut side.members, &found, report);
    for Shape { name: shape, kind, .. } in &mut side.shapes {
        if let Kind::Structure(members) = kind {
            apply(&name, Some(shape), members, &found, report);
        }
    }
}

type Found = Vec<(Option<String>, String, &'static str)>;

fn walk(
    side: &Side,
    members: &[Member],
    shape: Option<&str>,
    value: &serde_json::Value,
    depth: usize,
    found: &mut Found,
) {
    const DEEPEST: usize = 32;
    if let serde_json::Value::Array(elements) = value {
        return elements.iter().filter(|_| depth < DEEPEST).for_each(|one| {
            walk(side, members, shape, one, depth + 1, found);
        });
    }
    for member in members {
        let Some(inner) = value.get(&member.name) else { continue };
        match &member.ty {
            Type::Scalar("string") => {
                let text = inner.as_str().unwrap_or_default();
                let format = [(&LOCAL_TIME, "local-time"), (&UTC_TIME, "utc-time")];
                let format = format.iter().find(|(phrase, _)| phrase.is_in(text)).map(|(_, format)| *format);
                found.extend(format.map(|format| (shape.map(str::to_owned), member.name.clone(), format)));
            }
            Type::Shape(name) if depth < DEEPEST => {
                let named = |name: &str| side.shapes.iter().find(|shape| shape.name == name);
                let same = |shape: &Shape| match &shape.kind {
                    Kind::SameAs { action: None, shape } => Some(shape.clone()),
                    _ => None,
                };
                let name = named(name).and_then(same).unwrap_or_else(|| name.clone());
                for (_, members) in named(&name).map(Shape::tables).unwrap_or_default() {
                    walk(side, members, Some(&name), inner, depth + 1, found);
                }
            }
            _ => {}
        }
    }
}

/// Notes the formats of a table; its other times have the same one.
fn apply(action: &str, shape: Option<&String>, members: &mut [Member], found: &Found, report: &mut Report) {
    let own: Vec<_> = found.iter().filter(|(of, ..)| of.as_ref() == shape).collect();
    let Some((_, _, common)) = own.first() else { return };
    let agree = own.iter().all(|(_, _, format)| format == common);
    for member in members.iter_mut().filter(|member| !member.list && member.ty == Type::Scalar("string")) {
        if let Some((_, _, format)) = own.iter().find(|(_, name, _)| *name == member.name) {
            member.facts.format = Some(format);
        } else if agree && TIME_NAME.is_in(&member.name) {
            member.facts.format = Some(common);
            let place = shape.map_or_else(|| action.to_owned(), |shape| format!("{action} {shape}"));
            let why = format!("a time as the others of its table: `{common}`");
            report.add(FindingKind::Assumed, member.line, &format!("{place}.{}", member.name), why);
        }
    }
}
