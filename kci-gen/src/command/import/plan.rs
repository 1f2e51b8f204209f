//! What an import is going to write.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{fmt, fs};

use kci_codegen::import::{self, ActionFile};

use super::{Failure, failed};
use crate::cli::Import;

/// What is going to be written, and what is told about it.
#[derive(Default)]
pub(super) struct Plan {
    /// Path and text of each file.
    pub(super) files: Vec<(PathBuf, String)>,
    lines: Vec<Line>,
}

/// A line that is told.
struct Line {
    text: String,
    /// Whether a comparison of the specs sees it.
    compared: bool,
}

impl Plan {
    fn say(&mut self, line: impl fmt::Display) {
        self.lines.push(Line { text: line.to_string(), compared: false });
    }

    /// What is told, a line each. Changes that a comparison sees are told where there is something to say before them.
    pub(super) fn told(&self, compared: Option<&str>) -> String {
        let mut told = String::new();
        for line in &self.lines {
            let (lead, text) = match (line.compared, compared) {
                (false, _) => ("", line.text.as_str()),
                (true, Some(lead)) => (lead, line.text.trim_start()),
                (true, None) => continue,
            };
            // Writing to a string cannot fail.
            let _ = writeln!(told, "{lead}{text}");
        }
        told
    }

    /// Plans the file of an action, new or brought up to date.
    pub(super) fn action(
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
        let state = if merged.text == *text { "unchanged" } else { "changed" };
        self.say(format_args!("{}: {state}", path.display()));
        for change in &merged.changes {
            self.lines.push(Line { text: format!("  {change}"), compared: change.compared });
        }
        for kept in &merged.kept {
            self.say(format_args!("  kept, though the page does not say it: {kept}"));
        }
        self.files.push((path.clone(), merged.text));
        Ok(())
    }

    /// Plans a service.json where there is none.
    pub(super) fn service(&mut self, options: &Import, page: &str, version: Option<&str>) {
        let path = options.output.join("service.json");
        let Some(name) = options.service.as_deref().filter(|_| !path.exists()) else { return };
        let file = import::service(name, version, page);
        self.say(format_args!("{}: started; add to it:", path.display()));
        for missing in &file.missing {
            self.say(format_args!("  {missing}"));
        }
        self.files.push((path, file.text));
    }

    /// Writes the files that are not up to date.
    pub(super) fn write(&self) -> Result<(), Failure> {
        for (path, text) in &self.files {
            let folder = path.parent().unwrap_or(Path::new("."));
            fs::create_dir_all(folder)
                .and_then(|()| kci_codegen::write::if_changed(path, text))
                .map_err(|error| failed(path, error))?;
        }
        Ok(())
    }
}
