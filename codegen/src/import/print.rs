//! JSON as the files of a spec are laid out: what fits on a line stays on one, but the file itself does not.

use crate::json::{Node, Value};

/// Widest line that an object or a list is put on. A Chinese letter is as wide as two Latin ones.
const WIDEST: usize = 115;

/// The text of a file.
pub(crate) fn file(node: &Node) -> String {
    let mut out = String::new();
    spread(node, 0, &mut out);
    out.push('\n');
    out
}

fn block(node: &Node, indent: usize, before: usize, out: &mut String) {
    let line = on_one_line(node);
    if indent + before + width(&line) <= WIDEST {
        out.push_str(&line);
    } else {
        spread(node, indent, out);
    }
}

/// One element or entry a line.
fn spread(node: &Node, indent: usize, out: &mut String) {
    let inner = indent + 2;
    let line = |first: bool, out: &mut String| {
        out.push_str(if first { "\n" } else { ",\n" });
        out.extend(std::iter::repeat_n(' ', inner));
    };
    match &node.value {
        Value::Object(entries) if !entries.is_empty() => {
            out.push('{');
            for (index, entry) in entries.iter().enumerate() {
                line(index == 0, out);
                let key = quote(&entry.key) + ": ";
                out.push_str(&key);
                block(&entry.node, inner, width(&key), out);
            }
            end('}', indent, out);
        }
        Value::Array(elements) if !elements.is_empty() => {
            out.push('[');
            for (index, element) in elements.iter().enumerate() {
                line(index == 0, out);
                block(element, inner, 0, out);
            }
            end(']', indent, out);
        }
        _ => out.push_str(&on_one_line(node)),
    }
}

fn end(bracket: char, indent: usize, out: &mut String) {
    out.push('\n');
    out.extend(std::iter::repeat_n(' ', indent));
    out.push(bracket);
}

/// A value on one line.
pub(crate) fn on_one_line(node: &Node) -> String {
    match &node.value {
        Value::Null => "null".to_owned(),
        Value::Bool(flag) => flag.to_string(),
        Value::Number(digits) => digits.clone(),
        Value::String(text) => quote(text),
        Value::Array(elements) => {
            let elements: Vec<_> = elements.iter().map(on_one_line).collect();
            format!("[{}]", elements.join(", "))
        }
        Value::Object(entries) => {
            let entry = |entry: &crate::json::Entry| format!("{}: {}", quote(&entry.key), on_one_line(&entry.node));
            let entries: Vec<_> = entries.iter().map(entry).collect();
            format!("{{{}}}", entries.join(", "))
        }
    }
}

fn quote(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// How wide a text is on a terminal.
fn width(text: &str) -> usize {
    text.chars().map(|letter| if is_wide(letter) { 2 } else { 1 }).sum()
}

fn is_wide(letter: char) -> bool {
    matches!(letter,
        '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{303e}' | '\u{3041}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe6f}' | '\u{ff01}'..='\u{ff60}' | '\u{ffe0}'..='\u{ffe6}'
        | '\u{1f300}'..='\u{1faff}' | '\u{20000}'..='\u{3fffd}')
}
