//! Tables of parameters as members.

use super::block::Row;
use super::cells::{self, Required, Type};
use super::columns::Column;
use super::meaning::{self, Subject};
use super::model::Member;
use super::phrase::{group, phrases};
use super::report::{FindingKind, Report, quoted};
use super::text::glue;

/// Which side a table is on, and where findings about it are.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Context<'c> {
    pub(crate) request: bool,
    /// Whether it is the table of an action's parameters, where those that all actions have may stand, too.
    pub(crate) parameters: bool,
    pub(crate) place: &'c str,
}

/// What rows say about parameters that all actions have.
#[derive(Debug, Default)]
pub(crate) struct Common {
    /// Version of the API.
    pub(crate) version: Option<String>,
}

phrases! {
    DATE = r"\b(\d{4}-\d{2}-\d{2})\b";
    OF_ALL = r"(?i)公共(?:请求)?参数|\bcommon (?:request )?parameter";
    OF_THE_API = r"(?i)\bAPI\b|接口|版本号|\bversion of the";
}

/// Adds the rows, without their head, to the members.
pub(crate) fn read(
    rows: &[Row],
    columns: &[Column],
    context: Context<'_>,
    members: &mut Vec<Member>,
    report: &mut Report,
) -> Common {
    let mut common = Common::default();
    for row in rows {
        if let Some(how) = row.mended {
            let name = row.cells.first().map(String::as_str).unwrap_or_default();
            report.add(FindingKind::Mended, row.line, context.place, format!("{how}: {}", quoted(name)));
        }
        let cells = Cells { row, columns };
        if continues(&cells, members, context, report) {
            continue;
        }
        if let Some(member) = member(&cells, context, report) {
            if context.parameters && is_common(&member) {
                let version = DATE.captures(&member.description).filter(|_| member.name == "Version");
                common.version = version.map(|found| group(&found, 1).to_owned()).or(common.version);
                let why = format!("{} is a parameter of all actions", quoted(&member.name));
                report.add(FindingKind::Skipped, row.line, context.place, why);
            } else if members.iter().any(|one| one.name == member.name) {
                let why = format!("{} has a second row, which was left out", quoted(&member.name));
                report.add(FindingKind::Lost, row.line, context.place, why);
            } else {
                members.push(member);
            }
        }
    }
    common
}

/// Whether a row is about a parameter that all actions have: its own words say so, or it is the action or the version.
fn is_common(member: &Member) -> bool {
    match member.name.as_str() {
        "Action" => true,
        "Version" => DATE.is_in(&member.description) || OF_THE_API.is_in(&member.description),
        _ => OF_ALL.is_in(&member.description),
    }
}

/// The cells of a row by their columns.
struct Cells<'c> {
    row: &'c Row,
    columns: &'c [Column],
}

impl Cells<'_> {
    fn get(&self, column: Column) -> Option<&str> {
        let index = self.columns.iter().position(|one| *one == column)?;
        Some(self.row.cell(index))
    }

    /// The description, with cells that the table has no column for.
    fn description(&self) -> String {
        let mut text = self.get(Column::Description).unwrap_or_default().to_owned();
        if self.columns.last() == Some(&Column::Description) {
            for cell in self.row.cells.iter().skip(self.columns.len()).filter(|cell| !cell.trim().is_empty()) {
                text.push(' ');
                text.push_str(cell.trim());
            }
        }
        text
    }
}

/// A row without name and type goes on with the description before it, as after a page break.
fn continues(cells: &Cells<'_>, members: &mut [Member], context: Context<'_>, report: &mut Report) -> bool {
    let empty = |column: Column| cells.get(column).is_none_or(str::is_empty);
    let more = cells.description();
    if !empty(Column::Name) || !empty(Column::Type) || more.is_empty() {
        return false;
    }
    let Some(last) = members.last_mut() else { return false };
    glue(&mut last.description, &more);
    let place = format!("{}.{}", context.place, last.name);
    report.add(FindingKind::Mended, cells.row.line, &place, "its description goes on in a row of its own");
    true
}

fn member(cells: &Cells<'_>, context: Context<'_>, report: &mut Report) -> Option<Member> {
    let line = cells.row.line;
    let written = cells.get(Column::Name).unwrap_or_default();
    let Some(name) = cells::name(written) else {
        let why = format!("a row without a name: {}", quoted(&cells.row.cells.join(" | ")));
        report.add(FindingKind::Lost, line, context.place, why);
        return None;
    };
    let place = format!("{}.{}", context.place, name.wire);
    let (ty, of_many) = cells::ty(cells.get(Column::Type).unwrap_or_default()).unwrap_or_else(|| {
        let cell = cells.get(Column::Type).unwrap_or_default();
        let why = format!("{} is no type; a string is taken", quoted(cell));
        report.add(FindingKind::NotUnderstood, line, &place, why);
        (Type::Scalar("string"), false)
    });
    let (required, words) = required(cells, context, &place, report);
    let description = [cells.description(), words].concat();
    let description = if description == "-" { String::new() } else { description };
    Some(Member {
        line,
        name: name.wire,
        list: name.list || of_many,
        ty,
        required,
        default: cells.get(Column::Default).map(str::to_owned),
        facts: super::model::Facts::default(),
        without_opening: None,
        description,
    })
}

/// Whether the member must be there; and the cell, where it is a description after all.
fn required(cells: &Cells<'_>, context: Context<'_>, place: &str, report: &mut Report) -> (Option<Required>, String) {
    let (cell, read) = match (cells.get(Column::Required), cells.get(Column::Optional)) {
        (Some(cell), _) => (cell, cells::required(cell)),
        (None, Some(cell)) => (cell, cells::optional(cell)),
        (None, None) => return (None, String::new()),
    };
    if read.is_some() || (cell.is_empty() && !context.request) {
        return (read, String::new());
    }
    if cells.get(Column::Description).is_none() {
        let why = format!("the table has no column of descriptions; {} is one", quoted(cell));
        report.add(FindingKind::Mended, cells.row.line, place, why);
        return (None, cell.to_owned());
    }
    let why = format!("{} does not say whether it is required", quoted(cell));
    report.add(FindingKind::NotUnderstood, cells.row.line, place, why);
    (None, String::new())
}

/// Reads what the descriptions of a table say, once all its rows are there.
pub(crate) fn describe(members: &mut [Member], place: &str, report: &mut Report) {
    for member in members {
        let place = format!("{place}.{}", member.name);
        let subject = Subject { list: member.list, ty: &member.ty };
        let default = member.default.as_deref().map(|cell| cell.trim_matches(['"', '“', '”', '`']));
        let default = default.filter(|cell| !matches!(cell.to_lowercase().as_str(), "" | "-" | "无" | "none" | "n/a"));
        let mut reading = meaning::read(subject, &member.description, default);
        for assumed in std::mem::take(&mut reading.facts.assumed) {
            report.add(FindingKind::Assumed, member.line, &place, assumed);
        }
        member.facts = reading.facts;
        member.without_opening = reading.without_opening;
        for doubt in reading.doubts {
            report.add(FindingKind::NotUnderstood, member.line, &place, quoted(&doubt));
        }
    }
}
