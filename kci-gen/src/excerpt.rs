//! The lines round a finding: what of a file is shown, however long it is or a line of it.

use std::ops::Range;

use kci_codegen::Diagnostic;
use miette::{MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

/// Most bytes of a line that are shown before and after where a finding begins.
const BEFORE: usize = 120;
const AFTER: usize = 240;

/// A part of a text that holds a finding.
#[derive(Debug)]
pub(crate) struct Excerpt<'a> {
    diagnostic: &'a Diagnostic,
    text: &'a str,
    /// The line of the finding, or as much of it as is shown.
    line: Range<usize>,
    /// The same with the lines beside it.
    lines: Range<usize>,
}

impl<'a> Excerpt<'a> {
    /// The lines round a finding; nothing where it is not in the text.
    pub(crate) fn new(text: &'a str, diagnostic: &'a Diagnostic) -> Option<Self> {
        let at = diagnostic.span.start;
        let (before, after) = (text.get(..at)?, text.get(at..)?);
        let start = before.rfind('\n').map_or(0, |end| end + 1);
        let end = at + after.find('\n').unwrap_or(after.len());
        if at - start > BEFORE || end - at > AFTER {
            let line = boundary(text, start.max(at.saturating_sub(BEFORE)))..boundary(text, end.min(at + AFTER));
            return Some(Self { diagnostic, text, lines: line.clone(), line });
        }
        let above = text.get(..start.saturating_sub(1))?;
        let above = if start == 0 { 0 } else { above.rfind('\n').map_or(0, |end| end + 1) };
        let below = text.get(end + 1..).map_or(end, |below| end + 1 + below.find('\n').unwrap_or(below.len()));
        let near = |line: Range<usize>| line.len() <= BEFORE + AFTER;
        let from = if near(above..start) { above } else { start };
        let to = if near(end..below) { below } else { end };
        Some(Self { diagnostic, text, line: start..end, lines: from..to })
    }

    /// What is marked: the part of the finding that is on the line. A whole file under a caret says nothing.
    pub(crate) fn marked(&self) -> Range<usize> {
        let span = &self.diagnostic.span;
        span.start..span.end.min(self.line.end).max(span.start)
    }
}

/// The nearest place between two characters.
fn boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

impl SourceCode for Excerpt<'_> {
    fn read_span<'s>(
        &'s self,
        span: &SourceSpan,
        lines_before: usize,
        _lines_after: usize,
    ) -> Result<Box<dyn SpanContents<'s> + 's>, MietteError> {
        let (file, line) = (self.diagnostic.file.clone(), self.diagnostic.line.saturating_sub(1));
        // Without lines before it, the place itself is asked for.
        let (part, line, column) = if lines_before == 0 {
            (span.offset()..span.offset() + span.len(), line, self.diagnostic.column.saturating_sub(1))
        } else {
            let above = self.text.get(self.lines.start..self.line.start).unwrap_or_default().matches('\n').count();
            (self.lines.clone(), line.saturating_sub(above), 0)
        };
        let data = self.text.get(part.clone()).ok_or(MietteError::OutOfBounds)?;
        let count = data.matches('\n').count() + 1;
        let part = (part.start, part.len()).into();
        Ok(Box::new(MietteSpanContents::new_named(file, data.as_bytes(), part, line, column, count)))
    }
}
