//! Compiles the actions that `compiled` needs.

use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    kci_codegen::Compiler::new()
        .files(kci_spec::KCI)
        .actions(["DescribeContainerGroup", "DescribeContainerLog"])
        .write_to_out_dir("kci.rs")?;
    Ok(())
}
