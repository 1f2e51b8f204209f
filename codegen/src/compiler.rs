//! The compiler from end to end.

use std::borrow::Borrow;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::{env, fmt};

use crate::diagnostic::{Diagnostic, Diagnostics, Severity, Sink};
use crate::emit::{self, Blocking, Options};
use crate::ir::Ir;
use crate::load::{self, Origin, Parsed, Unreadable};
use crate::overlay::{self, Chosen};
use crate::resolve;
use crate::source::SourceSet;
use crate::spec;
use crate::write;

/// Compiles a spec. Everything has a default but where the spec is.
///
/// ```
/// let code = kci_codegen::Compiler::new()
///     .files([("service.json", r#"{
///         "service": "tea", "version": "1",
///         "endpoints": {"rows": [{"name": "global", "host": "tea.example.com"}]}
///     }"#), ("actions/MakeTea.json", r#"{
///         "action": "MakeTea", "effect": "create",
///         "request": {"members": [{"name": "Leaf", "type": "string", "required": true}]},
///         "response": {"members": []}
///     }"#)])
///     .generate()?;
/// assert!(code.contains("pub struct MakeTeaRequest"));
/// # Ok::<(), kci_codegen::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Compiler {
    origin: Origin,
    chosen: Chosen,
    actions: Option<Vec<String>>,
    options: Options,
    /// Path of the crate that the tables of a command line name; where there is none, the SDK is made.
    #[cfg(feature = "cli")]
    command_line: Option<String>,
}

/// A resolved spec, and what is worth knowing about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Compiled {
    /// The model.
    pub ir: Ir,
    /// Findings that do not keep it from being compiled.
    pub warnings: Diagnostics,
}

/// Why nothing was generated.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The spec is wrong: everything that is wrong with it.
    Spec(Diagnostics),
    /// The options do not fit, or the output is no Rust, which is a defect of this crate.
    Emit(String),
    /// The output could not be written.
    Write {
        /// To which file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// `OUT_DIR` is not set: this is no build script.
    NoOutDir,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Spec(diagnostics) => write!(f, "the spec does not compile:\n{diagnostics}"),
            Self::Emit(why) => f.write_str(why),
            Self::Write { path, source } => write!(f, "{} cannot be written: {source}", path.display()),
            Self::NoOutDir => f.write_str("OUT_DIR is not set; call this from a build script, or use `write_to`"),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Write { source, .. } => Some(source),
            _ => None,
        }
    }
}

impl From<Diagnostics> for Error {
    fn from(diagnostics: Diagnostics) -> Self {
        Self::Spec(diagnostics)
    }
}

impl Default for Compiler {
    fn default() -> Self {
        Self::new()
    }
}

impl Compiler {
    /// A compiler of no spec yet, against the crate `kci_runtime`.
    #[must_use]
    pub fn new() -> Self {
        Self {
            origin: Origin::Memory(Vec::new()),
            chosen: Chosen::Service,
            actions: None,
            options: Options::default(),
            #[cfg(feature = "cli")]
            command_line: None,
        }
    }

    /// Reads the spec from memory: the path of each file in the spec folder, such as `actions/A.json`, and its text.
    #[must_use]
    pub fn files<'f>(mut self, files: impl IntoIterator<Item = impl Borrow<(&'f str, &'f str)>>) -> Self {
        let owned = |file: (&str, &str)| (file.0.to_owned(), file.1.to_owned());
        self.origin = Origin::Memory(files.into_iter().map(|file| owned(*file.borrow())).collect());
        self
    }

    /// Reads the spec from a folder, the one that `service.json` is in.
    #[must_use]
    pub fn dir(mut self, dir: impl AsRef<Path>) -> Self {
        self.origin = Origin::Folder(dir.as_ref().to_owned());
        self
    }

    /// Applies these overlays, in this order, instead of those that the service names.
    #[must_use]
    pub fn overlays(mut self, names: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        self.chosen = Chosen::These(names.into_iter().map(|name| name.as_ref().to_owned()).collect());
        self
    }

    /// Applies no overlay: the documents as they are.
    #[must_use]
    pub fn no_overlays(mut self) -> Self {
        self.chosen = Chosen::These(Vec::new());
        self
    }

    /// Compiles these actions only, and what they reach. All are checked all the same.
    #[must_use]
    pub fn actions(mut self, names: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        self.actions = Some(names.into_iter().map(|name| name.as_ref().to_owned()).collect());
        self
    }

    /// Path of the runtime. Default: `::kci_runtime`; `::kci_sdk::runtime` for a crate that depends on the SDK alone.
    #[must_use]
    pub fn runtime(mut self, path: impl Into<String>) -> Self {
        self.options.runtime = path.into();
        self
    }

    /// Makes doc tests of the documents' examples, which import the generated modules from this path. Default: none.
    #[must_use]
    pub fn examples_from(mut self, path: impl Into<String>) -> Self {
        self.options.examples_from = Some(path.into());
        self
    }

    /// Makes the tables of a command line instead of an SDK: a `pub static SERVICE` for the crate `kci_cli_runtime`.
    ///
    /// `sdk` is the path of what was generated of the same spec, such as `::kci_sdk`: requests are read and checked by it.
    #[cfg(feature = "cli")]
    #[must_use]
    pub fn command_line(mut self, sdk: impl Into<String>) -> Self {
        self.command_line = Some(sdk.into());
        self
    }

    /// Adds a module `blocking` with a client whose calls block the thread. Its crate turns on the feature `blocking` of
    /// the runtime. Default: none.
    #[must_use]
    pub fn blocking(mut self) -> Self {
        self.options.blocking = Blocking::Yes;
        self
    }

    /// The same, where a feature of its crate is on, which turns on that of the runtime.
    #[must_use]
    pub fn blocking_behind(mut self, feature: impl Into<String>) -> Self {
        self.options.blocking = Blocking::Behind(feature.into());
        self
    }

    /// The files that the output depends on; none if they are in memory. [`Compiler::write_to_out_dir`] names them to
    /// cargo; a build script that writes elsewhere prints `cargo::rerun-if-changed=` and each of them.
    pub fn inputs(&self) -> Vec<PathBuf> {
        match &self.origin {
            Origin::Memory(_) => Vec::new(),
            Origin::Folder(folder) => {
                let mut inputs = vec![folder.clone()];
                inputs.extend(load::files_of(folder, &mut Vec::new()));
                inputs
            }
        }
    }

    /// What a build script tells cargo of its inputs.
    fn rerun_if_changed(&self) -> String {
        let lines = self.inputs().into_iter().map(|path| format!("cargo::rerun-if-changed={}", path.display()));
        lines.map(|line| line + "\n").collect()
    }

    /// The resolved model.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with the spec, at once.
    pub fn resolve(&self) -> Result<Compiled, Diagnostics> {
        let (sources, unreadable) = load::sources(&self.origin);
        let (sources, duplicates) = SourceSet::new(sources);
        let mut sink = Sink::new(&sources);
        let complete = unreadable.is_empty();
        for Unreadable { path, why, at } in unreadable {
            sink.push_unreadable(&path, why, at);
        }
        for path in duplicates {
            sink.push_at_path(Severity::Error, "duplicate-file", &path, "this file was given twice".to_owned(), None);
        }
        let ir = self.run(&sources, complete, &mut sink);
        let diagnostics = self.located(sink.finish());
        match ir {
            Some(ir) if !diagnostics.has_errors() => Ok(Compiled { ir, warnings: diagnostics }),
            _ => Err(diagnostics),
        }
    }

    /// Where a file is missing (not `complete`) or is no JSON, each of the others is checked for itself only.
    fn run(&self, sources: &SourceSet, complete: bool, sink: &mut Sink<'_>) -> Option<Ir> {
        let Parsed { mut files, overlays, broken } = load::parse(sources, sink);
        let complete = complete && !broken;
        if files.service.is_none() && !sources.iter().any(|(_, source)| source.path == "service.json") {
            sink.push_at_path(Severity::Error, "no-service", "service.json", "a spec needs this file".to_owned(), None);
        }
        if complete {
            overlay::apply(&mut files, &overlays, &self.chosen, sink);
        }
        let tables = spec::tables(&files, sink).filter(|_| complete)?;
        resolve::resolve(&tables, self.actions.as_deref(), sink)
    }

    /// Findings with the folder before the path.
    fn located(&self, diagnostics: Diagnostics) -> Diagnostics {
        let Origin::Folder(folder) = &self.origin else { return diagnostics };
        let locate = |finding: Diagnostic| {
            if finding.file.is_empty() && finding.code != "unreadable-file" {
                return finding;
            }
            let file = folder.join(&finding.file).display().to_string();
            Diagnostic { file: file.trim_end_matches('/').to_owned(), ..finding }
        };
        diagnostics.into_iter().map(locate).collect()
    }

    /// The code, formatted with the feature `format`.
    ///
    /// # Errors
    ///
    /// When the spec is wrong, or the runtime is no path.
    pub fn generate(&self) -> Result<String, Error> {
        let compiled = self.resolve()?;
        #[cfg(feature = "cli")]
        if let Some(sdk) = &self.command_line {
            return crate::cli::file(&compiled.ir, sdk).map_err(Error::Emit);
        }
        emit::file(&compiled.ir, &self.options).map_err(Error::Emit)
    }

    /// Writes the code to a file, unless it is there already. Returns whether it wrote.
    ///
    /// # Errors
    ///
    /// As [`Compiler::generate`], and when the file cannot be written.
    pub fn write_to(&self, path: impl AsRef<Path>) -> Result<bool, Error> {
        let path = path.as_ref();
        let code = self.generate()?;
        write::if_changed(path, &code).map_err(|source| Error::Write { path: path.to_owned(), source })
    }

    /// Writes the code to a file of the build script's `OUT_DIR`, to be included from there. Tells cargo which files it
    /// was made of ([`Compiler::inputs`]), so that the script runs again when one of them changes, wherever it is.
    ///
    /// # Errors
    ///
    /// As [`Compiler::write_to`], and when this is no build script.
    pub fn write_to_out_dir(&self, file_name: &str) -> Result<bool, Error> {
        let folder = env::var_os("OUT_DIR").ok_or(Error::NoOutDir)?;
        // Cargo reads it; where nobody does, nothing is lost.
        let _ = io::stdout().write_all(self.rerun_if_changed().as_bytes());
        self.write_to(Path::new(&folder).join(file_name))
    }
}

#[cfg(test)]
mod tests {
    use super::Compiler;

    #[test]
    fn cargo_is_told_of_the_folder_and_of_each_file_in_it() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/tea");
        let told = Compiler::new().dir(folder).rerun_if_changed();
        assert!(told.starts_with(&format!("cargo::rerun-if-changed={folder}\n")), "{told}");
        for file in ["service.json", "actions/Make.json", "overlays/errata.json"] {
            assert!(told.contains(&format!("cargo::rerun-if-changed={folder}/{file}\n")), "{told}");
        }
        assert_eq!(Compiler::new().files([("service.json", "{}")]).rerun_if_changed(), "");
    }
}
