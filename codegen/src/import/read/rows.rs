//! Rows that extraction cut in two, put together again.

use crate::import::block::{Block, BlockKind, Row};
use crate::import::columns::columns;
use crate::import::text::glue;

/// The table that is being read.
#[derive(Debug, Default)]
pub(super) struct Rows {
    rows: Vec<Row>,
    /// Whether a blank line came since the last row.
    apart: bool,
}

const CUT_ROW: &str = "a row was cut in two";
const CUT_CELL: &str = "a cell was cut by a line end";
const PAGE_BREAK: &str = "a page break cut the table";

impl Rows {
    /// Whether a table is being read.
    pub(super) fn is_open(&self) -> bool {
        !self.rows.is_empty()
    }

    /// Notes a blank line. A page break leaves one in the middle of a table, so it ends none.
    pub(super) fn blank(&mut self) {
        self.apart = true;
    }

    /// Adds the cells of a line. A head of other columns starts a new table; the one before is returned.
    pub(super) fn add(&mut self, line: usize, cells: Vec<String>) -> Option<Block> {
        let apart = std::mem::take(&mut self.apart);
        let row = Row::new(line, cells);
        if row.is_rule() {
            return None;
        }
        let Some(head) = self.rows.first() else {
            self.rows.push(row);
            return None;
        };
        if columns(&row.cells).is_some() {
            if head.cells == row.cells {
                return None;
            }
            let table = self.finish();
            self.rows.push(row);
            return table;
        }
        let width = head.cells.len();
        if !self.join(width, &row) {
            let mended = (apart && self.rows.len() > 1).then_some(PAGE_BREAK);
            self.rows.push(Row { mended, ..row });
        }
        None
    }

    /// Joins the cells to the last row, if that one lacks as many.
    fn join(&mut self, width: usize, row: &Row) -> bool {
        let body = self.rows.len() > 1;
        let Some(last) = self.rows.last_mut().filter(|last| body && last.cells.len() < width) else { return false };
        let (have, more) = (last.cells.len(), row.cells.len());
        let mut cells = row.cells.iter();
        if have + more == width + 1 {
            if let (Some(end), Some(start)) = (last.cells.last_mut(), cells.next()) {
                glue(end, start);
            }
        } else if have + more != width {
            return false;
        }
        last.cells.extend(cells.cloned());
        last.mended = Some(CUT_ROW);
        true
    }

    /// Adds a line without cells to the row right before it. Returns whether there is one.
    pub(super) fn append(&mut self, text: &str) -> bool {
        let width = self.rows.first().map_or(0, |head| head.cells.len());
        let body = self.rows.len() > 1;
        let Some(last) = self.rows.last_mut().filter(|_| body && !self.apart) else { return false };
        last.mended = Some(CUT_CELL);
        if last.cells.len() + 1 == width {
            last.cells.push(text.to_owned());
        } else if let Some(cell) = last.cells.last_mut() {
            glue(cell, text);
        }
        true
    }

    /// Ends the table.
    pub(super) fn finish(&mut self) -> Option<Block> {
        self.apart = false;
        let rows = std::mem::take(&mut self.rows);
        let line = rows.first()?.line;
        Some(Block::new(line, BlockKind::Table(rows)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(line: &str) -> Vec<String> {
        line.split('|').map(str::to_owned).collect()
    }

    fn table(lines: &[&str]) -> Vec<Vec<String>> {
        let mut rows = Rows::default();
        for (index, line) in lines.iter().enumerate() {
            match *line {
                "" => rows.blank(),
                line if line.contains('|') => assert_eq!(rows.add(index, cells(line)), None),
                line => assert!(rows.append(line)),
            }
        }
        match rows.finish().map(|block| block.kind) {
            Some(BlockKind::Table(rows)) => rows.into_iter().map(|row| row.cells).collect(),
            other => panic!("no table: {other:?}"),
        }
    }

    #[test]
    fn rows_on_both_sides_of_a_page_break_are_one_table() {
        let rows = table(&["参数|类型|描述", "A|String|一", "", "参数|类型|描述", "B|String|二"]);
        assert_eq!(rows, [cells("参数|类型|描述"), cells("A|String|一"), cells("B|String|二")]);
    }

    #[test]
    fn a_row_that_was_cut_between_cells_or_inside_one_is_joined() {
        let rows = table(&["参数|类型|是否必选|描述", "A|String", "否|一", "B|String|否，当", "A为空时必填|二"]);
        assert_eq!(rows[1..], [cells("A|String|否|一"), cells("B|String|否，当A为空时必填|二")]);
    }

    #[test]
    fn a_line_without_cells_belongs_to_the_cell_before_it() {
        let rows = table(&["参数|类型|描述", "A|String|first", "second", "- x：三"]);
        assert_eq!(rows[1], cells("A|String|first second - x：三"));
    }
}
