//! Compiles the specs that tests use as generated code.

use std::error::Error;
use std::path::Path;

use kci_codegen::Compiler;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    let documented = Compiler::new().files(kci_spec::KCI).overlays(["errata"]);
    documented.examples_from("kci_tests::documented").write_to_out_dir("documented.rs")?;
    for name in ["hostile", "lending"] {
        let spec = Path::new("specs").join(name);
        let compiler = Compiler::new().dir(spec).examples_from(format!("kci_tests::{name}"));
        compiler.write_to_out_dir(&format!("{name}.rs"))?;
    }
    Ok(())
}
