//! Makes the OpenAPI document that the emulator serves.

use std::error::Error;
use std::path::Path;
use std::{env, fs};

use kci_codegen::Compiler;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    let compiled = Compiler::new().files(kci_spec::KCI).resolve()?;
    let document = kci_codegen::openapi::openapi(&compiled.ir);
    let folder = env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?;
    fs::write(Path::new(&folder).join("openapi.json"), serde_json::to_string(&document)?)?;
    Ok(())
}
