//! What is wrong with a text, and where.

use super::path::path_at;

/// The outcome of reading a value into its place.
pub type Decoded = Result<(), Unreadable>;

/// Something in a text that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// Apart, so that what goes well is not slowed down by the size of what does not.
    what: Box<What>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct What {
    /// Where in the text, in bytes.
    at: usize,
    message: String,
    is_json: bool,
}

impl Unreadable {
    /// The text is no JSON at this byte.
    pub(crate) fn syntax(at: usize, message: &str) -> Self {
        Self { what: Box::new(What { at, message: message.to_owned(), is_json: false }) }
    }

    /// The value at this byte is not one of the type that is wanted.
    pub(crate) fn value(at: usize, message: String) -> Self {
        Self { what: Box::new(What { at, message, is_json: true }) }
    }

    /// Whether the text is JSON as far as it was read, and only its meaning is wrong.
    pub fn is_json(&self) -> bool {
        self.what.is_json
    }

    /// What is wrong, and on which line and in which column of the text, both counted from 1.
    pub fn describe(&self, text: &str) -> String {
        let before = text.as_bytes().get(..self.what.at).unwrap_or(text.as_bytes());
        let line = before.split(|byte| *byte == b'\n').count();
        let column = before.iter().rev().take_while(|byte| **byte != b'\n').count() + 1;
        format!("{} at line {line} column {column}", self.what.message)
    }

    /// Where in the values of the text: `ContainerGroups[0].Cpu`.
    pub fn path(&self, text: &str) -> String {
        path_at(text, self.what.at)
    }
}
