//! Rows that are written as lists: a name, and below it what a row has in its cells, an item each.
//!
//! ```text
//! **BandWidth**
//! - the band width
//! - 类型: Integer
//! - 是否可缺省: 否
//! ```

use crate::import::block::{Block, BlockKind, Row};
use crate::import::cells::is_name;
use crate::import::columns::{Column, column};
use crate::import::text::{glue, half_width};

/// The columns of the tables that lists become, in Chinese, as their names are read.
const HEAD: [(&str, Column); 5] = [
    ("参数", Column::Name),
    ("类型", Column::Type),
    ("是否必选", Column::Required),
    ("是否可缺省", Column::Optional),
    ("描述", Column::Description),
];

/// Makes tables of lists; lists that stand next to each other become one table.
pub(super) fn tables(blocks: &[Block]) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::with_capacity(blocks.len());
    let mut rows: Vec<Cells> = Vec::new();
    let mut rest = blocks;
    while let Some((block, after)) = rest.split_first() {
        if let Some((cells, used)) = cells(block, after) {
            rows.push(cells);
            rest = after.get(used..).unwrap_or_default();
            continue;
        }
        finish(&mut rows, &mut out);
        // `Contents` between a title and its list says nothing.
        let contents = matches!(&block.kind, BlockKind::Heading(text) if is_contents(text));
        let lists = after.split_first().is_some_and(|(next, more)| cells_start(next, more));
        if !(contents && lists) {
            out.push(block.clone());
        }
        rest = after;
    }
    finish(&mut rows, &mut out);
    out
}

fn is_contents(text: &str) -> bool {
    let text = half_width(text).to_lowercase();
    matches!(text.trim_end_matches(':').trim(), "contents" | "contents(内容)" | "内容")
}

/// A row: its line, and its cells by their columns.
struct Cells {
    line: usize,
    cells: [String; 5],
}

fn cells_start(block: &Block, after: &[Block]) -> bool {
    cells(block, after).is_some()
}

/// The row that starts with this name, and how many blocks its list takes. A list that names no type is none.
fn cells(name: &Block, after: &[Block]) -> Option<(Cells, usize)> {
    let (BlockKind::Heading(text) | BlockKind::Prose(text)) = &name.kind else { return None };
    // A member may be named like a section, `Method`; the list below it tells.
    if !is_name(text) {
        return None;
    }
    let items = after.iter().map_while(item);
    let mut cells: [String; 5] = Default::default();
    let mut used = 0;
    for text in items {
        used += 1;
        let (key, value) = split(text);
        let place = HEAD.iter().position(|(_, one)| *one == key && key != Column::Name).unwrap_or(HEAD.len() - 1);
        let Some(cell) = cells.get_mut(place) else { continue };
        // An item is a sentence of its own; values are items below the one that announces them.
        if cell.is_empty() || cell.ends_with(['。', '.']) {
            cell.push_str(value);
        } else if is_value(text) || cell.ends_with([':', '：']) {
            glue(cell, &format!("- {value}"));
        } else {
            cell.push('。');
            cell.push_str(value);
        }
    }
    let [first, ty, ..] = &mut cells;
    text.trim().clone_into(first);
    (!ty.is_empty()).then_some((Cells { line: name.line, cells }, used))
}

/// The words of an item of a list.
fn item(block: &Block) -> Option<&str> {
    let BlockKind::Prose(text) = &block.kind else { return None };
    let text = text.trim_start();
    ["- ", "* ", "• ", "· "].iter().find_map(|mark| text.strip_prefix(mark)).map(str::trim)
}

/// The column that an item is of, and what it says of it.
fn split(text: &str) -> (Column, &str) {
    let at = text.find([':', '：']);
    let (key, value) =
        at.map_or((text, ""), |at| (text.get(..at).unwrap_or_default(), text.get(at..).unwrap_or_default()));
    match column(key) {
        known @ (Column::Type | Column::Required | Column::Optional | Column::Description) => {
            (known, value.trim_start_matches([':', '：']).trim())
        }
        _ => (Column::Other, text),
    }
}

/// `Monthly：…`: a value and what it means.
fn is_value(text: &str) -> bool {
    let name = text.split([':', '：', '(', '（']).next().unwrap_or_default().trim();
    !name.is_empty() && name.chars().all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-' | '.'))
}

/// Ends a table: its columns are those that a row has something in.
fn finish(rows: &mut Vec<Cells>, out: &mut Vec<Block>) {
    let Some(first) = rows.first() else { return };
    let line = first.line;
    let used = |column: usize| {
        column != 2 && column != 3 || rows.iter().any(|row| row.cells.get(column).is_some_and(|cell| !cell.is_empty()))
    };
    let columns: Vec<usize> = (0..HEAD.len()).filter(|column| used(*column)).collect();
    let head = columns.iter().filter_map(|column| HEAD.get(*column)).map(|(name, _)| (*name).to_owned()).collect();
    let mut table = vec![Row::new(line, head)];
    table.extend(rows.iter().map(|row| {
        let cells = columns.iter().filter_map(|column| row.cells.get(*column)).cloned();
        Row::new(row.line, cells.collect())
    }));
    out.push(Block::new(line, BlockKind::Table(table)));
    rows.clear();
}
