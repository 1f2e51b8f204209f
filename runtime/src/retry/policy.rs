//! How often a request is sent again, and how long is waited before.

use std::fmt;
use std::time::Duration;

use crate::error::{Error, ErrorKind};

/// Says whether a request is sent again, and when.
///
/// It is asked about errors that [`is_retryable`](Error::is_retryable) is true for, and no others: sending again can
/// help, and does no harm.
///
/// ```
/// use std::time::Duration;
/// use kci_runtime::{FailedAttempt, RetryPolicy};
///
/// /// Twice a second, for as long as the call may take.
/// #[derive(Debug)]
/// struct Stubborn;
///
/// impl RetryPolicy for Stubborn {
///     fn delay(&self, _failed: &FailedAttempt<'_>) -> Option<Duration> {
///         Some(Duration::from_millis(500))
///     }
/// }
/// ```
pub trait RetryPolicy: fmt::Debug + Send + Sync + 'static {
    /// How long to wait before the next attempt; `None`: there is none. What the service asks for in `Retry-After` is
    /// waited for at least.
    fn delay(&self, failed: &FailedAttempt<'_>) -> Option<Duration>;
}

/// An attempt that failed and could be made again.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct FailedAttempt<'a> {
    /// The action: `DescribeContainerGroup`.
    pub action: &'a str,
    /// Which attempt it was, from 1.
    pub attempt: u32,
    /// Why it failed.
    pub error: &'a Error,
    /// How long the call has taken until now, with all waiting.
    pub elapsed: Duration,
}

impl<'a> FailedAttempt<'a> {
    pub(crate) fn new(action: &'a str, attempt: u32, error: &'a Error, elapsed: Duration) -> Self {
        Self { action, attempt, error, elapsed }
    }
}

/// The policy of a client that is told none: up to 4 attempts, with delays that double and are drawn at random between
/// nothing and their whole ("full jitter"), so that many clients do not come back at the same moment.
///
/// | | first delay, at most | any delay, at most |
/// |---|---|---|
/// | throttled | 1 s | 20 s |
/// | anything else | 200 ms | 20 s |
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct StandardRetries {
    max_attempts: u32,
    base: Duration,
    throttled_base: Duration,
    cap: Duration,
    jitter: bool,
}

impl Default for StandardRetries {
    fn default() -> Self {
        Self {
            max_attempts: 4,
            base: Duration::from_millis(200),
            throttled_base: Duration::from_secs(1),
            cap: Duration::from_secs(20),
            jitter: true,
        }
    }
}

impl StandardRetries {
    /// The defaults.
    pub fn new() -> Self {
        Self::default()
    }

    /// How often a request is sent at most, the first time included. Default: 4. 0 is taken as 1.
    pub fn max_attempts(mut self, attempts: u32) -> Self {
        self.max_attempts = attempts;
        self
    }

    /// The most that is waited before the second attempt. Default: 200 ms.
    pub fn base(mut self, delay: Duration) -> Self {
        self.base = delay;
        self
    }

    /// The most that is waited before the second attempt where the service throttles. Default: 1 s.
    pub fn throttled_base(mut self, delay: Duration) -> Self {
        self.throttled_base = delay;
        self
    }

    /// The most that is waited before any attempt. Default: 20 s.
    pub fn cap(mut self, delay: Duration) -> Self {
        self.cap = delay;
        self
    }

    /// Always waits the most, so that a test knows how long.
    pub fn without_jitter(mut self) -> Self {
        self.jitter = false;
        self
    }

    /// The most that is waited after an attempt.
    fn ceiling(&self, base: Duration, attempt: u32) -> Duration {
        let doubled = 2_u32.checked_pow(attempt.saturating_sub(1)).and_then(|factor| base.checked_mul(factor));
        doubled.map_or(self.cap, |delay| delay.min(self.cap))
    }
}

impl RetryPolicy for StandardRetries {
    fn delay(&self, failed: &FailedAttempt<'_>) -> Option<Duration> {
        if failed.attempt >= self.max_attempts {
            return None;
        }
        let base = if failed.error.kind() == ErrorKind::Throttled { self.throttled_base } else { self.base };
        let ceiling = self.ceiling(base, failed.attempt);
        Some(if self.jitter { ceiling.mul_f64(fastrand::f64()) } else { ceiling })
    }
}

/// Sends nothing twice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NoRetries;

impl RetryPolicy for NoRetries {
    fn delay(&self, _failed: &FailedAttempt<'_>) -> Option<Duration> {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::{History, TimeoutError};

    fn delays(policy: &StandardRetries, attempts: impl IntoIterator<Item = u32>) -> Vec<Option<Duration>> {
        let error = Error::from(TimeoutError::new(Duration::from_secs(1), History::default()));
        let delay = |attempt| policy.delay(&FailedAttempt::new("A", attempt, &error, Duration::ZERO));
        attempts.into_iter().map(delay).collect()
    }

    #[test]
    fn delays_double_up_to_the_cap_and_end_with_the_attempts() {
        let policy = StandardRetries::new().without_jitter().max_attempts(6).cap(Duration::from_secs(1));
        let expected = [200, 400, 800, 1000, 1000].map(|millis| Some(Duration::from_millis(millis)));
        assert_eq!(delays(&policy, 1..=5), expected);
        assert_eq!(delays(&policy, [6, 7, u32::MAX]), [None; 3]);
    }

    #[test]
    fn the_hundredth_delay_is_the_cap() {
        let policy = StandardRetries::new().without_jitter().max_attempts(u32::MAX);
        assert_eq!(delays(&policy, [100]), [Some(Duration::from_secs(20))]);
    }

    #[test]
    fn jitter_takes_anything_from_nothing_to_the_whole_delay() {
        let drawn: Vec<_> =
            delays(&StandardRetries::new(), std::iter::repeat_n(1, 1000)).into_iter().flatten().collect();
        assert!(drawn.iter().all(|delay| *delay <= Duration::from_millis(200)));
        assert!(drawn.iter().any(|delay| *delay < Duration::from_millis(50)));
        assert!(drawn.iter().any(|delay| *delay > Duration::from_millis(150)));
    }

    #[test]
    fn no_attempts_are_one_attempt() {
        assert_eq!(delays(&StandardRetries::new().max_attempts(0), [1]), [None]);
    }
}
