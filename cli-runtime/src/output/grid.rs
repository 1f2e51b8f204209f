//! Tables and tab-separated lines.

use kci_runtime::jiff::Timestamp;
use serde_json::Value;
use unicode_width::UnicodeWidthStr as _;

use super::cell::{self, Times};
use super::color::{Paint, Tone};
use super::view::{Cell, Column, View};

/// Lines of tab-separated values, without a head: rows of a list, or name and value of each member of one row.
pub(super) fn tsv(data: &Value, view: &View, times: Times, wide: bool) -> String {
    let cells = cells(data, view, times, wide);
    let lines = if view.list.is_some() {
        cells
    } else {
        let titles = shown(view, wide).map(|column| column.title.to_string());
        let row = cells.into_iter().next().unwrap_or_default();
        titles.zip(row).map(|(title, value)| vec![title, value]).collect()
    };
    lines.into_iter().map(|line| line.join("\t") + "\n").collect()
}

/// A table: a head and a line for each row of a list, or a line for each member of one row.
pub(super) fn table(data: &Value, view: &View, times: Times, wide: bool, paint: Paint) -> String {
    let columns: Vec<_> = shown(view, wide).collect();
    let rows = cells(data, view, times, wide);
    let head = |column: &Column| (column.title.to_string(), Some(Tone::Head));
    if view.list.is_some() {
        let mut lines = vec![columns.iter().map(|column| head(column)).collect::<Vec<_>>()];
        lines.extend(
            rows.into_iter().map(|row| columns.iter().zip(row).map(|(column, text)| toned(column, text)).collect()),
        );
        return aligned(&lines, paint);
    }
    let row = rows.into_iter().next().unwrap_or_default();
    let lines = columns.iter().zip(row).filter(|(_, text)| !text.is_empty());
    let lines: Vec<_> = lines.map(|(column, text)| vec![head(column), toned(column, text)]).collect();
    aligned(&lines, paint)
}

/// A text and what it means.
type Toned = (String, Option<Tone>);

fn toned(column: &Column, text: String) -> Toned {
    let tone = match column.cell {
        Cell::State(tone) => tone(&text),
        _ => None,
    };
    (text, tone)
}

/// Lines whose cells stand under each other, two blanks apart. Colours take no room.
fn aligned(lines: &[Vec<Toned>], paint: Paint) -> String {
    let columns = lines.first().map_or(0, Vec::len);
    let width = |index: usize| lines.iter().filter_map(|line| line.get(index)).map(|(text, _)| text.width()).max();
    let widths: Vec<_> = (0..columns).map(|index| width(index).unwrap_or(0)).collect();
    let mut all = String::new();
    for line in lines {
        let last = line.iter().rposition(|(text, _)| !text.is_empty()).map_or(0, |last| last + 1);
        for (index, ((text, tone), width)) in line.iter().zip(&widths).take(last).enumerate() {
            all += &tone.map_or_else(|| text.clone(), |tone| paint.tone(tone, text));
            if index + 1 < last {
                all.extend(std::iter::repeat_n(' ', width.saturating_sub(text.width()) + 2));
            }
        }
        all.push('\n');
    }
    all
}

fn shown(view: &View, wide: bool) -> impl Iterator<Item = &Column> {
    view.columns.iter().filter(move |column| wide || !column.wide)
}

fn cells(data: &Value, view: &View, times: Times, wide: bool) -> Vec<Vec<String>> {
    let now = Timestamp::now();
    let of = |row: &Value, column: &Column| {
        let values = cell::values(row, &column.path);
        let texts = values.into_iter().map(|value| cell::plain(&cell::single(value)));
        let texts = texts.map(|text| match column.cell {
            Cell::Plain | Cell::State(_) => text,
            Cell::Time => cell::time(&text, view.time_offset, times),
            Cell::Age => cell::age(&text, view.time_offset, now),
        });
        texts.collect::<Vec<_>>().join(",")
    };
    let rows = view.rows(data).into_iter();
    rows.map(|row| shown(view, wide).map(|column| of(row, column)).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn view() -> View {
        View::list("L").column(Column::new("ID", "Id")).column(Column::new("NAME", "Name").wide())
    }

    #[test]
    fn columns_stand_under_each_other_whatever_the_script() {
        let data = json!({"L": [{"Id": "甲", "Name": "a"}, {"Id": "bbb"}]});
        assert_eq!(table(&data, &view(), Times::Utc, true, Paint::OFF), "ID   NAME\n甲   a\nbbb\n");
        assert_eq!(table(&data, &view(), Times::Utc, false, Paint::OFF), "ID\n甲\nbbb\n");
    }

    #[test]
    fn a_tab_or_a_line_end_in_a_value_does_not_break_the_line() {
        let data = json!({"L": [{"Id": "a\tb\nc\u{1b}[31m", "Name": "n"}]});
        assert_eq!(tsv(&data, &view(), Times::Utc, true), "a b c [31m\tn\n");
    }

    #[test]
    fn one_row_is_shown_upright() {
        let view = View::one().column(Column::new("ID", "Id")).column(Column::new("NAME", "Name"));
        let data = json!({"Id": "a", "Name": "n"});
        assert_eq!(table(&data, &view, Times::Utc, false, Paint::OFF), "ID    a\nNAME  n\n");
        assert_eq!(tsv(&data, &view, Times::Utc, false), "ID\ta\nNAME\tn\n");
    }
}
