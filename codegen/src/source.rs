//! Texts of a spec with their paths, and places in them.

use std::cmp::Ordering;

/// Index of a file in a [`SourceSet`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct FileId(pub(crate) usize);

/// A range of bytes of one file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Span {
    /// The file.
    pub(crate) file: FileId,
    /// First byte.
    pub(crate) start: usize,
    /// Byte after the last.
    pub(crate) end: usize,
}

/// A text and its path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Source {
    /// Path, with `/` between its parts, relative to the spec folder.
    pub(crate) path: String,
    /// The text.
    pub(crate) text: String,
}

/// A position for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Position {
    /// Line, from 1.
    pub(crate) line: usize,
    /// Column in characters, from 1.
    pub(crate) column: usize,
}

impl Source {
    /// The position of a byte. Bytes after the end, or inside a character, count as the nearest place before.
    pub(crate) fn position(&self, byte: usize) -> Position {
        let mut end = byte.min(self.text.len());
        while !self.text.is_char_boundary(end) {
            end = end.saturating_sub(1);
        }
        let before = self.text.get(..end).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        let last = before.rsplit('\n').next().unwrap_or_default();
        Position { line, column: last.chars().filter(|&c| c != '\u{feff}').count() + 1 }
    }
}

/// The texts of a spec, sorted by path, whatever order they came in.
#[derive(Clone, Debug, Default)]
pub(crate) struct SourceSet {
    sources: Vec<Source>,
}

impl SourceSet {
    /// Sorts the texts. Of texts with one path, the smallest is kept; the paths that came more than once are
    /// returned too.
    pub(crate) fn new(mut sources: Vec<Source>) -> (Self, Vec<String>) {
        sources.sort_by(|a, b| a.path.cmp(&b.path).then_with(|| a.text.cmp(&b.text)));
        let mut duplicates: Vec<String> = Vec::new();
        sources.dedup_by(|later, earlier| {
            let same = later.path.cmp(&earlier.path) == Ordering::Equal;
            if same && duplicates.last() != Some(&later.path) {
                duplicates.push(later.path.clone());
            }
            same
        });
        (Self { sources }, duplicates)
    }

    /// The text behind an id.
    pub(crate) fn get(&self, id: FileId) -> Option<&Source> {
        self.sources.get(id.0)
    }

    /// All texts with their ids, sorted by path.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (FileId, &Source)> {
        self.sources.iter().enumerate().map(|(index, source)| (FileId(index), source))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_lines_count_from_one() {
        let source = Source { path: String::new(), text: "a\n容器x".to_owned() };
        assert_eq!(source.position(0), Position { line: 1, column: 1 });
        assert_eq!(source.position(8), Position { line: 2, column: 3 });
        assert_eq!(source.position(3), Position { line: 2, column: 1 }, "inside a character");
        assert_eq!(source.position(99), Position { line: 2, column: 4 }, "after the end");
    }

    #[test]
    fn texts_are_sorted_and_duplicates_named() {
        let text = |path: &str, text: &str| Source { path: path.to_owned(), text: text.to_owned() };
        let (set, duplicates) = SourceSet::new(vec![text("b", "2"), text("a", ""), text("b", "1"), text("b", "3")]);
        assert_eq!(set.iter().map(|(_, s)| s.text.as_str()).collect::<Vec<_>>(), ["", "1"]);
        assert_eq!(duplicates, ["b"]);
    }
}
