//! Connections that rest between calls.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::{Duration, Instant};

use http::Uri;
use http::uri::{Authority, Scheme};
use tokio::runtime::Handle;

use super::connection::Connection;
use super::{TransportError, cannot_connect};

/// Where a connection leads to.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Place {
    scheme: Scheme,
    authority: Authority,
}

impl Place {
    pub(super) fn of(uri: &Uri) -> Result<Self, TransportError> {
        match (uri.scheme(), uri.authority()) {
            (Some(scheme), Some(authority)) => Ok(Self { scheme: scheme.clone(), authority: authority.clone() }),
            _ => Err(cannot_connect("the URL names no host")),
        }
    }
}

/// The connections that nobody uses.
pub(super) struct Pool {
    resting: Arc<Resting>,
}

struct Resting {
    connections: Mutex<Connections>,
    /// How long one is kept.
    limit: Duration,
}

#[derive(Default)]
struct Connections {
    /// The one that was used last is the last.
    all: Vec<Rest>,
    /// Whether a task waits to drop those that nobody used.
    is_swept: bool,
}

struct Rest {
    place: Place,
    since: Instant,
    connection: Box<Connection>,
}

impl Pool {
    pub(super) fn new(limit: Duration) -> Self {
        Self { resting: Arc::new(Resting { connections: Mutex::default(), limit }) }
    }

    /// The connection to a place that was used last, if there is one that can take a request.
    pub(super) fn take(&self, place: &Place) -> Option<Box<Connection>> {
        let runtime = Handle::current().id();
        loop {
            let mut rest = {
                let all = &mut self.resting.lock().all;
                let fits = |rest: &Rest| rest.connection.is_of(runtime) && rest.place == *place;
                let at = all.iter().rposition(fits)?;
                all.remove(at)
            };
            if rest.since.elapsed() < self.resting.limit && rest.connection.is_usable() {
                return Some(rest.connection);
            }
        }
    }

    /// Keeps a connection for the next call, unless it cannot take another request.
    pub(super) fn put(&self, place: Place, mut connection: Box<Connection>) {
        if !connection.is_usable() {
            return;
        }
        let mut connections = self.resting.lock();
        connections.all.push(Rest { place, since: Instant::now(), connection });
        if !std::mem::replace(&mut connections.is_swept, true) {
            tokio::spawn(sweep(Sweeping(Arc::downgrade(&self.resting)), self.resting.limit));
        }
    }
}

#[cfg(test)]
impl Pool {
    pub(super) fn is_empty(&self) -> bool {
        self.resting.lock().all.is_empty()
    }

    pub(super) fn is_swept(&self) -> bool {
        self.resting.lock().is_swept
    }
}

impl Resting {
    fn lock(&self) -> MutexGuard<'_, Connections> {
        self.connections.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Drops those that nobody used for too long, and says whether there are others.
    fn drop_old(&self) -> bool {
        let mut connections = self.lock();
        let old = connections.all.partition_point(|rest| rest.since.elapsed() >= self.limit);
        let old: Vec<_> = connections.all.drain(..old).collect();
        connections.is_swept = !connections.all.is_empty();
        let are_others = connections.is_swept;
        drop(connections);
        drop(old);
        are_others
    }
}

/// Drops connections that nobody uses, until there are none, or no pool.
async fn sweep(sweeping: Sweeping, every: Duration) {
    loop {
        tokio::time::sleep(every).await;
        let Some(resting) = sweeping.0.upgrade() else { return };
        if !resting.drop_old() {
            return;
        }
    }
}

/// That a pool is swept. When it ends, because its runtime does, the pool knows.
struct Sweeping(Weak<Resting>);

impl Drop for Sweeping {
    fn drop(&mut self) {
        if let Some(resting) = self.0.upgrade() {
            resting.lock().is_swept = false;
        }
    }
}
