//! How long to wait before asking again.

use std::time::Duration;

use crate::random::Random;

/// However short it is told to wait: it does not ask without pause.
const LEAST: Duration = Duration::from_millis(1);

/// Delays that grow: each is twice as long as the one before up to the longest, and up to half of each is left to chance.
#[derive(Debug)]
pub(super) struct Pace {
    next: Duration,
    longest: Duration,
    random: Random,
}

impl Pace {
    pub(super) fn new(first: Duration, longest: Duration, random: Random) -> Self {
        let longest = longest.max(LEAST);
        Self { next: first.clamp(LEAST, longest), longest, random }
    }

    /// How long to wait now.
    pub(super) fn next(&mut self) -> Duration {
        let delay = self.next;
        self.next = delay.saturating_mul(2).min(self.longest);
        self.random.between(delay / 2, delay).max(LEAST)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    fn pace(first: Duration, longest: Duration) -> Pace {
        Pace::new(first, longest, Random::from_seed(1))
    }

    #[test]
    fn delays_double_up_to_the_longest_and_lie_in_their_upper_half() {
        let mut pace = pace(2 * SECOND, 30 * SECOND);
        for most in [2, 4, 8, 16, 30, 30, 30] {
            let (delay, most) = (pace.next(), most * SECOND);
            assert!((most / 2..=most).contains(&delay), "{delay:?} of {most:?}");
        }
    }

    #[test]
    fn a_delay_of_nothing_is_a_short_one() {
        let mut pace = pace(Duration::ZERO, Duration::ZERO);
        assert!((0..10).all(|_| pace.next() == LEAST));
    }

    #[test]
    fn the_first_delay_is_no_longer_than_the_longest() {
        assert!(pace(Duration::MAX, SECOND).next() <= SECOND);
        assert!(pace(Duration::MAX, Duration::MAX).next() >= Duration::MAX / 2);
    }
}
