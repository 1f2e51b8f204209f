//! The terminal that the program runs on: every key as it is typed, and how large it is.

/// The character that ends the input of a terminal.
pub(crate) const END: u8 = 4;

#[cfg(unix)]
pub(crate) use unix::{Raw, Resizes, size};

#[cfg(not(unix))]
pub(crate) use other::{Raw, Resizes, size};

#[cfg(unix)]
mod unix {
    use std::io;

    use rustix::termios::{OptionalActions, Termios, tcgetattr, tcgetwinsize, tcsetattr};
    use tokio::signal::unix::{Signal, SignalKind, signal};

    /// Gives every key to the program as it is typed, until it is dropped.
    pub(crate) struct Raw(Termios);

    impl Raw {
        /// `None`: there is no terminal.
        pub(crate) fn enter() -> Option<Self> {
            let before = tcgetattr(io::stdin()).ok()?;
            let mut raw = before.clone();
            raw.make_raw();
            tcsetattr(io::stdin(), OptionalActions::Now, &raw).ok()?;
            Some(Self(before))
        }
    }

    impl Drop for Raw {
        fn drop(&mut self) {
            // There is nothing to put right where the terminal is gone.
            let _ = tcsetattr(io::stdin(), OptionalActions::Now, &self.0);
        }
    }

    /// Columns and rows of the terminal.
    pub(crate) fn size() -> Option<(u16, u16)> {
        let size = tcgetwinsize(io::stdout()).ok()?;
        (size.ws_col > 0 && size.ws_row > 0).then_some((size.ws_col, size.ws_row))
    }

    /// When the terminal gets another size.
    pub(crate) struct Resizes(Option<Signal>);

    impl Resizes {
        pub(crate) fn watch() -> Self {
            Self(signal(SignalKind::window_change()).ok())
        }

        /// Waits for the next.
        pub(crate) async fn next(&mut self) {
            let next = match &mut self.0 {
                Some(signal) => signal.recv().await,
                None => None,
            };
            if next.is_none() {
                std::future::pending::<()>().await;
            }
        }
    }
}

/// Elsewhere lines are given to the program when they are complete.
#[cfg(not(unix))]
mod other {
    pub(crate) struct Raw;

    impl Raw {
        pub(crate) fn enter() -> Option<Self> {
            None
        }
    }

    pub(crate) fn size() -> Option<(u16, u16)> {
        None
    }

    pub(crate) struct Resizes;

    impl Resizes {
        pub(crate) fn watch() -> Self {
            Self
        }

        pub(crate) async fn next(&mut self) {
            std::future::pending().await
        }
    }
}
