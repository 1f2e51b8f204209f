//! `kci-gen check`.

use super::{Failure, print};
use crate::cli::Spec;
use crate::report;

/// Reports everything that is wrong with the spec, and says what it holds when nothing is.
pub(super) fn run(spec: &Spec) -> Result<(), Failure> {
    let compiled = spec.resolve().map_err(|diagnostics| Failure::of_spec(spec, &diagnostics))?;
    report::warnings(spec, &compiled.warnings);
    let ir = &compiled.ir;
    print(&format!(
        "{} {}: {} actions, {} shapes, {} enums, {} error rows, no errors\n",
        ir.service.name,
        ir.service.version,
        ir.actions.len(),
        ir.shapes.len(),
        ir.enums.len(),
        ir.service.errors.len(),
    ))
}
