//! `kci-gen import`.

mod plan;
mod verdict;

use std::collections::BTreeMap;
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{fmt, fs};

use kci_codegen::import::{self, FindingKind, Format, Report};

use self::plan::Plan;
use self::verdict::NoVerdict;
use super::{Failure, diff, print};
use crate::cli::{DiffFormat, Import, PageFormat};
use crate::report;

/// Reads a page and writes a file for each action. Nothing is written unless all of it can be.
pub(super) fn run(options: &Import) -> Result<ExitCode, Failure> {
    let page = read(&options.page)?;
    let format = match options.format {
        PageFormat::Auto => None,
        PageFormat::Text => Some(Format::Text),
        PageFormat::Markdown => Some(Format::Markdown),
        PageFormat::Flat => Some(Format::Flat),
        PageFormat::Html => Some(Format::Html),
    };
    let read = import::read(&page, format);
    report::findings(&read.report);
    if read.actions.is_empty() {
        let why = "there is no action in it: no heading with a name, followed by one such as “输入参数” or “Request parameters”";
        return Err(failed(&options.page, why));
    }
    let doubts = read.report.count(FindingKind::NotUnderstood);
    let lost = read.report.count(FindingKind::Lost);
    if options.strict && doubts + lost > 0 {
        let why = format!("{} places were not understood or are lost (--strict): nothing was written", doubts + lost);
        return Err(failed(&options.page, why));
    }
    if options.merge && lost > 0 {
        // What is lost would be taken for what the page has no longer.
        return Err(failed(
            &options.page,
            format!("{lost} tables or rows are lost, see above: nothing was written (--merge)"),
        ));
    }
    let folder = options.output.join("actions");
    let mut plan = Plan::default();
    let present = present(&folder)?;
    for action in &read.actions {
        plan.action(action, &folder, &present, options.merge)?;
    }
    plan.service(options, &page, read.version.as_deref());
    let counts = summary(&read.report, read.actions.len());
    if options.merge {
        return merge(options, &plan, &counts);
    }
    plan.write()?;
    print(&(plan.told(None) + &counts))?;
    if lost > 0 {
        return Err(failed(&options.page, format!("{lost} tables or rows are lost: they are in no file, see above")));
    }
    Ok(ExitCode::SUCCESS)
}

/// Writes what was planned, unless the verdict on it is worse than wanted, and says what it is.
fn merge(options: &Import, plan: &Plan, counts: &str) -> Result<ExitCode, Failure> {
    let wanted = &options.verdict;
    let verdict = verdict::verdict(options, &plan.files);
    let refused =
        wanted.fail_on.is_some() && verdict.as_ref().map_or(true, |report| diff::fails(report, wanted.fail_on));
    if !refused {
        plan.write()?;
    }
    let compared = match &verdict {
        Ok(report) if report.findings().is_empty() => Some("  no difference to the model: "),
        Ok(_) => None,
        Err(_) => Some("  "),
    };
    let told = plan.told(compared) + counts;
    match wanted.printed {
        DiffFormat::Text => print(&told)?,
        // Standard output is the verdict's alone. Nothing is left to say it to if standard error is gone.
        DiffFormat::Json | DiffFormat::Changelog => drop(io::stderr().lock().write_all(told.as_bytes())),
    }
    let written = if refused { "nothing was written (--fail-on)" } else { "the files were written" };
    match verdict {
        Ok(report) => print(&diff::shown(&report, wanted.printed))?,
        Err(NoVerdict { why, diagnostics, broken }) if refused || broken => {
            return Err(Failure::Unreadable(
                format!("no verdict: {why}; {written}\n{diagnostics}").trim_end().to_owned(),
            ));
        }
        Err(NoVerdict { why, .. }) => drop(writeln!(io::stderr().lock(), "no verdict: {why}")),
    }
    if refused { Err(failed(&options.output, written)) } else { Ok(ExitCode::SUCCESS) }
}

fn failed(path: &Path, why: impl fmt::Display) -> Failure {
    Failure::Other(format!("{}: {why}", path.display()))
}

fn read(path: &Path) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    let result = if path.as_os_str() == "-" {
        io::stdin().lock().read_to_end(&mut bytes).map(drop)
    } else {
        fs::read(path).map(|read| bytes = read)
    };
    result.map_err(|error| failed(path, error))?;
    String::from_utf8(bytes).map_err(|_| failed(path, "this is no UTF-8; convert it first"))
}

/// The files of the folder by the action that they are about.
fn present(folder: &Path) -> Result<BTreeMap<String, (PathBuf, String)>, Failure> {
    let mut found = BTreeMap::new();
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(found),
        entries => entries.map_err(|error| failed(folder, error))?,
    };
    for entry in entries {
        let path = entry.map_err(|error| failed(folder, error))?.path();
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        let text = fs::read_to_string(&path).map_err(|error| failed(&path, error))?;
        let value: serde_json::Value = serde_json::from_str(&text).map_err(|error| failed(&path, error))?;
        if let Some(name) = value.get("action").and_then(serde_json::Value::as_str) {
            found.insert(name.to_owned(), (path, text));
        }
    }
    Ok(found)
}

/// `7 actions; 11 places not understood, 14 assumed, 6 mended, 16 parts skipped`.
fn summary(report: &Report, actions: usize) -> String {
    let count = |kind| report.count(kind);
    let lost = match count(FindingKind::Lost) {
        0 => String::new(),
        lost => format!("{lost} lost, "),
    };
    format!(
        "{actions} action{}; {lost}{} places not understood, {} assumed, {} mended, {} parts skipped\n",
        if actions == 1 { "" } else { "s" },
        count(FindingKind::NotUnderstood),
        count(FindingKind::Assumed),
        count(FindingKind::Mended),
        count(FindingKind::Skipped),
    )
}
