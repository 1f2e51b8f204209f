//! Why a file cannot be used, and what to do about it.

use std::io;
use std::path::Path;

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
    Io(io::Error),
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

impl<E: Into<Failure>> From<E> for Problem {
    fn from(error: E) -> Self {
        match *error.into().0 {
            redb::Error::DatabaseAlreadyOpen => Self::InUse,
            redb::Error::UpgradeRequired(_) => Self::Foreign,
            redb::Error::Io(error) if error.kind() != io::ErrorKind::UnexpectedEof => Self::Io(error),
            other => Self::Damaged(other.to_string()),
        }
    }
}

/// Why the store did not read or write something.
#[derive(Debug)]
pub(super) struct Failure(Box<redb::Error>);

impl<E: Into<redb::Error>> From<E> for Failure {
    fn from(error: E) -> Self {
        Self(Box::new(error.into()))
    }
}

impl From<Failure> for io::Error {
    fn from(failure: Failure) -> Self {
        match *failure.0 {
            redb::Error::Io(error) => error,
            other => Self::other(other),
        }
    }
}

/// A record that cannot be read or written.
pub(super) fn broken(error: &serde_json::Error) -> Failure {
    redb::Error::Corrupted(error.to_string()).into()
}
