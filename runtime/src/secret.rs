//! Text that never shows in logs: secret keys, tokens, passwords, and what may hold some.

use std::fmt;
use std::hash::{Hash, Hasher};

use secrecy::{ExposeSecret, SecretString};

/// A text whose value no `Debug`, `Display` or error message shows, and that is wiped from memory when dropped.
///
/// ```
/// use kci_runtime::Secret;
///
/// let password = Secret::new("hunter2");
/// assert_eq!(format!("{password:?}"), "Secret(hidden)");
/// assert_eq!(password.expose(), "hunter2");
/// ```
#[derive(Clone, Default)]
pub struct Secret(SecretString);

impl Secret {
    /// Wraps the text.
    pub fn new(text: impl Into<String>) -> Self {
        Self(SecretString::from(text.into()))
    }

    /// The text itself. Take care where it goes.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(hidden)")
    }
}

impl PartialEq for Secret {
    fn eq(&self, other: &Self) -> bool {
        self.expose() == other.expose()
    }
}

impl Eq for Secret {}

impl Hash for Secret {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.expose().hash(state);
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

impl From<&String> for Secret {
    fn from(text: &String) -> Self {
        Self::new(text.as_str())
    }
}

/// A text that is shown as `(hidden)`, or as `""` where it is empty: what derives `Debug` by hand puts it around members
/// that are private. The text itself stays what it is.
///
/// ```
/// use kci_runtime::Hidden;
///
/// assert_eq!(format!("{:?}", Hidden(&Some("hunter2".to_owned()))), "Some((hidden))");
/// assert_eq!(format!("{:?}", Hidden(&None::<String>)), "None");
/// ```
#[derive(Clone, Copy)]
pub struct Hidden<'a, T>(pub &'a T);

/// What stands for a text that is not shown.
pub(crate) const HIDDEN: &str = "(hidden)";

impl fmt::Debug for Hidden<'_, String> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_empty() { "\"\"" } else { HIDDEN })
    }
}

impl<T> fmt::Debug for Hidden<'_, Option<T>>
where
    for<'b> Hidden<'b, T>: fmt::Debug,
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.as_ref().map(Hidden).fmt(f)
    }
}

impl<T> fmt::Debug for Hidden<'_, Vec<T>>
where
    for<'b> Hidden<'b, T>: fmt::Debug,
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.iter().map(Hidden)).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_hides_the_text() {
        assert_eq!(format!("{:?}", Some(Secret::new("hunter2"))), "Some(Secret(hidden))");
    }

    #[test]
    fn what_is_hidden_shows_only_whether_it_is_there() {
        let texts = vec!["hunter2".to_owned(), String::new()];
        assert_eq!(format!("{:?}", Hidden(&texts)), r#"[(hidden), ""]"#);
        assert_eq!(format!("{:?}", Hidden(&texts.first().cloned())), "Some((hidden))");
    }

    #[test]
    fn secrets_are_equal_when_their_texts_are() {
        assert_eq!(Secret::new("a"), Secret::from("a"));
        assert_ne!(Secret::new("a"), Secret::from(&String::from("b")));
        assert_eq!(Secret::default().expose(), "");
    }
}
