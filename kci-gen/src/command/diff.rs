//! `kci-gen diff`.

use std::path::Path;
use std::process::{Command, ExitCode};

use kci_codegen::Compiler;
use kci_codegen::diff::{Level, Model, Report, diff};

use super::{Failure, print};
use crate::cli::{Diff, DiffFormat, FailOn};
use crate::spec::with_overlays;

/// Compares two models, and fails where something is worse than wanted.
pub(super) fn run(options: &Diff) -> Result<ExitCode, Failure> {
    let old = side(&options.old, &options.old_overlays, options.old_no_overlays)?;
    let new = side(&options.new, &options.new_overlays, options.new_no_overlays)?;
    let report = diff(&old, &new);
    print(&shown(&report, options.format))?;
    Ok(if fails(&report, options.fail_on) { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// A verdict as it is printed.
pub(super) fn shown(report: &Report, format: DiffFormat) -> String {
    match format {
        DiffFormat::Text => report.to_string(),
        DiffFormat::Json => format!("{:#}\n", report.to_json()),
        DiffFormat::Changelog => report.changelog(),
    }
}

/// Whether a verdict is worse than wanted.
pub(super) fn fails(report: &Report, on: Option<FailOn>) -> bool {
    match on {
        None => false,
        Some(FailOn::Wire) => report.wire() == Level::Breaking,
        Some(FailOn::Rust) => report.rust() == Level::Breaking,
        Some(FailOn::Any) => !report.findings().is_empty(),
    }
}

/// One side: a dump, a folder, or a revision of the repository that this runs in. What cannot be read is a failure.
fn side(text: &str, overlays: &[String], no_overlays: bool) -> Result<Model, Failure> {
    let unreadable = |why: String| Failure::Unreadable(format!("{text}: {why}"));
    let path = Path::new(text);
    if path.is_file() {
        let dump = std::fs::read_to_string(path).map_err(|error| unreadable(error.to_string()))?;
        return Model::from_dump(&dump).map_err(|error| unreadable(error.to_string()));
    }
    let compiler = if path.is_dir() {
        Compiler::new().dir(path)
    } else {
        let files = revision(text).map_err(unreadable)?;
        Compiler::new().files(files.iter().map(|(path, text)| (path.as_str(), text.as_str())))
    };
    let resolved = with_overlays(compiler, overlays, no_overlays)
        .resolve()
        .map_err(|found| unreadable(format!("the spec does not compile:\n{found}")))?;
    Ok(Model::from(&resolved.ir))
}

/// The files of a spec at `REV` or `REV:FOLDER`. Without a folder there must be one spec in the revision.
fn revision(text: &str) -> Result<Vec<(String, String)>, String> {
    let (revision, folder) = text.split_once(':').map_or((text, None), |(revision, folder)| (revision, Some(folder)));
    if revision.is_empty() || revision.starts_with('-') {
        return Err("this is no dump, no folder and no revision".to_owned());
    }
    let names = git(&["ls-tree", "-r", "--name-only", "--full-tree", revision])?;
    let folder = match folder {
        Some(folder) => folder.trim_matches('/').to_owned(),
        None => only_spec(&names)?,
    };
    let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    let names = names.lines().filter(|name| Path::new(name).extension().is_some_and(|end| end == "json"));
    let files: Result<Vec<_>, String> = names
        .filter_map(|name| Some((name, name.strip_prefix(&prefix)?)))
        .map(|(name, inner)| Ok((inner.to_owned(), git(&["show", &format!("{revision}:{name}")])?)))
        .collect();
    let files = files?;
    if files.iter().any(|(path, _)| path == "service.json") {
        return Ok(files);
    }
    Err(format!("there is no service.json in `{folder}` at {revision}"))
}

/// The folder of the one spec that has overlays or actions beside its service.json.
fn only_spec(names: &str) -> Result<String, String> {
    let all: Vec<&str> = names.lines().collect();
    let is_spec = |folder: &&str| {
        let actions = if folder.is_empty() { "actions/".to_owned() } else { format!("{folder}/actions/") };
        !folder.split('/').any(|part| part == "tests") && all.iter().any(|name| name.starts_with(&actions))
    };
    let folders = all.iter().filter_map(|name| match name.strip_suffix("service.json")? {
        "" => Some(""),
        folder => folder.strip_suffix('/'),
    });
    let folders: Vec<&str> = folders.filter(is_spec).collect();
    match folders.as_slice() {
        [folder] => Ok((*folder).to_owned()),
        [] => Err("there is no spec in this revision".to_owned()),
        several => Err(format!("there are several specs, name one as REV:FOLDER: {}", several.join(", "))),
    }
}

fn git(arguments: &[&str]) -> Result<String, String> {
    let output = Command::new("git").args(arguments).output().map_err(|error| format!("git cannot be run: {error}"))?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).trim().to_owned());
    }
    String::from_utf8(output.stdout).map_err(|_| "a file is no UTF-8".to_owned())
}
