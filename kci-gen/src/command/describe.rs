//! `kci-gen describe`.

use std::fmt::Write as _;

use comfy_table::presets::UTF8_HORIZONTAL_ONLY;
use comfy_table::{ContentArrangement, Table};
use kci_codegen::describe::{Row, json, rows};
use kci_codegen::ir::{Action, Ir, Side, Text};

use super::{Failure, actions, print};
use crate::cli::Describe;
use crate::report;

/// The tables of one action, or the whole model as JSON.
pub(super) fn run(options: &Describe) -> Result<(), Failure> {
    let compiled = options.spec.resolve().map_err(|diagnostics| Failure::of_spec(&options.spec, &diagnostics))?;
    report::warnings(&options.spec, &compiled.warnings);
    let ir = &compiled.ir;
    let Some(name) = &options.action else {
        let text = serde_json::to_string_pretty(&json(ir)).map_err(|error| Failure::Other(error.to_string()))?;
        return print(&(text + "\n"));
    };
    let action = actions::find(ir, name)?;
    print(&tables(ir, action, options))
}

fn tables(ir: &Ir, action: &Action, options: &Describe) -> String {
    let of = |text: &Text| if options.chinese { text.zh.clone() } else { text.en.clone() };
    let mut text = format!("{} ({})\n{}\n", action.name.wire, of(&action.title), of(&action.description));
    for (side, heading) in [(Side::Request, "Request"), (Side::Response, "Response")] {
        // Writing to a string cannot fail.
        let _ = write!(text, "\n{heading}\n{}\n", table(&rows(ir, action, side), side, options));
    }
    text
}

fn table(rows: &[Row], side: Side, options: &Describe) -> Table {
    let mut table = Table::new();
    table
        .load_style(UTF8_HORIZONTAL_ONLY)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(options.width);
    let request = side == Side::Request;
    if request {
        table.set_header(["Parameter", "Type", "Required", "Constraints", "Description"]);
    } else {
        table.set_header(["Field", "Type", "Constraints", "Description"]);
    }
    for row in rows {
        let mut cells = vec![row.path.clone(), row.ty.to_owned()];
        if request {
            cells.push(row.required.clone());
        }
        cells.push(row.facts.join("; "));
        cells.push(if options.chinese { row.description.zh.clone() } else { row.description.en.clone() });
        table.add_row(cells);
    }
    table
}
