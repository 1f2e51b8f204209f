//! How far the service's clock is ahead of ours.

use std::sync::atomic::{AtomicI64, Ordering};

use jiff::{SignedDuration, Timestamp};

use crate::error::Error;

/// What was learned from an answer that said what time it is. Signatures go by it; it is kept as long as the client.
#[derive(Debug, Default)]
pub(super) struct ClockSkew {
    seconds: AtomicI64,
}

/// Differences that no service refuses: the answer's own way, and whole seconds.
const TOLERATED: i64 = 30;

impl ClockSkew {
    /// The time at the service.
    pub(super) fn correct(&self, now: Timestamp) -> Timestamp {
        let ahead = SignedDuration::from_secs(self.seconds.load(Ordering::Relaxed));
        now.checked_add(ahead).unwrap_or(now)
    }

    /// Learns from an error that can come from a wrong clock. Says whether there was something new, so that signing
    /// again can help.
    pub(super) fn learn(&self, now: Timestamp, error: &Error) -> bool {
        let Error::Service(service_error) = error else { return false };
        let Some(there) = service_error.history.server_time.filter(|_| service_error.may_be_clock_skew()) else {
            return false;
        };
        let ahead = there.duration_since(now).as_secs();
        if (ahead - self.seconds.load(Ordering::Relaxed)).abs() <= TOLERATED {
            return false;
        }
        self.seconds.store(ahead, Ordering::Relaxed);
        tracing::warn!(ahead_seconds = ahead, "the clock of this machine and that of the service differ");
        true
    }
}
