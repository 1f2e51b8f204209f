//! Makes the tables of the command line from the spec.

use std::error::Error;

use kci_codegen::Compiler;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    Compiler::new().files(kci_spec::KCI).command_line("::kci_sdk").write_to_out_dir("tables.rs")?;
    Ok(())
}
