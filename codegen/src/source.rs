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

/// Bytes between two marks of a text.
const STRIDE: usize = 1024;

/// Where lines begin in a text, and how many characters stand before every so many bytes: a position is found without
/// reading the text from its start, however long the text or a line of it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Marks {
    /// First byte of each line but the first.
    lines: Vec<usize>,
    /// Characters that begin before byte 1024, 2048, …; a byte order mark is none.
    characters: Vec<usize>,
}

impl Marks {
    fn new(text: &str) -> Self {
        let lines = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(index, _)| index + 1).collect();
        let mut before = 0;
        let characters = text.as_bytes().chunks(STRIDE).map(|chunk| {
            before += characters(chunk);
            before
        });
        Self { lines, characters: characters.collect() }
    }

    /// The position of a byte. Bytes after the end, or inside a character, count as the nearest place before.
    fn position(&self, text: &str, byte: usize) -> Position {
        let mut end = byte.min(text.len());
        while !text.is_char_boundary(end) {
            end = end.saturating_sub(1);
        }
        let line = self.lines.partition_point(|start| *start <= end);
        let start = line.checked_sub(1).and_then(|line| self.lines.get(line)).copied().unwrap_or(0);
        let mark = usize::from(start == 0 && end > 0 && text.starts_with('\u{feff}'));
        let column = self.count(text, end).saturating_sub(self.count(text, start) + mark);
        Position { line: line + 1, column: column + 1 }
    }

    /// Characters that begin before a byte.
    fn count(&self, text: &str, byte: usize) -> usize {
        let stride = byte / STRIDE;
        let before = stride.checked_sub(1).and_then(|index| self.characters.get(index)).copied().unwrap_or(0);
        before + characters(text.as_bytes().get(stride * STRIDE..byte).unwrap_or_default())
    }
}

/// Characters that begin in these bytes.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| (**byte & 0b1100_0000) != 0b1000_0000).count()
}

/// The texts of a spec, sorted by path, whatever order they came in.
#[derive(Clone, Debug, Default)]
pub(crate) struct SourceSet {
    sources: Vec<Source>,
    marks: Vec<Marks>,
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
        let marks = sources.iter().map(|source| Marks::new(&source.text)).collect();
        (Self { sources, marks }, duplicates)
    }

    /// The file and the position of a byte of it.
    pub(crate) fn position(&self, id: FileId, byte: usize) -> Option<(&Source, Position)> {
        let (source, marks) = (self.sources.get(id.0)?, self.marks.get(id.0)?);
        Some((source, marks.position(&source.text, byte)))
    }

    /// All texts with their ids, sorted by path.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (FileId, &Source)> {
        self.sources.iter().enumerate().map(|(index, source)| (FileId(index), source))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn position(text: &str, byte: usize) -> Position {
        Marks::new(text).position(text, byte)
    }

    #[test]
    fn columns_count_characters_and_lines_count_from_one() {
        let text = "a\n容器x";
        assert_eq!(position(text, 0), Position { line: 1, column: 1 });
        assert_eq!(position(text, 8), Position { line: 2, column: 3 });
        assert_eq!(position(text, 3), Position { line: 2, column: 1 }, "inside a character");
        assert_eq!(position(text, 99), Position { line: 2, column: 4 }, "after the end");
        assert_eq!(position("\u{feff}ab", 4), Position { line: 1, column: 2 }, "after a byte order mark");
    }

    #[test]
    fn positions_in_long_texts_are_those_that_counting_finds() {
        let text = "容器x\n".repeat(700) + &"é".repeat(3000);
        for byte in (0..=text.len()).filter(|byte| text.is_char_boundary(*byte)).step_by(7) {
            let before = &text[..byte];
            let expected = Position {
                line: before.matches('\n').count() + 1,
                column: before.rsplit('\n').next().map_or(0, |line| line.chars().count()) + 1,
            };
            assert_eq!(position(&text, byte), expected, "{byte}");
        }
    }

    #[test]
    fn texts_are_sorted_and_duplicates_named() {
        let text = |path: &str, text: &str| Source { path: path.to_owned(), text: text.to_owned() };
        let (set, duplicates) = SourceSet::new(vec![text("b", "2"), text("a", ""), text("b", "1"), text("b", "3")]);
        assert_eq!(set.iter().map(|(_, s)| s.text.as_str()).collect::<Vec<_>>(), ["", "1"]);
        assert_eq!(duplicates, ["b"]);
    }
}
