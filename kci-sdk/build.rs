//! Generates the SDK from the spec.

use std::error::Error;

use kci_codegen::{Compiler, Readers};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    Compiler::new()
        .files(kci_spec::KCI)
        .readers(Readers::Feature("server".to_owned()))
        .examples_from("kci_sdk")
        .write_to_out_dir("kci.rs")?;
    Ok(())
}
