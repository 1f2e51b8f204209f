//! Why a document is not what it should be.

use std::fmt;

use crate::validate::Violation;

/// Everything in which a document is no such structure. No value of a text is in it: it may be secret.
#[derive(Debug)]
pub(super) struct DocumentError {
    /// The structure's name.
    pub(super) name: &'static str,
    /// At least one problem.
    pub(super) problems: Vec<Violation>,
}

/// One problem on one line; several under a headline.
impl fmt::Display for DocumentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let separator = |path: &str| if path.is_empty() { "" } else { ": " };
        if let [Violation { path, message, .. }] = &self.problems[..] {
            return write!(f, "{path}{}{message}", separator(path));
        }
        write!(f, "{} problems in {}:", self.problems.len(), self.name)?;
        for Violation { path, message, .. } in &self.problems {
            write!(f, "\n  {path}{}{message}", separator(path))?;
        }
        Ok(())
    }
}
