//! Writing the output: only when it changed, and never half.

use std::io::Write as _;
use std::path::Path;
use std::{fs, io};

/// Writes `text` to `path` unless it is there already. Returns whether it wrote.
///
/// The text goes to a file beside it first, which then takes its place: an interrupted build leaves either the old
/// text or the new one.
///
/// # Errors
///
/// When the folder cannot be written to.
pub fn if_changed(path: &Path, text: &str) -> io::Result<bool> {
    if fs::read(path).is_ok_and(|present| present == text.as_bytes()) {
        return Ok(false);
    }
    let mut beside = path.as_os_str().to_owned();
    beside.push(format!(".{}.tmp", std::process::id()));
    let written = fs::File::create(&beside).and_then(|mut file| file.write_all(text.as_bytes()));
    written.and_then(|()| fs::rename(&beside, path)).inspect_err(|_| drop(fs::remove_file(&beside)))?;
    Ok(true)
}
