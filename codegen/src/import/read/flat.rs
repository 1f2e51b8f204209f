//! Flattened text: one cell a line, as copying a table from a browser leaves it.

use crate::import::block::{Block, BlockKind, Row};
use crate::import::cells::{is_name, is_required, is_type, spaced};
use crate::import::columns::{Column, columns};
use crate::import::text::glue;
use crate::import::text::plain;
use crate::import::titles::{Title, is_bare_heading, title};

/// Fewest and most columns of a table.
const WIDTHS: std::ops::RangeInclusive<usize> = 2..=7;

/// A line that is not empty.
struct Line {
    number: usize,
    text: String,
    /// Whether it has the mark of a heading.
    marked: bool,
}

/// The blocks of a text.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let lines = text.lines().enumerate().map(|(index, line)| Line {
        number: index + 1,
        text: plain(line.trim_start_matches('#')),
        marked: line.starts_with('#'),
    });
    // Fences stand around code, and in there is nothing that a table could be taken for.
    let lines: Vec<_> = lines.filter(|line| !line.text.is_empty() && !line.text.starts_with("```")).collect();
    let mut blocks = Vec::new();
    let mut rest = lines.as_slice();
    while let Some((line, after)) = rest.split_first() {
        if let Some(head) = head(rest) {
            let (table, end) = table(rest, &head);
            blocks.push(table);
            rest = end;
            continue;
        }
        let text = line.text.clone();
        let kind = if is_heading(rest) { BlockKind::Heading(text) } else { BlockKind::Prose(text) };
        blocks.push(Block::new(line.number, kind));
        rest = after;
    }
    blocks
}

/// How many lines a heading of an action looks ahead for its sections.
const AHEAD: usize = 12;

/// Whether the first of these lines is a heading. A cell may read like one: what comes next decides.
fn is_heading(lines: &[Line]) -> bool {
    let Some((line, after)) = lines.split_first() else { return false };
    line.marked
        || match title(&line.text) {
            Title::Variant(_) => head(after).is_some(),
            _ if is_bare_heading(&line.text) => true,
            Title::Action(..) => announces_action(after),
            // A name right before the head of a table is that table's.
            Title::Name(_) => leads_to_table(after) || announces_action(after),
            // Words right before an action are the title of its chapter.
            _ => {
                let short = line.text.chars().count() <= 30 && !line.text.contains(['。', '，', '.', ',', '{', '}']);
                let named = |line: &Line| matches!(title(&line.text), Title::Action(..) | Title::Name(_));
                let next = after.split_first().filter(|(next, _)| named(next));
                short && next.is_some_and(|(_, rest)| announces_action(rest))
            }
        }
}

/// Whether a table comes next, or one for a value of a tag, perhaps behind a line of words.
fn leads_to_table(lines: &[Line]) -> bool {
    const BETWEEN: usize = 2;
    for (index, line) in lines.iter().take(BETWEEN + 1).enumerate() {
        if lines.get(index..).is_some_and(|rest| head(rest).is_some()) || matches!(title(&line.text), Title::Variant(_))
        {
            return true;
        }
        if title(&line.text) != Title::Other {
            return false;
        }
    }
    false
}

/// Whether a section starts here, so that what is before it has no words of its own.
fn starts_section(lines: &[Line]) -> bool {
    let next = lines.first().map(|line| title(&line.text));
    matches!(next, Some(Title::Request | Title::Response | Title::Description | Title::Method | Title::Examples))
}

/// Whether the first of these lines is a heading although the row before it lacks a cell: a name is rather that cell.
fn ends_short_row(lines: &[Line]) -> bool {
    let Some((line, after)) = lines.split_first() else { return false };
    let next = after.first().map(|line| line.text.as_str()).unwrap_or_default();
    line.marked
        || match title(&line.text) {
            Title::Name(_) | Title::Action(..) | Title::Other => head(after).is_some() || announces_action(after),
            Title::Request | Title::Response | Title::Variant(_) => head(after).is_some(),
            Title::Method => next.contains("GET") || next.contains("POST"),
            Title::ExampleRequest | Title::ExampleResponse => next.starts_with("http") || next.starts_with('{'),
            Title::Description | Title::Examples | Title::Example(..) | Title::Aside => !starts_section(after),
        }
}

/// Whether sections of an action come next: its parameters, perhaps after its description and its methods.
fn announces_action(lines: &[Line]) -> bool {
    let mut first = true;
    for (index, line) in lines.iter().take(AHEAD).enumerate() {
        match title(&line.text) {
            Title::Description | Title::Method if first => return true,
            Title::Request => return lines.get(index + 1..).is_some_and(|after| head(after).is_some()) || first,
            _ => first = false,
        }
        // Tables and what belongs to them come after the sections.
        if lines.get(index..).is_some_and(|rest| head(rest).is_some()) {
            return false;
        }
    }
    false
}

/// The columns, where the next lines name them.
fn head(lines: &[Line]) -> Option<Vec<Column>> {
    let cells = |width: usize| lines.get(..width).map(|lines| lines.iter().map(|line| &line.text).collect::<Vec<_>>());
    let known = |width: usize| {
        let columns = columns(&cells(width)?)?;
        (!columns.contains(&Column::Other) && columns.first() == Some(&Column::Name)).then_some(columns)
    };
    WIDTHS.rev().find_map(known)
}

/// The table that starts here, and the lines after it.
fn table<'l>(lines: &'l [Line], columns: &[Column]) -> (Block, &'l [Line]) {
    let (cells, mut rest) = lines.split_at_checked(columns.len()).unwrap_or((lines, &[]));
    let number = cells.first().map_or(0, |line| line.number);
    let mut rows = vec![Row::new(number, cells.iter().map(|line| line.text.clone()).collect())];
    while let Some((line, after)) = rest.split_first() {
        if head(rest).is_some_and(|again| again == columns) {
            // The head again, on the next page.
            rest = rest.get(columns.len()..).unwrap_or_default();
        } else if starts_row(rest, columns) {
            // The cells that say what they are, whatever else they read like.
            let sure = columns.iter().take_while(|column| is_sure(**column)).count();
            let (cells, more) = rest.split_at_checked(sure).unwrap_or((rest, &[]));
            rows.push(Row::new(line.number, cells.iter().map(|line| line.text.clone()).collect()));
            rest = more;
        } else if starts_row(after, columns) {
            // No heading comes right before a row.
            if !add(&mut rows, columns, &line.text) {
                break;
            }
            rest = after;
        } else if let Some(cells) = spaced(&line.text, columns.contains(&Column::Required)) {
            rows.push(Row { line: line.number, cells, mended: Some("a row stood outside its table") });
            rest = after;
        } else if head(rest).is_some() || ends_table(&rows, columns, rest) || !add(&mut rows, columns, &line.text) {
            break;
        } else {
            rest = after;
        }
    }
    (Block::new(number, BlockKind::Table(rows)), rest)
}

/// Whether the first of these lines is a heading.
fn ends_table(rows: &[Row], columns: &[Column], rest: &[Line]) -> bool {
    let short = matches!(rows, [_, .., last] if last.cells.len() < columns.len());
    if short { ends_short_row(rest) } else { is_heading(rest) }
}

/// Whether cells of a column look like nothing else.
fn is_sure(column: Column) -> bool {
    matches!(column, Column::Name | Column::Type | Column::Required | Column::Optional)
}

/// Whether a row starts here: its cells look like what their columns hold.
fn starts_row(lines: &[Line], columns: &[Column]) -> bool {
    columns.iter().enumerate().all(|(index, column)| {
        let cell = lines.get(index).map_or("", |line| line.text.as_str());
        match column {
            Column::Name => is_name(cell),
            Column::Type => is_type(cell),
            Column::Required | Column::Optional => is_required(cell),
            _ => true,
        }
    })
}

/// Adds a cell to the last row, or a further line to its last cell.
fn add(rows: &mut [Row], columns: &[Column], line: &str) -> bool {
    let [_, .., last] = rows else { return false };
    if last.cells.len() < columns.len() {
        last.cells.push(line.to_owned());
    } else if let Some(cell) = last.cells.last_mut() {
        glue(cell, line);
        last.mended = Some("a cell was cut by a line end");
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_on_lines_of_their_own_become_rows() {
        let text = "CreateThing（创建物件）\n输入参数\n参数\n类型\n是否必选\n描述\nName\nString\n是\n名称\n第二行\nSize\nInteger\n否\nPort\n参数\n类型\n描述\nPort\nInteger\n端口\n返回参数";
        let kinds: Vec<_> = blocks(text).into_iter().map(|block| block.kind).collect();
        let rows = |index: usize| match &kinds[index] {
            BlockKind::Table(rows) => rows.iter().map(|row| row.cells.join("|")).collect::<Vec<_>>(),
            other => panic!("no table: {other:?}"),
        };
        assert_eq!(rows(2), ["参数|类型|是否必选|描述", "Name|String|是|名称第二行", "Size|Integer|否"]);
        assert_eq!(kinds[3], BlockKind::Heading("Port".into()));
        assert_eq!(rows(4)[1], "Port|Integer|端口");
        assert_eq!(kinds.len(), 6);
    }
}
