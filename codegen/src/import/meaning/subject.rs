//! What statements are about.

use super::statement::Statement;
use crate::import::cells::Type;

/// The member that a description is about.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Subject<'m> {
    pub(crate) list: bool,
    pub(crate) ty: &'m Type,
}

impl Subject<'_> {
    /// Whether it is one string.
    pub(super) fn is_text(&self) -> bool {
        !self.list && *self.ty == Type::Scalar("string")
    }

    /// Whether it is one number.
    pub(super) fn is_number(&self) -> bool {
        !self.list && matches!(self.ty, Type::Scalar("integer" | "long" | "float"))
    }

    /// A word as a value of its type; nothing where it is none.
    pub(crate) fn literal(&self, word: &str) -> Option<String> {
        let Type::Scalar(scalar) = self.ty else { return None };
        match *scalar {
            _ if self.list => None,
            "boolean" => Some(word.to_lowercase()).filter(|word| matches!(word.as_str(), "true" | "false")),
            "integer" | "long" => word.parse::<i64>().ok().map(|number| number.to_string()),
            "float" => word.parse::<f64>().ok().filter(|number| number.is_finite()).map(|number| number.to_string()),
            _ => Some(word.to_owned()),
        }
    }
}

/// A statement, and where it stands.
#[derive(Clone, Debug)]
pub(super) struct Said {
    pub(super) statement: Statement,
    /// The words.
    pub(super) text: String,
    /// Whether it holds only in the case that the description opens with.
    pub(super) opening: bool,
}
