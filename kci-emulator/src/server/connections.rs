//! Who is connected: so many at a time, and those who are only there in case they have something to ask give way.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore};

use crate::store::lock;

/// Most places that there are: more than any machine has.
const MOST: u32 = 1 << 28;

/// The places that connections have.
#[derive(Clone, Debug)]
pub(super) struct Places {
    count: u32,
    free: Arc<Semaphore>,
    idle: Arc<Mutex<Idle>>,
}

/// Connections that were answered and have asked nothing since, by when that began: the first has waited longest.
#[derive(Debug, Default)]
struct Idle {
    since: BTreeMap<u64, Arc<Notify>>,
    next: u64,
    /// Whether the next one is to give way at once: somebody waits for a place.
    wanted: bool,
}

/// A connection's place. It is free again when this is dropped.
#[derive(Debug)]
pub(super) struct Place {
    idle: Arc<Mutex<Idle>>,
    /// Under which number it is among the idle.
    number: Mutex<Option<u64>>,
    give_way: Arc<Notify>,
    _permit: OwnedSemaphorePermit,
}

impl Places {
    pub(super) fn new(count: usize) -> Self {
        let count = u32::try_from(count).unwrap_or(u32::MAX).min(MOST);
        let free = usize::try_from(count).unwrap_or(Semaphore::MAX_PERMITS);
        Self { count, free: Arc::new(Semaphore::new(free)), idle: Arc::default() }
    }

    /// A place, once one is free. Where none is, the connection that has been idle longest gives way, or else the next
    /// one to be idle. One at a time may wait.
    pub(super) async fn take(&self) -> Option<Arc<Place>> {
        if self.free.available_permits() == 0 {
            let mut idle = lock(&self.idle);
            match idle.since.pop_first() {
                Some((_, longest)) => longest.notify_one(),
                None => idle.wanted = true,
            }
        }
        let permit = self.free.clone().acquire_owned().await.ok()?;
        lock(&self.idle).wanted = false;
        let (idle, number, give_way) = (self.idle.clone(), Mutex::default(), Arc::default());
        Some(Arc::new(Place { idle, number, give_way, _permit: permit }))
    }

    /// Waits until all are free.
    pub(super) async fn are_free(&self) {
        // Nobody closes them, so that cannot fail.
        let _ = self.free.acquire_many(self.count).await;
    }
}

impl Place {
    /// It has been asked something.
    pub(super) fn is_busy(&self) {
        if let Some(number) = lock(&self.number).take() {
            lock(&self.idle).since.remove(&number);
        }
    }

    /// It has been answered.
    pub(super) fn is_idle(&self) {
        let mut idle = lock(&self.idle);
        if std::mem::take(&mut idle.wanted) {
            self.give_way.notify_one();
            return;
        }
        let number = idle.next;
        idle.next += 1;
        idle.since.insert(number, self.give_way.clone());
        drop(idle);
        *lock(&self.number) = Some(number);
    }

    /// Waits until it is to give way.
    pub(super) async fn gives_way(&self) {
        self.give_way.notified().await;
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.is_busy();
    }
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt as _;

    use super::*;

    async fn place(places: &Places) -> Arc<Place> {
        places.take().await.expect("a place")
    }

    fn has_to_go(place: &Place) -> bool {
        place.gives_way().now_or_never().is_some()
    }

    #[tokio::test]
    async fn who_has_been_idle_longest_gives_way() {
        let places = Places::new(3);
        let all = [place(&places).await, place(&places).await, place(&places).await];
        for at in [1, 0, 2] {
            all[at].is_idle();
        }
        all[1].is_busy();
        assert!(places.take().now_or_never().is_none());
        assert_eq!([0, 1, 2].map(|at: usize| has_to_go(&all[at])), [true, false, false]);
    }

    #[tokio::test]
    async fn where_all_are_busy_the_next_to_be_idle_gives_way() {
        let places = Places::new(2);
        let (one, other) = (place(&places).await, place(&places).await);
        assert!(places.take().now_or_never().is_none());
        assert!(!has_to_go(&one) && !has_to_go(&other));
        other.is_idle();
        one.is_idle();
        assert!(!has_to_go(&one) && has_to_go(&other));
    }

    #[tokio::test]
    async fn nobody_gives_way_while_there_is_room() {
        let places = Places::new(2);
        let one = place(&places).await;
        one.is_idle();
        let other = place(&places).await;
        assert!(!has_to_go(&one));
        drop((one, other));
        places.are_free().now_or_never().expect("all are free");
    }
}
