//! Pages of four formats as blocks.

mod bullets;
mod flat;
mod html;
mod lines;
mod promote;
mod rows;
mod table;

use super::block::Block;
use super::columns::{Column, column, columns};
use super::format::Format;
use super::text::plain;

pub(crate) use promote::{announces_action, leads_to_table};

/// The blocks of a page.
pub(crate) fn blocks(text: &str, format: Format) -> Vec<Block> {
    let blocks = match format {
        Format::Text => lines::blocks(text, lines::Between::Tabs),
        Format::Markdown => lines::blocks(text, lines::Between::Pipes),
        // One cell a line, headings are told from cells already.
        Format::Flat => return flat::blocks(text),
        Format::Html => html::blocks(text),
    };
    let mut blocks = bullets::tables(&blocks);
    promote::headings(&mut blocks);
    blocks
}

/// The format that a page most likely has, by how the heads of its tables are written.
pub(crate) fn format(text: &str) -> Format {
    let lower = text.to_ascii_lowercase();
    if lower.contains("<table") || lower.contains("<!doctype html") {
        return Format::Html;
    }
    let heads = |separator: char| {
        let cells = |line: &str| line.trim().trim_matches('|').split(separator).map(plain).collect::<Vec<_>>();
        text.lines().filter(|line| line.contains(separator) && columns(&cells(line)).is_some()).count()
    };
    let (tabs, pipes, flat) = (heads('\t'), heads('|'), flat_heads(text));
    match tabs.max(pipes).max(flat) {
        0 => Format::Text,
        most if most == tabs => Format::Text,
        most if most == pipes => Format::Markdown,
        _ => Format::Flat,
    }
}

/// How often a line names a column of names, and the next a column of types.
fn flat_heads(text: &str) -> usize {
    let lines: Vec<_> = text.lines().map(str::trim).filter(|line| !line.is_empty()).map(column).collect();
    lines.windows(2).filter(|pair| matches!(pair, [Column::Name, Column::Type])).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_told_apart_by_the_heads_of_tables() {
        assert_eq!(format("# A\n\n参数\t类型\t描述\nB\tString\t一\n"), Format::Text);
        assert_eq!(format("# A\n\n| 参数 | 类型 |\n|---|---|\n| B | String |\n"), Format::Markdown);
        assert_eq!(format("A\n参数\n类型\n描述\nB\nString\n一\n"), Format::Flat);
        assert_eq!(format("<p>A</p><TABLE><tr><td>参数</td></tr></TABLE>"), Format::Html);
    }
}
