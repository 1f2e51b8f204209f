//! What is wrong with a request, one finding at a time.

use std::fmt;

/// One rule of the documents that a request breaks, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Violation {
    /// Where, in the words of the wire: `Container.1.Port.2.Protocol`. List positions count from 1.
    pub path: String,
    /// Which kind of rule.
    pub rule: Rule,
    /// Whether the request is refused for it.
    pub severity: Severity,
    /// What is wrong, for a person. Secret values do not occur in it.
    pub message: String,
}

impl Violation {
    /// A violation that makes the request invalid, or a warning if the rule is one that only warns.
    pub fn new(path: impl Into<String>, rule: Rule, message: impl Into<String>) -> Self {
        Self { path: path.into(), rule, severity: rule.severity(), message: message.into() }
    }

    /// Whether the request is refused for it; `false` for a warning.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.message)
    }
}

/// How much a [`Violation`] matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing; the request is sent all the same.
    Warning,
    /// The request is not sent.
    Error,
}

macro_rules! rules {
    ($($(#[$doc:meta])* $variant:ident => $text:literal,)*) => {
        /// The kinds of rules that requests are checked against.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Rule {
            $($(#[$doc])* $variant,)*
        }

        impl Rule {
            /// The rule's stable name, in kebab case: `max-length`.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)*
                }
            }
        }
    };
}

rules! {
    /// A value must be there, always or under a condition.
    Required => "required",
    /// A value should be there. Only ever a warning.
    Recommended => "recommended",
    /// The least number of characters.
    MinLength => "min-length",
    /// The greatest number of characters.
    MaxLength => "max-length",
    /// A regular expression that the text must match.
    Pattern => "pattern",
    /// The least number.
    Min => "min",
    /// The greatest number.
    Max => "max",
    /// How many decimals a number may have.
    Decimals => "decimals",
    /// The values that are possible at all.
    Value => "value",
    /// The least number of list elements.
    MinItems => "min-items",
    /// The greatest number of list elements.
    MaxItems => "max-items",
    /// The positions that list elements may have.
    Index => "index",
    /// Elements of a list that may not be the same.
    Unique => "unique",
    /// A value that must name something else in the request.
    Reference => "reference",
    /// Lists that must have as many elements as each other.
    SameCount => "same-count",
    /// Text where a number or a truth value belongs, or a number that is none.
    Type => "type",
    /// The same parameter twice, or one that is both a value and a group of values.
    Duplicate => "duplicate",
    /// A parameter that the action does not have. Only ever a warning.
    UnknownParameter => "unknown-parameter",
}

impl Rule {
    /// How much a violation of this rule matters.
    pub const fn severity(self) -> Severity {
        match self {
            Self::Recommended | Self::UnknownParameter => Severity::Warning,
            _ => Severity::Error,
        }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_violation_reads_path_then_message() {
        let violation = Violation::new("Container.1.Name", Rule::Required, "required");
        assert_eq!(violation.to_string(), "Container.1.Name: required");
        assert!(violation.is_error());
    }

    #[test]
    fn only_recommendations_and_unknown_parameters_are_warnings() {
        assert!(!Violation::new("Tag", Rule::Recommended, "recommended").is_error());
        assert!(!Violation::new("Tagg", Rule::UnknownParameter, "no such parameter").is_error());
        assert!(Violation::new("Tag", Rule::Unique, "the same as Tag.1").is_error());
    }
}
