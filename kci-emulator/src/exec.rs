//! What is spoken over the WebSocket of `ExecContainerCommand`, for clients to be tried against: a shell that gives back
//! what it is given.
//!
//! No source says what the service speaks there. **This is our own guess**: what the API of Kubernetes speaks, under the
//! subprotocol `v4.channel.k8s.io`. Every message is binary, and its first byte says what the rest is:
//!
//! | byte | from | what |
//! |---|---|---|
//! | 0 | client | bytes for the standard input |
//! | 1 | emulator | bytes of the standard output |
//! | 2 | emulator | bytes of the standard error; this shell writes none |
//! | 3 | emulator | JSON, once, at the end: `{"status": "Success"}`, or `{"status": "Failure", "reason": "NonZeroExitCode", "details": {"causes": [{"reason": "ExitCode", "message": "3"}]}}` |
//! | 4 | client | JSON, with a terminal: `{"Width": 120, "Height": 40}` |
//!
//! Whatever the command is, a shell runs that knows two: `exit`, with a code or without, and `stty size`, which tells the
//! size of the terminal as rows and columns. Other lines are given back. With a terminal (`TTY`) every character is given
//! back as it is typed, and lines are not.
//!
//! An address holds for one connection; one that was used, or is older than the newest 1,000, is answered with 403.

use std::collections::VecDeque;
use std::sync::Mutex;

use crate::store::lock;

/// How many addresses hold at a time.
const KEPT: usize = 1_000;

/// Commands that were ordered and that nobody has connected to yet.
#[derive(Debug, Default)]
pub(crate) struct Sessions(Mutex<VecDeque<Session>>);

/// A command that was ordered.
#[derive(Debug)]
pub(crate) struct Session {
    /// The path of its address.
    pub(crate) path: String,
    /// Whether it has a terminal.
    pub(crate) tty: bool,
}

impl Sessions {
    /// Lets somebody connect at an address.
    pub(crate) fn add(&self, session: Session) {
        let mut all = lock(&self.0);
        if all.len() == KEPT {
            all.pop_front();
        }
        all.push_back(session);
    }

    /// Takes what was ordered at an address.
    #[cfg(feature = "exec")]
    fn take(&self, path: &str) -> Option<Session> {
        let mut all = lock(&self.0);
        let at = all.iter().position(|session| session.path == path)?;
        all.remove(at)
    }
}

#[cfg(feature = "exec")]
mod shell;
#[cfg(feature = "exec")]
mod socket;

#[cfg(feature = "exec")]
pub(crate) use socket::routes;
