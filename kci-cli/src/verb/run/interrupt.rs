//! Ctrl-C, and whatever else asks the program to end.

use std::io::{self, IsTerminal as _, Write as _};

use kci_cli_runtime::{Context, Failure};
use tokio::sync::oneshot;

/// The signals that ask the program to end.
#[derive(Debug)]
pub(super) struct Interrupts {
    /// How often it was asked.
    pub(super) count: u32,
    #[cfg(unix)]
    signals: [tokio::signal::unix::Signal; 3],
}

impl Interrupts {
    /// From now on they do not end the program.
    pub(super) fn catch() -> Result<Self, Failure> {
        #[cfg(unix)]
        {
            use tokio::signal::unix::{SignalKind, signal};
            let catch = |kind| signal(kind).map_err(|error| Failure::other(format!("signals: {error}")));
            let signals =
                [catch(SignalKind::interrupt())?, catch(SignalKind::terminate())?, catch(SignalKind::hangup())?];
            Ok(Self { count: 0, signals })
        }
        #[cfg(not(unix))]
        Ok(Self { count: 0 })
    }

    /// Waits for the next.
    pub(super) async fn next(&mut self) {
        #[cfg(unix)]
        {
            let [interrupt, terminate, hangup] = &mut self.signals;
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
                _ = hangup.recv() => {}
            }
        }
        #[cfg(not(unix))]
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
        self.count += 1;
    }
}

/// What became of a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reply {
    Yes,
    No,
    /// Another interrupt came.
    Interrupted,
}

/// Asks whoever sits at the terminal; where nobody does, the reply is yes.
pub(super) async fn ask(cx: &Context, interrupts: &mut Interrupts, question: &str) -> Reply {
    if !io::stdin().is_terminal() || !cx.out.is_watched() {
        return Reply::Yes;
    }
    // Nobody is left to ask if standard error is gone; then nothing is read either.
    let _ = write!(io::stderr().lock(), "{question} [Y/n] ");
    let (send, reply) = oneshot::channel();
    // A thread of its own: reading cannot be given up, and must not hold up the end of the program.
    std::thread::spawn(move || {
        let mut line = String::new();
        let read = io::stdin().read_line(&mut line);
        let _ = send.send(read.is_ok() && line.trim_start().starts_with(['n', 'N']));
    });
    tokio::select! {
        reply = reply => if reply == Ok(true) { Reply::No } else { Reply::Yes },
        () = interrupts.next() => Reply::Interrupted,
    }
}
