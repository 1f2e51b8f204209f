//! Many calls at once.

use std::future::IntoFuture;

use super::Blocking;
use super::thread::Driver;
use crate::bulk::{Bulk, BulkItem, BulkProgress, BulkReport};
use crate::error::Error;

/// Makes many calls at once, but not too many: see [`Bulk`]. The thread of the first one's client drives them all.
pub fn bulk<C, T>(calls: impl IntoIterator<Item = Blocking<C>>) -> Blocking<Bulk<T>>
where
    C: IntoFuture<Output = Result<T, Error>>,
    C::IntoFuture: Send + 'static,
{
    let mut driver: Option<Driver> = None;
    let inner = crate::bulk(calls.into_iter().map(|call| {
        driver.get_or_insert(call.driver);
        call.inner
    }));
    Blocking { inner, driver: driver.unwrap_or_default() }
}

impl<T: Send + 'static> Blocking<Bulk<T>> {
    /// How many calls are under way at a time, at least 1. Default: 10.
    pub fn concurrency(self, calls: usize) -> Self {
        self.map(|bulk| bulk.concurrency(calls))
    }

    /// Is called, on the thread that waits, whenever a call has ended.
    pub fn on_progress(self, callback: impl FnMut(&BulkProgress<'_, T>) + Send + 'static) -> Self {
        self.map(|bulk| bulk.on_progress(callback))
    }

    /// Waits until one more call has ended, and gives its place among all [`items`](Self::items). `None` when all have.
    ///
    /// # Errors
    ///
    /// [`Error::Configuration`] on a thread of an async runtime.
    pub fn next_ended(&mut self) -> Result<Option<usize>, Error> {
        self.driver.block_on(async { self.inner.next().await.map(|(index, _)| index) })
    }

    /// Starts no more calls. Those under way go on: [`finish`](Self::finish) waits for them.
    pub fn stop(&mut self) {
        self.inner.stop();
    }

    /// What each call has come to by now, in the order of the calls.
    pub fn items(&self) -> &[BulkItem<T>] {
        self.inner.items()
    }

    /// Waits until all calls have ended, or, after [`stop`](Self::stop), all that were started.
    ///
    /// # Errors
    ///
    /// [`Error::Configuration`] on a thread of an async runtime; nothing is sent then.
    pub fn finish(self) -> Result<BulkReport<T>, Error> {
        self.driver.block_on(self.inner.into_future())
    }

    /// Gives up what is under way, and tells what became of each call.
    pub fn into_report(self) -> BulkReport<T> {
        self.inner.into_report()
    }
}
