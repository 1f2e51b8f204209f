//! Findings about a spec, each with its place.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;

use crate::source::{SourceSet, Span};

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing is generated.
    Error,
    /// Worth knowing; the spec compiles all the same.
    Warning,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of finding, in kebab-case; stable. [`CODES`](crate::CODES) lists them.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong, in one sentence.
    pub message: String,
    /// Path of the file; empty where the finding is about the compiler's own options.
    pub file: String,
    /// Bytes of the file.
    pub span: Range<usize>,
    /// Line of the first byte, from 1.
    pub line: usize,
    /// Column of the first byte in characters, from 1.
    pub column: usize,
    /// What to do about it.
    pub help: Option<String>,
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.file.is_empty() {
            write!(f, "{}:{}:{}: ", self.file, self.line, self.column)?;
        }
        let severity = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        write!(f, "{severity}[{}]: {}", self.code, self.message)?;
        if let Some(help) = &self.help {
            write!(f, "\n  help: {help}")?;
        }
        Ok(())
    }
}

/// Findings, sorted by file, position and code, each of them once.
///
/// `Debug` shows them as `Display` does, because that is what a build script that fails prints.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Whether there is an error among them.
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|finding| finding.severity == Severity::Error)
    }

    /// The findings in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.list.iter()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }
}

impl FromIterator<Diagnostic> for Diagnostics {
    fn from_iter<I: IntoIterator<Item = Diagnostic>>(findings: I) -> Self {
        let mut list: Vec<Diagnostic> = findings.into_iter().collect();
        list.sort_by(|a, b| {
            let key = |d: &Diagnostic| (d.span.start, d.code, d.span.end, d.severity);
            a.file.cmp(&b.file).then_with(|| key(a).cmp(&key(b))).then_with(|| a.message.cmp(&b.message))
        });
        list.dedup();
        Self { list }
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.into_iter()
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, finding) in self.list.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{finding}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\n{self}\n")
    }
}

impl std::error::Error for Diagnostics {}

/// Where the steps of the compiler put their findings.
pub(crate) struct Sink<'a> {
    sources: &'a SourceSet,
    list: Vec<Diagnostic>,
    /// The Rust names that were made, and where each comes from first.
    identifiers: BTreeMap<String, Span>,
}

impl<'a> Sink<'a> {
    /// An empty sink for findings about these files.
    pub(crate) fn new(sources: &'a SourceSet) -> Self {
        Self { sources, list: Vec::new(), identifiers: BTreeMap::new() }
    }

    /// Notes an error.
    pub(crate) fn error(&mut self, code: &'static str, span: Span, message: impl Into<String>) {
        self.push(Severity::Error, code, span, message.into(), None);
    }

    /// Notes an error and what to do about it.
    pub(crate) fn error_with_help(
        &mut self,
        code: &'static str,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.push(Severity::Error, code, span, message.into(), Some(help.into()));
    }

    /// Notes an error, and the name that was probably meant, if there is one among these.
    pub(crate) fn error_with_suggestion<'n>(
        &mut self,
        code: &'static str,
        span: Span,
        message: impl Into<String>,
        given: &str,
        names: impl IntoIterator<Item = &'n str>,
    ) {
        self.push(Severity::Error, code, span, message.into(), did_you_mean(given, names));
    }

    /// Notes a finding of either severity.
    pub(crate) fn push(
        &mut self,
        severity: Severity,
        code: &'static str,
        span: Span,
        message: String,
        help: Option<String>,
    ) {
        let (file, line, column) = match self.sources.position(span.file, span.start) {
            Some((source, position)) => (source.path.clone(), position.line, position.column),
            None => (String::new(), 1, 1),
        };
        self.list.push(Diagnostic { code, severity, message, file, span: span.start..span.end, line, column, help });
    }

    /// A place for people: `actions/Make.json:12:8`.
    pub(crate) fn place(&self, span: Span) -> String {
        let found = self.sources.position(span.file, span.start);
        found.map_or_else(String::new, |(source, at)| format!("{}:{}:{}", source.path, at.line, at.column))
    }

    /// Notes a finding about a path that is not among the files, or about the compiler's options (no path).
    pub(crate) fn push_at_path(
        &mut self,
        severity: Severity,
        code: &'static str,
        path: &str,
        message: String,
        help: Option<String>,
    ) {
        let file = path.to_owned();
        self.list.push(Diagnostic { code, severity, message, file, span: 0..0, line: 1, column: 1, help });
    }

    /// Notes that a file cannot be read, from some line and column on.
    pub(crate) fn push_unreadable(&mut self, path: &str, message: String, (line, column): (usize, usize)) {
        let (code, severity, file) = ("unreadable-file", Severity::Error, path.to_owned());
        self.list.push(Diagnostic { code, severity, message, file, span: 0..0, line, column, help: None });
    }

    /// Notes an error about the compiler's options, which no file has.
    pub(crate) fn push_option(&mut self, code: &'static str, message: String, help: Option<String>) {
        self.push_at_path(Severity::Error, code, "", message, help);
    }

    /// Notes a Rust name, which is looked at beside all others in the end.
    pub(crate) fn note_identifier(&mut self, rust: &str, span: Span) {
        if !self.identifiers.contains_key(rust) {
            self.identifiers.insert(rust.to_owned(), span);
        }
    }

    /// The Rust names that were noted.
    pub(crate) fn identifiers(&self) -> BTreeMap<String, Span> {
        self.identifiers.clone()
    }

    /// Whether an error was noted.
    pub(crate) fn has_errors(&self) -> bool {
        self.list.iter().any(|finding| finding.severity == Severity::Error)
    }

    /// The findings, sorted.
    pub(crate) fn finish(self) -> Diagnostics {
        self.list.into_iter().collect()
    }
}

/// Help that names the closest of the names, if one is close.
pub(crate) fn did_you_mean<'n>(given: &str, names: impl IntoIterator<Item = &'n str>) -> Option<String> {
    let (score, name) = names
        .into_iter()
        .filter(|name| *name != given)
        .map(|name| (strsim::jaro_winkler(&given.to_lowercase(), &name.to_lowercase()), name))
        .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1)))?;
    (score >= 0.8).then(|| format!("did you mean `{name}`?"))
}
