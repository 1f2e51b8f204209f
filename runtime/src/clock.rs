//! What time it is, and waiting. All that a client does with time goes through here, so that a test can have it at once.

use std::time::Duration;

use jiff::Timestamp;

use crate::future::BoxFuture;

/// What a client goes by: signatures and expiry ask [`now`](Self::now), and whoever waits, [`sleep`](Self::sleep)s.
///
/// [`SystemClock`] is the machine's. A closure that says the time is a clock too; waiting then takes the machine's time:
///
/// ```
/// use kci_runtime::{Client, Clock, jiff::Timestamp};
///
/// let clock = || Timestamp::UNIX_EPOCH;
/// assert_eq!(clock.now().as_second(), 0);
/// let builder = Client::builder().clock(clock);
/// # let _ = builder;
/// ```
pub trait Clock: Send + Sync + 'static {
    /// The time now.
    fn now(&self) -> Timestamp;

    /// A future that ends as soon as this much time has passed by this clock. It may be dropped before.
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()>;
}

/// The machine's clock. Waiting needs a Tokio runtime with its timer enabled.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        // Begins when it is polled first: who makes it need not be within a runtime.
        Box::pin(async move { tokio::time::sleep(duration).await })
    }
}

impl<F: Fn() -> Timestamp + Send + Sync + 'static> Clock for F {
    fn now(&self) -> Timestamp {
        self()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        SystemClock.sleep(duration)
    }
}
