//! Where a spec comes from, and the text of its files.

use std::borrow::Cow;
use std::fs;

use kci_codegen::{Compiled, Compiler, Diagnostics};

use crate::cli::Spec;

/// The same compiler with the overlays that were asked for; those of the service where none were.
pub(crate) fn with_overlays(compiler: Compiler, overlays: &[String], no_overlays: bool) -> Compiler {
    match (no_overlays, overlays.is_empty()) {
        (true, _) => compiler.no_overlays(),
        (false, true) => compiler,
        (false, false) => compiler.overlays(overlays),
    }
}

impl Spec {
    /// A compiler of this spec.
    pub(crate) fn compiler(&self) -> Compiler {
        let compiler = match &self.dir {
            Some(dir) => Compiler::new().dir(dir),
            None => Compiler::new().files(kci_spec::KCI),
        };
        with_overlays(compiler, &self.overlays, self.no_overlays)
    }

    /// The resolved model, or everything that is wrong.
    pub(crate) fn resolve(&self) -> Result<Compiled, Diagnostics> {
        self.compiler().resolve()
    }

    /// Text of a file that a diagnostic names.
    pub(crate) fn text(&self, file: &str) -> Option<Cow<'static, str>> {
        if self.dir.is_some() {
            // What is no regular file may have no end.
            let bytes = fs::metadata(file).ok().filter(fs::Metadata::is_file).and_then(|_| fs::read(file).ok())?;
            return Some(String::from_utf8_lossy(&bytes).into_owned().into());
        }
        kci_spec::KCI.iter().find(|(path, _)| *path == file).map(|(_, text)| Cow::Borrowed(*text))
    }
}
