//! Text read line by line: headings, fences, and tables whose cells stand between tabs or pipes.

use super::rows::Rows;
use crate::import::block::{Block, BlockKind};
use crate::import::phrase::{group, phrases};
use crate::import::text::plain;
use crate::import::titles::is_bare_heading;

phrases! {
    HEADING = r"^\s{0,3}#{1,6}\s+(.*?)\s*#*\s*$";
    BOLD_LINE = r"^\s*(?:\d+(?:\.\d+)*[.、]?\s*)?(?:(?:\*\*[^*]+\*\*|__[^_]+__)\s*[:：]?\s*)+$";
    BOLD = r"\*\*([^*]+)\*\*|__([^_]+)__";
    FENCE = r"^\s{0,3}(```+|~~~+)";
}

/// What stands between cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Between {
    Tabs,
    Pipes,
}

impl Between {
    /// The cells of a line; nothing where it has none.
    fn cells(self, line: &str) -> Option<Vec<String>> {
        match self {
            Self::Tabs => line.contains('\t').then(|| line.split('\t').map(plain).collect()),
            Self::Pipes => {
                let line = line.trim();
                let line = line
                    .strip_prefix('|')
                    .map_or_else(|| (line.contains(" | ") || is_rule(line)).then_some(line), Some)?;
                let inner = line.strip_suffix('|').filter(|inner| !inner.ends_with('\\')).unwrap_or(line);
                Some(split_at_pipes(inner).iter().map(|cell| plain(cell)).collect())
            }
        }
    }
}

/// Whether a line is the rule below the head of a table.
fn is_rule(line: &str) -> bool {
    line.contains("-|") && line.chars().all(|letter| matches!(letter, '-' | '|' | ':' | ' '))
}

/// Splits at `|`, but not at `\|` and not inside of code.
fn split_at_pipes(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let (mut escaped, mut code) = (false, false);
    // A lone backtick opens no code.
    let paired = line.matches('`').count().is_multiple_of(2);
    for letter in line.chars() {
        if letter == '|' && !escaped && !(code && paired) {
            cells.push(String::new());
            continue;
        }
        if let Some(cell) = cells.last_mut() {
            if letter == '|' && escaped {
                cell.pop();
            }
            cell.push(letter);
        }
        code ^= letter == '`';
        escaped = letter == '\\' && !escaped;
    }
    cells
}

/// The blocks of a text.
pub(super) fn blocks(text: &str, between: Between) -> Vec<Block> {
    let mut reader = Reader { blocks: Vec::new(), rows: Rows::default(), code: None };
    for (index, line) in text.lines().enumerate() {
        reader.line(index + 1, line, between);
    }
    reader.finish()
}

struct Reader {
    blocks: Vec<Block>,
    rows: Rows,
    /// First line and text of a block of code that is open.
    code: Option<(usize, String)>,
}

impl Reader {
    fn line(&mut self, number: usize, line: &str, between: Between) {
        if FENCE.is_in(line) {
            return self.fence(number);
        }
        if let Some((_, code)) = &mut self.code {
            code.push_str(line);
            code.push('\n');
            return;
        }
        if line.trim().is_empty() {
            return self.rows.blank();
        }
        // An item of a list is no row, unless it stands in a table.
        let item = !self.rows.is_open() && line.trim_start().starts_with("- ");
        if let Some(cells) = between.cells(line).filter(|_| !item) {
            if let Some(table) = self.rows.add(number, cells) {
                self.blocks.push(table);
            }
            return;
        }
        if let Some(found) = HEADING.captures(line) {
            return self.headings(number, group(&found, 1));
        }
        if BOLD_LINE.is_in(line) {
            return self.headings(number, line);
        }
        let text = plain(line);
        if !is_bare_heading(&text) && self.rows.append(&text) {
            return;
        }
        self.end_table();
        let kind = if is_bare_heading(&text) { BlockKind::Heading(text) } else { BlockKind::Prose(text) };
        self.blocks.push(Block::new(number, kind));
    }

    /// Headings of one line: extraction may join two.
    fn headings(&mut self, number: usize, line: &str) {
        let bold: Vec<_> = BOLD.all(line).iter().map(|found| [group(found, 1), group(found, 2)].concat()).collect();
        let all = if bold.is_empty() || !BOLD_LINE.is_in(line) { vec![line.to_owned()] } else { bold };
        for text in all.iter().map(|text| plain(text)).filter(|text| !text.is_empty()) {
            self.end_table();
            self.blocks.push(Block::new(number, BlockKind::Heading(text)));
        }
    }

    fn fence(&mut self, number: usize) {
        if let Some((line, code)) = self.code.take() {
            return self.blocks.push(Block::new(line, BlockKind::Code(code)));
        }
        self.end_table();
        self.code = Some((number + 1, String::new()));
    }

    fn end_table(&mut self) {
        self.blocks.extend(self.rows.finish());
    }

    fn finish(mut self) -> Vec<Block> {
        self.end_table();
        if let Some((line, code)) = self.code.take() {
            self.blocks.push(Block::new(line, BlockKind::Code(code)));
        }
        self.blocks
    }
}
