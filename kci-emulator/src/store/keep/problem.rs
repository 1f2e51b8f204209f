//! Why a file cannot be used, and what to do about it.

use std::io;
use std::path::Path;

use redb::{DatabaseError, StorageError};

use super::records::FORMAT;

/// Why a file cannot be used.
#[derive(Debug, thiserror::Error)]
pub(super) enum Problem {
    #[error("is no state file of this emulator: name another file, or one that is not there yet")]
    Foreign,
    #[error(
        "has format {0}, and this emulator reads format {FORMAT}: use it with the version of the emulator that wrote it, \
         or name another file"
    )]
    Format(u64),
    #[error("is damaged ({0}): put back a copy of it, or remove it to start with nothing")]
    Damaged(String),
    #[error("is in use: stop the emulator that has it open, or name another file")]
    InUse,
    #[error("{0}")]
    Io(#[from] io::Error),
}

impl Problem {
    /// The error that says so, with the file's name.
    pub(super) fn of(self, path: &Path) -> io::Error {
        let kind = match &self {
            Self::Foreign | Self::Format(_) | Self::Damaged(_) => io::ErrorKind::InvalidData,
            Self::InUse => io::ErrorKind::ResourceBusy,
            Self::Io(error) => error.kind(),
        };
        io::Error::new(kind, format!("state file {}: {self}", path.display()))
    }
}

impl From<redb::Error> for Problem {
    fn from(error: redb::Error) -> Self {
        match error {
            redb::Error::DatabaseAlreadyOpen => Self::InUse,
            redb::Error::UpgradeRequired(_) => Self::Foreign,
            redb::Error::Io(error) if error.kind() != io::ErrorKind::UnexpectedEof => Self::Io(error),
            other => Self::Damaged(other.to_string()),
        }
    }
}

impl From<DatabaseError> for Problem {
    fn from(error: DatabaseError) -> Self {
        redb::Error::from(error).into()
    }
}

impl From<StorageError> for Problem {
    fn from(error: StorageError) -> Self {
        redb::Error::from(error).into()
    }
}

/// Why something could not be kept.
pub(super) fn failed(error: redb::Error) -> io::Error {
    match error {
        redb::Error::Io(error) => error,
        other => io::Error::other(other),
    }
}

/// A record that cannot be read or written.
pub(super) fn broken(error: serde_json::Error) -> redb::Error {
    redb::Error::Corrupted(error.to_string())
}
