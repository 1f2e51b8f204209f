//! JSON text to nodes.

use jsonc_parser::ast::{Object, Value};
use jsonc_parser::common::{Range, Ranged};
use jsonc_parser::{CollectOptions, CommentCollectionStrategy, ParseOptions, parse_to_ast};

use crate::diagnostic::Sink;
use crate::node::{Key, Node, NodeValue};
use crate::source::{FileId, Span};

/// Deepest nesting of arrays and objects.
const MAX_DEPTH: usize = 64;

/// Parses strict JSON. A byte order mark is skipped. What is wrong is noted, and `None` returned.
pub(crate) fn parse(file: FileId, text: &str, sink: &mut Sink<'_>) -> Option<Node> {
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let place = Place { file, offset: text.len() - body.len() };
    if let Some(at) = first_too_deep(body) {
        let message = format!("arrays and objects are nested more than {MAX_DEPTH} deep");
        sink.error("too-deep", place.span(Range::new(at, at + 1)), message);
        return None;
    }
    let collect = CollectOptions { comments: CommentCollectionStrategy::Off, tokens: false };
    match parse_to_ast(body, &collect, &strict()) {
        Ok(result) => match result.value {
            Some(value) => Some(place.node(value, sink)),
            None => {
                sink.error("broken-json", place.span(Range::new(0, 0)), "the file is empty");
                None
            }
        },
        Err(error) => {
            sink.error("broken-json", place.span(error.range()), error.kind().to_string());
            None
        }
    }
}

/// Plain JSON, nothing more.
fn strict() -> ParseOptions {
    ParseOptions {
        allow_comments: false,
        allow_loose_object_property_names: false,
        allow_trailing_commas: false,
        allow_missing_commas: false,
        allow_single_quoted_strings: false,
        allow_hexadecimal_numbers: false,
        allow_unary_plus_numbers: false,
        allow_bare_decimal_point_numbers: false,
        allow_non_finite_numbers: false,
        allow_extended_string_escapes: false,
    }
}

/// The byte of the first bracket that opens one level too many.
fn first_too_deep(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut in_string = false;
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b'[' | b'{' if !in_string => {
                depth += 1;
                if depth > MAX_DEPTH {
                    return Some(at);
                }
            }
            b']' | b'}' if !in_string => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}

/// The file, and what was skipped at its start.
#[derive(Clone, Copy)]
struct Place {
    file: FileId,
    offset: usize,
}

impl Place {
    fn span(self, range: Range) -> Span {
        Span { file: self.file, start: range.start + self.offset, end: range.end + self.offset }
    }

    fn node(self, value: Value<'_>, sink: &mut Sink<'_>) -> Node {
        let span = self.span(value.range());
        let value = match value {
            Value::NullKeyword(_) => NodeValue::Null,
            Value::BooleanLit(literal) => NodeValue::Bool(literal.value),
            Value::NumberLit(literal) => self.number(span, literal.value, sink),
            Value::StringLit(literal) => NodeValue::String(literal.value.into_owned()),
            Value::Array(array) => {
                NodeValue::Array(array.elements.into_iter().map(|value| self.node(value, sink)).collect())
            }
            Value::Object(object) => NodeValue::Object(self.entries(object, sink)),
        };
        Node::new(span, value)
    }

    /// A number, checked by the strict parser too: the rest of the compiler relies on it.
    fn number(self, span: Span, text: &str, sink: &mut Sink<'_>) -> NodeValue {
        if serde_json::from_str::<serde_json::Number>(text).is_err() {
            let message = format!("`{text}` is not a JSON number, or too large for one");
            sink.error("broken-json", span, message);
        }
        NodeValue::Number(text.to_owned())
    }

    /// The entries of an object. Of a key that comes twice, the first is kept.
    fn entries(self, object: Object<'_>, sink: &mut Sink<'_>) -> Vec<(Key, Node)> {
        let mut seen = std::collections::HashSet::new();
        let mut entries: Vec<(Key, Node)> = Vec::with_capacity(object.properties.len());
        for property in object.properties {
            let key_span = self.span(property.name.range());
            let name = property.name.into_string();
            let node = self.node(property.value, sink);
            if seen.insert(name.clone()) {
                entries.push((Key { name, span: key_span }, node));
            } else {
                sink.error("duplicate-key", key_span, format!("the key `{name}` comes twice in this object"));
            }
        }
        entries
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Source, SourceSet};

    fn outcome(text: &str) -> (Option<Node>, Vec<(&'static str, usize)>) {
        let (sources, _) = SourceSet::new(vec![Source { path: "a.json".to_owned(), text: text.to_owned() }]);
        let mut sink = Sink::new(&sources);
        let node = parse(FileId(0), text, &mut sink);
        (node, sink.finish().iter().map(|finding| (finding.code, finding.span.start)).collect())
    }

    #[test]
    fn whatever_is_not_strict_json_is_broken() {
        for text in ["", "{", "[1,]", "// c\n1", "{a: 1}", "'a'", "0x1", "+1", ".5", "NaN", "1 2", "[1 2]", "01", "\"\\x41\""] {
            let (node, findings) = outcome(text);
            assert!(findings.iter().all(|(code, _)| *code == "broken-json"), "{text}");
            assert!(!findings.is_empty(), "{text} passed as {node:?}");
        }
    }

    #[test]
    fn a_byte_order_mark_is_skipped_and_counted() {
        let (node, findings) = outcome("\u{feff} [true]");
        assert!(findings.is_empty());
        assert_eq!(node.map(|node| node.span.start), Some(4));
    }

    #[test]
    fn brackets_in_strings_are_not_levels() {
        let text = format!("[\"{}\\\"{}\"]", "[".repeat(100), "{".repeat(100));
        assert!(outcome(&text).1.is_empty());
        assert_eq!(outcome(&"[".repeat(100_000)).1, [("too-deep", MAX_DEPTH)]);
    }

    #[test]
    fn of_a_key_that_comes_twice_the_first_is_kept() {
        let (node, findings) = outcome(r#"{"a": 1, "a": 2}"#);
        assert_eq!(findings, [("duplicate-key", 9)]);
        assert_eq!(node.map(|node| node.to_json()), Some(serde_json::json!({"a": 1})));
    }
}
