//! How many retries all calls of a client may have between them.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use crate::error::ErrorKind;

/// A bucket of tokens that retries are paid from, shared by all calls of a client and by all clients that it is given
/// to. While most calls fail it runs empty, and then they fail at once instead of making it worse; each call that
/// succeeds fills it again. An error says so in [`gave_up`](crate::Error::gave_up).
///
/// | | tokens |
/// |---|---|
/// | holds, and has at first | 500 |
/// | a retry | 5 |
/// | a retry after a timeout | 10 |
/// | a call that succeeds after retries | gives back what its last retry took |
/// | a call that succeeds at once | gives 1 |
#[derive(Clone, Debug)]
pub struct RetryQuota {
    bucket: Option<Arc<Bucket>>,
}

#[derive(Debug)]
struct Bucket {
    tokens: AtomicU32,
    capacity: u32,
}

const RETRY: u32 = 5;
const RETRY_AFTER_TIMEOUT: u32 = 10;

impl Default for RetryQuota {
    fn default() -> Self {
        Self::new(500)
    }
}

impl RetryQuota {
    /// A full bucket that holds so many tokens.
    #[must_use]
    pub fn new(capacity: u32) -> Self {
        Self { bucket: Some(Arc::new(Bucket { tokens: AtomicU32::new(capacity), capacity })) }
    }

    /// No quota: retries cost nothing.
    #[must_use]
    pub fn unlimited() -> Self {
        Self { bucket: None }
    }

    /// How many tokens are left; `None` if there is no quota.
    pub fn tokens(&self) -> Option<u32> {
        self.bucket.as_ref().map(|bucket| bucket.tokens.load(Ordering::Relaxed))
    }

    /// Takes what a retry after such an error costs; `None` if it is not there.
    pub(crate) fn take(&self, kind: ErrorKind) -> Option<u32> {
        let Some(bucket) = &self.bucket else { return Some(0) };
        let price = if kind == ErrorKind::Timeout { RETRY_AFTER_TIMEOUT } else { RETRY };
        let paid = bucket.tokens.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |tokens| tokens.checked_sub(price));
        paid.is_ok().then_some(price)
    }

    /// A call succeeded, whose last retry had cost this.
    pub(crate) fn give(&self, paid: u32) {
        let Some(bucket) = &self.bucket else { return };
        let fill = |tokens: u32| {
            let filled = tokens.saturating_add(paid.max(1)).min(bucket.capacity);
            (filled != tokens).then_some(filled)
        };
        let _ = bucket.tokens.fetch_update(Ordering::Relaxed, Ordering::Relaxed, fill);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_bucket_pays_for_nothing_until_calls_succeed() {
        let quota = RetryQuota::new(12);
        assert_eq!(quota.take(ErrorKind::Throttled), Some(5));
        assert_eq!(quota.take(ErrorKind::Timeout), None, "a timeout costs more than is left");
        assert_eq!(quota.take(ErrorKind::ServiceFault), Some(5));
        assert_eq!((quota.take(ErrorKind::Connect), quota.tokens()), (None, Some(2)));
        for _ in 0..3 {
            quota.give(0);
        }
        assert_eq!(quota.take(ErrorKind::Connect), Some(5));
        quota.give(5);
        quota.give(100);
        assert_eq!(quota.tokens(), Some(12), "it holds no more than that");
    }

    #[test]
    fn clones_share_the_bucket() {
        let (one, other) = (RetryQuota::new(5), RetryQuota::unlimited());
        assert_eq!(one.clone().take(ErrorKind::Connect), Some(5));
        assert_eq!(
            (one.take(ErrorKind::Connect), other.take(ErrorKind::Connect), other.tokens()),
            (None, Some(0), None)
        );
    }
}
