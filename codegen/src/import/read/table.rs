//! The cells of an HTML table.

use html5ever::tokenizer::Tag;

use crate::import::block::{Block, BlockKind, Row};

/// Most columns or rows that a cell may span; more is a mistake.
const WIDEST: usize = 64;

/// A table that is being read.
#[derive(Debug)]
pub(super) struct Grid {
    line: usize,
    rows: Vec<Row>,
    /// The cell that is open: its text, and how many columns and rows it spans.
    cell: Option<Cell>,
    /// Cells that reach down into further rows: column, text, rows left.
    below: Vec<(usize, String, usize)>,
    row_is_open: bool,
}

#[derive(Debug)]
struct Cell {
    text: String,
    columns: usize,
    rows: usize,
}

impl Grid {
    pub(super) fn new(line: usize) -> Self {
        Self { line, rows: Vec::new(), cell: None, below: Vec::new(), row_is_open: false }
    }

    /// Text; outside of cells there is none that counts.
    pub(super) fn text(&mut self, text: &str) {
        if let Some(cell) = &mut self.cell {
            cell.text.push_str(text);
        }
    }

    /// A tag inside the table.
    pub(super) fn tag(&mut self, line: usize, name: &str, start: bool, tag: &Tag) {
        match name {
            "tr" => {
                self.end_row();
                if start {
                    self.start_row(line);
                }
            }
            "td" | "th" => {
                self.end_cell();
                if start {
                    if !self.row_is_open {
                        self.start_row(line);
                    }
                    let span = |name: &str| span(tag, name);
                    self.cell = Some(Cell { text: String::new(), columns: span("colspan"), rows: span("rowspan") });
                }
            }
            "thead" | "tbody" | "tfoot" => self.end_row(),
            "br" | "p" | "div" | "li" if start => self.text(if name == "li" { "\n- " } else { "\n" }),
            _ => {}
        }
    }

    fn start_row(&mut self, line: usize) {
        self.rows.push(Row::new(line, Vec::new()));
        self.row_is_open = true;
        self.fill();
    }

    /// Puts the cells in place that reach down from rows above.
    fn fill(&mut self) {
        let Some(row) = self.rows.last_mut() else { return };
        while let Some(at) = self.below.iter().position(|(column, ..)| *column == row.cells.len()) {
            let Some((_, text, left)) = self.below.get_mut(at) else { return };
            row.cells.push(text.clone());
            *left = left.saturating_sub(1);
            if *left == 0 {
                self.below.remove(at);
            }
        }
    }

    fn end_cell(&mut self) {
        let Some(cell) = self.cell.take() else { return };
        let lines = cell.text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
        let text = lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
        for _ in 0..cell.columns {
            let Some(row) = self.rows.last_mut() else { return };
            if cell.rows > 1 {
                self.below.push((row.cells.len(), text.clone(), cell.rows - 1));
            }
            row.cells.push(text.clone());
        }
        self.fill();
    }

    fn end_row(&mut self) {
        self.end_cell();
        self.row_is_open = false;
    }

    /// The table, unless it has no row.
    pub(super) fn finish(mut self) -> Option<Block> {
        self.end_row();
        let mut rows = self.rows;
        rows.retain(|row| !row.is_rule());
        (!rows.is_empty()).then(|| Block::new(self.line, BlockKind::Table(rows)))
    }
}

/// How many columns or rows a cell spans.
fn span(tag: &Tag, name: &str) -> usize {
    let value = tag.attrs.iter().find(|attribute| &*attribute.name.local == name);
    value.and_then(|attribute| attribute.value.trim().parse().ok()).unwrap_or(1).clamp(1, WIDEST)
}
