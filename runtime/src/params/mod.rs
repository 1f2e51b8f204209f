//! Flattened parameters: `Container.1.Port.2.Protocol=TCP`.

mod decimals;
pub(crate) mod encode;
mod form;
mod json;
mod pick;
mod read;
mod write;

use std::fmt;

pub use decimals::Rounded;
pub(crate) use decimals::rounded_to;
pub use form::Form;
pub(crate) use json::JsonText;
pub(crate) use pick::{Picked, pick};
pub use read::{ListRule, ParamReader, ReadParam, read};
pub use write::{ParamWriter, WriteParam};

pub(crate) use encode::ENCODED;
pub use encode::encode;

/// Parameters in the order they were added. The values may be secret, so `Debug` shows only the keys.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Params {
    pairs: Vec<(String, String)>,
}

impl Params {
    /// No parameters.
    pub fn new() -> Self {
        Self::default()
    }

    /// The parameters that a request flattens to. `Action` and `Version` are not among them.
    pub fn from_request(request: &(impl WriteParam + ?Sized)) -> Self {
        let mut form = Form::new();
        request.write_param(&mut ParamWriter::new(&mut form));
        Self::from(&form)
    }

    /// Adds a parameter at the end, whether or not there is one of this name.
    pub fn push(&mut self, key: impl Into<String>, value: impl Into<String>) {
        self.pairs.push((key.into(), value.into()));
    }

    /// The parameters, in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &str)> + Clone {
        self.pairs.iter().map(|(key, value)| (key.as_str(), value.as_str()))
    }

    /// The value of the first parameter of this name.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.iter().find(|(name, _)| *name == key).map(|(_, value)| value)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.pairs.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }

    /// The parameters as a query or a form body, in order: `k=v&k=v`, encoded as RFC 3986 says.
    pub fn encode(&self) -> String {
        Form::from(self).into_string()
    }

    /// Sorts by name, and by value where names are the same: the order that signatures are made over.
    pub(crate) fn sort(&mut self) {
        self.pairs.sort();
    }
}

impl fmt::Debug for Params {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Params")?;
        f.debug_list().entries(self.pairs.iter().map(|(key, _)| key)).finish()
    }
}

impl From<&Form> for Params {
    fn from(form: &Form) -> Self {
        form.pairs().map(|(name, value)| (encode::decoded(name), encode::decoded(value))).collect()
    }
}

impl<K: Into<String>, V: Into<String>> FromIterator<(K, V)> for Params {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(pairs: I) -> Self {
        Self { pairs: pairs.into_iter().map(|(key, value)| (key.into(), value.into())).collect() }
    }
}

impl<K: Into<String>, V: Into<String>> Extend<(K, V)> for Params {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, pairs: I) {
        self.pairs.extend(pairs.into_iter().map(|(key, value)| (key.into(), value.into())));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encoding_keeps_the_order_and_escapes_all_but_unreserved_characters() {
        let params: Params = [("b", "-_.~ *'()"), ("a", "中文+&=%/")].into_iter().collect();
        assert_eq!(params.encode(), "b=-_.~%20%2A%27%28%29&a=%E4%B8%AD%E6%96%87%2B%26%3D%25%2F");
    }

    #[test]
    fn debug_shows_keys_and_no_values() {
        let params: Params = [("Password", "hunter2")].into_iter().collect();
        assert_eq!(format!("{params:?}"), r#"Params["Password"]"#);
    }

    #[test]
    fn an_empty_name_still_has_its_separator() {
        let params: Params = [("", ""), ("a", "")].into_iter().collect();
        assert_eq!(params.encode(), "=&a=");
    }
}
