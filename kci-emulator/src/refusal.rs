//! Errors as the service answers them: rows of the common error table, filled in.

use std::borrow::Cow;

use kci_sdk::SERVICE;
use kci_sdk::runtime::{Rule, Violation};
use serde_json::{Value, json};

/// Most characters of a request that an error repeats: room for any `Authorization` that a client makes.
const MOST_REPEATED: usize = 1024;

/// An answer that is an error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub(crate) code: String,
    pub(crate) message: String,
    pub(crate) http_status: u16,
}

impl Refusal {
    /// The row of `code` whose message begins with `start`, each `%s` in it replaced by the next of `values`.
    pub(crate) fn row(code: &str, start: &str, values: &[&str]) -> Self {
        let row = SERVICE.errors.iter().find(|row| row.code == code && row.message.starts_with(start));
        let (message, http_status) = row.map_or((start, 400), |row| (row.message, row.http_status));
        let mut parts = message.split("%s");
        let mut text = parts.next().unwrap_or_default().to_owned();
        let mut values = values.iter();
        for part in parts {
            text.push_str(&cut(values.next().copied().unwrap_or_default()));
            text.push_str(part);
        }
        Self { code: code.to_owned(), message: text, http_status }
    }

    /// A parameter that must be there is not.
    pub(crate) fn missing(parameter: &str) -> Self {
        Self::row("MissingParameter", "", &[parameter])
    }

    /// A parameter has a value that it cannot have.
    pub(crate) fn invalid(parameter: &str) -> Self {
        Self::row("InvalidParameterValue", "", &[parameter])
    }

    /// A parameter cannot be read at all.
    pub(crate) fn malformed(parameter: &str) -> Self {
        Self::row("InvalidQueryParameter", "", &[parameter])
    }

    /// A method that the service or the action does not take.
    pub(crate) fn method(method: &str) -> Self {
        Self::row("InvalidMethod", "", &[method])
    }

    /// What the first of the violations comes to; nothing where all are warnings.
    pub(crate) fn of(violations: &[Violation]) -> Option<Self> {
        let first = violations.iter().find(|violation| violation.is_error())?;
        Some(match first.rule {
            Rule::Required => Self::missing(&first.path),
            Rule::Duplicate => Self::malformed(&first.path),
            _ => Self::invalid(&first.path),
        })
    }

    /// The body of the answer.
    pub(crate) fn body(&self, request_id: &str) -> Value {
        let at_fault = if self.http_status >= 500 { "Receiver" } else { "Sender" };
        json!({
            "RequestId": request_id,
            "Error": { "Type": at_fault, "Code": self.code, "Message": self.message },
        })
    }
}

/// The beginning of a text that is long, or else all of it.
fn cut(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(MOST_REPEATED) {
        Some((end, _)) => Cow::Owned(format!("{}…", text.get(..end).unwrap_or_default())),
        None => Cow::Borrowed(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_not_repeated_whole() {
        let message = |length| Refusal::malformed(&"中".repeat(length)).message.chars().count();
        assert_eq!(message(MOST_REPEATED + 1), message(MOST_REPEATED) + 1);
        assert_eq!(message(100_000), message(MOST_REPEATED + 1));
    }

    #[test]
    fn the_placeholders_of_a_row_are_filled_in_order() {
        let refusal = Refusal::row("AccessDenied", "", &["someone", "kci:DeleteContainerGroup"]);
        assert_eq!(refusal.message, "User: someone is not authorized to perform: kci:DeleteContainerGroup.");
        assert_eq!(refusal.http_status, 403);
    }

    #[test]
    fn a_row_is_found_by_how_its_message_starts() {
        let refusal = Refusal::row("IncompleteSignature", "Unsupported", &["HMAC-MD5"]);
        assert_eq!(refusal.message, "Unsupported ksc 'algorithm': HMAC-MD5.");
    }

    #[test]
    fn warnings_are_no_refusal() {
        let warning = Violation::new("Container.1.ImagePullPolicy", Rule::Recommended, "absent");
        assert_eq!(Refusal::of(&[warning]), None);
    }
}
