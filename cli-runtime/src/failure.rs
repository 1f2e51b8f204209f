//! How a command ends.

use std::fmt;
use std::process::ExitCode;

use kci_runtime::{Error, ErrorKind, WaiterEnd};

use crate::lang::Text;

/// The status that a program ends with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exit(pub u8);

impl Exit {
    /// All went well.
    pub const SUCCESS: Self = Self(0);
    /// Something else went wrong.
    pub const OTHER: Self = Self(1);
    /// The command line is wrong.
    pub const USAGE: Self = Self(2);
    /// The request breaks rules of the documents, and was not sent.
    pub const VALIDATION: Self = Self(3);
    /// The service answered that it does not do what was asked.
    pub const SERVICE: Self = Self(4);
    /// What was asked for is not there.
    pub const NOT_FOUND: Self = Self(5);
    /// It took too long.
    pub const TIMEOUT: Self = Self(6);
    /// There are no credentials, or a setting cannot work.
    pub const SETTINGS: Self = Self(7);
    /// The service could not be reached, or the connection broke.
    pub const CONNECTION: Self = Self(8);
    /// What was waited for will not come.
    pub const WAITER: Self = Self(9);
    /// Of verbs that end with a container's own status: the program itself failed.
    pub const NOT_THE_CONTAINER: Self = Self(125);
    /// It was interrupted.
    pub const INTERRUPTED: Self = Self(130);
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.0)
    }
}

/// Why a command failed, for a person, and the status that says so to a program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The status.
    pub exit: Exit,
    /// What went wrong; several lines where several things did.
    pub message: String,
    /// What to do, if that is known.
    pub help: Option<String>,
}

impl Failure {
    /// A failure.
    pub fn new(exit: Exit, message: impl Into<String>) -> Self {
        Self { exit, message: message.into(), help: None }
    }

    /// The command line is wrong.
    pub fn usage(message: impl Into<String>) -> Self {
        Self::new(Exit::USAGE, message)
    }

    /// Something is not there.
    pub fn not_found(message: impl Into<String>) -> Self {
        Self::new(Exit::NOT_FOUND, message)
    }

    /// Anything else.
    pub fn other(message: impl Into<String>) -> Self {
        Self::new(Exit::OTHER, message)
    }

    /// The same, with what to do.
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Failure {}

/// Why the value of an option is none, in both languages; for parsers of values that clap calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Invalid(pub Text);

impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.en)
    }
}

impl std::error::Error for Invalid {}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::new(exit_of(&error), error.to_string())
    }
}

fn exit_of(error: &Error) -> Exit {
    if let Error::Waiter(error) = error {
        return match error.end() {
            WaiterEnd::Deadline => Exit::TIMEOUT,
            WaiterEnd::Missing => Exit::NOT_FOUND,
            _ => Exit::WAITER,
        };
    }
    match error.kind() {
        ErrorKind::Validation => Exit::VALIDATION,
        ErrorKind::Credentials | ErrorKind::Configuration => Exit::SETTINGS,
        ErrorKind::Connect | ErrorKind::ConnectionLost => Exit::CONNECTION,
        ErrorKind::Timeout => Exit::TIMEOUT,
        ErrorKind::DryRun => Exit::SUCCESS,
        _ if error.http_status() == Some(404) => Exit::NOT_FOUND,
        _ => Exit::SERVICE,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_of_the_settings_is_told_from_others() {
        assert_eq!(Failure::from(Error::Credentials("none".to_owned())).exit, Exit::SETTINGS);
        assert_eq!(Failure::usage("no").exit, Exit::USAGE);
    }
}
