//! How pages are written.

/// How a page is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Plain text, the cells of tables between tabs.
    Text,
    /// Markdown with pipe tables.
    Markdown,
    /// One cell a line, as copying from a browser leaves it.
    Flat,
    /// HTML.
    Html,
}
