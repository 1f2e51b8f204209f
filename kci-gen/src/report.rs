//! Diagnostics on the terminal: the line of the source, with a caret under what is wrong.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, IsTerminal as _, Write as _};
use std::sync::OnceLock;

use clap::ColorChoice;
use kci_codegen::{Diagnostic, Diagnostics, Severity};
use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, SourceCode};

use crate::cli::Spec;
use crate::command::Failure;
use crate::excerpt::Excerpt;

/// When colours are used; decided once, before anything is told.
static COLOR: OnceLock<ColorChoice> = OnceLock::new();

/// Says when colours are used.
pub(crate) fn use_color(choice: ColorChoice) {
    // It is said once.
    let _ = COLOR.set(choice);
}

/// Whether standard error has colours: as it was asked for, or where it is a terminal and `NO_COLOR` is not set.
fn has_color() -> bool {
    match COLOR.get().copied().unwrap_or_default() {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto => {
            io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
        }
    }
}

/// Why a command failed, on standard error.
pub(crate) fn failure(failure: &Failure) {
    let mut out = io::stderr().lock();
    // Nothing is left to say it to if standard error is gone.
    let _ = match failure {
        Failure::Spec(text) => write!(out, "{text}"),
        Failure::Unreadable(text) | Failure::Other(text) => writeln!(out, "error: {text}"),
    };
}

/// Warnings that do not stop a command, on standard error.
pub(crate) fn warnings(spec: &Spec, warnings: &Diagnostics) {
    if !warnings.is_empty() {
        let _ = write!(io::stderr().lock(), "{}", render(warnings, |file| spec.text(file)));
    }
}

/// What reading a page found out, on standard error: a line each.
pub(crate) fn findings(report: &kci_codegen::import::Report) {
    let mut out = io::stderr().lock();
    for finding in report {
        let _ = writeln!(out, "{finding}");
    }
}

/// All diagnostics for standard error, each with its place in the text of its file, and a line that counts them.
pub(crate) fn render<'t>(diagnostics: &Diagnostics, text_of: impl Fn(&str) -> Option<Cow<'t, str>>) -> String {
    let theme = if has_color() { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
    let handler = GraphicalReportHandler::new_themed(theme).with_width(120).with_links(false);
    let mut text = String::new();
    let mut texts: BTreeMap<&str, Option<Cow<'t, str>>> = BTreeMap::new();
    for diagnostic in diagnostics {
        let file = texts.entry(&diagnostic.file).or_insert_with(|| text_of(&diagnostic.file));
        let source = file.as_deref().and_then(|text| Excerpt::new(text, diagnostic));
        let shown = Shown { diagnostic, source };
        if handler.render_report(&mut text, &shown).is_err() {
            text.push_str(&diagnostic.to_string());
        }
        text.push('\n');
    }
    let errors = diagnostics.iter().filter(|one| one.severity == Severity::Error).count();
    text.push_str(&count(errors, diagnostics.len() - errors));
    text
}

/// `2 errors, 1 warning`.
fn count(errors: usize, warnings: usize) -> String {
    let plural = |count: usize, word: &str| format!("{count} {word}{}", if count == 1 { "" } else { "s" });
    match (errors, warnings) {
        (errors, 0) => format!("{}\n", plural(errors, "error")),
        (0, warnings) => format!("{}\n", plural(warnings, "warning")),
        (errors, warnings) => format!("{}, {}\n", plural(errors, "error"), plural(warnings, "warning")),
    }
}

/// A diagnostic as the renderer wants it.
#[derive(Debug)]
struct Shown<'a> {
    diagnostic: &'a Diagnostic,
    source: Option<Excerpt<'a>>,
}

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.diagnostic.message)?;
        match &self.source {
            None if !self.diagnostic.file.is_empty() => write!(f, " ({})", self.diagnostic.file),
            _ => Ok(()),
        }
    }
}

impl std::error::Error for Shown<'_> {}

impl miette::Diagnostic for Shown<'_> {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(self.diagnostic.code))
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.diagnostic.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.diagnostic.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.source.as_ref().map(|source| source as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let span = self.source.as_ref()?.marked();
        Some(Box::new(std::iter::once(LabeledSpan::underline(span))))
    }
}
