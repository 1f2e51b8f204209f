//! Files that others may be writing.

use std::fs::{self, Metadata};
use std::io::{self, Read};
use std::path::Path;
use std::time::SystemTime;

use jiff::Timestamp;
use secrecy::zeroize::Zeroizing;

/// How much of a file is read, in bytes. No file of keys is as long.
const MOST: u64 = 1 << 20;

/// What tells one state of a file from another without reading it; `None`: there is no file.
pub(super) type Stamp = Option<FileStamp>;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FileStamp {
    modified: Option<SystemTime>,
    length: u64,
    /// Another file in its place: Kubernetes changes the target of a link.
    file: u64,
}

impl FileStamp {
    fn of(data: &Metadata) -> Self {
        Self { modified: data.modified().ok(), length: data.len(), file: number(data) }
    }

    /// When it was last written.
    pub(super) fn modified(&self) -> Option<Timestamp> {
        self.modified.and_then(|time| Timestamp::try_from(time).ok())
    }
}

#[cfg(unix)]
fn number(data: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(data)
}

#[cfg(not(unix))]
fn number(_: &Metadata) -> u64 {
    0
}

/// The state of a file. One that cannot be looked at is like one that is not there: reading it says why.
pub(super) fn stamp(path: &Path) -> Stamp {
    fs::metadata(path).ok().map(|data| FileStamp::of(&data))
}

/// The text of a file, which is wiped from memory when dropped; none if there is no such file.
pub(super) fn read(path: &Path) -> io::Result<Option<Zeroizing<String>>> {
    let file = match fs::File::open(path) {
        Ok(file) => file,
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
            return Ok(None);
        }
        Err(error) => return Err(error),
    };
    let length = file.metadata().map_or(0, |data| data.len()).min(MOST);
    // Room for all of it, so that no part of it is left behind where the buffer was before it grew.
    let mut text = Zeroizing::new(String::with_capacity(usize::try_from(length).unwrap_or_default() + 1));
    file.take(MOST).read_to_string(&mut text)?;
    Ok(Some(text))
}
