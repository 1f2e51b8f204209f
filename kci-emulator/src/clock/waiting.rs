//! Who waits for a clock, and who keeps a stopped one from moving on by itself.
//!
//! That all who wait are waiting cannot be seen from the clock alone: whoever was woken has things to do first, and
//! requests and answers are under way between sockets. So a stopped clock moves on only where nobody holds it, everybody
//! whose moment has come has gone on, and nothing of this has changed while the runtime went round a number of times.
//! The one who waits for the earliest moment looks after that; the others sleep until they are woken.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use kci_sdk::runtime::jiff::Timestamp;
use tokio::sync::Notify;

use super::{Clock, Reading};

/// How often the runtime goes round, with nothing changed, before a stopped clock moves on.
const ROUNDS: u32 = 64;

/// Who waits for a clock, and who holds it.
#[derive(Debug, Default)]
pub(super) struct Waiting {
    sleepers: BTreeMap<Key, Arc<Notify>>,
    /// Those who hold it, by number, and whether they do: one may have been made to let go.
    holds: BTreeMap<u64, bool>,
    /// The number of the next sleeper or holder.
    next: u64,
    /// How often any of this changed.
    changes: u64,
}

/// A sleeper: the moment it waits for, and its number.
type Key = (Timestamp, u64);

/// What a sleeper waits for next.
enum Step {
    /// Nothing: its moment has come.
    Over,
    /// So much of the machine's time, unless it is woken before.
    Machine(Duration),
    /// To be woken.
    Woken,
    /// That nothing changes while the runtime goes round, after so many changes.
    Quiet(u64),
}

impl Waiting {
    fn number(&mut self) -> u64 {
        self.next = self.next.wrapping_add(1);
        self.next
    }

    /// Who or what is there has changed: whoever leads looks again. The others have no more to wait for than before.
    fn changed(&mut self) {
        self.changes = self.changes.wrapping_add(1);
        if let Some(leader) = self.sleepers.values().next() {
            leader.notify_one();
        }
    }

    /// The clock was turned: everybody looks again.
    pub(super) fn turned(&mut self) {
        self.changes = self.changes.wrapping_add(1);
        self.sleepers.values().for_each(|sleeper| sleeper.notify_one());
    }

    fn step(&self, reading: Reading, sleeper: Key) -> Step {
        let now = reading.shows();
        if now >= sleeper.0 {
            return Step::Over;
        }
        if let Reading::Ahead(_) = reading {
            return Step::Machine(sleeper.0.duration_since(now).unsigned_abs());
        }
        if self.may_move(sleeper) { Step::Quiet(self.changes) } else { Step::Woken }
    }

    /// Whether a stopped clock may move on to what a sleeper waits for. Nobody leads before one whose moment has come
    /// and who has not gone on yet.
    fn may_move(&self, sleeper: Key) -> bool {
        self.sleepers.keys().next() == Some(&sleeper) && !self.holds.values().any(|holds| *holds)
    }
}

/// Keeps a stopped clock from moving on by itself until this is dropped.
#[derive(Debug)]
#[must_use = "the clock is let go when this is dropped"]
pub struct Hold {
    clock: Clock,
    number: u64,
}

impl Hold {
    /// Its number among all holds of the clock. A client that holds an emulator's clock until it is answered sends it in
    /// the header `x-kci-hold`; where a [`FaultKind::Hang`](crate::FaultKind::Hang) keeps the answer back, the emulator
    /// lets go for it, so that time goes on and the client's patience ends.
    pub fn number(&self) -> u64 {
        self.number
    }
}

impl Drop for Hold {
    fn drop(&mut self) {
        let mut state = self.clock.state();
        state.waiting.holds.remove(&self.number);
        state.waiting.changed();
    }
}

/// Somebody who waits; no longer when this is dropped.
struct Sleeper {
    clock: Clock,
    key: Key,
    woken: Arc<Notify>,
}

impl Sleeper {
    fn new(clock: Clock, until: Timestamp) -> Self {
        let woken = Arc::new(Notify::new());
        let mut state = clock.state();
        let key = (until, state.waiting.number());
        state.waiting.sleepers.insert(key, woken.clone());
        state.waiting.changed();
        drop(state);
        Self { clock, key, woken }
    }

    async fn sleep(&self) {
        loop {
            let step = {
                let state = self.clock.state();
                state.waiting.step(state.reading, self.key)
            };
            match step {
                Step::Over => return,
                Step::Woken => self.woken.notified().await,
                Step::Machine(time) => {
                    // Either way it looks again.
                    let _ = tokio::time::timeout(time, self.woken.notified()).await;
                }
                Step::Quiet(changes) => {
                    if self.is_quiet(changes).await {
                        self.move_on(changes);
                    }
                }
            }
        }
    }

    /// Whether nothing changes while the runtime goes round.
    async fn is_quiet(&self, changes: u64) -> bool {
        for _ in 0..ROUNDS {
            tokio::task::yield_now().await;
            if self.clock.state().waiting.changes != changes {
                return false;
            }
        }
        true
    }

    /// Turns the clock to what this waits for, unless anything has changed.
    fn move_on(&self, changes: u64) {
        let mut state = self.clock.state();
        let stopped = matches!(state.reading, Reading::Stopped(_));
        if stopped && state.waiting.changes == changes && state.waiting.may_move(self.key) {
            state.reading = Reading::Stopped(self.key.0);
            state.waiting.turned();
        }
    }
}

impl Drop for Sleeper {
    fn drop(&mut self) {
        let mut state = self.clock.state();
        state.waiting.sleepers.remove(&self.key);
        state.waiting.changed();
    }
}

/// Waits until the clock shows a moment.
pub(super) async fn sleep_until(clock: &Clock, until: Timestamp) {
    if clock.now() < until {
        Sleeper::new(clock.clone(), until).sleep().await;
    }
}

/// Holds the clock.
pub(super) fn hold(clock: &Clock) -> Hold {
    let mut state = clock.state();
    let number = state.waiting.number();
    state.waiting.holds.insert(number, true);
    state.waiting.changed();
    Hold { clock: clock.clone(), number }
}

/// Lets go what is held by a number, as if it had been dropped.
pub(super) fn let_go(clock: &Clock, number: u64) {
    let mut state = clock.state();
    if let Some(holds) = state.waiting.holds.get_mut(&number) {
        *holds = false;
        state.waiting.changed();
    }
}

#[cfg(test)]
mod tests;
