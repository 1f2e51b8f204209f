//! The files in `coverage/` say what is so: what the tests claim to prove, what was seen to have no effect, and what is
//! unknown.
//!
//! `KCI_UPDATE=1 cargo test -p kci-emulator --test coverage` writes anew what can be found out.

mod accepted;
mod claims;
mod command;
mod unknown;
mod values;

use std::path::{Path, PathBuf};
use std::{env, fs};

use serde::Serialize;

/// A folder or file of this crate.
fn own(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Panics if a file in `coverage/` does not say what was found; with `KCI_UPDATE=1` it is made to.
fn check(name: &str, found: &impl Serialize) {
    let path = own("coverage").join(name);
    let text = serde_json::to_string_pretty(found).expect("JSON") + "\n";
    if env::var_os("KCI_UPDATE").is_some_and(|value| value == "1") {
        fs::write(&path, text).expect("the file is written");
        return;
    }
    let known = fs::read_to_string(&path).expect("the file");
    let (old, new): (Vec<&str>, Vec<&str>) = (known.lines().collect(), text.lines().collect());
    let gone = old.iter().filter(|line| !new.contains(line)).map(|line| format!("- {line}"));
    let added = new.iter().filter(|line| !old.contains(line)).map(|line| format!("+ {line}"));
    let changes: Vec<_> = gone.chain(added).collect();
    assert!(
        known == text,
        "coverage/{name} is out of date; KCI_UPDATE=1 cargo test -p kci-emulator --test coverage writes it anew\n{}",
        changes.join("\n")
    );
}
