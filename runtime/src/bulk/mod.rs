//! Many calls at once, but not too many: whatever can be awaited, such as calls, creations and waits.

mod progress;
mod report;
#[cfg(test)]
mod tests;

use std::fmt;
use std::future::IntoFuture;
use std::vec;

use tokio::task::JoinSet;
use tracing::{Instrument as _, Span};

use crate::error::Error;
use crate::future::BoxFuture;
pub use progress::BulkProgress;
use report::Counts;
pub use report::{BulkItem, BulkReport};

/// How many are under way at a time where it is not said.
const CONCURRENCY: usize = 10;

/// Many calls, of which a bounded number is under way at a time. It begins when it is awaited, and gives back a
/// [`BulkReport`] with the result of each, in the order of the calls. An error ends its own call only.
///
/// ```ignore
/// let creates = requests.map(|(job, request)| client.create_container_group(request).exactly_once(job));
/// let report = bulk(creates).concurrency(20).on_progress(|progress| println!("{progress}")).await;
/// ```
///
/// Who wants to end it before uses it by reference: [`next`](Self::next) and [`finish`](Self::finish) can be dropped at any
/// time without losing anything, [`stop`](Self::stop) starts no more calls, and [`into_report`](Self::into_report) gives up
/// what is under way and tells of each call whether it may have been carried out:
///
/// ```ignore
/// let mut deletes = bulk(ids.map(|id| client.delete_container_group(DeleteContainerGroupRequest::new(id))));
/// tokio::select! {
///     () = deletes.finish() => {}
///     _ = tokio::signal::ctrl_c() => deletes.stop(),
/// }
/// println!("{}", deletes.into_report());
/// ```
///
/// Calls under way are tasks of the Tokio runtime, so they go on while the answers of others are looked at. They end when
/// this is dropped.
#[must_use = "calls are sent when it is awaited"]
pub struct Bulk<T> {
    waiting: vec::IntoIter<BoxFuture<'static, Result<T, Error>>>,
    under_way: JoinSet<(usize, Result<T, Error>)>,
    items: Vec<BulkItem<T>>,
    counts: Counts,
    concurrency: usize,
    on_progress: Option<OnProgress<T>>,
}

type OnProgress<T> = Box<dyn FnMut(&BulkProgress<'_, T>) + Send>;

/// Makes many calls at once, but not too many: see [`Bulk`].
pub fn bulk<C, T>(calls: impl IntoIterator<Item = C>) -> Bulk<T>
where
    C: IntoFuture<Output = Result<T, Error>>,
    C::IntoFuture: Send + 'static,
{
    let waiting: Vec<BoxFuture<'static, Result<T, Error>>> =
        calls.into_iter().map(|call| Box::pin(call.into_future()) as _).collect();
    let items: Vec<BulkItem<T>> = waiting.iter().map(|_| BulkItem::NotStarted).collect();
    Bulk {
        counts: Counts::of(&items),
        items,
        waiting: waiting.into_iter(),
        under_way: JoinSet::new(),
        concurrency: CONCURRENCY,
        on_progress: None,
    }
}

impl<T> Bulk<T> {
    /// How many calls are under way at a time, at least 1. Default: 10.
    pub fn concurrency(mut self, calls: usize) -> Self {
        self.concurrency = calls.max(1);
        self
    }

    /// Is called whenever a call has ended.
    pub fn on_progress(mut self, callback: impl FnMut(&BulkProgress<'_, T>) + Send + 'static) -> Self {
        self.on_progress = Some(Box::new(callback));
        self
    }

    /// Starts no more calls. Those under way go on: [`finish`](Self::finish) waits for them.
    pub fn stop(&mut self) {
        self.waiting = Vec::new().into_iter();
    }

    /// What each call has come to by now, in the order of the calls.
    pub fn items(&self) -> &[BulkItem<T>] {
        &self.items
    }
}

impl<T: Send + 'static> Bulk<T> {
    /// The next call that ends: its place among all calls, from 0, and its result. `None` when all have ended. A future of
    /// this that is dropped loses nothing.
    pub async fn next(&mut self) -> Option<(usize, &Result<T, Error>)> {
        loop {
            self.start();
            match self.under_way.join_next().await? {
                Ok((index, result)) => return self.ended(index, result),
                Err(error) if error.is_panic() => std::panic::resume_unwind(error.into_panic()),
                // The runtime ends: it stays unfinished.
                Err(_) => {}
            }
        }
    }

    /// Waits until all calls have ended, or, after [`stop`](Self::stop), all that were started. A future of this that is
    /// dropped loses nothing.
    pub async fn finish(&mut self) {
        while self.next().await.is_some() {}
    }

    /// Gives up what is under way, and tells what became of each call.
    pub fn into_report(mut self) -> BulkReport<T> {
        while let Some(joined) = self.under_way.try_join_next() {
            if let Ok((index, result)) = joined {
                self.ended(index, result);
            }
        }
        BulkReport::new(std::mem::take(&mut self.items))
    }

    /// Starts as many calls as there is room for.
    fn start(&mut self) {
        while self.under_way.len() < self.concurrency {
            let index = self.items.len() - self.waiting.len();
            let Some(call) = self.waiting.next() else { return };
            self.items[index] = BulkItem::Unfinished;
            self.counts.started();
            self.under_way.spawn(async move { (index, call.await) }.instrument(Span::current()));
        }
    }

    fn ended(&mut self, index: usize, result: Result<T, Error>) -> Option<(usize, &Result<T, Error>)> {
        self.counts.ended(result.is_ok());
        let item = self.items.get_mut(index)?;
        *item = BulkItem::Ended(result);
        let BulkItem::Ended(result) = item else { return None };
        if let Some(callback) = &mut self.on_progress {
            callback(&BulkProgress::new(index, result, self.counts));
        }
        Some((index, result))
    }
}

impl<T: Send + 'static> IntoFuture for Bulk<T> {
    type Output = BulkReport<T>;
    type IntoFuture = BoxFuture<'static, BulkReport<T>>;

    fn into_future(mut self) -> Self::IntoFuture {
        Box::pin(async move {
            self.finish().await;
            self.into_report()
        })
    }
}

impl<T> fmt::Debug for Bulk<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Bulk")
            .field("calls", &self.items.len())
            .field("under_way", &self.under_way.len())
            .field("concurrency", &self.concurrency)
            .finish_non_exhaustive()
    }
}
