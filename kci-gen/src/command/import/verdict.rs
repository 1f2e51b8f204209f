//! What a merge breaks: the spec before it compared with the spec after it.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use kci_codegen::diff::{Model, Report, diff};
use kci_codegen::{Compiler, Diagnostic, Diagnostics};

use crate::cli::Import;
use crate::report;
use crate::spec::with_overlays;

/// Why there is no verdict.
#[derive(Debug)]
pub(super) struct NoVerdict {
    /// In one sentence.
    pub(super) why: String,
    /// What is wrong with the spec, rendered.
    pub(super) diagnostics: String,
    /// Whether there is a spec, which is broken.
    pub(super) broken: bool,
}

/// Texts of a spec by their paths in its folder.
type Texts = BTreeMap<String, String>;

/// Compares the spec in the folder with what it becomes once these files are written.
pub(super) fn verdict(options: &Import, files: &[(PathBuf, String)]) -> Result<Report, NoVerdict> {
    let folder = options.output.as_path();
    let without = |why, broken| NoVerdict { why, diagnostics: String::new(), broken };
    let before = texts(folder).map_err(|why| without(why, true))?;
    let mut after = before.clone();
    after.extend(files.iter().map(|(path, text)| (relative(folder, path), text.clone())));
    if !before.contains_key("service.json") {
        let why = format!("{} has no service.json yet, so that there is no spec to compare with", folder.display());
        return Err(without(why, false));
    }
    let old = resolve(options, &before);
    // Of two sides that do not compile, the one that is left is to be mended.
    let new = resolve(options, &after).map_err(|found| broken(folder, "after", &after, found))?;
    let old = old.map_err(|found| broken(folder, "before", &before, found))?;
    Ok(diff(&old, &new))
}

fn resolve(options: &Import, texts: &Texts) -> Result<Model, Diagnostics> {
    let compiler = Compiler::new().files(texts.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    let compiler = with_overlays(compiler, &options.verdict.overlays, options.verdict.no_overlays);
    compiler.resolve().map(|compiled| Model::from(&compiled.ir))
}

fn broken(folder: &Path, when: &str, texts: &Texts, found: Diagnostics) -> NoVerdict {
    let locate = |finding: Diagnostic| match finding.file.as_str() {
        "" => finding,
        file => Diagnostic { file: folder.join(file).display().to_string(), ..finding },
    };
    let found: Diagnostics = found.into_iter().map(locate).collect();
    let text = |file: &str| texts.get(&relative(folder, Path::new(file))).map(|text| Cow::Borrowed(text.as_str()));
    let why = format!("the spec in {} does not compile {when} the merge", folder.display());
    NoVerdict { why, diagnostics: report::render(&found, text), broken: true }
}

/// The files that the compiler would read.
fn texts(folder: &Path) -> Result<Texts, String> {
    // The folder itself comes first.
    let inputs = Compiler::new().dir(folder).inputs().into_iter().filter(|path| path.is_file());
    inputs
        .map(|path| match fs::read_to_string(&path) {
            Ok(text) => Ok((relative(folder, &path), text)),
            Err(error) => Err(format!("{} cannot be read: {error}", path.display())),
        })
        .collect()
}

fn relative(folder: &Path, path: &Path) -> String {
    let path = path.strip_prefix(folder).unwrap_or(path);
    path.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}
