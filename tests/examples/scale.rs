//! Time and memory of the compiler on specs of growing size. Each size runs in a process of its own, so that its peak
//! of memory is its own. Prints a Markdown table.

#![allow(clippy::print_stdout, reason = "this is what it is for")]

use std::error::Error;
use std::process::Command;
use std::time::Instant;

use kci_codegen::Compiler;
use kci_tests::synthetic;

const SIZES: [usize; 4] = [10, 100, 300, 1000];
const SEED: u64 = 7;
const RUNS: u32 = 3;

fn main() -> Result<(), Box<dyn Error>> {
    if let Some(size) = std::env::args().nth(1) {
        return one(size.parse()?);
    }
    println!(
        "| actions | spec, MB | code, MB | resolve, ms | generate, ms | generate, ms an action | peak memory, MB |"
    );
    println!("|---:|---:|---:|---:|---:|---:|---:|");
    for size in SIZES {
        let output = Command::new(std::env::current_exe()?).arg(size.to_string()).output()?;
        print!("{}", String::from_utf8_lossy(&output.stdout));
        if !output.status.success() {
            return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
        }
    }
    Ok(())
}

/// Measures one size: the best of a few runs.
#[allow(clippy::cast_precision_loss, reason = "sizes are small")]
fn one(size: usize) -> Result<(), Box<dyn Error>> {
    let files = synthetic::spec(size, SEED);
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let compiler = Compiler::new().files(files.iter());
    let spec: usize = files.iter().map(|(_, text)| text.len()).sum();
    let (mut resolve, mut generate, mut code) = (f64::MAX, f64::MAX, 0);
    for _ in 0..RUNS {
        let start = Instant::now();
        compiler.resolve()?;
        resolve = resolve.min(start.elapsed().as_secs_f64() * 1e3);
        let start = Instant::now();
        code = compiler.generate()?.len();
        generate = generate.min(start.elapsed().as_secs_f64() * 1e3);
    }
    println!(
        "| {size} | {:.1} | {:.1} | {resolve:.0} | {generate:.0} | {:.2} | {} |",
        spec as f64 / 1e6,
        code as f64 / 1e6,
        generate / size as f64,
        peak().map_or_else(|| "unknown".to_owned(), |peak| format!("{:.0}", peak as f64 / 1e3)),
    );
    Ok(())
}

/// Peak of resident memory in kB, where the system tells.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches("kB").trim().parse().ok()
}
