//! Generates the SDK from the spec.

use std::error::Error;

use kci_codegen::Compiler;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    let compiler = Compiler::new().files(kci_spec::KCI).examples_from("kci_sdk").blocking_behind("blocking");
    compiler.write_to_out_dir("kci.rs")?;
    Ok(())
}
