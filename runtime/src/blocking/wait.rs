//! Waiting for a state, and creating exactly once.

use std::time::Duration;

use super::{CreateOnce, Wait};
use crate::call::{FindAgain, Presence, Progress, Waiter};

impl<W: Waiter> Wait<W> {
    /// How long to wait before asking again, the first time; then twice as long each time. At least a millisecond.
    /// Default: the waiter's own.
    pub fn delay(self, delay: Duration) -> Self {
        self.map(|wait| wait.delay(delay))
    }

    /// How long at most to wait before asking again. Default: the waiter's own.
    pub fn max_delay(self, delay: Duration) -> Self {
        self.map(|wait| wait.max_delay(delay))
    }

    /// How long to wait altogether: see [`Wait::deadline`](crate::Wait::deadline). Default: the waiter's own.
    pub fn deadline(self, deadline: Duration) -> Self {
        self.map(|wait| wait.deadline(deadline))
    }

    /// How long something that was asked for by its id may be missing: see [`Wait::grace`](crate::Wait::grace).
    /// Default: the waiter's own.
    pub fn grace(self, grace: Duration) -> Self {
        self.map(|wait| wait.grace(grace))
    }

    /// Is called, on the thread that waits, after every question that does not end the waiting.
    pub fn on_progress(self, callback: impl FnMut(&Progress<'_>) + Send + 'static) -> Self {
        self.map(|wait| wait.on_progress(callback))
    }
}

impl<A: FindAgain> CreateOnce<A> {
    /// How long is looked for what a lost request may still create, before it is sent again. Default: 15 seconds.
    pub fn settle(self, settle: Duration) -> Self {
        self.map(|create| create.settle(settle))
    }

    /// How often it is sent at most, retries of what was refused not counted. Default: 10.
    pub fn max_sends(self, sends: u32) -> Self {
        self.map(|create| create.max_sends(sends))
    }

    /// Looks whether it is there, and sends nothing else.
    pub fn presence(&self) -> Presence<A::Response> {
        self.driver.block_on(self.inner.presence()).unwrap_or_else(Presence::Unknown)
    }
}
