//! Structures of responses that become those of requests: why one cannot, and what the conversions have in common.

use std::fmt;

/// What was described cannot be created again: the response lacks what the request needs, or says what it does not know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConversionError {
    path: String,
    what: String,
}

impl ConversionError {
    /// A member is not told, and the request needs it.
    pub fn missing(name: &str) -> Self {
        Self { path: name.to_owned(), what: "not told, and a request needs it".to_owned() }
    }

    /// A tag is none of those that a request knows, or none of which the response tells enough.
    pub fn unknown(name: &str, value: &str, known: &[&str]) -> Self {
        let what = format!("{} is none of {}", crate::text::quote(value), known.join(", "));
        Self { path: name.to_owned(), what }
    }

    /// The same, in a member.
    #[must_use]
    pub fn within(mut self, name: &str) -> Self {
        self.path = format!("{name}.{}", self.path);
        self
    }

    /// Where in the response, in the words of the wire; elements count from 1: `Volumes.2.Type`.
    pub fn path(&self) -> &str {
        &self.path
    }
}

impl fmt::Display for ConversionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.what)
    }
}

impl std::error::Error for ConversionError {}

/// Each element of a list, converted.
///
/// # Errors
///
/// That of the first element that cannot be.
pub fn convert_all<T, U: TryFrom<T, Error = ConversionError>>(
    name: &str,
    values: Vec<T>,
) -> Result<Vec<U>, ConversionError> {
    let numbered = values.into_iter().zip(1_u64..);
    numbered
        .map(|(value, number)| U::try_from(value).map_err(|error| error.within(&format!("{name}.{number}"))))
        .collect()
}

/// The values, each once, in their order.
pub fn distinct<T: PartialEq>(values: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut all = Vec::new();
    for value in values {
        if !all.contains(&value) {
            all.push(value);
        }
    }
    all
}

/// The text of a value that is one of several.
pub fn text_of(value: impl AsRef<str>) -> String {
    value.as_ref().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug)]
    struct Even;

    impl TryFrom<u8> for Even {
        type Error = ConversionError;

        fn try_from(value: u8) -> Result<Self, Self::Error> {
            if value.is_multiple_of(2) {
                Ok(Self)
            } else {
                Err(ConversionError::unknown("Type", "Odd", &["Even", "Zero"]))
            }
        }
    }

    #[test]
    fn an_error_says_where_and_what() {
        let error = convert_all::<_, Even>("Volumes", vec![2, 3]).expect_err("3 is odd").within("Group");
        assert_eq!(error.to_string(), r#"Group.Volumes.2.Type: "Odd" is none of Even, Zero"#);
        let missing = ConversionError::missing("EBSVolume");
        assert_eq!(
            (missing.path(), missing.to_string().as_str()),
            ("EBSVolume", "EBSVolume: not told, and a request needs it")
        );
    }

    #[test]
    fn values_are_told_once_in_their_order() {
        assert_eq!(distinct(["b", "a", "b"]), ["b", "a"]);
    }
}
