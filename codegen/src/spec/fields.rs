//! Reading objects key by key: a wrong value is noted and skipped, an unknown key is noted, and reading goes on.

use crate::diagnostic::{Sink, did_you_mean};
use crate::ir::Text;
use crate::json::{Entry, Node, Value};
use crate::source::Span;

/// A value and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Spanned<T> {
    pub(crate) value: T,
    pub(crate) span: Span,
}

/// The keys of an object that were not asked for yet, and those that it may have.
pub(crate) struct Fields<'n> {
    node: &'n Node,
    what: &'static str,
    known: Vec<&'static str>,
}

impl<'n> Fields<'n> {
    /// The keys of `node`, which is `what`; nothing where it is no object.
    pub(crate) fn new(node: &'n Node, what: &'static str, sink: &mut Sink<'_>) -> Option<Self> {
        if let Value::Object(_) = node.value {
            return Some(Self { node, what, known: Vec::new() });
        }
        wrong_type(node, &format!("{what} (an object)"), sink)
    }

    /// The value of a key.
    pub(crate) fn take(&mut self, key: &'static str) -> Option<&'n Node> {
        self.known.push(key);
        self.node.get(key)
    }

    /// The same of a key that must be there.
    pub(crate) fn required(&mut self, key: &'static str, sink: &mut Sink<'_>) -> Option<&'n Node> {
        let found = self.take(key);
        if found.is_none() {
            sink.error("missing-key", self.node.span, format!("{} needs `{key}`", self.what));
        }
        found
    }

    /// A text that must be there.
    pub(crate) fn name(&mut self, key: &'static str, sink: &mut Sink<'_>) -> Option<Spanned<String>> {
        let name = string(self.required(key, sink)?, sink)?;
        if name.value.is_empty() {
            sink.error("empty-name", name.span, format!("`{key}` is empty"));
            return None;
        }
        Some(name)
    }

    /// The same where it may be absent.
    pub(crate) fn name_if_present(&mut self, key: &'static str, sink: &mut Sink<'_>) -> Option<Spanned<String>> {
        self.known.push(key);
        if self.node.get(key).is_some() { self.name(key, sink) } else { None }
    }

    /// A text that may be absent.
    pub(crate) fn string(&mut self, key: &'static str, sink: &mut Sink<'_>) -> Option<Spanned<String>> {
        string(self.take(key)?, sink)
    }

    /// A text, or an empty one.
    pub(crate) fn plain(&mut self, key: &'static str, sink: &mut Sink<'_>) -> String {
        self.string(key, sink).map(|text| text.value).unwrap_or_default()
    }

    /// `true`, or not.
    pub(crate) fn flag(&mut self, key: &'static str, sink: &mut Sink<'_>) -> Option<Spanned<bool>> {
        let node = self.take(key)?;
        match node.value {
            Value::Bool(value) => Some(Spanned { value, span: node.span }),
            _ => wrong_type(node, "true or false", sink),
        }
    }

    /// A number.
    pub(crate) fn number(&mut self, key: &'static str, sink: &mut Sink<'_>) -> Option<Spanned<f64>> {
        number(self.take(key)?, sink)
    }

    /// A whole number from 0.
    pub(crate) fn count(&mut self, key: &'static str, sink: &mut Sink<'_>) -> Option<Spanned<u64>> {
        let node = self.take(key)?;
        let value = match &node.value {
            Value::Number(digits) => digits.parse().ok(),
            _ => None,
        };
        let found = |node: &Node| match &node.value {
            Value::Number(digits) => format!("`{digits}`"),
            _ => node.kind().to_owned(),
        };
        if value.is_none() {
            sink.error("wrong-type", node.span, format!("expected a whole number from 0, found {}", found(node)));
        }
        value.map(|value| Spanned { value, span: node.span })
    }

    /// A text in two languages; English is required where it is there.
    pub(crate) fn text(&mut self, key: &'static str, sink: &mut Sink<'_>) -> Text {
        self.take(key).and_then(|node| text(node, sink)).unwrap_or_default()
    }

    /// A list; an absent one is empty.
    pub(crate) fn list<T>(
        &mut self,
        key: &'static str,
        sink: &mut Sink<'_>,
        read: impl FnMut(&'n Node, &mut Sink<'_>) -> Option<T>,
    ) -> Vec<T> {
        self.take(key).map(|node| elements(node, sink, read)).unwrap_or_default()
    }

    /// One of some words.
    pub(crate) fn choice<T: Copy>(
        &mut self,
        key: &'static str,
        choices: &[(&'static str, T)],
        sink: &mut Sink<'_>,
    ) -> Option<Spanned<T>> {
        choice(self.take(key)?, choices, sink)
    }

    /// Notes the keys that were never asked for.
    pub(crate) fn finish(self, sink: &mut Sink<'_>) {
        for Entry { key, span, .. } in self.node.entries() {
            if !self.known.contains(&key.as_str()) {
                let message = format!("{} has no key `{key}`", self.what);
                let known = || self.known.iter().copied();
                let all = || format!("its keys are {}", known().collect::<Vec<_>>().join(", "));
                sink.error_with_help("unknown-key", *span, message, did_you_mean(key, known()).unwrap_or_else(all));
            }
        }
    }
}

/// Notes that a value is of the wrong type.
pub(crate) fn wrong_type<T>(node: &Node, expected: &str, sink: &mut Sink<'_>) -> Option<T> {
    sink.error("wrong-type", node.span, format!("expected {expected}, found {}", node.kind()));
    None
}

/// The elements of a list.
pub(crate) fn elements<'n, T>(
    node: &'n Node,
    sink: &mut Sink<'_>,
    mut read: impl FnMut(&'n Node, &mut Sink<'_>) -> Option<T>,
) -> Vec<T> {
    match &node.value {
        Value::Array(elements) => elements.iter().filter_map(|element| read(element, sink)).collect(),
        _ => wrong_type(node, "a list", sink).unwrap_or_default(),
    }
}

/// A text.
pub(crate) fn string(node: &Node, sink: &mut Sink<'_>) -> Option<Spanned<String>> {
    match node.text() {
        Some(text) => Some(Spanned { value: text.to_owned(), span: node.span }),
        None => wrong_type(node, "a string", sink),
    }
}

/// A number.
pub(crate) fn number(node: &Node, sink: &mut Sink<'_>) -> Option<Spanned<f64>> {
    let Value::Number(digits) = &node.value else { return wrong_type(node, "a number", sink) };
    let value = digits.parse().ok().filter(|value| is_held(*value, digits));
    if value.is_none() {
        let message = format!("`{digits}` is a number with more digits than can be held");
        sink.error_with_help("number-out-of-range", node.span, message, "leave it out where it bounds nothing");
    }
    value.map(|value| Spanned { value, span: node.span })
}

/// Whether a number is what its digits say: a whole one to the last digit, any other as near as numbers get.
fn is_held(value: f64, digits: &str) -> bool {
    #[allow(clippy::cast_possible_truncation, reason = "what does not fit is another number then")]
    let exact = |whole: i128| value as i128 == whole;
    value.is_finite() && digits.parse().map_or(true, exact)
}

/// A text in two languages.
pub(crate) fn text(node: &Node, sink: &mut Sink<'_>) -> Option<Text> {
    let mut fields = Fields::new(node, "a text", sink)?;
    let en = fields.required("en", sink).and_then(|node| string(node, sink));
    let zh = fields.plain("zh", sink);
    fields.finish(sink);
    Some(Text { en: en.map(|text| text.value).unwrap_or_default(), zh })
}

/// One of some words.
pub(crate) fn choice<T: Copy>(node: &Node, choices: &[(&'static str, T)], sink: &mut Sink<'_>) -> Option<Spanned<T>> {
    let text = string(node, sink)?;
    let found = choices.iter().find(|(word, _)| *word == text.value);
    if let Some((_, value)) = found {
        return Some(Spanned { value: *value, span: text.span });
    }
    let words = choices.iter().map(|(word, _)| *word);
    let all = || format!("use one of {}", words.clone().collect::<Vec<_>>().join(", "));
    let help = did_you_mean(&text.value, words.clone()).unwrap_or_else(all);
    sink.error_with_help("unknown-word", text.span, format!("`{}` is no word of the format here", text.value), help);
    None
}
