//! The clock that everything in the emulator happens by.

mod waiting;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use kci_sdk::runtime::BoxFuture;
use kci_sdk::runtime::jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

pub use self::waiting::Hold;
use self::waiting::Waiting;

/// The first moment that the clock shows.
const FIRST: i64 = -62_135_596_800;
/// The last: there is room behind it for whatever comes after a moment, up to the end of what a timestamp can say.
const LAST: i64 = 221_845_392_000;

/// A clock that can be turned, between the years 1 and 9000. Clones are the same clock.
///
/// Programs can wait by it ([`sleep_until`](Self::sleep_until), [`sleep`](Self::sleep)). One that stands still then moves
/// on by itself: to the earliest moment that anybody waits for, once everybody waits. So what takes minutes is over at
/// once, and in the same order as if it had taken them:
///
/// ```
/// use std::time::Duration;
///
/// use kci_emulator::Clock;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let clock = Clock::stopped_at("2026-11-24T00:00:00Z".parse()?);
/// let poll = async {
///     clock.sleep(Duration::from_secs(60)).await;
///     clock.now()
/// };
/// let give_up = clock.sleep(Duration::from_secs(600));
/// let (polled, ()) = tokio::join!(poll, give_up);
/// assert_eq!(polled.to_string(), "2026-11-24T00:01:00Z");
/// assert_eq!(clock.now().to_string(), "2026-11-24T00:10:00Z");
/// # Ok(())
/// # }
/// ```
///
/// It moves only while nobody [holds](Self::hold) it, as the emulator does while it answers a request, and after all whose
/// moment has come have gone on. What else a program does besides waiting, the clock cannot see: it gives whatever is
/// about to happen on the same runtime a while to begin, and who needs to be sure holds it. Where nobody waits by it, it
/// stands still.
#[derive(Clone, Debug)]
pub struct Clock {
    state: Arc<Mutex<State>>,
}

/// Clients go by it: [`Emulator::client`](crate::Emulator::client) does.
impl kci_sdk::runtime::Clock for Clock {
    fn now(&self) -> Timestamp {
        self.now()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        let clock = self.clone();
        Box::pin(async move { clock.sleep(duration).await })
    }
}

/// What a clock goes by, and who waits for it.
#[derive(Debug)]
struct State {
    reading: Reading,
    waiting: Waiting,
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

    /// What it shows. Turned further than to the beginning of the year 1 or 9000, it stays there.
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

    /// Waits until it shows this moment or a later one, or the last that it can show. A clock that stands still
    /// [moves on by itself](Self) once everybody waits; one that runs is waited for with the timer of Tokio's runtime.
    pub async fn sleep_until(&self, time: Timestamp) {
        waiting::sleep_until(self, within(time)).await;
    }

    /// Waits for so long, by this clock.
    pub async fn sleep(&self, time: Duration) {
        let time = SignedDuration::try_from(time).unwrap_or(SignedDuration::MAX);
        self.sleep_until(self.now().saturating_add(time).unwrap_or(Timestamp::MAX)).await;
    }

    /// Keeps it from moving on by itself until the [`Hold`] is dropped: something is going on that is no waiting. It can
    /// still be turned.
    pub fn hold(&self) -> Hold {
        waiting::hold(self)
    }

    /// Lets go what somebody holds by the number of the hold.
    pub(crate) fn let_go(&self, number: u64) {
        waiting::let_go(self, number);
    }

    /// What it goes by.
    pub(crate) fn reading(&self) -> Reading {
        self.state().reading
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn change(&self, change: impl FnOnce(Reading) -> Reading) {
        let mut state = self.state();
        state.reading = match change(state.reading) {
            Reading::Stopped(time) => Reading::Stopped(within(time)),
            ahead @ Reading::Ahead(_) => ahead,
        };
        state.waiting.turned();
    }
}

/// The moment of all that the clock shows which is nearest to `time`.
pub(crate) fn within(time: Timestamp) -> Timestamp {
    let [first, last] = [FIRST, LAST].map(|second| Timestamp::from_second(second).unwrap_or(time));
    time.clamp(first, last)
}

impl From<Reading> for Clock {
    fn from(reading: Reading) -> Self {
        Self { state: Arc::new(Mutex::new(State { reading, waiting: Waiting::default() })) }
    }
}

impl Reading {
    fn shows(self) -> Timestamp {
        match self {
            Self::Ahead(ahead) => within(Timestamp::now().saturating_add(ahead).unwrap_or(Timestamp::MAX)),
            Self::Stopped(time) => within(time),
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
    fn turned_too_far_it_stays_in_the_last_year_or_in_the_first() {
        for clock in [Clock::stopped_at(Timestamp::UNIX_EPOCH), Clock::real()] {
            clock.advance(Duration::MAX);
            assert_eq!(clock.now().to_string(), "9000-01-01T00:00:00Z");
            clock.set(Timestamp::MIN);
            assert_eq!(clock.now().to_string(), "0001-01-01T00:00:00Z");
            clock.set(Timestamp::MAX);
            clock.stop();
            clock.advance(Duration::from_secs(1));
            assert_eq!(clock.now().to_string(), "9000-01-01T00:00:00Z");
        }
    }
}
