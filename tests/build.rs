//! Compiles the specs that tests use as generated code.

use std::error::Error;
use std::path::Path;

use kci_codegen::{Compiler, Readers};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    let spec = Path::new("specs/hostile");
    let compiler = Compiler::new().dir(spec).readers(Readers::Always).examples_from("kci_tests::hostile");
    for input in compiler.inputs() {
        println!("cargo::rerun-if-changed={}", input.display());
    }
    compiler.write_to_out_dir("hostile.rs")?;
    Ok(())
}
