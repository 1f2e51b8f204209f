//! A mistake, and what is said about it.

use kci_codegen::{Diagnostic, Severity};

use crate::common;

/// One mistake in the valid spec.
///
/// `«` and `»` in an edit mark what the finding points at; they are not part of the text.
pub(crate) struct Case {
    pub(crate) name: &'static str,
    pub(crate) code: &'static str,
    /// Path, what is replaced, by what.
    pub(crate) edits: &'static [(&'static str, &'static str, &'static str)],
    pub(crate) message: &'static str,
    pub(crate) help: Option<&'static str>,
}

impl Case {
    /// The one error that the mistake leads to is the expected one, at the marked place.
    pub(crate) fn check(&self) {
        let mut files = common::edited(self.edits);
        let mut marked = None;
        for (path, text) in &mut files {
            if let Some((before, rest)) = text.split_once('«') {
                let (inside, after) = rest.split_once('»').expect("the mark ends");
                marked = Some((path.clone(), before.to_owned(), inside.to_owned()));
                *text = format!("{before}{inside}{after}");
            }
        }
        let (file, before, inside) = marked.expect("a place is marked");
        let expected = Diagnostic {
            code: self.code,
            severity: Severity::Error,
            message: self.message.to_owned(),
            file,
            span: before.len()..before.len() + inside.len(),
            line: before.matches('\n').count() + 1,
            column: before.chars().rev().take_while(|letter| *letter != '\n').count() + 1,
            help: self.help.map(ToOwned::to_owned),
        };
        assert_eq!(common::finding(&files), expected, "{}", self.name);
    }
}

/// Cases, and a test of each.
macro_rules! cases {
    ($($name:ident: $code:literal, [$($edit:expr),+ $(,)?], $message:expr $(, help $help:expr)?;)+) => {
        pub(crate) const CASES: &[crate::case::Case] = &[$(crate::case::Case {
            name: stringify!($name),
            code: $code,
            edits: &[$($edit),+],
            message: $message,
            help: crate::case::optional!($($help)?),
        }),+];

        crate::case::tests!($($name)+);
    };
}

macro_rules! tests {
    ($($name:ident)+) => {$(
        #[test]
        fn $name() {
            let found = CASES.iter().find(|case| case.name == stringify!($name));
            found.expect("the case is in the table").check();
        }
    )+};
}

macro_rules! optional {
    () => {
        None
    };
    ($value:expr) => {
        Some($value)
    };
}

pub(crate) use {cases, optional, tests};
