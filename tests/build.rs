//! Compiles the specs that tests use as generated code.

#[path = "build/deep.rs"]
mod deep;
#[path = "build/sample.rs"]
mod sample;
#[path = "build/words.rs"]
mod words;

use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

use kci_codegen::Compiler;

/// How many specs made by chance are compiled.
const SAMPLES: usize = 12;

fn main() -> Result<(), Box<dyn Error>> {
    for input in ["build.rs", "build"] {
        println!("cargo::rerun-if-changed={input}");
    }
    println!("cargo::rerun-if-env-changed=KCI_SAMPLE_SEED");
    let documented = Compiler::new().files(kci_spec::KCI).overlays(["errata"]);
    documented.examples_from("kci_tests::documented").write_to_out_dir("documented.rs")?;
    for name in ["beacon", "harbour", "hostile", "lending"] {
        let spec = Path::new("specs").join(name);
        let compiler = Compiler::new().dir(spec).examples_from(format!("kci_tests::{name}")).blocking();
        compiler.write_to_out_dir(&format!("{name}.rs"))?;
        let tables = compiler.command_line(format!("crate::{name}"));
        tables.write_to_out_dir(&format!("{name}_tables.rs"))?;
    }
    of(&deep::spec()).blocking().write_to_out_dir("deep.rs")?;
    of(&words::spec()).blocking().write_to_out_dir("words.rs")?;
    of(&words::spec()).command_line("crate::words").write_to_out_dir("words_tables.rs")?;
    samples()
}

fn of(files: &[(String, String)]) -> Compiler {
    Compiler::new().files(files.iter().map(|(path, text)| (path.as_str(), text.as_str())))
}

/// Specs made by chance, as many as `check` accepts: a module of each.
fn samples() -> Result<(), Box<dyn Error>> {
    let seed: u64 = env::var("KCI_SAMPLE_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(1);
    let mut chance = sample::Chance::new(seed);
    let mut code = String::new();
    let (mut accepted, mut tried) = (0, 0);
    while accepted < SAMPLES {
        tried += 1;
        if tried > SAMPLES * 200 {
            return Err(format!("of {tried} specs made by chance, {accepted} are accepted").into());
        }
        let compiler = of(&sample::spec(&mut chance));
        if compiler.resolve().is_ok() {
            writeln!(code, "/// Made by chance.\npub mod sample_{accepted} {{\n{}\n}}", compiler.generate()?)?;
            accepted += 1;
        }
    }
    let folder = env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?;
    fs::write(Path::new(&folder).join("samples.rs"), code)?;
    Ok(())
}
