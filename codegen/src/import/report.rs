//! What reading a page found out about the page, line by line.

use std::fmt;

/// What kind of finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FindingKind {
    /// A table, or a row, that is in no file although it looks like one of parameters. The import failed as far as that goes.
    Lost,
    /// Text that may say something about a parameter, and was not understood. A person has to look.
    NotUnderstood,
    /// Something that the page does not say outright and that was taken to be so.
    Assumed,
    /// Something that was broken in the page and put together again.
    Mended,
    /// A part of the page that no file of an action has a place for.
    Skipped,
}

impl fmt::Display for FindingKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Lost => "lost",
            Self::NotUnderstood => "not understood",
            Self::Assumed => "assumed",
            Self::Mended => "mended",
            Self::Skipped => "skipped",
        })
    }
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// Line of the page, from 1.
    pub line: usize,
    /// What kind of finding.
    pub kind: FindingKind,
    /// Action, and shape and member where it is about one; empty outside of actions.
    pub place: String,
    /// What was found, in one sentence.
    pub message: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}: ", self.line, self.kind)?;
        if !self.place.is_empty() {
            write!(f, "{}: ", self.place)?;
        }
        f.write_str(&self.message)
    }
}

/// All findings of a page, sorted by line, each of them once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    findings: Vec<Finding>,
}

impl Report {
    /// The findings in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Finding> {
        self.findings.iter()
    }

    /// How many there are of a kind.
    pub fn count(&self, kind: FindingKind) -> usize {
        self.findings.iter().filter(|finding| finding.kind == kind).count()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.findings.is_empty()
    }

    pub(crate) fn add(&mut self, kind: FindingKind, line: usize, place: &str, message: impl Into<String>) {
        self.findings.push(Finding { line, kind, place: place.to_owned(), message: message.into() });
    }

    pub(crate) fn finish(&mut self) {
        self.findings.sort();
        self.findings.dedup();
    }
}

impl<'a> IntoIterator for &'a Report {
    type Item = &'a Finding;
    type IntoIter = std::slice::Iter<'a, Finding>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, finding) in self.findings.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{finding}")?;
        }
        Ok(())
    }
}

/// A part of a text for a message: on one line, in quotes, not too long.
pub(crate) fn quoted(text: &str) -> String {
    const MOST: usize = 80;
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let short: String = words.chars().take(MOST).collect();
    let more = if words.chars().count() > MOST { "…" } else { "" };
    format!("“{short}{more}”")
}
