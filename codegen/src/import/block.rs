//! What a page is made of, whatever format it came in.

/// A piece of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Block {
    /// Its first line, from 1.
    pub(crate) line: usize,
    pub(crate) kind: BlockKind,
}

/// The kinds of pieces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum BlockKind {
    /// A title, without its marks. Its level is not kept: levels of headings are no tree in practice.
    Heading(String),
    /// A line of prose.
    Prose(String),
    /// A block of code, as it is written.
    Code(String),
    /// A table whose first row names its columns.
    Table(Vec<Row>),
}

/// A row of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Row {
    /// Its first line, from 1.
    pub(crate) line: usize,
    /// Its cells as plain text.
    pub(crate) cells: Vec<String>,
    /// What had to be put together to get it, if anything had.
    pub(crate) mended: Option<&'static str>,
}

impl Row {
    pub(crate) fn new(line: usize, cells: Vec<String>) -> Self {
        Self { line, cells, mended: None }
    }

    /// A cell; an empty text where there is none.
    pub(crate) fn cell(&self, index: usize) -> &str {
        self.cells.get(index).map_or("", |cell| cell.trim())
    }

    /// Whether the row says nothing: no cell, or only dashes as below the head of a Markdown table.
    pub(crate) fn is_rule(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().chars().all(|letter| matches!(letter, '-' | ':' | '=' | '+' | '—')))
    }
}

impl Block {
    pub(crate) fn new(line: usize, kind: BlockKind) -> Self {
        Self { line, kind }
    }
}
