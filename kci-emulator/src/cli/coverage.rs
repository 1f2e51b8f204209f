//! `kci-emulator coverage`: what is proven, what is accepted without effect, and what is unknown in the real service.

use std::fmt::Write as _;
use std::io::{self, Write as _};

use clap::Args;
use comfy_table::presets::UTF8_BORDERS_ONLY;
use comfy_table::{ContentArrangement, Table};
use kci_emulator::coverage::{Coverage, Row, State, Subject, coverage};

#[derive(Args, Debug)]
pub(crate) struct Options {
    /// Prints JSON.
    #[arg(long)]
    json: bool,
    /// Leaves out what is proven.
    #[arg(long)]
    missing: bool,
    /// Says in Chinese what is unknown.
    #[arg(long, conflicts_with = "json")]
    chinese: bool,
    /// Width of the tables in characters.
    #[arg(long, env = "COLUMNS", default_value_t = 140)]
    width: u16,
}

/// Prints it. A reader that went away is no failure.
pub(crate) fn run(options: &Options) -> io::Result<()> {
    let mut coverage = coverage()?;
    let summary = summary(&coverage);
    if options.missing {
        coverage.rows.retain(|row| row.state != State::Proven);
    }
    let text = if options.json { json(&coverage)? } else { text(&coverage, options) + &summary };
    let mut out = io::stdout().lock();
    match writeln!(out, "{text}").and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        done => done,
    }
}

fn json(coverage: &Coverage) -> io::Result<String> {
    Ok(serde_json::to_string_pretty(coverage)?)
}

fn text(coverage: &Coverage, options: &Options) -> String {
    let mut text = String::new();
    for rows in coverage.rows.chunk_by(|one, next| section(one.subject) == section(next.subject)) {
        let Some(first) = rows.first() else { continue };
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{}\n{}\n", section(first.subject), table(rows, options.width));
    }
    let mut unknown = new_table(options.width, &["Unknown", "Why nobody could check it"]);
    for one in &coverage.unknown {
        unknown.add_row([&one.id, if options.chinese { &one.zh } else { &one.en }]);
    }
    let _ = writeln!(text, "Unknown in the real service\n{unknown}\n");
    text
}

/// The heading that a row stands under.
fn section(subject: Subject) -> &'static str {
    match subject {
        Subject::Action { action } | Subject::Parameter { action, .. } => action,
        _ => "Errors",
    }
}

fn table(rows: &[Row], width: u16) -> Table {
    let mut table = new_table(width, &["", "Here", "Proven by", "Validated", "Unknown in the real service"]);
    for row in rows {
        let name = match row.subject {
            Subject::Action { .. } => "(the action)".to_owned(),
            Subject::Parameter { path, .. } => path.to_owned(),
            other => other.to_string().trim_start_matches("error ").to_owned(),
        };
        let proven_by = row.proven_by.join("\n");
        table.add_row([&name, &row.state.to_string(), &proven_by, row.validated, &row.unknown.join(", ")]);
    }
    table
}

fn new_table(width: u16, header: &[&str]) -> Table {
    let mut table = Table::new();
    table.load_style(UTF8_BORDERS_ONLY).set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
    table.set_header(header.iter().copied());
    table
}

/// How many rows of each kind are in each state.
fn summary(coverage: &Coverage) -> String {
    let kinds = ["actions", "parameters", "errors"].map(|kind| {
        let rows: Vec<&Row> = coverage.rows.iter().filter(|row| kind_of(row.subject) == kind).collect();
        let states = [State::Proven, State::Described, State::Ignored, State::Unproven].into_iter();
        let counts = states.map(|state| (rows.iter().filter(|row| row.state == state).count(), state));
        let counts: Vec<_> =
            counts.filter(|(count, _)| *count > 0).map(|(count, state)| format!("{count} {state}")).collect();
        let unknown = rows.iter().filter(|row| !row.unknown.is_empty()).count();
        format!("{} {kind}: {}; {unknown} with something unknown", rows.len(), counts.join("; "))
    });
    format!("{}\n{} things unknown in the real service", kinds.join("\n"), coverage.unknown.len())
}

fn kind_of(subject: Subject) -> &'static str {
    match subject {
        Subject::Action { .. } => "actions",
        Subject::Parameter { .. } => "parameters",
        _ => "errors",
    }
}
