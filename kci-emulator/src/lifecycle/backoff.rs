//! How long something waits before it is tried again: twice as long every time, up to a limit.

use kci_sdk::runtime::jiff::SignedDuration;

/// The first wait.
pub(crate) const FIRST: SignedDuration = SignedDuration::from_secs(10);
/// The longest wait.
pub(crate) const LONGEST: SignedDuration = SignedDuration::from_secs(300);
/// A run of at least this length starts the waits anew.
pub(crate) const FORGIVEN_AFTER: SignedDuration = SignedDuration::from_secs(600);

/// The waits between tries, from the first on.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Backoff {
    next: SignedDuration,
}

impl Backoff {
    /// Nothing was tried yet.
    pub(crate) fn new() -> Self {
        Self { next: FIRST }
    }

    /// How long to wait after something that lasted for `lasted`.
    pub(crate) fn after(&mut self, lasted: SignedDuration) -> SignedDuration {
        if lasted >= FORGIVEN_AFTER {
            self.next = FIRST;
        }
        let wait = self.next;
        self.next = self.next.saturating_mul(2).min(LONGEST);
        wait
    }
}

/// Whether every further wait is as long as `wait`, if everything lasts for `lasted` as it did before that wait.
pub(crate) fn is_settled(lasted: SignedDuration, wait: SignedDuration) -> bool {
    lasted >= FORGIVEN_AFTER || wait == LONGEST
}

#[cfg(test)]
mod tests {
    use super::*;

    fn waits(lasted: i64, count: usize) -> Vec<i64> {
        let mut backoff = Backoff::new();
        (0..count).map(|_| backoff.after(SignedDuration::from_secs(lasted)).as_secs()).collect()
    }

    #[test]
    fn waits_double_up_to_five_minutes() {
        assert_eq!(waits(1, 8), [10, 20, 40, 80, 160, 300, 300, 300]);
    }

    #[test]
    fn a_long_run_starts_the_waits_anew() {
        assert_eq!(waits(600, 3), [10, 10, 10]);
    }
}
