//! `kci-gen schema`.

use std::fs;

use super::{Failure, print};
use crate::cli::Schema;

/// Writes the JSON Schemas of the spec format, or checks that they are up to date.
pub(super) fn run(options: &Schema) -> Result<(), Failure> {
    let mut stale = Vec::new();
    for (name, text) in kci_codegen::schema::schemas() {
        let path = options.dir.join(name);
        if options.check {
            if !fs::read_to_string(&path).is_ok_and(|present| present == text) {
                stale.push(path.display().to_string());
            }
            continue;
        }
        let written = fs::create_dir_all(&options.dir).and_then(|()| kci_codegen::write::if_changed(&path, &text));
        match written {
            Ok(true) => print(&format!("wrote {}\n", path.display()))?,
            Ok(false) => {}
            Err(error) => return Err(Failure::Other(format!("{}: {error}", path.display()))),
        }
    }
    if stale.is_empty() {
        return Ok(());
    }
    Err(Failure::Other(format!("not up to date: {}; run `kci-gen schema {}`", stale.join(", "), options.dir.display())))
}
