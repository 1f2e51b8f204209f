//! `kci-gen openapi`.

use super::{Failure, print};
use crate::cli::OpenApi;
use crate::report;

/// Prints the OpenAPI document, or writes it to a file.
pub(super) fn run(options: &OpenApi) -> Result<(), Failure> {
    let compiled = options.spec.resolve().map_err(|diagnostics| Failure::of_spec(&options.spec, &diagnostics))?;
    report::warnings(&options.spec, &compiled.warnings);
    let document = kci_codegen::openapi::openapi(&compiled.ir);
    let text = serde_json::to_string_pretty(&document).map_err(|error| Failure::Other(error.to_string()))? + "\n";
    match &options.output {
        None => print(&text),
        Some(path) => kci_codegen::write::if_changed(path, &text)
            .map(drop)
            .map_err(|error| Failure::Other(format!("{}: {error}", path.display()))),
    }
}
