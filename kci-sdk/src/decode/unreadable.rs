//! What is wrong with a text, and where.

use super::path::path_at;

/// The outcome of reading a value into its place.
pub type Decoded = Result<(), Box<Unreadable>>;

/// Something in a text that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    at: usize,
    message: String,
    is_json: bool,
}

impl Unreadable {
    /// The text is no JSON at this byte.
    pub(crate) fn syntax(at: usize, message: &str) -> Box<Self> {
        Box::new(Self { at, message: message.to_owned(), is_json: false })
    }

    /// The value at this byte is not one of the type that is wanted.
    pub(crate) fn value(at: usize, message: String) -> Box<Self> {
        Box::new(Self { at, message, is_json: true })
    }

    /// Whether the text is JSON as far as it was read, and only its meaning is wrong.
    pub fn is_json(&self) -> bool {
        self.is_json
    }

    /// What is wrong, and on which line and in which column of the text, both counted from 1.
    pub fn describe(&self, text: &str) -> String {
        let before = text.as_bytes().get(..self.at).unwrap_or(text.as_bytes());
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        let column = before.iter().rev().take_while(|byte| **byte != b'\n').count() + 1;
        format!("{} at line {line} column {column}", self.message)
    }

    /// Where in the values of the text: `ContainerGroups[0].Cpu`.
    pub fn path(&self, text: &str) -> String {
        path_at(text, self.at)
    }
}
