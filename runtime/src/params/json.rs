//! A request as a JSON object, written as it is walked.
//!
//! It says what the form says: `Container.1.Port.1.Port=80` is `{"Container":[{"Port":[{"Port":80}]}]}`. What is absent
//! is left out, and so are empty lists. Numbers and truth values are themselves, all else is text.

use std::fmt;
use std::fmt::Write as _;

use super::encode::{decoded, push_float, push_integer};

/// A JSON text under construction. The values may be secret, so `Debug` shows none.
#[derive(Clone)]
pub(crate) struct JsonText {
    text: String,
    place: Place,
}

/// What was written at the place that is being written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Nothing yet.
    Empty,
    /// The bracket of an object, and at least one member.
    Object,
    /// A whole value.
    Value,
}

impl JsonText {
    pub(crate) fn new() -> Self {
        Self { text: String::new(), place: Place::Empty }
    }

    /// The whole object, with its last bracket.
    pub(crate) fn into_string(mut self) -> String {
        self.finish();
        self.text
    }

    /// Begins a member of the object here, whose name is percent-encoded. [`end`](Self::end) wants what this returns.
    pub(super) fn begin_member(&mut self, name: &str) -> Place {
        self.text.push(if self.place == Place::Object { ',' } else { '{' });
        if name.contains('%') {
            self.push_text(&decoded(name));
        } else {
            self.push_text(name);
        }
        self.text.push(':');
        self.place = Place::Empty;
        Place::Object
    }

    /// Begins a list here.
    pub(super) fn begin_list(&mut self) {
        self.text.push('[');
    }

    /// Begins an element of a list, the first or another.
    pub(super) fn begin_element(&mut self, is_first: bool) {
        if !is_first {
            self.text.push(',');
        }
        self.place = Place::Empty;
    }

    /// Ends an element of a list.
    pub(super) fn end_element(&mut self) {
        self.finish();
    }

    /// Ends a list.
    pub(super) fn end_list(&mut self) {
        self.text.push(']');
        self.place = Place::Value;
    }

    /// Ends a member: what is outside of it is as it was.
    pub(super) fn end_member(&mut self, outer: Place) {
        self.finish();
        self.place = outer;
    }

    /// Writes a text as the value here.
    pub(super) fn text(&mut self, text: &str) {
        self.push_text(text);
        self.place = Place::Value;
    }

    /// Writes a whole number.
    pub(super) fn integer(&mut self, number: i64) {
        push_integer(&mut self.text, number);
        self.place = Place::Value;
    }

    /// Writes a number; null for what is none.
    pub(super) fn float(&mut self, number: f64) {
        if number.is_finite() {
            push_float(&mut self.text, number);
        } else {
            self.text.push_str("null");
        }
        self.place = Place::Value;
    }

    /// Writes what is JSON already.
    pub(super) fn raw(&mut self, json: &str) {
        self.text.push_str(json);
        self.place = Place::Value;
    }

    /// An object of which nothing was written has no members.
    fn finish(&mut self) {
        match self.place {
            Place::Empty => self.text.push_str("{}"),
            Place::Object => self.text.push('}'),
            Place::Value => {}
        }
        self.place = Place::Value;
    }

    fn push_text(&mut self, text: &str) {
        let escaped = |letter: char| matches!(letter, '"' | '\\' | '\0'..='\x1f');
        self.text.push('"');
        let mut rest = text;
        while let Some((at, letter)) = rest.char_indices().find(|(_, letter)| escaped(*letter)) {
            let (plain, other) = rest.split_at(at);
            self.text.push_str(plain);
            match letter {
                '"' | '\\' => self.text.extend(['\\', letter]),
                // Writing to a string does not fail.
                _ => drop(write!(self.text, "\\u{:04x}", u32::from(letter))),
            }
            rest = other.get(1..).unwrap_or_default();
        }
        self.text.push_str(rest);
        self.text.push('"');
    }
}

impl fmt::Debug for JsonText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JsonText").field("bytes", &self.text.len()).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::params::{ParamWriter, WriteParam};

    struct Port(i64, Option<f64>);

    impl WriteParam for Port {
        fn write_param(&self, w: &mut ParamWriter<'_>) {
            w.member("Port", &self.0);
            w.member("Share", &self.1);
        }
    }

    struct Empty;

    impl WriteParam for Empty {
        fn write_param(&self, _: &mut ParamWriter<'_>) {}
    }

    #[derive(Default)]
    struct Request {
        name: &'static str,
        ports: Vec<Port>,
        flags: Vec<bool>,
        knife: Option<Empty>,
        grid: Vec<Vec<i64>>,
    }

    impl WriteParam for Request {
        fn write_param(&self, w: &mut ParamWriter<'_>) {
            w.member("A%20b", self.name);
            w.member("Port", &self.ports);
            w.member("Flag", &self.flags);
            w.member("Knife", &self.knife);
            w.member("Grid", &self.grid);
        }
    }

    fn json(request: &dyn WriteParam) -> String {
        let mut json = JsonText::new();
        request.write_param(&mut ParamWriter::json(&mut json));
        json.into_string()
    }

    #[test]
    fn lists_and_objects_are_lists_and_objects() {
        let request = Request {
            name: "a",
            ports: vec![Port(80, Some(0.5)), Port(-1, None)],
            flags: vec![true, false],
            knife: Some(Empty),
            grid: vec![vec![1, 2], vec![3]],
        };
        let expected = r#"{"A b":"a","Port":[{"Port":80,"Share":0.5},{"Port":-1}],"Flag":[true,false],"Knife":{},"Grid":[[1,2],[3]]}"#;
        assert_eq!(json(&request), expected);
    }

    #[test]
    fn what_is_absent_is_left_out() {
        assert_eq!(json(&Request::default()), r#"{"A b":""}"#);
        assert_eq!(json(&Empty), "{}");
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_back(text in "\\PC*[\\x00-\\x1f\"\\\\]*\\PC*") {
            let mut written = JsonText::new();
            ParamWriter::json(&mut written).member("T", text.as_str());
            let value: serde_json::Value = serde_json::from_str(&written.into_string()).expect("JSON");
            proptest::prop_assert_eq!(value["T"].as_str(), Some(text.as_str()));
        }

        #[test]
        fn any_number_is_read_back(number: f64) {
            let mut written = JsonText::new();
            written.float(number);
            let back: Option<f64> = written.into_string().parse().ok();
            proptest::prop_assert!(back == Some(number) || (!number.is_finite() && back.is_none()), "{:?}", back);
        }
    }
}
