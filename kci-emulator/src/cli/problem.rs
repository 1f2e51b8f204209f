//! Why a command could not be carried out. No message has a secret in it.

use std::io;
use std::path::PathBuf;

use kci_sdk::credentials::ProfileError;

/// Why a command could not be carried out.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Problem {
    /// The emulator could not be started, or what was to be printed could not be.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// A file cannot be read.
    #[error("{}: {reason}", .file.display())]
    Unreadable {
        /// The file.
        file: PathBuf,
        /// Why.
        reason: io::Error,
    },
    /// A line of a file of credentials is not as it should be.
    #[error("{}:{}: {}", .file.display(), .reason.line(), .reason.what())]
    Line {
        /// The file.
        file: PathBuf,
        /// Which line, and what is wrong.
        reason: ProfileError,
    },
    /// A file of credentials has none.
    #[error("{}: no [profile] with ks_access_key_id and ks_secret_access_key", .0.display())]
    Empty(PathBuf),
    /// An `--account` is not an access key, a colon and a secret key.
    #[error("--account number {0} is not of the form AK:SK")]
    Account(usize),
    /// Two accounts have the same access key.
    #[error("the access key {0} is given twice, with two secret keys")]
    Twice(String),
    /// The port is not known.
    #[error("port 0 is a free one, and which one only the emulator knows: say the port that it listens on")]
    NoPort,
    /// No emulator answers.
    #[error("no emulator answers at {endpoint}: {reason}; --no-check prints the lines nevertheless")]
    NoAnswer {
        /// Where it was asked.
        endpoint: String,
        /// What happened instead.
        reason: String,
    },
}
