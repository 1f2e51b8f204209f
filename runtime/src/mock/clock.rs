//! A clock on which waiting takes no time.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use jiff::Timestamp;

use crate::clock::Clock;
use crate::future::BoxFuture;

/// Begins at the machine's time, and goes on only by what is waited for.
pub(super) struct MockClock {
    now: Mutex<Timestamp>,
}

impl Default for MockClock {
    fn default() -> Self {
        Self { now: Mutex::new(Timestamp::now()) }
    }
}

impl Clock for MockClock {
    fn now(&self) -> Timestamp {
        *self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        let mut now = self.now.lock().unwrap_or_else(PoisonError::into_inner);
        *now = now.checked_add(duration).unwrap_or(Timestamp::MAX);
        Box::pin(std::future::ready(()))
    }
}
