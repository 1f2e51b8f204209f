//! `kci-gen import`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::{fmt, fs};

use kci_codegen::import::{self, ActionFile, FindingKind, Format, Report};

use super::{Failure, print};
use crate::cli::{Import, PageFormat};
use crate::report;

/// Reads a page and writes a file for each action. Nothing is written unless all of it can be.
pub(super) fn run(options: &Import) -> Result<(), Failure> {
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
    if options.strict && doubts > 0 {
        return Err(failed(
            &options.page,
            format!("{doubts} places were not understood (--strict): nothing was written"),
        ));
    }
    let folder = options.output.join("actions");
    let mut plan = Plan::default();
    let present = present(&folder)?;
    for action in &read.actions {
        plan.action(action, &folder, &present, options.merge)?;
    }
    plan.service(options, &page, read.version.as_deref());
    plan.write()?;
    print(&(plan.summary + &summary(&read.report, read.actions.len())))
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

/// What is going to be written, and what is told about it.
#[derive(Default)]
struct Plan {
    files: Vec<(PathBuf, String)>,
    summary: String,
}

impl Plan {
    fn say(&mut self, line: impl fmt::Display) {
        // Writing to a string cannot fail.
        let _ = writeln!(self.summary, "{line}");
    }

    fn action(
        &mut self,
        action: &ActionFile,
        folder: &Path,
        present: &BTreeMap<String, (PathBuf, String)>,
        merge: bool,
    ) -> Result<(), Failure> {
        let Some((path, text)) = present.get(&action.name) else {
            let path = folder.join(format!("{}.json", action.name));
            self.say(format_args!("{}: new", path.display()));
            self.files.push((path, action.text.clone()));
            return Ok(());
        };
        if *text == action.text {
            self.say(format_args!("{}: unchanged", path.display()));
            return Ok(());
        }
        if !merge {
            let why = format!("this is the file of {} already; --merge brings it up to date", action.name);
            return Err(failed(path, why));
        }
        let merged = import::merge(text, action).map_err(|error| failed(path, error))?;
        let state = if merged.changes.is_empty() { "unchanged" } else { "changed" };
        self.say(format_args!("{}: {state}", path.display()));
        for change in &merged.changes {
            self.say(format_args!("  {change}"));
        }
        for kept in &merged.kept {
            self.say(format_args!("  kept, though the page does not say it: {kept}"));
        }
        self.files.push((path.clone(), merged.text));
        Ok(())
    }

    fn service(&mut self, options: &Import, page: &str, version: Option<&str>) {
        let path = options.output.join("service.json");
        let Some(name) = options.service.as_deref().filter(|_| !path.exists()) else { return };
        let file = import::service(name, version, page);
        self.say(format_args!("{}: started; add to it:", path.display()));
        for missing in &file.missing {
            self.say(format_args!("  {missing}"));
        }
        self.files.push((path, file.text));
    }

    fn write(&self) -> Result<(), Failure> {
        for (path, text) in &self.files {
            let folder = path.parent().unwrap_or(Path::new("."));
            fs::create_dir_all(folder)
                .and_then(|()| kci_codegen::write::if_changed(path, text))
                .map_err(|error| failed(path, error))?;
        }
        Ok(())
    }
}

/// `7 actions; 11 places not understood, 14 assumed, 6 mended, 16 parts skipped`.
fn summary(report: &Report, actions: usize) -> String {
    let count = |kind| report.count(kind);
    format!(
        "{actions} action{}; {} places not understood, {} assumed, {} mended, {} parts skipped\n",
        if actions == 1 { "" } else { "s" },
        count(FindingKind::NotUnderstood),
        count(FindingKind::Assumed),
        count(FindingKind::Mended),
        count(FindingKind::Skipped),
    )
}
