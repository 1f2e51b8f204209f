//! The clock that everything in the emulator happens by.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use kci_sdk::runtime::jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// A clock that can be turned. Clones are the same clock.
#[derive(Clone, Debug)]
pub struct Clock {
    reading: Arc<Mutex<Reading>>,
}

/// What a clock goes by.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(crate) enum Reading {
    /// The machine's clock, this much ahead.
    Ahead(SignedDuration),
    /// Stands still.
    Stopped(Timestamp),
}

impl Clock {
    /// The machine's clock.
    pub fn real() -> Self {
        Reading::Ahead(SignedDuration::ZERO).into()
    }

    /// A clock that stands still at `time` until it is turned.
    pub fn stopped_at(time: Timestamp) -> Self {
        Reading::Stopped(time).into()
    }

    /// What it shows. Beyond the last moment that a timestamp can say, it stays there.
    pub fn now(&self) -> Timestamp {
        self.reading().shows()
    }

    /// Turns it forward. A running clock goes on running.
    pub fn advance(&self, by: Duration) {
        let by = SignedDuration::try_from(by).unwrap_or(SignedDuration::MAX);
        self.change(|reading| match reading {
            Reading::Ahead(ahead) => Reading::Ahead(ahead.saturating_add(by)),
            Reading::Stopped(time) => Reading::Stopped(time.saturating_add(by).unwrap_or(Timestamp::MAX)),
        });
    }

    /// Sets it, forward or back. A running clock goes on running from there.
    pub fn set(&self, time: Timestamp) {
        self.change(|reading| match reading {
            Reading::Ahead(_) => Reading::Ahead(time.duration_since(Timestamp::now())),
            Reading::Stopped(_) => Reading::Stopped(time),
        });
    }

    /// Whether it runs by itself.
    pub fn is_running(&self) -> bool {
        matches!(self.reading(), Reading::Ahead(_))
    }

    /// Lets it stand still at what it shows.
    pub fn stop(&self) {
        self.change(|reading| Reading::Stopped(reading.shows()));
    }

    /// Lets it run on from what it shows.
    pub fn run(&self) {
        self.change(|reading| Reading::Ahead(reading.shows().duration_since(Timestamp::now())));
    }

    /// What it goes by.
    pub(crate) fn reading(&self) -> Reading {
        *self.reading.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn change(&self, change: impl FnOnce(Reading) -> Reading) {
        let mut reading = self.reading.lock().unwrap_or_else(PoisonError::into_inner);
        *reading = change(*reading);
    }
}

impl From<Reading> for Clock {
    fn from(reading: Reading) -> Self {
        Self { reading: Arc::new(Mutex::new(reading)) }
    }
}

impl Reading {
    fn shows(self) -> Timestamp {
        match self {
            Self::Ahead(ahead) => Timestamp::now().saturating_add(ahead).unwrap_or(Timestamp::MAX),
            Self::Stopped(time) => time,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stopped_clock_moves_only_when_it_is_turned() {
        let clock = Clock::stopped_at(Timestamp::UNIX_EPOCH);
        assert_eq!(clock.now(), Timestamp::UNIX_EPOCH);
        clock.advance(Duration::from_secs(90));
        assert_eq!(clock.now().as_second(), 90);
        clock.set(Timestamp::UNIX_EPOCH);
        assert_eq!(clock.now().as_second(), 0);
    }

    #[test]
    fn a_running_clock_can_be_turned_ahead() {
        let clock = Clock::real();
        let before = Timestamp::now();
        clock.advance(Duration::from_secs(3600));
        assert!(clock.now().duration_since(before) >= SignedDuration::from_hours(1));
    }

    #[test]
    fn a_running_clock_can_be_stopped_and_run_again() {
        let clock = Clock::real();
        clock.advance(Duration::from_secs(3600));
        clock.stop();
        assert!(!clock.is_running());
        let stopped = clock.now();
        assert_eq!(clock.now(), stopped);
        clock.run();
        assert!(clock.is_running());
        assert!(clock.now().duration_since(stopped).abs() < SignedDuration::from_mins(30));
    }

    #[test]
    fn clones_are_the_same_clock() {
        let clock = Clock::stopped_at(Timestamp::UNIX_EPOCH);
        clock.clone().advance(Duration::from_secs(1));
        assert_eq!(clock.now().as_second(), 1);
    }

    #[test]
    fn turning_it_too_far_stops_at_the_end_of_time() {
        let clock = Clock::stopped_at(Timestamp::UNIX_EPOCH);
        clock.advance(Duration::MAX);
        assert_eq!(clock.now(), Timestamp::MAX);
    }
}
