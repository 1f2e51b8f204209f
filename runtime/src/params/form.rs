//! Parameters as they are sent.

use std::fmt;

use super::encode::push_encoded;
use super::{ParamWriter, Params, WriteParam};

/// Parameters as the text that is sent, in a query or a body: `Action=RunJob&Version=2020-07-02&Name=web`, encoded as
/// RFC 3986 says. The values may be secret, so `Debug` shows only the names.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Form {
    text: String,
}

/// How much room a form begins with, in bytes: more than most requests need.
const ROOM: usize = 1024;

impl Form {
    /// No parameters.
    pub fn new() -> Self {
        Self { text: String::with_capacity(ROOM) }
    }

    /// A form of an action, which can be added to.
    pub fn of_action(action: &str, version: &str) -> Self {
        let mut form = Self::new();
        form.push("Action", action);
        form.push("Version", version);
        form
    }

    /// The parameters of a text that is encoded already.
    #[cfg(feature = "mock")]
    pub(crate) fn from_encoded(text: String) -> Self {
        Self { text }
    }

    /// Adds what a request flattens to.
    pub fn push_request(&mut self, request: &dyn WriteParam) {
        request.write_param(&mut ParamWriter::new(self));
    }

    /// Adds a parameter at the end, whether or not there is one of this name.
    pub fn push(&mut self, name: &str, value: &str) {
        let text = self.begin_pair();
        push_encoded(text, name);
        text.push('=');
        push_encoded(text, value);
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The text itself.
    pub fn into_string(self) -> String {
        self.text
    }

    /// The names and values, as they are encoded, in order.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> + Clone {
        let pairs = self.text.split('&').filter(|pair| !pair.is_empty());
        pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")))
    }

    /// The text with the parameters in the order in which queries are signed: by name, and by value where names are the
    /// same.
    pub fn sorted(&self) -> String {
        let mut pairs: Vec<_> = self.pairs().collect();
        pairs.sort_unstable();
        let mut sorted = String::with_capacity(self.text.len());
        for (name, value) in pairs {
            if !sorted.is_empty() {
                sorted.push('&');
            }
            sorted.extend([name, "=", value]);
        }
        sorted
    }

    /// The text, where the next pair can be written.
    pub(super) fn begin_pair(&mut self) -> &mut String {
        if !self.text.is_empty() {
            self.text.push('&');
        }
        &mut self.text
    }
}

impl fmt::Debug for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Form")?;
        f.debug_list().entries(self.pairs().map(|(name, _)| name)).finish()
    }
}

impl From<&Params> for Form {
    fn from(params: &Params) -> Self {
        let mut form = Self::new();
        form.extend(params.iter());
        form
    }
}

impl<'a> Extend<(&'a str, &'a str)> for Form {
    fn extend<I: IntoIterator<Item = (&'a str, &'a str)>>(&mut self, pairs: I) {
        for (name, value) in pairs {
            self.push(name, value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_sorts_by_name_and_then_by_value() {
        let mut form = Form::new();
        form.extend([("a.b", "1"), ("a", "2"), ("a", "1"), ("中", "0"), ("Z", "")]);
        assert_eq!(form.as_str(), "a.b=1&a=2&a=1&%E4%B8%AD=0&Z=");
        assert_eq!(form.sorted(), "%E4%B8%AD=0&Z=&a=1&a=2&a.b=1");
        assert_eq!(Form::new().sorted(), "");
    }

    #[test]
    fn debug_shows_names_and_no_values() {
        let mut form = Form::of_action("A", "1");
        form.push("Password", "hunter2");
        assert_eq!(format!("{form:?}"), r#"Form["Action", "Version", "Password"]"#);
    }
}
