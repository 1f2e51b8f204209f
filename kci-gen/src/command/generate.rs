//! `kci-gen generate`.

use kci_codegen::Package;

use super::{Failure, print};
use crate::cli::Generate;

/// Prints the Rust code, or writes it to a file, or a whole crate to a folder.
pub(super) fn run(options: &Generate) -> Result<(), Failure> {
    let mut compiler = options.spec.compiler().runtime(&options.runtime);
    if !options.actions.is_empty() {
        compiler = compiler.actions(&options.actions);
    }
    if options.blocking {
        compiler = compiler.blocking();
    }
    let failure = |error| match error {
        kci_codegen::Error::Spec(diagnostics) => Failure::of_spec(&options.spec, &diagnostics),
        other => Failure::Other(other.to_string()),
    };
    if let Some(folder) = &options.package {
        let package =
            Package { name: options.name.clone(), runtime: options.runtime_dir.clone(), command_line: options.cli };
        return package.write(&compiler, folder).map_err(failure);
    }
    let code = compiler.generate().map_err(failure)?;
    match &options.output {
        None => print(&code),
        Some(path) => kci_codegen::write::if_changed(path, &code)
            .map(drop)
            .map_err(|error| Failure::Other(format!("{}: {error}", path.display()))),
    }
}
