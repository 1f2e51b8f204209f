//! How far something is: one line on a terminal, which changes in place; plain lines elsewhere, each once.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::say;

/// A line that says how far something is. It goes away when it is dropped.
#[derive(Debug)]
pub struct Progress {
    bar: Option<ProgressBar>,
    quiet: bool,
    last: String,
}

/// How often the sign of life moves.
const TICK: Duration = Duration::from_millis(120);

impl Progress {
    pub(super) fn new(is_watched: bool, quiet: bool) -> Self {
        let bar = is_watched.then(|| {
            let bar = ProgressBar::new_spinner().with_style(ProgressStyle::default_spinner());
            bar.set_draw_target(ProgressDrawTarget::stderr());
            bar.enable_steady_tick(TICK);
            bar
        });
        Self { bar, quiet, last: String::new() }
    }

    /// Says how far it is. Where nobody watches, a text that was said already is not said again.
    pub fn set(&mut self, text: impl Into<String>) {
        let text = text.into();
        if text == self.last {
            return;
        }
        match &self.bar {
            Some(bar) => bar.set_message(text.clone()),
            None if !self.quiet => say(&text),
            None => {}
        }
        self.last = text;
    }

    /// Runs something that writes to the terminal, such as a line of data, with the line out of the way.
    pub fn suspend<T>(&self, write: impl FnOnce() -> T) -> T {
        match &self.bar {
            Some(bar) => bar.suspend(write),
            None => write(),
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
