//! Chance, for the jitter of waits: a thousand clients that start together should not go on together.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// Random numbers, or such that follow from a seed. Clones draw from the same.
#[derive(Clone, Debug, Default)]
pub(crate) struct Random(Arc<Mutex<fastrand::Rng>>);

impl Random {
    /// The same numbers every time.
    pub(crate) fn from_seed(seed: u64) -> Self {
        Self(Arc::new(Mutex::new(fastrand::Rng::with_seed(seed))))
    }

    /// A time between these, both included.
    pub(crate) fn between(&self, least: Duration, most: Duration) -> Duration {
        let share = self.0.lock().unwrap_or_else(PoisonError::into_inner).f64();
        least.saturating_add(most.saturating_sub(least).mul_f64(share))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_lie_between_and_follow_from_the_seed() {
        let draw = |seed| {
            let random = Random::from_seed(seed);
            (0..100).map(|_| random.between(Duration::from_secs(1), Duration::from_secs(2))).collect::<Vec<_>>()
        };
        let times = draw(7);
        assert!(times.iter().all(|time| (1.0..=2.0).contains(&time.as_secs_f64())), "{times:?}");
        assert!(times.iter().any(|time| time.as_secs_f64() < 1.2) && times.iter().any(|time| time.as_secs_f64() > 1.8));
        assert_eq!(draw(7), times);
        assert_ne!(draw(8), times);
    }

    #[test]
    fn no_time_is_too_long() {
        let random = Random::default();
        assert!(random.between(Duration::ZERO, Duration::MAX) <= Duration::MAX);
        assert_eq!(random.between(Duration::MAX, Duration::ZERO), Duration::MAX);
    }
}
